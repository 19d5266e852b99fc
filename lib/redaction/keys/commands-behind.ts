import type { TypedItem } from './buffer.ts';

/** The facts that tell the commands behind a value. */
export interface Commands {
  /** Presses that can be commands as well as text. */
  readonly doubtful: ReadonlySet<number>;
  /** Presses that another reading of the field has masked. */
  readonly marked: ReadonlySet<number>;
}

/** Most different letters of a row of commands behind a value: more can be the end of the value itself. */
const ROW = 3;

/** The length of a value without the commands that were given right behind it, where another reading has masked it without them. */
export function withoutCommands(items: readonly TypedItem[], { doubtful, marked }: Commands): number {
  const has = (seqs: ReadonlySet<number>, item: TypedItem) => item.evs.slice(-1).some((seq) => seqs.has(seq));
  const length = items.findLastIndex((item) => !has(doubtful, item)) + 1;
  const row = new Set(items.slice(length).map(({ ch }) => ch));
  if (row.size === 0 || row.size > ROW || ![...row].every((ch) => /\p{L}/u.test(ch))) return items.length;
  const before = items.slice(0, length);
  return before.length > 0 && before.every((item) => has(marked, item)) ? length : items.length;
}
