import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EvaluateInput, evaluate } from '../../lib/access/index.ts';
import { compile, fits, fitsArn, fitsResource, meet } from '../../lib/access/policy/pattern.ts';
import { input, policy, statement } from './generators.ts';

const RUNS = Number(process.env.ACCESS_RUNS ?? 1_000);

/** The plainest matcher there is: exponential, and for that easy to believe. */
const naive = (pattern: string, text: string): boolean => {
  if (pattern === '') return text === '';
  if (pattern[0] === '*') return naive(pattern.slice(1), text) || (text !== '' && naive(pattern, text.slice(1)));
  return text !== '' && (pattern[0] === '?' || pattern[0] === text[0]) && naive(pattern.slice(1), text.slice(1));
};
const glob = (pattern: string) => compile(pattern, { wildcards: true }) ?? [];
const word = (letters: string) => fc.string({ unit: fc.constantFrom(...letters), maxLength: 8 });

/** All texts of at most `most` letters. */
const texts = (letters: string, most: number): string[] =>
  most === 0 ? [''] : ['', ...[...letters].flatMap((letter) => texts(letters, most - 1).map((rest) => letter + rest))];

describe('patterns', () => {
  it('meet where a text fits both, and nowhere else', () => {
    const globs = texts('ab*?', 3);
    const all = texts('ab', 6);
    const fitting = globs.map((pattern) => all.map((text) => naive(pattern, text)));
    for (const [at, one] of globs.entries())
      for (const [other, two] of globs.entries()) {
        const both = all.some((_, index) => fitting[at]?.[index] && fitting[other]?.[index]);
        if (meet(one, two) !== both) expect.fail(`${one} and ${two}`);
      }
  });

  it('agree with a naive matcher', () => {
    fc.assert(
      fc.property(word('ab*?:'), word('ab:'), (pattern, text) => {
        expect(fits(glob(pattern), text)).toBe(naive(pattern, text) ? 'yes' : 'no');
      }),
      { numRuns: RUNS },
    );
  });

  it('of ARNs never match more than the same pattern over the whole text', () => {
    fc.assert(
      fc.property(word('a*?:'), word('a:'), (pattern, text) => {
        if (fitsArn(glob(pattern), text) !== 'no') expect(naive(pattern, text)).toBe(true);
        // Of a resource neither more nor, in doubt, less.
        expect(fitsResource(glob(pattern), text) !== 'no').toBe(naive(pattern, text));
      }),
      { numRuns: RUNS },
    );
  });
});

const permits = (input: EvaluateInput) => evaluate(input).decision;
const withStatement = (
  given: EvaluateInput,
  kind: 'identityPolicies' | 'resourcePolicy',
  added: unknown,
): EvaluateInput => {
  const policy = { Version: '2012-10-17', Statement: [added] };
  if (kind === 'identityPolicies') return { ...given, identityPolicies: [...(given.identityPolicies ?? []), policy] };
  const old = given.resourcePolicy as { Statement: unknown[] } | undefined;
  return { ...given, resourcePolicy: { Version: '2012-10-17', Statement: [...(old?.Statement ?? []), added] } };
};

describe('evaluate', () => {
  it('decides by a policy of many statements as by many policies of one', () => {
    fc.assert(
      fc.property(input, policy(false, 8), (given, long) => {
        const [one, many] = [[long], long.Statement.map((own) => ({ ...long, Statement: [own] }))].map(
          (identityPolicies) => evaluate({ ...given, identityPolicies } as EvaluateInput),
        );
        expect(one?.decision).toBe(many?.decision);
        expect(one?.statements.map(({ sid, effect }) => [sid, effect])).toEqual(
          many?.statements.map(({ sid, effect }) => [sid, effect]),
        );
      }),
      { numRuns: RUNS },
    );
  });

  it.each(['identityPolicies', 'resourcePolicy'] as const)('an added Deny in %s never widens', (kind) => {
    fc.assert(
      fc.property(input, statement(fc.constant('Deny'), kind === 'resourcePolicy'), (given, added) => {
        if (permits(given as EvaluateInput) !== 'Allowed') {
          expect(permits(withStatement(given as EvaluateInput, kind, added))).not.toBe('Allowed');
        }
      }),
      { numRuns: RUNS },
    );
  });

  it.each(['identityPolicies', 'resourcePolicy'] as const)('an added Allow in %s never narrows', (kind) => {
    fc.assert(
      fc.property(input, statement(fc.constant('Allow'), kind === 'resourcePolicy'), (given, added) => {
        const before = permits(given as EvaluateInput);
        const after = permits(withStatement(given as EvaluateInput, kind, added));
        if (before === 'Allowed') expect(after).toBe('Allowed');
        if (before === 'ExplicitlyDenied') expect(after).toBe('ExplicitlyDenied');
      }),
      { numRuns: RUNS },
    );
  });

  it('names denying statements for a denial and allowing ones for an allowance', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { decision, statements } = evaluate(given as EvaluateInput);
        if (decision === 'ExplicitlyDenied')
          expect(statements.some((statement) => statement.effect === 'Deny')).toBe(true);
        if (decision === 'Allowed') expect(statements.every((statement) => statement.effect === 'Allow')).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it('survives anything in the place of a policy', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (policy, resourcePolicy) => {
        const request = {
          principal: 'arn:aws:iam::1:user/a',
          action: 's3:GetObject',
          resource: { resource: 'x', accountId: '1' },
        };
        expect(
          permits({ request, identityPolicies: [policy as never], resourcePolicy: resourcePolicy as never }),
        ).not.toBe('Allowed');
      }),
    );
  });
});
