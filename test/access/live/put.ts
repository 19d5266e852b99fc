import { CreateWorkGroupCommand } from '@aws-sdk/client-athena';
import { CreateTrailCommand, PutEventSelectorsCommand, StartLoggingCommand } from '@aws-sdk/client-cloudtrail';
import {
  CreateLogGroupCommand,
  PutResourcePolicyCommand as PutLogPolicyCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateTableCommand as CreateItemsCommand,
  PutResourcePolicyCommand,
  UpdateContinuousBackupsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateDatabaseCommand, CreateTableCommand } from '@aws-sdk/client-glue';
import { CreatePolicyCommand, CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateAliasCommand, CreateKeyCommand, type CreateKeyCommandOutput } from '@aws-sdk/client-kms';
import {
  CreateDataCellsFilterCommand,
  GrantPermissionsCommand,
  PutDataLakeSettingsCommand,
  RegisterResourceCommand,
} from '@aws-sdk/client-lakeformation';
import { AddPermissionCommand, CreateEventSourceMappingCommand, CreateFunctionCommand } from '@aws-sdk/client-lambda';
import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectLockConfigurationCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { CreateScheduleCommand, CreateScheduleGroupCommand } from '@aws-sdk/client-scheduler';
import { CreateTopicCommand, SetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Resource } from '../../../lib/access/model/app.ts';
import { at, list, text } from '../../../lib/access/model/values.ts';
import type { ClientConfig } from '../../../lib/storage/aws/account.ts';
import { CLIENTS, type Sends } from '../../../lib/storage/aws/live-table.ts';
import { present } from '../../present.ts';

/** One call that makes a part of a resource: the service, the command, and its input. */
type Call = readonly [service: string, command: object];
type Properties = Resource['properties'];

const json = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
const last = (value: unknown): string => String(value).split(/[:/]/).at(-1) ?? '';
/** Left out where the template leaves the property out. */
const when = (value: unknown, call: () => Call): readonly Call[] => (value === undefined ? [] : [call()]);
const asText = (values: Properties, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => (values[name] === undefined ? [] : [[name, json(values[name])] as const])),
  );

/** Bytes of an archive without files: a function here is never run. */
const EMPTY_ZIP = Uint8Array.from([0x50, 0x4b, 5, 6, ...new Array<number>(18).fill(0)]);

