import type { SyntaxNode } from './statement.ts';

/**
 * The functions of a query that only fetches rows as they are. Such a query decides about each row by that row alone,
 * so its answer about two workers is exactly its answers about each. Every node of the tree must be known; otherwise
 * undefined.
 * @returns functions, in lower case; the result holds only if each of them depends on one row
 */
export function plainFetch(query: unknown): ReadonlySet<string> | undefined {
  const called = new Set<string>();
  return isNode(query) && fits(query, SELECT, called) ? called : undefined;
}

/** Whether a part of a query is plain. Adds the functions that it calls to `called`. */
type Check = (part: unknown, called: Set<string>) => boolean;
/** The rule for every part of a node. A part without a rule makes the whole unknown. */
type Rules = Readonly<Record<string, Check>>;

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fits = (node: SyntaxNode, rules: Rules, called: Set<string>): boolean =>
  Object.entries(node).every(([name, part]) => Object.hasOwn(rules, name) && rules[name]?.(part, called) === true);

const anything: Check = () => true;
const none: Check = (part) => part === null || part === undefined || part === false || part === '';
const empty: Check = (part) => Array.isArray(part) && part.length === 0;
const is =
  (value: unknown): Check =>
  (part) =>
    part === value;
const either =
  (...checks: readonly Check[]): Check =>
  (part, called) =>
    checks.some((check) => check(part, called));
const each =
  (check: Check): Check =>
  (part, called) =>
    Array.isArray(part) && part.every((item) => check(item, called));
/** Rules are resolved late, because they contain each other. */
const of =
  (rules: () => Rules): Check =>
  (part, called) =>
    isNode(part) && fits(part, rules(), called);
/** A node whose rules depend on its kind, besides those that all kinds share. */
const oneOf =
  (kind: string, table: () => Readonly<Record<string, Rules>>, all: Rules): Check =>
  (part, called) => {
    if (!isNode(part) || !Object.hasOwn(table(), String(part[kind]))) return false;
    return fits(part, { ...all, ...table()[String(part[kind])] }, called);
  };

/** Columns that give a row's position in the recording. An order by these ranks no worker. */
const PLACES = ['jurisdiction', 'day', 'shard', 'segment', 'seq'];
/** No alias may take such a column's name: an order by the alias would pass as an order by position. */
const alias: Check = (part) => typeof part === 'string' && !PLACES.includes(part.toLowerCase());

const expression = oneOf('class', () => EXPRESSIONS, {
  class: anything,
  type: anything,
  query_location: anything,
  alias,
});
const optional = either(none, expression);
const constant: Check = (part, called) => isNode(part) && part.class === 'CONSTANT' && expression(part, called);

/** DuckDB numbers the rows of a table under this name: a row's number depends on the other rows. */
const columnNames: Check = (path) =>
  Array.isArray(path) && !path.some((name) => String(name).toLowerCase() === 'rowid');

const call: Check = (name, called) => {
  called.add(String(name).toLowerCase());
  return true;
};

/** Expressions about one row: no subquery, no window, no explicit aggregate. */
const EXPRESSIONS: Readonly<Record<string, Rules>> = {
  BETWEEN: { input: expression, lower: expression, upper: expression },
  CASE: { case_checks: each(of(() => ({ when_expr: expression, then_expr: expression }))), else_expr: optional },
  CAST: { child: expression, cast_type: anything, try_cast: anything },
  COLLATE: { child: expression, collation: anything },
  COLUMN_REF: { column_names: columnNames },
  COMPARISON: { left: expression, right: expression },
  CONJUNCTION: { children: each(expression) },
  CONSTANT: { value: anything },
  FUNCTION: {
    ...{ schema: anything, catalog: anything, function_name: call, is_operator: anything, children: each(expression) },
    ...{ filter: none, order_bys: of(() => ({ type: anything, orders: empty })), distinct: none, export_state: none },
  },
  LAMBDA: { lhs: expression, expr: expression, syntax_type: anything },
  OPERATOR: { children: each(expression) },
  STAR: {
    ...{ relation_name: anything, exclude_list: anything, qualified_exclude_list: anything },
    ...{ replace_list: empty, rename_list: empty, columns: none, expr: none },
  },
};

/** The order of the recording: partition keys anywhere, `seq` only within its segment. */
const places: Check = (orders) => {
  if (!Array.isArray(orders)) return false;
  const names = orders.map(({ expression: key }: SyntaxNode) => {
    const path = isNode(key) && key.class === 'COLUMN_REF' ? (key.column_names as string[]) : [];
    const [name = '', ...rest] = path;
    return rest.length === 0 ? name.toLowerCase() : '';
  });
  const seq = names.indexOf('seq');
  return names.every((name) => PLACES.includes(name)) && (seq < 0 || names.slice(0, seq).includes('segment'));
};

const MODIFIERS: Readonly<Record<string, Rules>> = {
  LIMIT_MODIFIER: { limit: either(none, constant), offset: either(none, constant) },
  ORDER_MODIFIER: { orders: places },
};

const query = of(() => ({ node: of(() => SELECT), named_param_map: empty }));

/** One table, or a query that only fetches itself: two sources side by side would be compared. */
const SOURCES: Readonly<Record<string, Rules>> = {
  EMPTY: {},
  BASE_TABLE: {
    ...{ schema_name: anything, catalog_name: anything, table_name: alias },
    ...{ column_name_alias: empty, at_clause: none },
  },
  SUBQUERY: { subquery: query, column_name_alias: empty },
};

const withs = each(
  of(() => ({
    key: alias,
    value: of(() => ({ aliases: empty, query, materialized: anything, key_targets: empty })),
  })),
);

const SELECT: Rules = {
  type: is('SELECT_NODE'),
  modifiers: each(oneOf('type', () => MODIFIERS, { type: anything })),
  cte_map: of(() => ({ map: withs })),
  select_list: each(expression),
  from_table: oneOf('type', () => SOURCES, { type: anything, query_location: anything, alias, sample: none }),
  where_clause: optional,
  ...{ group_expressions: empty, group_sets: empty, aggregate_handling: is('STANDARD_HANDLING') },
  ...{ having: none, sample: none, qualify: none },
};
