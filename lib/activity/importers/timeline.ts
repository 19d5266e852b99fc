/** Threads of a recorder stamp before they queue, so that neighbours may be swapped by this much (seconds). */
const TOLERANCE_S = 1;
/** Longer than any session: a longer jump means a broken clock. */
const MAX_JUMP_S = 24 * 3600;

/**
 * Places readings of a monotonic clock (seconds) on `mono_us`. After an impossible jump of the clock, time continues from the
 * reading before: one bad reading must not push all later events into the past, where they would be lost.
 */
export class Timeline {
  #base: number;
  #last: number;

  /** @param base the reading at `mono_us` 0 */
  constructor(base: number) {
    this.#base = base;
    this.#last = base;
  }

  /** `jump`: the time since the reading before is unknown; `after` is that time in seconds, when it is known. */
  place(reading: number): { mono: number; jump: boolean; after: number } {
    const step = reading - this.#last;
    const jump = step < -TOLERANCE_S || step > MAX_JUMP_S;
    if (jump) this.#base += step;
    if (jump || step > 0) this.#last = reading;
    return { mono: Math.round((this.#last - this.#base) * 1e6), jump, after: jump ? 0 : Math.max(0, step) };
  }
}
