import fc from 'fast-check';
import { ANY_CHARACTER } from '../any-character.ts';

/*
 * Hostile statements: expressions, sources and whole queries nested in each other, with sizes from one to beyond any
 * machine, and texts that are no SQL. Their results do not matter; what they must not do is in containment.test.ts. In
 * a form, `_` is an expression and `#` a size. Two spaces separate forms.
 */

const forms = (text: string): readonly string[] => text.trim().split(/ {2,}|\n\s*/);

const size = fc.constantFrom(
  ...forms(`0  1  -1  10  1000  65536  1000000  10000000  300000000  1000000000  4294967296  1000000000000
    9223372036854775807  -9223372036854775808  18446744073709551616  1e308  NULL`),
);
const leaf = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(...forms('seq  kind  app  mono_us  jurisdiction  activity  *  #1  rowid  title')),
  },
  { weight: 2, arbitrary: size },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...forms(
        `'a'  ''  '{"a": [1, 2]}'  '\\\\x00'  '2026-02-30'  '%'  '(a+)+$'  '0'::BLOB  true  pi()  [1, 2]  {a: 1}`,
      ),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => `'${text.replaceAll("'", "''")}'`),
  },
);

const FORMS = forms(`
  (_)  -_  NOT _  _ + _  _ * _  _ || _  _ / _  _ % _  _ ** _  _ << #  _ = _  _ < _  _ AND _  _ IN (_, _)  _ BETWEEN _ AND _
  _ LIKE _  _ SIMILAR TO _  _ IS NULL  (_)[#]  (_)[#:#]  (_)::VARCHAR  (_)::INTEGER  (_)::DATE  (_)::DOUBLE
  (_)::DECIMAL(38, 10)  (_)::HUGEINT  (_)::JSON  (_)::BLOB  (_)::BIT  (_)::INTEGER[]  (_)::UUID  TRY_CAST(_ AS TIMESTAMP)
  CASE WHEN _ THEN _ ELSE _ END  coalesce(_, _)  [_, _]  {a: _, b: _}  MAP {_: _}  ROW(_, _)  struct_pack(a := _)
  repeat(_, #)  repeat('a', #)  lpad('a', #, 'b')  rpad(_, #, _)  bitstring('1', #)  range(#)  generate_series(#, #)  range(#, #, #)
  list_resize([1], #)  list_concat(_, _)  list_sort(range(#))  list_distinct(_)  flatten([_, _])  list_aggregate(range(#), 'sum')
  list_aggregate(range(#), 'histogram')  list_aggregate(range(#), 'string_agg', ',')  list_transform(_, v -> _)
  list_filter(range(#), v -> v > 1)  list_reduce(range(#), (a, b) -> a + b)  [v FOR v IN range(#)]  list_zip(_, _)  unnest(range(#))
  array_to_string(range(#), ',')  string_split(_, _)  regexp_matches(_, _)  regexp_replace(repeat('a', #), 'a', 'bb', 'g')
  regexp_extract_all(repeat('a', #), '(a|aa)+$')  regexp_matches(_, 'a{1000}{1000}')  levenshtein(repeat('a', #), repeat('b', #))
  jaccard(_, _)  printf('%s', _)  format('{:>#}', 1)  printf('%#d', 1)  translate(_, _, _)  replace(repeat('a', #), 'a', repeat('b', #))
  concat_ws(_, _, _)  reverse(repeat('a', #))  hex(repeat('a', #))  unhex(_)  from_base64(_)  md5(repeat('a', #))  hash(_)  chr(#)
  bar(_, _, _, #)  factorial(#)  gamma(_)  log(_)  sqrt(_)  bit_count(_)  to_json(range(#))  json_extract(_, '$..a')
  json_merge_patch(_, _)  json_structure(_)  DATE '2026-01-01' + INTERVAL (#) DAY  to_timestamp(#)  make_date(#, 1, 1)
  strptime(app, '%Y')  strftime(now(), _)  epoch_ms(#)  to_years(#)  encode(_)  decode(_)  typeof(_)  random()  uuid()
  map_from_entries(_)  cardinality(_)  union_value(a := _)  struct_extract(_, 'a')  nullif(_, _)  app::INTEGER  (app || _)::DATE
  sum(_)  count(DISTINCT _)  list(_)  string_agg(repeat('a', #), ',')  histogram(_)  quantile_cont(_, 0.5)  approx_top_k(_, #)  mode(_)
  arg_max(_, _, #)  product(_)  bit_xor(_)  max(_, #)  regr_slope(_, _)  entropy(_)  sum(_) OVER ()  lag(_, #) OVER (ORDER BY _)
  ntile(#) OVER (ORDER BY _)  list(_) OVER (ROWS BETWEEN # PRECEDING AND # FOLLOWING)  (SELECT _)  (SELECT _ FROM activity)
  EXISTS (SELECT _)  _ IN (SELECT _ FROM range(#))  ARRAY(SELECT _ FROM range(#))  _ > ALL (SELECT _)
  COLUMNS(*)  COLUMNS(c -> _)  GROUPING(_)  nonsense(_)`);
