import { z } from 'zod';
import { COLUMNS, type Column, type ColumnName, PARTITION_KEYS, type PartitionKey } from '../activity/columns.ts';
import { StrongroomError } from '../activity/errors.ts';

/**
 * Row filters as data, rendered to the PartiQL subset of Lake Formation: a column against constants, joined by AND and
 * OR. Free text is not accepted, so quoting never depends on the editor of the configuration.
 * https://docs.aws.amazon.com/lake-formation/latest/dg/partiql-support.html
 */

const constant = z.union([z.string(), z.number(), z.boolean()]);
export type Constant = z.infer<typeof constant>;

const condition = z.strictObject({
  column: z.string(),
  op: z.enum(['=', '<>', '>=', '<=', 'IN', 'IS NULL', 'IS NOT NULL']),
  values: z.array(constant),
});
type Condition = z.infer<typeof condition>;

export type RowFilter = Condition | { all: RowFilter[] } | { any: RowFilter[] };

export const rowFilterSchema: z.ZodType<RowFilter> = z.lazy(() =>
  z.union(
    [
      condition,
      z.strictObject({ all: z.array(rowFilterSchema).min(1) }),
      z.strictObject({ any: z.array(rowFilterSchema).min(1) }),
    ],
    { error: 'a filter, built with column(), and(), or()' },
  ),
);

/**
 * Longest expression that Lake Formation accepts: "length < 2048".
 * https://docs.aws.amazon.com/lake-formation/latest/APIReference/API_RowFilter.html
 */
export const ROW_FILTER_LIMIT = 2_047;

/** Starts a condition on a column or a partition key of the lake table. */
export const column = (name: ColumnName | PartitionKey) => {
  const make = (op: Condition['op'], values: readonly Constant[]): RowFilter => ({
    column: name,
    op,
    values: [...values],
  });
  return {
    is: (value: Constant) => make('=', [value]),
    isNot: (value: Constant) => make('<>', [value]),
    atLeast: (value: Constant) => make('>=', [value]),
    atMost: (value: Constant) => make('<=', [value]),
    in: (values: readonly Constant[]) => make('IN', values),
    isNull: () => make('IS NULL', []),
    isNotNull: () => make('IS NOT NULL', []),
  };
};

export const and = (...filters: RowFilter[]): RowFilter => ({ all: filters });
export const or = (...any: RowFilter[]): RowFilter => ({ any });

/** Every constant that a filter compares a column with. */
export const constantsOf = (filter: RowFilter, name: string): readonly Constant[] => {
  if ('all' in filter) return filter.all.flatMap((part) => constantsOf(part, name));
  if ('any' in filter) return filter.any.flatMap((part) => constantsOf(part, name));
  return filter.column === name ? filter.values : [];
};

/** All values of a column in the rows that a filter passes. Undefined when rows with values that it does not name pass too. */
export const valuesLetThrough = (filter: RowFilter, name: string): readonly Constant[] | undefined => {
  if ('all' in filter) {
    const lists = filter.all.map((part) => valuesLetThrough(part, name)).filter((list) => list !== undefined);
    return lists.length === 0
      ? undefined
      : lists.reduce((common, list) => common.filter((value) => list.includes(value)));
  }
  if ('any' in filter) {
    const lists = filter.any.map((part) => valuesLetThrough(part, name));
    return lists.includes(undefined) ? undefined : lists.flatMap((list) => list ?? []);
  }
  return filter.column === name && (filter.op === '=' || filter.op === 'IN') ? filter.values : undefined;
};

/**
 * The filter as a Lake Formation expression.
 * @throws StrongroomError `config.unknown-column`, `config.invalid` (a constant of the wrong type, a null test on a partition
 *   key, an empty list), `config.filter-too-long`.
 */
export const renderRowFilter = (filter: RowFilter): string => {
  const expression = render(filter);
  if (expression.length > ROW_FILTER_LIMIT) {
    throw new StrongroomError(
      'config.filter-too-long',
      `the row filter has ${expression.length} characters; Lake Formation takes at most ${ROW_FILTER_LIMIT}`,
      'Name fewer constants, or split the team in two.',
    );
  }
  return expression;
};

const render = (filter: RowFilter): string => {
  if ('all' in filter) return group(filter.all, ' AND ');
  if ('any' in filter) return group(filter.any, ' OR ');
  return renderCondition(filter);
};

const group = (parts: readonly RowFilter[], joiner: string): string => {
  if (parts.length === 0) throw wrong('an empty group of conditions');
  return parts.length === 1 ? render(parts[0] as RowFilter) : `(${parts.map(render).join(joiner)})`;
};

const renderCondition = ({ column: name, op, values }: Condition): string => {
  const target = findColumn(name);
  // Double quotes make an identifier, so a column may have the name of a reserved word (text, at, path).
  const identifier = `"${name}"`;
  if (op === 'IS NULL' || op === 'IS NOT NULL') {
    if (PARTITION_KEYS.some((key) => key.name === name)) throw wrong(`a null test on the partition key ${name}`);
    if (values.length > 0) throw wrong(`${op} takes no constant`);
    return `${identifier} ${op}`;
  }
  if (values.length === 0) throw wrong(`no constant for ${name}`);
  if (op !== 'IN' && values.length > 1) throw wrong(`${values.length} constants for ${name} ${op}`);
  const constants = values.map((value) => renderConstant(target, value));
  return op === 'IN' ? `${identifier} IN (${constants.join(', ')})` : `${identifier} ${op} ${constants[0]}`;
};

const findColumn = (name: string): Column => {
  const found = [...COLUMNS, ...PARTITION_KEYS].find((candidate) => candidate.name === name);
  if (found) return found;
  throw new StrongroomError(
    'config.unknown-column',
    `the lake table has no column "${name}"`,
    'See lib/activity/columns.ts.',
  );
};

/** The literal of a constant by column type. A missing type cannot be filtered on. */
const LITERALS: { [T in Column['type']]: (value: Constant) => string | undefined } = {
  // SQL escapes a quote by doubling it; a control character does not belong in a filter.
  string: (value) => (typeof value === 'string' && isPlain(value) ? `'${value.replaceAll("'", "''")}'` : undefined),
  int: (value) => (Number.isSafeInteger(value) ? String(value) : undefined),
  bigint: (value) => (Number.isSafeInteger(value) ? String(value) : undefined),
  double: (value) => (typeof value === 'number' && Number.isFinite(value) ? decimal(value) : undefined),
  boolean: (value) => (typeof value === 'boolean' ? String(value) : undefined),
};

const isPlain = (value: string): boolean => ![...value].some((c) => c < ' ' || c === '\u007f');

/** Without an exponent, which the filter grammar lacks. */
const decimal = (value: number): string | undefined => (String(value).includes('e') ? undefined : String(value));

const renderConstant = (target: Column, value: Constant): string => {
  const literal = LITERALS[target.type](value);
  if (literal === undefined) throw wrong(`a constant for ${target.name} that is not a ${target.type}`);
  return literal;
};

const wrong = (what: string): StrongroomError =>
  new StrongroomError(
    'config.invalid',
    `the row filter has ${what}`,
    'Build the filter with column(), and(), or() in config/access.ts.',
  );