/** The calls by which a resource of a template is made, in the order in which AWS takes them. */
const MAKERS: Readonly<Record<string, (resource: Resource, region: string) => readonly Call[]>> = {
  'AWS::KMS::Alias': ({ name, properties }) => [
    ['kms', new CreateAliasCommand({ AliasName: name, TargetKeyId: last(properties.TargetKeyId) })],
  ],
  'AWS::IAM::ManagedPolicy': ({ name, properties: { Path, PolicyDocument } }) => [
    ['iam', new CreatePolicyCommand({ PolicyName: name, Path: String(Path), PolicyDocument: json(PolicyDocument) })],
  ],
  'AWS::IAM::Role': ({ name, properties: own }) => [
    [
      'iam',
      new CreateRoleCommand({
        RoleName: name,
        AssumeRolePolicyDocument: json(own.AssumeRolePolicyDocument),
        ...(text(own, 'PermissionsBoundary') && { PermissionsBoundary: text(own, 'PermissionsBoundary') }),
      }),
    ],
  ],
  'AWS::IAM::Policy': ({ properties: own }) =>
    list(own, 'Roles').map((role) => [
      'iam',
      new PutRolePolicyCommand({
        ...{ RoleName: String(role), PolicyName: text(own, 'PolicyName') ?? '' },
        PolicyDocument: json(own.PolicyDocument),
      }),
    ]),
  'AWS::SQS::Queue': ({ name, properties }) => [
    [
      'sqs',
      new CreateQueueCommand({
        QueueName: name,
        Attributes: asText(properties, [
          ...['KmsMasterKeyId', 'MessageRetentionPeriod', 'VisibilityTimeout', 'RedrivePolicy', 'RedriveAllowPolicy'],
        ]),
      }),
    ],
  ],
  'AWS::SQS::QueuePolicy': ({ properties: { Queues, PolicyDocument } }) =>
    list({ Queues }, 'Queues').map((url) => [
      'sqs',
      new SetQueueAttributesCommand({ QueueUrl: String(url), Attributes: { Policy: json(PolicyDocument) } }),
    ]),
  'AWS::S3::Bucket': ({ name: Bucket, properties: own }, region) => [
    [
      's3',
      new CreateBucketCommand({
        ...{ Bucket, ObjectLockEnabledForBucket: own.ObjectLockEnabled === true },
        CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint },
      }),
    ],
    ...settingsOf(Bucket, own),
  ],
  'AWS::S3::BucketPolicy': ({ properties: { Bucket, PolicyDocument } }) => [
    ['s3', new PutBucketPolicyCommand({ Bucket: String(Bucket), Policy: json(PolicyDocument) })],
  ],
  'AWS::SNS::Topic': ({ name, properties }) => [
    ['sns', new CreateTopicCommand({ Name: name, Attributes: asText(properties, ['KmsMasterKeyId']) })],
  ],
  'AWS::SNS::TopicPolicy': ({ properties: { Topics, PolicyDocument } }) =>
    list({ Topics }, 'Topics').map((arn) => [
      'sns',
      new SetTopicAttributesCommand({
        ...{ TopicArn: String(arn), AttributeName: 'Policy', AttributeValue: json(PolicyDocument) },
      }),
    ]),
  'AWS::Logs::LogGroup': ({ name: logGroupName, properties: { KmsKeyId, RetentionInDays } }) => [
    [
      'logs',
      new CreateLogGroupCommand({ logGroupName, ...(KmsKeyId !== undefined && { kmsKeyId: String(KmsKeyId) }) }),
    ],
    ['logs', new PutRetentionPolicyCommand({ logGroupName, retentionInDays: Number(RetentionInDays) })],
  ],
  'AWS::Logs::ResourcePolicy': ({ properties: { PolicyName, PolicyDocument } }) => [
    ['logs', new PutLogPolicyCommand({ policyName: String(PolicyName), policyDocument: json(PolicyDocument) })],
  ],
  'AWS::DynamoDB::Table': ({ name: TableName, arn, properties: own }) => [
    [
      'dynamodb',
      new CreateItemsCommand({
        ...{ TableName, BillingMode: 'PAY_PER_REQUEST' },
        ...(own as Pick<CreateItemsCommand['input'], 'AttributeDefinitions' | 'KeySchema'>),
        SSESpecification: {
          Enabled: true,
          SSEType: 'KMS',
          KMSMasterKeyId: text(own, 'SSESpecification.KMSMasterKeyId'),
        },
      }),
    ],
    ...when(own.TimeToLiveSpecification, () => [
      'dynamodb',
      new UpdateTimeToLiveCommand({
        TableName,
        TimeToLiveSpecification:
          own.TimeToLiveSpecification as UpdateTimeToLiveCommand['input']['TimeToLiveSpecification'],
      }),
    ]),
    ...when(at(own, 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled'), () => [
      'dynamodb',
      new UpdateContinuousBackupsCommand({
        ...{ TableName, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
      }),
    ]),
    ...when(at(own, 'ResourcePolicy.PolicyDocument'), () => [
      'dynamodb',
      new PutResourcePolicyCommand({ ResourceArn: arn, Policy: json(at(own, 'ResourcePolicy.PolicyDocument')) }),
    ]),
  ],
  'AWS::Lambda::Function': ({ name, properties: own }) => [
    [
      'lambda',
      new CreateFunctionCommand({
        ...{ FunctionName: name, Role: String(own.Role), Code: { ZipFile: EMPTY_ZIP } },
        ...{ Handler: String(own.Handler), Runtime: 'nodejs24.x' },
        Environment: { Variables: SECRET },
      }),
    ],
  ],
  'AWS::Lambda::Permission': ({ logicalId, properties: own }) => [
    [
      'lambda',
      new AddPermissionCommand({
        ...{ FunctionName: String(own.FunctionName), StatementId: logicalId, Action: String(own.Action) },
        Principal: String(own.Principal),
        ...asText(own, ['SourceArn', 'SourceAccount']),
      }),
    ],
  ],
  'AWS::Lambda::EventSourceMapping': ({ properties: { FunctionName, EventSourceArn } }) => [
    [
      'lambda',
      new CreateEventSourceMappingCommand({
        ...{ FunctionName: String(FunctionName), EventSourceArn: String(EventSourceArn), BatchSize: 10 },
      }),
    ],
  ],
  'AWS::Events::Rule': ({ name: Name, properties: own }) => [
    [
      'events',
      new PutRuleCommand({
        ...{ Name, State: 'ENABLED' },
        ...(own.EventPattern !== undefined && { EventPattern: json(own.EventPattern) }),
        ...asText(own, ['ScheduleExpression']),
      }),
    ],
    ['events', new PutTargetsCommand({ Rule: Name, Targets: list(own, 'Targets') as never })],
  ],
  'AWS::Scheduler::ScheduleGroup': ({ name: Name }) => [['scheduler', new CreateScheduleGroupCommand({ Name })]],
  'AWS::Scheduler::Schedule': ({ name: Name, properties }) => [
    ['scheduler', new CreateScheduleCommand({ ...(properties as object), Name } as CreateScheduleCommand['input'])],
  ],
  'AWS::CloudTrail::Trail': ({ name: Name, properties: own }) => [
    [
      'cloudtrail',
      new CreateTrailCommand({
        ...{ Name, S3BucketName: String(own.S3BucketName), KmsKeyId: String(own.KMSKeyId) },
        ...{ IsMultiRegionTrail: true, IncludeGlobalServiceEvents: true, EnableLogFileValidation: true },
        ...asText(own, ['CloudWatchLogsLogGroupArn', 'CloudWatchLogsRoleArn']),
      }),
    ],
    [
      'cloudtrail',
      new PutEventSelectorsCommand({
        TrailName: Name,
        AdvancedEventSelectors: list(own, 'AdvancedEventSelectors') as never,
      }),
    ],
    ['cloudtrail', new StartLoggingCommand({ Name })],
  ],
  'AWS::Athena::WorkGroup': ({ name: Name, properties: { WorkGroupConfiguration } }) => [
    ['athena', new CreateWorkGroupCommand({ Name, Configuration: WorkGroupConfiguration as object })],
  ],
  'AWS::LakeFormation::DataLakeSettings': ({ properties: { Admins, MutationType: _, ...rest } }) => [
    [
      'lakeformation',
      new PutDataLakeSettingsCommand({ DataLakeSettings: { ...(rest as object), DataLakeAdmins: Admins as never } }),
    ],
  ],
  'AWS::LakeFormation::Resource': ({ properties }) => [
    ['lakeformation', new RegisterResourceCommand(properties as never)],
  ],
  'AWS::Glue::Database': ({ properties }) => [['glue', new CreateDatabaseCommand(properties as never)]],
  'AWS::Glue::Table': ({ properties }) => [['glue', new CreateTableCommand(properties as never)]],
  'AWS::LakeFormation::DataCellsFilter': ({ properties }) => [
    ['lakeformation', new CreateDataCellsFilterCommand({ TableData: properties as never })],
  ],
  'AWS::LakeFormation::PrincipalPermissions': ({ properties: { Catalog, ...grant } }) => [
    [
      'lakeformation',
      new GrantPermissionsCommand({ CatalogId: String(Catalog), ...(grant as never as object) } as never),
    ],
  ],
};

