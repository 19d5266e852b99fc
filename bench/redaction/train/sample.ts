import type { Span, Surface } from '../../../lib/redaction/types.ts';

/** A text with its names, to learn from or to measure with. */
export interface Sample {
  readonly text: string;
  readonly spans: readonly Span[];
  /** Where it comes from: sources are left out one at a time. */
  readonly source: string;
  /** Two letters. */
  readonly language: string;
  readonly surface: Surface;
  /** Generated: its names are all in the lexicon, which real ones are not. */
  readonly generated?: boolean;
}

/** Repeatable random numbers (mulberry32). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }

  chance(p: number): boolean {
    return this.next() < p;
  }
}
