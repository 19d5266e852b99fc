import { beforeAll, expect, it } from 'vitest';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { prove, readApp } from '../../lib/access/index.ts';
import { declarationOf } from '../../lib/governance/declaration.ts';
import { platformTemplates } from '../platform/synthesized.ts';
import { present } from '../present.ts';
import { place } from './fixtures/platform.ts';

// biome-ignore lint/suspicious/noExplicitAny: a change reaches into resources of every shape
type Properties = Record<string, any>;
type Template = {
  Resources: Record<string, { Type: string; Properties: Properties; Condition?: string }>;
  Parameters?: Properties;
  Conditions?: Properties;
  Transform?: unknown;
};

/** Changes of an infrastructure team: new resources by type, and changes of resources of the app. */
class Change {
  readonly templates: Record<string, Template>;
  #count = 0;

  constructor(templates: Record<string, unknown>) {
    this.templates = structuredClone(templates) as Record<string, Template>;
  }

  add(type: string, properties: Properties): string {
    const [template] = Object.values(this.templates);
    const id = `Planted${this.#count++}`;
    if (template) template.Resources[id] = { Type: type, Properties: properties };
    return id;
  }

  find(type: string, id: RegExp): Properties {
    for (const { Resources } of Object.values(this.templates))
      for (const [name, resource] of Object.entries(Resources))
        if (resource.Type === type && id.test(name)) return resource.Properties;
    throw new Error(`no ${type} ${id}`);
  }

  role(statements: object[], more: Properties = {}): string {
    const trust = [{ Effect: 'Allow', Principal: { AWS: place.accountId }, Action: 'sts:AssumeRole' }];
    const Policies = statements.length > 0 ? [{ PolicyName: 'p', PolicyDocument: doc(...statements) }] : [];
    return this.add('AWS::IAM::Role', { AssumeRolePolicyDocument: doc(...trust), Policies, ...more });
  }
}

const doc = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: string | string[], Resource: unknown = '*') => ({ Effect: 'Allow', Action, Resource });
const ELSEWHERE = '999988887777';
const lockOf = (change: Change): Properties =>
  change
    .find('AWS::S3::BucketPolicy', /^Raw/)
    .PolicyDocument.Statement.find(({ Sid }: Properties) => Sid === 'DenyReadUnlessListed');

let templates: Record<string, unknown>;
beforeAll(async () => {
  templates = await platformTemplates();
});

const fallen = (plant: (change: Change) => void): string[] => {
  const change = new Change(templates);
  plant(change);
  const declaration = declarationOf({ access, program, environment }, readApp(change.templates, place));
  return prove(change.templates, declaration, place)
    .claims.filter(({ verdict }) => verdict !== 'proved')
    .map(({ id, because }) => `${id}: ${because}`);
};

