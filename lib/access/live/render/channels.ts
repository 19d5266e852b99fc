import { at, list, text } from '../../model/values.ts';
import { UNRESOLVED } from '../../policy/pattern.ts';
import { isRecord } from '../../policy/record.ts';
import { FORWARDING } from '../calls.ts';
import { documentOf, given, type SeenAccount } from './seen.ts';

/** Queues, topics, log groups and tables of items: where data passes through or is kept beside the buckets. */
export function channels(seen: SeenAccount): void {
  queues(seen);
  topics(seen);
  logs(seen);
  tables(seen);
}

function queues(seen: SeenAccount): void {
  for (const url of seen.list('sqs:ListQueues', 'QueueUrls').map(String)) {
    const name = url.split('/').at(-1) ?? url;
    const answer = seen.get('sqs:GetQueueAttributes', { QueueUrl: url });
    const attributes = answer === undefined ? UNRESOLVED : at(answer, 'Attributes');
    const { Policy, QueueArn, RedrivePolicy, RedriveAllowPolicy, ...rest } = isRecord(attributes) ? attributes : {};
    const settings = Object.fromEntries(Object.entries(rest).filter(([key]) => SETTINGS.has(key)));
    const arn = text({ QueueArn }, 'QueueArn') ?? seen.arn('sqs', name);
    seen.put('AWS::SQS::Queue', name, arn, {
      QueueName: name,
      ...settings,
      RedrivePolicy: documentOf(RedrivePolicy),
      RedriveAllowPolicy: documentOf(RedriveAllowPolicy),
    });
    const policy = isRecord(attributes) ? documentOf(Policy) : UNRESOLVED;
    // By its ARN: the address of a queue is that of the called endpoint, and an address of another form matches no queue.
    if (policy !== undefined)
      seen.put('AWS::SQS::QueuePolicy', name, undefined, { Queues: [arn], PolicyDocument: policy });
  }
}

/** Attributes that a user sets; the others count messages. */
const SETTINGS = new Set([
  ...['KmsMasterKeyId', 'MessageRetentionPeriod', 'VisibilityTimeout', 'DelaySeconds', 'SqsManagedSseEnabled'],
  ...['FifoQueue', 'MaximumMessageSize', 'ReceiveMessageWaitTimeSeconds'],
]);

function topics(seen: SeenAccount): void {
  for (const topic of seen.list('sns:ListTopics', 'Topics')) {
    const arn = text(topic, 'TopicArn') ?? UNRESOLVED;
    const name = arn.split(':').at(-1) ?? arn;
    const unread = seen.isUnread('sns:GetTopicAttributes', { TopicArn: arn });
    const attributes = at(seen.get('sns:GetTopicAttributes', { TopicArn: arn }), 'Attributes');
    seen.put('AWS::SNS::Topic', name, arn, { TopicName: name, KmsMasterKeyId: text(attributes, 'KmsMasterKeyId') });
    const policy = unread ? UNRESOLVED : documentOf(at(attributes, 'Policy'));
    if (policy !== undefined && !isGivenBySns(policy, arn, seen.place.accountId))
      seen.put('AWS::SNS::TopicPolicy', name, undefined, { Topics: [arn], PolicyDocument: policy });
    for (const subscription of seen.list('sns:ListSubscriptionsByTopic', 'Subscriptions', { TopicArn: arn }))
      seen.put(
        'AWS::SNS::Subscription',
        text(subscription, 'SubscriptionArn') ?? UNRESOLVED,
        text(subscription, 'SubscriptionArn'),
        {
          TopicArn: arn,
          Protocol: text(subscription, 'Protocol'),
          Endpoint: text(subscription, 'Endpoint'),
        },
      );
  }
}

/** Actions allowed by the default policy that SNS gives a topic. */
const GIVEN_BY_SNS = new Set(
  [
    ...['GetTopicAttributes', 'SetTopicAttributes', 'AddPermission', 'RemovePermission', 'DeleteTopic'],
    ...['Subscribe', 'ListSubscriptionsByTopic', 'Publish', 'Receive'],
  ].map((name) => `sns:${name.toLowerCase()}`),
);

/**
 * Whether a policy is the default that SNS gives a topic created without one: it is for the topic's own account, and templates do
 * not show it. A statement that allows another action, or other principals, was written by a user.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html (AWS:SourceOwner)
 */
function isGivenBySns(policy: unknown, topic: string, account: string): boolean {
  const [statement, ...others] = list(policy, 'Statement');
  return (
    others.length === 0 &&
    text(statement, 'Sid') === '__default_statement_ID' &&
    text(statement, 'Effect') === 'Allow' &&
    text(statement, 'Resource') === topic &&
    list(statement, 'Action').every((action) => GIVEN_BY_SNS.has(String(action).toLowerCase())) &&
    JSON.stringify(at(statement, 'Principal')) === '{"AWS":"*"}' &&
    JSON.stringify(at(statement, 'Condition')) === `{"StringEquals":{"AWS:SourceOwner":"${account}"}}`
  );
}

