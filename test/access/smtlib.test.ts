import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { globPattern, literalPattern } from '../../lib/access/decide/atoms.ts';
import type { SolverQuestion } from '../../lib/access/decide/question.ts';
import { toSmtLib } from '../../lib/access/decide/smtlib.ts';
import { solve } from '../../lib/access/decide/tableau.ts';
import { exportQueries, readApp } from '../../lib/access/index.ts';
import { readPolicy } from '../../lib/access/policy/document.ts';
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';
import { ACCOUNTS, ACTIONS, policy } from './generators.ts';

const CVC5 = process.env.CVC5 ?? 'cvc5';
const installed = spawnSync(CVC5, ['--version']).status === 0;
const RUNS = Number(process.env.ACCESS_RUNS ?? 25);
/** `unknown` when the solver does not finish in time. */
const answerOf = (script: string): string => {
  const { stdout } = spawnSync(CVC5, ['--strings-exp', '--lang=smt2', '--tlimit=5000', '-'], {
    input: script,
    encoding: 'utf8',
  });
  return /^(sat|unsat)$/.exec(stdout.trim())?.[0] ?? 'unknown';
};

const role = `arn:aws:iam::${ACCOUNTS[0]}:role/r`;

it('exports every question about locks and trust, with what was decided', () => {
  const queries = exportQueries(readApp({ Lake: lakeTemplate() }, lakePlace), lakeDeclaration);
  expect(queries.length).toBeGreaterThan(100);
  expect(new Set(queries.map((query) => query.name)).size).toBe(queries.length);
  expect(queries.every((query) => query.expected === 'unsat' || query.expected === 'sat')).toBe(true);
  for (const { text } of queries) {
    const plain = text.replace(/^;.*$/gm, '').replace(/"(?:[^"]|"")*"/g, '');
    expect(plain.split('(').length).toBe(plain.split(')').length);
    expect(text.endsWith('(check-sat)\n')).toBe(true);
  }
});

describe.skipIf(!installed)('an independent solver (skipped without cvc5)', () => {
  it('agrees on random policies', () => {
    let unanswered = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...ACTIONS),
        policy(false, 4),
        policy(true, 4),
        fc.boolean(),
        (action, identity, resource, known) => {
          const question: SolverQuestion = {
            action,
            actor: {
              type: 'role',
              account: ACCOUNTS[0],
              names: known ? [literalPattern(role)] : [globPattern(`arn:aws:iam::${ACCOUNTS[0]}:role/?*`)],
              identity: [readPolicy(identity, 'identity', 'identity')],
            },
            resources: [
              globPattern(action.startsWith('kms') ? 'arn:aws:kms:r:111122223333:key/?*' : 'arn:aws:s3:::?*/?*'),
            ],
            resourceAccount: ACCOUNTS[0],
            resourcePolicy: readPolicy(resource, 'resource', 'resource'),
          };
          const ours = solve([question]).verdict;
          const theirs = answerOf(toSmtLib([question]));
          if (theirs === 'unknown') unanswered++;
          else expect(theirs).toBe(ours === 'possible' ? 'sat' : 'unsat');
        },
      ),
      { numRuns: RUNS },
    );
    expect(unanswered).toBeLessThanOrEqual(Math.max(1, RUNS / 20));
    if (unanswered > 0) console.log(`${unanswered} of ${RUNS} not answered by cvc5 in 5 s`);
  });

  it('agrees on the locks of the lake', () => {
    const queries = exportQueries(readApp({ Lake: lakeTemplate() }, lakePlace), lakeDeclaration);
    for (const query of queries.filter((_, at) => at % 20 === 0)) expect(answerOf(query.text)).toBe(query.expected);
  });
});
