import { QueryFailure } from './failure.ts';
import type { SyntaxNode } from './statement.ts';
import { TRANSLATED } from './trino.ts';

/** The functions that Athena and the engine have under one name, with one answer: https://trino.io/docs/current/functions/list.html. */
export const SHARED: ReadonlySet<string> = new Set(
  `abs acos any_value arbitrary array_agg array_distinct array_intersect asin atan atan2 avg bar bit_count bool_and bool_or cbrt ceil
  ceiling chr concat_ws contains corr cos cosh count count_if covar_pop covar_samp cume_dist date_trunc day degrees dense_rank exp
  filter first_value flatten floor from_base64 histogram hour json_array json_array_length json_extract kurtosis lag last_value lead
  length ln log log10 log2 lower lpad ltrim map map_concat map_entries map_from_entries map_keys map_values max max_by min min_by
  minute mod month now nth_value ntile nullif percent_rank pi position pow power quarter radians rank regexp_extract_all
  regr_intercept regr_slope replace reverse round row row_number rpad rtrim second sign sin sinh skewness split sqrt starts_with
  stddev stddev_pop stddev_samp strpos substr substring sum tan tanh timezone_hour timezone_minute to_base to_base64 translate trim
  typeof upper url_decode url_encode uuid var_pop var_samp variance week year`.split(/\s+/),
);

/**
 * Names under which the engine's parser keeps what both write without a function: operators, EXTRACT, INTERVAL, AT TIME ZONE. ILIKE
 * is here too, which Athena lacks: people look at rows with it, and its place is taken by lower(text) LIKE alone.
 */
const WRITTEN = new Set(
  `~~* !~~* ilike_escape not_ilike_escape + - * / % || ~~ !~~ like_escape not_like_escape count_star date_part timezone unnest trunc to_days to_hours to_minutes to_seconds
  to_months to_years to_weeks to_quarters to_milliseconds`.split(/\s+/),
);

/** What Athena has for functions and operators that only the engine has. A function without a row is refused without advice. */
export const INSTEAD: readonly (readonly [engine: string, athena: string])[] = [
  ['regexp_matches', 'regexp_like(text, pattern)'],
  ['regexp_full_match', "regexp_like(text, '^pattern$')"],
  ['~~~', 'LIKE, or regexp_like(text, pattern)'],
  ['regexp_split_to_array string_split_regex str_split_regex', 'regexp_split(text, pattern)'],
  ['string_split str_split string_to_array', 'split(text, delimiter)'],
  ['strlen len char_length character_length array_length', 'length(text), or cardinality(array)'],
  ['instr', 'strpos(text, part)'],
  ['prefix', 'starts_with(text, part)'],
  ['left right', 'substr(text, from, length)'],
  ['ucase lcase', 'upper(text) or lower(text)'],
  ['ascii ord unicode', 'codepoint(character)'],
  ['printf format', 'concat, or ||'],
  ['encode decode', 'to_utf8(text) or from_utf8(bytes)'],
  ['hex unhex', 'to_hex(bytes) or from_hex(text)'],
  ['levenshtein editdist3', 'levenshtein_distance(a, b)'],
  ['hamming mismatches', 'hamming_distance(a, b)'],
  ['strftime', 'date_format(time, format)'],
  ['strptime try_strptime', 'date_parse(text, format)'],
  ['epoch', 'to_unixtime(time)'],
  ['epoch_ms epoch_us epoch_ns', 'to_unixtime(time), in seconds'],
  ['to_timestamp make_timestamp make_timestamp_ms', 'from_unixtime(seconds)'],
  ['datediff date_sub datesub age', "date_diff('day', from, to)"],
  ['datetrunc time_bucket', "date_trunc('hour', time)"],
  ['dayofweek weekday isodow', 'day_of_week(time)'],
  ['dayofmonth', 'day(time)'],
  ['dayofyear', 'day_of_year(time)'],
  ['weekofyear', 'week(time)'],
  ['isoyear', 'year_of_week(time)'],
  ['dayname monthname', "date_format(time, '%W') or date_format(time, '%M')"],
  ['last_day', 'last_day_of_month(time)'],
  ['today get_current_timestamp transaction_timestamp', 'current_date or now()'],
  ['string_agg group_concat listagg', "array_join(array_agg(x ORDER BY x), ',')"],
  ['list', 'array_agg(x)'],
  ['approx_count_distinct', 'approx_distinct(x)'],
  ['median quantile quantile_cont quantile_disc approx_quantile reservoir_quantile', 'approx_percentile(x, 0.5)'],
  ['arg_max argmax', 'max_by(x, y)'],
  ['arg_min argmin', 'min_by(x, y)'],
  ['first last', 'arbitrary(x), or min_by(x, y)'],
  ['mode approx_top_k', 'a GROUP BY with ORDER BY count(*) DESC'],
  ['mean', 'avg(x)'],
  ['geomean', 'geometric_mean(x)'],
  ['fsum kahan_sum sumkahan', 'sum(x)'],
  ['list_value list_pack', 'ARRAY[a, b]'],
  ['struct_pack', 'ROW(a, b)'],
  ['list_transform list_apply array_transform array_apply apply', 'transform(array, x -> ...)'],
  ['list_filter array_filter', 'filter(array, x -> ...)'],
  ['list_contains list_has array_contains array_has', 'contains(array, x)'],
  ['list_position list_indexof array_indexof', 'array_position(array, x)'],
  ['list_sort list_reverse_sort array_reverse_sort', 'array_sort(array)'],
  ['list_distinct array_unique list_unique', 'array_distinct(array)'],
  ['list_concat list_cat array_concat array_cat list_append array_append', 'array || array'],
  ['list_slice array_slice', 'slice(array, from, length)'],
  ['list_extract list_element array_extract', 'element_at(array, n)'],
  ['list_max list_min', 'array_max(array) or array_min(array)'],
  ['list_has_any array_has_any', 'arrays_overlap(a, b)'],
  ['array_to_string list_string_agg', "array_join(array, ',')"],
  [
    'list_sum list_avg list_count list_aggregate list_aggr array_aggregate list_reduce array_reduce',
    'CROSS JOIN UNNEST(array) AS t(x)',
  ],
  ['range generate_series', 'sequence(1, 9); in FROM, UNNEST(sequence(1, 9)) AS t(x)'],
  ['map_extract map_extract_value', 'element_at(map, key)'],
  ['->> json_extract_string json_extract_path_text json_value json_exists', "json_extract_scalar(json, '$.path')"],
  ['json_keys', 'map_keys(CAST(json AS map(varchar, json)))'],
  ['to_json', 'json_format(CAST(x AS json))'],
  ['// divide', 'a / b, which is a whole number of two whole numbers'],
  ['** ^', 'power(a, b)'],
  ['@', 'abs(x)'],
  ['& | ~ xor << >>', 'bitwise_and, bitwise_or, bitwise_not, bitwise_xor, bitwise_left_shift, bitwise_right_shift'],
  ['isnan isinf isfinite', 'is_nan, is_infinite, is_finite'],
  ['gen_random_uuid uuidv4', 'uuid()'],
];
const ADVICE: ReadonlyMap<string, string> = new Map(
  INSTEAD.flatMap(([engine, athena]) => engine.split(' ').map((name) => [name, athena] as const)),
);

