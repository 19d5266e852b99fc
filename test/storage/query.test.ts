import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Row } from '../../lib/activity/columns.ts';
import type { LocalLake } from '../../lib/storage/local/lake.ts';
import { partitionPrefix } from '../../lib/storage/partition.ts';
import { present } from '../present.ts';
import { bytes } from './folder.ts';
import { at, lakeOf } from './lake.ts';
import { roleArn, type TestGrant } from './template.ts';

const ROWS: readonly Row[] = [
  {
    seq: 1,
    kind: 'key',
    app: 'mail',
    title: 'hidden title 1',
    worker: 'w1',
    mono_us: 2 ** 40,
    field_secure: false,
    x: 0.5,
  },
  { seq: 2, kind: 'text', app: 'mail', title: 'hidden title 2', worker: 'w2', text: 'visible text' },
  { seq: 3, kind: 'click', app: 'chat', worker: 'w1', x: -1, clicks: 2 },
  { seq: 4, kind: 'key', app: null, worker: 'w3' },
  { seq: 5, kind: 'key', app: "it's", worker: 'w3', field_secure: true },
];
const PARTS = [
  { partition: at('XA'), rows: ROWS },
  { partition: at('XB'), rows: ROWS.map((row) => ({ ...row, seq: present(row.seq) + 100 })) },
];
const grant = (columns: readonly string[], rows: string | null, team = 'team-a'): TestGrant => ({
  team,
  columns,
  rows,
});
const ask = async (lake: LocalLake, sql: string, team = 'team-a') =>
  (await lake.query(roleArn(team), sql, 'testing')).rows;
const coded = (code: string) => expect.objectContaining({ code });

describe('a team sees', () => {
  test('only the granted columns and partition keys, and only rows of its filter', async () => {
    const lake = await lakeOf(PARTS, { grants: [grant(['seq', 'kind'], `"kind" = 'key' AND "jurisdiction" = 'XA'`)] });
    const { columns, types, rows } = await lake.query(
      roleArn('team-a'),
      'SELECT * FROM activity ORDER BY seq',
      'testing',
    );
    expect(columns).toEqual(['seq', 'kind', 'jurisdiction', 'day', 'shard']);
    expect(types).toEqual(['integer', 'varchar', 'varchar', 'varchar', 'varchar']);
    expect(rows).toEqual([1, 4, 5].map((seq) => [seq, 'key', 'XA', '2026-05-20', '0']));
  });

  test('rows by a column that it does not see', async () => {
    const lake = await lakeOf(PARTS, {
      grants: [grant(['seq'], `"worker" IN ('w1', 'w3') AND "jurisdiction" = 'XA'`)],
    });
    expect(await ask(lake, 'SELECT seq FROM activity ORDER BY 1')).toEqual([[1], [3], [4], [5]]);
    await expect(ask(lake, 'SELECT worker FROM activity')).rejects.toThrow(coded('query.unknown-column'));
  });

  test('the union of its grants, and of each value only what some grant shows whole', async () => {
    const lake = await lakeOf(PARTS.slice(0, 1), {
      grants: [grant(['seq', 'app'], `"kind" = 'key'`), grant(['seq', 'text'], `"app" = 'mail'`)],
    });
    expect(await ask(lake, 'SELECT seq, app, text FROM activity ORDER BY seq')).toEqual([
      [1, 'mail', null],
      [2, null, 'visible text'],
      [4, null, null],
      [5, "it's", null],
    ]);
  });

  test('everything that an unfiltered grant gives', async () => {
    const lake = await lakeOf(PARTS, { grants: [grant(['seq'], null)] });
    expect(await ask(lake, 'SELECT count(*) FROM activity')).toEqual([[10]]);
  });

  test('its own view, whatever other teams see', async () => {
    const lake = await lakeOf(PARTS, {
      grants: [grant(['seq'], `"kind" = 'key'`), grant(['title'], `"kind" = 'text'`, 'team-b')],
    });
    expect(await ask(lake, 'SELECT count(*) FROM activity')).toEqual([[6]]);
    expect(await ask(lake, 'SELECT DISTINCT title FROM activity', 'team-b')).toEqual([['hidden title 2']]);
    await expect(ask(lake, 'SELECT title FROM activity')).rejects.toThrow(coded('query.unknown-column'));
  });

  test('nothing of a partition that is not in the catalog', async () => {
    const lake = await lakeOf(PARTS, { grants: [grant(['seq'], null)] });
    await lake.portsFor(roleArn('retain')).catalog.dropPartition(at('XB'));
    expect(await ask(lake, 'SELECT count(*), max(seq) FROM activity')).toEqual([[5, 5]]);
  });

  test('and reads, no file of a partition that its filter excludes', async () => {
    const lake = await lakeOf(PARTS, {
      grants: [grant(['seq'], `"jurisdiction" = 'XA'`), grant(['seq'], null, 'team-b')],
    });
    const { objects } = lake.portsFor(roleArn('redact'));
    await objects.putOnce('redacted', `${partitionPrefix(at('XB'))}broken.parquet`, bytes('broken'), 'text/plain');
    expect(await ask(lake, 'SELECT count(*) FROM activity')).toEqual([[5]]);
    await expect(ask(lake, 'SELECT count(*) FROM activity', 'team-b')).rejects.toThrow(coded('query.bad-file'));
  });

  test('an empty table when there is nothing', async () => {
    const lake = await lakeOf([], { grants: [grant(['seq', 'kind'], null)] });
    expect(await ask(lake, 'SELECT count(*), count(kind) FROM activity')).toEqual([[0, 0]]);
  });
});

