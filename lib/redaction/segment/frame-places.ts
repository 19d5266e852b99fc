import type { BatchOpen } from '../../activity/envelope.ts';
import type { Box } from '../../activity/events.ts';

type Size = { readonly w: number; readonly h: number };
/** A frame, and whether it is the whole display in another size. */
type Shown = Size & { readonly isScaled?: boolean };

/** A frame of physical pixels may differ by a pixel from the display's scale. */
const CLOSE = 0.01;
const isClose = (a: number, b: number): boolean => Math.abs(a - b) <= CLOSE * Math.max(a, b);
const times = ([x, y, w, h]: Box, a: number, b: number): Box => [x * a, y * b, w * a, h * b];

/**
 * Boxes are given in pixels of the display; a frame may have more of them, or fewer. When the sizes differ, it is uncertain which
 * unit the recorder meant: hidden boxes are blacked out at both places, explaining boxes count at one.
 */
export class FramePlaces {
  readonly #display: BatchOpen['display'] | undefined;

  /** @param display of one pixel when the recording does not name it */
  constructor(display: BatchOpen['display'] | undefined) {
    this.#display = display !== undefined && display.w > 1 && display.h > 1 ? display : undefined;
  }

  /** Every place in a frame at which a box may lie. */
  all(box: Box, frame: Shown): Box[] {
    const display = this.#display;
    if (display === undefined || (display.w === frame.w && display.h === frame.h)) return [box];
    if (frame.isScaled) return [this.likely(box, frame)];
    return [box, times(box, frame.w / display.w, frame.h / display.h)];
  }

  /** The likely place of the box: a scaled one only if the frame is known to be the display in another size. */
  likely(box: Box, frame: Shown): Box {
    const { w, h, scale } = this.#display ?? { w: 0, h: 0, scale: 1 };
    if (w === 0 || h === 0) return box;
    const isPhysical = scale !== 1 && isClose(frame.w, w * scale) && isClose(frame.h, h * scale);
    return frame.isScaled || isPhysical ? times(box, frame.w / w, frame.h / h) : box;
  }
}
