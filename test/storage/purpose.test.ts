import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalLake } from '../../lib/storage/local/lake.ts';
import { at, lakeOf } from './lake.ts';
import { roleArn } from './template.ts';

let lake: LocalLake;
const ask = (sql: string, purpose: string | undefined = 'testing', team = 'team-a') =>
  lake.query(roleArn(team), sql, purpose).then(
    () => 'answered',
    (error) => error.code,
  );

beforeAll(async () => {
  const rows = [1, 2, 3].map((seq) => ({ seq, kind: 'key', worker: `w${seq % 2}`, device: 'd', app: 'mail', x: seq }));
  const grants = [
    { team: 'team-a', columns: ['segment', 'seq', 'kind', 'worker', 'device', 'app', 'x'], rows: null },
    { team: 'team-b', columns: ['seq', 'kind', 'app', 'x'], rows: null },
  ];
  lake = await lakeOf([{ partition: at('XA'), rows }], { grants }, { after: afterAll });
});

describe('purpose', () => {
  test('a query without a purpose, or with one that is not granted, is refused', async () => {
    expect(await ask('SELECT seq FROM activity', 'testing')).toBe('answered');
    expect(await ask('SELECT seq FROM activity', 'more')).toBe('answered');
    await expect(lake.query(roleArn('team-a'), 'SELECT seq FROM activity', undefined)).rejects.toMatchObject({
      code: 'query.purpose',
      todo: expect.stringContaining('testing or more'),
    });
    for (const purpose of ['', 'evaluation', 'TESTING', 'testing more'])
      expect([purpose, await ask('SELECT seq FROM activity', purpose)]).toEqual([purpose, 'query.purpose']);
  });
});

describe('no personnel record', () => {
  // Statements that would give a figure about one worker, however they hide the column.
  const refused = [
    'SELECT worker, count(*) FROM activity GROUP BY worker',
    'SELECT count(*) FROM activity GROUP BY worker',
    'SELECT WORKER AS w, sum(x) FROM activity GROUP BY 1',
    'SELECT device, max(x) FROM activity GROUP BY ALL',
    'SELECT w, count(*) FROM (SELECT worker AS w FROM activity) GROUP BY w',
    'WITH a AS (SELECT worker w FROM activity) SELECT w, avg(1) FROM a GROUP BY w',
    "SELECT count(*) FROM activity WHERE worker = 'w1'",
    'SELECT count(*) FILTER (worker LIKE $$w%$$) FROM activity',
    'SELECT seq, row_number() OVER (PARTITION BY worker ORDER BY seq) FROM activity',
    'SELECT DISTINCT worker FROM activity',
    'SELECT DISTINCT * FROM activity',
    'SELECT DISTINCT ON (device) x FROM activity',
    'SELECT list(x) FROM activity GROUP BY worker HAVING count(*) > 1',
    'SELECT a.w, count(*) FROM (SELECT * FROM activity) a(s, k, w) GROUP BY 1',
    'SELECT histogram(worker) FROM activity',
    'SUMMARIZE activity',
    'SELECT (SELECT sum(b.x) FROM activity b WHERE b.worker = a.worker) FROM activity a',
  ];
  test.each(refused)('refuses %s', async (sql) => {
    await expect(lake.query(roleArn('team-a'), sql, 'testing')).rejects.toMatchObject({
      code: 'query.cohort',
      message: expect.stringContaining('10 or more'),
    });
  });

  const allowed = [
    'SELECT kind, count(*) FROM activity GROUP BY kind',
    'SELECT worker, seq FROM activity ORDER BY segment, seq',
    'SELECT DISTINCT app FROM activity',
    'SELECT count(*) FROM activity',
    'SELECT app, sum(x) OVER (ORDER BY seq) FROM activity',
  ];
  test.each(allowed)('answers %s', async (sql) => {
    expect(await ask(sql)).toBe('answered');
  });

  test('a team that does not see the column is told that it does not exist, and is free to group by every column it sees', async () => {
    expect(await ask('SELECT worker, count(*) FROM activity GROUP BY 1', 'testing', 'team-b')).toBe(
      'query.unknown-column',
    );
    expect(await ask('SELECT DISTINCT * FROM activity', 'testing', 'team-b')).toBe('answered');
  });
});
