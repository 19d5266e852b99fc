/** What AWS takes as a name, or as a description, by `resource type.property`. */
export interface NameRule {
  readonly max: number;
  readonly min?: number;
  readonly form: RegExp;
  /** What AWS keeps for itself. */
  readonly kept?: RegExp;
  readonly source: string;
}

const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html';
const GLUE = 'https://docs.aws.amazon.com/athena/latest/ug/tables-databases-columns-names.html';
const TEXT = /^[^\p{Cc}]*$/u;
const glue: NameRule = {
  min: 1,
  max: 255,
  form: /^[a-z][a-z0-9_]*$/,
  kept: /^(default|information_schema)$/,
  source: GLUE,
};
const word = (max: number, source: string): NameRule => ({ min: 1, max, form: /^[A-Za-z0-9_-]+$/, source });
const text = (max: number, source: string): NameRule => ({ max, form: TEXT, source });

/**
 * One row for everything that a template can call by a name of ours. A name without a row fails the test: look the rule up.
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/ where no other page is named.)
 */
export const AWS_NAMES: Readonly<Record<string, NameRule>> = {
  'AWS::S3::Bucket.BucketName': {
    min: 3,
    max: 63,
    form: /^[a-z0-9](?!.*\.\.)[a-z0-9.-]*[a-z0-9]$/,
    kept: /^(xn--|sthree-|amzn-s3-demo-|\d+\.\d+\.\d+\.\d+$)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3|-an)$/,
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
  },
  'AWS::IAM::Role.RoleName': {
    min: 1,
    max: 64,
    form: /^[\w+=,.@-]+$/,
    kept: /^AWSServiceRole|^AWSReservedSSO/i,
    source: IAM,
  },
  'AWS::IAM::ManagedPolicy.ManagedPolicyName': { min: 1, max: 128, form: /^[\w+=,.@-]+$/, source: IAM },
  'AWS::IAM::Policy.PolicyName': { min: 1, max: 128, form: /^[\w+=,.@-]+$/, source: IAM },
  'AWS::IAM::Role.Description': { max: 1_000, form: /^[\t\n\r\x20-\x7e\xa1-\xff]*$/, source: IAM },
  'AWS::IAM::ManagedPolicy.Description': text(1_000, IAM),
  'AWS::KMS::Alias.AliasName': {
    min: 7,
    max: 256,
    form: /^alias\/[A-Za-z0-9/_-]+$/,
    kept: /^alias\/aws\//,
    source: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html',
  },
  'AWS::KMS::Key.Description': text(8_192, 'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html'),
  'AWS::DynamoDB::Table.TableName': {
    min: 3,
    max: 255,
    form: /^[A-Za-z0-9_.-]+$/,
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html',
  },
  'AWS::Lambda::Function.FunctionName': word(
    64,
    'https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html',
  ),
  'AWS::Lambda::LayerVersion.LayerName': word(
    140,
    'https://docs.aws.amazon.com/lambda/latest/api/API_PublishLayerVersion.html',
  ),
  'AWS::SQS::Queue.QueueName': word(
    80,
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html',
  ),
  'AWS::SNS::Topic.TopicName': word(256, 'https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html'),
  'AWS::Logs::LogGroup.LogGroupName': {
    min: 1,
    max: 512,
    form: /^[.\-_/#A-Za-z0-9]+$/,
    kept: /^aws\//,
    source: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html',
  },
  'AWS::Logs::ResourcePolicy.PolicyName': word(255, 'CloudFormation: pattern of the schema'),
  'AWS::Events::Rule.Name': {
    min: 1,
    max: 64,
    form: /^[.\-_A-Za-z0-9]+$/,
    kept: /^aws\./i,
    source: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html',
  },
  'AWS::Events::Rule.Description': text(
    512,
    'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html',
  ),
  'AWS::Scheduler::Schedule.Name': {
    min: 1,
    max: 64,
    form: /^[0-9A-Za-z_.-]+$/,
    source: 'https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html',
  },
  'AWS::Scheduler::Schedule.Description': text(
    512,
    'https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html',
  ),
  'AWS::Scheduler::ScheduleGroup.Name': {
    min: 1,
    max: 64,
    form: /^[0-9A-Za-z_.-]+$/,
    kept: /^default$/,
    source: 'https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateScheduleGroup.html',
  },
  'AWS::CloudTrail::Trail.TrailName': {
    min: 3,
    max: 128,
    form: /^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/,
    kept: /^\d+\.\d+\.\d+\.\d+$/,
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html',
  },
  'AWS::CloudWatch::Alarm.AlarmName': {
    ...text(255, 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html'),
    min: 1,
  },
  'AWS::CloudWatch::Alarm.AlarmDescription': text(
    1_024,
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  ),
  'AWS::CloudWatch::Alarm.MetricName': text(
    255,
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  ),
  'AWS::CloudWatch::Dashboard.DashboardName': word(
    255,
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html',
  ),
  'AWS::Athena::WorkGroup.Name': {
    min: 1,
    max: 128,
    form: /^[a-zA-Z0-9._-]+$/,
    kept: /^primary$/i,
    source: 'https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateWorkGroup.html',
  },
  'AWS::Athena::WorkGroup.Description': text(
    1_024,
    'https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateWorkGroup.html',
  ),
  'AWS::Glue::Database.DatabaseInput.Name': glue,
  'AWS::Glue::Database.DatabaseInput.Description': text(2_048, GLUE),
  'AWS::Glue::Table.TableInput.Description': text(2_048, GLUE),
  'AWS::Glue::Table.DatabaseName': glue,
  'AWS::Glue::Table.TableInput.Name': glue,
  'AWS::LakeFormation::DataCellsFilter.DatabaseName': glue,
  'AWS::LakeFormation::DataCellsFilter.TableName': glue,
  'AWS::LakeFormation::DataCellsFilter.Name': {
    min: 1,
    max: 255,
    form: /^[A-Za-z0-9_-]+$/,
    source: 'https://docs.aws.amazon.com/lake-formation/latest/APIReference/API_DataCellsFilter.html',
  },
  'AWS::ApiGatewayV2::Api.Name': text(128, 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html'),
  'AWS::ApiGatewayV2::Api.Description': text(
    1_024,
    'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html',
  ),
  'AWS::ApiGatewayV2::Authorizer.Name': text(
    128,
    'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html',
  ),
  'AWS::ApiGatewayV2::Stage.StageName': {
    min: 1,
    max: 128,
    form: /^(\$default|[A-Za-z0-9_-]+)$/,
    source: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html',
  },
};

export const STACK_NAME: NameRule = {
  min: 1,
  max: 128,
  form: /^[A-Za-z][A-Za-z0-9-]*$/,
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html',
};

export const EXPORT_NAME: NameRule = {
  min: 1,
  max: 255,
  form: /^[A-Za-z0-9:-]+$/,
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/outputs-section-syntax.html',
};

/** What AWS would say against a name, or undefined. */
export const refusalOf = ({ min = 0, max, form, kept }: NameRule, name: string): string | undefined => {
  if (name.length < min || name.length > max) return `${name.length} characters, not ${min} to ${max}`;
  if (!form.test(name)) return `not of the form ${form}`;
  return kept?.test(name) ? `kept by AWS: ${kept}` : undefined;
};
