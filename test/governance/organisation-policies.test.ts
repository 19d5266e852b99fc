import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { awsManagedPolicies } from '../../lib/access/aws-managed/index.ts';
import { readTemplates } from '../../lib/access/files/templates.ts';
import { type App, decide, prove, readApp } from '../../lib/access/index.ts';
import { declarationOf } from '../../lib/governance/declaration.ts';
import {
  LONGEST_POLICY,
  organisationPolicies,
  resourceControlPolicy,
  serviceControlPolicy,
} from '../../lib/governance/organisation-policies.ts';
import { place } from '../access/fixtures/platform.ts';
import { platformTemplates } from '../platform/synthesized.ts';
import { present } from '../present.ts';

const FULL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const EVERYTHING = [{ policy: FULL }];
const organisation = {
  serviceControlPolicies: [[FULL, serviceControlPolicy(environment, program)]],
  resourceControlPolicies: [resourceControlPolicy(environment, program)],
};

let templates: Record<string, unknown>;
let bound: App;
let free: App;

beforeAll(async () => {
  templates = await platformTemplates();
  free = readApp(templates, place);
  bound = readApp(templates, { ...place, organisation });
});

it.each(Object.entries(organisationPolicies(environment, program)))(
  'policies/%s is as `npm run review` writes it, and short enough to be attached',
  (name, policy) => {
    const text = readFileSync(new URL(`../../policies/${name}`, import.meta.url), 'utf8');
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(policy)));
    expect(JSON.stringify(policy).length).toBeLessThanOrEqual(LONGEST_POLICY);
  },
);

it('every claim holds with them, including that everything works', () => {
  const declaration = declarationOf({ access, program, environment }, bound);
  const proof = prove(templates, declaration, { ...place, organisation });
  expect(proof.claims.filter(({ verdict }) => verdict !== 'proved').map(({ id, because }) => [id, because])).toEqual(
    [],
  );
});

describe('with the bootstrap stack of the CDK', () => {
  interface Raw {
    readonly Type: string;
    readonly Properties: Record<string, unknown>;
  }
  type Template = { Resources: Record<string, Raw> & { DeploymentActionRole?: { readonly Properties: DeployRole } } };
  const [bootstrapName = '', bootstrap = ''] = [
    ...readTemplates(
      new URL('../../node_modules/aws-cdk/lib/api/bootstrap/bootstrap-template.yaml', import.meta.url).pathname,
    ),
  ].flat();

  function proofOf(
    change: (template: Template) => void,
    trustedBase = access.trustedBase,
    more: object = { organisation },
  ) {
    const changed = JSON.parse(bootstrap) as Template;
    change(changed);
    const all = { ...templates, [bootstrapName]: changed };
    const where = { ...place, ...more, managedPolicies: awsManagedPolicies };
    return prove(
      all,
      declarationOf({ access: { ...access, trustedBase }, program, environment }, readApp(all, where)),
      where,
    );
  }
  const failing = (...given: Parameters<typeof proofOf>) =>
    proofOf(...given).claims.filter(({ verdict }) => verdict !== 'proved');

  it('every claim holds, and an assumption names the principals trusted to assume the role that starts deployments', () => {
    expect(failing(() => {})).toEqual([]);
    expect(proofOf(() => {}).assumptions).toContainEqual(
      expect.stringMatching(/deploy-role.* starts deployments and may so change every rule/),
    );
  });

  it('without them two of its roles break claims: one deploys, the other reads logs and results', () => {
    const untrusting = access.trustedBase.filter((name) => name !== 'deployer');
    const principals = failing(() => {}, untrusting, {}).map(({ witness }) => witness?.principal.split('/').at(-1));
    const roles = ['deploy', 'lookup'].map(
      (name) => `cdk-${qualifier}-${name}-role-${place.accountId}-${place.region}`,
    );
    expect([...new Set(principals)].filter((name) => name?.startsWith('cdk-')).sort()).toEqual(roles);
  });

  interface DeployRole {
    readonly Policies: object[];
    readonly AssumeRolePolicyDocument: { readonly Statement: object[] };
  }
  const deployRole = ({ Resources }: Template) => present(Resources.DeploymentActionRole).Properties;
  const trustOf = (template: Template) => deployRole(template).AssumeRolePolicyDocument.Statement;
  const allow = (principal: object) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: principal });
  const withPolicy = (type: string, more: object) => ({
    Type: `AWS::IAM::${type}`,
    Properties: {
      Policies: [
        { PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...more }] } },
      ],
    },
  });

  it.each<[string, (template: Template) => void]>([
    ['everybody may take the deploy role', (t) => trustOf(t).push(allow({ AWS: '*' }))],
    ['another account may', (t) => trustOf(t).push(allow({ AWS: '999988887777' }))],
    ['a role that is named may', (t) => trustOf(t).push(allow({ AWS: `arn:aws:iam::${place.accountId}:role/ops` }))],
    ['people who sign in elsewhere may', (t) => trustOf(t).push(allow({ Federated: 'accounts.google.com' }))],
    [
      'a user of the templates may',
      (t) => Object.assign(t.Resources, { Ops: withPolicy('User', { Action: 'sts:AssumeRole', Resource: '*' }) }),
    ],
    [
      'the deploy role reads logs',
      (t) =>
        deployRole(t).Policies.push({
          PolicyName: 'logs',
          PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'logs:*', Resource: '*' }] },
        }),
    ],
  ])('a claim fails where %s', (_, change) => {
    expect(failing(change).map(({ id }) => id.split('/')[0])).not.toEqual([]);
  });
});

