import type { Node } from './statement.ts';

/**
 * Whether a query only fetches rows as they are: it decides about each row by that row alone, so that its answer about two
 * workers is nothing but its answers about each. All of the tree must be known to do so; what is not known does not.
 * @param scalars functions that are about one row only
 */
export function isPlainFetch(query: unknown, scalars: ReadonlySet<string>): boolean {
  const whole = (node: Node, rules: Rules): boolean =>
    Object.entries(node).every(([key, value]) => Object.hasOwn(rules, key) && rules[key]!(value, whole, scalars));
  return isNode(query) && whole(query, SELECT);
}

type Check = (value: unknown, whole: (node: Node, rules: Rules) => boolean, scalars: ReadonlySet<string>) => boolean;
/** What every part of a node must be. A part without a rule makes the whole unknown. */
type Rules = Readonly<Record<string, Check>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

const anything: Check = () => true;
const is =
  (...allowed: readonly unknown[]): Check =>
  (value) =>
    allowed.includes(value);
const none = is(null, undefined, false, '');
const empty: Check = (value) => Array.isArray(value) && value.length === 0;
const each =
  (check: Check): Check =>
  (value, ...rest) =>
    Array.isArray(value) && value.every((item) => check(item, ...rest));
const of =
  (rules: () => Rules): Check =>
  (value, whole) =>
    isNode(value) && whole(value, rules());
const either =
  (...checks: readonly Check[]): Check =>
  (value, ...rest) =>
    checks.some((check) => check(value, ...rest));

/** Columns that say where a row stands in what was recorded. An order by these ranks nobody. */
const PLACES = ['jurisdiction', 'day', 'shard', 'segment', 'seq'];
/** No column can pretend to be a place, and so give its order to the rows. */
const alias: Check = (value) => typeof value === 'string' && !PLACES.includes(value.toLowerCase());

const EXPRESSION: Rules = { query_location: anything, type: anything, alias };
const expression: Check = (value, ...rest) => {
  const rules = isNode(value) ? EXPRESSIONS[String(value.class)] : undefined;
  return rules !== undefined && rest[0](value as Node, { ...EXPRESSION, class: anything, ...rules });
};
const optional = either(none, expression);
const noOrder = of(() => ({ type: anything, orders: empty }));

/** Expressions about one row: no subquery, no window, no function of many rows. */
const EXPRESSIONS: Readonly<Record<string, Rules>> = {
  BETWEEN: { input: expression, lower: expression, upper: expression },
  CASE: {
    case_checks: each(of(() => ({ when_expr: expression, then_expr: expression }))),
    else_expr: optional,
  },
  CAST: { child: expression, cast_type: anything, try_cast: anything },
  COLLATE: { child: expression, collation: anything },
  COLUMN_REF: { column_names: anything },
  COMPARISON: { left: expression, right: expression },
  CONJUNCTION: { children: each(expression) },
  CONSTANT: { value: anything },
  FUNCTION: {
    ...{ schema: anything, catalog: anything, is_operator: anything, children: each(expression) },
    ...{ filter: none, order_bys: noOrder, distinct: none, export_state: none },
    function_name: (value, _, scalars) => scalars.has(String(value).toLowerCase()),
  },
  LAMBDA: { lhs: expression, expr: expression, syntax_type: anything },
  OPERATOR: { children: each(expression) },
  STAR: {
    ...{ relation_name: anything, exclude_list: anything, qualified_exclude_list: anything },
    ...{ replace_list: empty, rename_list: empty, columns: none, expr: none },
  },
};

const constant: Check = (value, ...rest) => isNode(value) && value.class === 'CONSTANT' && expression(value, ...rest);

/** The order of what was recorded: partition keys anywhere, `seq` only within its segment. */
const places: Check = (orders) => {
  if (!Array.isArray(orders)) return false;
  const names = orders.map(({ expression: key }: Node) => {
    const path = isNode(key) && key.class === 'COLUMN_REF' ? (key.column_names as string[]) : [];
    return path.length === 1 ? path[0]!.toLowerCase() : '';
  });
  const seq = names.indexOf('seq');
  return names.every((name) => PLACES.includes(name)) && (seq < 0 || names.slice(0, seq).includes('segment'));
};

const MODIFIERS: Readonly<Record<string, Rules>> = {
  LIMIT_MODIFIER: { limit: either(none, constant), offset: either(none, constant) },
  ORDER_MODIFIER: { orders: places },
};
const modifier: Check = (value, ...rest) => {
  const rules = isNode(value) ? MODIFIERS[String(value.type)] : undefined;
  return rules !== undefined && rest[0](value as Node, { type: anything, ...rules });
};

const query = of(() => ({ node: of(() => SELECT), named_param_map: empty }));

/** One table, or a query that only fetches itself: two of them side by side would be compared. */
const SOURCES: Readonly<Record<string, Rules>> = {
  EMPTY: {},
  BASE_TABLE: {
    schema_name: anything,
    catalog_name: anything,
    table_name: alias,
    column_name_alias: empty,
    at_clause: none,
  },
  SUBQUERY: { subquery: query, column_name_alias: empty },
};
const source: Check = (value, ...rest) => {
  const rules = isNode(value) ? SOURCES[String(value.type)] : undefined;
  return rules !== undefined && rest[0](value as Node, { ...EXPRESSION, sample: none, ...rules });
};

const withs = each(
  of(() => ({
    key: alias,
    value: of(() => ({ aliases: empty, query, materialized: anything, key_targets: empty })),
  })),
);

const SELECT: Rules = {
  type: is('SELECT_NODE'),
  modifiers: each(modifier),
  cte_map: of(() => ({ map: withs })),
  select_list: each(expression),
  from_table: source,
  where_clause: optional,
  ...{ group_expressions: empty, group_sets: empty, aggregate_handling: is('STANDARD_HANDLING') },
  ...{ having: none, sample: none, qualify: none },
};