function settingsOf(Bucket: string, own: Properties): readonly Call[] {
  const lifecycle = list(own, 'LifecycleConfiguration.Rules').map((rule) => ({
    ...{ ID: text(rule, 'Id'), Status: 'Enabled' as const, Filter: { Prefix: text(rule, 'Prefix') ?? '' } },
    ...(at(rule, 'ExpirationInDays') !== undefined && { Expiration: { Days: Number(at(rule, 'ExpirationInDays')) } }),
    NoncurrentVersionExpiration: at(rule, 'NoncurrentVersionExpiration') as object,
    AbortIncompleteMultipartUpload: at(rule, 'AbortIncompleteMultipartUpload') as object,
  }));
  const queues = list(own, 'NotificationConfiguration.QueueConfigurations').map((queue) => ({
    ...{ QueueArn: text(queue, 'Queue'), Events: [text(queue, 'Event') as 's3:ObjectCreated:*'] },
    Filter: { Key: { FilterRules: list(queue, 'Filter.S3Key.Rules') as { Name: 'prefix'; Value: string }[] } },
  }));
  const Rules = list(own, 'BucketEncryption.ServerSideEncryptionConfiguration').map((rule) => ({
    ApplyServerSideEncryptionByDefault: at(rule, 'ServerSideEncryptionByDefault') as never,
    BucketKeyEnabled: at(rule, 'BucketKeyEnabled') === true,
  }));
  return [
    ['s3', new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })],
    [
      's3',
      new PutPublicAccessBlockCommand({
        Bucket,
        PublicAccessBlockConfiguration: own.PublicAccessBlockConfiguration as object,
      }),
    ],
    ['s3', new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: own.OwnershipControls as never })],
    ['s3', new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } })],
    ['s3', new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: lifecycle } })],
    ...when(own.NotificationConfiguration, () => [
      's3',
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: { QueueConfigurations: queues as never },
      }),
    ]),
    ...when(own.ObjectLockConfiguration, () => [
      's3',
      new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration: own.ObjectLockConfiguration as object }),
    ]),
  ];
}

