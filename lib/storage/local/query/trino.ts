/*
 * Athena's functions in an engine that has them under other names, or has others under theirs. What Athena's function does is said in
 * https://trino.io/docs/current/functions.html. A macro comes before a function of the engine with the same name, so that a
 * statement does not run here with another answer than in Athena.
 */

/** What a form of a page writes otherwise than an address (application/x-www-form-urlencoded). */
const FORM = [
  ['%20', '+'],
  ['~', '%7E'],
  ['%2A', '*'],
] as const;

/** Name, and for each number of arguments what it stands for. A name of the engine itself is written with its schema. */
const MACROS: readonly (readonly [name: string, ...forms: string[]])[] = [
  // Times
  ['from_iso8601_timestamp', '(s) AS CAST(s AS TIMESTAMPTZ)'],
  ['from_iso8601_date', '(s) AS CAST(s AS DATE)'],
  ['to_iso8601', "(t) AS strftime(t, '%Y-%m-%dT%H:%M:%S.%gZ')"],
  ['from_unixtime', '(s) AS to_timestamp(s)', '(s, z) AS timezone(z, to_timestamp(s))'],
  ['to_unixtime', '(t) AS epoch(t)'],
  ['at_timezone', '(t, z) AS timezone(z, t)'],
  ['date_format', `(t, f) AS strftime(t, ${mysql('f')})`],
  // The engine takes a format only as it is written: where the two differ, as in %i, it is an error and no other time.
  ['date_parse', '(s, f) AS strptime(s, f)'],
  ['format_datetime', `(t, f) AS strftime(t, ${joda('f')})`],
  ['date_add', `(unit, n, t) AS t + CASE lower(unit) ${units('n')} END`],
  // Whole units, where the engine counts the boundaries between.
  ['date_diff', '(unit, a, b) AS date_sub(unit, a, b)'],
  // Of the second, where the engine counts those of the minute.
  ['millisecond', '(t) AS system.main.millisecond(t) % 1000'],
  ['day_of_week', '(t) AS isodow(t)'],
  ['dow', '(t) AS isodow(t)'],
  ['day_of_month', '(t) AS day(t)'],
  ['day_of_year', '(t) AS dayofyear(t)'],
  ['doy', '(t) AS dayofyear(t)'],
  ['week_of_year', '(t) AS week(t)'],
  ['year_of_week', '(t) AS isoyear(t)'],
  ['yow', '(t) AS isoyear(t)'],
  ['last_day_of_month', '(t) AS last_day(t)'],
  ['to_milliseconds', '(i) AS CAST(epoch(i) * 1000 AS BIGINT)'],
  // Texts
  ['regexp_like', '(s, p) AS regexp_matches(s, p)'],
  [
    'regexp_replace',
    "(s, p) AS system.main.regexp_replace(s, p, '', 'g')",
    String.raw`(s, p, r) AS system.main.regexp_replace(s, p, system.main.regexp_replace(r, '\$(\d)', '\\\1', 'g'), 'g')`,
  ],
  [
    'regexp_extract',
    '(s, p) AS CASE WHEN regexp_matches(s, p) THEN system.main.regexp_extract(s, p) END',
    '(s, p, g) AS CASE WHEN regexp_matches(s, p) THEN system.main.regexp_extract(s, p, g) END',
  ],
  ['regexp_count', '(s, p) AS len(regexp_extract_all(s, p))'],
  ['regexp_split', '(s, p) AS regexp_split_to_array(s, p)'],
  // A part that is missing, and a text that is missing, give null.
  ['split_part', '(s, d, i) AS CASE WHEN i <= len(split(s, d)) THEN system.main.split_part(s, d, i) END'],
  ['concat', ...[2, 3, 4, 5, 6, 7, 8, 9].map((n) => `(${names(n).join(', ')}) AS ${names(n).join(' || ')}`)],
  // Places begin at 1: from 0 on there is nothing.
  ...(['substr', 'substring'] as const).map((name): [string, ...string[]] => [
    name,
    "(s, f) AS CASE f WHEN 0 THEN '' ELSE system.main.substring(s, f) END",
    "(s, f, n) AS CASE f WHEN 0 THEN '' ELSE system.main.substring(s, f, n) END",
  ]),
  [
    'strrpos',
    '(s, t) AS CASE WHEN contains(s, t) THEN len(s) - len(t) - strpos(reverse(s), reverse(t)) + 2 ELSE 0 END',
  ],
  // As forms of pages have it.
  ['url_encode', `(s) AS ${replaced('system.main.url_encode(s)', FORM)}`],
  ['url_decode', "(s) AS system.main.url_decode(replace(s, '+', ' '))"],
  ['levenshtein_distance', '(a, b) AS levenshtein(a, b)'],
  ['hamming_distance', '(a, b) AS hamming(a, b)'],
  ['codepoint', '(s) AS unicode(s)'],
  ['to_utf8', '(s) AS encode(s)'],
  ['from_utf8', '(b) AS decode(b)'],
  // Bytes, where the engine gives their hexadecimal digits.
  ['sha256', '(b) AS unhex(system.main.sha256(b))'],
  ['sha1', '(b) AS unhex(system.main.sha1(b))'],
  ['md5', '(b) AS unhex(system.main.md5(b))'],
  ['to_hex', '(b) AS hex(b)'],
  ['from_hex', '(s) AS unhex(s)'],
  [
    'url_extract_host',
    String.raw`(u) AS nullif(system.main.regexp_extract(u, '^[A-Za-z][\w+.-]*://(?:[^/@]*@)?([^/:?#]+)', 1), '')`,
  ],
  ['url_extract_path', String.raw`(u) AS system.main.regexp_extract(u, '^[A-Za-z][\w+.-]*://[^/?#]*([^?#]*)', 1)`],
  ['url_extract_protocol', String.raw`(u) AS nullif(system.main.regexp_extract(u, '^([A-Za-z][\w+.-]*):', 1), '')`],
  // JSON
  ['json_extract_scalar', '(j, p) AS json_extract_string(j, p)'],
  ['json_parse', '(s) AS CAST(s AS JSON)'],
  ['json_format', '(j) AS CAST(j AS VARCHAR)'],
  ['json_array_get', "(j, i) AS json_extract(j, '$[' || i || ']')"],
  ['json_size', '(j, p) AS len(coalesce(json_keys(j, p), []))  + coalesce(json_array_length(j, p), 0)'],
  // Lists and maps
  ['cardinality', '(l) AS len(l)'],
  ['array_sort', "(l) AS list_sort(l, 'ASC', 'NULLS LAST')"],
  // A list of n times the same, where the engine gives one text.
  ['repeat', '(x, n) AS list_transform(range(n), lambda i: x)'],
  ['element_at', '(l, i) AS l[i]'],
  [
    'array_join',
    '(l, d) AS array_to_string(l, d)',
    '(l, d, n) AS array_to_string(list_transform(l, lambda x: coalesce(CAST(x AS VARCHAR), n)), d)',
  ],
  // A missing element counts as one.
  ['array_distinct', '(l) AS list_concat(list_distinct(l), CASE WHEN len(l) > list_count(l) THEN [NULL] ELSE [] END)'],
  ['trim_array', '(l, n) AS l[1:len(l) - n]'],
  ['array_max', '(l) AS list_max(l)'],
  ['array_min', '(l) AS list_min(l)'],
  ['array_position', '(l, e) AS coalesce(list_position(l, e), 0)'],
  ['array_remove', '(l, e) AS list_filter(l, lambda x: x <> e)'],
  ['array_union', '(a, b) AS list_distinct(list_concat(a, b))'],
  ['array_except', '(a, b) AS list_distinct(list_filter(a, lambda x: NOT list_contains(b, x)))'],
  ['arrays_overlap', '(a, b) AS list_has_any(a, b)'],
  ['slice', '(l, f, n) AS CASE WHEN f > 0 THEN l[f:f + n - 1] ELSE l[len(l) + f + 1:len(l) + f + n] END'],
  ['sequence', '(a, b) AS generate_series(a, b)', '(a, b, s) AS generate_series(a, b, s)'],
  ['map_agg', '(k, v) AS map(list(k), list(v))'],
  // Numbers
  ['truncate', '(x) AS trunc(x)'],
  ['rand', '() AS system.main.random()', '(n) AS CAST(floor(system.main.random() * n) AS BIGINT)'],
  ['random', '() AS system.main.random()', '(n) AS CAST(floor(system.main.random() * n) AS BIGINT)'],
  ['e', '() AS exp(1)'],
  ['nan', "() AS CAST('nan' AS DOUBLE)"],
  ['infinity', "() AS CAST('infinity' AS DOUBLE)"],
  // Null as soon as one of them is, where the engine passes over it.
  ...(['greatest', 'least'] as const).map(
    (name) => [name, ...[2, 3, 4, 5, 6, 7, 8, 9].map((n) => ofAll(name, names(n)))] as const,
  ),
  ['bitwise_and', '(a, b) AS a & b'],
  ['bitwise_or', '(a, b) AS a | b'],
  ['bitwise_xor', '(a, b) AS xor(a, b)'],
  ['bitwise_not', '(a) AS ~a'],
  ['bitwise_left_shift', '(a, n) AS a << n'],
  ['bitwise_right_shift', '(a, n) AS a >> n'],
  ['is_nan', '(x) AS isnan(x)'],
  ['is_finite', '(x) AS isfinite(x)'],
  ['is_infinite', '(x) AS isinf(x)'],
  // Aggregates
  ['approx_distinct', '(x) AS approx_count_distinct(x)', '(x, e) AS approx_count_distinct(x)'],
  ['approx_percentile', '(x, p) AS approx_quantile(x, p)'],
  ['every', '(x) AS bool_and(x)'],
  ['bitwise_and_agg', '(x) AS bit_and(x)'],
  ['bitwise_or_agg', '(x) AS bit_or(x)'],
  ['geometric_mean', '(x) AS exp(avg(ln(x)))'],
];

