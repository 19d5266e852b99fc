import { text } from '../model/values.ts';
import type { Input } from './reading.ts';

/** A call that a reading makes, and the calls that follow for each thing that it lists. */
export interface ReadingStep {
  readonly call: string;
  /**
   * @param item an entry that the call before it listed
   * @param over the entry for which that one was listed
   * @returns undefined when there is nothing to ask about that entry
   */
  readonly input?: (item: unknown, over: unknown) => Input | undefined;
  /** Property of the answer that holds the list. */
  readonly lists?: string;
  readonly each?: readonly ReadingStep[];
  /** Its list may concern any other resource, not only the one that it was listed for. */
  readonly isOfAll?: true;
  /** The listed entries that are examined further. */
  readonly only?: (item: unknown) => boolean;
}

const by =
  (...names: readonly (string | readonly [string, string])[]) =>
  (item: unknown): Input =>
    Object.fromEntries(
      names.map((name) => {
        const [as, from] = typeof name === 'string' ? [name, name] : name;
        return [as, typeof item === 'string' ? item : text(item, from)];
      }),
    );

const bucket = by(['Bucket', 'Name']);
const key = by(['KeyId', 'KeyArn']);
const fn = by(['FunctionName', 'FunctionArn']);
const calls = (service: string, names: string, input: ReadingStep['input']): ReadingStep[] =>
  names.split(' ').map((name) => ({ call: `${service}:${name}`, ...(input ? { input } : {}) }));

/** Policies of an account that forward its log events; the other kinds give them to no other store. */
export const FORWARDING = { policyType: 'SUBSCRIPTION_FILTER_POLICY' } as const;

/** Policies managed by AWS are read one by one, if they are attached: there are more than a thousand. */
const ATTACHED: ReadingStep = {
  call: 'iam:GetPolicy',
  input: (arn) => ({ PolicyArn: arn }),
  lists: 'Policy',
  each: [
    {
      call: 'iam:GetPolicyVersion',
      input: (policy) => ({ PolicyArn: text(policy, 'Arn'), VersionId: text(policy, 'DefaultVersionId') }),
    },
  ],
};

/**
 * Every call that a reading makes to an account and region. Each lists, gets or describes; none returns stored data: no object,
 * no item, no log event, no result, no code.
 */
