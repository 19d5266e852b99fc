import type { Box } from '../../activity/events.ts';
import { nth } from '../../activity/there.ts';
import { roomyUnread } from '../segment/geometry.ts';
import { maskBoxes } from '../segment/mask-boxes.ts';
import { CELL, type Counts, countSwings, type Pixels } from './swings.ts';
import { changingRows, isDrawn, isFlat, rangeAround, swingingRows, type Tile } from './tile.ts';

/**
 * The size of content, in pixels. `npm run bench -- redaction` measures how often content is missed, and how often something else
 * is taken for it.
 */
const TILE = { w: 2 * CELL, h: 8 };
/** A row of a tile: a line has two swings, a letter and a half has more. */
const SWINGS = 4;
const ROWS = 3;
/** In `rows` rows of a tile, `pixels` pixels or more differ from the row above; one entry that holds is enough. In a halved frame, corners add a few. */
const CHANGING = {
  fine: [{ rows: 3, pixels: 2 }],
  coarse: [
    { rows: 4, pixels: 2 },
    { rows: 3, pixels: 6 },
  ],
} as const;
/** Each scale halves the frame: large letters have few strokes in a tile. Bars are not looked for in the last: cards become bars. */
const SCALES = ['fine', 'coarse', 'coarsest'] as const;
type Scale = (typeof SCALES)[number];
/** One tile is a caret, an arrow or a tick. */
const ENOUGH = 2;
/** Tiles with the same bars in each row, beside another such tile: more than the gaps between cards have, as many as a barcode. */
const STRIPES = 12;
/**
 * The least visible step of one colour, of 255. In a frame that was stored without loss, it is one step on a flat background and
 * two elsewhere. In others it is two, and more beside stronger edges: compression makes waves around them.
 */
const STEPS = { exact: { least: 1, faint: 2 }, lossy: { least: 256, faint: 2 } };
/** Reach of the waves of compression, in pixels, and their height, as a share of the edge that causes them. */
const WAVES = { reach: 16, share: 0.12 };

/** How the frame was stored before it was decoded. */
export type Stored = keyof typeof STEPS;

/** A box that was reported, and how many characters of text in it. */
export interface Explained {
  readonly box: Box;
  readonly chars: number;
}

/** More room than this for each character, in pixels, and the box is a container: it explains no more than its text. */
const ROOM = 1_500;
/** Tiles that a character fills at most, and that the edges of a container may. */
const TILES = { each: 2, some: 4 };
/** More containers than this in a frame explain nothing: each is examined by itself. */
const MAX_CONTAINERS = 64;

export const isContainer = ({ box, chars }: Explained): boolean => box[2] * box[3] > ROOM * Math.max(1, chars);

/**
 * Whether a frame shows something where no text was reported: letters, bars or a picture outside all boxes, in any colour.
 * Lines, frames, buttons, gradients and other flat surfaces are no content.
 */
export function hasUnexplained(pixels: Pixels, explained: readonly Explained[], stored: Stored = 'exact'): boolean {
  let known: Uint8Array = new Uint8Array(pixels.width * pixels.height);
  for (const part of explained) if (!isContainer(part)) fill(known, pixels, part.box);
  const containers = explained.filter(isContainer).slice(0, MAX_CONTAINERS);
  if (containers.length > 0) {
    const look = new Look(pixels, known.slice(), stored, 'fine');
    for (const { box, chars } of containers) {
      if (look.finds(inside(box, pixels), TILES.some + TILES.each * chars + 1)) return true;
      fill(known, pixels, box);
    }
  }
  let now = pixels;
  for (const scale of SCALES) {
    const whole = { left: 0, top: 0, right: now.width, bottom: now.height };
    if (new Look(now, known, stored, scale).finds(whole, ENOUGH)) return true;
    known = halvedMask(known, now);
    now = halved(now);
  }
  return false;
}

/** The search is repeated on the rest until it finds nothing; more rounds than this only change areas that are hidden already. */
const ROUNDS = 4;

/**
 * Boxes around everything that `hasUnexplained` sees in a frame, with room around them. Areas outside these boxes and outside the
 * explained ones count as no content.
 */
export function unexplainedBoxes(pixels: Pixels, explained: readonly Explained[], stored: Stored = 'exact'): Box[] {
  const kept = explained.filter(({ box, chars }) => !isContainer({ box, chars })).map(({ box }) => box);
  const boxes: Box[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const tiles = unexplainedTiles(pixels, [...explained, ...boxes.map((box) => ({ box, chars: ALL }))], stored);
    if (tiles.length === 0) break;
    boxes.push(...maskBoxes(together(tiles, kept), kept, roomyUnread));
  }
  return boxes;
}
const ALL = Number.POSITIVE_INFINITY;

