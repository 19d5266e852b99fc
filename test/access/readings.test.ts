import { describe, expect, it } from 'vitest';
import { awsManagedPolicies } from '../../lib/access/aws-managed/index.ts';
import { prove } from '../../lib/access/index.ts';
import { lakeDeclaration, lakeTemplate } from './fixtures/lake.ts';

/**
 * Ways to write a template by which it says more, or something else, than a reader who looks for plain names and values would
 * find; and changes of an infra team that open nothing. Nobody says here where the templates are deployed.
 */
// biome-ignore lint/suspicious/noExplicitAny: a mutation reaches into templates of every shape
type Template = Record<string, any>;
type Change = (resources: Template, template: Template) => unknown;

const verdictOf = (change: Change): string => {
  const template = structuredClone(lakeTemplate()) as Template;
  const given = change(template.Resources, template);
  const text = typeof given === 'string' ? given : template;
  return prove({ Lake: text }, lakeDeclaration, { managedPolicies: awsManagedPolicies }).verdict;
};

const doc = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const sub = (text: string) => ({ 'Fn::Sub': text.replaceAll('<', '$'.concat('{')).replaceAll('>', '}') });
const equals = (...parts: unknown[]) => ({ 'Fn::Equals': parts });
const [ACCOUNT, REGION] = [{ Ref: 'AWS::AccountId' }, { Ref: 'AWS::Region' }];
const EVERYBODY = { AWS: sub('arn:<AWS::Partition>:iam::<AWS::AccountId>:root') };
const STRANGER = '999988887777';
const ADMIN = ['arn:aws:iam::aws:policy/AdministratorAccess'];
const role = (more: object = {}, Principal: object = EVERYBODY) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: doc({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }),
    ...more,
  },
});
const may = (Action: string | string[], Resource: unknown = '*') => ({
  Policies: [{ PolicyName: 'own', PolicyDocument: doc({ Effect: 'Allow', Action, Resource }) }],
});
const trust = (r: Template, Principal: unknown) =>
  r.RedactRole.Properties.AssumeRolePolicyDocument.Statement.push({
    Effect: 'Allow',
    Principal,
    Action: 'sts:AssumeRole',
  });
const keyStatement = (r: Template, statement: object) => r.RawKey.Properties.KeyPolicy.Statement.push(statement);
const DECRYPT = { Effect: 'Allow', Principal: EVERYBODY, Action: 'kms:*', Resource: '*' };
const parameter = (t: Template, name = 'P') => {
  t.Parameters = { ...t.Parameters, [name]: { Type: 'String' } };
  return { Ref: name };
};
const adminWhen =
  (condition: object, mappings: object = {}): Change =>
  (r, t) => {
    Object.assign(t, { Conditions: { C: condition }, Mappings: mappings });
    r.Admin = { ...role({ ManagedPolicyArns: ADMIN }), Condition: 'C' };
  };
const unread =
  (resource: string, ...path: string[]): Change =>
  (r, t) => {
    let at = r[resource].Properties;
    for (const key of path.slice(0, -1)) at = at[key] ??= {};
    at[path.at(-1) as string] = parameter(t);
  };
const permission =
  (FunctionName: unknown, more: object = {}): Change =>
  (r) => {
    r.Planted = {
      Type: 'AWS::Lambda::Permission',
      Properties: { FunctionName, Action: 'lambda:*', Principal: STRANGER, ...more },
    };
  };
const named = (text: string, logicalId = 'RedactFunction') => ({
  'Fn::Join': [
    '',
    [...text.split('NAME').flatMap((part, at) => (at === 0 ? [sub(part)] : [{ Ref: logicalId }, sub(part)]))],
  ],
});
const made =
  (Type: string, Properties: unknown): Change =>
  (r) => {
    r.Planted = { Type, Properties };
  };

