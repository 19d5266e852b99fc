import fc from 'fast-check';

/*
 * Statements about `worker`, in every form in which SQL can combine rows, beside forms that only fetch them. Most are
 * valid. None has a LIMIT: the rows that it leaves out prove nothing.
 */

const some = (...texts: readonly string[]) => fc.constantFrom(...texts);
const rarely = (...texts: readonly string[]) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant('') }, { weight: 1, arbitrary: some(...texts) });
const words = (...parts: fc.Arbitrary<string>[]) =>
  fc.tuple(...parts).map((texts) => texts.filter((text) => text !== '').join(' '));
const listed = (item: fc.Arbitrary<string>) =>
  fc.array(item, { minLength: 1, maxLength: 3 }).map((list) => list.join(', '));

const rowValues = some(
  ...['worker', 'device', 'app', 'kind', 'x', 'seq', 'segment', '*', 'rowid', 'upper(worker)', 'x + seq', 'x::VARCHAR'],
  ...['coalesce(app, worker)', "worker = 'w1'", '{w: worker, x: x}', "CASE worker WHEN 'w1' THEN x END", 'COLUMNS(*)'],
  ...['x AS segment', 'x AS seq', 'worker AS w', "COLUMNS('x|seq')", '* EXCLUDE (x)', '* REPLACE (x AS segment)'],
);
const manyRows = some(
  ...[
    'count(*)',
    'sum(x)',
    'list(worker)',
    'arg_max(worker, x)',
    'geomean(x)',
    'max(worker)',
    'count(DISTINCT worker)',
  ],
  ...[
    "count(*) FILTER (worker = 'w1')",
    'mode(worker)',
    'string_agg(worker)',
    'histogram(worker)',
    'list(x ORDER BY worker)',
  ],
);
const windows = some(
  ...['row_number() OVER ()', 'sum(x) OVER (PARTITION BY worker)', 'lag(worker) OVER (ORDER BY seq)'],
  ...['rank() OVER (ORDER BY x)', 'count(*) OVER (ORDER BY worker)', 'first_value(worker) OVER (ORDER BY x)'],
);
const subqueries = some(
  ...['(SELECT count(*) FROM activity)', "(SELECT max(x) FROM activity WHERE worker = 'w1')", 'unnest([x, 1])'],
  ...["ARRAY(SELECT x FROM activity WHERE worker = 'w1')", '(SELECT worker FROM activity ORDER BY x LIMIT 1)'],
);

const sources = fc.oneof(
  {
    weight: 10,
    arbitrary: some('activity', 'lakedb.activity', '(SELECT * FROM activity)', '(FROM activity WHERE x > 1) t'),
  },
  {
    weight: 1,
    arbitrary: some(
      ...['activity JOIN (SELECT seq AS q FROM activity) ON q < seq', 'activity, (SELECT x AS y FROM activity)'],
      ...['activity SEMI JOIN (SELECT worker FROM activity WHERE x > 2) USING (worker)', 'activity, range(2)'],
      ...[
        'activity ANTI JOIN (SELECT x + 1 AS x FROM activity) USING (x)',
        'activity, LATERAL (SELECT count(*) n FROM activity)',
      ],
      ...[
        'activity ASOF JOIN (SELECT x AS y FROM activity) ON x > y',
        'activity POSITIONAL JOIN (SELECT x y FROM activity)',
      ],
      ...[
        '(SELECT DISTINCT * FROM activity)',
        '(SELECT * FROM activity QUALIFY row_number() OVER (PARTITION BY worker) = 1)',
      ],
      ...['(SELECT * FROM activity UNION SELECT * FROM activity)', '(SELECT DISTINCT ON (worker) * FROM activity)'],
    ),
  },
);
const where = rarely(
  ...[
    "WHERE worker = 'w1'",
    'WHERE x > 1',
    'WHERE x = (SELECT max(x) FROM activity)',
    'WHERE x >= ALL (SELECT x FROM activity)',
  ],
  ...['WHERE x IN (SELECT x + 0.5 FROM activity)', 'WHERE EXISTS (FROM activity b WHERE b.seq > 3)', 'WHERE rowid > 1'],
);

const fetches = words(
  some('SELECT'),
  listed(rowValues),
  some('FROM'),
  sources,
  where,
  rarely('ORDER BY segment, seq', 'ORDER BY x'),
);
const puts = fc.oneof(
  words(some('SELECT'), listed(manyRows), some('FROM'), sources, where),
  words(
    some('SELECT worker,'),
    listed(manyRows),
    some('FROM'),
    sources,
    where,
    some('GROUP BY worker', 'GROUP BY ROLLUP (worker)', 'GROUP BY ALL'),
  ),
  words(
    some('SELECT worker'),
    some('FROM'),
    sources,
    where,
    some('GROUP BY worker', 'GROUP BY worker HAVING count(*) > 1'),
  ),
  words(some('SELECT worker,'), listed(fc.oneof(windows, subqueries)), some('FROM'), sources, where),
  words(some('SELECT DISTINCT', 'SELECT DISTINCT ON (worker)'), listed(rowValues), some('FROM'), sources, where),
  words(
    fetches,
    some('QUALIFY row_number() OVER (PARTITION BY worker ORDER BY seq) = 1', 'QUALIFY count(*) OVER () > 2'),
  ),
  words(
    some('SELECT worker, x FROM'),
    sources,
    where,
    some('UNION', 'EXCEPT', 'EXCEPT ALL', 'INTERSECT', 'INTERSECT ALL', 'UNION BY NAME'),
    some('SELECT worker, x FROM activity', "SELECT 'w1', 1"),
  ),
);
const form = fc.oneof({ weight: 2, arbitrary: fetches }, { weight: 1, arbitrary: puts });

export const workerStatements: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 8, arbitrary: form },
    { weight: 1, arbitrary: form.map((query) => `WITH t AS (${query}) SELECT * FROM t`) },
    {
      weight: 1,
      arbitrary: form.map(
        (query) => `WITH t AS (${query}) SELECT worker FROM activity WHERE (SELECT count(*) FROM t) > 3`,
      ),
    },
    { weight: 1, arbitrary: form.map((query) => `SELECT * FROM (${query})`) },
    {
      weight: 1,
      arbitrary: form.map((query) => `WITH RECURSIVE t AS (${query} UNION SELECT * FROM t) SELECT * FROM t`),
    },
  )
  .filter((sql) => /worker|device/.test(sql));
