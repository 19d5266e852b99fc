import { resolve } from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { RowGroup } from '../../lambdas/redact/row-group.ts';
import { appendRow, contextOf } from '../../lambdas/redact/rows.ts';
import { columnFaults } from '../../lib/activity/column-faults.ts';
import { FORMATS, formatted } from '../../lib/activity/column-formats.ts';
import { COLUMNS, type Column, PARTITION_KEYS } from '../../lib/activity/columns.ts';
import { type ActivityEvent, KINDS, schemaOf } from '../../lib/activity/events.ts';
import { wordsOf } from '../../lib/activity/vocabulary/index.ts';
import { HIDDEN_TYPES } from '../../lib/redaction/hidden-types.ts';
import { SegmentRedactor } from '../../lib/redaction/index.ts';
import { openOf } from '../activity/build.ts';
import { ofSchema } from '../activity/of-schema.ts';
import { ANY_CHARACTER } from '../any-character.ts';
import { present } from '../present.ts';

/** Stands in every text of every event. It looks like nothing that a rule would find. */
const CANARY = 'zqxjvkwy';
const OPEN = openOf({ worker: `wk_${'a'.repeat(26)}`, device: `dv_${'a'.repeat(26)}` });
const CONTEXT = contextOf(OPEN, '2026-06-20');
const FRAME = { key: formatted('frame', 'frames/x.png'), masks: [] };

/** Texts that a recorder could write: alone, among others, as a list, as words that a vocabulary has, in any script. */
const text = fc.oneof(
  fc.constant(CANARY),
  fc
    .tuple(fc.string({ unit: ANY_CHARACTER, maxLength: 12 }), fc.string({ maxLength: 12 }))
    .map(([a, b]) => `${a}${CANARY}${b}`),
  fc.constantFrom(`button ${CANARY}`, `https:${CANARY}`, `AX${CANARY}`, `${CANARY}.button`, `${CANARY} tel`),
  fc.constantFrom(
    `${CANARY};button`,
    `text/plain;${CANARY}`,
    `${CANARY}button`,
    `other.${CANARY}`,
    `browser-${CANARY}`,
  ),
);
const events = fc
  .tuple(...KINDS.map((kind) => fc.array(ofSchema(z.toJSONSchema(present(schemaOf(kind))), text), { maxLength: 3 })))
  .chain((some) => fc.shuffledSubarray(some.flat(), { minLength: some.flat().length }))
  .map((some) => (some as ActivityEvent[]).map((event, seq) => ({ ...event, seq, mono_us: seq * 1000 })))
  .map((some) => some.map((event) => present(schemaOf(event.kind)).parse(event)));

/** An open window in which a text stands wherever a team may read it; most random sessions are hidden soon. */
const PLAIN = [
  {
    kind: 'focus',
    d: { app: CANARY, app_class: 'office', title: CANARY, url: { scheme: 'https', host: `${CANARY}.example.com` } },
  },
  { kind: 'click', d: { ph: 'click', btn: 'left', x: 5, y: 5, n: 1, el: { role: 'button', name: CANARY } } },
].map(
  (event, seq) =>
    present(schemaOf(event.kind as ActivityEvent['kind'])).parse({ ...event, seq, mono_us: seq }) as ActivityEvent,
);

/** Each column with what the lake would hold of the events, and how often each type was masked. */
function published(some: readonly ActivityEvent[]) {
  const redactor = new SegmentRedactor();
  for (const event of some) redactor.observe(event);
  redactor.decide();
  const group = new RowGroup(some.length + 1);
  const redacted = some.map((event) => redactor.redact(event)).filter((event) => event !== null);
  for (const event of redacted) appendRow(group, event, CONTEXT, { frame: FRAME });
  return { redacted, counts: redactor.counts, cells: new Map(group.take().map(({ name, data }) => [name, data])) };
}

const isIn = (value: unknown) => String(value).toLowerCase().includes(CANARY);