const FORBIDDEN = forms(
  `current_setting(_)  getenv(_)  error(_)  DEFAULT  $1  ?  stats(_)  sum(_) EXPORT_STATE  version()`,
);

const SOURCES = forms(`
  activity  activity  activity  activity a, activity b  activity a, activity b, activity c, activity d  range(#)  range(#) a, range(#) b
  generate_series(#, #, #)  unnest(_)  unnest(range(#))  activity TABLESAMPLE 10%  activity TABLESAMPLE reservoir(#)
  (VALUES (_), (_))  activity, LATERAL (SELECT _)  activity ASOF JOIN activity b ON activity.seq >= b.seq
  activity POSITIONAL JOIN range(#)  activity FULL JOIN activity b ON _  activity SEMI JOIN activity b USING (seq)
  activity NATURAL JOIN activity b  (DESCRIBE activity)  (SUMMARIZE activity)  range(#) CROSS JOIN activity`);
const FORBIDDEN_SOURCES = forms(`
  read_csv('/etc/passwd')  '/etc/passwd'  duckdb_settings()  information_schema.columns  staging  activity AT (VERSION => #)
  glob('/*')  repeat_row(1, num_rows => #)  activity PIVOT (count(*) FOR kind IN ('key'))  duckdb_memory()`);

const CLAUSES = forms(`
  WHERE _  WHERE _  GROUP BY ALL  GROUP BY CUBE (_, _)  GROUP BY GROUPING SETS ((_), ())  HAVING _  QUALIFY _  ORDER BY _  ORDER BY ALL
  LIMIT #  LIMIT 10%  LIMIT # OFFSET #  LIMIT (SELECT _)  USING SAMPLE 10%  WINDOW w AS (ORDER BY _)`);

/** Mostly the first, and now and then the second. */
const mostly = (usual: readonly string[], seldom: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 30, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: fc.constantFrom(...seldom) });

/** A form with its holes filled independently. */
const filled = (form: string, inner: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      ...form
        .split(/([_#](?![a-z1]))/u)
        .map((piece) => (piece === '_' ? inner : piece === '#' ? size : fc.constant(piece))),
    )
    .map((pieces) => pieces.join(''));

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 2, arbitrary: leaf },
    {
      weight: 3,
      arbitrary: mostly(FORMS, FORBIDDEN).chain((form) => filled(form, tie('expression') as fc.Arbitrary<string>)),
    },
  ),
}));
const source = mostly(SOURCES, FORBIDDEN_SOURCES).chain((form) => filled(form, expression));
const clause = mostly([''], CLAUSES).chain((form) => filled(form, expression));
const start = mostly(['SELECT'], ['SELECT DISTINCT', 'SELECT DISTINCT ON (seq)']);
const select = fc
  .tuple(
    start,
    expression,
    source,
    fc.oneof(
      fc.constant(''),
      clause,
      fc.constantFrom(...CLAUSES).chain((form) => filled(form, expression)),
    ),
  )
  .map(([first, what, from, end]) => `${first} ${what} FROM ${from} ${end}`);

