import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { and, column, type RowFilter as Declared, or } from '../../lib/activity/row-filter/build.ts';
import { mayPass } from '../../lib/activity/row-filter/pass.ts';
import { columnsOf, parseRowFilter } from '../../lib/activity/row-filter/read.ts';
import { renderRowFilter } from '../../lib/activity/row-filter/write.ts';
import { filterSql } from '../../lib/storage/local/query/sql.ts';

const sqlOf = (expression: string): string => filterSql(parseRowFilter(expression));

describe('a row filter', () => {
  test.each([
    [`"kind" = 'key'`, `("kind" = 'key')`],
    [`KIND <> 'it''s'`, `("kind" <> 'it''s')`],
    [`seq >= -3 AND x < 1.5`, `(("seq" >= -3) AND ("x" < 1.5))`],
    [`seq != 1 or seq = 2 and seq = 3`, `(("seq" <> 1) OR (("seq" = 2) AND ("seq" = 3)))`],
    [`(seq = 1 OR seq = 2) AND field_secure = TRUE`, `((("seq" = 1) OR ("seq" = 2)) AND ("field_secure" = true))`],
    [`kind IN ('a','b')`, `(("kind" = 'a') OR ("kind" = 'b'))`],
    [`kind NOT IN ('a')`, `(NOT (("kind" = 'a')))`],
    [`seq BETWEEN 1 AND 2`, `(("seq" >= 1) AND ("seq" <= 2))`],
    [`seq not between 1 and 2 and seq = 9`, `((NOT (("seq" >= 1) AND ("seq" <= 2))) AND ("seq" = 9))`],
    [`title LIKE 'a%' AND title NOT LIKE '%b'`, `(("title" LIKE 'a%') AND (NOT ("title" LIKE '%b')))`],
    [`title IS NULL OR NOT title IS NOT NULL`, `(("title" IS NULL) OR (NOT (NOT ("title" IS NULL))))`],
  ])('%s is accepted', (expression, sql) => expect(sqlOf(expression)).toBe(sql));

  test.each(
    [
      [
        '',
        'TRUE',
        'kind',
        `kind =`,
        `kind = 'a' AND`,
        `kind = 'a' kind = 'b'`,
        `kind = 'a`,
        `(kind = 'a'`,
        `kind = 'a')`,
      ],
      [
        `nothing = 'a'`,
        `nothing IS NULL`,
        `kind = app`,
        `'a' = kind`,
        `kind = "a"`,
        `kind = 1`,
        `seq = '1'`,
        `seq = 1e3`,
        `field_secure = 1`,
      ],
      [`upper(kind) = 'A'`, `kind = 'a' || 'b'`, `kind = 'a'; DROP TABLE x`, `kind = 'a' -- c`, `kind /* */ = 'a'`],
      [
        `kind IN ()`,
        `kind IN 'a'`,
        `'kind' = 'a'`,
        `kind IS 'a'`,
        `kind NOT = 'a'`,
        `seq LIKE 'a'`,
        `seq = 9007199254740993`,
        `kind = 'a' OR TRUE`,
      ],
      [
        `current_user = 'a'`,
        `kind = current_user`,
        `kind IN (SELECT 1)`,
        `seq = 1.`,
        `seq = .5`,
        `kind = E'a'`,
        `kind = 'a'::text`,
      ],
    ].flat(),
  )('%s is refused', (expression) => {
    expect(() => parseRowFilter(expression)).toThrow(expect.objectContaining({ code: 'query.bad-filter' }));
  });

  test('names the columns that it needs', () => {
    expect(columnsOf(parseRowFilter(`kind = 'a' AND (NOT seq = 1 OR title IS NULL)`))).toEqual([
      'kind',
      'seq',
      'title',
    ]);
  });

  const text = fc.constantFrom('', 'a', "it's", 'XA', 'XB', '"', '%', '\\', "';--", 'é');
  const { declared } = fc.letrec<{ declared: Declared }>((tie) => ({
    declared: fc.oneof(
      { maxDepth: 3 },
      fc.tuple(fc.constantFrom('kind', 'jurisdiction', 'title'), text).map(([c, v]) => column(c as 'kind').is(v)),
      fc
        .tuple(fc.constantFrom('kind', 'jurisdiction'), fc.array(text, { minLength: 1, maxLength: 3 }))
        .map(([c, v]) => column(c as 'kind').in(v)),
      fc.tuple(fc.constantFrom('day', 'jurisdiction', 'kind'), text).map(([c, v]) => column(c as 'kind').atLeast(v)),
      fc.tuple(fc.constantFrom('kind', 'shard'), text).map(([c, v]) => column(c as 'kind').isNot(v)),
      fc.constantFrom(column('title').isNull(), column('title').isNotNull()),
      fc.array(tie('declared'), { minLength: 1, maxLength: 3 }).map((all) => and(...all)),
      fc.array(tie('declared'), { minLength: 1, maxLength: 3 }).map((any) => or(...any)),
    ),
  }));

  test('of the configuration is always accepted, means the same, and excludes no partition that holds a row of it', async () => {
    const instance = await DuckDBInstance.create(':memory:');
    const db = await instance.connect();
    await db.run('CREATE TABLE t (kind VARCHAR, title VARCHAR, jurisdiction VARCHAR, day VARCHAR, shard VARCHAR)');
    const values = ["''", "'a'", "'XA'", "'it''s'", 'NULL'];
    for (const kind of values)
      for (const title of ["'a'", 'NULL'])
        await db.run(`INSERT INTO t VALUES (${kind}, ${title}, 'XA', 'a', '0'), (${kind}, ${title}, 'XB', 'b', '1')`);
    await fc.assert(
      fc.asyncProperty(declared, async (filter) => {
        const expression = renderRowFilter(filter);
        const parsed = parseRowFilter(expression);
        const rows = async (condition: string) =>
          (await db.runAndReadAll(`SELECT * FROM t WHERE ${condition} ORDER BY ALL`)).getRows();
        const passing = await rows(filterSql(parsed));
        // The expression itself is in the subset that DuckDB reads the same way.
        expect(passing).toEqual(await rows(expression));
        for (const [, , jurisdiction, day, shard] of passing) {
          expect(mayPass(parsed, { jurisdiction, day, shard } as never)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
    db.closeSync();
  });

  test('excludes partitions without any of its rows', () => {
    const filter = parseRowFilter(`jurisdiction IN ('XA') AND kind = 'key' AND day >= '2026-01-01'`);
    const part = (jurisdiction: string, day: string) => ({ jurisdiction, day, shard: '0' });
    expect(mayPass(filter, part('XA', '2026-05-20'))).toBe(true);
    expect(mayPass(filter, part('XB', '2026-05-20'))).toBe(false);
    expect(mayPass(filter, part('XA', '2025-12-31'))).toBe(false);
    expect(mayPass(parseRowFilter(`NOT jurisdiction = 'XA'`), part('XA', ''))).toBe(false);
    expect(mayPass(parseRowFilter(`jurisdiction = 'XB' OR kind = 'key'`), part('XA', ''))).toBe(true);
    // The partition does not decide about a kind, and therefore neither about its negation, nor about the negation of that.
    expect(mayPass(parseRowFilter(`NOT kind = 'key'`), part('XA', ''))).toBe(true);
    expect(mayPass(parseRowFilter(`NOT (NOT kind = 'key')`), part('XA', ''))).toBe(true);
  });
});
