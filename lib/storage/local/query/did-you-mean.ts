import { editDistance } from '../../../activity/edit-distance.ts';

/** Largest edit distance from a column that still counts as a typing error. */
const SLIPS = 2;

/**
 * A sentence that suggests a column, only of those that the team sees: a hidden column must not be confirmed. Empty
 * when no name is close.
 */
export function didYouMean(name: string, columns: readonly string[]): string {
  const asked = name.toLowerCase();
  const near = columns
    .map((column) => ({ column, slips: column.split('_').includes(asked) ? 1 : editDistance(asked, column, SLIPS) }))
    .filter(({ slips, column }) => slips <= Math.min(SLIPS, Math.floor(column.length / 2)))
    .toSorted((a, b) => a.slips - b.slips);
  return near[0] === undefined ? '' : `did you mean ${near[0].column}? `;
}
