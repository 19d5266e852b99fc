import type { Box } from '../../activity/events.ts';
import type { Pixels } from './swings.ts';

/**
 * Largest width and height of a pointer, an arrow or a tick, in pixels. A word of three letters is wider than it is high, and
 * wider than an arrow; upright drawings in a column are higher.
 */
const MOST = { w: 22, h: 30, flat: 13 };
/** The most it may be wider than high, above which it could be letters, and the most it may be higher than wide. */
const SHAPE = { wide: 1.2, high: 1.8 };
/** The most strokes a flat one has beside each other: an arrow has two, three letters have more. */
const STROKES = 2;
/** Least distance to any other unexplained drawing, in pixels: letters are nearer. */
const APART = { x: 24, y: 10 };
/** A step of one colour that compression does not make on its own. */
const STEP = 24;
/** A row or a column drawn to this share is a line. */
const LINE = 0.85;
/** Room around, in pixels: tiles begin where swings do. */
const ROOM = 3;

/**
 * The drawings of symbols among the unexplained parts: small, not like words, and by themselves. They hold one or two letters at
 * most, which the search for content ignores anyway.
 */
export function symbolsOf(pixels: Pixels, parts: readonly Box[], hidden: readonly Box[]): Box[] {
  const drawn = parts.map((part) => drawnIn(pixels, part));
  return drawn.flatMap((drawing, i) => {
    if (drawing === undefined || !isSymbol(drawing)) return [];
    const { box } = drawing;
    const isAlone =
      !parts.some((other, j) => j !== i && isNear(box, other)) && !hidden.some((other) => isNear(box, other));
    return isAlone ? [box] : [];
  });
}

interface Drawing {
  readonly box: Box;
  /** Most strokes in one row of it. */
  readonly strokes: number;
}

function isSymbol({ box: [, , w, h], strokes }: Drawing): boolean {
  if (h > MOST.h || w > MOST.w || h > SHAPE.high * w) return false;
  return w <= SHAPE.wide * h || (w <= MOST.flat && strokes <= STROKES);
}

const isNear = ([x, y, w, h]: Box, [ox, oy, ow, oh]: Box): boolean =>
  x - APART.x < ox + ow && ox < x + w + APART.x && y - APART.y < oy + oh && oy < y + h + APART.y;

/** The box around the drawing in a part; undefined if the part is not small, or the drawing continues outside. */
function drawnIn(pixels: Pixels, [x, y, w, h]: Box): Drawing | undefined {
  if (w > 4 * MOST.w || h > 3 * MOST.h) return undefined;
  const [left, top] = [Math.max(0, Math.floor(x) - ROOM), Math.max(0, Math.floor(y) - ROOM)];
  const right = Math.min(pixels.width, Math.ceil(x + w) + ROOM);
  const bottom = Math.min(pixels.height, Math.ceil(y + h) + ROOM);
  const size = { w: right - left, h: bottom - top };
  const drawn = offGround(pixels, { left, top, ...size });
  const [rows, columns] = [new Array(size.h).fill(0), new Array(size.w).fill(0)];
  for (let i = 0; i < drawn.length; i++) {
    rows[Math.floor(i / size.w)] += drawn[i] ?? 0;
    columns[i % size.w] += drawn[i] ?? 0;
  }
  // A line from edge to edge is the frame of a field, and all beyond it is of another colour.
  const isLine = { row: rows.map((n) => n >= LINE * size.w), column: columns.map((n) => n >= LINE * size.h) };
  let [x0, y0, x1, y1] = [size.w, size.h, 0, 0];
  const strokes = new Array(size.h).fill(0);
  let last = -2;
  for (let i = 0; i < drawn.length; i++) {
    const [column, row] = [i % size.w, Math.floor(i / size.w)];
    if (drawn[i] === 0 || isLine.row[row] || isLine.column[column]) continue;
    if (last !== i - 1) strokes[row]++;
    last = i;
    [x0, y0, x1, y1] = [Math.min(x0, column), Math.min(y0, row), Math.max(x1, column + 1), Math.max(y1, row + 1)];
  }
  if (x1 <= x0 || x0 === 0 || y0 === 0 || x1 === size.w || y1 === size.h) return undefined;
  return { box: [left + x0, top + y0, x1 - x0, y1 - y0], strokes: Math.max(...strokes) };
}

/** 1 for each pixel of a part that differs from the part's commonest colour. */
function offGround(
  { data, width, channels }: Pixels,
  { left, top, w, h }: { readonly left: number; readonly top: number; readonly w: number; readonly h: number },
): Uint8Array {
  const counts = new Map<number, number>();
  const placeOf = (i: number) => ((top + Math.floor(i / w)) * width + left + (i % w)) * channels;
  const coarse = (at: number) =>
    (((data[at] ?? 0) >> 3) << 10) | (((data[at + 1] ?? 0) >> 3) << 5) | ((data[at + 2] ?? 0) >> 3);
  let ground = placeOf(0);
  for (let i = 0; i < w * h; i++) {
    const colour = coarse(placeOf(i));
    const count = (counts.get(colour) ?? 0) + 1;
    counts.set(colour, count);
    if (count > (counts.get(coarse(ground)) ?? 0)) ground = placeOf(i);
  }
  return Uint8Array.from({ length: w * h }, (_, i) =>
    [0, 1, 2].some((c) => Math.abs((data[placeOf(i) + c] ?? 0) - (data[ground + c] ?? 0)) > STEP) ? 1 : 0,
  );
}