/** `A` and `B` are two queries. */
const QUERIES = forms(`
  A  A  A  (A) UNION (B)  (A) UNION ALL BY NAME (B)  (A) EXCEPT ALL (B)  (A) INTERSECT (B)  SELECT * FROM (A) ORDER BY ALL
  WITH t AS (A), u AS MATERIALIZED (B) SELECT * FROM t, u  WITH RECURSIVE t AS (A UNION ALL SELECT * FROM t) SELECT * FROM t
  WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT (A), (B) FROM t  DESCRIBE A  SUMMARIZE A`);
const FORBIDDEN_QUERIES = forms(`
  A; B  EXPLAIN ANALYZE A  COPY (A) TO '/tmp/strongroom-stolen.csv'  CREATE TABLE stolen AS A  ATTACH '/tmp/strongroom-stolen.db'
  PREPARE p AS A  PRAGMA database_list  SET memory_limit = '1TB'  INSTALL httpfs  INSERT INTO activity A`);
const query = fc
  .tuple(mostly(QUERIES, FORBIDDEN_QUERIES), select, select)
  .map(([form, a, b]) => form.replace(/\b[AB]\b/g, (name) => (name === 'A' ? a : b)));

/** One shape repeated, as deep or as long as a statement can be. `@` is the inner part. */
const NESTED = forms(`
  (|1|)  [|1|]  {a: |1|}  -|1|  NOT |true|  (SELECT |1|)  1 + (|1|)  list_transform([1], v -> |v|)  CASE WHEN true THEN |1| END
  md5(|'a'|)  to_json(|1|)  |[1]|[1:]  |1| + 1  |'a'| || 'a'  |1|::VARCHAR  |1|, 1  |1| UNION SELECT 1  |true| AND true  |1| IN (1)
  |1| FROM activity NATURAL JOIN activity  struct_pack(a := |1|)  MAP {1: |1|}  ARRAY(SELECT |1|)  unnest(|[1]|)  [v FOR v IN |[1]|]
  |'a'| COLLATE NOCASE  |1| BETWEEN 0 AND 2  coalesce(|1|, 1)  |activity|.activity`);
const times = fc.constantFrom(3, 9, 17, 60, 300, 2000, 20_000);
const nested = fc.tuple(fc.constantFrom(...NESTED), times).map(([form, n]) => {
  const [open = '', inner = '', shut = ''] = form.split(/(?<!\|)\|(?!\|)/);
  return `SELECT ${open.repeat(n)}${inner}${shut.repeat(n)}`;
});
const LONG = forms(`
  '_'  '(_'  /*_*/ 1  --_  _  e'_  '_  "_  $$_  1e_  seq IN (_1)  regexp_matches(app, '_')  activity AS "_"  '_'::JSON  x'_'  "_"."_"`);
const long = fc
  .tuple(
    fc.constantFrom(...LONG),
    fc.constantFrom('a', '(', '1,', '\\', '9', '\u{1f600}', 'é', ' ', '\u202e', '[', '%s', '\\d+'),
    times,
  )
  .map(([form, unit, n]) => `SELECT ${form.replaceAll('_', () => unit.repeat(n))} FROM activity`);

const WORDS = forms(`SELECT  FROM  activity  (  )  ,  *  '  "  WITH  AS  ;  $$  --  NULL  ::  .  [  ]  UNION`);
const garbage = fc.oneof(
  fc.string({ unit: ANY_CHARACTER, maxLength: 60 }),
  fc.array(fc.constantFrom('\0', ...WORDS), { maxLength: 25 }).map((words) => words.join(' ')),
);

export const hostileStatements: fc.Arbitrary<string> = fc.oneof(
  { weight: 14, arbitrary: query },
  { weight: 3, arbitrary: nested },
  { weight: 2, arbitrary: long },
  { weight: 1, arbitrary: garbage },
);
