import { describe, expect, it } from 'vitest';
import { type App, decide, lakePermissions, readApp } from '../../lib/access/index.ts';
import { lakeTemplate } from './fixtures/lake.ts';

const environment = { accountId: '111122223333', region: 'eu-west-1', partition: 'aws' };
const app = readApp({ Lake: lakeTemplate() }, environment);
const roleArn = (name: string) => `arn:aws:iam::111122223333:role/Lake-${name}`;
const object = 'arn:aws:s3:::lake-rawbucket/segments/a.gz';

describe('readApp', () => {
  it('understands the whole fixture', () => {
    expect(app.notUnderstood).toEqual([]);
    expect(app.freeConditions).toEqual([]);
  });

  it('gives unnamed resources distinct names that references agree on', () => {
    const raw = app.buckets.find((bucket) => bucket.logicalId === 'RawBucket');
    expect(raw).toMatchObject({
      arn: 'arn:aws:s3:::lake-rawbucket',
      versioned: true,
      constructPath: 'Lake/Raw/Bucket',
    });
    expect(raw?.keyArn).toBe(app.keys.find((key) => key.logicalId === 'RawKey')?.arn);
    expect(raw?.policy?.statements.map((statement) => statement.sid)).toEqual(['OnlyListedRoles', 'OnlyTls']);
    expect(raw?.lifecycle).toEqual([
      { enabled: true, prefix: '', partial: false, expirationDays: 30, noncurrentDays: 1, abortUploadDays: 1 },
    ]);
  });

  it('finds the policies of a role wherever they are, and its boundary', () => {
    const team = app.roles.find((role) => role.logicalId === 'TeamRole');
    expect(team?.policies.map((policy) => policy.label)).toEqual(['queries']);
    expect(team?.boundary?.label).toBe('Lake-TeamBoundary');
    expect(app.roles.find((role) => role.logicalId === 'RedactRole')?.policies).toHaveLength(1);
  });

  it.each([
    ['plain', '{{resolve:ssm:/who}}'],
    ['in a substitution', { 'Fn::Sub': '{{resolve:ssm:/who/'.concat('${', 'AWS::Region}}}') }],
    ['in a join', { 'Fn::Join': ['', ['{{resolve:ssm:/who/', { Ref: 'AWS::Region' }, '}}']] }],
    ['in a selection', { 'Fn::Select': [1, ['a', '{{resolve:ssm:/who}}']] }],
    ['in a map', { 'Fn::FindInMap': ['M', 'a', 'b'] }],
    ['in the default of a parameter', { Ref: 'P' }],
  ])('takes a reference that is looked up at deployment for unknown, %s', (_, value) => {
    const template = {
      Parameters: { P: { Type: 'String', Default: '{{resolve:ssm:/who}}' } },
      Mappings: { M: { a: { b: '{{resolve:ssm:/who}}' } } },
      Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: { Tags: value } } },
    };
    const { resources, lookups } = readApp({ Base: template }, environment);
    expect(resources[0]?.properties.Tags).toBe('\uE000');
    expect(lookups).toMatchObject([
      { template: 'Base', logicalId: 'Q', reference: expect.stringMatching(/^\{\{resolve:ssm:\/who/) },
    ]);
  });

  it('resolves exports and imports across templates', () => {
    const templates = {
      Base: {
        Resources: { Bucket: { Type: 'AWS::S3::Bucket' } },
        Outputs: { Out: { Value: { 'Fn::GetAtt': ['Bucket', 'Arn'] }, Export: { Name: 'Base:Bucket' } } },
      },
      Use: {
        Resources: {
          Policy: {
            Type: 'AWS::IAM::ManagedPolicy',
            Properties: {
              PolicyDocument: {
                Version: '2012-10-17',
                Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::ImportValue': 'Base:Bucket' } },
              },
            },
          },
          Role: {
            Type: 'AWS::IAM::Role',
            Properties: { AssumeRolePolicyDocument: { Statement: [] }, ManagedPolicyArns: [{ Ref: 'Policy' }] },
          },
        },
      },
    };
    const [role] = readApp(templates, environment).roles;
    expect(role?.policies[0]?.statements[0]?.resource?.items).toEqual(['arn:aws:s3:::base-bucket']);
  });

  it('resolves what a nested stack is given and what it gives back', () => {
    const nested = {
      Parameters: { Given: { Type: 'String' } },
      Resources: {
        Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: { Ref: 'Given' }, AssumeRolePolicyDocument: {} } },
      },
      Outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
    };
    const parent = {
      Resources: {
        Nested: {
          Type: 'AWS::CloudFormation::Stack',
          Properties: { Parameters: { Given: 'chosen' } },
          Metadata: { 'aws:asset:path': 'Child.nested.template.json' },
        },
        Policy: {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: { Description: { 'Fn::GetAtt': ['Nested', 'Outputs.RoleArn'] }, PolicyDocument: {} },
        },
      },
    };
    const read = readApp({ Parent: parent, 'Child.nested.template.json': nested }, environment);
    expect(read.roles[0]?.arn).toBe('arn:aws:iam::111122223333:role/chosen');
    expect(read.resources.find((resource) => resource.logicalId === 'Policy')?.properties.Description).toBe(
      read.roles[0]?.arn,
    );
  });

  it.each([
    ['text that is not JSON', { A: '{"Resources":' }],
    ['a list', { A: [] }],
    ['no resources', { A: {} }],
    ['a resource without a type', { A: { Resources: { X: {} } } }],
    [
      'an export that is defined by itself',
      {
        A: {
          Resources: { R: { Type: 'AWS::IAM::Role', Properties: { RoleName: { 'Fn::ImportValue': 'e' } } } },
          Outputs: { O: { Value: { 'Fn::ImportValue': 'e' }, Export: { Name: 'e' } } },
        },
      },
    ],
  ])('refuses %s', (_, templates) => {
    expect(() => readApp(templates as Record<string, unknown>, environment)).toThrow(
      expect.objectContaining({ code: 'ACCESS_TEMPLATE' }),
    );
  });
});