/** The granted columns of the tests below in the order of the table, then the partition keys. */
const COLUMNS_OF_ALL = ['seq', 'kind', 'mono_us', 'app', 'field_secure', 'x', 'clicks', 'jurisdiction', 'day', 'shard'];

describe('answers', () => {
  const all = [grant(['seq', 'kind', 'app', 'mono_us', 'x', 'clicks', 'field_secure'], null)];
  const cases: [string, unknown][] = [
    ['SELECT mono_us FROM activity WHERE seq = 1', [[2 ** 40]]],
    ['SELECT x, field_secure, app FROM activity WHERE seq = 1', [[0.5, false, 'mail']]],
    ['SELECT x, field_secure, app FROM activity WHERE seq = 4', [[null, null, null]]],
    ['SELECT sum(mono_us) FROM activity', [[2 ** 41]]],
    ['SELECT 9223372036854775807', [['9223372036854775807']]],
    ["SELECT seq FROM activity WHERE app = 'it''s' AND jurisdiction = 'XA'", [[5]]],
    ['SELECT a.seq FROM activity a JOIN activity b ON a.seq + 100 = b.seq WHERE a.clicks = 2', [[3]]],
    ["WITH keys AS (SELECT * FROM activity WHERE kind = 'key') SELECT count(*) FROM keys", [[6]]],
    ['SELECT kind, count(*) AS n FROM activity GROUP BY ALL ORDER BY n DESC, kind LIMIT 1', [['key', 6]]],
    ['SELECT seq FROM lakedb.activity ORDER BY seq LIMIT 1', [[1]]],
    ['SELECT seq FROM LakeDB."ACTIVITY" ORDER BY seq LIMIT 1', [[1]]],
    ['FROM activity SELECT max(seq)', [[105]]],
    ['SELECT t.activity.seq FROM (SELECT activity FROM activity) t ORDER BY 1 LIMIT 1', [[1]]],
    ["SELECT COLUMNS(c -> c LIKE 'cl%') FROM activity WHERE clicks IS NOT NULL LIMIT 1", [[2]]],
    ['SELECT struct_keys(a) FROM activity a WHERE a.seq = 1', [[COLUMNS_OF_ALL]]],
    ['SELECT #1 FROM activity ORDER BY 1 LIMIT 1', [[1]]],
    ['SELECT count(*) FROM (SELECT seq, kind FROM activity) a NATURAL JOIN (SELECT * FROM activity) b', [[10]]],
    ['SELECT row_number() OVER (ORDER BY seq) FROM activity QUALIFY row_number() OVER (ORDER BY seq) = 3', [[3]]],
    ["SELECT list_transform([1, 2], x -> x + 1), {'a': 1}", [[[2, 3], { a: 1 }]]],
    ['VALUES (1), (2)', [[1], [2]]],
    ['SELECT i FROM range(3) t(i)', [[0], [1], [2]]],
    ['SELECT unnest([1, 2])', [[1], [2]]],
    ["SELECT DATE '2026-05-20' + INTERVAL 1 DAY", [['2026-05-21 00:00:00']]],
    ['SELECT column_name FROM (DESCRIBE activity) LIMIT 2', [['seq'], ['kind']]],
    ["SELECT regexp_extract(kind, 'k(.*)', 1) FROM activity WHERE seq = 1", [['ey']]],
    ['SELECT 1 UNION SELECT seq FROM activity WHERE seq = 2 ORDER BY 1', [[1], [2]]],
    ['WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 4) SELECT max(n) FROM r', [[4]]],
  ];
  let lake: LocalLake;
  beforeAll(async () => {
    lake = await lakeOf(PARTS, { grants: all }, { after: afterAll });
  });

  test.each(cases)('%s', async (sql, expected) => expect(await ask(lake, sql)).toEqual(expected));

  test.each(['DESCRIBE activity', 'SUMMARIZE activity', 'DESCRIBE SELECT * FROM activity'])(
    'of %s name the granted columns and the partition keys only',
    async (sql) => {
      const named = (await ask(lake, sql)).map(([name]) => name);
      expect(named).toEqual(COLUMNS_OF_ALL);
    },
  );

  test('are JSON', async () => {
    const answer = await lake.query(
      roleArn('team-a'),
      'SELECT *, 1.5::DECIMAL(4,2), now(), [1::BIGINT] FROM activity',
      'testing',
    );
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
  });
});

