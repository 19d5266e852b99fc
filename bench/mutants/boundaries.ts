import { writeFileSync } from 'node:fs';
import { nth } from '../../lib/activity/there.ts';
import { RULES } from '../../lib/redaction/rules/index.ts';
import type { Rule } from '../../lib/redaction/rules/rule.ts';
import { type Edit, edited, examplesOf, foundIn, neighboursOf } from './neighbours.ts';

/**
 * Writes `test/redaction/boundaries.json`: for each rule the changes of its examples that separate it from its neighbours, and
 * its findings in each. Tokens are never written out: a changed example is an edit of one. Run `npm run boundaries` after a rule
 * was changed, and read the difference: it shows where values now begin, end and count.
 */
const PUT = ['a', '7', ' ', '-', '.', '_', 'é'];
const OUT = [1, 2, 4];
const LONGEST_RUN = 26;
/** Searches of one rule and its neighbours: a place that no edit shows within them is listed as unnoticed. */
const SEARCHES = 60_000;

interface Row {
  readonly lines: [...Edit, string][];
  readonly unnoticed: string[];
}

function rowOf(rule: Rule): Row {
  const examples = examplesOf(rule);
  let left = neighboursOf(rule);
  const lines: Row['lines'] = [];
  let searches = 0;
  for (const edit of editsOf(examples, rule.hits.length)) {
    searches += left.length;
    if (left.length === 0 || searches > SEARCHES) break;
    const line = edited(examples, edit);
    const found = foundIn(rule, line);
    const still = left.filter((other) => foundIn(other.rule, line) === found);
    if (still.length < left.length) lines.push([...edit, found]);
    left = still;
  }
  return { lines, unnoticed: left.map(({ change }) => change) };
}

/** The examples as they are, then with a character more, with fewer, with runs of different lengths. */
function* editsOf(examples: readonly string[], hits: number): Generator<Edit> {
  for (let i = 0; i < examples.length; i++) yield [i, 0, 0, '', 0];
  for (const edits of [insertions, removals, exchanges, runs])
    for (let i = 0; i < hits; i++) yield* edits(i, nth(examples, i).slice(0, 160));
}

function* runs(i: number, line: string): Generator<Edit> {
  for (let at = 0; at < line.length; at++)
    if (line[at] !== line[at - 1])
      for (let times = 2; times <= LONGEST_RUN; times = times < 6 ? times + 1 : times + 4)
        yield [i, at, 0, line.charAt(at), times];
}

function* insertions(i: number, line: string): Generator<Edit> {
  for (let at = 0; at <= line.length; at++) for (const put of PUT) yield [i, at, 0, put, 1];
}

function* removals(i: number, line: string): Generator<Edit> {
  for (let at = 0; at < line.length; at++) for (const out of OUT) yield [i, at, out, '', 0];
}

function* exchanges(i: number, line: string): Generator<Edit> {
  for (let at = 0; at < line.length; at++) for (const put of PUT) yield [i, at, 1, put, 1];
}

const table: Record<string, Row> = {};
for (const rule of RULES) table[rule.id] = rowOf(rule);
const rows = Object.entries(table).map(([id, row]) => `  ${JSON.stringify(id)}: ${JSON.stringify(row)}`);
writeFileSync(new URL('../../test/redaction/boundaries.json', import.meta.url), `{\n${rows.join(',\n')}\n}\n`);
const [all, unnoticed] = [
  RULES.flatMap(neighboursOf).length,
  Object.values(table).flatMap((row) => row.unnoticed).length,
];
console.log(`${all - unnoticed} of ${all} neighbours of ${RULES.length} rules are told apart`);