/** Stands in the environment of every function that is put in, and may come out nowhere. */
export const SECRET = { TOKEN: 'not-for-a-reading-4711' } as const;

/** Queues to which others send what failed come first. */
const rank = ({ type, properties }: Resource): number =>
  TYPES.indexOf(type) * 2 + (properties.RedrivePolicy === undefined ? 0 : 1);

const TYPES = ['AWS::KMS::Key', ...Object.keys(MAKERS)];

/** What was put into an account, under the names that it has there, and what the account refused. */
export interface Put {
  readonly resources: readonly Resource[];
  readonly refused: readonly string[];
}

/** Puts resources of templates into an account of a stand-in, each by the calls of its service. */
export async function putInto(config: ClientConfig, resources: readonly Resource[]): Promise<Put> {
  const clients = new Map<string, Sends>();
  const refused: string[] = [];
  const send = async ([service, command]: Call): Promise<object> => {
    const client = clients.get(service) ?? present(CLIENTS[service])(config);
    clients.set(service, client);
    return client.send(command as never);
  };
  const keys = resources.filter(({ type }) => type === 'AWS::KMS::Key');
  const ids = new Map<string, string>();
  for (const { name, properties: own } of keys) {
    const made = (await send([
      'kms',
      new CreateKeyCommand({ Policy: json(own.KeyPolicy), ...specOf(own) }),
    ])) as CreateKeyCommandOutput;
    ids.set(name, present(present(made.KeyMetadata).KeyId));
  }
  const known = resources.filter(({ type }) => TYPES.includes(type));
  const named = renamed(known, ids).toSorted((a, b) => rank(a) - rank(b));
  for (const resource of named)
    for (const call of MAKERS[resource.type]?.(resource, config.region) ?? [])
      await send(call).catch((error: Error) => {
        refused.push(`${resource.type} ${resource.name} ${call[1].constructor.name}: ${error.name} ${error.message}`);
      });
  for (const client of clients.values()) client.destroy();
  return { resources: named, refused };
}

const specOf = ({ KeySpec, KeyUsage }: Properties): object => (KeySpec === undefined ? {} : { KeySpec, KeyUsage });

/** With the ids that KMS gave instead of the names that the model makes up. */
function renamed(resources: readonly Resource[], ids: ReadonlyMap<string, string>): Resource[] {
  let said = JSON.stringify(resources);
  for (const [name, id] of [...ids].sort(([a], [b]) => b.length - a.length)) said = said.replaceAll(name, id);
  return JSON.parse(said) as Resource[];
}
