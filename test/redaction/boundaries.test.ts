import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Edit, edited, examplesOf, foundIn, neighboursOf } from '../../bench/mutants/neighbours.ts';
import { RULES } from '../../lib/redaction/rules/index.ts';

/** What `npm run boundaries` wrote: per rule, edits of its examples with what is found then, and the changes that none shows. */
const TABLE: Record<string, { lines: [...Edit, string][]; unnoticed: string[] } | undefined> = JSON.parse(
  readFileSync(new URL('boundaries.json', import.meta.url), 'utf8'),
);
const AGAIN = 'run `npm run boundaries`, and read the difference';

test('each rule finds in its changed examples what the table says', () => {
  for (const rule of RULES) {
    const examples = examplesOf(rule);
    for (const [found, edit] of linesOf(rule.id)) {
      const line = edited(examples, edit);
      expect([rule.id, line, foundIn(rule, line)], AGAIN).toEqual([rule.id, line, found]);
    }
  }
});

test('a rule that differs in a boundary, a look around or by one in a count is told apart, or listed as not', () => {
  let [all, unnoticed] = [0, 0];
  for (const rule of RULES) {
    const examples = examplesOf(rule);
    const lines = linesOf(rule.id).map(([found, edit]) => [edited(examples, edit), found] as const);
    const neighbours = neighboursOf(rule);
    const listed = new Set(TABLE[rule.id]?.unnoticed);
    const same = neighbours
      .filter(({ change }) => !listed.delete(change))
      .filter((other) => lines.every(([line, found]) => foundIn(other.rule, line) === found));
    expect([rule.id, same.map(({ change }) => change), [...listed]], AGAIN).toEqual([rule.id, [], []]);
    all += neighbours.length;
    unnoticed += TABLE[rule.id]?.unnoticed.length ?? 0;
  }
  expect(unnoticed / all).toBeLessThan(0.35);
});

test('the table has no rule that is gone', () => {
  expect(Object.keys(TABLE)).toEqual(RULES.map(({ id }) => id));
});

const linesOf = (id: string): (readonly [found: string, edit: Edit])[] =>
  (TABLE[id]?.lines ?? []).map(([example, at, out, put, times, found]) => [found, [example, at, out, put, times]]);
