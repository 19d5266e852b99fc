import type { EventOf } from '../../activity/events.ts';
import { lastAtMost } from './search.ts';

/** A pointer this near to a click, in time or in order, is at the place of the click. */
const NEAR = { us: 1_000_000, events: 2 };

/** Whether the pointer is near a click with a hidden place, just before it or just after. */
export class NearClicks {
  readonly #clicks: readonly EventOf<'click'>[];
  readonly #tells: (click: EventOf<'click'>) => boolean;
  readonly #known = new Map<number, boolean>();

  /**
   * @param clicks all clicks that every segment of the session knows
   * @param tells whether the place of a click reveals hidden text
   */
  constructor(clicks: readonly EventOf<'click'>[], tells: (click: EventOf<'click'>) => boolean) {
    this.#clicks = clicks;
    this.#tells = tells;
  }

  isAt({ seq, mono_us }: { readonly seq: number; readonly mono_us: number }): boolean {
    const near = (click: EventOf<'click'> | undefined): click is EventOf<'click'> =>
      click !== undefined && (Math.abs(click.mono_us - mono_us) <= NEAR.us || Math.abs(click.seq - seq) <= NEAR.events);
    const at = lastAtMost(this.#clicks, seq, (click) => click.seq);
    for (const [from, by] of [
      [at, -1],
      [at + 1, 1],
    ] as const)
      for (let i = from; ; i += by) {
        const click = this.#clicks[i];
        if (!near(click)) break;
        if (this.#hides(click)) return true;
      }
    return false;
  }

  #hides(click: EventOf<'click'>): boolean {
    let known = this.#known.get(click.seq);
    if (known === undefined) {
      known = this.#tells(click);
      this.#known.set(click.seq, known);
    }
    return known;
  }
}
