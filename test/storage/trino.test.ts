import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalLake } from '../../lib/storage/local/lake.ts';
import { INSTEAD, SHARED } from '../../lib/storage/local/query/dialect.ts';
import { TRANSLATED } from '../../lib/storage/local/query/trino.ts';
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
    { after: afterAll, dialect: 'athena' },
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
  ["substr('abc', 0)", ''],
  ["substring('abc', 0, 2)", ''],
  ["substr('abcd', 2, 2)", 'bc'],
  ["substr('abc', -2)", 'bc'],
  ["substring('abcd' FROM 2 FOR 2)", 'bc'],
  ["url_encode('a b/~*')", 'a+b%2F%7E*'],
  ["url_decode('a+b%2F')", 'a b/'],
  ['cardinality(array_distinct(ARRAY[1, 1, NULL, NULL]))', 2],
  ["strrpos('abcb', 'b')", 4],
  ["strrpos('abcb', 'x')", 0],
  ['cardinality(trim_array(ARRAY[1, 2, 3], 1))', 2],
  ['greatest(1, NULL)', null],
  ['least(3, 2, 4)', 2],
  ["repeat('ab', 2)", ['ab', 'ab']],
  ['array_sort(ARRAY[2, NULL, 1])', [1, 2, null]],
  ["millisecond(timestamp '2026-01-02 13:04:05.678')", 678],
  ['random(1)', 0],
  ['is_nan(nan()) AND is_infinite(infinity()) AND e() > 2.7', true],
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

describe('a statement that Athena would refuse', () => {
  test.each([
    ["regexp_matches(app, 'a')", 'regexp_matches()', 'write regexp_like(text, pattern)'],
    ["app ~ 'a'", 'regexp_full_match()', 'write regexp_like'],
    ["strftime(current_date, '%Y')", 'strftime()', 'write date_format(time, format)'],
    ['len(app)', 'len()', 'write length(text)'],
    ["string_agg(app, ',')", 'string_agg()', 'write array_join(array_agg(x ORDER BY x)'],
    ["listagg(app, ',')", 'listagg()', 'write array_join(array_agg(x ORDER BY x)'],
    ['list(app)', 'list()', 'write array_agg(x)'],
    ['[1, 2]', 'list_value()', 'write ARRAY[a, b]'],
    ["{'a': 1}", 'struct_pack()', 'write ROW(a, b)'],
    ['7 // 2', 'the operator //', 'write a / b'],
    ['2 ** 3', 'the operator **', 'write power(a, b)'],
    ["'{}'::JSON ->> '$.a'", 'the operator ->>', 'write json_extract_scalar'],
    ["format('{}', app)", 'format()', 'write concat'],
    ['jaccard(app, app)', 'jaccard()', 'use functions that Athena has'],
    ['* EXCLUDE (text)', 'a star with EXCLUDE', 'write the columns by name'],
    ["COLUMNS('x.*')", 'a star with EXCLUDE', 'write the columns by name'],
    ['#1', '#1', 'write the column by name'],
    ['DISTINCT ON (kind) app', 'DISTINCT ON', 'write max_by'],
  ])('SELECT %s', async (sql, names, instead) => {
    await expect(ask(`SELECT ${sql} FROM activity`)).rejects.toThrow(
      expect.objectContaining({
        code: 'query.dialect',
        message: expect.stringContaining(names),
        todo: expect.stringContaining(instead),
      }),
    );
  });

  test.each([
    'SELECT app FROM activity QUALIFY row_number() OVER (ORDER BY seq) = 1',
    'SELECT app, count(*) FROM activity GROUP BY ALL',
    'SELECT range FROM range(3)',
    'SELECT a.seq FROM activity a POSITIONAL JOIN activity b',
  ])('%s', async (sql) => {
    await expect(ask(sql)).rejects.toThrow(expect.objectContaining({ code: 'query.dialect' }));
  });

  test('a hidden column is named before the dialect is judged, with the same sentence as always', async () => {
    await expect(ask('SELECT len(title) FROM activity')).rejects.toThrow(
      expect.objectContaining({ code: 'query.unknown-column' }),
    );
  });
});

test('what is written without a function in both is no function of the engine alone', async () => {
  const expressions = `-x, x % 2, app || 'a', app LIKE 'a', app NOT LIKE 'a' ESCAPE '!', app ILIKE 'A%', extract(year FROM current_date),
    from_iso8601_timestamp(occurred_at) AT TIME ZONE 'UTC' + interval '2' day - interval '1' month, x IS DISTINCT FROM 1,
    x BETWEEN 1 AND 2, x IN (1, 2), CASE x WHEN 1 THEN 2 END, TRY_CAST(app AS integer), coalesce(x, 1), nullif(x, 1), IF(x > 1, 1, 2),
    position('a' IN app), substring(app FROM 1 FOR 2), trim(BOTH 'a' FROM app), ARRAY[1, 2][1], ROW(1, 2), current_timestamp,
    row_number() OVER (PARTITION BY kind ORDER BY seq ROWS BETWEEN 1 PRECEDING AND CURRENT ROW), EXISTS (SELECT 1)`;
  expect(await ask(`SELECT ${expressions} FROM activity`)).toHaveLength(2);
  expect(
    await ask('SELECT count(*), count(DISTINCT app) FILTER (WHERE x > 1) FROM activity GROUP BY kind'),
  ).toHaveLength(1);
});

test('each function that is said to be shared exists in the engine, and each advice names functions of Athena', async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll('SELECT DISTINCT lower(function_name) FROM duckdb_functions()');
  const engine = new Set(reader.getRows().map(([name]) => String(name)));
  // The parser of the engine knows these windows and the row without a function.
  const windows = [...['cume_dist', 'dense_rank', 'first_value', 'lag', 'last_value', 'lead', 'nth_value', 'ntile']];
  const parsed = new Set([...windows, 'percent_rank', 'rank', 'row_number', 'row']);
  expect([...SHARED].filter((name) => !engine.has(name) && !parsed.has(name))).toEqual([]);
  for (const [names, advice] of INSTEAD) {
    const called = [...advice.replace('AS t(x)', '').matchAll(/\b([a-z_0-9]+)\(/g)].map(([, name]) => String(name));
    expect(
      called.filter((name) => !SHARED.has(name) && !TRANSLATED.has(name) && name !== 'map'),
      advice,
    ).toEqual([]);
    const both = names.split(' ').filter((name) => SHARED.has(name) || TRANSLATED.has(name));
    expect(both, 'a function of Athena is refused').toEqual([]);
  }
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