export const STEPS: readonly ReadingStep[] = [
  {
    call: 's3:ListBuckets',
    lists: 'Buckets',
    each: calls(
      's3',
      'GetBucketPolicy GetPublicAccessBlock GetBucketOwnershipControls GetBucketAcl GetBucketEncryption GetBucketVersioning GetBucketLifecycleConfiguration GetBucketReplication GetBucketNotificationConfiguration GetBucketLogging GetObjectLockConfiguration ListBucketInventoryConfigurations',
      bucket,
    ),
  },
  { call: 's3control:GetPublicAccessBlock' },
  {
    call: 's3control:ListAccessPoints',
    lists: 'AccessPointList',
    each: [{ call: 's3control:GetAccessPointPolicy', input: by('Name') }],
  },
  { call: 's3control:ListAccessGrantsInstances' },
  {
    call: 'kms:ListKeys',
    lists: 'Keys',
    each: [
      {
        call: 'kms:DescribeKey',
        input: key,
        lists: 'KeyMetadata',
        // Policies of AWS managed keys cannot be changed by the account.
        only: (metadata) => text(metadata, 'KeyManager') === 'CUSTOMER',
        each: [
          { call: 'kms:GetKeyPolicy', input: by(['KeyId', 'Arn']) },
          { call: 'kms:ListGrants', input: by(['KeyId', 'Arn']) },
        ],
      },
    ],
  },
  { call: 'kms:ListAliases' },
  {
    call: 'iam:GetAccountAuthorizationDetails',
    lists: 'attached',
    each: [ATTACHED],
  },
  { call: 'lakeformation:GetDataLakeSettings' },
  { call: 'lakeformation:ListPermissions' },
  { call: 'lakeformation:ListDataCellsFilter' },
  { call: 'lakeformation:ListResources' },
  {
    call: 'glue:GetDatabases',
    lists: 'DatabaseList',
    // A table of any database may lie over files of ours.
    each: [{ call: 'glue:GetTables', input: by(['DatabaseName', 'Name']), isOfAll: true }],
  },
  { call: 'glue:GetResourcePolicies' },
  {
    call: 'lambda:ListFunctions',
    lists: 'Functions',
    each: [
      ...calls('lambda', 'GetPolicy ListFunctionUrlConfigs ListFunctionEventInvokeConfigs', fn),
      {
        call: 'lambda:ListAliases',
        input: fn,
        lists: 'Aliases',
        each: [
          {
            call: 'lambda:GetPolicy',
            input: (alias, over) => ({ FunctionName: text(over, 'FunctionArn'), Qualifier: text(alias, 'Name') }),
          },
        ],
      },
    ],
  },
  { call: 'lambda:ListEventSourceMappings' },
  { call: 'sqs:ListQueues', lists: 'QueueUrls', each: [{ call: 'sqs:GetQueueAttributes', input: by('QueueUrl') }] },
  {
    call: 'sns:ListTopics',
    lists: 'Topics',
    each: calls('sns', 'GetTopicAttributes ListSubscriptionsByTopic', by('TopicArn')),
  },
  {
    call: 'logs:DescribeLogGroups',
    lists: 'logGroups',
    each: [{ call: 'logs:DescribeSubscriptionFilters', input: by('logGroupName') }],
  },
  { call: 'logs:DescribeResourcePolicies' },
  { call: 'logs:DescribeAccountPolicies', input: () => FORWARDING },
  {
    call: 'events:ListEventBuses',
    lists: 'EventBuses',
    each: [
      {
        call: 'events:ListRules',
        input: by(['EventBusName', 'Name']),
        isOfAll: true,
        lists: 'Rules',
        each: [
          {
            call: 'events:ListTargetsByRule',
            input: (rule) => ({ EventBusName: text(rule, 'EventBusName') ?? 'default', Rule: text(rule, 'Name') }),
          },
        ],
      },
    ],
  },
  { call: 'events:ListArchives' },
  {
    call: 'scheduler:ListSchedules',
    lists: 'Schedules',
    each: [{ call: 'scheduler:GetSchedule', input: by('GroupName', 'Name') }],
  },
  {
    call: 'cloudtrail:DescribeTrails',
    lists: 'trailList',
    each: [
      { call: 'cloudtrail:GetTrailStatus', input: by(['Name', 'TrailARN']) },
      { call: 'cloudtrail:GetEventSelectors', input: by(['TrailName', 'TrailARN']) },
    ],
  },
  {
    call: 'athena:ListWorkGroups',
    lists: 'WorkGroups',
    each: [{ call: 'athena:GetWorkGroup', input: by(['WorkGroup', 'Name']) }],
  },
  {
    call: 'dynamodb:ListTables',
    lists: 'TableNames',
    each: [
      ...calls(
        'dynamodb',
        'DescribeTimeToLive DescribeContinuousBackups DescribeKinesisStreamingDestination',
        by('TableName'),
      ),
      {
        call: 'dynamodb:DescribeTable',
        input: by('TableName'),
        lists: 'Table',
        each: [
          { call: 'dynamodb:GetResourcePolicy', input: by(['ResourceArn', 'TableArn']) },
          {
            call: 'dynamodb:GetResourcePolicy',
            input: (table) => {
              const ResourceArn = text(table, 'LatestStreamArn');
              return ResourceArn === undefined ? undefined : { ResourceArn };
            },
          },
        ],
      },
    ],
  },
  {
    call: 'kinesis:ListStreams',
    lists: 'StreamSummaries',
    each: [
      ...calls('kinesis', 'DescribeStreamSummary', by('StreamARN')),
      ...calls('kinesis', 'GetResourcePolicy', by(['ResourceARN', 'StreamARN'])),
      {
        call: 'kinesis:ListStreamConsumers',
        input: by('StreamARN'),
        lists: 'Consumers',
        each: calls('kinesis', 'GetResourcePolicy', by(['ResourceARN', 'ConsumerARN'])),
      },
    ],
  },
  {
    call: 'secretsmanager:ListSecrets',
    lists: 'SecretList',
    each: calls('secretsmanager', 'GetResourcePolicy', by(['SecretId', 'ARN'])),
  },
  {
    call: 'ecr:DescribeRepositories',
    lists: 'repositories',
    each: calls('ecr', 'GetRepositoryPolicy', by('repositoryName')),
  },
  { call: 'ecr:GetRegistryPolicy' },
  { call: 'ecr:DescribePullThroughCacheRules' },
];

/** For each stack of ours: its resources and its template. */
export const STACK_STEPS: readonly ReadingStep[] = [
  { call: 'cloudformation:ListStackResources', input: (name) => ({ StackName: name }) },
  { call: 'cloudformation:GetTemplate', input: (name) => ({ StackName: name, TemplateStage: 'Original' }) },
];

const named = (steps: readonly ReadingStep[]): string[] =>
  steps.flatMap(({ call, each = [] }) => [call, ...named(each)]);

/** Every call that a reading makes, once. */
export const LIVE_CALLS: readonly string[] = [...new Set(named([...STEPS, ...STACK_STEPS]))].sort();

/**
 * The permission for a call, if its name differs from the call's.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
const ACTIONS: Readonly<Record<string, string>> = {
  's3:ListBuckets': 's3:ListAllMyBuckets',
  's3:GetPublicAccessBlock': 's3:GetBucketPublicAccessBlock',
  's3:GetBucketEncryption': 's3:GetEncryptionConfiguration',
  's3:GetBucketLifecycleConfiguration': 's3:GetLifecycleConfiguration',
  's3:GetBucketReplication': 's3:GetReplicationConfiguration',
  's3:GetBucketNotificationConfiguration': 's3:GetBucketNotification',
  's3:GetObjectLockConfiguration': 's3:GetBucketObjectLockConfiguration',
  's3:ListBucketInventoryConfigurations': 's3:GetInventoryConfiguration',
  's3control:GetPublicAccessBlock': 's3:GetAccountPublicAccessBlock',
  's3control:ListAccessPoints': 's3:ListAccessPoints',
  's3control:GetAccessPointPolicy': 's3:GetAccessPointPolicy',
  's3control:ListAccessGrantsInstances': 's3:ListAccessGrantsInstances',
};

export const actionOf = (call: string): string => ACTIONS[call] ?? call;

/** Actions that a principal needs in order to read an account. */
export const LIVE_ACTIONS: readonly string[] = [...new Set(LIVE_CALLS.map(actionOf))].sort();
