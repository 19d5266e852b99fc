import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COLUMNS, type Column, PARTITION_KEYS } from '../../lib/activity/columns.ts';
import { checkCohort } from '../../lib/storage/local/query/cohort.ts';
import { Engine } from '../../lib/storage/local/query/engine.ts';
import { QueryFailure } from '../../lib/storage/local/query/failure.ts';
import { defineTable } from '../../lib/storage/local/query/load.ts';
import { LIMITS } from '../../lib/storage/local/query/process/limits.ts';
import { readStatement } from '../../lib/storage/local/query/statement.ts';
import { present } from '../present.ts';
import { workerStatements } from './worker-statements.ts';

const VISIBLE: readonly Column[] = [...COLUMNS, ...PARTITION_KEYS].filter(({ name }) =>
  ['segment', 'seq', 'kind', 'worker', 'device', 'app', 'x', 'jurisdiction', 'day', 'shard'].includes(name),
);

/** Rows of two workers, some alike, in two parts and together: an answer about all must equal the answers about the parts. */
const LAKES = { left: [1, 2, 5, 6], right: [3, 4, 7, 8], both: [1, 2, 5, 6, 3, 4, 7, 8] } as const;
type Lake = keyof typeof LAKES;
const engines = {} as Record<Lake, Engine>;

const row = (n: number) => {
  const alike = Math.ceil(n / 2);
  return `('s${n % 2}', ${alike}, '${n % 2 ? 'key' : 'click'}', 'w${n % 2}', 'd${n % 2}', 'app ${alike % 2}', ${(alike % 2) + (n % 2)})`;
};

beforeAll(async () => {
  for (const lake of Object.keys(LAKES) as Lake[]) {
    engines[lake] = await Engine.open(LIMITS);
    await defineTable(engines[lake], VISIBLE, 'lakedb');
    await engines[lake].connection.run(
      `INSERT INTO activity (segment, seq, kind, worker, device, app, x) VALUES ${LAKES[lake].map(row).join()}`,
    );
  }
});
afterAll(() => {
  for (const engine of Object.values(engines)) engine.close();
});

/** The rule's decision on a statement: may it be answered? */
async function verdict(sql: string): Promise<string> {
  try {
    const { connection } = engines.both;
    await checkCohort(connection, await readStatement(connection, sql, 'lakedb'), VISIBLE);
    return 'may run';
  } catch (error) {
    return error instanceof QueryFailure ? error.failure.code : 'not known';
  }
}

