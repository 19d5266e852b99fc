import { nth } from '../../activity/there.ts';
import { lastAtMost } from './search.ts';
import type { Veil } from './veil.ts';

/** Published duration of hidden input that takes no longer than `SHORT`, in microseconds. */
const SEEMS = 3_000_000;
/** Hidden input that lasts longer than this is published as a multiple of it. */
const SHORT = 15_000_000;
/** In a silence of more than this the published clock comes back to the device's. */
const SILENCE = 5_000_000;

/** From an event on: published time is `q`, and advances at `rate`, from `t` of the device on. */
interface Knot {
  readonly seq: number;
  readonly t: number;
  readonly q: number;
  readonly rate: number;
}

/** Known times of visible events, in order of `seq`. */
export interface Mark {
  readonly seq: number;
  readonly mono_us: number;
}

/**
 * Published time. The duration of hidden input reveals its length, so all short input seems to take equally long. The times after
 * it are shifted, and return to the device's clock in the next silence. The order stays.
 */
export class PublishedClock {
  readonly #knots: Knot[] = [];
  /** How far it is ahead in the end, and when that was (µs of the device). */
  readonly end: { readonly shift: number; readonly mono_us: number };

  /**
   * @param marks visible events outside of the veils that every segment of the session knows
   * @param veils in order
   * @param begin the first seq of all, and the end of everything before it
   */
  constructor(
    marks: readonly Mark[],
    veils: readonly Veil[],
    begin?: { readonly from: number; readonly shift: number; readonly mono_us: number },
  ) {
    let shift = begin?.shift ?? 0;
    let last: Mark | undefined = begin && { seq: begin.from - 1, mono_us: begin.mono_us };
    let next = 0;
    const knot = (knot: Knot) => this.#knots.push(knot);
    if (begin !== undefined) knot({ seq: 0, t: begin.mono_us, q: begin.mono_us + shift, rate: 1 });
    const reach = (mark: Mark) => {
      const silence = last === undefined ? 0 : mark.mono_us - last.mono_us;
      if (last !== undefined && shift !== 0 && silence > SILENCE) {
        const seems = Math.max(SILENCE, silence - shift);
        knot({ seq: last.seq + 1, t: last.mono_us, q: last.mono_us + shift, rate: seems / silence });
        shift += seems - silence;
        knot({ seq: mark.seq, t: mark.mono_us, q: mark.mono_us + shift, rate: 1 });
      }
      last = mark;
    };
    const cover = ({ from, to, began, ended }: Veil) => {
      reach({ seq: from, mono_us: began });
      const q = began + shift;
      knot({ seq: from, t: began, q, rate: 0 });
      shift = q + seeming(ended - began) - ended;
      knot({ seq: to + 1, t: ended, q: ended + shift, rate: 1 });
      last = { seq: to, mono_us: ended };
    };
    for (const mark of marks) {
      while (next < veils.length && nth(veils, next).from <= mark.seq) cover(nth(veils, next++));
      reach(mark);
    }
    while (next < veils.length) cover(nth(veils, next++));
    this.end = { shift, mono_us: last?.mono_us ?? 0 };
  }

  /** @param us of the device @returns microseconds, whole ones */
  at(seq: number, us: number): number {
    const knot = this.#knots[lastAtMost(this.#knots, seq, (knot) => knot.seq)];
    return knot === undefined ? us : Math.round(knot.q + (us - knot.t) * knot.rate);
  }
}

const seeming = (us: number): number => (us <= SHORT ? SEEMS : Math.ceil(us / SHORT) * SHORT);
