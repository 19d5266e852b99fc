import { CATALOGUE, type Entry } from '../../lib/access/escalate/catalogue.ts';
import type { Declaration } from '../../lib/access/index.ts';
import { ADMINISTRATION, lakeDeclaration, lakeTemplate } from './fixtures/lake.ts';

// biome-ignore lint/suspicious/noExplicitAny: a mutation reaches into templates of every shape
type Resources = Record<string, any>;

export interface Breach {
  readonly entry: Entry;
  readonly template: { Resources: Resources };
  readonly declaration: Declaration;
}

const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const allow = (actions: readonly string[]) => ({ Effect: 'Allow', Action: [...actions], Resource: '*' });
const PEOPLE = 'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_operators_*';
const MALLORY = { 'Fn::GetAtt': ['Mallory', 'Arn'] };
/** What opens each lock by itself. */
const OPENERS = ['s3:PutBucketPolicy', 'kms:PutKeyPolicy'];

/** Gives a new principal of the templates `actions`; a user when the entry is about users. */
function mallory(resources: Resources, entry: Entry, actions: readonly string[], more: object = {}): void {
  const isUser =
    entry.target === 'group' || (entry.actions.some((action) => action.includes('User')) && entry.target === 'self');
  resources.Mallory = {
    Type: isUser ? 'AWS::IAM::User' : 'AWS::IAM::Role',
    Metadata: { 'aws:cdk:path': 'Lake/Mallory' },
    Properties: {
      ...(isUser
        ? {}
        : {
            AssumeRolePolicyDocument: document({
              Effect: 'Allow',
              Principal: { Service: 'ec2.amazonaws.com' },
              Action: 'sts:AssumeRole',
            }),
          }),
      Policies: [{ PolicyName: 'own', PolicyDocument: document(allow(actions)) }],
      ...more,
    },
  };
}

const trustOf = (resources: Resources) => resources.RedactRole.Properties.AssumeRolePolicyDocument.Statement;

/** May do all of it to principals of other names than its own. */
function makes(r: Resources, entry: Entry, kind: string): void {
  mallory(r, entry, entry.actions);
  r.Mallory.Properties.Policies[0].PolicyDocument.Statement[0].Resource = `arn:aws:iam::*:${kind}/made-*`;
}