/** All changes in one app: a change that is harmless alone is harmless beside the others. */
it('changes that infrastructure teams make every week leave each claim proved', () => {
  const found = fallen((change) => {
    change.role([allow(['cloudwatch:GetMetricData', 'cloudwatch:PutMetricAlarm', 'xray:BatchGetTraces', 'ce:*'])]);
    change.role([allow(['s3:ListAllMyBuckets', 's3:GetBucketTagging', 'tag:GetResources', 'servicequotas:*'])]);
    change.role([allow(['kms:DescribeKey', 'kms:ListAliases', 'lambda:ListFunctions', 'lambda:GetPolicy'])]);
    for (const name of ['SecurityAudit', 'job-function/ViewOnlyAccess', 'job-function/SupportUser'])
      change.role([], { ManagedPolicyArns: [`arn:aws:iam::aws:policy/${name}`] });
    const topic = change.add('AWS::SNS::Topic', {});
    change.add('AWS::CloudWatch::Alarm', { AlarmActions: [{ Ref: topic }], MetricName: 'Errors' });
    const alarms = `arn:aws:sns:${place.region}:${place.accountId}:strongroom-alarms`;
    change.add('AWS::SNS::Subscription', { TopicArn: alarms, Protocol: 'email', Endpoint: 'operators@example.com' });
    const stacks = `arn:aws:cloudformation:${place.region}:${place.accountId}:stack/acme-*/*`;
    change.role([allow(['cloudformation:CreateStack', 'cloudformation:UpdateStack'], stacks)]);
    change.add('AWS::S3::Bucket', { BucketName: 'acme-site' });
    const table = change.add('AWS::DynamoDB::Table', { KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' }] });
    change.role([allow('dynamodb:*', { 'Fn::GetAtt': [table, 'Arn'] })]);
    const secret = change.add('AWS::SecretsManager::Secret', { GenerateSecretString: {} });
    change.role([allow('secretsmanager:GetSecretValue', { Ref: secret })]);
    const key = { KeyPolicy: doc({ ...allow('kms:*'), Principal: { AWS: place.accountId } }) };
    change.add('AWS::KMS::Key', key);
    for (const type of ['GuardDuty::Detector', 'SecurityHub::Hub', 'Cognito::UserPool', 'EC2::VPC', 'ECS::Cluster'])
      change.add(`AWS::${type}`, {});
    change.find('AWS::Lambda::Function', /redact/i).MemorySize = 3008;
    change.find('AWS::Lambda::Function', /redact/i).Layers = [
      'arn:aws:lambda:eu-west-1:094274105915:layer:AWSLambdaPowertoolsTypeScriptV2:1',
    ];
    change.find('AWS::S3::Bucket', /^Raw/).Tags = [{ Key: 'cost-center', Value: '42' }];
    const filter = change.find('AWS::LakeFormation::DataCellsFilter', /./).RowFilter;
    filter.FilterExpression = filter.FilterExpression.replace("'XA', 'XB'", "'XA'");
  });
  expect(found).toEqual([]);
});

it.each<[string, (change: Change) => void]>([
  [
    'a layer of another account runs as redact',
    (change) => {
      const layer = `arn:aws:lambda:eu-west-1:${ELSEWHERE}:layer:x:1`;
      change.find('AWS::Lambda::Function', /redact/i).Layers = [layer];
    },
  ],
  [
    'only the deployment knows whose layer runs as redact',
    (change) => {
      change.find('AWS::Lambda::Function', /redact/i).Layers = ['{{resolve:ssm:/shared/layer}}'];
    },
  ],
  [
    'only the deployment knows whose image runs as redact',
    (change) => {
      change.find('AWS::Lambda::Function', /redact/i).Code = { ImageUri: { Ref: 'Image' } };
      for (const template of Object.values(change.templates))
        Object.assign(template, { Parameters: { Image: { Type: 'String' } } });
    },
  ],
  [
    'a policy of the whole catalogue is written as a text',
    (change) => {
      const statement = { ...allow('glue:*'), Principal: { AWS: ELSEWHERE } };
      change.add('AWS::Glue::ResourcePolicy', { PolicyInJson: JSON.stringify(doc(statement)) });
    },
  ],
  [
    'the lock names roles by a pattern',
    (change) => {
      lockOf(change).Condition = { ArnNotLike: { 'aws:PrincipalArn': [`arn:aws:iam::${place.accountId}:role/*`] } };
    },
  ],
  [
    'a role may do all but what is listed',
    (change) => {
      change.role([{ Effect: 'Allow', NotAction: ['iam:*', 's3:*', 'kms:*', 'sts:*'], Resource: '*' }]);
    },
  ],
  ...['lambda:AddPermission', 'oam:CreateLink'].map((action): [string, (change: Change) => void] => [
    `somebody may ${action}`,
    (change) => {
      change.role([allow(action)]);
    },
  ]),
  [
    'the alarms go to a machine of another owner',
    (change) => {
      const TopicArn = `arn:aws:sns:${place.region}:${place.accountId}:strongroom-alarms`;
      change.add('AWS::SNS::Subscription', { TopicArn, Protocol: 'https', Endpoint: 'https://example.com' });
    },
  ],
  [
    'only the deployment knows the role of an unknown program',
    (change) => {
      change.add('AWS::Synthetics::Canary', { ExecutionRoleArn: { 'Fn::ImportValue': 'elsewhere:Role' } });
    },
  ],
  [
    'a parameter brings an administrator when it is given another value than its default',
    (change) => {
      const id = change.role([allow('*')]);
      const template = present(Object.values(change.templates)[0]);
      template.Parameters = { ...template.Parameters, Stage: { Type: 'String', Default: 'production' } };
      template.Conditions = { IsTrial: { 'Fn::Equals': [{ Ref: 'Stage' }, 'trial'] } };
      present(template.Resources[id]).Condition = 'IsTrial';
    },
  ],
  [
    'the lake is shared with its whole catalogue',
    (change) => {
      const catalog = `arn:aws:glue:${place.region}:${place.accountId}:catalog`;
      change.add('AWS::RAM::ResourceShare', { Name: 'x', ResourceArns: [catalog], Principals: [ELSEWHERE] });
    },
  ],
])('a claim falls where %s', (_, plant) => {
  expect(fallen(plant)).not.toEqual([]);
});

it('an address that gets the alarms is a side door as soon as code that reads of workers may write into their topic', () => {
  const TopicArn = `arn:aws:sns:${place.region}:${place.accountId}:strongroom-alarms`;
  const found = fallen((change) => {
    change.add('AWS::SNS::Subscription', { TopicArn, Protocol: 'email', Endpoint: 'operators@example.com' });
    const PolicyDocument = doc(allow('sns:Publish', TopicArn));
    change.add('AWS::IAM::Policy', { PolicyName: 'tells', PolicyDocument, Roles: ['strongroom-redact'] });
  });
  const copies = found.filter((text) => text.startsWith('no-side-doors/raw/copies'));
  expect(copies).toEqual([expect.stringContaining('to operators@example.com')]);
});
