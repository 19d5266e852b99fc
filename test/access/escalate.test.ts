import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../lib/access/escalate/catalogue.ts';
import { prove } from '../../lib/access/index.ts';
import { BREACHES } from './breaches.ts';
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';

/** The claims that these tests are about: the others take most of the time of a proof. */
const ESCALATION = { claims: ['no-escalation'] };

it('has at least sixty ways, each named once', () => {
  expect(new Set(CATALOGUE.map((entry) => entry.id)).size).toBe(CATALOGUE.length);
  expect(CATALOGUE.length).toBeGreaterThanOrEqual(60);
});

describe('every catalogued way is found when it is opened', () => {
  it.each(BREACHES.map((breach) => [breach.entry.id, breach] as const))('%s', (_, { entry, template, declaration }) => {
    const proof = prove({ Lake: template }, { ...declaration, ...ESCALATION }, lakePlace);
    // What a service does that nobody has written down is not known, and when the next deployment is is not either.
    const isOpen = (entry.yields === 'passes' && entry.service === undefined) || entry.heardAs !== undefined;
    const verdict = isOpen ? 'undecided' : 'refuted';
    const fallen = proof.claims.filter((claim) => claim.id.startsWith('no-escalation') && claim.verdict === verdict);
    expect(fallen.map((claim) => claim.id)).not.toEqual([]);
    const paths = fallen.map((claim) => claim.witness?.path.map((step) => step.action) ?? []);
    expect(paths.some((path) => entry.actions.every((action) => path.includes(action)))).toBe(true);
  });
});