/** The parts of a frame that `hasUnexplained` sees, as tight as it sees them: where a reader is to look again. */
export function unexplainedParts(pixels: Pixels, explained: readonly Explained[], stored: Stored = 'exact'): Box[] {
  const kept = explained.filter((part) => !isContainer(part)).map(({ box }) => box);
  return together(unexplainedTiles(pixels, explained, stored), kept);
}

/** A box that is wide for its text explains nothing here: other content in it would pass with the text. */
function unexplainedTiles(from: Pixels, explained: readonly Explained[], stored: Stored): Tile[] {
  const found: Tile[] = [];
  let known: Uint8Array = new Uint8Array(from.width * from.height);
  for (const part of explained) if (!isContainer(part)) fill(known, from, part.box);
  let [now, times] = [from, 1];
  for (const scale of SCALES) {
    const whole = { left: 0, top: 0, right: now.width, bottom: now.height };
    const tiles = [...new Look(now, known, stored, scale).all(whole)];
    // One tile is a caret, an arrow or a tick.
    if (tiles.length >= ENOUGH) found.push(...tiles.map((tile) => scaled(tile, times)));
    known = halvedMask(known, now);
    now = halved(now);
    times *= 2;
  }
  return found;
}

const scaled = ({ left, top, right, bottom }: Tile, n: number): Tile => ({
  left: left * n,
  top: top * n,
  right: right * n,
  bottom: bottom * n,
});

/** When the box around two boxes has more than this times their area, it hides more of the gap than of them. */
const LOOSE = 1.5;

/**
 * Joins adjacent tiles of one row into one box, and such boxes that overlap. A picture stays one box; a box that touches it at a
 * corner, or has explained text between, is another.
 */
function together(tiles: readonly Tile[], kept: readonly Box[]): Box[] {
  const rows: Tile[] = [];
  for (const tile of tiles.toSorted((a, b) => a.top - b.top || a.left - b.left)) {
    const last = rows.at(-1);
    if (last !== undefined && tile.top === last.top && tile.left - last.right <= TILE.w)
      rows[rows.length - 1] = around(last, tile);
    else rows.push(tile);
  }
  const whole: Tile[] = [];
  for (const row of rows) {
    const at = whole.findLastIndex(
      (tile) =>
        row.top <= tile.bottom &&
        row.left < tile.right &&
        tile.left < row.right &&
        isOneThing(tile, row, around(tile, row), kept),
    );
    if (at < 0) whole.push(row);
    else whole[at] = around(nth(whole, at), row);
  }
  return whole.map(({ left, top, right, bottom }): Box => [left, top, right - left, bottom - top]);
}

const isOneThing = (a: Tile, b: Tile, both: Tile, kept: readonly Box[]): boolean =>
  areaOf(both) <= LOOSE * (areaOf(a) + areaOf(b)) &&
  !kept.some((box) => touches(box, both) && !touches(box, a) && !touches(box, b));

const areaOf = ({ left, top, right, bottom }: Tile): number => (right - left) * (bottom - top);

const touches = ([x, y, w, h]: Box, { left, top, right, bottom }: Tile): boolean =>
  x < right && left < x + w && y < bottom && top < y + h;

const around = (a: Tile, b: Tile): Tile => ({
  left: Math.min(a.left, b.left),
  top: Math.min(a.top, b.top),
  right: Math.max(a.right, b.right),
  bottom: Math.max(a.bottom, b.bottom),
});

/** Looks for content in parts of one frame, at one scale. */
class Look {
  readonly #pixels: Pixels;
  readonly #known: Uint8Array;
  readonly #counts: Counts;
  readonly #stored: Stored;
  readonly #scale: Scale;

  constructor(pixels: Pixels, knownPixels: Uint8Array, stored: Stored, scale: Scale) {
    this.#pixels = pixels;
    this.#known = knownPixels;
    this.#stored = stored;
    this.#scale = scale;
    this.#counts = countSwings(pixels, knownPixels, STEPS[stored]);
  }

  /**
   * Whether a part holds so many tiles of content, on either of two grids: content across two tiles of one grid fills a tile of
   * the other.
   */
  finds(part: Tile, enough: number): boolean {
    return [0, 1].some((shift) => {
      let content = 0;
      let stripes = 0;
      let barsAt = -1;
      for (const tile of tilesOf(part, shift)) {
        const seen = this.#see(tile);
        if (seen === 'content' && ++content >= enough) return true;
        if (seen === 'stripes' && barsAt === tile.top && ++stripes >= Math.max(STRIPES, enough)) return true;
        barsAt = seen === 'stripes' ? tile.top : -1;
      }
      return false;
    });
  }

