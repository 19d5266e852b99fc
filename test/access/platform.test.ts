import { beforeAll, describe, expect, it } from 'vitest';
import { type Proof, prove } from '../../lib/access/index.ts';
import { platformTemplates } from '../platform/synthesized.ts';
import { present } from '../present.ts';
import { place, platformDeclaration } from './fixtures/platform.ts';

// biome-ignore lint/suspicious/noExplicitAny: a mutation reaches into templates of every shape
type Templates = Record<string, { Resources: Record<string, any>; Conditions?: object; Parameters?: object }>;
let templates: Templates;
const declaration = platformDeclaration();
const proofOf = (given: Templates): Proof => prove(given, declaration, place);
/** The family of one claim alone: the others take most of the time of a proof. */
const familyOf = (given: Templates, id: string): Proof =>
  prove(given, { ...declaration, claims: [id.split('/')[0] ?? id] }, place);
const fallen = (proof: Proof) =>
  proof.claims.filter((claim) => claim.verdict !== 'proved').map((claim) => `${claim.id}: ${claim.because}`);

beforeAll(async () => {
  templates = (await platformTemplates()) as Templates;
});

const changed = (change: (all: Templates) => void): Templates => {
  const copy = structuredClone(templates);
  change(copy);
  return copy;
};

/** The resource of a type whose logical id begins so. */
// biome-ignore lint/suspicious/noExplicitAny: see above
function find(all: Templates, type: string, begins: string): any {
  for (const template of Object.values(all)) {
    for (const [logicalId, resource] of Object.entries(template.Resources)) {
      if (resource.Type === type && logicalId.startsWith(begins)) return resource.Properties;
    }
  }
  throw new Error(`no ${type} ${begins}`);
}

const statementsOf = (all: Templates, type: string, begins: string) => {
  const properties = find(all, type, begins);
  return (properties.PolicyDocument ?? properties.KeyPolicy).Statement;
};
const addRole = (all: Templates, name: string, statements: object[], service = 'lambda.amazonaws.com') => {
  const [first] = Object.values(all);
  if (!first) return;
  first.Resources[name] = {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' },
      },
      Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
    },
  };
};
const allow = (Action: string | string[], Resource: unknown = '*') => ({ Effect: 'Allow', Action, Resource });

it('proves the app of this project', () => {
  const proof = proofOf(templates);
  expect(fallen(proof)).toEqual([]);
  expect(proof.notUnderstood).toEqual([]);
});

