import type { Clock } from './ports.ts';

/**
 * A clock that measures durations: milliseconds from an arbitrary start. It never goes back, even when the system time
 * is set.
 */
export type Stopwatch = () => number;

/** The stopwatch of this process. */
export const stopwatch: Stopwatch = () => performance.now();

/**
 * The wall clock, but it never goes back. If it could be set back, certificates would stay valid longer, and pauses
 * begin later. After such a change the stopwatch supplies the time.
 */
export class SteadyClock implements Clock {
  readonly #wall: () => number;
  readonly #stopwatch: Stopwatch;
  /** The latest time returned (ms since the epoch), and the stopwatch at that moment. */
  #last: { readonly at: number; readonly watch: number };

  /** @param seen a time that has passed already, from before this process (ms since the epoch) */
  constructor({ wall = () => Date.now(), watch = stopwatch, seen = 0 } = {}) {
    this.#wall = wall;
    this.#stopwatch = watch;
    this.#last = { at: seen, watch: watch() };
  }

  now(): Date {
    const [wall, watch] = [this.#wall(), this.#stopwatch()];
    const at = wall >= this.#last.at ? wall : this.#last.at + Math.max(0, watch - this.#last.watch);
    this.#last = { at, watch };
    return new Date(at);
  }

  /** Advances the clock to a time known from a trusted source. */
  notBefore(moment: Date): void {
    if (moment > this.now()) this.#last = { at: moment.getTime(), watch: this.#stopwatch() };
  }
}