const W = 'worker';
const REFUSED: Record<string, readonly string[]> = {
  'set operations': [
    `SELECT ${W} FROM activity UNION SELECT ${W} FROM activity`,
    `SELECT ${W} FROM activity UNION ALL SELECT ${W} FROM activity`,
    `SELECT ${W} FROM activity INTERSECT SELECT ${W} FROM activity WHERE x > 1`,
    `SELECT ${W} FROM activity EXCEPT SELECT ${W} FROM activity WHERE x > 1`,
    `SELECT ${W} FROM activity EXCEPT ALL SELECT ${W} FROM activity WHERE x > 1`,
    'SELECT * FROM activity UNION BY NAME SELECT * FROM activity',
    `SELECT app FROM activity WHERE ${W} = 'w1' EXCEPT SELECT app FROM activity WHERE ${W} = 'w2'`,
    `FROM (SELECT ${W} FROM activity UNION SELECT 'x')`,
  ],
  windows: [
    `SELECT ${W}, row_number() OVER () FROM activity`,
    `SELECT lag(x) OVER (ORDER BY seq), ${W} FROM activity`,
    `SELECT ${W} FROM activity QUALIFY row_number() OVER (PARTITION BY ${W} ORDER BY seq) = 1`,
    `SELECT x FROM activity QUALIFY rank() OVER (ORDER BY ${W}) = 1`,
    `SELECT sum(x) OVER w FROM activity WINDOW w AS (PARTITION BY ${W})`,
  ],
  ordering: [
    `SELECT ${W} FROM activity ORDER BY x DESC LIMIT 1`,
    `SELECT ${W} FROM activity ORDER BY x`,
    `SELECT ${W}, seq FROM activity ORDER BY ${W}`,
    `SELECT seq FROM activity ORDER BY ${W}`,
    `SELECT ${W} FROM activity ORDER BY seq DESC LIMIT 1`,
    `SELECT ${W} FROM activity ORDER BY 1`,
    `SELECT ${W} FROM activity ORDER BY ALL`,
    `SELECT ${W} FROM activity ORDER BY segment || x`,
    `SELECT ${W}, x AS segment FROM activity ORDER BY segment DESC LIMIT 1`,
    `SELECT * FROM (SELECT ${W}, x AS segment FROM activity) ORDER BY segment`,
    `SELECT * REPLACE (x AS segment) FROM activity ORDER BY segment`,
    `SELECT * RENAME (x AS segment) FROM (SELECT x, ${W} FROM activity) ORDER BY segment`,
    `SELECT ${W}, COLUMNS('(x)') AS 'segment' FROM (SELECT x, ${W} FROM activity) ORDER BY segment`,
    `SELECT ${W}, segment FROM activity s(segment, seq) ORDER BY segment`,
    `WITH t(segment, w) AS (SELECT x, ${W} FROM activity) SELECT w FROM t ORDER BY segment`,
    `SELECT ${W} FROM (SELECT x, ${W} FROM activity) segment ORDER BY segment`,
    `WITH segment AS (SELECT x, ${W} FROM activity) SELECT ${W} FROM segment ORDER BY segment`,
    `SELECT ${W} FROM activity LIMIT (SELECT count(*) FROM activity)`,
    `SELECT ${W} FROM activity LIMIT 10%`,
  ],
  recursion: [
    `WITH RECURSIVE r AS (SELECT ${W}, 1 n FROM activity UNION ALL SELECT ${W}, n + 1 FROM r WHERE n < 2) SELECT * FROM r`,
    `WITH RECURSIVE r(w, n) AS (SELECT ${W}, 1 FROM activity UNION SELECT w, n + 1 FROM r WHERE n < 2) FROM r`,
    `WITH RECURSIVE r(w, n) USING KEY (w) AS (SELECT ${W}, 1 FROM activity UNION SELECT w, n + 1 FROM r WHERE n < 2) FROM r`,
  ],
  'grouping in any form': [
    `SELECT ${W} FROM activity GROUP BY ALL`,
    `SELECT ${W}, count(*) FROM activity GROUP BY GROUPING SETS ((${W}), ())`,
    `SELECT kind, count(*) FROM activity WHERE ${W} = 'w1' GROUP BY CUBE (kind)`,
    `SELECT ${W}, kind FROM activity GROUP BY ROLLUP (${W}, kind)`,
    `SELECT DISTINCT ON (kind) ${W} FROM activity`,
    `SELECT 1 FROM activity WHERE ${W} = 'w1' HAVING count(*) > 2`,
    `SELECT w, count(*) FROM activity a(s, q, k, w) GROUP BY w`,
    `SELECT s, count(*) FROM activity a(a1, a2, a3, s) GROUP BY 1`,
  ],
  aggregates: [
    `SELECT arg_max(${W}, x) FROM activity`,
    `SELECT max_by(${W}, x) FROM activity`,
    `SELECT list(${W}) FROM activity`,
    `SELECT list({w: ${W}, x: x}) FROM activity`,
    `SELECT map_from_entries(list((${W}, x))) FROM activity`,
    `SELECT string_agg(${W}, ',') FROM activity`,
    `SELECT mode(${W}), any_value(${W}), first(${W}) FROM activity`,
    `SELECT count(*) FILTER (WHERE ${W} = 'w1') FROM activity`,
    `SELECT sum(CASE ${W} WHEN 'w1' THEN 1 END) FROM activity`,
    `SELECT geomean(x) FROM activity WHERE ${W} = 'w1'`,
    `SELECT wavg(x, x) FROM activity WHERE ${W} = 'w1'`,
    `SELECT ARRAY(SELECT x FROM activity WHERE ${W} = 'w1')`,
    `SELECT len(ARRAY(SELECT ${W} FROM activity))`,
  ],
  'other ways to put rows together': [
    `SELECT a.${W} FROM activity a JOIN activity b ON a.${W} = b.${W} AND a.seq < b.seq`,
    `SELECT a.seq FROM activity a, activity b WHERE a.${W} = b.${W}`,
    `SELECT a.seq FROM activity a SEMI JOIN activity b USING (${W})`,
    `SELECT a.seq FROM activity a ANTI JOIN activity b ON a.${W} = b.${W} AND b.x > a.x`,
    `SELECT a.${W}, b.x FROM activity a ASOF JOIN activity b ON a.${W} = b.${W} AND a.x >= b.x`,
    `FROM activity POSITIONAL JOIN activity b`,
    `SELECT ${W}, n FROM activity, LATERAL (SELECT count(*) n FROM activity b WHERE b.x < activity.x)`,
    `SELECT ${W} FROM activity WHERE x = (SELECT max(x) FROM activity)`,
    `SELECT ${W} FROM activity WHERE x >= ALL (SELECT x FROM activity)`,
    `SELECT ${W} FROM activity WHERE x IN (FROM (SELECT x FROM activity LIMIT 1))`,
    `SELECT ${W} FROM activity a WHERE EXISTS (SELECT 1 FROM activity b WHERE b.${W} = a.${W} AND b.x > a.x)`,
    `SELECT ${W}, (SELECT count(*) FROM activity) FROM activity`,
    `SELECT ${W} FROM activity, range((SELECT count(*) FROM activity)) LIMIT 1`,
    `SELECT ${W} FROM activity USING SAMPLE 10%`,
    `SELECT ${W} FROM activity TABLESAMPLE reservoir(1)`,
    `SELECT ${W}, unnest([1, 2]) FROM activity`,
    `WITH a AS (SELECT ${W} w FROM activity), b AS (SELECT ${W} w FROM activity) SELECT a.w FROM a, b WHERE a.w = b.w`,
    `SELECT rowid FROM activity WHERE ${W} = 'w1'`,
    `SELECT ${W} FROM activity a WHERE a.ROWID > 1`,
    'SUMMARIZE activity',
    'SELECT * FROM (SUMMARIZE activity)',
  ],
};