const OPENED: [string, (all: Templates) => void, string][] = [
  [
    'root may use the raw key',
    (all) => {
      statementsOf(all, 'AWS::KMS::Key', 'RawKey')[0].Action = 'kms:*';
    },
    'two-locks/raw/key',
  ],
  [
    'the raw bucket lets everybody read',
    (all) => {
      const statements = statementsOf(all, 'AWS::S3::BucketPolicy', 'RawPolicy');
      statements.splice(
        statements.findIndex((statement: { Sid: string }) => statement.Sid === 'DenyReadUnlessListed'),
        1,
      );
    },
    'two-locks/raw/bucket',
  ],
  [
    'a role may pass the redacting role',
    (all) => addRole(all, 'Ops', [allow('iam:PassRole'), allow('lambda:CreateFunction')]),
    'no-escalation/raw/templates',
  ],
  [
    'a role may change the code',
    (all) => addRole(all, 'Ops', [allow('lambda:Update*')]),
    'no-escalation/raw/templates',
  ],
  [
    'a chain of roles',
    (all) => {
      addRole(all, 'Middle', [allow('iam:UpdateAssumeRolePolicy')]);
      const [first] = Object.values(all);
      if (first)
        first.Resources.Middle.Properties.AssumeRolePolicyDocument.Statement.Principal = {
          AWS: { 'Fn::GetAtt': ['Analyst', 'Arn'] },
        };
      addRole(all, 'Analyst', []);
    },
    'no-escalation/raw/templates',
  ],
  [
    'the sentinel does not watch keys',
    (all) => {
      for (const template of Object.values(all)) {
        for (const resource of Object.values(template.Resources)) {
          if (resource.Type === 'AWS::Events::Rule' && JSON.stringify(resource).includes('kms.amazonaws.com'))
            resource.Properties.State = 'DISABLED';
          if (resource.Type === 'AWS::Events::Rule' && JSON.stringify(resource).includes('"s3.amazonaws.com"'))
            resource.Properties.State = 'DISABLED';
        }
      }
    },
    'no-silent-administrator/raw',
  ],
  [
    'a team trusts its account',
    (all) => {
      for (const statement of find(all, 'AWS::IAM::Role', 'textmodelsRole').AssumeRolePolicyDocument.Statement)
        delete statement.Condition.ArnLike;
    },
    'no-escalation/derived/trust',
  ],
  [
    'a role may hand CloudFormation the deployment role',
    (all) => addRole(all, 'Ops', [allow('iam:PassRole'), allow('cloudformation:CreateStack')]),
    'no-escalation/raw/templates',
  ],
  [
    'root may grant use of the raw key',
    (all) => {
      statementsOf(all, 'AWS::KMS::Key', 'RawKey')[0].Action.push('kms:CreateGrant');
    },
    'two-locks/raw/key',
  ],
  [
    'the redacting function answers everybody',
    (all) => {
      const [first] = Object.values(all);
      if (first)
        first.Resources.Open = {
          Type: 'AWS::Lambda::Permission',
          Properties: {
            FunctionName: 'strongroom-redact',
            Action: 'lambda:InvokeFunctionUrl',
            Principal: '*',
            FunctionUrlAuthType: 'NONE',
          },
        };
    },
    'no-side-doors/raw/callers',
  ],
  [
    'a macro',
    (all) => {
      const [first] = Object.values(all);
      if (first) (first as Record<string, unknown>).Transform = 'Mine';
    },
    'two-locks',
  ],
  [
    'a resource of a type that is not known, about the raw bucket',
    (all) => {
      const [first] = Object.values(all);
      if (first)
        first.Resources.Strange = {
          Type: 'AWS::New::Thing',
          Properties: {
            Bucket: {
              'Fn::Sub': 'strongroom-raw-<A>-<R>'
                .replace('<A>', '${'.concat('AWS::AccountId}'))
                .replace('<R>', '${'.concat('AWS::Region}')),
            },
          },
        };
    },
    'two-locks/raw/bucket',
  ],
];

/** Policies that AWS manages, for a role of an adopter's: what falls, if anything does. */
const MANAGED: [string, string | null][] = [
  ['AdministratorAccess', 'no-escalation/raw/templates'],
  ['PowerUserAccess', 'no-escalation/raw/templates'],
  ['IAMFullAccess', 'no-escalation/raw/templates'],
  ['AWSLambda_FullAccess', 'no-escalation/raw/templates'],
  ['ReadOnlyAccess', 'no-side-doors/raw/closed'],
  ['CloudWatchLogsReadOnlyAccess', 'no-side-doors/raw/closed'],
  // A principal that may write bucket policies and settings reads what is written from then on.
  ['AmazonS3FullAccess', 'no-escalation/raw/templates'],
  ['AmazonS3ReadOnlyAccess', null],
  ['SecurityAudit', null],
  ['job-function/ViewOnlyAccess', null],
  ['job-function/Billing', null],
  ['IAMReadOnlyAccess', null],
  ['AmazonSSMManagedInstanceCore', null],
  ['service-role/AmazonECSTaskExecutionRolePolicy', null],
];

