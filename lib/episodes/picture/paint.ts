import { nth, there } from '../../activity/there.ts';
import type { Box } from '../types.ts';
import { glyphOf, LINE } from './font.ts';
import type { Picture } from './png.ts';

export type Colour = readonly [red: number, green: number, blue: number];

/** Line heights in pixels: the usual height on screens, and the smallest legible one. */
const USUAL = 20;
const SMALLEST = 10;
/** In a box up to this height, a line is centred vertically. */
const ONE_LINE = 2 * USUAL;
/** Share of one colour around a box that makes a plain background. */
const PLAIN = 0.6;

/** The part of a box inside the picture, in whole pixels: left, top, right, bottom. */
function within([x, y, w, h]: Box, picture: Picture): readonly [number, number, number, number] {
  return [
    Math.max(0, Math.floor(x)),
    Math.max(0, Math.floor(y)),
    Math.min(picture.w, Math.ceil(x + w)),
    Math.min(picture.h, Math.ceil(y + h)),
  ];
}

/**
 * The colour around a box, which is published with the picture; undefined without a plain one.
 * @param masks boxes that are black, and no background
 */
export function colourAround(picture: Picture, box: Box, masks: readonly Box[]): Colour | undefined {
  const [left, top, right, bottom] = within(box, picture);
  const counts = new Map<number, number>();
  let all = 0;
  const see = (x: number, y: number) => {
    if (x < 0 || y < 0 || x >= picture.w || y >= picture.h) return;
    if (masks.some(([mx, my, mw, mh]) => x >= mx && x < mx + mw && y >= my && y < my + mh)) return;
    const at = (y * picture.w + x) * picture.channels;
    const colour = ((picture.data[at] ?? 0) << 16) | ((picture.data[at + 1] ?? 0) << 8) | (picture.data[at + 2] ?? 0);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
    all++;
  };
  for (let x = left; x < right; x++) for (const y of [top - 1, bottom]) see(x, y);
  for (let y = top; y < bottom; y++) for (const x of [left - 1, right]) see(x, y);
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]);
  if (most === undefined || most[1] < all * PLAIN) return undefined;
  return [most[0] >> 16, (most[0] >> 8) & 255, most[0] & 255];
}

/** Overwrites every pixel of the box. */
export function fill(picture: Picture, box: Box, colour: Colour): void {
  const [left, top, right, bottom] = within(box, picture);
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) picture.data.set(colour, (y * picture.w + x) * picture.channels);
}

interface Fitted {
  readonly lines: readonly string[];
  /** Pixels. */
  readonly height: number;
}

/**
 * A text fitted to a box, depending on the text and the box alone; undefined where it does not fit, or where a
 * character has no glyph.
 */
export function fitted(text: string, [, , w, h]: Box): Fitted | undefined {
  if ([...text].some((character) => glyphOf(character) === undefined)) return undefined;
  for (let height = Math.min(USUAL, Math.floor(h)); height >= SMALLEST; height--) {
    const lines = linesOf(text, (w * LINE) / height);
    if (lines !== undefined && lines.length * height <= h) return { lines, height };
  }
  return undefined;
}

const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + there(glyphOf(character), 'a glyph').width, 0);

function linesOf(text: string, most: number): string[] | undefined {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && widthOf(longer) <= most) lines[lines.length - 1] = longer;
    else if (widthOf(word) <= most) lines.push(word);
    else return undefined;
  }
  return lines;
}

/** Writes a text into a box of one colour, dark on light or light on dark. */
export function write(picture: Picture, [x, y, , h]: Box, { lines, height }: Fitted, ground: Colour): void {
  const ink: Colour = luminance(ground) > 0.18 ? [17, 17, 17] : [250, 250, 250];
  const top = lines.length === 1 && h <= ONE_LINE ? y + (h - height) / 2 : y;
  for (const [n, line] of lines.entries()) {
    let left = x;
    for (const character of line) {
      const glyph = there(glyphOf(character), 'a glyph');
      stamp(picture, glyph, { left, top: top + n * height, scale: height / LINE }, ink, ground);
      left += (glyph.width * height) / LINE;
    }
  }
}

/** Relative luminance of WCAG 2.2: white contrasts more than black with colours below 0.18. */
function luminance(colour: Colour): number {
  const [r = 0, g = 0, b = 0] = colour.map((c) =>
    c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Sample points of a pixel, in each direction. */
const POINTS = 3;

function stamp(
  picture: Picture,
  { width, shades }: { readonly width: number; readonly shades: Uint8Array },
  { left, top, scale }: { readonly left: number; readonly top: number; readonly scale: number },
  ink: Colour,
  ground: Colour,
): void {
  const [fromX, fromY, toX, toY] = within([left, top, width * scale, LINE * scale], picture);
  for (let y = fromY; y < toY; y++)
    for (let x = fromX; x < toX; x++) {
      let sum = 0;
      for (let i = 0; i < POINTS * POINTS; i++) {
        const u = Math.floor((x + ((i % POINTS) + 0.5) / POINTS - left) / scale);
        const v = Math.floor((y + (Math.floor(i / POINTS) + 0.5) / POINTS - top) / scale);
        if (u >= 0 && v >= 0 && u < width && v < LINE) sum += shades[v * width + u] ?? 0;
      }
      if (sum === 0) continue;
      const covered = sum / (15 * POINTS * POINTS);
      const at = (y * picture.w + x) * picture.channels;
      for (let c = 0; c < 3; c++)
        picture.data[at + c] = Math.round(nth(ground, c) + (nth(ink, c) - nth(ground, c)) * covered);
    }
}