const MAY_RUN = [
  'SELECT * FROM activity',
  'TABLE activity',
  `SELECT ${W}, device, x + 1 AS y FROM activity WHERE ${W} = 'w1' AND x BETWEEN 1 AND 3 LIMIT 5 OFFSET 1`,
  `SELECT * EXCLUDE (${W}) FROM lakedb.activity ORDER BY jurisdiction, segment, seq DESC`,
  `SELECT CASE WHEN ${W} IN ('w1', 'w2') THEN upper(app) ELSE NULL END, x::INTEGER, coalesce(app, '') FROM activity`,
  `SELECT t.${W} FROM (SELECT ${W}, app FROM activity WHERE app LIKE 'a%') t WHERE NOT (t.app IS NULL)`,
  `WITH t AS (SELECT * FROM activity WHERE kind = 'key') SELECT ${W}, list_transform([x], v -> v + 1) FROM t`,
  `SELECT {w: ${W}, x: x}, [${W}] FROM activity`,
  "SELECT seq FROM activity WHERE app = 'worker'",
  'DESCRIBE SELECT worker, count(*) FROM activity GROUP BY 1',
  'SELECT kind, count(*), max(x), arg_max(app, x) FROM activity GROUP BY kind ORDER BY 2 DESC',
  'SELECT DISTINCT app FROM activity UNION SELECT kind FROM activity',
];

describe('with a column that identifies one worker, a statement must not use', () => {
  for (const [what, statements] of Object.entries(REFUSED))
    test.each(statements)(`${what}: %s`, async (sql) => {
      expect(await verdict(sql)).toBe('cohort');
      expect(await verdict(sql.replaceAll('worker', 'device'))).toBe('cohort');
    });
});

test.each(MAY_RUN)('rows can be fetched as they are: %s', async (sql) => {
  expect(await verdict(sql)).toBe('may run');
  await engines.both.bind(sql);
});

/** The rows of an answer, in no order. */
async function answer(lake: Lake, sql: string): Promise<string[]> {
  const rows: unknown[] = [];
  await engines[lake].bind(sql);
  const sink = { head: async () => {}, rows: async (json: string) => void rows.push(...JSON.parse(json)) };
  await engines[lake].run(sql, sink);
  return rows.map((other) => JSON.stringify(other)).toSorted();
}

test('an answer with such a column about all rows consists of the answers about each row', async () => {
  const met = { refused: 0, answered: 0 };
  await fc.assert(
    fc.asyncProperty(workerStatements, async (sql) => {
      if ((await verdict(sql)) !== 'may run') return void met.refused++;
      const [both, left, right] = await Promise.all([answer('both', sql), answer('left', sql), answer('right', sql)]);
      met.answered++;
      expect(both, sql).toEqual([...present(left), ...present(right)].toSorted());
    }),
    { numRuns: Number(process.env.QUERY_RUNS ?? 300) },
  );
  // Enough of each to make the property meaningful; chance draws 66 to 84 answered of 300.
  expect(met.refused).toBeGreaterThan(20);
  expect(met.answered).toBeGreaterThan(20);
});
