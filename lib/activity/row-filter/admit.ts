import type { Constant, RowCondition, RowFilter } from './build.ts';

/**
 * Whether a filter might pass a row of which only some cells are known. A condition on any other column counts as met,
 * so that the answer is never too narrow.
 */
export function mayAdmit(filter: RowFilter, cells: Readonly<Record<string, Constant>>): boolean {
  if ('all' in filter) return filter.all.every((part) => mayAdmit(part, cells));
  if ('any' in filter) return filter.any.some((part) => mayAdmit(part, cells));
  const value = cells[filter.column];
  return value === undefined || HOLDS[filter.op](value, filter.values);
}

/** Dates are strings, and their text order is their order in time. */
const HOLDS: { readonly [O in RowCondition['op']]: (value: Constant, values: readonly Constant[]) => boolean } = {
  '=': (value, [one]) => value === one,
  '<>': (value, [one]) => value !== one,
  '>=': (value, [one]) => one !== undefined && value >= one,
  '<=': (value, [one]) => one !== undefined && value <= one,
  IN: (value, values) => values.includes(value),
  'IS NULL': () => false,
  'IS NOT NULL': () => true,
};
