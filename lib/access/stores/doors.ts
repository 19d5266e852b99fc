/** A way to read what a store holds; `when` names a setting without which there is nothing to read. */
export interface Read {
  readonly action: string;
  readonly when?: string;
  /** The reader also has to decrypt with the store's key, or gets nothing. */
  readonly needsKey?: true;
}

/** A kind of store in which a program can leave data: how it is written and read, and in which ARNs it lives. */
export interface Door {
  readonly kind: string;
  readonly writes: readonly string[];
  readonly reads: readonly Read[];
  readonly everywhere: string;
  /** Runs code as a role that it names there, and keeps nothing. */
  readonly runsAs?: string;
}

const always = (...actions: readonly string[]): Read[] => actions.map((action) => ({ action }));

/**
 * How a table of items is written and read. `recovery` names the property without which it has no point in time to go back to. Each
 * replica of a global table says so for itself, which is not read, so that there it counts as on.
 */
const tableDoor = (recovery: Pick<Read, 'when'>): Omit<Door, 'kind'> => ({
  writes: [
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    'dynamodb:BatchWriteItem',
    'dynamodb:PartiQLInsert',
    'dynamodb:PartiQLUpdate',
  ],
  reads: [
    ...always('dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:PartiQLSelect'),
    { action: 'dynamodb:GetRecords', when: 'StreamSpecification' },
    { action: 'dynamodb:ExportTableToPointInTime', ...recovery },
    { action: 'dynamodb:RestoreTableToPointInTime', ...recovery },
    // No policy of the table guards its backups.
    { action: 'dynamodb:RestoreTableFromBackup', needsKey: true },
  ],
  everywhere: 'arn:*:dynamodb:*:*:table/?*',
});

/**
 * Actions by service: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 * Streams and exports of a table are ways to read it. Who takes part in a bus by a rule reads what passes.
 */
export const DOORS: readonly Door[] = [
  {
    kind: 'AWS::S3::Bucket',
    writes: ['s3:PutObject', 's3:ReplicateObject', 's3:PutObjectTagging', 's3:PutObjectVersionTagging'],
    reads: [],
    // Buckets, and access points, whose ARNs have a region and an account.
    everywhere: 'arn:*:s3:*:*:?*',
  },
  {
    kind: 'AWS::SQS::Queue',
    writes: ['sqs:SendMessage'],
    // A queue gives its messages to nobody without the right to decrypt with its key:
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
    reads: [
      { action: 'sqs:ReceiveMessage', needsKey: true },
      { action: 'sqs:StartMessageMoveTask', needsKey: true },
      ...always('sqs:SetQueueAttributes', 'sqs:AddPermission'),
    ],
    everywhere: 'arn:*:sqs:*:*:?*',
  },
  {
    kind: 'AWS::SNS::Topic',
    writes: ['sns:Publish'],
    reads: always('sns:Subscribe', 'sns:SetTopicAttributes', 'sns:AddPermission'),
    everywhere: 'arn:*:sns:*:*:?*',
  },
  {
    kind: 'AWS::Logs::LogGroup',
    writes: ['logs:PutLogEvents'],
    reads: always(
      'logs:GetLogEvents',
      'logs:FilterLogEvents',
      'logs:GetLogRecord',
      'logs:StartQuery',
      'logs:StartLiveTail',
      'logs:CreateExportTask',
      'logs:PutSubscriptionFilter',
      'logs:PutAccountPolicy',
      'logs:CreateLogAnomalyDetector',
      'logs:CreateScheduledQuery',
      // Shows all logs to another account: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Unified-Cross-Account.html
      'oam:CreateLink',
      'oam:UpdateLink',
    ),
    everywhere: 'arn:*:logs:*:*:log-group:?*',
  },
  { kind: 'AWS::DynamoDB::Table', ...tableDoor({ when: 'PointInTimeRecoverySpecification' }) },
  { kind: 'AWS::DynamoDB::GlobalTable', ...tableDoor({}) },
  {
    kind: 'AWS::Kinesis::Stream',
    writes: ['kinesis:PutRecord', 'kinesis:PutRecords'],
    reads: always('kinesis:GetRecords', 'kinesis:SubscribeToShard', 'kinesis:PutResourcePolicy'),
    everywhere: 'arn:*:kinesis:*:*:stream/?*',
  },
  {
    kind: 'AWS::KinesisFirehose::DeliveryStream',
    writes: ['firehose:PutRecord', 'firehose:PutRecordBatch'],
    reads: always('firehose:UpdateDestination'),
    everywhere: 'arn:*:firehose:*:*:deliverystream/?*',
  },
  {
    kind: 'AWS::Events::EventBus',
    writes: ['events:PutEvents'],
    reads: always('events:PutRule', 'events:CreateArchive', 'events:PutPermission'),
    everywhere: 'arn:*:events:*:*:event-bus/?*',
  },
  {
    kind: 'AWS::SecretsManager::Secret',
    writes: ['secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecret', 'secretsmanager:CreateSecret'],
    reads: always(
      'secretsmanager:GetSecretValue',
      'secretsmanager:BatchGetSecretValue',
      'secretsmanager:PutResourcePolicy',
    ),
    everywhere: 'arn:*:secretsmanager:*:*:secret:?*',
  },
  {
    kind: 'AWS::SSM::Parameter',
    writes: ['ssm:PutParameter'],
    // Which parameter an ARN names is not followed: each counts as outside the templates.
    reads: [],
    everywhere: 'arn:*:ssm:*:*:parameter/?*',
  },
  {
    kind: 'AWS::Lambda::Function',
    writes: ['lambda:InvokeFunction', 'lambda:InvokeAsync'],
    reads: [],
    everywhere: 'arn:*:lambda:*:*:function:?*',
    runsAs: 'Role',
  },
];

const BY_KIND = new Map(DOORS.map((door) => [door.kind, door] as const));

export const doorOf = (kind: string): Door | undefined => BY_KIND.get(kind);

/** Actions that open a table's policy, or send its items elsewhere. */
export const ITEM_OPENERS = [
  'PutResourcePolicy',
  'DeleteResourcePolicy',
  'UpdateTable',
  'EnableKinesisStreamingDestination',
].map((name) => `dynamodb:${name}`);