/** What each kind of target needs for the entry to lead somewhere. */
const PREPARE: Record<Entry['target'], (resources: Resources, entry: Entry) => void> = {
  objects: (r, entry) => {
    r.RawBucketPolicy.Properties.PolicyDocument.Statement[0].Condition.ArnNotEquals['aws:PrincipalArn'].push(MALLORY);
    mallory(r, entry, [...entry.actions, 'kms:PutKeyPolicy']);
  },
  bucket: (r, entry) => mallory(r, entry, [...entry.actions, 'kms:PutKeyPolicy']),
  encryption: (r, entry) => mallory(r, entry, [...entry.actions, 's3:PutBucketPolicy']),
  key: (r, entry) => {
    r.RawKey.Properties.KeyPolicy.Statement[0].Action = [...ADMINISTRATION, ...entry.actions];
    mallory(r, entry, [...entry.actions, 's3:PutBucketPolicy']);
  },
  role: (r, entry) => {
    if (entry.yields === 'passes') trustOf(r)[0].Principal.Service = [entry.service ?? 'new.amazonaws.com'];
    else if (entry.actions[0] === 'sts:AssumeRole')
      trustOf(r).push({ Effect: 'Allow', Principal: { AWS: MALLORY }, Action: 'sts:AssumeRole' });
    else if (entry.plane === 'data')
      trustOf(r).push({
        Effect: 'Allow',
        Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/p' },
        Action: entry.actions[0],
      });
    mallory(r, entry, entry.yields === 'passes' ? ['iam:PassRole', ...entry.actions] : entry.actions);
  },
  'federated-role': (r, entry) => {
    trustOf(r).push({
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/p' },
      Action: 'sts:AssumeRoleWithSAML',
      Condition: { StringEquals: { 'SAML:aud': 'x' } },
    });
    mallory(r, entry, entry.actions);
  },
  user: (r, entry) => {
    r.Trusted = { Type: 'AWS::IAM::User', Properties: {} };
    mallory(r, entry, entry.actions);
  },
  group: (r, entry) => {
    mallory(r, entry, entry.actions);
    r.Group = { Type: 'AWS::IAM::Group', Properties: {} };
    r.Mallory.Properties.Groups = [{ Ref: 'Group' }];
  },
  self: (r, entry) => {
    if (entry.yields === 'rewrites') return mallory(r, entry, entry.actions);
    const bounded = /Boundary/.test(entry.actions[0] ?? '');
    mallory(r, entry, [...entry.actions, ...OPENERS], bounded ? { PermissionsBoundary: { Ref: 'Boundary' } } : {});
    r.Boundary = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document(allow(entry.actions)) } };
    if (!bounded)
      r.Mallory.Properties.Policies.push({
        PolicyName: 'limits',
        PolicyDocument: document({ ...allow(OPENERS), Effect: 'Deny' }),
      });
  },
  'own-policy': (r, entry) => {
    mallory(r, entry, []);
    r.Managed = {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { Roles: [{ Ref: 'Mallory' }], PolicyDocument: document(allow(entry.actions)) },
    };
  },
  'new-role': (r, entry) => makes(r, entry, 'role'),
  'new-user': (r, entry) => makes(r, entry, 'user'),
  'own-boundary': (r, entry) => {
    mallory(r, entry, [...entry.actions, ...OPENERS], { PermissionsBoundary: { Ref: 'Boundary' } });
    r.Boundary = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document(allow(entry.actions)) } };
  },
  function: (r, entry) => mallory(r, entry, entry.actions),
  'stored-code': (r, entry) => {
    mallory(r, entry, entry.actions);
    if (entry.heardAs !== undefined) {
      r.RedactFunction.Properties.Code = { S3Bucket: 'staged', S3Key: 'redact.zip' };
      return;
    }
    r.Job = {
      Type: 'AWS::Glue::Job',
      Properties: {
        Role: { 'Fn::GetAtt': ['RedactRole', 'Arn'] },
        Command: { Name: 'glueetl', ScriptLocation: 's3://scripts/redact.py' },
        Connections: { Connections: ['database'] },
      },
    };
    r.Repository = { Type: 'AWS::ECR::Repository', Properties: {} };
    r.Task = {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        TaskRoleArn: { 'Fn::GetAtt': ['RedactRole', 'Arn'] },
        ContainerDefinitions: [{ Name: 'redact', Image: { 'Fn::GetAtt': ['Repository', 'RepositoryUri'] } }],
      },
    };
  },
  api: (r, entry) => {
    r.Api = { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP' } };
    r.Integration = {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': ['RedactFunction', 'Arn'] },
      },
    };
    mallory(r, entry, entry.actions);
  },
  alias: (r, entry) => {
    r.Alias = {
      Type: 'AWS::Lambda::Alias',
      Properties: { FunctionName: { Ref: 'RedactFunction' }, Name: 'live', FunctionVersion: '1' },
    };
    mallory(r, entry, entry.actions);
  },
  compute: (r, entry) => {
    r.Profile = { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'RedactRole' }] } };
    const held =
      entry.type === 'AWS::EC2::Instance'
        ? { IamInstanceProfile: { Ref: 'Profile' } }
        : { RoleArn: { 'Fn::GetAtt': ['RedactRole', 'Arn'] } };
    r.Compute = { Type: entry.type, Properties: held };
    mallory(r, entry, entry.actions);
  },
  lake: (r, entry) => mallory(r, entry, entry.actions),
  catalog: (r, entry) => {
    r.TeamBoundary.Properties.PolicyDocument.Statement[0].Action.push(...entry.actions);
    r.TeamPolicy.Properties.PolicyDocument.Statement.push(allow(entry.actions));
  },
  directory: (r, entry) => {
    const people = { ArnLike: { 'aws:PrincipalArn': PEOPLE } };
    trustOf(r).push({ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole', Condition: people });
    mallory(r, entry, entry.actions);
  },
  stack: (r, entry) => {
    r.Trusted = {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: document({
          Effect: 'Allow',
          Principal: { Service: 'cloudformation.amazonaws.com' },
          Action: 'sts:AssumeRole',
        }),
      },
    };
    mallory(r, entry, entry.actions);
  },
};

/** For each entry of the catalogue the lake with just that way opened. */
export const BREACHES: readonly Breach[] = CATALOGUE.map((entry) => {
  const template = structuredClone(lakeTemplate()) as { Resources: Resources };
  PREPARE[entry.target](template.Resources, entry);
  const people = entry.target === 'directory' ? { people: [PEOPLE] } : {};
  const trusted = template.Resources.Trusted ? { trustedBase: ['Trusted'] } : {};
  const declaration = { ...lakeDeclaration, ...people, ...trusted };
  return { entry, template, declaration };
});
