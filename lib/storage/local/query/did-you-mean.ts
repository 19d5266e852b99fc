import { editDistance } from '../../../activity/edit-distance.ts';

/** A name that is further from every column than this is no slip of the fingers. */
const SLIPS = 2;

/**
 * A sentence that names the column which was meant, of those that the team sees: one that is hidden must not be confirmed.
 * Empty when none is near.
 */
export function didYouMean(name: string, columns: readonly string[]): string {
  const asked = name.toLowerCase();
  const near = columns
    .map((column) => ({ column, slips: column.split('_').includes(asked) ? 1 : editDistance(asked, column, SLIPS) }))
    .filter(({ slips, column }) => slips <= Math.min(SLIPS, Math.floor(column.length / 2)))
    .toSorted((a, b) => a.slips - b.slips);
  return near[0] === undefined ? '' : `did you mean ${near[0].column}? `;
}
