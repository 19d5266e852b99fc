/** How a resource is named. In the texts `{p}` is the partition, `{r}` the region, `{a}` the account, `{n}` the name. */
export interface IdentityForm {
  /** The property that names it; without a value it gets a name of its own. */
  readonly name?: string;
  /** The value of Ref, `{n}` unless given. */
  readonly ref?: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The attribute that is its ARN, `Arn` unless given; `Ref` when Ref returns the ARN. */
  readonly arn?: string;
  /** Names must be lower case. */
  readonly lower?: boolean;
}

const regional = (service: string, resource: string): string => `arn:{p}:${service}:{r}:{a}:${resource}`;

const withArn = (name: string | undefined, arn: string, more: Record<string, string> = {}): IdentityForm => ({
  ...(name === undefined ? {} : { name }),
  attributes: { Arn: arn, ...more },
});

/** Ref gives the ARN. */
const refIsArn = (name: string | undefined, arn: string, more: Record<string, string> = {}): IdentityForm => ({
  ...(name === undefined ? {} : { name }),
  ref: arn,
  attributes: { Arn: arn, ...more },
});

/**
 * The values of Ref and Fn::GetAtt for the types whose ARNs policies name.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export const IDENTITIES: Readonly<Record<string, IdentityForm>> = {
  'AWS::S3::Bucket': {
    name: 'BucketName',
    lower: true,
    attributes: {
      Arn: 'arn:{p}:s3:::{n}',
      DomainName: '{n}.s3.amazonaws.com',
      RegionalDomainName: '{n}.s3.{r}.amazonaws.com',
    },
  },
  'AWS::S3::AccessPoint': withArn('Name', regional('s3', 'accesspoint/{n}'), { Name: '{n}', Alias: '{n}-s3alias' }),
  'AWS::S3ObjectLambda::AccessPoint': withArn('Name', regional('s3-object-lambda', 'accesspoint/{n}')),
  'AWS::IAM::Role': withArn('RoleName', 'arn:{p}:iam::{a}:role{path}{n}', { RoleId: 'AROA{n}' }),
  'AWS::IAM::User': withArn('UserName', 'arn:{p}:iam::{a}:user{path}{n}'),
  'AWS::IAM::Group': withArn('GroupName', 'arn:{p}:iam::{a}:group{path}{n}'),
  'AWS::IAM::InstanceProfile': withArn('InstanceProfileName', 'arn:{p}:iam::{a}:instance-profile{path}{n}'),
  'AWS::IAM::ManagedPolicy': {
    name: 'ManagedPolicyName',
    ref: 'arn:{p}:iam::{a}:policy{path}{n}',
    attributes: { PolicyArn: 'arn:{p}:iam::{a}:policy{path}{n}' },
    arn: 'PolicyArn',
  },
  'AWS::IAM::OIDCProvider': refIsArn(undefined, 'arn:{p}:iam::{a}:oidc-provider/{n}'),
  'AWS::IAM::SAMLProvider': refIsArn('Name', 'arn:{p}:iam::{a}:saml-provider/{n}'),
  'AWS::KMS::Key': withArn(undefined, regional('kms', 'key/{n}'), { KeyId: '{n}' }),
  'AWS::KMS::ReplicaKey': withArn(undefined, regional('kms', 'key/{n}'), { KeyId: '{n}' }),
  'AWS::KMS::Alias': withArn('AliasName', regional('kms', '{n}')),
  'AWS::SQS::Queue': {
    name: 'QueueName',
    ref: 'https://sqs.{r}.amazonaws.com/{a}/{n}',
    attributes: { Arn: regional('sqs', '{n}'), QueueName: '{n}', QueueUrl: 'https://sqs.{r}.amazonaws.com/{a}/{n}' },
  },
  'AWS::SNS::Topic': {
    name: 'TopicName',
    ref: regional('sns', '{n}'),
    attributes: { TopicArn: regional('sns', '{n}'), TopicName: '{n}' },
    arn: 'TopicArn',
  },
  'AWS::Lambda::Function': withArn('FunctionName', regional('lambda', 'function:{n}')),
  'AWS::Lambda::Alias': refIsArn(undefined, regional('lambda', 'function:{n}')),
  'AWS::Lambda::Version': refIsArn(undefined, regional('lambda', 'function:{n}')),
  'AWS::Lambda::LayerVersion': refIsArn('LayerName', regional('lambda', 'layer:{n}')),
  'AWS::Lambda::EventSourceMapping': withArn(undefined, regional('lambda', 'event-source-mapping:{n}'), { Id: '{n}' }),
  'AWS::Logs::LogGroup': withArn('LogGroupName', regional('logs', 'log-group:{n}:*')),
  'AWS::DynamoDB::Table': withArn('TableName', regional('dynamodb', 'table/{n}'), {
    StreamArn: regional('dynamodb', 'table/{n}/stream/latest'),
  }),
  'AWS::DynamoDB::GlobalTable': withArn('TableName', regional('dynamodb', 'table/{n}'), {
    StreamArn: regional('dynamodb', 'table/{n}/stream/latest'),
    TableId: '{n}',
  }),
  'AWS::Glue::Database': withArn('DatabaseInput.Name', regional('glue', 'database/{n}')),
  'AWS::Glue::Table': withArn('TableInput.Name', regional('glue', 'table/{db}/{n}')),
  'AWS::Glue::Job': withArn('Name', regional('glue', 'job/{n}')),
  'AWS::Glue::Crawler': withArn('Name', regional('glue', 'crawler/{n}')),
  'AWS::Athena::WorkGroup': withArn('Name', regional('athena', 'workgroup/{n}')),
  'AWS::LakeFormation::DataCellsFilter': withArn('Name', regional('lakeformation', 'filter/{n}')),
  'AWS::Events::Rule': withArn('Name', regional('events', 'rule/{bus}{n}')),
  'AWS::Events::EventBus': withArn('Name', regional('events', 'event-bus/{n}'), { Name: '{n}' }),
  'AWS::Events::Archive': withArn('ArchiveName', regional('events', 'archive/{n}'), { ArchiveName: '{n}' }),
  'AWS::Events::ApiDestination': withArn('Name', regional('events', 'api-destination/{n}')),
  'AWS::Scheduler::Schedule': withArn('Name', regional('scheduler', 'schedule/{group}/{n}')),
  'AWS::Scheduler::ScheduleGroup': withArn('Name', regional('scheduler', 'schedule-group/{n}')),
  'AWS::Pipes::Pipe': withArn('Name', regional('pipes', 'pipe/{n}')),
  'AWS::CloudTrail::Trail': withArn('TrailName', regional('cloudtrail', 'trail/{n}')),
  'AWS::CloudWatch::Alarm': withArn('AlarmName', regional('cloudwatch', 'alarm:{n}')),
  'AWS::StepFunctions::StateMachine': refIsArn('StateMachineName', regional('states', 'stateMachine:{n}'), {
    Name: '{n}',
  }),
  'AWS::Kinesis::Stream': withArn('Name', regional('kinesis', 'stream/{n}')),
  'AWS::KinesisFirehose::DeliveryStream': withArn('DeliveryStreamName', regional('firehose', 'deliverystream/{n}')),
  'AWS::SecretsManager::Secret': refIsArn('Name', regional('secretsmanager', 'secret:{n}')),
  'AWS::SageMaker::NotebookInstanceLifecycleConfig': {
    name: 'NotebookInstanceLifecycleConfigName',
    attributes: { NotebookInstanceLifecycleConfigName: '{n}' },
    arn: 'none',
  },
  'AWS::SSM::Parameter': { name: 'Name', attributes: { Type: 'String' }, arn: 'none' },
  'AWS::CodeBuild::Project': withArn('Name', regional('codebuild', 'project/{n}')),
  'AWS::ECS::Cluster': withArn('ClusterName', regional('ecs', 'cluster/{n}')),
  'AWS::ECS::TaskDefinition': refIsArn('Family', regional('ecs', 'task-definition/{n}:1')),
  'AWS::EC2::Instance': withArn(undefined, regional('ec2', 'instance/{n}')),
  'AWS::Backup::BackupVault': refIsArn('BackupVaultName', regional('backup', 'backup-vault:{n}'), {
    BackupVaultArn: regional('backup', 'backup-vault:{n}'),
  }),
  'AWS::ApiGatewayV2::Api': {
    attributes: { ApiId: '{n}', ApiEndpoint: 'https://{n}.execute-api.{r}.amazonaws.com' },
    arn: 'none',
  },
  'AWS::ApiGateway::RestApi': { attributes: { RootResourceId: '{n}-root', RestApiId: '{n}' }, arn: 'none' },
  'AWS::ECR::Repository': withArn('RepositoryName', regional('ecr', 'repository/{n}'), {
    RepositoryUri: '{a}.dkr.ecr.{r}.amazonaws.com/{n}',
  }),
};
