import { readPolicy } from '../policy/document.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';
import type { Bucket, Carrier, Fn, Key, LifecycleRule, Resource, Workgroup } from './app.ts';
import type { PolicyOf } from './resource-policies.ts';
import { at, isOn, list, number, text } from './values.ts';

/** The ARN of the key that a property names by ARN, id, or alias. */
export type KeyArn = (name: string | undefined) => string | undefined;

export function readKeys(resources: readonly Resource[]): Key[] {
  const aliases = resources.filter((resource) => resource.type === 'AWS::KMS::Alias');
  return resources
    .filter((resource) => resource.type === 'AWS::KMS::Key' || resource.type === 'AWS::KMS::ReplicaKey')
    .map((resource) => ({
      ...resource,
      arn: resource.arn ?? UNRESOLVED,
      policy: readPolicy(
        at(resource.properties, 'KeyPolicy') ?? defaultKeyPolicy(resource),
        `key policy of ${resource.logicalId}`,
        'resource',
        resource,
      ),
      aliases: aliases
        .filter((alias) => [resource.arn, resource.name].includes(text(alias.properties, 'TargetKeyId')))
        .map((alias) => alias.name),
    }));
}

/**
 * The policy of a key without one of its own: IAM policies of the account decide alone.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
const defaultKeyPolicy = ({ arn }: Resource): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: arn?.split(':')[4] }, Action: 'kms:*', Resource: '*' }],
});

export function keyFinder(keys: readonly Key[]): KeyArn {
  return (name) => {
    if (name === undefined || name === '' || name.startsWith('alias/aws/')) return undefined;
    const found = keys.find(
      (key) => key.arn === name || key.name === name || key.aliases.some((alias) => name.endsWith(alias)),
    );
    return found?.arn ?? name;
  };
}

export const readBuckets = (resources: readonly Resource[], policyOf: PolicyOf, keyArn: KeyArn): Bucket[] =>
  resources
    .filter((resource) => resource.type === 'AWS::S3::Bucket')
    .map((resource) => {
      const [encryption] = list(resource.properties, 'BucketEncryption.ServerSideEncryptionConfiguration');
      const rule = at(encryption, 'ServerSideEncryptionByDefault');
      const key = text(rule, 'SSEAlgorithm')?.startsWith('aws:kms') ? keyArn(text(rule, 'KMSMasterKeyID')) : undefined;
      return {
        ...carried(resource, policyOf(resource), key),
        versioned: at(resource.properties, 'VersioningConfiguration.Status') !== undefined || isLocked(resource),
        lifecycle: list(resource.properties, 'LifecycleConfiguration.Rules').map(readLifecycle),
      };
    });

/** Object Lock turns versioning on by itself. */
const isLocked = (resource: Resource): boolean =>
  isOn(resource.properties, 'ObjectLockEnabled', { absent: false, unread: true });

/** The elements of a rule for all objects; with any other element it is not known to be for all of them. */
const RULE_ELEMENTS = new Set([
  ...['Id', 'Status', 'Prefix', 'AbortIncompleteMultipartUpload', 'ExpirationDate', 'ExpirationInDays'],
  ...['ExpiredObjectDeleteMarker', 'NoncurrentVersionExpiration', 'NoncurrentVersionExpirationInDays'],
  ...['NoncurrentVersionTransition', 'NoncurrentVersionTransitions', 'Transition', 'Transitions'],
]);

/**
 * A rule that keeps some noncurrent versions at any age sets no limit for them; one with a date deletes once.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
function readLifecycle(rule: unknown): LifecycleRule {
  const days = (path: string, name: string) => {
    const found = number(rule, path);
    return found === undefined ? {} : { [name]: found };
  };
  return {
    enabled: text(rule, 'Status') === 'Enabled',
    prefix: text(rule, 'Prefix') ?? '',
    partial: !isRecord(rule) || Object.keys(rule).some((element) => !RULE_ELEMENTS.has(element)),
    ...days('ExpirationInDays', 'expirationDays'),
    ...(at(rule, 'NoncurrentVersionExpiration.NewerNoncurrentVersions') === undefined
      ? days('NoncurrentVersionExpiration.NoncurrentDays', 'noncurrentDays')
      : {}),
    ...days('NoncurrentVersionExpirationInDays', 'noncurrentDays'),
    ...days('AbortIncompleteMultipartUpload.DaysAfterInitiation', 'abortUploadDays'),
  };
}

export const carried = (resource: Resource, policy: Carrier['policy'], key: string | undefined): Carrier => ({
  ...resource,
  arn: resource.arn ?? UNRESOLVED,
  ...(policy ? { policy } : {}),
  ...(key === undefined ? {} : { keyArn: key }),
});

/** Queues, topics and log groups: where each type keeps its key. */
export const readCarriers = (
  resources: readonly Resource[],
  type: string,
  keyProperty: string,
  policyOf: PolicyOf,
  keyArn: KeyArn,
): Carrier[] =>
  resources
    .filter((resource) => resource.type === type)
    .map((resource) => carried(resource, policyOf(resource), keyArn(text(resource.properties, keyProperty))));

export const readFunctions = (resources: readonly Resource[], policyOf: PolicyOf, keyArn: KeyArn): Fn[] =>
  readCarriers(resources, 'AWS::Lambda::Function', 'KmsKeyArn', policyOf, keyArn).map((carrier) => {
    const roleArn = text(carrier.properties, 'Role');
    return { ...carrier, ...(roleArn === undefined ? {} : { roleArn }) };
  });

export const readWorkgroups = (resources: readonly Resource[], keyArn: KeyArn): Workgroup[] =>
  resources
    .filter((resource) => resource.type === 'AWS::Athena::WorkGroup')
    .map((resource) => {
      const configuration = at(resource.properties, 'WorkGroupConfiguration');
      const managed = at(configuration, 'ManagedQueryResultsConfiguration');
      const location = text(configuration, 'ResultConfiguration.OutputLocation');
      const runsAs = text(configuration, 'ExecutionRole');
      const key = keyArn(
        text(managed, 'EncryptionConfiguration.KmsKey') ??
          text(configuration, 'ResultConfiguration.EncryptionConfiguration.KmsKey'),
      );
      return {
        ...resource,
        arn: resource.arn ?? UNRESOLVED,
        // CloudFormation enforces the workgroup's settings unless they say otherwise.
        enforced: isOn(configuration, 'EnforceWorkGroupConfiguration', { absent: true, unread: false }),
        managedResults: isOn(managed, 'Enabled', { absent: false, unread: false }),
        ...(location === undefined ? {} : { outputLocation: location }),
        ...(key === undefined ? {} : { keyArn: key }),
        ...(runsAs === undefined ? {} : { executionRole: runsAs }),
      };
    });
