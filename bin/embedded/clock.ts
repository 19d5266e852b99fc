import type { Clock } from '../../lib/storage/ports.ts';

/** A clock that can be moved forward, to show today what will be destroyed next week. */
export class MovableClock implements Clock {
  #ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  advanceDays(days: number): void {
    this.#ahead += days * 86_400_000;
  }
}
