import { z } from 'zod';
import type { ColumnName, PartitionKey } from '../columns.ts';

/**
 * Row filters as data, written (write.ts) in the PartiQL subset of Lake Formation: a column against constants, joined by AND and
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
export type RowCondition = z.infer<typeof condition>;

export type RowFilter = RowCondition | { all: RowFilter[] } | { any: RowFilter[] };

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

/** Starts a condition on a column or a partition key of the lake table. */
export const column = (name: ColumnName | PartitionKey) => {
  const make = (op: RowCondition['op'], values: readonly Constant[]): RowFilter => ({
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
