import { UNRESOLVED } from '../policy/pattern.ts';
import { REDIRECTING } from './redirecting.ts';

/** By which settings what is in one store goes on into another. */
export interface Flow {
  /** Type of the resource that says so. */
  readonly type: string;
  /** The kind of store, or where the resource names the store: what flows in at one of these flows on. */
  readonly from: { readonly itself: true } | { readonly named: readonly string[] } | { readonly all: string };
  /** Where the next store is named. */
  readonly to: readonly string[];
  /** What a reader calls it. */
  readonly says: string;
  /** The bucket that is named by its name, not by its ARN. */
  readonly toBucket?: true;
  /** A property with which what flows goes to a store that AWS keeps; one with a switch in it only where that is not off. */
  readonly toAws?: string;
  /** Which of the values there name a store: others are sizes, retries and roles. */
  readonly only?: RegExp;
  /** The resource itself is the next store. */
  readonly toItself?: true;
  /** What flows is the names of objects, not what is in them. */
  readonly names?: true;
  /** Where the resource lists what flows, and the kinds that hold nothing of a store. */
  readonly kinds?: { readonly at: string; readonly empty: readonly string[] };
}

const itself = { itself: true } as const;
const named = (...paths: readonly string[]) => ({ named: paths });

/** A function by its ARN, or what is known only at deployment. */
const FUNCTION = new RegExp(`^arn:[^:]*:lambda:|${UNRESOLVED}`);

