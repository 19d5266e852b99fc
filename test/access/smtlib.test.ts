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

/** What a script asserts last, of one condition: what the solver has to make true beside the facts of the request. */
function assertedOf(Condition: object): string {
  const Statement = [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Condition }];
  const text = toSmtLib([
    {
      action: 's3:GetObject',
      actor: {
        type: 'role',
        account: ACCOUNTS[0],
        names: [literalPattern(role)],
        identity: [readPolicy({ Version: '2012-10-17', Statement }, 'identity', 'identity')],
      },
      resources: [globPattern('arn:aws:s3:::b/?*')],
      resourceAccount: ACCOUNTS[0],
    },
  ]);
  const last = text.split('\n').findLast((line) => line.startsWith('(assert (or')) ?? '';
  const before = '(assert (or (and (or (and (ite k1p (str.in_re k1 re.all) false)';
  expect(last.startsWith(before), last).toBe(true);
  expect(last.endsWith(')))))'), last).toBe(true);
  return last.slice(before.length, -5).trim();
}

// Written by hand from the definition of the language: https://smt-lib.org/theories-UnicodeStrings.shtml
it.each<[string, object, string]>([
  ['no condition', {}, ''],
  ['one text', { StringEquals: { 'aws:UserAgent': 'x' } }, '(ite k9p (str.in_re k9 (str.to_re "x")) false)'],
  [
    'no such text',
    { StringNotEquals: { 'aws:UserAgent': 'x' } },
    '(ite k9p (not (str.in_re k9 (str.to_re "x"))) true)',
  ],
  ['an empty text', { StringEquals: { 'aws:UserAgent': '' } }, '(ite k9p (str.in_re k9 (str.to_re "")) false)'],
  [
    'quotes, a backslash and what is not ASCII',
    { StringEquals: { 'aws:UserAgent': 'a"é\\' } },
    '(ite k9p (str.in_re k9 (str.to_re "a""\\u{e9}\\u{5c}")) false)',
  ],
  [
    'letters of either case, behind a digit',
    { StringEqualsIgnoreCase: { 'aws:UserAgent': '1a' } },
    '(ite k9p (str.in_re k9 (re.++ (str.to_re "1") (re.union (str.to_re "a") (str.to_re "A")))) false)',
  ],
  [
    'letters of either case',
    { StringEqualsIgnoreCase: { 'aws:UserAgent': 'aß1' } },
    '(ite k9p (str.in_re k9 (re.++ (re.union (str.to_re "a") (str.to_re "A")) (re.union (str.to_re "\\u{df}") (str.to_re "SS")) (str.to_re "1"))) false)',
  ],
  [
    'any of several values',
    { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a', 'B'] } },
    '(ite k9p (or (and k9_0u (str.in_re k9_0 (re.union (str.to_re "a") (str.to_re "B"))))) false)',
  ],
  [
    'all of several values',
    { 'ForAllValues:StringLike': { 'aws:TagKeys': 'a*' } },
    '(ite k9p (and (=> k9_0u (str.in_re k9_0 (re.++ (str.to_re "a") re.all)))) true)',
  ],
  ['numbers below', { NumericLessThan: { 's3:max-keys': '-3' } }, '(ite k9p (or (and (<= k9i (- 6000001)))) false)'],
  [
    'numbers from',
    { NumericGreaterThanEquals: { 's3:max-keys': '5' } },
    '(ite k9p (or (and (>= k9i 10000000))) false)',
  ],
  ['the number nothing', { NumericLessThanEquals: { 's3:max-keys': '0' } }, '(ite k9p (or (and (<= k9i 0))) false)'],
  [
    'a star and a question mark within parts of an ARN',
    { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:e*:?:x*' } },
    '(ite k9p (str.in_re k9 (re.++ (str.to_re "arn:aws:s3:e") (re.* (re.diff re.allchar (str.to_re ":"))) (str.to_re ":") (re.diff re.allchar (str.to_re ":")) (str.to_re ":x") re.all)) false)',
  ],
  ['that a key is absent', { Null: { 'aws:SourceArn': 'true' } }, '(not k9p)'],
  ['that a key is there', { Null: { 'aws:SourceArn': 'false' } }, 'k9p'],
])('says %s as the language of solvers has it', (_, condition, said) => {
  expect(assertedOf(condition)).toBe(said);
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
        (action, identity, resource, isSatisfiable) => {
          const question: SolverQuestion = {
            action,
            actor: {
              type: 'role',
              account: ACCOUNTS[0],
              names: isSatisfiable ? [literalPattern(role)] : [globPattern(`arn:aws:iam::${ACCOUNTS[0]}:role/?*`)],
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
