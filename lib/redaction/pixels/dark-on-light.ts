import type { Box } from '../../activity/events.ts';
import type { Pixels } from './swings.ts';

/** Room around a part, in pixels: letters extend a little beyond the cells that swing. */
const ROOM = 4;
/** A part whose grey values differ by less than this from their surroundings shows nothing that could be read. */
const LEAST = 24;
/**
 * The background of a pixel is the median of this many pixels to each side: more than a stroke of a letter is wide, and less than
 * a button is high.
 */
const AROUND = { x: 10, y: 5 };

/**
 * A grey sheet of the same size that is white but for some parts: in these, pixels that differ from their background are dark.
 */
export function darkOnLight(pixels: Pixels, parts: readonly Box[]): Pixels {
  const { width, height } = pixels;
  const data = new Uint8Array(width * height).fill(255);
  for (const [x, y, w, h] of parts) {
    const [left, top] = [Math.max(0, Math.floor(x) - ROOM), Math.max(0, Math.floor(y) - ROOM)];
    const [right, bottom] = [Math.min(width, Math.ceil(x + w) + ROOM), Math.min(height, Math.ceil(y + h) + ROOM)];
    draw(pixels, data, { left, top, right, bottom });
  }
  return { data, width, height, channels: 1 };
}

interface Part {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function draw(from: Pixels, sheet: Uint8Array, part: Part): void {
  const apart = differences(from, part);
  const most = apart.reduce((a, b) => Math.max(a, b), 0);
  if (most < LEAST) return;
  const wide = part.right - part.left;
  for (const [i, by] of apart.entries()) {
    const at = (part.top + Math.floor(i / wide)) * from.width + part.left + (i % wide);
    // Parts may overlap: the darker pixel stays.
    sheet[at] = Math.min(sheet[at] ?? 0, 255 - Math.round((255 * by) / most));
  }
}

/** The difference of each pixel of a part from the median around it. The median moves on with its window (Huang, 1979). */
function differences(from: Pixels, { left, top, right, bottom }: Part): Uint8Array {
  const apart = new Uint8Array((right - left) * (bottom - top));
  let i = 0;
  for (let y = top; y < bottom; y++) {
    const rows = { from: Math.max(0, y - AROUND.y), to: Math.min(from.height, y + AROUND.y + 1) };
    const window = new Window();
    const take = (x: number, by: 1 | -1) => {
      if (x < 0 || x >= from.width) return;
      for (let row = rows.from; row < rows.to; row++) window.count(greyAt(from, x, row), by);
    };
    // The window of the pixel before the first, from which the loop moves on: a column that it takes away has been added.
    for (let x = left - AROUND.x - 1; x < left + AROUND.x; x++) take(x, 1);
    for (let x = left; x < right; x++) {
      take(x + AROUND.x, 1);
      take(x - AROUND.x - 1, -1);
      apart[i++] = Math.abs(greyAt(from, x, y) - window.median());
    }
  }
  return apart;
}

const WHITE = 255;

/** Counts of grey values, with their median at hand. */
class Window {
  readonly #counts = new Uint16Array(256);
  #all = 0;
  #median = 0;
  /** How many are darker than the median. */
  #below = 0;

  count(grey: number, by: 1 | -1): void {
    this.#counts[grey] = (this.#counts[grey] ?? 0) + by;
    this.#all += by;
    if (grey < this.#median) this.#below += by;
  }

  median(): number {
    const half = this.#all >> 1;
    // Bounded by the grey values there are: a search by wrong counts alone could go on for ever.
    while (this.#median > 0 && this.#below > half) this.#below -= this.#counts[--this.#median] ?? 0;
    while (this.#median < WHITE && this.#below + (this.#counts[this.#median] ?? 0) <= half)
      this.#below += this.#counts[this.#median++] ?? 0;
    return this.#median;
  }
}

/** Perceived brightness (ITU-R BT.601). */
function greyAt({ data, width, channels }: Pixels, x: number, y: number): number {
  const at = (y * width + x) * channels;
  if (channels < 3) return data[at] ?? 0;
  return Math.round(((data[at] ?? 0) * 299 + (data[at + 1] ?? 0) * 587 + (data[at + 2] ?? 0) * 114) / 1_000);
}