/**
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export const FLOWS: readonly Flow[] = [
  {
    type: 'AWS::SQS::Queue',
    from: itself,
    to: ['RedrivePolicy.deadLetterTargetArn'],
    says: 'moves undelivered messages',
  },
  { type: 'AWS::SNS::Topic', from: itself, to: ['Subscription[].Endpoint'], says: 'delivers messages' },
  {
    type: 'AWS::SNS::Subscription',
    from: named('TopicArn'),
    to: ['Endpoint', 'RedrivePolicy.deadLetterTargetArn'],
    says: 'delivers messages',
  },
  {
    type: 'AWS::Events::Rule',
    from: named('EventBusName'),
    to: ['Targets[].Arn', 'Targets[].DeadLetterConfig.Arn'],
    says: 'sends events',
  },
  { type: 'AWS::Events::EventBus', from: itself, to: ['DeadLetterConfig.Arn'], says: 'moves undelivered events' },
  { type: 'AWS::Events::Archive', from: named('SourceArn'), to: [], toItself: true, says: 'keeps events' },
  {
    type: 'AWS::Pipes::Pipe',
    from: named('Source'),
    to: ['Target', 'Enrichment', 'SourceParameters.DynamoDBStreamParameters.DeadLetterConfig.Arn'],
    says: 'pipes messages',
  },
  {
    type: 'AWS::DynamoDB::Table',
    from: itself,
    to: ['KinesisStreamSpecification.StreamArn'],
    says: 'streams changes',
  },
  {
    type: 'AWS::DynamoDB::Table',
    from: itself,
    to: [],
    // Keys of items in plain text, which are read with the rights to metrics:
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/contributorinsights_HowItWorks.html
    toAws: 'ContributorInsightsSpecification',
    says: 'shows keys of items',
  },
  { type: 'AWS::DynamoDB::GlobalTable', from: itself, to: ['Replicas[].Region'], says: 'is copied' },
  { type: 'AWS::SecretsManager::Secret', from: itself, to: ['ReplicaRegions[].Region'], says: 'is copied' },
  {
    type: 'AWS::Lambda::EventSourceMapping',
    from: named('EventSourceArn'),
    to: ['FunctionName', 'DestinationConfig.OnFailure.Destination'],
    says: 'hands messages to code',
  },
  {
    type: 'AWS::Lambda::EventSourceMapping',
    from: named('FunctionName'),
    to: ['DestinationConfig.OnFailure.Destination'],
    says: 'sends what failed',
  },
  {
    type: 'AWS::Lambda::EventInvokeConfig',
    from: named('FunctionName'),
    to: ['DestinationConfig.OnSuccess.Destination', 'DestinationConfig.OnFailure.Destination'],
    says: 'sends the result of an invocation',
  },
  {
    type: 'AWS::Lambda::Function',
    from: itself,
    to: ['DeadLetterConfig.TargetArn'],
    says: 'sends what failed',
  },
  { type: 'AWS::Lambda::Function', from: itself, to: ['FileSystemConfigs[].Arn'], says: 'can file what it reads' },
  {
    type: 'AWS::Lambda::Function',
    from: itself,
    to: [],
    // Inputs and results of each step, for as long as it says: https://docs.aws.amazon.com/lambda/latest/dg/durable-functions.html
    toAws: 'DurableConfig',
    says: 'keeps what it works on',
  },
  {
    type: 'AWS::Lambda::Function',
    from: itself,
    to: REDIRECTING.map((name) => `Environment.Variables.${name}`),
    says: 'sends its requests',
  },
  {
    type: 'AWS::Logs::SubscriptionFilter',
    from: named('LogGroupName'),
    to: ['DestinationArn'],
    says: 'forwards log events',
  },
  {
    type: 'AWS::Logs::AccountPolicy',
    from: { all: 'AWS::Logs::LogGroup' },
    to: ['PolicyDocument.DestinationArn'],
    says: 'forwards the log events of the account',
  },
  { type: 'AWS::Logs::DeliverySource', from: named('ResourceArn'), to: ['Name'], says: 'delivers logs' },
  {
    type: 'AWS::Logs::MetricFilter',
    from: named('LogGroupName'),
    to: ['MetricTransformations[].Dimensions[].Value'],
    says: 'makes names of metrics of log fields',
  },
  {
    type: 'AWS::CloudWatch::InsightRule',
    from: named('RuleBody.LogGroupNames[]', 'RuleBody.LogGroupARNs[]'),
    to: [],
    // Its counts, by the fields that it names, are read with the rights to metrics.
    toAws: 'RuleBody',
    says: 'shows fields of log events',
  },
  {
    // A detector keeps samples of what it finds odd, which logs:ListAnomalies shows:
    // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Anomaly.html
    type: 'AWS::Logs::LogAnomalyDetector',
    from: named('LogGroupArnList[]'),
    to: [],
    toAws: 'LogGroupArnList',
    says: 'shows samples of log events',
  },
  // Logs of all accounts of an organisation, copied to one: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatchLogs_Centralization.html
  ...['OrganizationCentralizationRule', 'S3TableIntegration', 'TelemetryPipelines'].map(
    (name): Flow => ({
      type: `AWS::ObservabilityAdmin::${name}`,
      from: { all: 'AWS::Logs::LogGroup' },
      to: ['Rule.Destination.Account'],
      ...(name === 'OrganizationCentralizationRule'
        ? {}
        : { toAws: name === 'S3TableIntegration' ? 'RoleArn' : 'Configuration' }),
      says: 'copies logs',
    }),
  ),
  {
    type: 'AWS::Oam::Link',
    from: { all: 'AWS::Logs::LogGroup' },
    to: ['SinkIdentifier'],
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-oam-link.html
    kinds: {
      at: 'ResourceTypes[]',
      empty: ['AWS::CloudWatch::Metric', 'AWS::ApplicationInsights::Application', 'AWS::InternetMonitor::Monitor'],
    },
    says: 'shows logs and traces',
  },
  {
    type: 'AWS::S3::Bucket',
    from: itself,
    to: [
      'ReplicationConfiguration.Rules[].Destination.Bucket',
      'InventoryConfigurations[].Destination.BucketArn',
      'AnalyticsConfigurations[].StorageClassAnalysis.DataExport.Destination.BucketArn',
    ],
    says: 'copies objects, or lists their names,',
  },
  {
    type: 'AWS::S3::Bucket',
    from: itself,
    to: [
      'NotificationConfiguration.QueueConfigurations[].Queue',
      'NotificationConfiguration.TopicConfigurations[].Topic',
      'NotificationConfiguration.LambdaConfigurations[].Function',
    ],
    says: 'tells the names of objects',
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    names: true,
  },
  {
    type: 'AWS::S3::Bucket',
    from: itself,
    to: [],
    // To the default bus of the account, where each principal that may write a rule reads them.
    toAws: 'NotificationConfiguration.EventBridgeConfiguration',
    says: 'tells the names of objects',
    names: true,
  },
  {
    type: 'AWS::S3::Bucket',
    from: itself,
    to: ['LoggingConfiguration.DestinationBucketName'],
    toBucket: true,
    says: 'tells the names of objects in access logs',
  },
  {
    type: 'AWS::S3::Bucket',
    from: itself,
    to: ['MetadataTableConfiguration.S3TablesDestination.TableBucketArn'],
    // Its table is in a bucket of AWS's own, which no property names.
    toAws: 'MetadataConfiguration',
    says: 'lists names and tags of objects in a table',
  },
  ...['itself', 'KinesisStreamSourceConfiguration.KinesisStreamARN'].map(
    (from): Flow => ({
      type: 'AWS::KinesisFirehose::DeliveryStream',
      from: from === 'itself' ? itself : named(from),
      to: [
        'S3DestinationConfiguration.BucketARN',
        'ExtendedS3DestinationConfiguration.BucketARN',
        'ExtendedS3DestinationConfiguration.S3BackupConfiguration.BucketARN',
        'HttpEndpointDestinationConfiguration.EndpointConfiguration.Url',
        'RedshiftDestinationConfiguration.ClusterJDBCURL',
        'AmazonopensearchserviceDestinationConfiguration.DomainARN',
        'AmazonOpenSearchServerlessDestinationConfiguration.CollectionEndpoint',
        'ElasticsearchDestinationConfiguration.DomainARN',
        'SplunkDestinationConfiguration.HECEndpoint',
        'SnowflakeDestinationConfiguration.AccountUrl',
        'IcebergDestinationConfiguration.S3Configuration.BucketARN',
        'DatabaseSourceConfiguration.Endpoint',
      ],
      says: 'delivers records',
    }),
  ),
  {
    // The records as they came, beside those that are delivered: https://docs.aws.amazon.com/firehose/latest/dev/create-configure-backup.html
    type: 'AWS::KinesisFirehose::DeliveryStream',
    from: named('ExtendedS3DestinationConfiguration.BucketARN'),
    to: ['ExtendedS3DestinationConfiguration.S3BackupConfiguration.BucketARN'],
    says: 'backs up records',
  },
  // Each record before it is delivered: https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
  ...[
    itself,
    named('KinesisStreamSourceConfiguration.KinesisStreamARN'),
    named('ExtendedS3DestinationConfiguration.BucketARN'),
  ].map(
    (from): Flow => ({
      type: 'AWS::KinesisFirehose::DeliveryStream',
      from,
      to: ['ExtendedS3DestinationConfiguration.ProcessingConfiguration.Processors[].Parameters[].ParameterValue'],
      only: FUNCTION,
      says: 'hands records to code',
    }),
  ),
];
