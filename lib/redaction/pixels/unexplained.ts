import type { Box } from '../../activity/events.ts';

/** Decoded pixels, `channels` bytes each, row by row. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/**
 * What counts as content, in pixels and steps of brightness (0 to 255). Measured on the sample and on a recorder's clinic
 * demo: `npm run bench -- redaction` says how often a complete frame is refused, and how often one with a text that nobody
 * reported is not.
 */
const TILE = { w: 24, h: 8 };
/** A step between neighbours that strokes of text make: grey on white does too. */
const STROKE = 20;
/** In a row of a tile: a line has two steps, a letter and a half has more. */
const STROKES = 4;
const ROWS = 3;
/** Pictures have many small steps. A gradient has smaller ones, a flat surface none. */
const GRAIN = 3;
const GRAINS = 70;
/** Each scale halves the frame: large letters have few strokes in a tile. */
const SCALES = 3;
/** One tile is a caret, an arrow or a tick. */
const ENOUGH = 2;

/** A box that was reported, and how many characters of text in it. */
export interface Explained {
  readonly box: Box;
  readonly chars: number;
}

/** More room than this for each character, in pixels, and the box is a container: it explains no more than its text. */
const ROOM = 1_500;
/** Tiles that a character fills at most, and that the edges of a container may. */
const TILES = { each: 2, some: 4 };
/** More containers than this in a frame explain nothing: each is looked at alone. */
const MAX_CONTAINERS = 64;

/**
 * Whether a frame shows something where no text was reported: letters or a picture outside all boxes. Lines, frames,
 * buttons and other flat surfaces are no content.
 */
export function hasUnexplained(pixels: Pixels, explained: readonly Explained[]): boolean {
  let grey = brightness(pixels);
  let { width, height } = pixels;
  let known: Uint8Array = new Uint8Array(width * height);
  const isContainer = ({ box, chars }: Explained) => box[2] * box[3] > ROOM * Math.max(1, chars);
  for (const one of explained) if (!isContainer(one)) fill(known, width, height, one.box);
  for (const { box, chars } of explained.filter(isContainer).slice(0, MAX_CONTAINERS)) {
    const [left, top, right, bottom] = inside(box, width, height);
    const limit = TILES.some + TILES.each * chars;
    if (contentTiles(grey, known, width, [left, top, right, bottom], limit + 1) > limit) return true;
    fill(known, width, height, box);
  }
  for (let scale = 0; scale < SCALES; scale++) {
    if (contentTiles(grey, known, width, [0, 0, width, height], ENOUGH) >= ENOUGH) return true;
    [grey, known] = [halved(grey, width, height, false), halved(known, width, height, true)];
    width >>= 1;
    height >>= 1;
  }
  return false;
}

/** Tiles with content in a part of the frame; counting stops at `enough`. */
function contentTiles(
  grey: Uint8Array,
  known: Uint8Array,
  width: number,
  [left, top, right, bottom]: Edges,
  enough: number,
): number {
  let tiles = 0;
  for (let y = top; y + TILE.h <= bottom; y += TILE.h)
    for (let x = left; x + TILE.w <= right; x += TILE.w)
      if (isContent(grey, known, width, x, y) && ++tiles >= enough) return tiles;
  return tiles;
}

function isContent(grey: Uint8Array, known: Uint8Array, width: number, left: number, top: number): boolean {
  let rows = 0;
  let grains = 0;
  for (let y = top; y < top + TILE.h; y++) {
    let strokes = 0;
    for (let at = y * width + left; at < y * width + left + TILE.w - 1; at++) {
      if (known[at] === 1 || known[at + 1] === 1) continue;
      const step = Math.abs(grey[at + 1]! - grey[at]!);
      if (step >= GRAIN) grains++;
      if (step >= STROKE) strokes++;
    }
    if (strokes >= STROKES) rows++;
  }
  return rows >= ROWS || grains >= GRAINS;
}

function brightness({ data, width, height, channels }: Pixels): Uint8Array {
  const grey = new Uint8Array(width * height);
  if (channels < 3) for (let i = 0; i < grey.length; i++) grey[i] = data[i * channels]!;
  // The strongest of the channels' differences would miss none, and cost three passes; this one sees colours apart as eyes do.
  else
    for (let i = 0, at = 0; i < grey.length; i++, at += channels)
      grey[i] = (data[at]! * 77 + data[at + 1]! * 150 + data[at + 2]! * 29) >> 8;
  return grey;
}

/** Half the size: the mean of four, or for a mask whether all four are set. */
function halved(from: Uint8Array, width: number, height: number, all: boolean): Uint8Array {
  const w = width >> 1;
  const h = height >> 1;
  const to = new Uint8Array(w * h);
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) {
      const at = 2 * y * width + 2 * x;
      const sum = from[at]! + from[at + 1]! + from[at + width]! + from[at + width + 1]!;
      to[y * w + x] = all ? (sum === 4 ? 1 : 0) : sum >> 2;
    }
  return to;
}

type Edges = readonly [left: number, top: number, right: number, bottom: number];

/** The whole pixels that a box touches. What is no box has none. */
function inside([x, y, w, h]: Box, width: number, height: number): Edges {
  if (![x, y, w, h].every(Number.isFinite)) return [0, 0, 0, 0];
  return [
    Math.max(0, Math.floor(x)),
    Math.max(0, Math.floor(y)),
    Math.min(width, Math.ceil(x + w)),
    Math.min(height, Math.ceil(y + h)),
  ];
}

function fill(mask: Uint8Array, width: number, height: number, box: Box): void {
  const [left, top, right, bottom] = inside(box, width, height);
  for (let row = top; row < bottom; row++) if (right > left) mask.fill(1, row * width + left, row * width + right);
}
