import { at, list, text } from '../../model/values.ts';
import { UNRESOLVED } from '../../policy/pattern.ts';
import { isRecord } from '../../policy/record.ts';
import { given, type Properties, type SeenAccount } from './seen.ts';

/** Buckets with all settings that affect who reads them, how long they keep data, and where they copy it. */
export function buckets(seen: SeenAccount): void {
  for (const found of seen.list('s3:ListBuckets', 'Buckets')) {
    const name = text(found, 'Name') ?? UNRESOLVED;
    const arn = `arn:${seen.place.partition}:s3:::${name}`;
    const ask = (call: string, property?: string): unknown => {
      if (seen.isUnread(`s3:${call}`, { Bucket: name })) return UNRESOLVED;
      const answer = seen.get(`s3:${call}`, { Bucket: name });
      return property === undefined ? answer : at(answer, property);
    };
    const locked = ask('GetObjectLockConfiguration', 'ObjectLockConfiguration');
    seen.put('AWS::S3::Bucket', name, arn, {
      BucketName: name,
      PublicAccessBlockConfiguration: ask('GetPublicAccessBlock', 'PublicAccessBlockConfiguration'),
      OwnershipControls: ask('GetBucketOwnershipControls', 'OwnershipControls'),
      AccessControl: aclOf(ask('GetBucketAcl')),
      BucketEncryption: encryptionOf(ask('GetBucketEncryption', 'ServerSideEncryptionConfiguration')),
      VersioningConfiguration: versioningOf(ask('GetBucketVersioning')),
      LifecycleConfiguration: lifecycleOf(ask('GetBucketLifecycleConfiguration')),
      ReplicationConfiguration: ask('GetBucketReplication', 'ReplicationConfiguration'),
      NotificationConfiguration: notificationsOf(ask('GetBucketNotificationConfiguration')),
      LoggingConfiguration: loggingOf(ask('GetBucketLogging', 'LoggingEnabled')),
      InventoryConfigurations: inventoriesOf(ask('ListBucketInventoryConfigurations', 'InventoryConfigurationList')),
      ...(locked === undefined ? {} : { ObjectLockEnabled: true, ObjectLockConfiguration: locked }),
    });
    const policy = seen.policy('s3:GetBucketPolicy', { Bucket: name }, 'Policy');
    if (policy !== undefined)
      seen.put('AWS::S3::BucketPolicy', name, undefined, { Bucket: name, PolicyDocument: policy });
  }
}

export function accessPoints(seen: SeenAccount): void {
  for (const point of seen.list('s3control:ListAccessPoints', 'AccessPointList')) {
    const name = text(point, 'Name') ?? UNRESOLVED;
    seen.put('AWS::S3::AccessPoint', name, text(point, 'AccessPointArn'), {
      Name: name,
      Bucket: text(point, 'Bucket'),
      VpcConfiguration: at(point, 'VpcConfiguration'),
      Policy: seen.policy('s3control:GetAccessPointPolicy', { Name: name }, 'Policy'),
    });
  }
}

/** Grants beside that of the owner, as `grantee permission`; undefined when there are none. */
function aclOf(acl: unknown): unknown {
  if (typeof acl === 'string') return acl;
  const owner = text(acl, 'Owner.ID');
  const others = list(acl, 'Grants').filter((grant) => text(grant, 'Grantee.ID') !== owner || owner === undefined);
  if (others.length === 0) return undefined;
  return others
    .map((grant) => {
      const who = text(grant, 'Grantee.URI') ?? text(grant, 'Grantee.ID') ?? text(grant, 'Grantee.EmailAddress');
      return `${who ?? UNRESOLVED} ${text(grant, 'Permission')}`;
    })
    .sort()
    .join(', ');
}

function encryptionOf(encryption: unknown): unknown {
  if (!isRecord(encryption)) return encryption;
  return {
    ServerSideEncryptionConfiguration: list(encryption, 'Rules').map((rule) =>
      given({
        ServerSideEncryptionByDefault: at(rule, 'ApplyServerSideEncryptionByDefault'),
        BucketKeyEnabled: at(rule, 'BucketKeyEnabled'),
      }),
    ),
  };
}