  /** All tiles that count, on both grids. */
  *all(part: Tile): Generator<Tile> {
    for (const shift of [0, 1]) for (const tile of tilesOf(part, shift)) if (this.#see(tile) !== 'nothing') yield tile;
  }

  #see(tile: Tile): 'content' | 'stripes' | 'nothing' {
    const { columns, least, faint } = this.#counts;
    let leastRows = 0;
    let faintRows = 0;
    const last = Math.min(columns, Math.ceil(tile.right / CELL));
    for (let y = tile.top; y < tile.bottom; y++) {
      let [leastSwings, faintSwings] = [0, 0];
      for (let at = y * columns + Math.floor(tile.left / CELL); at < y * columns + last; at++) {
        leastSwings += least[at] ?? 0;
        faintSwings += faint[at] ?? 0;
      }
      if (leastSwings >= SWINGS) leastRows++;
      if (faintSwings >= SWINGS) faintRows++;
    }
    if (faintRows >= ROWS) {
      const least = this.#leastStep(tile);
      const rows =
        least === STEPS[this.#stored].faint ? faintRows : swingingRows(this.#pixels, this.#known, tile, least, SWINGS);
      if (rows >= ROWS && this.#changes(tile, least)) return 'content';
      faintRows = rows;
    }
    if (leastRows >= ROWS && this.#isFaint(tile)) return 'content';
    return faintRows === TILE.h && this.#scale !== 'coarsest' ? 'stripes' : 'nothing';
  }

  #leastStep(tile: Tile): number {
    const { faint } = STEPS[this.#stored];
    return this.#stored === 'exact'
      ? faint
      : Math.max(faint, WAVES.share * rangeAround(this.#pixels, tile, WAVES.reach));
  }

  #changes(tile: Tile, least: number): boolean {
    return CHANGING[this.#scale === 'fine' ? 'fine' : 'coarse'].some(
      ({ rows, pixels }) => changingRows(this.#pixels, this.#known, tile, { least, pixels }) >= rows,
    );
  }

  /** One step only, on a flat background: dithering has as many. */
  #isFaint(tile: Tile): boolean {
    return (
      isFlat(this.#pixels, this.#known, tile) &&
      this.#changes(tile, STEPS[this.#stored].least) &&
      isDrawn(this.#pixels, this.#known, tile)
    );
  }
}

/** Tiles of a part, to its edges: the last ones of a row and of a column lie over those before. @param shift by half a tile */
function* tilesOf({ left, top, right, bottom }: Tile, shift: number): Generator<Tile> {
  const first = Math.floor(left / CELL) * CELL;
  const end = Math.ceil(right / CELL) * CELL;
  for (let y = top + (shift * TILE.h) / 2; y < bottom; y += TILE.h) {
    const from = Math.max(top, Math.min(y, bottom - TILE.h));
    for (let x = first + (shift * TILE.w) / 2; x < right; x += TILE.w) {
      const start = Math.max(first, Math.min(x, end - TILE.w));
      yield { left: start, top: from, right: Math.min(right, start + TILE.w), bottom: Math.min(bottom, from + TILE.h) };
    }
  }
}

/** Half the size: the mean of four. */
function halved({ data, width, height, channels }: Pixels): Pixels {
  const w = width >> 1;
  const h = height >> 1;
  const to = new Uint8Array(w * h * channels);
  const row = width * channels;
  for (let y = 0, i = 0; y < h; y++)
    for (let x = 0, at = 2 * y * row; x < w; x++, at += channels)
      for (let c = 0; c < channels; c++, at++)
        to[i++] =
          ((data[at] ?? 0) + (data[at + channels] ?? 0) + (data[at + row] ?? 0) + (data[at + row + channels] ?? 0)) >>
          2;
  return { data: to, width: w, height: h, channels };
}

/** Half the size: a pixel is known if all four were. */
function halvedMask(from: Uint8Array, { width, height }: Pixels): Uint8Array {
  const w = width >> 1;
  const h = height >> 1;
  const to = new Uint8Array(w * h);
  for (let y = 0; y < h; y++)
    for (let x = 0, at = 2 * y * width; x < w; x++, at += 2)
      to[y * w + x] = (from[at] ?? 0) & (from[at + 1] ?? 0) & (from[at + width] ?? 0) & (from[at + width + 1] ?? 0);
  return to;
}

/** The whole pixels that a box touches. An invalid box has none. */
function inside([x, y, w, h]: Box, { width, height }: Pixels): Tile {
  if (![x, y, w, h].every(Number.isFinite)) return { left: 0, top: 0, right: 0, bottom: 0 };
  return {
    left: Math.max(0, Math.floor(x)),
    top: Math.max(0, Math.floor(y)),
    right: Math.min(width, Math.ceil(x + w)),
    bottom: Math.min(height, Math.ceil(y + h)),
  };
}

function fill(mask: Uint8Array, pixels: Pixels, box: Box): void {
  const { left, top, right, bottom } = inside(box, pixels);
  for (let row = top; row < bottom; row++)
    if (right > left) mask.fill(1, row * pixels.width + left, row * pixels.width + right);
}
