import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Actor, everybody } from '../../lib/access/decide/actor.ts';
import { globPattern, literalPattern } from '../../lib/access/decide/atoms.ts';
import { solve } from '../../lib/access/decide/tableau.ts';
import { prove } from '../../lib/access/index.ts';
import { readPolicy } from '../../lib/access/policy/document.ts';
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';

const ROOT = join(import.meta.dirname, '../..');
const ACCOUNT = '111122223333';
const doc = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const actor = (...statements: object[]): Actor => ({
  type: 'role',
  account: ACCOUNT,
  names: [literalPattern(`arn:aws:iam::${ACCOUNT}:role/r`)],
  identity: [readPolicy(doc(...statements), 'own', 'identity')],
});
const ask = (who: Actor, action: string, resource: string, policy?: object) =>
  solve([
    {
      action,
      actor: who,
      resources: [globPattern(resource)],
      resourceAccount: ACCOUNT,
      ...(policy ? { resourcePolicy: readPolicy(policy, 'its', 'resource') } : {}),
    },
  ]).verdict;
const VARIABLE = '$'.concat('{aws:PrincipalTag/team}');

describe('what a variable may turn out to be', () => {
  const allow = { Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: { Null: { 'aws:TagKeys': 'false' } } };
  it.each(['ForAnyValue:StringEquals', 'ForAllValues:StringEquals', 'ForAnyValue:StringLike'])(
    'stops nobody for certain in a Deny with %s',
    (operator) => {
      const deny = {
        Effect: 'Deny',
        Action: 's3:*',
        Resource: '*',
        Condition: { [operator]: { 'aws:TagKeys': VARIABLE } },
      };
      expect(ask(actor(allow, deny), 's3:GetObject', 'arn:aws:s3:::b/k')).toBe('possible');
    },
  );

  it.each(['ForAnyValue:StringNotEquals', 'ForAllValues:StringNotEquals', 'ForAnyValue:StringEquals'])(
    'may let somebody in by an Allow with %s',
    (operator) => {
      const only = {
        ...allow,
        Condition: { [operator]: { 'aws:TagKeys': VARIABLE }, Null: { 'aws:TagKeys': 'false' } },
      };
      expect(ask(actor(only), 's3:GetObject', 'arn:aws:s3:::b/k')).toBe('possible');
    },
  );
});

it.each(['CreateAlias', 'UpdateAlias', 'DeleteAlias'])('kms:%s on an alias takes no key policy', (name) => {
  const who = actor({ Effect: 'Allow', Action: `kms:${name}`, Resource: '*' });
  expect(ask(who, `kms:${name}`, `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/a`)).toBe('possible');
  expect(ask(who, `kms:${name}`, `arn:aws:kms:eu-west-1:${ACCOUNT}:key/k`)).toBe('impossible');
});

it.each(['lambda.amazonaws.com', 'ec2.amazonaws.com.cn', 'apidestinations.events.amazonaws.com', 'some.amazon.com'])(
  '%s is among everybody',
  (Service) => {
    const policy = doc({ Effect: 'Allow', Principal: { Service }, Action: 's3:GetObject', Resource: '*' });
    const found = everybody([ACCOUNT], 'aws').filter(
      (who) => ask(who, 's3:GetObject', 'arn:aws:s3:::b/k', policy) === 'possible',
    );
    expect(found.map((who) => who.type)).toContain('service');
  },
);

describe('a proof is a function of its input', () => {
  const explosive = () => {
    const template = structuredClone(lakeTemplate());
    // biome-ignore lint/suspicious/noExplicitAny: a mutation reaches into templates of every shape
    const statements = (template.Resources as Record<string, any>).RawBucketPolicy.Properties.PolicyDocument.Statement;
    statements.shift();
    for (const letter of 'abcdefghijkl') {
      const Condition = { StringNotLike: { 'aws:PrincipalTag/t': `*${letter}*${letter}*${letter}*` } };
      statements.push({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition });
    }
    return template;
  };
  const said = (template: unknown) => JSON.stringify(prove({ Lake: template }, lakeDeclaration, lakePlace));

  it('the same twice in one process, whatever else was asked between', () => {
    const [plain, hard] = [said(lakeTemplate()), said(explosive())];
    expect(said(explosive())).toBe(hard);
    expect(said(lakeTemplate())).toBe(plain);
    expect(hard).not.toBe(plain);
  });

  it('the same bytes in two processes, whatever else one of them takes up', () => {
    const lake = 'examples/data-lake';
    const command = [
      'bin/strongroom.cjs',
      'prove',
      `${lake}/template.yaml`,
      '--claims',
      `${lake}/claims.json`,
      '--json',
    ];
    const run = (env: NodeJS.ProcessEnv) =>
      execFileSync(process.execPath, command, { cwd: ROOT, env: { ...process.env, ...env }, stdio: 'pipe' }).toString();
    const first = run({ TZ: 'UTC' });
    expect(first).toContain('"verdict":"proved"');
    expect(run({ TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8', COLUMNS: '40' })).toBe(first);
  });

  it('a question pays for a remembered answer as for one that it works out', () => {
    const letters = [...'mnopqr'];
    const denials = letters.map((letter) => ({
      ...{ Effect: 'Deny', Action: '*', Resource: '*' },
      Condition: { StringNotLike: { 'k:asked-again': `*${letter}*${letter}*` } },
    }));
    const who = actor({ Effect: 'Allow', Action: '*', Resource: '*' }, ...denials);
    const question = {
      action: 's3:GetObject',
      actor: who,
      resources: [globPattern('arn:aws:s3:::b/k')],
      resourceAccount: ACCOUNT,
    };
    const verdicts = (budget: number) => [0, 1, 2, 3].map(() => solve([question], { budget }).verdict);
    for (const budget of [50, 500, 5_000, 5_000_000]) expect(new Set(verdicts(budget)).size).toBe(1);
    expect(verdicts(5_000_000)[0]).toBe('possible');
    expect(verdicts(50)[0]).toBe('over budget');
  });
});