const role = (name: string) => `arn:aws:iam::${place.accountId}:role/${name}`;
const here = (service: string, rest: string) => `arn:aws:${service}:${place.region}:${place.accountId}:${rest}`;
const { prefix, qualifier } = environment;

/** A change of each kind of lock, and of its watch. */
const CHANGES: readonly (readonly [action: string, resource: (app: App) => string])[] = [
  ['kms:PutKeyPolicy', ({ keys }) => keys[0]?.arn ?? ''],
  ['s3:PutBucketPolicy', () => `arn:aws:s3:::${prefix}-raw-${place.accountId}-${place.region}`],
  ['iam:UpdateAssumeRolePolicy', () => role(`${prefix}-redact`)],
  ['iam:AttachRolePolicy', () => role(`${prefix}-team-ui-agents`)],
  ['lakeformation:GrantPermissions', () => '*'],
  ['lambda:UpdateFunctionCode', () => here('lambda', `function:${prefix}-redact`)],
  ['dynamodb:PutResourcePolicy', () => here('dynamodb', `table/${prefix}-control`)],
  ['cloudtrail:StopLogging', () => here('cloudtrail', `trail/${prefix}-trail`)],
  ['events:DisableRule', () => here('events', `rule/${prefix}-watch-kms`)],
];

describe('an administrator of the account, and its root user,', () => {
  it.each(CHANGES)('cannot %s, and could without them', (action, resource) => {
    for (const principal of [role('admin'), `arn:aws:iam::${place.accountId}:root`]) {
      const ask = (app: App) =>
        decide(app, {
          principal,
          action,
          resource: resource(app),
          identityPolicies: EVERYTHING,
          context: { 'aws:ResourceTag/strongroom': program.name },
        }).decision;
      expect(ask(free)).toBe('Allowed');
      expect(ask(bound)).toBe('ExplicitlyDenied');
    }
  });
});

it('leave the deployment role and other workloads alone', () => {
  const ask = (principal: string, action: string, resource: string) =>
    decide(bound, { principal, action, resource, identityPolicies: EVERYTHING }).decision;
  const exec = role(`cdk-${qualifier}-cfn-exec-role-${place.accountId}-${place.region}`);
  const raw = `arn:aws:s3:::${prefix}-raw-${place.accountId}-${place.region}`;
  expect(ask(exec, 's3:PutBucketPolicy', raw)).toBe('Allowed');
  expect(ask(role('admin'), 's3:PutBucketPolicy', 'arn:aws:s3:::another')).toBe('Allowed');
  expect(ask(role('admin'), 'iam:AttachRolePolicy', role('another'))).toBe('Allowed');
});

it('keep principals of other accounts out, whatever a policy says', () => {
  const foreign = decide(bound, {
    principal: 'arn:aws:iam::999999999999:role/other',
    action: 's3:GetObject',
    resource: `arn:aws:s3:::${prefix}-redacted-${place.accountId}-${place.region}/activity/a`,
    identityPolicies: EVERYTHING,
  });
  expect(foreign.decision).toBe('ExplicitlyDenied');
});
