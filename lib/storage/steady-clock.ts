import type { Clock } from './ports.ts';

/** A clock that measures durations: milliseconds from any beginning, never back, whatever somebody sets the time to. */
export type Stopwatch = () => number;

/** The one of this process. */
export const stopwatch: Stopwatch = () => performance.now();

/**
 * The wall clock, but it never goes back. Certificates would hold longer, and pauses begin later, if it could be set back:
 * from then on the time since goes on by the stopwatch.
 */
export class SteadyClock implements Clock {
  readonly #wall: () => number;
  readonly #stopwatch: Stopwatch;
  /** The latest time that was told (ms since the epoch), and the stopwatch then. */
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

  /** Somebody who knows says that it is later already. */
  notBefore(moment: Date): void {
    if (moment > this.now()) this.#last = { at: moment.getTime(), watch: this.#stopwatch() };
  }
}