describe('what a recorder writes', () => {
  test('reaches only columns that a redaction rule guards, whatever text stands wherever text can stand', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(events, (some) => {
        const { redacted, counts, cells } = published(some);
        for (const { name } of COLUMNS) if (present(cells.get(name)).some(isIn)) reached.add(name);
        for (const column of COLUMNS)
          if (column.content !== 'text') expect(present(cells.get(column.name)).filter(isIn), column.name).toEqual([]);
        for (const type of counts.keys()) expect(HIDDEN_TYPES).toHaveProperty(type);
        for (const { spans } of redacted) for (const { type } of spans) expect(HIDDEN_TYPES).toHaveProperty(type);
      }),
      { numRuns: Number(process.env.COLUMN_RUNS ?? 80), examples: [[PLAIN]] },
    );
    // The texts did come through where they may: a test in which nothing arrives says nothing.
    expect([...reached]).toEqual(expect.arrayContaining(['app', 'title', 'url_host', 'el_name']));
  });

  test('leaves in closed columns nothing but their words, and in written ones nothing but their format', () => {
    fc.assert(
      fc.property(events, (some) => {
        const { cells } = published(some);
        for (const column of COLUMNS) {
          const values = present(cells.get(column.name)).filter((value) => value !== null);
          if (column.content === 'closed')
            for (const value of values)
              expect(column.words.flatMap((word) => wordsOf(word) as string[])).toContain(value);
          if (column.content === 'format' || column.content === 'id')
            for (const value of values) expect(String(value)).toMatch(FORMATS[column.format]);
        }
      }),
      { numRuns: Number(process.env.COLUMN_RUNS ?? 40) },
    );
  });

  test('leaves in what the command prints only masked texts', () => {
    const MAY = /^(?:app|title|host|name|text|value|key)$/;
    const open = (value: unknown, path: string): string[] =>
      typeof value === 'string'
        ? isIn(value) && !MAY.test(path)
          ? [path]
          : []
        : value !== null && typeof value === 'object'
          ? Object.entries(value).flatMap(([name, inner]) => [
              ...(isIn(name) ? [name] : []),
              ...open(inner, Array.isArray(value) ? path : name),
            ])
          : [];
    fc.assert(
      fc.property(events, (some) => {
        for (const event of published(some).redacted) expect(open(event, event.kind)).toEqual([]);
      }),
      { numRuns: Number(process.env.COLUMN_RUNS ?? 40) },
    );
  });
});

describe('a column that is said to be closed', () => {
  const about = { name: 'locale', type: 'string', sensitivity: 'S1', purpose: 'language of the window' } as const;

  test.each<[string, object, RegExp]>([
    ['without a vocabulary', { ...about, content: 'closed' }, /locale: it names no vocabulary/],
    ['of a vocabulary that is not there', { ...about, content: 'closed', words: ['locale'] }, /no vocabulary locale/],
    ['as a format that nobody writes', { ...about, content: 'format', format: 'locale' }, /locale: it names no format/],
    ['as a number', { ...about, content: 'number' }, /its type is no number/],
    ['as text without a rule', { ...about, content: 'text' }, /passes no redaction rule/],
    ['without saying what it holds', about, /does not say/],
    ['by the name of something inherited', { ...about, content: 'closed', words: ['toString'] }, /no vocabulary/],
  ])('fails the synth %s', (_case, column, fault) => {
    expect(columnFaults([column as Column])).toEqual([expect.stringMatching(fault)]);
  });

  test('is none of those that there are', () => expect(columnFaults()).toEqual([]));

  test('does not compile when an open text is written into it', () => {
    const lines = [
      "rows.set('control_reason', open);",
      "rows.set('el_role', open);",
      "rows.set('source', open);",
      "rows.set('bounds', open);",
      "rows.set('spans', open);",
      "rows.set('segment', open);",
      "rows.set('text', open);",
      "const column: Column = { name: 'locale', type: 'string', content: 'closed', sensitivity: 'S1', purpose: 'x' };",
      "const column: Column = { name: 'tz', type: 'string', content: 'closed', words: ['tz'], sensitivity: 'S1', purpose: 'x' };",
      "const column: Column = { name: 'os', type: 'string', content: 'text', sensitivity: 'S1', purpose: 'x' };",
    ];
    const harmless = ["rows.set('el_role', 'button');", "rows.set('source', wordOf('text_source', open));"];
    const wrong = diagnosed([...lines, ...harmless]);
    expect(wrong).toEqual(lines.map((_, i) => i));
  });
});

/** Which of the statements do not compile, by number. Each is compiled in a function of its own. */
function diagnosed(statements: readonly string[]): number[] {
  const root = resolve(import.meta.dirname, '../..');
  const source = [
    "import type { RowGroup } from './lambdas/redact/row-group.ts'; import type { Column } from './lib/activity/columns.ts'; import { wordOf } from './lib/activity/vocabulary/index.ts';",
    ...statements.map(
      (statement, i) =>
        `export function f${i}(rows: RowGroup, open: string) { ${statement} void rows; void open; void wordOf; }`,
    ),
  ].join('\n');
  const file = `${root}/closed-columns.ts`;
  const options = {
    ...ts.parseJsonConfigFileContent(ts.readConfigFile(`${root}/tsconfig.json`, ts.sys.readFile).config, ts.sys, root)
      .options,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const readFile = host.getSourceFile;
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2024) : readFile(name, ...rest);
  host.fileExists = (name) => name === file || ts.sys.fileExists(name);
  const program = ts.createProgram([file], options, host);
  const found = program.getSemanticDiagnostics(program.getSourceFile(file));
  return [...new Set(found.map(({ start = 0 }) => source.slice(0, start).split('\n').length - 2))];
}

test('partition keys, which cannot be hidden, are none of them text', () => {
  for (const { content } of PARTITION_KEYS) expect(content).toBe('format');
});
