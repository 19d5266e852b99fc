import type { Box } from '../../activity/events.ts';
import { nth } from '../../activity/there.ts';
import { lineOf, roomy } from './geometry.ts';

/** Boxes on one line that are nearer than this, in parts of its height, are words of one text. */
const WORDS = 0.75;
/** More boxes than this are not put together: each would be compared with each. */
const MANY = 400;

interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * The boxes to black out: boxes of hidden text with room around them, so that neither their widths nor their number reveal much
 * of it. Words of one text become one box. Room is taken only where no visible text is.
 * @param hidden boxes that must not be seen, in pixels of the frame; each is inside one of the result
 * @param kept boxes of text that may be seen
 * @param room the box to black out for one to hide, before visible text cuts it short
 */
export function maskBoxes(hidden: readonly Box[], kept: readonly Box[], room: (box: Box) => Box = roomy): Box[] {
  const seen = kept.map(edgesOf);
  const whole = joined(hidden.map(edgesOf), seen);
  return withoutRepeats(whole.map((edges) => withRoom(edges, edgesOf(room(boxOf(edges))), seen))).map(boxOf);
}

/** Many texts lie within the box of another one, or are read again and again. */
function withoutRepeats(all: readonly Edges[]): Edges[] {
  const kept: Edges[] = [];
  for (const box of all) {
    if (kept.length < MANY && kept.some((other) => holds(other, box))) continue;
    kept.push(box);
  }
  return kept.length >= MANY ? kept : kept.filter((box, at) => !kept.some((other, i) => i !== at && holds(other, box)));
}

const holds = (a: Edges, b: Edges): boolean =>
  a.left <= b.left && a.top <= b.top && a.right >= b.right && a.bottom >= b.bottom;

const edgesOf = ([x, y, w, h]: Box): Edges => ({ left: x, top: y, right: x + w, bottom: y + h });
const boxOf = ({ left, top, right, bottom }: Edges): Box => [left, top, right - left, bottom - top];

const union = (a: Edges, b: Edges): Edges => ({
  left: Math.min(a.left, b.left),
  top: Math.min(a.top, b.top),
  right: Math.max(a.right, b.right),
  bottom: Math.max(a.bottom, b.bottom),
});

const meet = (a: Edges, b: Edges): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Whether most of the lower one is beside the other. */
const onOneLine = (a: Edges, b: Edges): boolean =>
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) >= 0.5 * Math.min(a.bottom - a.top, b.bottom - b.top);

const isNext = (a: Edges, b: Edges, gap: number): boolean =>
  onOneLine(a, b) && Math.max(a.left, b.left) - Math.min(a.right, b.right) <= gap * lineOf(boxOf(a));

/** Joins words of one text, unless visible text is between them. */
function joined(hidden: readonly Edges[], kept: readonly Edges[]): Edges[] {
  if (hidden.length > MANY) return [...hidden];
  let all = [...hidden];
  for (let before = -1; before !== all.length; ) {
    before = all.length;
    const next: Edges[] = [];
    for (const box of all) {
      const at = next.findIndex((other) => isNext(other, box, WORDS) && isFree(other, box, kept));
      if (at < 0) next.push(box);
      else next[at] = union(nth(next, at), box);
    }
    all = next;
  }
  return all;
}

/** Whether putting two together hides nothing that may be seen, and that neither of them hides by itself. */
function isFree(a: Edges, b: Edges, kept: readonly Edges[]): boolean {
  const both = union(a, b);
  return !kept.some((box) => meet(box, both) && !meet(box, a) && !meet(box, b));
}

function withRoom(own: Edges, room: Edges, kept: readonly Edges[]): Edges {
  let { left, top, right, bottom } = room;
  for (const box of kept) {
    if (!meet(box, { left, top, right, bottom }) || meet(box, own)) continue;
    if (box.top < own.bottom && box.bottom > own.top) {
      if (box.left >= own.right) right = box.left;
      else left = box.right;
    } else if (box.top >= own.bottom) bottom = box.top;
    else top = box.bottom;
  }
  return { left, top, right, bottom };
}
