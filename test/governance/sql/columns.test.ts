import { describe, expect, test } from 'vitest';
import { columnsRead, type SqlCatalog } from '../../../lib/governance/sql/index.ts';
import { present } from '../../present.ts';

const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  'lake.activity': ['segment', 'seq', 'worker', 'kind', 'text', 'title', 'el', 'jurisdiction', 'day'],
  'lake.people': ['worker', 'team', 'grade'],
  'hr.pay': ['worker', 'amount', 'Odd Name'],
};
const catalog: SqlCatalog = {
  database: 'lake',
  table: (database, name) => {
    const key = `${database}.${name}`.toLowerCase();
    return COLUMNS[key] && { key, columns: COLUMNS[key] };
  },
  view: (_, name) => (name === 'v' ? 'SELECT text, seq AS n FROM activity' : undefined),
};
const all = present(COLUMNS['lake.activity']);
const people = present(COLUMNS['lake.people']);

/** A statement and the columns it reads, written down before it was run. */
const ROWS: (readonly [
  sql: string,
  activity: readonly string[],
  people?: readonly string[] | undefined,
  pay?: readonly string[],
])[] = [
  ["SELECT * FROM activity WHERE day = '2026-11-01'", all],
  ["SELECT a.text t FROM lake.activity a WHERE a.kind = 'text' ORDER BY t", ['kind', 'text']],
  ['select "text" from "awsdatacatalog"."lake"."activity"', ['text']],
  ['WITH c AS (SELECT text, worker FROM activity) SELECT count(*) FROM c', ['text', 'worker']],
  ['SELECT p.* FROM activity a JOIN people p ON a.worker = p.worker', ['worker'], people],
  ['SELECT text, team FROM activity JOIN people USING (worker)', ['text', 'worker'], ['team', 'worker']],
  [
    'SELECT seq FROM activity WHERE worker IN (SELECT worker FROM people WHERE grade > 3)',
    ['seq', 'worker'],
    ['grade', 'worker'],
  ],
  [
    "SELECT team FROM people p WHERE EXISTS (SELECT 1 FROM activity WHERE activity.worker = p.worker AND text LIKE '%x%')",
    ['text', 'worker'],
    ['team', 'worker'],
  ],
  ['SELECT kind FROM activity UNION ALL SELECT team FROM people', ['kind'], ['team']],
  ["SELECT w.x FROM activity CROSS JOIN UNNEST(split(text, ' ')) WITH ORDINALITY AS w (x, o)", ['text']],
  ['SELECT el.name, a.el.role.id FROM activity a', ['el']],
  ['SELECT kind, row_number() OVER (PARTITION BY worker ORDER BY seq) n FROM activity', ['kind', 'seq', 'worker']],
  ["SELECT transform(split(text, ','), title -> title || kind) FROM activity", ['kind', 'text']],
  [
    "SELECT count(*) FILTER (WHERE kind = 'key'), array_agg(title ORDER BY seq) FROM activity GROUP BY GROUPING SETS ((day), (jurisdiction))",
    ['day', 'jurisdiction', 'kind', 'seq', 'title'],
  ],
  ["UNLOAD (SELECT text FROM activity) TO 's3://elsewhere/x/' WITH (format = 'PARQUET')", ['text']],
  ["CREATE TABLE mine WITH (external_location = 's3://elsewhere/y/') AS SELECT title FROM activity", ['title']],
  ['INSERT INTO mine SELECT text FROM activity', ['text']],
  ["SELECT text FROM activity FOR TIMESTAMP AS OF TIMESTAMP '2026-11-01 00:00:00'", ['text']],
  ['SELECT n FROM v', ['seq', 'text']],
  ['TABLE activity', all],
  ['EXPLAIN ANALYZE SELECT kind FROM activity', ['kind']],
  ['EXPLAIN SELECT text FROM activity', []],
  ['SHOW COLUMNS FROM activity', []],
  ["SELECT * FROM (SELECT kind k FROM activity) WHERE k = 'key'", ['kind']],
  ['SELECT x.kind FROM (SELECT kind FROM activity) x, people', ['kind'], []],
  ['SELECT "$path" FROM activity', []],
  ['SELECT "Odd Name" FROM hr.pay', [], undefined, ['Odd Name']],
  [
    'SELECT l.text FROM people p CROSS JOIN LATERAL (SELECT text FROM activity a WHERE a.worker = p.worker) l',
    ['text', 'worker'],
    ['worker'],
  ],
  ['SELECT text FROM activity EXCEPT SELECT team FROM people', ['text'], ['team']],
  ["EXECUTE IMMEDIATE 'SELECT text FROM activity WHERE kind = ?' USING 'key'", ['kind', 'text']],
  ['EXECUTE saved USING 1', ['day', 'title']],
  ['MERGE INTO mine m USING activity a ON m.seq = a.seq WHEN MATCHED THEN UPDATE SET t = a.text', ['seq', 'text']],
  ['/* SELECT worker */ SELECT kind -- , text\nFROM activity;', ['kind']],
  ["USING EXTERNAL FUNCTION send(x VARCHAR) RETURNS VARCHAR LAMBDA 'taker' SELECT send(text) FROM activity", ['text']],
  ["SELECT a.kind FROM activity a, activity b WHERE a.seq = b.seq AND b.day = '2026-11-01'", ['day', 'kind', 'seq']],
  ["SELECT CASE WHEN kind = 'key' THEN title END FROM activity HAVING max(seq) > 1", ['kind', 'seq', 'title']],
];
const saved = (name: string) => (name === 'saved' ? 'SELECT title FROM activity WHERE day = ?' : undefined);

describe('columns that a statement reads', () => {
  test.each(ROWS.map((row) => ({ sql: row[0], row })))('$sql', async ({ row: [sql, activity, inPeople, pay] }) => {
    const { tables, assumed } = await columnsRead(sql, catalog, saved);
    expect(assumed).toBeUndefined();
    expect(tables.get('lake.activity') ?? []).toEqual([...activity].sort());
    if (inPeople) expect(tables.get('lake.people') ?? []).toEqual([...inPeople].sort());
    if (pay) expect(tables.get('hr.pay')).toEqual([...pay].sort());
  });

  test('copies are reported with their target', async () => {
    const to = async (sql: string) => (await columnsRead(sql, catalog)).copies.map((copy) => copy.to);
    expect(await to(present(ROWS[14])[0])).toEqual(['s3://elsewhere/x/']);
    expect(await to(present(ROWS[15])[0])).toEqual(['s3://elsewhere/y/']);
    expect(await to(present(ROWS[16])[0])).toEqual(['mine']);
    expect(await to(present(ROWS[33])[0])).toEqual(['taker']);
  });

  test.each([
    ['what cannot be parsed', 'SELECT FROM WHERE activity'],
    ['what is nested too deep', `SELECT ${'('.repeat(300)}text${')'.repeat(300)} FROM activity`],
    ['what is too long', `SELECT text FROM activity WHERE kind = '${'x'.repeat(70_000)}'`],
    ['a prepared statement that nobody saved', 'EXECUTE lost'],
    ['a name that nothing has', 'SELECT nothing_has_this FROM activity'],
    ['a rewrite of the table', 'OPTIMIZE activity REWRITE DATA USING BIN_PACK'],
  ])('%s counts as reading everything', async (_, sql) => {
    expect((await columnsRead(sql, catalog)).assumed).toBeDefined();
  });
});
