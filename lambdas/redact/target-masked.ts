import type { BatchOpen } from '../../lib/activity/envelope.ts';
import type { Box } from '../../lib/activity/events.ts';
import { isUnder, placeOf } from '../../lib/episodes/index.ts';
import type { RedactedEvent } from '../../lib/redaction/index.ts';
import type { FrameRow } from './rows.ts';

type Of<K extends RedactedEvent['kind']> = Extract<RedactedEvent, { kind: K }>['d'];

/** Follows the frames of a segment, to decide for each click whether its target is under a mask. */
export class TargetMasked {
  readonly #display: BatchOpen['display'];
  #frame: { readonly w: number; readonly h: number; readonly masks: readonly Box[] } | undefined;
  #window = '';

  constructor(display: BatchOpen['display']) {
    this.#display = display;
  }

  /** @returns for a click, whether its target is under a mask */
  see(event: RedactedEvent, frame: FrameRow | undefined): boolean | undefined {
    if (event.kind === 'screen.frame') this.frame(event.d, frame);
    if (event.kind === 'focus') this.focus(event.d);
    return event.kind === 'click' ? this.click(event.d) : undefined;
  }

  /** @param frame undefined for one that is withheld: the masks of earlier frames may no longer hold */
  frame({ w, h }: Of<'screen.frame'>, frame: FrameRow | undefined): void {
    this.#frame = frame && { w, h, masks: frame.masks.map(({ box }) => box) };
  }

  /** The screen of another window has not been seen yet. */
  focus({ app, title, url }: Of<'focus'>): void {
    const window = JSON.stringify([app, title, url?.host]);
    if (window !== this.#window) this.#frame = undefined;
    this.#window = window;
  }

  /** Undefined when there is no place, or no frame to see it in. */
  click({ x, y, el }: Of<'click'>): boolean | undefined {
    const place = placeOf(x ?? null, y ?? null, el?.bounds ?? null);
    if (place === null || this.#frame === undefined) return undefined;
    const { w, h, masks } = this.#frame;
    // An importer sets a display of one pixel when the recording does not name its display.
    const named = this.#display.w > 1 && this.#display.h > 1;
    return isUnder(masks, place, named ? this.#display : { w, h }, { w, h });
  }
}
