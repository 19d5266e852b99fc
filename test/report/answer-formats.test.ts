import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { distinctNames, FORMATS } from '../../lib/report/answer-formats.ts';
import { parquetAnswer } from '../../lib/report/answer-parquet.ts';
import { didYouMean } from '../../lib/storage/local/query/did-you-mean.ts';
import { present } from '../present.ts';

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

const readParquet = (bytes: Uint8Array) =>
  parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer });

test('Parquet has the types of the engine, nulls in every column, and whole numbers beyond 64 bits as text', async () => {
  const wide = ['boolean', 'integer', 'bigint', 'hugeint', 'hugeint', 'decimal(3,1)', 'double', 'varchar', 'varchar[]'];
  const columns = ['flag', 'small', 'long', 'sum', 'more', 'share', 'x', 'id', 'list'];
  const values = [true, 7, '9007199254740993', 12, '170141183460469231731687303715884105727', '2.5', 1.25, ID, ['a']];
  const bytes = parquetAnswer({ columns, types: wide, rows: [values, columns.map(() => null)] });
  expect(await readParquet(bytes)).toEqual([
    {
      ...{ flag: true, small: 7, long: 9007199254740993n, sum: 12n, more: values[4], share: 2.5, x: 1.25, id: ID },
      list: '["a"]',
    },
    Object.fromEntries(columns.map((name) => [name, null])),
  ]);
  expect(parquetAnswer({ columns, types: wide, rows: [values, columns.map(() => null)] })).toEqual(bytes);
  expect(Buffer.from(bytes).toString('latin1').split(ID)).toHaveLength(2);
});

test('two columns of one name are both there, in the formats that hold values by name', async () => {
  const twice = {
    columns: ['kind', 'kind', 'kind_2'],
    types: ['varchar', 'varchar', 'varchar'],
    rows: [['a', 'b', 'c']],
  };
  const both = { kind: 'a', kind_2: 'b', kind_2_2: 'c' };
  expect(distinctNames(twice.columns)).toEqual(Object.keys(both));
  expect(JSON.parse(FORMATS.jsonl(twice))).toEqual(both);
  expect(await readParquet(parquetAnswer(twice))).toEqual([both]);
});

test('an answer without rows, and one without a value, are Parquet files too', async () => {
  expect(await readParquet(parquetAnswer({ columns: ['a'], types: ['bigint'], rows: [] }))).toEqual([]);
  expect(await readParquet(parquetAnswer({ columns: ['a'], types: ['bigint'], rows: [[null]] }))).toEqual([
    { a: null },
  ]);
});

/** Parses CSV by RFC 4180. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    present(rows.at(-1)).push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
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
