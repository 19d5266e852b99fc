/** Decoded pixels, `channels` bytes each, row by row. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** Cells are half a tile wide, so that content across two tiles is in the middle of a third. In pixels. */
export const CELL = 12;

/** The counts of each cell of each row, `columns` cells a row. */
export interface Counts {
  readonly columns: number;
  /** Swings of a colour by the least step, and by a faint one. The colour with the most swings counts. */
  readonly least: Uint8Array;
  readonly faint: Uint8Array;
}

/** The least size of a swing, in steps of one colour (0 to 255). */
export interface Steps {
  readonly least: number;
  readonly faint: number;
}

/**
 * Counts, along each row, how often a colour swings: goes one way by at least a step, and then back. A stroke of a letter is two
 * swings, however soft its edges are; a gradient is one, however many steps it has.
 * @param knownPixels 1 where nothing is looked for
 */
export function countSwings(pixels: Pixels, knownPixels: Uint8Array, steps: Steps): Counts {
  const { data, width, height, channels } = pixels;
  const columns = Math.ceil(width / CELL);
  const least = new Uint8Array(columns * height);
  const faint = new Uint8Array(columns * height);
  const own = { least: new Uint8Array(columns), faint: new Uint8Array(columns) };
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.length);
  const mask = Buffer.from(knownPixels.buffer, knownPixels.byteOffset, knownPixels.length);
  for (let y = 0; y < height; y++) {
    const at = y * columns;
    // Most rows of a screen are the same as the one above.
    if (y > 0 && isSame(bytes, y, width * channels) && isSame(mask, y, width)) {
      least.copyWithin(at, at - columns, at);
      faint.copyWithin(at, at - columns, at);
      continue;
    }
    for (let colour = 0; colour < channels; colour++) {
      countRow(pixels, knownPixels, { y, from: 0, to: width }, colour, steps, own);
      for (let cell = 0; cell < columns; cell++) {
        if ((own.least[cell] ?? 0) > (least[at + cell] ?? 0)) least[at + cell] = own.least[cell] ?? 0;
        if ((own.faint[cell] ?? 0) > (faint[at + cell] ?? 0)) faint[at + cell] = own.faint[cell] ?? 0;
      }
      own.least.fill(0);
      own.faint.fill(0);
    }
  }
  return { columns, least, faint };
}

const isSame = (rows: Buffer, y: number, size: number): boolean =>
  rows.compare(rows, (y - 1) * size, y * size, y * size, (y + 1) * size) === 0;

/** Follows one colour along a part of a row, and counts by cells of it. Written out, because the time is spent here. */
export function countRow(
  { data, width, channels }: Pixels,
  knownPixels: Uint8Array,
  { y, from, to }: { readonly y: number; readonly from: number; readonly to: number },
  colour: number,
  steps: Steps,
  counts: { readonly least: Uint8Array; readonly faint: Uint8Array },
): void {
  // The farthest value since the last swing, and which way it went; each for both steps.
  let leastAt = 0;
  let leastWay = 0;
  let faintAt = 0;
  let faintWay = 0;
  let before = -1;
  for (let x = from, i = y * width + x, at = i * channels + colour; x < to; x++, i++, at += channels) {
    const value = data[at] ?? 0;
    if (knownPixels[i] === 1) {
      before = -1;
      continue;
    }
    if (value === before) continue;
    if (before < 0) {
      leastAt = value;
      faintAt = value;
      leastWay = 0;
      faintWay = 0;
      before = value;
      continue;
    }
    before = value;
    const least = value - leastAt;
    if (least * leastWay > 0) leastAt = value;
    else if (least >= steps.least || -least >= steps.least) {
      leastAt = value;
      leastWay = least;
      const cell = ((x - from) / CELL) | 0;
      counts.least[cell] = (counts.least[cell] ?? 0) + 1;
    }
    const faint = value - faintAt;
    if (faint * faintWay > 0) faintAt = value;
    else if (faint >= steps.faint || -faint >= steps.faint) {
      faintAt = value;
      faintWay = faint;
      const cell = ((x - from) / CELL) | 0;
      counts.faint[cell] = (counts.faint[cell] ?? 0) + 1;
    }
  }
}
