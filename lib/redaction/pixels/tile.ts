import { countRow, type Pixels } from './swings.ts';

/** More cells than a tile reaches into. */
const CELLS = 4;

/** A part of a frame, in pixels. */
export interface Tile {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A background fills this share of a tile with one colour, and nothing on it differs from it by more than this. */
const FLAT = { share: 0.55, range: 7 };
/** The least number of edges of a tile that continue in the next row; they must also be at least one in `of` of all. */
const DRAWN = { edges: 6, of: 3 };

/**
 * Number of rows of a tile in which enough pixels differ from those above. Letters change from row to row; frames, bars and
 * dashes do not.
 * @param least steps of one colour
 */
export function changingRows(
  { data, width, channels }: Pixels,
  knownPixels: Uint8Array,
  tile: Tile,
  { least, pixels }: { readonly least: number; readonly pixels: number },
): number {
  const row = width * channels;
  let rows = 0;
  for (let y = tile.top + 1; y < tile.bottom; y++) {
    let changes = 0;
    for (let x = tile.left, i = y * width + x; x < tile.right && changes < pixels; x++, i++) {
      if (knownPixels[i] === 1 || knownPixels[i - width] === 1) continue;
      for (let c = 0, at = i * channels; c < channels; c++, at++) {
        const step = (data[at] ?? 0) - (data[at - row] ?? 0);
        if (step < least && -step < least) continue;
        changes++;
        break;
      }
    }
    if (changes === pixels) rows++;
  }
  return rows;
}

/** Largest range of the values of one colour in a tile and around it, known or not. */
export function rangeAround({ data, width, height, channels }: Pixels, tile: Tile, reach: number): number {
  let most = 0;
  const top = Math.max(0, tile.top - reach);
  const bottom = Math.min(height, tile.bottom + reach);
  const left = Math.max(0, tile.left - reach);
  const right = Math.min(width, tile.right + reach);
  for (let c = 0; c < channels; c++) {
    let low = 255;
    let high = 0;
    for (let y = top; y < bottom; y++)
      for (let x = left, at = (y * width + x) * channels + c; x < right; x++, at += channels) {
        if ((data[at] ?? 0) < low) low = data[at] ?? 0;
        if ((data[at] ?? 0) > high) high = data[at] ?? 0;
      }
    most = Math.max(most, high - low);
  }
  return most;
}

/** In how many rows of a tile a colour swings so often by so much. */
export function swingingRows(
  pixels: Pixels,
  knownPixels: Uint8Array,
  tile: Tile,
  least: number,
  swings: number,
): number {
  const counts = { least: new Uint8Array(CELLS), faint: new Uint8Array(CELLS) };
  let rows = 0;
  for (let y = tile.top; y < tile.bottom; y++)
    for (let c = 0; c < pixels.channels; c++) {
      counts.faint.fill(0);
      countRow(pixels, knownPixels, { y, from: tile.left, to: tile.right }, c, { least: 256, faint: least }, counts);
      if (counts.faint.reduce((a, b) => a + b, 0) < swings) continue;
      rows++;
      break;
    }
  return rows;
}

/** Whether most of a tile is one colour, and the rest nearly is. */
export function isFlat(pixels: Pixels, knownPixels: Uint8Array, tile: Tile): boolean {
  const { data, width, channels } = pixels;
  const most = mostOf(pixels, knownPixels, tile);
  let all = 0;
  let same = 0;
  for (let y = tile.top; y < tile.bottom; y++)
    for (let x = tile.left, i = y * width + x; x < tile.right; x++, i++) {
      if (knownPixels[i] === 1) continue;
      const by = apart(data, most, i * channels, channels);
      if (by > FLAT.range) return false;
      if (by === 0) same++;
      all++;
    }
  return all > 0 && same >= all * FLAT.share;
}

/** Position of the majority colour of a tile, one that covers more than half of it (Boyer and Moore's vote). */
function mostOf({ data, width, channels }: Pixels, knownPixels: Uint8Array, tile: Tile): number {
  let most = 0;
  let lead = 0;
  for (let y = tile.top; y < tile.bottom; y++)
    for (let x = tile.left, i = y * width + x; x < tile.right; x++, i++) {
      if (knownPixels[i] === 1) continue;
      if (lead === 0) most = i * channels;
      lead += isSame(data, most, i * channels, channels) ? 1 : -1;
    }
  return most;
}

/** Whether edges continue from row to row, as those of drawings do. Those of dithering do not. */
export function isDrawn({ data, width, channels }: Pixels, knownPixels: Uint8Array, tile: Tile): boolean {
  const row = width * channels;
  let edges = 0;
  let going = 0;
  for (let y = tile.top; y < tile.bottom - 1; y++)
    for (let x = tile.left + 1, i = y * width + x; x < tile.right; x++, i++) {
      if (knownPixels[i] === 1 || knownPixels[i - 1] === 1) continue;
      for (let c = 0, at = i * channels; c < channels; c++, at++) {
        const step = (data[at] ?? 0) - (data[at - channels] ?? 0);
        if (step === 0) continue;
        edges++;
        if (step * ((data[at + row] ?? 0) - (data[at + row - channels] ?? 0)) > 0) going++;
      }
    }
  return going >= DRAWN.edges && going * DRAWN.of > edges;
}

function isSame(data: Uint8Array, first: number, other: number, channels: number): boolean {
  for (let c = 0; c < channels; c++) if (data[first + c] !== data[other + c]) return false;
  return true;
}

/** Largest difference of two pixels in one colour. */
function apart(data: Uint8Array, first: number, other: number, channels: number): number {
  let most = 0;
  for (let c = 0; c < channels; c++) {
    const by = (data[first + c] ?? 0) - (data[other + c] ?? 0);
    if (by > most) most = by;
    else if (-by > most) most = -by;
  }
  return most;
}
