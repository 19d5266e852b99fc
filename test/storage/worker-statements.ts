import fc from 'fast-check';

/*
 * Statements that use `worker`, of every form in which SQL can put rows together, beside forms that only fetch them.
 * None has a LIMIT: which rows it leaves out is nobody's business here.
 */

const some = (...texts: readonly string[]) => fc.constantFrom(...texts);
const joined = (separator: string, ...parts: fc.Arbitrary<string>[]) =>
  fc.tuple(...parts).map((texts) => texts.filter((text) => text !== '').join(separator));
/** Mostly nothing, so that whole statements are often plain. */
const rarely = (text: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 12, arbitrary: fc.constant('') }, { weight: 1, arbitrary: text });

const { item } = fc.letrec<{ item: string; column: string; query: string }>((tie) => ({
  column: some('worker', 'device', 'app', 'kind', 'x', 'seq', 'segment', '*', 'activity', 'seq', 'rowid'),
  query: joined(
    ' ',
    fc.constant('SELECT'),
    some('x', 'worker', 'count(*)', 'max(x)'),
    fc.constant('FROM activity'),
    rarely(fc.constant("WHERE worker = 'w1'")),
  ),
  item: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 12, arbitrary: tie('column') as fc.Arbitrary<string> },
    {
      weight: 3,
      arbitrary: some(
        'upper(worker)',
        'x + seq',
        'coalesce(app, worker)',
        "worker = 'w1'",
        'x::VARCHAR',
        '{w: worker, x: x}',
        '[x, seq]',
        "CASE worker WHEN 'w1' THEN x END",
        'COLUMNS(*)',
        "COLUMNS('x|seq')",
      ),
    },
    {
      weight: 1,
      arbitrary: some(
        'count(*)',
        'sum(x)',
        'list(worker)',
        'arg_max(worker, x)',
        'geomean(x)',
        'row_number() OVER ()',
        'sum(x) OVER (PARTITION BY worker)',
        'lag(x) OVER (ORDER BY seq)',
        'count(*) FILTER (worker IS NOT NULL)',
        'unnest([x, 1])',
      ),
    },
    { weight: 1, arbitrary: (tie('query') as fc.Arbitrary<string>).map((query) => `(${query} LIMIT 1)`) },
    { weight: 1, arbitrary: (tie('query') as fc.Arbitrary<string>).map((query) => `len(ARRAY(${query}))`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(tie('column') as fc.Arbitrary<string>, some('segment', 'seq', 'w', 'x'))
        .map(([one, name]) => `${one} AS ${name}`),
    },
  ),
}));

const items = fc.array(item, { minLength: 1, maxLength: 3 }).map((list) => [...list, 'worker'].join(', '));

const source = fc.oneof(
  { weight: 6, arbitrary: some('activity', 'lakedb.activity') },
  {
    weight: 2,
    arbitrary: some(
      '(SELECT * FROM activity)',
      '(FROM activity WHERE x > 1) t',
      '(SELECT worker, x AS segment, seq, app, kind FROM activity) t',
    ),
  },
  {
    weight: 2,
    arbitrary: some(
      'activity a, activity b',
      'activity JOIN activity b USING (worker)',
      'activity a(segment, seq, kind, worker, device)',
      'activity SEMI JOIN (SELECT worker FROM activity WHERE x > 2) USING (worker)',
      'activity, LATERAL (SELECT count(*) n FROM activity)',
      'activity TABLESAMPLE 100%',
      '(SELECT DISTINCT worker, x, seq, app, kind, segment FROM activity)',
      '(SELECT worker, max(x) x, 1 seq FROM activity GROUP BY worker)',
      'activity POSITIONAL JOIN (SELECT x y FROM activity)',
    ),
  },
);

const clauses = joined(
  ' ',
  rarely(
    some(
      "WHERE worker = 'w1'",
      'WHERE x > 1',
      'WHERE x = (SELECT max(x) FROM activity)',
      'WHERE worker IN (SELECT worker FROM activity WHERE x > 2)',
      'WHERE EXISTS (FROM activity b WHERE b.seq > 3)',
    ),
  ),
  rarely(some('GROUP BY ALL', 'GROUP BY worker', 'GROUP BY CUBE (worker)', 'GROUP BY ()')),
  rarely(some('HAVING count(*) > 1', 'HAVING true')),
  rarely(some('QUALIFY row_number() OVER (PARTITION BY worker) = 1', 'QUALIFY true')),
  rarely(some('USING SAMPLE 100%')),
  rarely(some('ORDER BY segment, seq', 'ORDER BY x', 'ORDER BY ALL', 'ORDER BY worker')),
);

const select = joined(
  ' ',
  some(
    'SELECT',
    'SELECT',
    'SELECT',
    'SELECT',
    'SELECT',
    'SELECT',
    'SELECT',
    'SELECT',
    'SELECT DISTINCT',
    'SELECT DISTINCT ON (worker)',
  ),
  items,
  fc.constant('FROM'),
  source,
  clauses,
);

export const workerStatements: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: select },
  {
    weight: 1,
    arbitrary: joined(' ', select, some('UNION', 'UNION ALL', 'EXCEPT', 'INTERSECT', 'UNION BY NAME'), select),
  },
  { weight: 1, arbitrary: select.map((query) => `WITH t AS (${query}) SELECT * FROM t`) },
  { weight: 1, arbitrary: select.map((query) => `SELECT * FROM (${query})`) },
  {
    weight: 1,
    arbitrary: select.map((query) => `WITH RECURSIVE t AS (${query} UNION SELECT * FROM t) SELECT * FROM t`),
  },
  {
    weight: 1,
    arbitrary: select.map((query) => `WITH t AS (${query}) SELECT (SELECT count(*) FROM t), worker FROM t`),
  },
);