const FALLS: Record<string, Change> = {
  'an administrator in one account': adminWhen(equals(ACCOUNT, '123412341234')),
  'an administrator in all accounts but one': adminWhen({ 'Fn::Not': [equals(ACCOUNT, '123412341234')] }),
  'an administrator in one partition': adminWhen(equals({ Ref: 'AWS::Partition' }, 'aws-cn')),
  'an administrator under one name of the stack': adminWhen(equals({ Ref: 'AWS::StackName' }, 'sandbox')),
  'an administrator by the first letters of the region': adminWhen(
    equals({ 'Fn::Select': [0, { 'Fn::Split': ['-', REGION] }] }, 'us'),
  ),
  'an administrator by account and region at once': adminWhen({
    'Fn::And': [equals(ACCOUNT, '123412341234'), equals(REGION, 'eu-north-1')],
  }),
  'an administrator by a table of accounts': adminWhen(equals({ 'Fn::FindInMap': ['M', ACCOUNT, 'open'] }, 'yes'), {
    M: { 123412341234: { open: 'yes' } },
  }),
  'a policy by a table of regions': (r, t) => {
    t.Mappings = { M: { 'us-east-1': { policy: ADMIN[0] } } };
    r.Admin = role({ ManagedPolicyArns: [{ 'Fn::FindInMap': ['M', REGION, 'policy'] }] });
  },
  'a lock that one region does not have': (r, t) => {
    t.Conditions = { C: { 'Fn::Not': [equals(REGION, 'eu-north-1')] } };
    r.RawBucketPolicy.Condition = 'C';
  },
  'a statement of a key that one account has': (r, t) => {
    t.Conditions = { C: equals(ACCOUNT, '123412341234') };
    keyStatement(r, { 'Fn::If': ['C', DECRYPT, { Ref: 'AWS::NoValue' }] });
  },
  'a loop over properties': (r) => {
    r.Admin = role({ 'Fn::ForEach::P': ['Name', ['ManagedPolicyArns'], { ['$'.concat('{Name}')]: ADMIN }] });
  },
  'a loop over resources': (r) => {
    r['Fn::ForEach::R'] = ['Name', ['a', 'b'], { ['Admin$'.concat('{Name}')]: role({ ManagedPolicyArns: ADMIN }) }];
  },
  'a loop over what is given at deployment': (r, t) => {
    r['Fn::ForEach::R'] = ['Name', parameter(t), { ['Topic$'.concat('{Name}')]: { Type: 'AWS::SNS::Topic' } }];
  },
  'a macro beside a resource': (r) => {
    r.RawBucket['Fn::Transform'] = { Name: 'Mine' };
  },
  'a macro in a table': (_, t) => {
    t.Mappings = { 'Fn::Transform': { Name: 'AWS::Include' } };
  },
  'a macro among transforms': (_, t) => {
    t.Transform = ['AWS::LanguageExtensions', 'Mine'];
  },
  'a nested stack from elsewhere under the name of one of ours': (r) => {
    r.Planted = {
      Type: 'AWS::CloudFormation::Stack',
      Metadata: { 'aws:asset:path': 'Lake' },
      Properties: { TemplateURL: 'https://s3.amazonaws.com/elsewhere/lake.json' },
    };
  },
  'a name twice in one object': (_, t) =>
    JSON.stringify(t).replace('"RawBucketPolicy":', '"RawBucketPolicy":{"Type":"AWS::SNS::Topic"},"RawBucketPolicy":'),
  'a module': made('Mine::Base::Line::MODULE', {}),
  'a type of somebody else': made('Mine::Access::Helper', {}),
  'a product of a service catalog': made('AWS::ServiceCatalog::CloudFormationProvisionedProduct', {}),
  'a type that is not known and names the table': made('AWS::Glue::TableShare', { DatabaseName: 'activity' }),
  'a type that is not known and names what is given at deployment': (r, t) =>
    made('AWS::LakeFormation::Share', { Table: parameter(t) })(r, t),
  'a policy for backups': made('AWS::Organizations::Policy', { Type: 'BACKUP_POLICY', Content: {} }),
  'an action of a budget': made('AWS::Budgets::BudgetsAction', { ActionType: 'APPLY_IAM_POLICY' }),
  'a permission by partial ARN': permission(named('<AWS::AccountId>:function:NAME')),
  'a permission by partial ARN with its region': permission(named('<AWS::Region>:<AWS::AccountId>:function:NAME')),
  'a permission by name and alias': permission(named('NAME:live')),
  'a permission for a version by partial ARN': permission(named('<AWS::AccountId>:function:NAME:7')),
  'a permission for a function that is given at deployment': (r, t) => permission(parameter(t))(r, t),
  'a permission for a function that is imported': permission({ 'Fn::ImportValue': 'elsewhere' }),
  'the result of an invocation sent away, by partial ARN': made('AWS::Lambda::EventInvokeConfig', {
    FunctionName: named('<AWS::AccountId>:function:NAME'),
    DestinationConfig: { OnSuccess: { Destination: `arn:aws:sqs:eu-west-1:${STRANGER}:q` } },
  }),
  'a policy for a bucket that is given at deployment': (r, t) =>
    made('AWS::S3::BucketPolicy', {
      Bucket: parameter(t),
      PolicyDocument: doc({ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }),
    })(r, t),
  'a user in a group of another template': made('AWS::IAM::User', { Groups: ['Administrators'] }),
  'a group of administrators for each user that is put into it': made('AWS::IAM::Group', { ManagedPolicyArns: ADMIN }),
  'a unique id in a trust': (r) => trust(r, { AWS: 'AROAEXAMPLEEXAMPLE123' }),
  'a unique id in a key': (r) => keyStatement(r, { ...DECRYPT, Principal: { AWS: 'AIDAEXAMPLEEXAMPLE123' } }),
  'a short name of a service in a trust': (r) => {
    trust(r, { Service: 'glue' });
    r.Planted = role(may(['iam:PassRole', 'glue:CreateJob']));
  },
  'a job that names its role without an ARN': (r) => {
    trust(r, { Service: 'glue.amazonaws.com' });
    r.Job = { Type: 'AWS::Glue::Job', Properties: { Role: { Ref: 'RedactRole' }, Command: { Name: 'glueetl' } } };
    r.Planted = role(may('glue:UpdateJob'));
  },
  'a function whose role is given at deployment': (r, t) => {
    r.Other = { Type: 'AWS::Lambda::Function', Properties: { Role: parameter(t), Code: { ZipFile: '' } } };
    r.Planted = role(may('lambda:UpdateFunctionCode', { 'Fn::GetAtt': ['Other', 'Arn'] }));
  },
  'settings that are added to what is there': (r) => {
    r.Settings.Properties.MutationType = 'APPEND';
  },
  'a column as a partition key': (r) => {
    r.Table.Properties.TableInput.PartitionKeys.push(r.Table.Properties.TableInput.StorageDescriptor.Columns.pop());
  },
  'a filter of all rows beside its expression': (r) => {
    r.Filter.Properties.RowFilter.AllRowsWildcard = {};
  },
  'a wider filter': (r) => {
    r.Filter.Properties.RowFilter.FilterExpression += " OR app = 'mail'";
  },
  'a grant on two things at once': (r) => {
    r.Grant.Properties.Resource.Table = { DatabaseName: 'activity', Name: 'activity' };
  },
  'a reader that asks an index': (r) => {
    r.Planted = {
      Type: 'AWS::IAM::RolePolicy',
      Properties: {
        RoleName: { Ref: 'RedactRole' },
        PolicyName: 'p',
        PolicyDocument: doc({ Effect: 'Allow', Action: 'kendra:Query', Resource: '*' }),
      },
    };
  },
  'a table of the names of objects': (r) => {
    r.RawBucket.Properties.MetadataConfiguration = { JournalTableConfiguration: {} };
  },
  'a selection for backups that only leaves out': made('AWS::Backup::BackupSelection', {
    BackupSelection: { IamRoleArn: 'x', NotResources: ['arn:aws:ec2:*:*:volume/*'] },
  }),
  'a flag of a key that cannot be read': (r, t) => {
    keyStatement(r, { ...DECRYPT, Action: 'kms:ReplicateKey' });
    return unread('RawKey', 'MultiRegion')(r, t);
  },
  'a replica of what is given at deployment': (r, t) =>
    made('AWS::KMS::ReplicaKey', { PrimaryKeyArn: parameter(t), KeyPolicy: doc(DECRYPT) })(r, t),
  'external filtering that cannot be read': unread('Settings', 'AllowExternalDataFiltering'),
  'full-table access that cannot be read': unread('Settings', 'AllowFullTableExternalDataAccess'),
  'a mutation type that cannot be read': unread('Settings', 'MutationType'),
  'hybrid access that cannot be read': unread('Location', 'HybridAccessEnabled'),
  'the service-linked role, perhaps': unread('Location', 'UseServiceLinkedRole'),
  'a work group that perhaps enforces nothing': unread(
    'Workgroup',
    'WorkGroupConfiguration',
    'EnforceWorkGroupConfiguration',
  ),
  'a trail that is perhaps off': unread('Trail', 'IsLogging'),
  'a rule that is perhaps off': unread('Watch', 'State'),
  'copies, perhaps': unread('RawBucket', 'ReplicationConfiguration'),
};

