import type { EventOf } from '../../activity/events.ts';

/** Which press each release belongs to, so that both are masked or none. */
export class Releases {
  readonly #presses = new Map<number, number>();
  readonly #held = new Map<string, number>();

  see({ seq, d }: EventOf<'key'>): void {
    const name = nameOf(d);
    const press = this.#held.get(name);
    if (d.ph === 'down') this.#held.set(name, seq);
    else if (press !== undefined) {
      this.#presses.set(seq, press);
      this.#held.delete(name);
    }
  }

  /** The seq of the press, or undefined for a release of a key that nobody saw go down under this name. */
  pressOf(release: number): number | undefined {
    return this.#presses.get(release);
  }
}

/** The physical key where it is known: with Shift, a release can name another character than its press. */
const nameOf = ({ code, key }: EventOf<'key'>['d']): string => code ?? (key ?? '').toLowerCase();