describe('steps one after the other', () => {
  // biome-ignore lint/suspicious/noExplicitAny: a mutation reaches into templates of every shape
  const fallenWith = (change: (resources: Record<string, any>) => void) => {
    const template = structuredClone(lakeTemplate());
    change(template.Resources);
    const proof = prove({ Lake: template }, { ...lakeDeclaration, ...ESCALATION }, lakePlace);
    const claim = proof.claims.find(({ id }) => id === 'no-escalation/raw/templates');
    return claim?.witness?.path.map((step) => step.action);
  };
  const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
  const allow = (Action: string | string[], Resource: unknown = '*') => ({ Effect: 'Allow', Action, Resource });
  const role = (Principal: object, ...statements: object[]) => ({
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: policy({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }),
      Policies: [{ PolicyName: 'own', PolicyDocument: policy(...statements) }],
    },
  });
  const named = (RoleName: string, { Type, Properties }: ReturnType<typeof role>) => ({
    Type,
    Properties: { ...Properties, RoleName },
  });
  const ec2 = { Service: 'ec2.amazonaws.com' };
  const arn = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });
  /** The key's administration is left to nobody, so that only taking over a reader is left. */
  // biome-ignore lint/suspicious/noExplicitAny: see above
  const keyClosed = (r: Record<string, any>) => {
    r.RawKey.Properties.KeyPolicy.Statement.shift();
  };

  /** A changed connection has the job over it load a driver. What other changes in Glue do to a job is not known. */
  it.each<[string, string, object, string]>([
    ['UpdateConnection', '*', { Connections: { Connections: ['db'] } }, 'refuted'],
    ['UpdateConnection', 'arn:aws:glue:*:*:connection/db', { Connections: { Connections: ['db'] } }, 'refuted'],
    ['UpdateConnection', 'arn:aws:glue:*:*:connection/another', { Connections: { Connections: ['db'] } }, 'undecided'],
    ['UpdateConnection', '*', {}, 'undecided'],
    ['GetConnection', '*', { Connections: { Connections: ['db'] } }, 'proved'],
  ])('%s on %s, where a job of a reader has %j: %s', (action, resource, connections, verdict) => {
    const template: { Resources: Record<string, object> } = structuredClone(lakeTemplate());
    keyClosed(template.Resources);
    template.Resources.Job = { Type: 'AWS::Glue::Job', Properties: { Role: arn('RedactRole'), ...connections } };
    template.Resources.Mallory = role(ec2, allow(`glue:${action}`, resource));
    const { claims } = prove({ Lake: template }, { ...lakeDeclaration, ...ESCALATION }, lakePlace);
    expect(claims.find(({ id }) => id === 'no-escalation/raw/templates')?.verdict).toBe(verdict);
  });

  /** A function keeps its code until it is deployed again. */
  it.each<readonly [string, object, string, object[], string]>([
    ['the object', { S3Bucket: 'staged', S3Key: 'redact.zip' }, 'arn:aws:s3:::staged/redact.zip', [], 'undecided'],
    ['all objects', { S3Bucket: 'staged', S3Key: 'redact.zip' }, '*', [], 'undecided'],
    ['another object', { S3Bucket: 'staged', S3Key: 'redact.zip' }, 'arn:aws:s3:::staged/page.zip', [], 'proved'],
    ['another bucket', { S3Bucket: 'staged', S3Key: 'redact.zip' }, 'arn:aws:s3:::other/*', [], 'proved'],
    ['one that only the deployment knows', { S3Bucket: { Ref: 'B' }, S3Key: 'a' }, 'arn:aws:s3:::x/*', [], 'undecided'],
    ['none, for the code is in the template', { ZipFile: 'x' }, '*', [], 'proved'],
    [
      'the object, which another statement denies',
      { S3Bucket: 'staged', S3Key: 'redact.zip' },
      '*',
      [{ Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::reports/*' }],
      'proved',
    ],
  ])('the right to write %s from which a deployment takes the code of a reader', (_, Code, on, denied, verdict) => {
    const template: { Resources: Record<string, ReturnType<typeof role>> } = structuredClone(lakeTemplate()) as never;
    keyClosed(template.Resources);
    Object.assign(template.Resources.RedactFunction?.Properties ?? {}, { Code });
    template.Resources.Mallory = role(ec2, allow('s3:PutObject', on), ...denied);
    const parameters = { Parameters: { B: { Type: 'String' } } };
    const declared = { ...lakeDeclaration, claims: ['no-escalation', 'no-silent-administrator'] };
    const { claims } = prove({ Lake: { ...parameters, ...template } }, declared, lakePlace);
    expect(claims.find(({ id }) => id === 'no-escalation/raw/templates')?.verdict).toBe(verdict);
    // The deployment itself is announced.
    expect(claims.find(({ id }) => id === 'no-silent-administrator/raw')?.verdict).toBe('proved');
  });

  it("a policy of one's own, then the code of a reader", () => {
    const path = fallenWith((r) => {
      keyClosed(r);
      r.Mallory = role(
        ec2,
        allow('iam:PutRolePolicy', { 'Fn::Sub': 'arn:aws:iam::$'.concat('{AWS::AccountId}:role/Lake-Mallory') }),
      );
    });
    expect(path?.[0]).toBe('iam:PutRolePolicy');
    expect(path).toHaveLength(2);
  });

  it('a policy for another role that can be taken', () => {
    const path = fallenWith((r) => {
      keyClosed(r);
      r.Puppet = named('Puppet', role({ AWS: arn('Mallory') }));
      r.Mallory = role(ec2, allow('iam:PutRolePolicy', 'arn:aws:iam::*:role/Puppet'));
    });
    expect(path?.slice(0, 2).sort()).toEqual(['iam:PutRolePolicy', 'sts:AssumeRole']);
  });

  it('a policy for another role that cannot be taken leads nowhere', () => {
    const path = fallenWith((r) => {
      keyClosed(r);
      r.Puppet = named('Puppet', role(ec2));
      r.Mallory = role(ec2, allow('iam:PutRolePolicy', 'arn:aws:iam::*:role/Puppet'));
    });
    expect(path).toBeUndefined();
  });

  it('three roles, one after the other', () => {
    const path = fallenWith((r) => {
      r.Last = role({ AWS: arn('Second') }, allow('lambda:UpdateFunctionCode'));
      r.Second = role({ AWS: arn('First') });
      r.First = role(ec2);
    });
    expect(path).toBeDefined();
    expect(path?.at(-1)).toBe('lambda:UpdateFunctionCode');
  });

  it("a new version of a policy that is not one's own leads nowhere", () => {
    expect(
      fallenWith((r) => {
        keyClosed(r);
        r.Mallory = role(ec2, allow('iam:CreatePolicyVersion', 'arn:aws:iam::*:policy/other'));
      }),
    ).toBeUndefined();
  });
});

describe('an image that runs as a reader', () => {
  // biome-ignore lint/suspicious/noExplicitAny: a mutation reaches into templates of every shape
  const verdictOf = (claim: string, change: (resources: Record<string, any>) => void, tag = '') => {
    const template: { Resources: Record<string, { Type: string; Properties: object }> } = structuredClone(
      lakeTemplate(),
    );
    template.Resources.Images = { Type: 'AWS::ECR::Repository', Properties: {} };
    template.Resources.Task = {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        TaskRoleArn: { 'Fn::GetAtt': ['RedactRole', 'Arn'] },
        ContainerDefinitions: [
          { Name: 'a', Image: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Images', 'RepositoryUri'] }, tag]] } },
        ],
      },
    };
    change(template.Resources);
    const { claims } = prove({ Lake: template }, lakeDeclaration, lakePlace);
    return claims.find(({ id }) => id === `no-escalation/raw/${claim}`)?.verdict;
  };
  const pushes = (Principal: object) => (r: Record<string, { Properties: object }>) => {
    const Statement = { Effect: 'Allow', Principal, Action: ['ecr:PutImage', 'ecr:UploadLayerPart'] };
    r.Images = { ...r.Images, Properties: { RepositoryPolicyText: { Version: '2012-10-17', Statement } } };
  };

  it.each<[string, string, object]>([
    ['another account', 'anybody', { AWS: '444455556666' }],
    ['everybody', 'templates', { AWS: '*' }],
  ])('may be replaced by %s that its repository lets in', (_, claim, principal) => {
    expect(verdictOf(claim, pushes(principal))).toBe('refuted');
    expect(verdictOf(claim, pushes(principal), ':latest')).toBe('refuted');
  });

  it('may be replaced by what another registry copies in', () => {
    const registry = (Principal: object) => (r: Record<string, { Type?: string; Properties: object }>) => {
      const Statement = { Effect: 'Allow', Principal, Action: 'ecr:ReplicateImage', Resource: '*' };
      const PolicyText = { Version: '2012-10-17', Statement };
      r.Registry = { Type: 'AWS::ECR::RegistryPolicy', Properties: { PolicyText } };
    };
    expect(verdictOf('anybody', registry({ AWS: '444455556666' }))).toBe('refuted');
    expect(verdictOf('anybody', registry({ AWS: { 'Fn::GetAtt': ['RedactRole', 'Arn'] } }))).toBe('proved');
  });

  it.each([
    ['ecr:PutRegistryPolicy', 'refuted'],
    ['ecr:CreatePullThroughCacheRule', 'undecided'],
    ['ecr:PutReplicationConfiguration', 'proved'],
  ])('is changed by a principal of the templates by %s: %s', (action, verdict) => {
    const change = (r: Record<string, object>) => {
      const Statement = { Effect: 'Allow', Action: action, Resource: '*' };
      const taken = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
      r.Other = {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: taken },
          Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement } }],
        },
      };
    };
    expect(verdictOf('templates', change)).toBe(verdict);
  });

  it('is the same for ever when it is named by its digest', () => {
    expect(verdictOf('anybody', pushes({ AWS: '444455556666' }), `@sha256:${'a'.repeat(64)}`)).toBe('proved');
  });

  it('stays while its repository lets nobody else in', () => {
    expect(verdictOf('anybody', () => {})).toBe('proved');
  });
});
