import type { Statistics } from 'hyparquet';
import type { Cell } from './row-group.ts';

type Bound = Exclude<Cell, null>;

/** Minimum and maximum of a column chunk, texts by their bytes in UTF-8, as Parquet orders them. */
export function rangeOf(cells: readonly Cell[]): Statistics {
  let min: Bound | undefined;
  let max: Bound | undefined;
  let nulls = 0;
  let last: Cell = null;
  for (const cell of cells) {
    if (cell === null) nulls++;
    // Most rows have the value of the row before.
    if (cell === null || cell === last) continue;
    last = cell;
    if (min === undefined || isBelow(cell, min)) min = cell;
    if (max === undefined || isBelow(max, cell)) max = cell;
  }
  return {
    ...(min !== undefined && max !== undefined && { min_value: min, max_value: max }),
    null_count: BigInt(nulls),
  };
}

const isBelow = (bound: Bound, other: Bound): boolean =>
  typeof bound === 'string' ? Buffer.compare(Buffer.from(bound), Buffer.from(other as string)) < 0 : bound < other;
