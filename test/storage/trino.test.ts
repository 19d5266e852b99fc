import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalLake } from '../../lib/storage/local/lake.ts';
import { at, lakeOf } from './lake.ts';
import { roleArn } from './template.ts';

const ROWS = [
  { seq: 1, kind: 'key', app: 'mail', text: 'one two', occurred_at: '2026-05-20T10:59:30.250Z', x: 2 },
  { seq: 2, kind: 'key', app: null, text: null, occurred_at: '2026-05-20T11:01:00.000Z', x: 8 },
];
let lake: LocalLake;
const ask = async (sql: string) => (await lake.query(roleArn('team-a'), sql, 'testing')).rows;

beforeAll(async () => {
  const columns = ['seq', 'kind', 'app', 'text', 'occurred_at', 'x'];
  lake = await lakeOf(
    [{ partition: at('XA'), rows: ROWS }],
    { grants: [{ team: 'team-a', columns, rows: null }] },
    { after: afterAll },
  );
});

/** What Athena answers, by the documentation of its functions. */
const ANSWERS: readonly (readonly [sql: string, answer: unknown])[] = [
  ['7 / 2', 3],
  ["date_diff('hour', timestamp '2026-01-01 00:59:00', timestamp '2026-01-01 01:01:00')", 0],
  ["date_diff('day', date '2026-01-01', date '2026-01-03')", 2],
  ["CAST(date_add('month', 1, date '2026-01-31') AS date)", '2026-02-28'],
  [
    "format_datetime(timestamp '2026-01-02 13:04:05.678', 'EEE yyyy-MM-dd HH:mm:ss.SSS')",
    'Fri 2026-01-02 13:04:05.678',
  ],
  ["date_format(timestamp '2026-01-02 13:04:05', '%Y-%m-%d %H:%i:%s')", '2026-01-02 13:04:05'],
  ["to_unixtime(from_iso8601_timestamp('1970-01-01T00:00:01.5Z'))", 1.5],
  [
    "CAST(from_iso8601_timestamp('2026-07-01T10:00:00Z') AT TIME ZONE 'Europe/Berlin' AS varchar)",
    '2026-07-01 12:00:00',
  ],
  ["day_of_week(date '2026-01-04')", 7],
  ["regexp_like('Settings', '(?i)SET')", true],
  ["regexp_replace('a1b2', '([a-z])(\\d)', '$2$1')", '1a2b'],
  ["regexp_replace('banana', 'a')", 'bnn'],
  ["regexp_extract('frames/7.png', '(\\d+)\\.png', 1)", '7'],
  ["regexp_extract('none', '\\d')", null],
  ["split_part('a,b', ',', 3)", null],
  ["concat('a', NULL)", null],
  ["concat('a', 'b', 'c')", 'abc'],
  ["to_hex(sha256(to_utf8('x')))", '2D711642B726B04401627CA9FBAC32F5C8530FB1903CC4DB02258717921A4881'],
  ["json_extract_scalar('[[1,2]]', '$[0][1]')", '2'],
  ['json_format(json_parse(\'{"a":1}\'))', '{"a":1}'],
  ["url_extract_host('https://a.example:8/x?y')", 'a.example'],
  ['cardinality(ARRAY[1, 2])', 2],
  ["element_at(ARRAY['a', 'b'], -1)", 'b'],
  ["array_join(ARRAY['a', NULL, 'b'], '-')", 'a-b'],
  ["array_join(ARRAY['a', NULL], '-', '?')", 'a-?'],
  ["array_position(ARRAY['a'], 'b')", 0],
  ['slice(ARRAY[1, 2, 3], -2, 2)', [2, 3]],
  ['transform(ARRAY[1, 2], x -> x + 1)', [2, 3]],
  ['filter(ARRAY[1, 2, 3], x -> x > 1)', [2, 3]],
  ['sequence(1, 3)', [1, 2, 3]],
  ["'transform(x' || upper('a')", 'transform(xA'],
  ['bitwise_and(5, 3)', 1],
  ["TRY(CAST('x' AS integer))", null],
  ["levenshtein_distance('ab', 'ac')", 1],
];

describe('a statement as Athena takes it', () => {
  test.each(ANSWERS)('%s', async (sql, answer) => expect(await ask(`SELECT ${sql}`)).toEqual([[answer]]));

  test('aggregates, windows and lists over rows', async () => {
    expect(await ask('SELECT approx_distinct(app), every(seq > 0), geometric_mean(x) FROM activity')).toEqual([
      [1, true, 4],
    ]);
    expect(await ask(`SELECT w FROM activity CROSS JOIN UNNEST(split(text, ' ')) AS t(w) ORDER BY 1`)).toEqual([
      ['one'],
      ['two'],
    ]);
    const first = `date_trunc('hour', from_iso8601_timestamp(occurred_at))`;
    expect(await ask(`SELECT hour(${first}) h, count(*) FROM activity GROUP BY 1 ORDER BY 1`)).toEqual([
      [10, 1],
      [11, 1],
    ]);
    expect(await ask('SELECT map_agg(seq, x) FROM activity')).toHaveLength(1);
  });
});

test.each([
  ['SELECT word_stem(text) FROM activity', /word_stem\(\) is a function of Athena/],
  ['SELECT any_match(ARRAY[1], x -> x > 0)', /cardinality\(filter/],
  ['SELECT reduce(ARRAY[1], 0, (s, x) -> s + x, s -> s)', /reduce\(\) is a function of Athena/],
  ["SELECT CAST(json_parse('[1]') AS array(double))", /double\[\]/],
  ["SELECT listagg(kind, ',') WITHIN GROUP (ORDER BY kind) FROM activity", /array_join\(array_agg/],
  ['SELECT first_value(kind) IGNORE NULLS OVER (ORDER BY seq) FROM activity', /inside of the brackets/],
])('says what the embedded lake lacks: %s', async (sql, says) => {
  await expect(ask(sql)).rejects.toThrow(expect.objectContaining({ message: expect.stringMatching(says) }));
});
