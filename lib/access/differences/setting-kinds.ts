import type { ChangeSeverity } from './change.ts';

/** Properties that say something to people and do nothing. */
export const NEUTRAL: ReadonlySet<string> = new Set([
  'Description',
  'Tags',
  'TagSet',
  'Metadata',
  'Comment',
  'DisplayName',
  'DashboardBody',
  'AlarmDescription',
]);

/** Properties that are policies, by type: what they allow is decided apart. `whole`: the resource is nothing else. */
export const POLICIES: Readonly<Record<string, 'whole' | readonly string[]>> = {
  'AWS::IAM::Role': ['AssumeRolePolicyDocument', 'Policies', 'ManagedPolicyArns', 'PermissionsBoundary'],
  'AWS::IAM::User': ['Policies', 'ManagedPolicyArns', 'PermissionsBoundary', 'Groups'],
  'AWS::IAM::Group': ['Policies', 'ManagedPolicyArns'],
  'AWS::IAM::Policy': 'whole',
  'AWS::IAM::ManagedPolicy': 'whole',
  'AWS::IAM::RolePolicy': 'whole',
  'AWS::IAM::UserPolicy': 'whole',
  'AWS::IAM::GroupPolicy': 'whole',
  'AWS::IAM::UserToGroupAddition': 'whole',
  'AWS::S3::BucketPolicy': 'whole',
  'AWS::SQS::QueuePolicy': 'whole',
  'AWS::SNS::TopicPolicy': 'whole',
  'AWS::Lambda::Permission': 'whole',
  'AWS::KMS::Key': ['KeyPolicy'],
  'AWS::KMS::ReplicaKey': ['KeyPolicy'],
  'AWS::DynamoDB::Table': ['ResourcePolicy'],
  'AWS::SecretsManager::ResourcePolicy': 'whole',
  'AWS::LakeFormation::PrincipalPermissions': 'whole',
  'AWS::LakeFormation::Permissions': 'whole',
  'AWS::LakeFormation::DataCellsFilter': 'whole',
};

/**
 * Properties, by type, in which no list has an order: AWS takes each as a set. Where its pages say that the first fitting entry counts,
 * as of CORS rules, or that later ones win, as of layers, a list is not here.
 */
export const SETS: Readonly<Record<string, readonly string[]>> = {
  'AWS::Events::Rule': ['EventPattern', 'Targets'],
  'AWS::S3::Bucket': ['LifecycleConfiguration', 'NotificationConfiguration', 'InventoryConfigurations'],
  'AWS::CloudWatch::Alarm': ['AlarmActions', 'OKActions', 'InsufficientDataActions', 'Dimensions'],
  'AWS::CloudTrail::Trail': ['EventSelectors', 'AdvancedEventSelectors'],
  'AWS::DynamoDB::Table': ['AttributeDefinitions'],
  'AWS::Lambda::Function': ['VpcConfig', 'Architectures'],
  'AWS::LakeFormation::DataLakeSettings': [
    ...['Admins', 'ReadOnlyAdmins', 'TrustedResourceOwners', 'AuthorizedSessionTagValueList'],
    ...['CreateDatabaseDefaultPermissions', 'CreateTableDefaultPermissions', 'ExternalDataFilteringAllowList'],
  ],
};

interface Words {
  readonly severity: ChangeSeverity;
  /** What follows the name; undefined for the plain sentence of what it was and is. */
  readonly words?: string;
}

/** What a kind of resource is called, and how much a change of it matters to those who review. */
export interface SettingKind {
  readonly noun: string;
  readonly severity: (what: 'new' | 'gone') => ChangeSeverity;
  readonly changed: (path: string) => Words;
}

const kind = (
  noun: string,
  gone: ChangeSeverity,
  fresh: ChangeSeverity,
  settings: Readonly<Record<string, ChangeSeverity>> = {},
  otherwise: ChangeSeverity = 'low',
): SettingKind => ({
  noun,
  severity: (change) => (change === 'gone' ? gone : fresh),
  changed: (path) => ({
    severity:
      Object.entries(settings).find(([start]) => path === start || path.startsWith(`${start}.`))?.[1] ?? otherwise,
  }),
});

/** The name of a file of code is a digest, which tells nobody anything. */
const withCode = (of: SettingKind): SettingKind => ({
  ...of,
  changed: (path) => ({
    ...of.changed(path),
    ...(path.startsWith('Code.') ? { words: 'runs other code' } : {}),
  }),
});

