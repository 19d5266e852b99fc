import { globPattern, literalPattern } from '../decide/atoms.ts';
import { type Node, nodeOf } from '../escalate/node.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';
import type { Step } from '../inquiry/proof.ts';
import type { Carrier, Identity } from '../model/app.ts';
import { text } from '../model/values.ts';
import type { Pattern } from '../policy/pattern.ts';

/** Where a program can leave data: how it is written and read, and in which ARNs it lives. */
export interface Door {
  readonly kind: string;
  readonly writes: readonly string[];
  readonly reads: readonly string[];
  readonly everywhere: string;
}

export const DOORS: readonly Door[] = [
  { kind: 'AWS::S3::Bucket', writes: ['s3:PutObject'], reads: [], everywhere: 'arn:*:s3:::?*' },
  {
    kind: 'AWS::SQS::Queue',
    writes: ['sqs:SendMessage'],
    reads: ['sqs:ReceiveMessage', 'sqs:StartMessageMoveTask'],
    everywhere: 'arn:*:sqs:*:*:?*',
  },
  { kind: 'AWS::SNS::Topic', writes: ['sns:Publish'], reads: ['sns:Subscribe'], everywhere: 'arn:*:sns:*:*:?*' },
  {
    kind: 'AWS::Logs::LogGroup',
    writes: ['logs:PutLogEvents'],
    reads: [
      'logs:GetLogEvents',
      'logs:FilterLogEvents',
      'logs:StartQuery',
      'logs:StartLiveTail',
      'logs:CreateExportTask',
      'logs:PutSubscriptionFilter',
    ],
    everywhere: 'arn:*:logs:*:*:log-group:?*',
  },
  {
    kind: 'AWS::DynamoDB::Table',
    writes: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
    reads: [],
    everywhere: 'arn:*:dynamodb:*:*:table/?*',
  },
  {
    kind: 'AWS::Kinesis::Stream',
    writes: ['kinesis:PutRecord', 'kinesis:PutRecords'],
    reads: ['kinesis:GetRecords', 'kinesis:SubscribeToShard'],
    everywhere: 'arn:*:kinesis:*:*:stream/?*',
  },
  {
    kind: 'AWS::KinesisFirehose::DeliveryStream',
    writes: ['firehose:PutRecord', 'firehose:PutRecordBatch'],
    reads: ['firehose:UpdateDestination'],
    everywhere: 'arn:*:firehose:*:*:deliverystream/?*',
  },
  {
    kind: 'AWS::Events::EventBus',
    writes: ['events:PutEvents'],
    reads: ['events:PutRule'],
    everywhere: 'arn:*:events:*:*:event-bus/?*',
  },
  {
    kind: 'AWS::SecretsManager::Secret',
    writes: ['secretsmanager:PutSecretValue'],
    reads: ['secretsmanager:GetSecretValue'],
    everywhere: 'arn:*:secretsmanager:*:*:secret:?*',
  },
  {
    kind: 'AWS::SSM::Parameter',
    writes: ['ssm:PutParameter'],
    reads: ['ssm:GetParameter'],
    everywhere: 'arn:*:ssm:*:*:parameter/?*',
  },
];

export const actorNode = (inquiry: Inquiry, identity: Identity): Node => nodeOf(inquiry.app, identity);

export const objectsOf = (arn: string): Pattern[] => [
  literalPattern(arn),
  globPattern(`${arn}/*`),
  globPattern(`${arn}:*`),
];

/** All resources of a door's kind in the templates; of log groups the ARN without the star that stands for its streams. */
export const knownOf = ({ app }: Inquiry, kind: string): readonly Carrier[] =>
  app.resources
    .filter((resource) => resource.type === kind && resource.arn !== undefined)
    .map((resource) => {
      const carrier = [...app.buckets, ...app.queues, ...app.topics, ...app.logGroups].find(
        (each) => each.arn === resource.arn,
      );
      return (
        carrier ?? { ...resource, arn: resource.arn as string, ...otherKey(inquiryKeys(app.keys), resource.properties) }
      );
    });

const inquiryKeys = (keys: readonly { arn: string; name: string }[]) =>
  new Map(
    keys.flatMap(
      (key) =>
        [
          [key.arn, key.arn],
          [key.name, key.arn],
        ] as const,
    ),
  );

/** Where other kinds of stores keep their key. */
function otherKey(keys: ReadonlyMap<string, string>, properties: unknown): { keyArn?: string } {
  for (const path of [
    'SSESpecification.KMSMasterKeyId',
    'StreamEncryption.KeyId',
    'KmsKeyId',
    'KeyId',
    'KmsKeyIdentifier',
  ]) {
    const found = keys.get(text(properties, path) ?? '');
    if (found !== undefined) return { keyArn: found };
  }
  return {};
}

export const baseArn = (arn: string): string => arn.replace(/:\*$/, '');

export const keyed = ({ app }: Inquiry, store: Carrier): boolean =>
  store.keyArn !== undefined && app.keys.some((key) => key.arn === store.keyArn);

export const opened = (sure: boolean, principal: string, path: readonly Step[], because: string): Finding => ({
  verdict: sure ? 'refuted' : 'undecided',
  because,
  witness: { principal, path },
});
