import type { Column } from '../../lib/activity/columns.ts';
import { nth } from '../../lib/activity/there.ts';
import { SIZE } from './plain.ts';
import type { Cell } from './row-group.ts';

/** Values of a column chunk by number. */
export interface Dictionary {
  /** In the order of their first row. */
  readonly entries: readonly Cell[];
  /** The number of each row's entry; -1 without a value. */
  readonly codes: Int32Array;
}

/** Rows that are looked at, spread over the chunk, before the whole is weighed. */
const SAMPLE = 1_000;
/** Beyond this share of distinct bytes in the sample a dictionary saves nothing. */
const DISTINCT = 0.9;

/**
 * The dictionary of a column chunk, when it halves the bytes of its values at least. The choice is that of `hyparquet-writer`
 * 0.17, so that files stay the same byte for byte.
 */
export function dictionaryOf(cells: readonly Cell[], type: Column['type']): Dictionary | undefined {
  if (type === 'boolean') return undefined;
  const { entries, counts, codes, present } = numbered(cells);
  const sizes = entries.map((entry) => (type === 'string' ? 4 + (entry as string).length : SIZE[type]));
  if (!promising(codes, sizes)) return undefined;
  const plain = sizes.reduce((sum, size, code) => sum + size * nth(counts, code), 0);
  const distinct = sizes.reduce((sum, size) => sum + size, 0);
  const width = Math.ceil(Math.log2(entries.length));
  return 2 * (distinct + Math.ceil((present * width) / 8)) > plain ? undefined : { entries, codes };
}

/** Each row's number, and how many rows have each. Most rows have the value of the row before. */
function numbered(
  cells: readonly Cell[],
): Dictionary & { readonly counts: readonly number[]; readonly present: number } {
  const entries: Cell[] = [];
  const counts: number[] = [];
  const codes = new Int32Array(cells.length);
  const known = new Map<Cell, number>();
  let present = 0;
  let last: Cell = null;
  let code = -1;
  for (let row = 0; row < cells.length; row++) {
    const cell = nth(cells, row);
    if (cell !== last) {
      last = cell;
      code = cell === null ? -1 : (known.get(cell) ?? -1);
      if (cell !== null && code < 0) {
        code = entries.push(cell) - 1;
        counts.push(0);
        known.set(cell, code);
      }
    }
    codes[row] = code;
    if (code < 0) continue;
    counts[code] = (counts[code] ?? 0) + 1;
    present++;
  }
  return { entries, counts, codes, present };
}

function promising(codes: Int32Array, sizes: readonly number[]): boolean {
  const looked = Math.min(codes.length, SAMPLE);
  const seen = new Uint8Array(sizes.length);
  let distinct = 0;
  let total = 0;
  for (let i = 0; i < looked; i++) {
    const code = codes[looked === 1 ? 0 : Math.floor((i * (codes.length - 1)) / (looked - 1))] ?? 0;
    if (code < 0) continue;
    const size = nth(sizes, code);
    if (seen[code] === 0) distinct += size;
    seen[code] = 1;
    total += size;
  }
  return total > 0 && distinct / total <= DISTINCT;
}