describe('no principal may query', () => {
  const grants = [grant(['seq'], `"kind" = 'key'`)];
  const everything = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

  test.each([
    ['a role of the app without a grant', roleArn('retain')],
    ['a role of the app that reads the raw zone', roleArn('redact')],
    ['a role that the app does not have', roleArn('stranger')],
    ['an administrator of the account', { arn: roleArn('Admin'), policies: [everything] }],
    ['an administrator of another account', { arn: 'arn:aws:iam::444455556666:role/Admin', policies: [everything] }],
  ])('who is %s', async (_, principal) => {
    const lake = await lakeOf(PARTS, { grants });
    await expect(lake.query(principal, 'SELECT 1', 'testing')).rejects.toThrow(coded('query.denied'));
  });

  test.each([
    ['the location is not registered', { registered: false }],
    ['the location is in hybrid access mode', { hybrid: true }],
  ])('where %s', async (_, options) => {
    const lake = await lakeOf(PARTS, { grants, ...options });
    await expect(ask(lake, 'SELECT 1')).rejects.toThrow(coded('query.denied'));
  });

  test('through a filter that cannot be parsed', async () => {
    const lake = await lakeOf(PARTS, { grants: [grant(['seq'], "upper(kind) = 'KEY'")] });
    await expect(ask(lake, 'SELECT 1')).rejects.toThrow(coded('query.bad-filter'));
  });
});

describe('a statement is stopped', () => {
  test.each([
    [
      'that runs too long',
      'SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b WHERE a.range + b.range = 3',
      { time: 300 },
      'query.timeout',
    ],
    ['whose result has too many rows', 'SELECT * FROM range(5000)', { rows: 2000 }, 'query.too-large'],
    ['whose result is too long', "SELECT repeat('x', 100000) FROM range(100)", { bytes: 1_000_000 }, 'query.too-large'],
    [
      'that takes too much memory',
      "SELECT length(string_agg(repeat('x', 1000000), '')) FROM range(500)",
      { memory: 512 * 1024 ** 2 },
      'query.too-large',
    ],
  ])('%s', async (_, sql, limits, code) => {
    const lake = await lakeOf(PARTS, { grants: [grant(['seq'], null)] }, { limits });
    await expect(ask(lake, sql)).rejects.toThrow(coded(code));
  });

  test.each([
    'CAST(app AS INTEGER)',
    'app::DATE',
    "strptime(app, '%Y')",
    'mono_us::TINYINT',
    "regexp_matches(app, app || '(')",
  ])('with a message that quotes no value: %s', async (expression) => {
    const lake = await lakeOf(PARTS, { grants: [grant(['app', 'mono_us'], null)] });
    const error = await ask(lake, `SELECT ${expression} FROM activity`).catch((e) => e);
    expect(error.code).toBe('query.failed');
    expect(error.message).not.toMatch(/mail|chat|it's|\d{4}/);
  });

  test('with a message that names the visible columns, and confirms no hidden one', async () => {
    const lake = await lakeOf(PARTS, { grants: [grant(['seq', 'kind'], null)] });
    const failure = async (column: string) =>
      ask(lake, `SELECT ${column} FROM activity`).then(
        () => 'an answer',
        (error) => `${error.code}: ${error.message}; ${error.todo}`,
      );
    const hidden = await failure('title');
    expect(hidden).toBe(
      'query.unknown-column: column "title" does not exist, or is not granted to you; your columns are seq, kind, jurisdiction, day, shard',
    );
    expect(await failure('nonsense')).toBe(hidden.replace('title', 'nonsense'));
    expect(await failure('activity.title')).toBe(hidden);
  });
});