const STAYS: Record<string, Change> = {
  'nothing changed': () => undefined,
  'a list of transforms with none but functions': (_, t) => {
    t.Transform = ['AWS::LanguageExtensions'];
  },
  'a loop of topics': (r) => {
    r['Fn::ForEach::T'] = ['Name', ['a', 'b'], { ['Topic$'.concat('{Name}')]: { Type: 'AWS::SNS::Topic' } }];
  },
  'a topic in one account': (r, t) => {
    t.Conditions = { C: equals(ACCOUNT, '123412341234') };
    r.Planted = { Type: 'AWS::SNS::Topic', Condition: 'C' };
  },
  'topics in each of six regions': (r, t) => {
    const regions = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-north-1', 'ap-south-1', 'sa-east-1'];
    t.Conditions = Object.fromEntries(regions.map((region, at) => [`R${at}`, equals(REGION, region)]));
    for (const at of regions.keys()) r[`Topic${at}`] = { Type: 'AWS::SNS::Topic', Condition: `R${at}` };
  },
  'figures about constructs, by region': (r, t) => {
    t.Conditions = {
      CDKMetadataAvailable: { 'Fn::Or': ['us-east-1', 'eu-west-1'].map((text) => equals(REGION, text)) },
    };
    r.CDKMetadata = { Type: 'AWS::CDK::Metadata', Properties: {}, Condition: 'CDKMetadataAvailable' };
  },
  'a narrower filter': (r) => {
    r.Filter.Properties.RowFilter.FilterExpression += " AND kind = 'key'";
  },
  'the same filter in other words': (r) => {
    r.Filter.Properties.RowFilter.FilterExpression = "NOT app <> 'editor'";
  },
  'figures of storage': made('AWS::S3::StorageLens', {
    StorageLensConfiguration: { Id: 'x', Include: { Buckets: [{ 'Fn::GetAtt': ['RawBucket', 'Arn'] }] } },
  }),
  'with which key jobs encrypt': made('AWS::Glue::SecurityConfiguration', {
    EncryptionConfiguration: { CloudWatchEncryption: { KmsKeyArn: { 'Fn::GetAtt': ['RawKey', 'Arn'] } } },
  }),
  'how many requests are traced': made('AWS::XRay::SamplingRule', {
    SamplingRule: { ServiceName: 'Lake-RedactFunction' },
  }),
  'an alarm': made('AWS::CloudWatch::Alarm', {
    MetricName: 'Errors',
    Dimensions: [{ Name: 'FunctionName', Value: { Ref: 'RedactFunction' } }],
  }),
  'a tag with the name of the database': made('AWS::RDS::DBInstance', { Tags: [{ Key: 'app', Value: 'activity' }] }),
  'a policy of the organisation that narrows': made('AWS::Organizations::Policy', {
    Type: 'SERVICE_CONTROL_POLICY',
    Content: {},
  }),
  'a user without rights in a group of ours': (r) => {
    r.Group = { Type: 'AWS::IAM::Group', Properties: {} };
    r.User = { Type: 'AWS::IAM::User', Properties: { Groups: [{ Ref: 'Group' }] } };
  },
  'a role of support': (r) => {
    r.Planted = role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/job-function/SupportUser'] });
  },
  'an auditor of settings': (r) => {
    r.Planted = role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/SecurityAudit'] });
  },
  'a job of somebody else': (r) => {
    r.JobRole = role({}, { Service: 'glue.amazonaws.com' });
    r.Job = { Type: 'AWS::Glue::Job', Properties: { Role: { Ref: 'JobRole' }, Command: { Name: 'glueetl' } } };
    r.Planted = role(may(['glue:*', 'iam:PassRole'], { 'Fn::GetAtt': ['JobRole', 'Arn'] }));
  },
  'a permission for another function': (r) => {
    r.Other = { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'other', Code: { ZipFile: '' } } };
    permission('other')(r, {});
  },
  'a policy for a bucket of another name': (r, t) =>
    made('AWS::S3::BucketPolicy', {
      Bucket: sub(`other-<${Object.values(parameter(t))[0]}>`),
      PolicyDocument: doc({ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }),
    })(r, t),
  'a role of another account by a number': (r) => {
    r.Planted = role(may('s3:ListAllMyBuckets'), { AWS: STRANGER });
  },
  'flags written as texts': (r) => {
    r.Settings.Properties.AllowExternalDataFiltering = 'false';
    r.Trail.Properties.IsLogging = 'true';
  },
  'settings that replace': (r) => {
    r.Settings.Properties.MutationType = 'REPLACE';
  },
  'a queue, its key by alias': (r) => {
    r.Queue = { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: 'alias/aws/sqs' } };
  },
  'a parameter with a default': (r, t) => {
    t.Parameters = { Days: { Type: 'Number', Default: 14 } };
    r.Log = { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: { Ref: 'Days' } } };
  },
};

