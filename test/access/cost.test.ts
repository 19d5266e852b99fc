import '../steps/counting.ts';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../lib/access/decide/actor.ts';
import { globPattern, literalPattern } from '../../lib/access/decide/atoms.ts';
import { Language } from '../../lib/access/decide/language.ts';
import { Budget, findText } from '../../lib/access/decide/search-text.ts';
import { solve } from '../../lib/access/decide/tableau.ts';
import { compare, type Proof, prove } from '../../lib/access/index.ts';
import { readPolicy } from '../../lib/access/policy/document.ts';
import { compile, fits } from '../../lib/access/policy/pattern.ts';
import { platformTemplates } from '../platform/synthesized.ts';
import { linear, within } from '../steps/steps.ts';
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';
import { place, platformDeclaration } from './fixtures/platform.ts';

/** Steps that a laptop takes in about a second. */
const MILLION = 1_000_000;
const LETTERS = [...'abcdefghijklmnopqrstuv'];
const doc = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const statement = (Effect: string, Action: string, Resource: string, more: object = {}) => ({
  ...{ Effect, Action, Resource },
  ...more,
});

// biome-ignore lint/suspicious/noExplicitAny: a mutation reaches into templates of every shape
const lakeWith = (change: (resources: Record<string, any>) => void): Proof => {
  const template = structuredClone(lakeTemplate());
  change(template.Resources);
  return prove({ Lake: template }, lakeDeclaration, lakePlace);
};
const verdict = (proof: Proof, id: string) => proof.claims.find((claim) => claim.id === id)?.verdict;

describe('a proof', () => {
  it('of the app of this project takes few steps', async () => {
    const templates = await platformTemplates();
    const proof = within(30 * MILLION, () => prove(templates, platformDeclaration(), place));
    expect(proof.claims.length).toBeGreaterThan(10);
  });

  it('costs no more than the number of administrators', () => {
    const withAdministrators = (count: number) =>
      lakeWith((resources) => {
        // Other names for each number: no answer may come from the proof before.
        for (let at = 0; at < count; at++) resources[`Admin${count}No${at}`] = ADMINISTRATOR;
      });
    linear(20, withAdministrators);
  });

  it('asks nothing more for roles whose policies speak of other things', () => {
    const asked = (count: number) => {
      const proof = lakeWith((resources) => {
        for (let at = 0; at < count; at++) resources[`Other${at}`] = strangerTo(at);
      });
      return [proof.statistics.queries, proof.claims.map(({ id, verdict }) => [id, verdict])];
    };
    expect(asked(30)).toEqual(asked(0));
  });

  it('reads thousands of statements', () => {
    const proof = within(90 * MILLION, () =>
      lakeWith((resources) => {
        const statements = resources.RawBucketPolicy.Properties.PolicyDocument.Statement;
        for (let at = 0; at < 3_000; at++)
          statements.push({ ...statement('Deny', 's3:*', `arn:aws:s3:::other-${at}/*`), Principal: '*' });
      }),
    );
    expect(verdict(proof, 'two-locks/raw/bucket/RawBucket')).toBe('proved');
  });

  it('does not hold past its budget, on globs that are made to explode', () => {
    const proof = within(150 * MILLION, () =>
      lakeWith((resources) => {
        const statements = resources.RawBucketPolicy.Properties.PolicyDocument.Statement;
        statements.shift();
        for (const letter of LETTERS) {
          const tag = { 'aws:PrincipalTag/t': `*${letter}*${letter}*${letter}*` };
          statements.push({
            ...statement('Deny', 's3:*', '*', { Condition: { StringNotLike: tag } }),
            Principal: '*',
          });
        }
      }),
    );
    expect(verdict(proof, 'two-locks/raw/bucket/RawBucket')).not.toBe('proved');
  });
});

/** A role that may read and decrypt, but nothing that the lake has. */
const strangerTo = (at: number) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: ADMINISTRATOR.Properties.AssumeRolePolicyDocument,
    Policies: [
      {
        PolicyName: 'own',
        PolicyDocument: doc(
          statement('Allow', 's3:GetObject*', `arn:aws:s3:::team-${at}/*`),
          statement('Allow', 'kms:Decrypt', `arn:aws:kms:*:*:key/team-${at}-*`),
          statement('Allow', 'logs:PutLogEvents', `arn:aws:logs:*:*:log-group:/team/${at}:*`),
        ),
      },
    ],
  },
});

const ADMINISTRATOR = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: doc({
      Effect: 'Allow',
      Principal: { Service: 'ec2.amazonaws.com' },
      Action: 'sts:AssumeRole',
    }),
    Policies: [{ PolicyName: 'all', PolicyDocument: doc(statement('Allow', '*', '*')) }],
  },
};

describe('the search for a request', () => {
  it('gives up within its budget on globs that are made to explode', () => {
    const explosive = LETTERS.slice(0, 20).map(
      (letter) => new Language([globPattern(`*${letter}*${letter}*${letter}*`)]),
    );
    within(3 * MILLION, () => expect(() => findText(explosive, [], new Budget(100_000))).toThrow());
  });

  it('keeps to a budget, and says so', () => {
    const denials = LETTERS.slice(0, 20).map((letter) =>
      statement('Deny', '*', '*', { Condition: { StringNotLike: { 'k:text': `*${letter}*${letter}*` } } }),
    );
    // Thirty characters cannot hold two of each of twenty letters, but every order of them has to be tried to know it.
    const tooShort = statement('Allow', '*', '*', { Condition: { StringLike: { 'k:text': '?'.repeat(30) } } });
    const identity = [readPolicy(doc(tooShort, ...denials), 'identity', 'identity')];
    const names = [literalPattern('arn:aws:iam::111122223333:user/a')];
    const actor: Actor = { type: 'user', account: '111122223333', names, identity };
    const resources = [globPattern('arn:aws:s3:::b/*')];
    const question = { action: 's3:GetObject', actor, resources, resourceAccount: '111122223333' };
    expect(within(100 * MILLION, () => solve([question])).verdict).toBe('over budget');
  });
});

it('a comparison of many statements stays within its budget', () => {
  const many = (count: number, rest: (at: number) => object) =>
    doc(
      ...Array.from({ length: count }, (_, at) => statement('Allow', `s3:A${at}`, `arn:aws:s3:::b${at}/*`, rest(at))),
    );
  const tagged = (shift: number) => (at: number) => ({
    Condition: { StringEquals: { 'aws:PrincipalTag/t': `v${at + shift}` } },
  });
  within(90 * MILLION, () => {
    expect(compare(many(100, tagged(0)), many(100, tagged(1))).gained).toHaveLength(100);
    expect(compare(many(1000, tagged(0)), many(1000, tagged(0))).complete).toBe(true);
    const several = many(200, () => ({}));
    expect(compare(doc(statement('Allow', 's3:GetObject', '*')), several).gained).toHaveLength(200);
  });
});

it('a pattern that is made to explode is answered at once', () => {
  const glob = (pattern: string) => compile(pattern, { wildcards: true }) ?? [];
  within(MILLION, () => expect(fits(glob(`${'*a'.repeat(2000)}*b`), 'a'.repeat(4000))).toBe('no'));
  within(300 * MILLION, () => expect(fits(glob(`*${'a'.repeat(50_000)}b`), 'a'.repeat(100_000))).toBe('unknown'));
});