it('a rule has its bus in its ARN, unless that is the default one', () => {
  const rule = (EventBusName?: unknown) => ({
    Type: 'AWS::Events::Rule',
    Properties: { Name: 'watch', ...(EventBusName === undefined ? {} : { EventBusName }) },
  });
  const Resources = {
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'own' } },
    ...{ Plain: rule(), Default: rule('default'), Named: rule('own'), Referred: rule({ Ref: 'Bus' }) },
    ByArn: rule({ 'Fn::GetAtt': ['Bus', 'Arn'] }),
  };
  const { resources } = readApp({ T: { Resources } }, { accountId: '111122223333', region: 'eu-west-1' });
  const arns = new Map(resources.map(({ logicalId, arn }) => [logicalId, arn?.split(':').at(-1)]));
  expect(['Plain', 'Default', 'Named', 'Referred', 'ByArn'].map((id) => arns.get(id))).toEqual([
    ...['rule/watch', 'rule/watch', 'rule/own/watch', 'rule/own/watch', 'rule/own/watch'],
  ]);
});

describe('decide', () => {
  const key = app.keys.find((candidate) => candidate.logicalId === 'RawKey')?.arn ?? '';
  const viaS3 = {
    'kms:ViaService': 's3.eu-west-1.amazonaws.com',
    'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::lake-rawbucket',
  };
  const read = (principal: string, more: Partial<Parameters<typeof decide>[1]> = {}) =>
    decide(app, { principal, action: 's3:GetObject', resource: object, ...more });

  it('lets the listed role read, by session too', () => {
    expect(read(roleArn('RedactRole')).decision).toBe('Allowed');
    expect(read('arn:aws:sts::111122223333:assumed-role/Lake-RedactRole/s').decision).toBe('Allowed');
    const decrypt = { action: 'kms:Decrypt', resource: key };
    expect(decide(app, { principal: roleArn('RedactRole'), ...decrypt, context: viaS3 }).decision).toBe('Allowed');
    expect(decide(app, { principal: roleArn('RedactRole'), ...decrypt }).decision).toBe('ImplicitlyDenied');
  });

  it('denies an administrator and says by which statement of which construct', () => {
    const anything = [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }];
    const answer = read('arn:aws:iam::111122223333:role/Admin', { identityPolicies: anything });
    expect(answer.decision).toBe('ExplicitlyDenied');
    expect(answer.statements).toEqual([
      expect.objectContaining({
        sid: 'OnlyListedRoles',
        origin: { template: 'Lake', logicalId: 'RawBucketPolicy', constructPath: 'Lake/Raw/Bucket/Policy' },
      }),
    ]);
    const decrypt = { action: 'kms:Decrypt', resource: key, context: viaS3, identityPolicies: anything };
    expect(decide(app, { principal: 'arn:aws:iam::111122223333:role/Admin', ...decrypt }).decision).toBe(
      'ImplicitlyDenied',
    );
  });

  it('denies plain HTTP', () => {
    const answer = read(roleArn('RedactRole'), { context: { 'aws:SecureTransport': 'false' } });
    expect(answer.statements.map((statement) => statement.sid)).toEqual(['OnlyTls']);
  });
});

describe('lakePermissions', () => {
  it('gives the columns and rows of the one grant, and what serves them', () => {
    expect(lakePermissions(app, roleArn('TeamRole'))).toEqual([
      expect.objectContaining({
        database: 'activity',
        table: 'activity',
        columns: ['kind', 'app'],
        rowFilter: "app = 'editor'",
        filterName: 'team_0a1b2c3d',
        grant: 'Grant',
        registration: expect.objectContaining({ roleArn: roleArn('RegistrationRole'), hybrid: false }),
      }),
    ]);
    expect(lakePermissions(app, roleArn('RedactRole'))).toEqual([]);
  });

  it('counts a table whose database leaves default permissions open', () => {
    const template = lakeTemplate();
    template.Resources.Database.Properties = { DatabaseInput: { Name: 'activity' } };
    const open: App = readApp({ Lake: template }, environment);
    expect(lakePermissions(open, roleArn('RedactRole'))).toEqual([
      expect.objectContaining({ columns: '*', rowFilter: null, grant: 'default permissions' }),
    ]);
  });
});
