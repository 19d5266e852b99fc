/** A name that is further from every column than this is no slip of the fingers. */
const SLIPS = 2;

/**
 * A sentence that names the column which was meant, of those that the team sees: one that is hidden must not be confirmed.
 * Empty when none is near.
 */
export function didYouMean(name: string, columns: readonly string[]): string {
  const asked = name.toLowerCase();
  const near = columns
    .map((column) => ({ column, slips: column.split('_').includes(asked) ? 1 : distance(asked, column) }))
    .filter(({ slips, column }) => slips <= Math.min(SLIPS, Math.floor(column.length / 2)))
    .toSorted((a, b) => a.slips - b.slips);
  return near[0] === undefined ? '' : `did you mean ${near[0].column}? `;
}

/** Characters to insert, delete or change from one short word to the other (Levenshtein). */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > SLIPS) return SLIPS + 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    row = next;
  }
  return row[b.length] ?? SLIPS + 1;
}
