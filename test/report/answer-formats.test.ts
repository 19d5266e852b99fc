import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FORMATS } from '../../lib/report/answer-formats.ts';
import { didYouMean } from '../../lib/storage/local/query/did-you-mean.ts';

const ID = '747b6c58-acde-8a20-b14b-22c02894b980';
const answer = {
  columns: ['segment', 'text', 'x'],
  rows: [
    [ID, 'a "b", c|d\nnext', 1.5],
    [ID, null, null],
  ],
};

test('an id is whole in every format', () => {
  for (const write of Object.values(FORMATS)) expect(write(answer).split(ID)).toHaveLength(3);
});

test('all formats have the same content', () => {
  expect(FORMATS.csv(answer)).toBe(`segment,text,x\r\n${ID},"a ""b"", c|d\nnext",1.5\r\n${ID},,\r\n`);
  expect(
    FORMATS.jsonl(answer)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { segment: ID, text: 'a "b", c|d\nnext', x: 1.5 },
    { segment: ID, text: null, x: null },
  ]);
  expect(FORMATS.markdown(answer)).toBe(
    `| segment | text | x |\n| --- | --- | --- |\n| ${ID} | a "b", c\\|d next | 1.5 |\n| ${ID} |  |  |\n`,
  );
  expect(JSON.parse(FORMATS.json(answer))).toEqual(answer);
  expect(FORMATS.csv({ columns: ['a'], rows: [] })).toBe('a\r\n');
});

/** Parses CSV by RFC 4180. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)!.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

test('any kind of value reads back from CSV unchanged', () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom('"', ',', '\r\n', '""', '=1+1', 'a,"b"'));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 5 }), (rows) => {
      expect(readCsv(FORMATS.csv({ columns: ['a', 'b'], rows }))).toEqual([['a', 'b'], ...rows]);
    }),
  );
});

test.each([
  ['kidn', 'did you mean kind? '],
  ['Kind', 'did you mean kind? '],
  ['role', 'did you mean el_role? '],
  ['title', ''],
  ['zzz', ''],
])('for %s: %j', (name, said) => {
  expect(didYouMean(name, ['kind', 'el_role', 'x', 'seq'])).toBe(said);
});
