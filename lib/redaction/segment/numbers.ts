import { lastAtMost } from './search.ts';

/** Seqs from one to another, both included. */
export type Interval = readonly [from: number, to: number];

/**
 * Numbers of published rows. Events without a row do not count, or their number could be read from the gap. If every event has a
 * row, the numbers are those of the recorder. The order stays.
 */
export class Numbers {
  /** In order and apart, each with how many are left out up to its end. */
  readonly #gone: { readonly from: number; to: number; upTo: number }[] = [];
  readonly #before: number;

  /** @param gone seqs that leave no row, in any order @param before how many more leave none, before all of these */
  constructor(gone: readonly Interval[], before = 0) {
    this.#before = before;
    for (const [from, to] of gone.toSorted((a, b) => a[0] - b[0])) {
      const last = this.#gone.at(-1);
      if (last === undefined || from > last.to + 1)
        this.#gone.push({ from, to, upTo: (last?.upTo ?? before) + (to - from + 1) });
      else if (to > last.to) {
        last.upTo += to - last.to;
        last.to = to;
      }
    }
  }

  isGone(seq: number): boolean {
    const last = this.#last(seq);
    return last !== undefined && seq <= last.to;
  }

  /** The number of an event that leaves a row. */
  of(seq: number): number {
    return seq - (this.#last(seq)?.upTo ?? this.#before);
  }

  /** How many events up to one, it included, leave no row. */
  upTo(seq: number): number {
    const last = this.#last(seq);
    return last === undefined ? this.#before : last.upTo - Math.max(0, last.to - seq);
  }

  #last(seq: number) {
    return this.#gone[lastAtMost(this.#gone, seq, ({ from }) => from)];
  }
}
