import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../lib/access/escalate/catalogue.ts';
import { PASSES, RUNS } from '../../lib/access/escalate/reference-ways.ts';
import { prove } from '../../lib/access/index.ts';
import { LIVE_ACTIONS } from '../../lib/access/live/calls.ts';
import actions from './fixtures/aws-actions.json' with { type: 'json' };
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';

const LIB = join(import.meta.dirname, '../../lib');
const known = new Map(
  Object.entries(actions).map(([prefix, names]) => [prefix, names.split(' ').map((name) => `${prefix}:${name}`)]),
);
/** Texts of the same shape that are no actions: condition keys, calls, and what stands for any action. */
const OTHERS = new Set([
  ...['kms:CallerAccount', 'kms:EncryptionContext', 'kms:EncryptionContextKeys', 'iam:PassedToService'],
  ...['lambda:FunctionUrlAuthType', 'lambda:EventSourceToken', 'sts:SourceIdentity', 'kms:ViaService'],
  ...['kms:GrantIsForAWSResource', 'kms:GrantOperations', 'sts:RoleSessionName', 'iam:AWSServiceName'],
  ...['iam:PermissionsBoundary', 'iam:PolicyARN', 'dynamodb:LeadingKeys', 'lambda:SourceFunctionArn'],
  ...['kms:MacAlgorithm', 'kms:SigningAlgorithm', 'kms:MessageType'],
  // Names of calls, as the trail has them.
  ...['s3:CopyObject', 's3:UploadPartCopy', 's3:SelectObjectContent'],
]);

it('every action that the rules name is one of AWS', () => {
  // History is read from events, and an account by calls: their names are those of calls and not of actions.
  const files = globSync(['access/**/*.ts', 'governance/**/*.ts', 'platform/**/*.ts'], { cwd: LIB }).filter(
    (file) => !/^access\/(?:history|live)\//.test(file),
  );
  const named = files.flatMap((file) => [
    ...readFileSync(join(LIB, file), 'utf8').matchAll(/['" ]([a-z0-9-]+:[A-Z][A-Za-z0-9]*\*?)(?=['" ])/g),
  ]);
  const written = named.map(([, action]) => action as string);
  // Rows of the catalogue that are written in a shorter form, without the name of the service before each action.
  const catalogued = CATALOGUE.flatMap((entry) => entry.actions);
  const found = [...new Set([...written, ...LIVE_ACTIONS, ...catalogued])].filter((action) => !OTHERS.has(action));
  const strange = found.filter((action) => {
    const all = known.get(action.split(':')[0] ?? '');
    const lowered = action.toLowerCase().replace('*', '');
    return (
      all &&
      !all.some(
        (text) => text.toLowerCase().startsWith(lowered) && (action.endsWith('*') || text.length === lowered.length),
      )
    );
  });
  const strangers = catalogued.filter((action) => !known.has(action.split(':')[0] ?? ''));
  expect([...new Set(strangers)]).toEqual([]);
  expect(found.length).toBeGreaterThan(400);
  expect(strange).toEqual([]);
});

// biome-ignore lint/suspicious/noExplicitAny: a mutation reaches into templates of every shape
type Resources = Record<string, any>;
const allow = (...Action: string[]) => ({ Effect: 'Allow', Action, Resource: '*' });
const role = (...Statement: object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
    },
    Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement } }],
  },
});
const verdictOf = (change: (resources: Resources) => void): string | undefined => {
  const template = structuredClone(lakeTemplate()) as { Resources: Resources };
  change(template.Resources);
  const proof = prove({ Lake: template }, lakeDeclaration, lakePlace);
  return proof.claims.find((claim) => claim.id === 'no-escalation/raw/templates')?.verdict;
};
const trusting = (service: string, ...own: string[]) =>
  verdictOf((r) => {
    r.RedactRole.Properties.AssumeRolePolicyDocument.Statement[0].Principal.Service = [service];
    r.Mallory = role(allow(...own));
  });

describe('what only the reference of AWS knows', () => {
  const [...certain] = [...PASSES].flatMap(([service, ways]) =>
    ways
      .filter((way) => !way.unsure)
      .slice(0, 1)
      .map((way) => [service, way.actions[0] as string] as const),
  );
  it.each(certain.filter((_, at) => at % 4 === 0))('passes %s a role by %s', (service, action) => {
    expect(trusting(service, 'iam:PassRole', action)).toBe('refuted');
  });

  it.each([
    ['databrew.amazonaws.com', 'databrew:UpdateRecipeJob'],
    ['comprehend.amazonaws.com', 'comprehend:StartTopicsDetectionJob'],
    ['redshift.amazonaws.com', 'redshift:RestoreFromClusterSnapshot'],
    ['glue.amazonaws.com', 'glue:CreateSomethingThatIsNew'],
    ['states.eu-west-1.amazonaws.com', 'states:StartExecution'],
  ])('%s may be passed a role by %s', (service, action) => {
    expect(trusting(service, 'iam:PassRole', action)).toBe('undecided');
    expect(trusting(service, action)).toBe('proved');
    expect(trusting(service, 'iam:PassRole', action.replace(/:\w+/, ':ListSomething'))).toBe('proved');
  });

  it('is not asked of a service to which the role cannot be passed', () => {
    const passing = {
      ...allow('iam:PassRole'),
      Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
    };
    const verdict = verdictOf((r) => {
      r.RedactRole.Properties.AssumeRolePolicyDocument.Statement[0].Principal.Service = ['glue.amazonaws.com'];
      r.Mallory = role(passing, allow('glue:*'));
    });
    expect(verdict).not.toBe('refuted');
  });

  it('tells of what runs as a role already', () => {
    expect(RUNS.get('AWS::Glue::Job')?.length).toBeGreaterThan(10);
    const verdict = verdictOf((r) => {
      r.Job = { Type: 'AWS::Glue::Job', Properties: { Role: { Ref: 'RedactRole' }, Command: { Name: 'glueetl' } } };
      r.Mallory = role(allow('glue:CreateWorkflow'));
    });
    expect(verdict).toBe('undecided');
  });
});