describe('a role with a policy that AWS manages', () => {
  it.each(MANAGED)('%s', (name, id) => {
    const proved = (given: Templates) => (id === null ? proofOf(given) : familyOf(given, id));
    const found = proved(
      changed((all) => {
        addRole(all, 'Other', [], 'ecs-tasks.amazonaws.com');
        const [first] = Object.values(all);
        if (first)
          first.Resources.Other.Properties.ManagedPolicyArns = [
            { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::aws:policy/${name}`]] },
          ];
      }),
    );
    const refuted = found.claims.filter((claim) => claim.verdict === 'refuted').map((claim) => claim.id);
    if (id === null) expect(fallen(found)).toEqual([]);
    else expect(refuted).toContain(id);
  });
});

describe('the app with one thing changed', () => {
  it.each(OPENED)('%s', (_, change, id) => {
    expect(fallen(familyOf(changed(change), id)).some((claim) => claim.startsWith(id))).toBe(true);
  });
});

const inert = (all: Templates, name: string, Type: string, Properties: object = {}) => {
  const [first] = Object.values(all);
  if (first) first.Resources[name] = { Type, Properties };
};

const HARMLESS: [string, (all: Templates) => void][] = [
  ['a role that reads another bucket', (all) => addRole(all, 'Other', [allow('s3:GetObject', 'arn:aws:s3:::other/*')])],
  ['a role that reads every bucket it is let into', (all) => addRole(all, 'Other', [allow(['s3:Get*', 's3:List*'])])],
  ['a role that decrypts with every key it is let use', (all) => addRole(all, 'Other', [allow('kms:Decrypt')])],
  [
    'a role that reads and decrypts everything it may',
    (all) => addRole(all, 'Other', [allow(['s3:Get*', 's3:List*', 'kms:Decrypt', 'kms:GenerateDataKey'])]),
  ],
  [
    'a role that writes everywhere but where code is taken from',
    (all) =>
      addRole(all, 'Other', [
        allow(['s3:*Object*', 'kms:Decrypt', 'kms:GenerateDataKey']),
        { Effect: 'Deny', Action: ['s3:PutObject', 's3:ReplicateObject'], Resource: 'arn:aws:s3:::cdk-*-assets-*' },
      ]),
  ],
  [
    'a role that passes another role',
    (all) =>
      addRole(all, 'Other', [
        allow('iam:PassRole', 'arn:aws:iam::*:role/other'),
        allow('lambda:*', 'arn:aws:lambda:*:*:function:other'),
      ]),
  ],
  [
    'a role that creates functions but passes no role',
    (all) => addRole(all, 'Other', [allow('lambda:CreateFunction')]),
  ],
  ['a role that passes roles to what it cannot create', (all) => addRole(all, 'Other', [allow('iam:PassRole')])],
  ['a role that assumes whatever trusts it', (all) => addRole(all, 'Other', [allow('sts:AssumeRole')])],
  ['a role that invokes every function', (all) => addRole(all, 'Other', [allow('lambda:InvokeFunction')])],
  [
    'a role that lists everything',
    (all) =>
      addRole(all, 'Other', [
        allow(['iam:List*', 'iam:Get*', 's3:List*', 'kms:List*', 'kms:Describe*', 'lambda:List*', 'glue:Get*']),
      ]),
  ],
  ['a role that is denied everything', (all) => addRole(all, 'Other', [allow('*'), { ...allow('*'), Effect: 'Deny' }])],
  [
    'a role that may do anything but what matters',
    (all) =>
      addRole(all, 'Other', [
        {
          Effect: 'Allow',
          NotAction: [
            'iam:*',
            's3:*',
            'kms:*',
            'lambda:*',
            'sts:*',
            'lakeformation:*',
            'glue:*',
            'sqs:*',
            'logs:*',
            'athena:*',
            'events:*',
            'apigateway:*',
            'sns:*',
            'dynamodb:*',
            'kinesis:*',
            'ssm:*',
            'secretsmanager:*',
            'firehose:*',
            'scheduler:*',
            'pipes:*',
            'cloudformation:*',
            'oam:*',
          ],
          Resource: '*',
        },
      ]),
  ],
  ['a role for EC2', (all) => addRole(all, 'Other', [allow('ec2:*')], 'ec2.amazonaws.com')],
  [
    'a role that queries in a work group of nobody',
    (all) => addRole(all, 'Other', [allow('athena:StartQueryExecution', 'arn:aws:athena:*:*:workgroup/other')]),
  ],
  [
    'a role that reads the logs of another function',
    (all) =>
      addRole(all, 'Other', [
        allow(['logs:GetLogEvents', 'logs:FilterLogEvents'], 'arn:aws:logs:*:*:log-group:/aws/lambda/web-*:*'),
      ]),
  ],
  ['a role with GetDataAccess and no grant', (all) => addRole(all, 'Other', [allow('lakeformation:GetDataAccess')])],
  ['a bucket', (all) => inert(all, 'Other', 'AWS::S3::Bucket')],
  [
    'a key',
    (all) =>
      inert(all, 'Other', 'AWS::KMS::Key', {
        KeyPolicy: {
          Version: '2012-10-17',
          Statement: [{ ...allow('kms:*'), Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::000000000000:root' } } }],
        },
      }),
  ],
  ['a queue', (all) => inert(all, 'Other', 'AWS::SQS::Queue')],
  ['a topic', (all) => inert(all, 'Other', 'AWS::SNS::Topic')],
  ['a log group', (all) => inert(all, 'Other', 'AWS::Logs::LogGroup')],
  [
    'a database',
    (all) =>
      inert(all, 'Other', 'AWS::Glue::Database', {
        DatabaseInput: { Name: 'other', CreateTableDefaultPermissions: [] },
      }),
  ],
  ['an alarm', (all) => inert(all, 'Other', 'AWS::CloudWatch::Alarm')],
  ['a schedule group', (all) => inert(all, 'Other', 'AWS::Scheduler::ScheduleGroup')],
  [
    'a resource of a type that is not known, about nothing here',
    (all) => inert(all, 'Other', 'AWS::New::Thing', { Name: 'other' }),
  ],
  [
    'a deny more on the raw bucket',
    (all) =>
      statementsOf(all, 'AWS::S3::BucketPolicy', 'RawPolicy').push({
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: '*',
        Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } },
      }),
  ],
  [
    'the statements of the raw bucket the other way round',
    (all) => statementsOf(all, 'AWS::S3::BucketPolicy', 'RawPolicy').reverse(),
  ],
  [
    'the statements of the raw key the other way round',
    (all) => statementsOf(all, 'AWS::KMS::Key', 'RawKey').reverse(),
  ],
  [
    'a role that may write to the raw key only',
    (all) =>
      statementsOf(all, 'AWS::KMS::Key', 'RawKey').push({
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:role/w' },
        Action: ['kms:GenerateDataKey', 'kms:Encrypt', 'kms:DescribeKey'],
        Resource: '*',
      }),
  ],
  [
    'a shorter life',
    (all) => {
      find(all, 'AWS::S3::Bucket', 'RawBucket').LifecycleConfiguration.Rules[0].ExpirationInDays = 2;
    },
  ],
  [
    'the deny written as StringNotEquals',
    (all) => {
      for (const statement of statementsOf(all, 'AWS::S3::BucketPolicy', 'RawPolicy')) {
        if (statement.Condition?.ArnNotEquals)
          statement.Condition = { StringNotEquals: statement.Condition.ArnNotEquals };
      }
    },
  ],
  [
    'a condition that the templates leave open, about nothing here',
    (all) => {
      inert(all, 'Other', 'AWS::SNS::Topic');
      const template = present(Object.values(all)[0]);
      template.Conditions = { Open: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } };
      template.Parameters = { ...template.Parameters, P: { Type: 'String' } };
      template.Resources.Other.Condition = 'Open';
    },
  ],
];

describe('harmless changes stay proved', () => {
  it('are at least thirty', () => expect(HARMLESS.length).toBeGreaterThanOrEqual(30));
  it.each(HARMLESS)('%s', (_, change) => expect(fallen(proofOf(changed(change)))).toEqual([]));
});