function logs(seen: SeenAccount): void {
  for (const group of seen.list('logs:DescribeLogGroups', 'logGroups')) {
    const name = text(group, 'logGroupName') ?? UNRESOLVED;
    seen.put('AWS::Logs::LogGroup', name, seen.arn('logs', `log-group:${name}:*`), {
      LogGroupName: name,
      RetentionInDays: at(group, 'retentionInDays'),
      KmsKeyId: text(group, 'kmsKeyId'),
    });
    const filters = seen.list('logs:DescribeSubscriptionFilters', 'subscriptionFilters', { logGroupName: name });
    for (const filter of filters)
      seen.put('AWS::Logs::SubscriptionFilter', text(filter, 'filterName') ?? UNRESOLVED, undefined, {
        LogGroupName: name,
        DestinationArn: text(filter, 'destinationArn'),
        RoleArn: text(filter, 'roleArn'),
        FilterPattern: text(filter, 'filterPattern'),
      });
  }
  for (const policy of seen.list('logs:DescribeResourcePolicies', 'resourcePolicies'))
    seen.put('AWS::Logs::ResourcePolicy', text(policy, 'policyName') ?? UNRESOLVED, undefined, {
      PolicyName: text(policy, 'policyName'),
      PolicyDocument: documentOf(at(policy, 'policyDocument')) ?? UNRESOLVED,
    });
  for (const policy of seen.list('logs:DescribeAccountPolicies', 'accountPolicies', FORWARDING))
    seen.put('AWS::Logs::AccountPolicy', text(policy, 'policyName') ?? UNRESOLVED, undefined, {
      PolicyName: text(policy, 'policyName'),
      PolicyType: text(policy, 'policyType'),
      PolicyDocument: documentOf(at(policy, 'policyDocument')) ?? UNRESOLVED,
      SelectionCriteria: text(policy, 'selectionCriteria'),
    });
}

function tables(seen: SeenAccount): void {
  for (const name of seen.list('dynamodb:ListTables', 'TableNames').map(String)) {
    const ask = (call: string): unknown => seen.get(`dynamodb:${call}`, { TableName: name });
    const table = at(ask('DescribeTable'), 'Table');
    const arn = text(table, 'TableArn') ?? seen.arn('dynamodb', `table/${name}`);
    const policy = seen.policy('dynamodb:GetResourcePolicy', { ResourceArn: text(table, 'TableArn') }, 'Policy');
    const key = text(table, 'SSEDescription.KMSMasterKeyArn');
    const ttl = at(ask('DescribeTimeToLive'), 'TimeToLiveDescription');
    const backups = text(
      ask('DescribeContinuousBackups'),
      'ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus',
    );
    const days = at(
      ask('DescribeContinuousBackups'),
      'ContinuousBackupsDescription.PointInTimeRecoveryDescription.RecoveryPeriodInDays',
    );
    const streams = list(ask('DescribeKinesisStreamingDestination'), 'KinesisDataStreamDestinations').filter(
      (destination) => ['ACTIVE', 'ENABLING', 'UPDATING'].includes(text(destination, 'DestinationStatus') ?? 'ACTIVE'),
    );
    seen.put('AWS::DynamoDB::Table', name, arn, {
      TableName: name,
      ...(key === undefined ? {} : { SSESpecification: { KMSMasterKeyId: key, SSEEnabled: true, SSEType: 'KMS' } }),
      ...(policy === undefined ? {} : { ResourcePolicy: { PolicyDocument: policy } }),
      ...(text(ttl, 'TimeToLiveStatus')?.startsWith('ENABL')
        ? { TimeToLiveSpecification: { AttributeName: text(ttl, 'AttributeName'), Enabled: true } }
        : {}),
      ...(backups === 'ENABLED'
        ? {
            PointInTimeRecoverySpecification: given({
              PointInTimeRecoveryEnabled: true,
              RecoveryPeriodInDays: days,
            }),
          }
        : {}),
      ...streamOf(seen, table),
      ...(streams.length > 0 ? { KinesisStreamSpecification: { StreamArn: text(streams[0], 'StreamArn') } } : {}),
    });
  }
}

/** The stream of changes of a table, with the policy that it has beside that of the table. */
function streamOf(seen: SeenAccount, table: unknown): object {
  const stream = at(table, 'StreamSpecification');
  if (!isRecord(stream)) return {};
  const input = { ResourceArn: text(table, 'LatestStreamArn') };
  const policy = seen.policy('dynamodb:GetResourcePolicy', input, 'Policy');
  return {
    StreamSpecification: {
      ...stream,
      ...(policy === undefined ? {} : { ResourcePolicy: { PolicyDocument: policy } }),
    },
  };
}
