import { createHash } from 'node:crypto';
import { type Environment, readApp } from '../../../lib/access/index.ts';
import { FORWARDING, LIVE_CALLS } from '../../../lib/access/live/calls.ts';
import type { AccountReading, CallAnswer, Input } from '../../../lib/access/live/reading.ts';
import type { Resource } from '../../../lib/access/model/app.ts';
import { at, list, text } from '../../../lib/access/model/values.ts';

const PLACE = { accountId: '111122223333', region: 'eu-west-1', partition: 'aws' } as const;

/** What the account would answer had these templates been deployed into it, in the shapes of the API. */
export function deployed(
  templates: ReadonlyMap<string, string>,
  { environment = {}, caller }: { environment?: Environment; caller?: string } = {},
): AccountReading {
  const place = { ...PLACE, ...environment };
  const app = readApp(templates, { ...environment, ...place });
  const stacks = [...templates.keys()].map((name) => name.replace(/\.template\.json$/, ''));
  // Names that CloudFormation makes up differ from those that the model makes up.
  const ids = new Map(
    app.resources
      .filter(
        ({ type, name, template, logicalId }) =>
          type === 'AWS::KMS::Key' || name === `${template.replace('.template.json', '')}-${logicalId}`,
      )
      .map((resource) => [resource.name, physical(resource)]),
  );
  const renamed = (value: unknown): unknown => {
    let said = JSON.stringify(value);
    for (const [name, id] of [...ids].sort(([a], [b]) => b.length - a.length)) said = said.replaceAll(name, id);
    return JSON.parse(said);
  };
  const resources = renamed(app.resources) as Resource[];
  const account = new Account(place.accountId, place.region);
  for (const resource of resources) MAKERS[resource.type]?.(account, resource, resources);
  for (const name of stacks) {
    const own = resources.filter(({ template }) => template === `${name}.template.json`);
    account.answer(
      'cloudformation:ListStackResources',
      { StackName: name },
      {
        StackResourceSummaries: own.map((resource) => ({
          LogicalResourceId: resource.logicalId,
          PhysicalResourceId:
            resource.type === 'AWS::SQS::Queue'
              ? account.url(resource)
              : resource.type === 'AWS::SNS::Topic'
                ? resource.arn
                : resource.name,
          ResourceType: resource.type,
        })),
      },
    );
    account.answer(
      'cloudformation:GetTemplate',
      { StackName: name, TemplateStage: 'Original' },
      {
        TemplateBody: templates.get(`${name}.template.json`),
      },
    );
  }
  account.finish(resources);
  return {
    at: '2026-11-27T00:00:00.000Z',
    ...{ accountId: place.accountId, region: place.region, partition: place.partition },
    caller: caller ?? `arn:aws:sts::${place.accountId}:assumed-role/strongroom-auditor/eva`,
    stacks,
    answers: account.answers(),
  };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

function physical({ type, name }: Resource): string {
  const hex = digest(name);
  if (type === 'AWS::KMS::Key')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return `${name.slice(0, 24)}-${hex.slice(0, 12).toUpperCase()}`;
}

class Account {
  readonly id: string;
  readonly region: string;
  readonly #answers = new Map<string, CallAnswer>();
  readonly #lists = new Map<string, Record<string, unknown[]>>();

  constructor(id: string, region: string) {
    this.id = id;
    this.region = region;
    for (const call of LIVE_CALLS)
      if (TOP[call]) this.#lists.set(call, Object.fromEntries(TOP[call].map((key) => [key, []])));
  }

  answer(call: string, input: Input, output: unknown): void {
    this.#answers.set(JSON.stringify([call, input]), { call, input, output });
  }

  add(call: string, property: string, item: unknown): void {
    this.#lists.get(call)?.[property]?.push(item);
  }

  items(call: string, property: string): unknown[] {
    return this.#lists.get(call)?.[property] ?? [];
  }

  url = ({ name }: Resource): string => `https://sqs.${this.region}.amazonaws.com/${this.id}/${name}`;

  /** What follows of all that was made: lists of what was listed, and nothing where nobody made anything. */
  finish(resources: readonly Resource[]): void {
    this.add('events:ListEventBuses', 'EventBuses', {
      Name: 'default',
      Arn: `arn:aws:events:${this.region}:${this.id}:event-bus/default`,
    });
    const rules = resources.filter(({ type }) => type === 'AWS::Events::Rule');
    this.answer(
      'events:ListRules',
      { EventBusName: 'default' },
      {
        Rules: rules.map(({ name, arn, properties }) => ({
          Name: name,
          Arn: arn,
          EventPattern: properties.EventPattern === undefined ? undefined : JSON.stringify(properties.EventPattern),
          ScheduleExpression: properties.ScheduleExpression,
          State: properties.State ?? 'ENABLED',
          Description: properties.Description,
          EventBusName: 'default',
        })),
      },
    );
    for (const { name, properties } of rules)
      this.answer('events:ListTargetsByRule', { EventBusName: 'default', Rule: name }, { Targets: properties.Targets });
    this.answer('s3control:GetPublicAccessBlock', {}, null);
    this.answer('ecr:GetRegistryPolicy', {}, null);
    this.answer('logs:DescribeAccountPolicies', FORWARDING, { accountPolicies: [] });
    for (const [call, output] of this.#lists) this.answer(call, {}, output);
  }

  answers(): CallAnswer[] {
    return [...this.#answers.values()];
  }
}

/** Calls that list, with the properties of their answers. */
const TOP: Readonly<Record<string, readonly string[]>> = {
  's3:ListBuckets': ['Buckets'],
  's3control:ListAccessPoints': ['AccessPointList'],
  's3control:ListAccessGrantsInstances': ['AccessGrantsInstancesList'],
  'kms:ListKeys': ['Keys'],
  'kms:ListAliases': ['Aliases'],
  'iam:GetAccountAuthorizationDetails': ['RoleDetailList', 'UserDetailList', 'GroupDetailList', 'Policies'],
  'lakeformation:ListPermissions': ['PrincipalResourcePermissions'],
  'lakeformation:ListDataCellsFilter': ['DataCellsFilters'],
  'lakeformation:ListResources': ['ResourceInfoList'],
  'glue:GetDatabases': ['DatabaseList'],
  'glue:GetResourcePolicies': ['GetResourcePoliciesResponseList'],
  'lambda:ListFunctions': ['Functions'],
  'lambda:ListEventSourceMappings': ['EventSourceMappings'],
  'sqs:ListQueues': ['QueueUrls'],
  'sns:ListTopics': ['Topics'],
  'logs:DescribeLogGroups': ['logGroups'],
  'logs:DescribeResourcePolicies': ['resourcePolicies'],
  'events:ListEventBuses': ['EventBuses'],
  'events:ListArchives': ['Archives'],
  'scheduler:ListSchedules': ['Schedules'],
  'cloudtrail:DescribeTrails': ['trailList'],
  'athena:ListWorkGroups': ['WorkGroups'],
  'dynamodb:ListTables': ['TableNames'],
  'kinesis:ListStreams': ['StreamSummaries'],
  'secretsmanager:ListSecrets': ['SecretList'],
  'ecr:DescribeRepositories': ['repositories'],
  'ecr:DescribePullThroughCacheRules': ['pullThroughCacheRules'],
};

type Maker = (account: Account, resource: Resource, all: readonly Resource[]) => void;

const json = (value: unknown): string => JSON.stringify(value);
const encoded = (value: unknown): string => encodeURIComponent(JSON.stringify(value));

/** A topic whose maker gives it no policy has this one: https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html */
const givenBySns = (account: string, topic: string) => ({
  Version: '2008-10-17',
  Id: '__default_policy_ID',
  Statement: [
    {
      ...{ Sid: '__default_statement_ID', Effect: 'Allow', Principal: { AWS: '*' }, Resource: topic },
      Action: ['GetTopicAttributes', 'SetTopicAttributes', 'Subscribe', 'Publish'].map((name) => `SNS:${name}`),
      Condition: { StringEquals: { 'AWS:SourceOwner': account } },
    },
  ],
});

const policyOn = (all: readonly Resource[], type: string, names: string, target: string): unknown =>
  all.find((resource) => resource.type === type && list(resource.properties, names).includes(target))?.properties
    .PolicyDocument;

const attached = (all: readonly Resource[], role: Resource) => ({
  RolePolicyList: [
    ...list(role.properties, 'Policies').map((policy) => ({
      PolicyName: text(policy, 'PolicyName'),
      PolicyDocument: encoded(at(policy, 'PolicyDocument')),
    })),
    ...all
      .filter(({ type, properties }) => type === 'AWS::IAM::Policy' && list(properties, 'Roles').includes(role.name))
      .map(({ properties }) => ({
        PolicyName: properties.PolicyName,
        PolicyDocument: encoded(properties.PolicyDocument),
      })),
  ],
  AttachedManagedPolicies: list(role.properties, 'ManagedPolicyArns').map((arn) => ({
    PolicyArn: arn,
    PolicyName: String(arn).split('/').at(-1),
  })),
});

/** How each kind of resource shows itself. Property names: the references of the APIs. */
const MAKERS: Readonly<Record<string, Maker>> = {
  'AWS::S3::Bucket': (account, { name, properties: own }, all) => {
    account.add('s3:ListBuckets', 'Buckets', { Name: name, BucketRegion: account.region });
    const answer = (call: string, output: unknown) => account.answer(`s3:${call}`, { Bucket: name }, output);
    const policy = policyOn(all, 'AWS::S3::BucketPolicy', 'Bucket', name);
    const lifecycle = list(own, 'LifecycleConfiguration.Rules').map((rule) => ({
      ID: text(rule, 'Id'),
      Status: text(rule, 'Status'),
      Filter: { Prefix: text(rule, 'Prefix') ?? '' },
      ...(at(rule, 'ExpirationInDays') === undefined ? {} : { Expiration: { Days: at(rule, 'ExpirationInDays') } }),
      NoncurrentVersionExpiration: at(rule, 'NoncurrentVersionExpiration'),
      AbortIncompleteMultipartUpload: at(rule, 'AbortIncompleteMultipartUpload'),
    }));
    const notify = (property: string, from: string, to: string) =>
      list(own, `NotificationConfiguration.${property}`).map((value) => ({
        [to]: text(value, from),
        Events: [text(value, 'Event')],
        Filter: {
          Key: {
            FilterRules: list(value, 'Filter.S3Key.Rules').map((rule) => ({
              Name: text(rule, 'Name'),
              Value: at(rule, 'Value'),
            })),
          },
        },
      }));
    answer('GetBucketPolicy', policy === undefined ? null : { Policy: json(policy) });
    answer(
      'GetPublicAccessBlock',
      own.PublicAccessBlockConfiguration === undefined
        ? null
        : { PublicAccessBlockConfiguration: own.PublicAccessBlockConfiguration },
    );
    answer(
      'GetBucketOwnershipControls',
      own.OwnershipControls === undefined ? null : { OwnershipControls: own.OwnershipControls },
    );
    answer('GetBucketAcl', {
      Owner: { ID: 'owner' },
      Grants: [{ Grantee: { ID: 'owner', Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }],
    });
    answer('GetBucketEncryption', {
      ServerSideEncryptionConfiguration: {
        Rules: list(own, 'BucketEncryption.ServerSideEncryptionConfiguration').map((rule) => ({
          ApplyServerSideEncryptionByDefault: at(rule, 'ServerSideEncryptionByDefault'),
          BucketKeyEnabled: at(rule, 'BucketKeyEnabled') ?? false,
        })),
      },
    });
    answer('GetBucketVersioning', own.VersioningConfiguration ?? {});
    answer('GetBucketLifecycleConfiguration', lifecycle.length > 0 ? { Rules: lifecycle } : null);
    answer('GetBucketReplication', null);
    answer('GetBucketNotificationConfiguration', {
      QueueConfigurations: notify('QueueConfigurations', 'Queue', 'QueueArn'),
      LambdaFunctionConfigurations: notify('LambdaConfigurations', 'Function', 'LambdaFunctionArn'),
    });
    answer('GetBucketLogging', {});
    answer(
      'GetObjectLockConfiguration',
      own.ObjectLockConfiguration === undefined ? null : { ObjectLockConfiguration: own.ObjectLockConfiguration },
    );
    answer('ListBucketInventoryConfigurations', { IsTruncated: false });
  },
  'AWS::KMS::Key': (account, { name, arn, properties }) => {
    account.add('kms:ListKeys', 'Keys', { KeyId: name, KeyArn: arn });
    account.answer(
      'kms:DescribeKey',
      { KeyId: arn },
      {
        KeyMetadata: {
          ...{ KeyId: name, Arn: arn, KeyManager: 'CUSTOMER', KeyState: 'Enabled', MultiRegion: false },
          ...{ KeyUsage: properties.KeyUsage ?? 'ENCRYPT_DECRYPT', KeySpec: properties.KeySpec ?? 'SYMMETRIC_DEFAULT' },
        },
      },
    );
    account.answer('kms:GetKeyPolicy', { KeyId: arn }, { Policy: json(properties.KeyPolicy), PolicyName: 'default' });
    account.answer('kms:ListGrants', { KeyId: arn }, { Grants: [], Truncated: false });
  },
  'AWS::KMS::Alias': (account, { name, arn, properties }) => {
    const target = String(properties.TargetKeyId).split('/').at(-1);
    account.add('kms:ListAliases', 'Aliases', { AliasName: name, AliasArn: arn, TargetKeyId: target });
  },
  'AWS::IAM::Role': (account, role, all) => {
    const { name, arn, properties } = role;
    account.add('iam:GetAccountAuthorizationDetails', 'RoleDetailList', {
      ...{ RoleName: name, Path: properties.Path ?? '/', Arn: arn, InstanceProfileList: [], Tags: properties.Tags },
      AssumeRolePolicyDocument: encoded(properties.AssumeRolePolicyDocument),
      ...attached(all, role),
      ...(properties.PermissionsBoundary === undefined
        ? {}
        : {
            PermissionsBoundary: {
              PermissionsBoundaryType: 'Policy',
              PermissionsBoundaryArn: properties.PermissionsBoundary,
            },
          }),
    });
  },
  'AWS::IAM::ManagedPolicy': (account, { name, arn, properties }) => {
    account.add('iam:GetAccountAuthorizationDetails', 'Policies', {
      ...{ PolicyName: name, Arn: arn, DefaultVersionId: 'v1' },
      PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: encoded(properties.PolicyDocument) }],
    });
  },
  'AWS::LakeFormation::DataLakeSettings': (account, { properties }) => {
    const { Admins, MutationType, ...rest } = properties;
    account.answer(
      'lakeformation:GetDataLakeSettings',
      {},
      {
        DataLakeSettings: {
          ...rest,
          DataLakeAdmins: Admins,
        },
      },
    );
  },
  'AWS::LakeFormation::PrincipalPermissions': (account, { properties }) => {
    const { Catalog, ...grant } = properties;
    account.add('lakeformation:ListPermissions', 'PrincipalResourcePermissions', grant);
  },
  'AWS::LakeFormation::DataCellsFilter': (account, { properties }) =>
    account.add('lakeformation:ListDataCellsFilter', 'DataCellsFilters', properties),
  'AWS::LakeFormation::Resource': (account, { properties }) => {
    const { UseServiceLinkedRole, ...rest } = properties;
    account.add('lakeformation:ListResources', 'ResourceInfoList', rest);
  },
  'AWS::Glue::Database': (account, { name, properties }) => {
    account.add('glue:GetDatabases', 'DatabaseList', {
      CatalogId: account.id,
      ...(properties.DatabaseInput as object),
      CreateTime: '2026-11-01T00:00:00.000Z',
    });
    if (account.items('glue:GetDatabases', 'tables').length === 0)
      account.answer('glue:GetTables', { DatabaseName: name }, { TableList: [] });
  },
  'AWS::Glue::Table': (account, { properties }, all) => {
    const database = text(properties, 'DatabaseName') ?? '';
    const own = all.filter(
      (resource) => resource.type === 'AWS::Glue::Table' && resource.properties.DatabaseName === database,
    );
    account.answer(
      'glue:GetTables',
      { DatabaseName: database },
      {
        TableList: own.map((resource) => ({
          ...{ CatalogId: account.id, DatabaseName: database, ...(resource.properties.TableInput as object) },
          ...{
            CreateTime: '2026-11-01T00:00:00.000Z',
            CreatedBy: 'arn:aws:iam::111122223333:role/x',
            IsRegisteredWithLakeFormation: true,
          },
        })),
      },
    );
  },
  'AWS::Lambda::Function': (account, { name, arn, properties: own }, all) => {
    account.add('lambda:ListFunctions', 'Functions', {
      ...{
        FunctionName: name,
        FunctionArn: arn,
        Role: own.Role,
        Runtime: own.Runtime,
        Handler: own.Handler,
        KMSKeyArn: own.KmsKeyArn,
      },
      ...{ CodeSha256: digest(name), Layers: list(own, 'Layers').map((layer) => ({ Arn: layer, CodeSize: 1 })) },
      ...{
        DeadLetterConfig: own.DeadLetterConfig,
        LoggingConfig: own.LoggingConfig,
        TracingConfig: own.TracingConfig,
        Version: '$LATEST',
      },
      Environment: { Variables: { A: '(not read)' } },
    });
    const statements = all.filter(
      ({ type, properties }) => type === 'AWS::Lambda::Permission' && properties.FunctionName === arn,
    );
    account.answer(
      'lambda:GetPolicy',
      { FunctionName: arn },
      statements.length === 0
        ? null
        : {
            Policy: json({
              ...{ Version: '2012-10-17', Id: 'default' },
              Statement: statements.map(({ logicalId, properties }) => ({
                ...{ Sid: logicalId, Effect: 'Allow', Action: properties.Action, Resource: arn },
                Principal: /^arn:|^\d{12}$/.test(String(properties.Principal))
                  ? { AWS: properties.Principal }
                  : { Service: properties.Principal },
                Condition: {
                  ...(properties.SourceArn === undefined ? {} : { ArnLike: { 'AWS:SourceArn': properties.SourceArn } }),
                  ...(properties.SourceAccount === undefined
                    ? {}
                    : { StringEquals: { 'AWS:SourceAccount': properties.SourceAccount } }),
                },
              })),
            }),
          },
    );
    account.answer('lambda:ListFunctionUrlConfigs', { FunctionName: arn }, { FunctionUrlConfigs: [] });
    account.answer('lambda:ListFunctionEventInvokeConfigs', { FunctionName: arn }, { FunctionEventInvokeConfigs: [] });
    account.answer('lambda:ListAliases', { FunctionName: arn }, { Aliases: [] });
  },
  'AWS::Lambda::EventSourceMapping': (account, { name, properties }) =>
    account.add('lambda:ListEventSourceMappings', 'EventSourceMappings', {
      ...{ UUID: name, FunctionArn: properties.FunctionName, EventSourceArn: properties.EventSourceArn },
      ...{ State: 'Enabled', DestinationConfig: { OnFailure: {} } },
    }),
  'AWS::SQS::Queue': (account, resource, all) => {
    const url = account.url(resource);
    const { KmsMasterKeyId, MessageRetentionPeriod, VisibilityTimeout, RedrivePolicy, RedriveAllowPolicy } =
      resource.properties;
    const policy = policyOn(all, 'AWS::SQS::QueuePolicy', 'Queues', url);
    account.add('sqs:ListQueues', 'QueueUrls', url);
    account.answer(
      'sqs:GetQueueAttributes',
      { QueueUrl: url },
      {
        Attributes: {
          ...{ QueueArn: resource.arn, KmsMasterKeyId, ApproximateNumberOfMessages: '0' },
          ...(MessageRetentionPeriod === undefined
            ? { MessageRetentionPeriod: '345600' }
            : { MessageRetentionPeriod: String(MessageRetentionPeriod) }),
          ...(VisibilityTimeout === undefined ? {} : { VisibilityTimeout: String(VisibilityTimeout) }),
          ...(RedrivePolicy === undefined ? {} : { RedrivePolicy: json(RedrivePolicy) }),
          ...(RedriveAllowPolicy === undefined ? {} : { RedriveAllowPolicy: json(RedriveAllowPolicy) }),
          ...(policy === undefined ? {} : { Policy: json(policy) }),
        },
      },
    );
  },
  'AWS::SNS::Topic': (account, { arn = '', properties }, all) => {
    account.add('sns:ListTopics', 'Topics', { TopicArn: arn });
    const policy = policyOn(all, 'AWS::SNS::TopicPolicy', 'Topics', arn);
    account.answer(
      'sns:GetTopicAttributes',
      { TopicArn: arn },
      {
        Attributes: {
          TopicArn: arn,
          KmsMasterKeyId: properties.KmsMasterKeyId,
          Policy: json(policy ?? givenBySns(account.id, arn)),
        },
      },
    );
    account.answer('sns:ListSubscriptionsByTopic', { TopicArn: arn }, { Subscriptions: [] });
  },
  'AWS::Logs::LogGroup': (account, { name, properties }) => {
    account.add('logs:DescribeLogGroups', 'logGroups', {
      ...{
        logGroupName: name,
        retentionInDays: properties.RetentionInDays,
        kmsKeyId: properties.KmsKeyId,
        storedBytes: 0,
      },
    });
    account.answer('logs:DescribeSubscriptionFilters', { logGroupName: name }, { subscriptionFilters: [] });
  },
  'AWS::Logs::ResourcePolicy': (account, { properties }) =>
    account.add('logs:DescribeResourcePolicies', 'resourcePolicies', {
      policyName: properties.PolicyName,
      policyDocument:
        typeof properties.PolicyDocument === 'string' ? properties.PolicyDocument : json(properties.PolicyDocument),
    }),
  'AWS::Scheduler::Schedule': (account, { name, properties }) => {
    const GroupName = String(properties.GroupName ?? 'default');
    const Arn = `arn:aws:scheduler:${account.region}:${account.id}:schedule/${GroupName}/${name}`;
    account.add('scheduler:ListSchedules', 'Schedules', { GroupName, Name: name, Arn });
    account.answer('scheduler:GetSchedule', { GroupName, Name: name }, { ...properties, GroupName, State: 'ENABLED' });
  },
  'AWS::CloudTrail::Trail': (account, { name, arn, properties: own }) => {
    account.add('cloudtrail:DescribeTrails', 'trailList', {
      ...{
        Name: name,
        TrailARN: arn,
        S3BucketName: own.S3BucketName,
        KmsKeyId: own.KMSKeyId,
        IsMultiRegionTrail: own.IsMultiRegionTrail,
      },
      ...{
        IncludeGlobalServiceEvents: own.IncludeGlobalServiceEvents,
        LogFileValidationEnabled: own.EnableLogFileValidation,
      },
      ...{ CloudWatchLogsLogGroupArn: own.CloudWatchLogsLogGroupArn, CloudWatchLogsRoleArn: own.CloudWatchLogsRoleArn },
    });
    account.answer('cloudtrail:GetTrailStatus', { Name: arn }, { IsLogging: own.IsLogging });
    account.answer(
      'cloudtrail:GetEventSelectors',
      { TrailName: arn },
      {
        ...{ TrailARN: arn, EventSelectors: own.EventSelectors, AdvancedEventSelectors: own.AdvancedEventSelectors },
      },
    );
  },
  'AWS::Athena::WorkGroup': (account, { name, properties }) => {
    account.add('athena:ListWorkGroups', 'WorkGroups', { Name: name, State: 'ENABLED' });
    account.answer(
      'athena:GetWorkGroup',
      { WorkGroup: name },
      {
        WorkGroup: { Name: name, State: 'ENABLED', Configuration: properties.WorkGroupConfiguration },
      },
    );
  },
  'AWS::Kinesis::Stream': (account, { name, arn, properties: own }) => {
    account.add('kinesis:ListStreams', 'StreamSummaries', { StreamName: name, StreamARN: arn, StreamStatus: 'ACTIVE' });
    const StreamARN = arn;
    const StreamDescriptionSummary = {
      ...{ StreamName: name, StreamARN, RetentionPeriodHours: own.RetentionPeriodHours ?? 24 },
      ...{ EncryptionType: 'KMS', KeyId: at(own, 'StreamEncryption.KeyId') },
    };
    account.answer('kinesis:DescribeStreamSummary', { StreamARN }, { StreamDescriptionSummary });
    account.answer('kinesis:GetResourcePolicy', { ResourceARN: arn }, { Policy: '' });
    account.answer('kinesis:ListStreamConsumers', { StreamARN }, { Consumers: [] });
  },
  'AWS::SecretsManager::Secret': (account, { name, arn, properties: { KmsKeyId } }) => {
    account.add('secretsmanager:ListSecrets', 'SecretList', { Name: name, ARN: arn, KmsKeyId });
    account.answer('secretsmanager:GetResourcePolicy', { SecretId: arn }, { ARN: arn, Name: name });
  },
  'AWS::ECR::Repository': (account, { name, arn }) => {
    account.add('ecr:DescribeRepositories', 'repositories', { repositoryName: name, repositoryArn: arn });
    account.answer('ecr:GetRepositoryPolicy', { repositoryName: name }, null);
  },
  'AWS::DynamoDB::Table': (account, { name, arn, properties: own }) => {
    account.add('dynamodb:ListTables', 'TableNames', name);
    const answer = (call: string, output: unknown) => account.answer(`dynamodb:${call}`, { TableName: name }, output);
    const key = text(own, 'SSESpecification.KMSMasterKeyId');
    const ttl = text(own, 'TimeToLiveSpecification.AttributeName');
    const backups = at(own, 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled') === true;
    answer('DescribeTable', {
      Table: {
        TableName: name,
        TableArn: arn,
        ...(key === undefined ? {} : { SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: key } }),
      },
    });
    answer('DescribeTimeToLive', {
      TimeToLiveDescription:
        ttl === undefined ? { TimeToLiveStatus: 'DISABLED' } : { TimeToLiveStatus: 'ENABLED', AttributeName: ttl },
    });
    answer('DescribeContinuousBackups', {
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: 'ENABLED',
        PointInTimeRecoveryDescription: {
          PointInTimeRecoveryStatus: backups ? 'ENABLED' : 'DISABLED',
          ...(backups
            ? { RecoveryPeriodInDays: at(own, 'PointInTimeRecoverySpecification.RecoveryPeriodInDays') ?? 35 }
            : {}),
        },
      },
    });
    answer('DescribeKinesisStreamingDestination', { TableName: name, KinesisDataStreamDestinations: [] });
    const policy = at(own, 'ResourcePolicy.PolicyDocument');
    account.answer(
      'dynamodb:GetResourcePolicy',
      { ResourceArn: arn },
      policy === undefined ? null : { Policy: json(policy) },
    );
  },
};
