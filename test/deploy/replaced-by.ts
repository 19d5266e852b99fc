interface TypeRule {
  /** What two of this type cannot have in common: the properties that name one. Empty where AWS gives the name. */
  readonly name: readonly string[];
  /** Properties whose change makes CloudFormation create a new one before it deletes the old one. */
  readonly replacing: readonly string[] | 'all';
}

const named = (name: string, ...replacing: string[]): TypeRule => ({ name: [name], replacing: [name, ...replacing] });
const generated = (...replacing: string[]): TypeRule => ({ name: [], replacing });

/**
 * "Update requires: Replacement" of each type that the platform uses, from
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/. A type without a row fails the test.
 */
export const TYPES: Readonly<Record<string, TypeRule>> = {
  'AWS::ApiGatewayV2::Api': generated('ProtocolType'),
  'AWS::ApiGatewayV2::Authorizer': { name: ['ApiId', 'Name'], replacing: ['ApiId'] },
  'AWS::ApiGatewayV2::Integration': generated('ApiId'),
  'AWS::ApiGatewayV2::Route': { name: ['ApiId', 'RouteKey'], replacing: ['ApiId'] },
  'AWS::ApiGatewayV2::Stage': { name: ['ApiId', 'StageName'], replacing: ['ApiId', 'StageName'] },
  'AWS::Athena::WorkGroup': named('Name'),
  'AWS::CloudTrail::Trail': named('TrailName'),
  'AWS::CloudWatch::Alarm': named('AlarmName'),
  'AWS::CloudWatch::Dashboard': named('DashboardName'),
  'AWS::DynamoDB::Table': named('TableName', 'KeySchema'),
  'AWS::Events::Rule': named('Name', 'EventBusName'),
  'AWS::Glue::Database': { name: ['DatabaseInput.Name'], replacing: ['CatalogId', 'DatabaseInput.Name'] },
  'AWS::Glue::Table': {
    name: ['DatabaseName', 'TableInput.Name'],
    replacing: ['CatalogId', 'DatabaseName', 'TableInput.Name'],
  },
  'AWS::IAM::ManagedPolicy': named('ManagedPolicyName', 'Description', 'Path'),
  'AWS::IAM::Policy': generated(),
  'AWS::IAM::Role': named('RoleName', 'Path'),
  'AWS::KMS::Alias': named('AliasName'),
  'AWS::KMS::Key': generated('KeySpec', 'KeyUsage', 'MultiRegion'),
  'AWS::LakeFormation::DataCellsFilter': { name: ['DatabaseName', 'TableName', 'Name'], replacing: 'all' },
  'AWS::LakeFormation::DataLakeSettings': { name: [], replacing: [] },
  // Two that grant the same are one grant: deleting the older would take it from the newer.
  'AWS::LakeFormation::PrincipalPermissions': { name: ['Principal', 'Resource', 'Permissions'], replacing: 'all' },
  'AWS::LakeFormation::Resource': named('ResourceArn', 'UseServiceLinkedRole'),
  'AWS::Lambda::EventSourceMapping': { name: ['EventSourceArn', 'FunctionName'], replacing: ['EventSourceArn'] },
  'AWS::Lambda::Function': named('FunctionName', 'PackageType'),
  'AWS::Lambda::LayerVersion': { name: [], replacing: 'all' },
  'AWS::Lambda::Permission': { name: [], replacing: 'all' },
  'AWS::Logs::LogGroup': named('LogGroupName'),
  'AWS::Logs::MetricFilter': generated('LogGroupName', 'FilterName'),
  'AWS::Logs::ResourcePolicy': named('PolicyName'),
  'AWS::S3::Bucket': named('BucketName'),
  'AWS::S3::BucketPolicy': { name: ['Bucket'], replacing: ['Bucket'] },
  'AWS::Scheduler::Schedule': named('Name'),
  'AWS::Scheduler::ScheduleGroup': named('Name'),
  'AWS::SNS::Topic': named('TopicName', 'FifoTopic'),
  'AWS::SNS::TopicPolicy': generated(),
  'AWS::SQS::Queue': named('QueueName', 'FifoQueue'),
  'AWS::SQS::QueuePolicy': generated(),
  // Its function gives each target one id, whatever else changes (lambdas/revoke/cloudformation.ts).
  'Custom::KeepsLakeSettings': { name: [], replacing: [] },
  'Custom::RevokeIamAllowedPrincipals': { name: [], replacing: [] },
};