const versioningOf = (versioning: unknown): unknown => {
  if (!isRecord(versioning)) return versioning;
  const status = text(versioning, 'Status');
  return status === undefined ? undefined : { Status: status };
};

function lifecycleOf(configuration: unknown): unknown {
  if (!isRecord(configuration)) return configuration;
  return { Rules: list(configuration, 'Rules').map(lifecycleRule) };
}

/** Names that S3 and CloudFormation do not share: https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html */
function lifecycleRule(rule: unknown): Properties {
  const all = at(rule, 'Filter.And');
  const filter = isRecord(all) ? all : at(rule, 'Filter');
  const tags = [...list(filter, 'Tags'), ...list(filter, 'Tag')];
  return given({
    Id: text(rule, 'ID'),
    Status: text(rule, 'Status'),
    // An empty one is every object, as none is.
    Prefix: (text(filter, 'Prefix') ?? text(rule, 'Prefix')) || undefined,
    ...(tags.length > 0 ? { TagFilters: tags } : {}),
    ObjectSizeGreaterThan: at(filter, 'ObjectSizeGreaterThan'),
    ObjectSizeLessThan: at(filter, 'ObjectSizeLessThan'),
    ExpirationInDays: at(rule, 'Expiration.Days'),
    ExpirationDate: at(rule, 'Expiration.Date'),
    ExpiredObjectDeleteMarker: at(rule, 'Expiration.ExpiredObjectDeleteMarker'),
    NoncurrentVersionExpiration: at(rule, 'NoncurrentVersionExpiration'),
    AbortIncompleteMultipartUpload: at(rule, 'AbortIncompleteMultipartUpload'),
    Transitions: some(
      list(rule, 'Transitions').map((transition) =>
        given({
          TransitionInDays: at(transition, 'Days'),
          TransitionDate: at(transition, 'Date'),
          StorageClass: at(transition, 'StorageClass'),
        }),
      ),
    ),
    NoncurrentVersionTransitions: some(
      list(rule, 'NoncurrentVersionTransitions').map((transition) =>
        given({ TransitionInDays: at(transition, 'NoncurrentDays'), StorageClass: at(transition, 'StorageClass') }),
      ),
    ),
  });
}

const some = <T>(items: readonly T[]): readonly T[] | undefined => (items.length === 0 ? undefined : items);

function notificationsOf(configuration: unknown): unknown {
  if (!isRecord(configuration)) return configuration;
  const of = (property: string, target: string, as: string) =>
    some(
      list(configuration, property).flatMap((setting) =>
        list(setting, 'Events').map((event) =>
          given({ [as]: text(setting, target), Event: event, Filter: filterOf(setting) }),
        ),
      ),
    );
  const all = given({
    QueueConfigurations: of('QueueConfigurations', 'QueueArn', 'Queue'),
    TopicConfigurations: of('TopicConfigurations', 'TopicArn', 'Topic'),
    LambdaConfigurations: of('LambdaFunctionConfigurations', 'LambdaFunctionArn', 'Function'),
    ...(at(configuration, 'EventBridgeConfiguration') === undefined
      ? {}
      : { EventBridgeConfiguration: { EventBridgeEnabled: true } }),
  });
  return Object.keys(all).length === 0 ? undefined : all;
}

/** S3 calls it Key and FilterRules, CloudFormation S3Key and Rules. */
function filterOf(configuration: unknown): unknown {
  const rules = list(configuration, 'Filter.Key.FilterRules');
  if (rules.length === 0) return undefined;
  return {
    S3Key: { Rules: rules.map((rule) => ({ Name: text(rule, 'Name')?.toLowerCase(), Value: at(rule, 'Value') })) },
  };
}

const loggingOf = (configuration: unknown): unknown =>
  isRecord(configuration)
    ? given({
        DestinationBucketName: text(configuration, 'TargetBucket'),
        LogFilePrefix: text(configuration, 'TargetPrefix'),
      })
    : configuration;

function inventoriesOf(configurations: unknown): unknown {
  if (!Array.isArray(configurations)) return configurations;
  return some(
    configurations.map((configuration) =>
      given({
        Id: text(configuration, 'Id'),
        Enabled: at(configuration, 'IsEnabled'),
        Destination: { BucketArn: text(configuration, 'Destination.S3BucketDestination.Bucket') },
      }),
    ),
  );
}
