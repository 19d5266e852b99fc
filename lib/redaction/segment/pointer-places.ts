import type { Box, EventOf } from '../../activity/events.ts';

/** Drawn around the point: an arrow reaches to the right and down, a hand a little to the left as well. Pixels of the display. */
const DRAWN = { left: 7, top: 4, w: 22, h: 28 };
/** Longer before or after a frame, a place says nothing of where the pointer is in it. Microseconds. */
const AFTER_US = 500_000;

interface PointerAt {
  readonly at: number;
  readonly x: number;
  readonly y: number;
}

/**
 * Where the pointer was, as the recording says it. Its drawing is in every frame of a video, and is no content: without this, the
 * look for unexplained content takes it and the words that it touches for something that nobody reported.
 */
export class PointerPlaces {
  readonly #places: PointerAt[] = [];

  see(event: EventOf<'pointer'> | EventOf<'click'> | EventOf<'scroll'>): void {
    if (event.kind === 'pointer')
      for (const [dt, x, y] of event.d.pts) this.#places.push({ at: event.mono_us + dt, x, y });
    else if (event.d.x !== undefined) this.#places.push({ at: event.mono_us, x: event.d.x, y: event.d.y });
  }

  /** Its drawing at a moment: at the last place before, and at the first one after when that is near. At most two boxes. */
  drawnAt(mono_us: number): Box[] {
    const after = this.#firstAfter(mono_us);
    const next = this.#places[after];
    const near = [this.#places[after - 1], next !== undefined && next.at - mono_us <= AFTER_US ? next : undefined];
    return near.flatMap((place): Box[] =>
      place === undefined ? [] : [[place.x - DRAWN.left, place.y - DRAWN.top, DRAWN.w, DRAWN.h]],
    );
  }

  /** Places come in order of time. */
  #firstAfter(mono_us: number): number {
    let [low, high] = [0, this.#places.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#places[middle]?.at ?? 0) <= mono_us) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
