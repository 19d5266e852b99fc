import { AthenaClient, GetWorkGroupCommand, ListWorkGroupsCommand } from '@aws-sdk/client-athena';
import { CloudFormationClient, GetTemplateCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  CloudWatchLogsClient,
  DescribeAccountPoliciesCommand,
  DescribeLogGroupsCommand,
  DescribeResourcePoliciesCommand,
  DescribeSubscriptionFiltersCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeContinuousBackupsCommand,
  DescribeKinesisStreamingDestinationCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetResourcePolicyCommand,
  ListTablesCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DescribePullThroughCacheRulesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetRegistryPolicyCommand,
  GetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr';
import {
  EventBridgeClient,
  ListArchivesCommand,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import { GetDatabasesCommand, GetResourcePoliciesCommand, GetTablesCommand, GlueClient } from '@aws-sdk/client-glue';
import {
  GetAccountAuthorizationDetailsCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import {
  DescribeStreamSummaryCommand,
  GetResourcePolicyCommand as GetStreamPolicyCommand,
  KinesisClient,
  ListStreamConsumersCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-kinesis';
import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ListAliasesCommand,
  ListGrantsCommand,
  ListKeysCommand,
} from '@aws-sdk/client-kms';
import {
  GetDataLakeSettingsCommand,
  LakeFormationClient,
  ListDataCellsFilterCommand,
  ListPermissionsCommand,
  ListResourcesCommand,
} from '@aws-sdk/client-lakeformation';
import {
  GetPolicyCommand as GetFunctionPolicyCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListAliasesCommand as ListFunctionAliasesCommand,
  ListFunctionEventInvokeConfigsCommand,
  ListFunctionsCommand,
  ListFunctionUrlConfigsCommand,
} from '@aws-sdk/client-lambda';
import {
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  ListBucketInventoryConfigurationsCommand,
  ListBucketsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  GetAccessPointPolicyCommand,
  GetPublicAccessBlockCommand as GetAccountPublicAccessBlockCommand,
  ListAccessGrantsInstancesCommand,
  ListAccessPointsCommand,
  S3ControlClient,
} from '@aws-sdk/client-s3-control';
import { GetScheduleCommand, ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import {
  GetResourcePolicyCommand as GetSecretPolicyCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { ClientConfig } from './account.ts';

/** An SDK client, with only the methods used here. */
export interface Sends {
  readonly send: (command: never, options?: { readonly abortSignal?: AbortSignal }) => Promise<object>;
  readonly destroy: () => void;
}

/** Each command has its own input type; the steps of the walk supply the inputs. */
type Command = new (input: never) => object;

/** Definition of one API call. */
export interface LiveCall {
  readonly command: Command;
  /** Names of the next-page token in the response and in the following input; without it the call has one page. */
  readonly pages?: readonly [string, string];
  /** Fixed input besides the identifiers from the walk. */
  readonly given?: Readonly<Record<string, unknown>>;
  /** Names of errors that mean that the resource does not exist. */
  readonly absent?: readonly string[];
}

const plain = (command: Command, ...absent: readonly string[]): LiveCall => ({ command, absent });
const paged = (command: Command, mark: string, asks = mark, given: LiveCall['given'] = {}): LiveCall => ({
  command,
  pages: [mark, asks],
  given,
});

/** Clients by service. `endpoint` is a test's. */
export const CLIENTS: Readonly<Record<string, (config: ClientConfig) => Sends>> = {
  athena: (config) => new AthenaClient(config),
  cloudformation: (config) => new CloudFormationClient(config),
  cloudtrail: (config) => new CloudTrailClient(config),
  dynamodb: (config) => new DynamoDBClient(config),
  ecr: (config) => new ECRClient(config),
  events: (config) => new EventBridgeClient(config),
  glue: (config) => new GlueClient(config),
  iam: (config) => new IAMClient(config),
  // Its client speaks HTTP/2, which stand-ins do not; these calls need none of it.
  kinesis: (config) => new KinesisClient({ ...config, requestHandler: new NodeHttpHandler() }),
  kms: (config) => new KMSClient(config),
  lakeformation: (config) => new LakeFormationClient(config),
  lambda: (config) => new LambdaClient(config),
  logs: (config) => new CloudWatchLogsClient(config),
  s3: (config) => new S3Client({ ...config, forcePathStyle: config.endpoint !== undefined }),
  // It puts the account before the host name, which a loopback address cannot have.
  s3control: ({ endpoint, ...config }) =>
    new S3ControlClient({ ...config, ...(endpoint && { endpointProvider: () => ({ url: new URL(endpoint) }) }) }),
  scheduler: (config) => new SchedulerClient(config),
  secretsmanager: (config) => new SecretsManagerClient(config),
  sns: (config) => new SNSClient(config),
  // Otherwise SQS uses the queue's URL as endpoint and ignores a test's.
  sqs: (config) => new SQSClient({ ...config, useQueueUrlAsEndpoint: config.endpoint === undefined }),
};

const NOT_FOUND = 'ResourceNotFoundException';

/** Every call of a reading. Error names come from the API reference of each service. */
export const CALLS: Readonly<Record<string, LiveCall>> = {
  's3:ListBuckets': paged(ListBucketsCommand, 'ContinuationToken', 'ContinuationToken', { MaxBuckets: 1000 }),
  's3:GetBucketPolicy': plain(GetBucketPolicyCommand, 'NoSuchBucketPolicy'),
  's3:GetPublicAccessBlock': plain(GetPublicAccessBlockCommand, 'NoSuchPublicAccessBlockConfiguration'),
  's3:GetBucketOwnershipControls': plain(GetBucketOwnershipControlsCommand, 'OwnershipControlsNotFoundError'),
  's3:GetBucketAcl': plain(GetBucketAclCommand),
  's3:GetBucketEncryption': plain(GetBucketEncryptionCommand, 'ServerSideEncryptionConfigurationNotFoundError'),
  's3:GetBucketVersioning': plain(GetBucketVersioningCommand),
  's3:GetBucketLifecycleConfiguration': plain(GetBucketLifecycleConfigurationCommand, 'NoSuchLifecycleConfiguration'),
  's3:GetBucketReplication': plain(GetBucketReplicationCommand, 'ReplicationConfigurationNotFoundError'),
  's3:GetBucketNotificationConfiguration': plain(GetBucketNotificationConfigurationCommand),
  's3:GetBucketLogging': plain(GetBucketLoggingCommand),
  's3:GetObjectLockConfiguration': plain(GetObjectLockConfigurationCommand, 'ObjectLockConfigurationNotFoundError'),
  's3:ListBucketInventoryConfigurations': paged(
    ListBucketInventoryConfigurationsCommand,
    'NextContinuationToken',
    'ContinuationToken',
  ),
  's3control:GetPublicAccessBlock': plain(GetAccountPublicAccessBlockCommand, 'NoSuchPublicAccessBlockConfiguration'),
  's3control:ListAccessPoints': paged(ListAccessPointsCommand, 'NextToken'),
  's3control:GetAccessPointPolicy': plain(GetAccessPointPolicyCommand, 'NoSuchAccessPointPolicy'),
  's3control:ListAccessGrantsInstances': paged(ListAccessGrantsInstancesCommand, 'NextToken'),
  'kms:ListKeys': paged(ListKeysCommand, 'NextMarker', 'Marker'),
  'kms:DescribeKey': plain(DescribeKeyCommand),
  'kms:GetKeyPolicy': { command: GetKeyPolicyCommand, given: { PolicyName: 'default' } },
  'kms:ListGrants': paged(ListGrantsCommand, 'NextMarker', 'Marker'),
  'kms:ListAliases': paged(ListAliasesCommand, 'NextMarker', 'Marker'),
  'iam:GetAccountAuthorizationDetails': paged(GetAccountAuthorizationDetailsCommand, 'Marker', 'Marker', {
    Filter: ['User', 'Role', 'Group', 'LocalManagedPolicy'],
  }),
  'iam:GetPolicy': plain(GetPolicyCommand),
  'iam:GetPolicyVersion': plain(GetPolicyVersionCommand),
  'lakeformation:GetDataLakeSettings': plain(GetDataLakeSettingsCommand),
  'lakeformation:ListPermissions': paged(ListPermissionsCommand, 'NextToken'),
  'lakeformation:ListDataCellsFilter': paged(ListDataCellsFilterCommand, 'NextToken'),
  'lakeformation:ListResources': paged(ListResourcesCommand, 'NextToken'),
  'glue:GetDatabases': paged(GetDatabasesCommand, 'NextToken'),
  'glue:GetTables': paged(GetTablesCommand, 'NextToken'),
  'glue:GetResourcePolicies': paged(GetResourcePoliciesCommand, 'NextToken'),
  'lambda:ListFunctions': paged(ListFunctionsCommand, 'NextMarker', 'Marker'),
  'lambda:GetPolicy': plain(GetFunctionPolicyCommand, NOT_FOUND),
  'lambda:ListFunctionUrlConfigs': paged(ListFunctionUrlConfigsCommand, 'NextMarker', 'Marker'),
  'lambda:ListFunctionEventInvokeConfigs': paged(ListFunctionEventInvokeConfigsCommand, 'NextMarker', 'Marker'),
  'lambda:ListAliases': paged(ListFunctionAliasesCommand, 'NextMarker', 'Marker'),
  'lambda:ListEventSourceMappings': paged(ListEventSourceMappingsCommand, 'NextMarker', 'Marker'),
  'sqs:ListQueues': paged(ListQueuesCommand, 'NextToken', 'NextToken', { MaxResults: 1000 }),
  'sqs:GetQueueAttributes': { command: GetQueueAttributesCommand, given: { AttributeNames: ['All'] } },
  'sns:ListTopics': paged(ListTopicsCommand, 'NextToken'),
  'sns:GetTopicAttributes': plain(GetTopicAttributesCommand),
  'sns:ListSubscriptionsByTopic': paged(ListSubscriptionsByTopicCommand, 'NextToken'),
  'logs:DescribeLogGroups': paged(DescribeLogGroupsCommand, 'nextToken'),
  'logs:DescribeSubscriptionFilters': paged(DescribeSubscriptionFiltersCommand, 'nextToken'),
  'logs:DescribeResourcePolicies': paged(DescribeResourcePoliciesCommand, 'nextToken'),
  'logs:DescribeAccountPolicies': paged(DescribeAccountPoliciesCommand, 'nextToken'),
  'events:ListEventBuses': paged(ListEventBusesCommand, 'NextToken'),
  'events:ListRules': paged(ListRulesCommand, 'NextToken'),
  'events:ListTargetsByRule': paged(ListTargetsByRuleCommand, 'NextToken'),
  'events:ListArchives': paged(ListArchivesCommand, 'NextToken'),
  'scheduler:ListSchedules': paged(ListSchedulesCommand, 'NextToken'),
  'scheduler:GetSchedule': plain(GetScheduleCommand),
  'cloudtrail:DescribeTrails': { command: DescribeTrailsCommand, given: { includeShadowTrails: true } },
  'cloudtrail:GetTrailStatus': plain(GetTrailStatusCommand),
  'cloudtrail:GetEventSelectors': plain(GetEventSelectorsCommand),
  'athena:ListWorkGroups': paged(ListWorkGroupsCommand, 'NextToken'),
  'athena:GetWorkGroup': plain(GetWorkGroupCommand),
  'dynamodb:ListTables': paged(ListTablesCommand, 'LastEvaluatedTableName', 'ExclusiveStartTableName'),
  'dynamodb:DescribeTable': plain(DescribeTableCommand),
  'dynamodb:DescribeTimeToLive': plain(DescribeTimeToLiveCommand),
  'dynamodb:DescribeContinuousBackups': plain(DescribeContinuousBackupsCommand),
  'dynamodb:DescribeKinesisStreamingDestination': plain(DescribeKinesisStreamingDestinationCommand),
  'dynamodb:GetResourcePolicy': plain(GetResourcePolicyCommand, 'PolicyNotFoundException'),
  'kinesis:ListStreams': paged(ListStreamsCommand, 'NextToken'),
  'kinesis:DescribeStreamSummary': plain(DescribeStreamSummaryCommand),
  'kinesis:GetResourcePolicy': plain(GetStreamPolicyCommand, NOT_FOUND),
  'kinesis:ListStreamConsumers': paged(ListStreamConsumersCommand, 'NextToken'),
  'secretsmanager:ListSecrets': paged(ListSecretsCommand, 'NextToken', 'NextToken', { IncludePlannedDeletion: true }),
  'secretsmanager:GetResourcePolicy': plain(GetSecretPolicyCommand, NOT_FOUND),
  'ecr:DescribeRepositories': paged(DescribeRepositoriesCommand, 'nextToken'),
  'ecr:GetRepositoryPolicy': plain(GetRepositoryPolicyCommand, 'RepositoryPolicyNotFoundException'),
  'ecr:GetRegistryPolicy': plain(GetRegistryPolicyCommand, 'RegistryPolicyNotFoundException'),
  'ecr:DescribePullThroughCacheRules': paged(DescribePullThroughCacheRulesCommand, 'nextToken'),
  'cloudformation:ListStackResources': paged(ListStackResourcesCommand, 'NextToken'),
  'cloudformation:GetTemplate': plain(GetTemplateCommand),
};