/** Whether a statement may call a function: Athena has it, and the engine has it or a macro for it. */
const inAthena = (name: string): boolean => SHARED.has(name) || TRANSLATED.has(name);

type Construct = readonly [is: (node: SyntaxNode) => boolean, name: string, instead: string];
const holds = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : typeof value === 'object' && value !== null;

/** Clauses and stars of the engine that Athena's grammar refuses. */
const CONSTRUCTS: readonly Construct[] = [
  [({ qualify }) => holds(qualify), 'QUALIFY', 'a subquery, and its window in WHERE'],
  [
    ({ aggregate_handling }) => aggregate_handling === 'FORCE_AGGREGATES',
    'GROUP BY ALL',
    'GROUP BY with the columns or their numbers',
  ],
  [
    ({ class: kind, exclude_list, qualified_exclude_list, replace_list, rename_list, columns }) =>
      kind === 'STAR' &&
      (columns === true || [exclude_list, qualified_exclude_list, replace_list, rename_list].some(holds)),
    'a star with EXCLUDE, REPLACE, RENAME or COLUMNS',
    'the columns by name; DESCRIBE lists them',
  ],
  [({ class: kind }) => kind === 'POSITIONAL_REFERENCE', '#1', 'the column by name'],
  [({ class: kind }) => kind === 'COLLATE', 'COLLATE', 'lower(text)'],
  [({ ref_type }) => ref_type === 'ASOF' || ref_type === 'POSITIONAL', 'this kind of JOIN', 'JOIN with ON'],
  [
    ({ type, distinct_on_targets }) => type === 'DISTINCT_MODIFIER' && holds(distinct_on_targets),
    'DISTINCT ON',
    'max_by(x, y) with GROUP BY',
  ],
];

/**
 * Refuses a statement that the engine would run and Athena would not: a team would learn of it only in the account.
 * @param tree the statement as it was asked, before names were translated
 * @throws QueryFailure dialect, with Athena's own way where it is known
 */
export function checkDialect(tree: unknown): void {
  if (Array.isArray(tree)) for (const item of tree) checkDialect(item);
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) return;
  const node = tree as SyntaxNode;
  const construct = CONSTRUCTS.find(([is]) => is(node));
  if (construct) throw foreign(construct[1], construct[2]);
  if (typeof node.function_name === 'string') checkFunction(node.function_name.toLowerCase());
  for (const inner of Object.values(node)) checkDialect(inner);
}

function checkFunction(name: string): void {
  if (inAthena(name) || WRITTEN.has(name)) return;
  throw foreign(/^\w+$/.test(name) ? `${name}()` : `the operator ${OPERATORS[name] ?? name}`, ADVICE.get(name));
}

/** Operators whose name in the tree is not what is written. */
const OPERATORS: Readonly<Record<string, string>> = { '~~~': 'GLOB' };

const foreign = (construct: string, instead: string | undefined): QueryFailure =>
  new QueryFailure({ code: 'dialect', construct, instead: instead ?? null });
