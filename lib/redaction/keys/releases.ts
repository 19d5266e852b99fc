import type { EventOf } from '../../activity/events.ts';

/** Which press each release belongs to, so that both are masked or none, and both show the same key. */
export class Releases {
  readonly #presses = new Map<number, EventOf<'key'>>();
  readonly #held = new Map<string, EventOf<'key'>>();

  see(event: EventOf<'key'>): void {
    const name = nameOf(event.d);
    const press = this.#held.get(name);
    if (event.d.ph === 'down') this.#held.set(name, event);
    else if (press !== undefined) {
      this.#presses.set(event.seq, press);
      this.#held.delete(name);
    }
  }

  /** The press, or undefined for a release of a key without a recorded press under this name. */
  pressOf(release: number): EventOf<'key'> | undefined {
    return this.#presses.get(release);
  }
}

/** The physical key if it is known: with Shift, a release can name another character than its press. */
const nameOf = ({ code, key }: EventOf<'key'>['d']): string => code ?? (key ?? '').toLowerCase();
