import type { Clock } from '../../lib/storage/ports.ts';
import { SteadyClock } from '../../lib/storage/steady-clock.ts';

/** A clock that can be moved forward, to show today what will be destroyed next week. */
export class MovableClock implements Clock {
  readonly #clock: Clock = new SteadyClock();
  #ahead = 0;

  now(): Date {
    return new Date(this.#clock.now().getTime() + this.#ahead);
  }

  advanceDays(days: number): void {
    this.#ahead += days * 86_400_000;
  }

  /** Returns to the real time. */
  reset(): void {
    this.#ahead = 0;
  }
}