describe('a template that says more than its plain names', () => {
  it.each(Object.entries(FALLS))('%s', (_, change) => expect(['refuted', 'undecided']).toContain(verdictOf(change)));
});

describe('a change that opens nothing stays proved', () => {
  it.each(Object.entries(STAYS))('%s', (_, change) => expect(verdictOf(change)).toBe('proved'));
});

describe('flags', () => {
  const RANK = ['proved', 'undecided', 'refuted'];
  /** Every flag that the fixture sets, and every flag that the model reads and the fixture leaves out. */
  const paths: [string, ...string[]][] = [
    ...Object.entries(lakeTemplate().Resources as Template).flatMap(([id, { Properties }]) =>
      flagsIn(Properties, [id]),
    ),
    ['Settings', 'AllowExternalDataFiltering'],
    ['Settings', 'AllowFullTableExternalDataAccess'],
    ['Location', 'WithFederation'],
    ['Location', 'WithPrivilegedAccess'],
    ['RawKey', 'MultiRegion'],
    ['RawBucket', 'ObjectLockEnabled'],
    ['Trail', 'IncludeGlobalServiceEvents'],
  ];

  function flagsIn(value: unknown, path: [string, ...string[]]): [string, ...string[]][] {
    if (typeof value === 'boolean') return [path];
    if (typeof value !== 'object' || value === null || 'Statement' in value) return [];
    return Object.entries(value).flatMap(([key, each]) => flagsIn(each, [...path, key] as [string, ...string[]]));
  }

  const withFlag =
    ([id, ...path]: [string, ...string[]], value: boolean): Change =>
    (r) => {
      let at = r[id].Properties;
      for (const key of path.slice(0, -1)) at = at[key] ??= {};
      at[path.at(-1) as string] = value;
    };

  it.each(paths.map((path) => [path.join('.'), path] as const))('%s is no safer unread than on or off', (_, path) => {
    const ways = [true, false].map((value) => RANK.indexOf(verdictOf(withFlag(path, value))));
    expect(RANK.indexOf(verdictOf(unread(...path)))).toBeGreaterThanOrEqual(Math.min(1, Math.max(...ways)));
  });
});
