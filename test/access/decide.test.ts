import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everybody } from '../../lib/access/decide/actor.ts';
import { globPattern, literalPattern, textSet } from '../../lib/access/decide/atoms.ts';
import { Language } from '../../lib/access/decide/language.ts';
import type { SolverQuestion } from '../../lib/access/decide/question.ts';
import { replay } from '../../lib/access/decide/replay.ts';
import { Budget, findText } from '../../lib/access/decide/search-text.ts';
import { solve } from '../../lib/access/decide/tableau.ts';
import { evaluate } from '../../lib/access/index.ts';
import type { Policy } from '../../lib/access/policy/document.ts';
import { ACTIONS, PRINCIPALS, policy, RESOURCES } from './generators.ts';
import { account, actorOf, contexts, read } from './small-world.ts';

const RUNS = Number(process.env.ACCESS_RUNS ?? 300);

describe('findText', () => {
  const word = fc.string({ unit: fc.constantFrom(...'ab*?'), maxLength: 6 });
  const language = fc.array(word, { minLength: 1, maxLength: 3 });
  const over = (patterns: string[]) => new Language(patterns.map(globPattern));
  const all = (letters: string, length: number): string[] =>
    length === 0
      ? ['']
      : all(letters, length - 1).flatMap((text) =>
          text.length < length - 1 ? [text] : [text, ...[...letters].map((letter) => text + letter)],
        );
  const texts = all('abx', 6);

  it('finds a text just when there is one', () => {
    fc.assert(
      fc.property(fc.array(language, { maxLength: 3 }), fc.array(language, { maxLength: 3 }), (inside, outside) => {
        const [within, without] = [inside.map(over), outside.map(over)];
        const found = findText(within, without, new Budget(100_000));
        const fits = (text: string) =>
          within.every((candidate) => candidate.has(text)) && !without.some((candidate) => candidate.has(text));
        if (found === undefined) expect(texts.find(fits)).toBeUndefined();
        else expect(fits(found)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });
});

/** Only the evaluator tells sessions apart; the procedure speaks of their role. */
const asked = PRINCIPALS.filter((principal) => !principal.includes('assumed-role'));

describe('solve', () => {
  it('agrees with trying every request of a small world', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...asked),
        fc.constantFrom(...ACTIONS),
        fc.array(policy(false), { maxLength: 2 }),
        fc.option(policy(true, 4), { nil: undefined }),
        fc.option(policy(false), { nil: undefined, freq: 4 }),
        (principal, action, identities, resourcePolicy, boundary) => {
          const actor = actorOf(
            principal,
            identities.map((identity) => read(identity, 'identity')),
            boundary && read(boundary, 'identity'),
          );
          const resources = RESOURCES.filter((resource) => resource.includes(`:${action.split(':')[0]}:`));
          const question: SolverQuestion = {
            action,
            actor,
            resources: resources.map(literalPattern),
            resourceAccount: account,
            ...(resourcePolicy ? { resourcePolicy: read(resourcePolicy, 'resource') } : {}),
          };
          const answer = solve([question]);
          if (answer.verdict === 'possible') {
            const [replayed] = replay([question], answer.solution);
            expect([
              'Allowed',
              ...(isVague([identities, resourcePolicy, boundary]) ? ['Unknown'] : []),
              ...(inDoubt([resourcePolicy]) ? ['Unknown', 'ImplicitlyDenied', 'ExplicitlyDenied'] : []),
            ]).toContain(replayed?.decision);
            return;
          }
          expect(answer.verdict).toBe('impossible');
          for (const context of contexts([identities, resourcePolicy, boundary])) {
            for (const resource of resources) {
              const { decision } = evaluate({
                request: { principal, action, resource: { resource, accountId: account }, context },
                identityPolicies: actor.identity as Policy[],
                ...(question.resourcePolicy ? { resourcePolicy: question.resourcePolicy } : {}),
                ...(actor.boundary ? { permissionBoundaries: [actor.boundary] } : {}),
              });
              expect(decision).not.toBe('Allowed');
            }
          }
        },
      ),
      { numRuns: RUNS },
    );
  });

  /** Whether a condition names a session: the caller chooses its session, so such a statement applies to some sessions only. */
  const inDoubt = (policies: unknown[]) => JSON.stringify(policies).includes('assumed-role');

  /** Whether a wildcard inside a part of an ARN could have to reach over its colon: see `fitsResource`. */
  const isVague = (policies: unknown[]) => /arn:aws:(k\*|\?3)/.test(JSON.stringify(policies));

  it('finds each principal that a resource policy lets in, among everybody', () => {
    const open = (statement: object) => ({
      action: 's3:GetObject',
      resources: [globPattern('arn:aws:s3:::b/?*')],
      resourceAccount: account,
      resourcePolicy: read({ Version: '2012-10-17', Statement: [statement] }, 'resource'),
    });
    const allowed = (statement: object, except: string[] = []) =>
      everybody([account], 'aws').filter(
        (actor) => solve([{ ...open(statement), actor }], { except }).verdict === 'possible',
      );
    const deny = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };
    const reader = `arn:aws:iam::${account}:role/reader`;
    const listed = { ArnNotEquals: { 'aws:PrincipalArn': [reader] } };
    expect(allowed(deny)).toEqual([]);
    expect(allowed({ ...deny, Condition: listed }).map((actor) => actor.type)).toEqual(['role']);
    expect(allowed({ ...deny, Condition: listed }, [reader])).toEqual([]);
    expect(
      allowed({ ...deny, Condition: { ArnNotLike: { 'aws:PrincipalArn': [`${reader}*`] } } }, [reader]),
    ).toHaveLength(1);
    // With ForAnyValue a request without the key is not denied, but every IAM principal has this one.
    expect(allowed({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' })).toHaveLength(10);
  });
});

it('languages of literals are listed, not searched', () => {
  const set = textSet([literalPattern('a'), literalPattern('b')]);
  expect(set.theory === 'text' && set.language.words).toEqual(['a', 'b']);
});