/** The macros that a statement calls, as statements of the engine. */
export const macrosIn = (sql: string): string[] => {
  const called = new Set((sql.match(CALLED) ?? []).map((name) => name.toLowerCase()));
  return MACROS.filter(([name]) => called.has(name)).map(
    ([name, ...forms]) => `CREATE OR REPLACE MACRO ${name}${forms.join(', ')}`,
  );
};
const CALLED = /\b[a-z_]\w*(?="?\s{0,20}\()/gi;

/** Functions with lambdas cannot be macros: they are renamed where they are called. */
const RENAMED: Readonly<Record<string, string>> = { transform: 'list_transform', zip: 'list_zip' };
/** Athena's functions that reach the engine under another name or as a macro. */
export const TRANSLATED: ReadonlySet<string> = new Set([...MACROS.map(([name]) => name), ...Object.keys(RENAMED)]);
/** Quoted texts, quoted names, comments, and calls: what is quoted stays. */
const PIECES = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|(?<![\w.])[a-z_]+(?=\s{0,20}\()/gi;

/** A statement with Athena's names, as the engine takes it. It is checked afterwards, like any other. */
export const fromTrino = (sql: string): string => sql.replace(PIECES, (piece) => RENAMED[piece.toLowerCase()] ?? piece);

/** Functions of Athena that the embedded lake does not have, and what to write instead in both where that exists. */
const LACKING: Readonly<Record<string, string>> = {
  ...{ any_match: 'cardinality(filter(a, x -> ...)) > 0', none_match: 'cardinality(filter(a, x -> ...)) = 0' },
  ...{ all_match: 'cardinality(filter(a, x -> NOT ...)) = 0', json_array_contains: 'json_extract and contains' },
  ...{
    reduce: '',
    reduce_agg: '',
    zip_with: '',
    transform_keys: '',
    transform_values: '',
    map_filter: '',
    map_zip_with: '',
  },
  ...{
    multimap_agg: '',
    map_union: '',
    approx_most_frequent: '',
    numeric_histogram: '',
    qdigest_agg: '',
    tdigest_agg: '',
  },
  ...{ value_at_quantile: '', values_at_quantiles: '', word_stem: '', soundex: '', ngrams: '', combinations: '' },
  ...{
    split_to_map: '',
    split_to_multimap: '',
    url_extract_parameter: '',
    url_extract_query: '',
    url_extract_fragment: '',
  },
  ...{ crc32: '', xxhash64: '', hmac_sha256: '', checksum: '', width_bucket: '', cosine_similarity: '' },
  ...{
    with_timezone: '',
    parse_datetime: 'date_parse',
    parse_duration: '',
    human_readable_seconds: '',
    array_histogram: '',
  },
};

/** A sentence on a function that Athena has and the embedded lake has not; undefined for any other name. */
export function lacking(name: string): string | undefined {
  const instead = LACKING[name.toLowerCase()];
  if (instead === undefined) return undefined;
  const hint = instead === '' ? 'ask it in Athena' : `${instead} works in both`;
  return `${name.toLowerCase()}() is a function of Athena that the embedded lake does not have; ${hint}`;
}

/** Athena's ways of writing that the engine's parser does not take, and how both or the engine alone are asked. */
const WRITTEN: readonly (readonly [RegExp, string])[] = [
  [/\bas\s{1,20}(?:array|map|row)\s{0,20}\(/i, 'types as array(double) are written double[] here'],
  [
    /\)\s{0,20}(?:ignore|respect)\s{1,20}nulls\b/i,
    'IGNORE NULLS stands inside of the brackets here: lag(x IGNORE NULLS)',
  ],
  [/\bwithin\s{1,20}group\b/i, "array_join(array_agg(x ORDER BY x), ',') works in both"],
  [/\bmatch_recognize\b/i, 'MATCH_RECOGNIZE is in Athena only'],
  [/\btablesample\b/i, 'TABLESAMPLE takes a share here: BERNOULLI (10 PERCENT)'],
];

/** What Athena would have understood in a statement that the engine cannot read. Empty when nothing is known. */
export const writtenForAthena = (sql: string): string => WRITTEN.find(([form]) => form.test(sql))?.[1] ?? '';

function names(n: number): string[] {
  return Array.from({ length: n }, (_, i) => `a${i}`);
}

/** A function that the engine has too, but null as soon as one argument is. */
function ofAll(name: string, arguments_: readonly string[]): string {
  const missing = arguments_.map((argument) => `${argument} IS NULL`).join(' OR ');
  return `(${arguments_.join(', ')}) AS CASE WHEN NOT (${missing}) THEN system.main.${name}(${arguments_.join(', ')}) END`;
}

function replaced(text: string, pairs: readonly (readonly [from: string, to: string])[]): string {
  return pairs.reduce((sql, [from, to]) => `replace(${sql}, '${from}', '${to}')`, text);
}

/** A format of MySQL, as date_format has it, in the engine's. The name of the month first: its letter is that of minutes. */
function mysql(format: string): string {
  return replaced(format, [
    ...([
      ['%M', '%B'],
      ['%i', '%M'],
      ['%s', '%S'],
      ['%W', '%A'],
      ['%h', '%I'],
      ['%e', '%-d'],
      ['%c', '%-m'],
    ] as const),
    ...([
      ['%k', '%-H'],
      ['%T', '%H:%M:%S'],
    ] as const),
  ]);
}

/** A format of Joda, as format_datetime has it, in the engine's. */
function joda(format: string): string {
  return replaced(format, [
    ...([
      ['EEEE', '%A'],
      ['EEE', '%a'],
      ['yyyy', '%Y'],
      ['MMMM', '%B'],
      ['MMM', '%b'],
      ['MM', '%m'],
      ['dd', '%d'],
    ] as const),
    ...([
      ['HH', '%H'],
      ['hh', '%I'],
      ['mm', '%M'],
      ['ss', '%S'],
      ['SSS', '%g'],
    ] as const),
  ]);
}

function units(n: string): string {
  const all = ['millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'];
  return all.map((unit) => `WHEN '${unit}' THEN to_${unit}s(${n})`).join(' ');
}