/** What is watched, what forgets and what runs matters more than how it is sized. */
const KINDS: Readonly<Record<string, SettingKind>> = {
  'AWS::S3::Bucket': kind(
    'bucket',
    'high',
    'medium',
    {
      ...{ LifecycleConfiguration: 'high', PublicAccessBlockConfiguration: 'critical', BucketEncryption: 'high' },
      ...{ ReplicationConfiguration: 'critical', VersioningConfiguration: 'medium', DeletionPolicy: 'high' },
      ...{ InventoryConfigurations: 'high', ObjectLockConfiguration: 'high', OwnershipControls: 'high' },
      ...{ AnalyticsConfigurations: 'high', LoggingConfiguration: 'high', NotificationConfiguration: 'medium' },
    },
    'medium',
  ),
  'AWS::DynamoDB::Table': kind(
    'table of items',
    'high',
    'medium',
    { TimeToLiveSpecification: 'high', SSESpecification: 'high' },
    'medium',
  ),
  'AWS::SQS::Queue': kind('queue', 'medium', 'medium', { KmsMasterKeyId: 'high', MessageRetentionPeriod: 'high' }),
  'AWS::SNS::Topic': kind('topic', 'high', 'medium', { KmsMasterKeyId: 'high' }),
  'AWS::SNS::Subscription': kind('subscription', 'high', 'medium', {}, 'medium'),
  'AWS::Logs::LogGroup': kind('log group', 'medium', 'low', { RetentionInDays: 'high', KmsKeyId: 'high' }),
  'AWS::KMS::Key': kind('key', 'high', 'medium', {
    PendingWindowInDays: 'medium',
    EnableKeyRotation: 'medium',
    Enabled: 'high',
  }),
  'AWS::CloudWatch::Alarm': kind('alarm', 'high', 'low', { ActionsEnabled: 'high', AlarmActions: 'high' }, 'medium'),
  'AWS::CloudWatch::CompositeAlarm': kind(
    'alarm',
    'high',
    'low',
    { ActionsEnabled: 'high', AlarmActions: 'high' },
    'medium',
  ),
  'AWS::Events::Rule': kind(
    'event rule',
    'high',
    'medium',
    { State: 'high', EventPattern: 'high', Targets: 'high' },
    'medium',
  ),
  'AWS::Scheduler::Schedule': kind('schedule', 'high', 'medium', { State: 'high' }, 'medium'),
  'AWS::CloudTrail::Trail': kind('trail', 'critical', 'low', { IsLogging: 'critical', EventSelectors: 'high' }, 'high'),
  'AWS::Athena::WorkGroup': kind('workgroup', 'medium', 'medium', { WorkGroupConfiguration: 'high' }),
  'AWS::Glue::Table': kind('lake table', 'high', 'medium', {}, 'medium'),
  'AWS::Glue::Database': kind('lake database', 'high', 'medium', {}, 'medium'),
  'AWS::LakeFormation::Resource': kind('registered location', 'high', 'high', {}, 'high'),
  'AWS::LakeFormation::DataLakeSettings': kind('data lake settings', 'high', 'high', {}, 'high'),
  'AWS::Lambda::Function': withCode(
    kind('function', 'high', 'medium', { Role: 'high', Code: 'low', KmsKeyArn: 'high' }, 'medium'),
  ),
  'AWS::Lambda::LayerVersion': kind('layer', 'low', 'low'),
  'AWS::Lambda::Url': kind('address of a function', 'low', 'high', { AuthType: 'critical' }, 'high'),
  'AWS::ApiGatewayV2::Route': kind(
    'route',
    'low',
    'medium',
    { AuthorizationType: 'high', AuthorizerId: 'high' },
    'medium',
  ),
  'AWS::ApiGatewayV2::Authorizer': kind('authorizer', 'high', 'low', {}, 'high'),
  'AWS::S3::AccessPoint': kind('access point', 'low', 'high', {}, 'high'),
  'AWS::IAM::Role': kind('role', 'low', 'medium', { MaxSessionDuration: 'medium' }),
  'AWS::IAM::User': kind('user', 'low', 'high'),
  'AWS::IAM::SAMLProvider': kind('identity provider', 'high', 'high', {}, 'high'),
  'AWS::IAM::OIDCProvider': kind('identity provider', 'high', 'high', {}, 'high'),
};

const ANY: SettingKind = { ...kind('', 'medium', 'low'), noun: 'resource' };

export const kindOf = (type: string): SettingKind => KINDS[type] ?? { ...ANY, noun: type };
