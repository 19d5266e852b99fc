import { at, list, text } from '../../model/values.ts';
import { UNRESOLVED } from '../../policy/pattern.ts';
import type { SeenAccount } from './seen.ts';

/** Streams, secrets and registries of images: stores that a policy of their own may hand to others. */
export function others(seen: SeenAccount): void {
  streams(seen);
  secrets(seen);
  registry(seen);
}

function streams(seen: SeenAccount): void {
  for (const listed of seen.list('kinesis:ListStreams', 'StreamSummaries')) {
    const [name = UNRESOLVED, arn = UNRESOLVED] = ['StreamName', 'StreamARN'].map((key) => text(listed, key));
    const input = { StreamARN: arn };
    const summary = at(seen.get('kinesis:DescribeStreamSummary', input), 'StreamDescriptionSummary');
    const key = text(summary, 'KeyId');
    seen.put('AWS::Kinesis::Stream', name, arn, {
      Name: name,
      RetentionPeriodHours: at(summary, 'RetentionPeriodHours') ?? UNRESOLVED,
      ...(key === undefined ? {} : { StreamEncryption: { EncryptionType: 'KMS', KeyId: key } }),
    });
    policyOfStream(seen, name, arn);
    for (const registered of seen.list('kinesis:ListStreamConsumers', 'Consumers', input)) {
      const consumer = text(registered, 'ConsumerARN') ?? UNRESOLVED;
      seen.put('AWS::Kinesis::StreamConsumer', text(registered, 'ConsumerName') ?? UNRESOLVED, consumer, {
        ...{ StreamARN: arn, ConsumerName: text(registered, 'ConsumerName') },
      });
      policyOfStream(seen, `${name}/${text(registered, 'ConsumerName')}`, consumer);
    }
  }
}

/** Of a stream, or of a consumer of one: each has a policy of its own. */
function policyOfStream(seen: SeenAccount, name: string, arn: string): void {
  const policy = seen.policy('kinesis:GetResourcePolicy', { ResourceARN: arn }, 'Policy');
  if (policy !== undefined)
    seen.put('AWS::Kinesis::ResourcePolicy', name, undefined, { ResourceArn: arn, ResourcePolicy: policy });
}

function secrets(seen: SeenAccount): void {
  for (const listed of seen.list('secretsmanager:ListSecrets', 'SecretList')) {
    const [name = UNRESOLVED, arn = UNRESOLVED] = ['Name', 'ARN'].map((key) => text(listed, key));
    seen.put('AWS::SecretsManager::Secret', name, arn, { Name: name, KmsKeyId: text(listed, 'KmsKeyId') });
    const policy = seen.policy('secretsmanager:GetResourcePolicy', { SecretId: arn }, 'ResourcePolicy');
    if (policy !== undefined)
      seen.put('AWS::SecretsManager::ResourcePolicy', name, undefined, { SecretId: arn, ResourcePolicy: policy });
  }
}

function registry(seen: SeenAccount): void {
  for (const listed of seen.list('ecr:DescribeRepositories', 'repositories')) {
    const name = text(listed, 'repositoryName') ?? UNRESOLVED;
    const policy = seen.policy('ecr:GetRepositoryPolicy', { repositoryName: name }, 'policyText');
    seen.put('AWS::ECR::Repository', name, text(listed, 'repositoryArn'), {
      RepositoryName: name,
      ...(policy === undefined ? {} : { RepositoryPolicyText: policy }),
    });
  }
  const policy = seen.policy('ecr:GetRegistryPolicy', {}, 'policyText');
  if (policy !== undefined) seen.put('AWS::ECR::RegistryPolicy', 'registry', undefined, { PolicyText: policy });
  for (const rule of list(seen.get('ecr:DescribePullThroughCacheRules'), 'pullThroughCacheRules')) {
    const prefix = text(rule, 'ecrRepositoryPrefix') ?? UNRESOLVED;
    seen.put('AWS::ECR::PullThroughCacheRule', prefix, undefined, {
      EcrRepositoryPrefix: prefix,
      UpstreamRegistryUrl: text(rule, 'upstreamRegistryUrl'),
    });
  }
}
