import type { Box } from '../../activity/events.ts';

/** Height of a line of text, in pixels; a higher box holds several, or is no line. */
const LINE = { least: 16, most: 32 };
const STEP = 8;
/** Text is drawn a little over the box that accessibility trees report. */
const MARGIN = 2;
/** In heights of a line: about eighteen characters. */
const CELL = 8;
/** The same for pixels that no reader took for text: most are icons and shades, and room for a name would hide the places of clicks beside them. */
const UNREAD_CELL = 3;

const floorTo = (value: number, step: number): number => Math.floor(value / step) * step;
const ceilTo = (value: number, step: number): number => Math.ceil(value / step) * step;

/** The height of a line in a box, in pixels. */
export const lineOf = ([, , , h]: Box): number => Math.min(LINE.most, Math.max(LINE.least, ceilTo(h, STEP)));

/**
 * A box around a box of hidden text that reveals little of the text. Its sides are on a grid that is coarse for the size of the
 * text: on both sides, because text that is centred or right-aligned moves its left side too. Never smaller than the box it
 * hides.
 */
export const roomy = (box: Box): Box => onGrid(box, CELL);

/** A box around something that nobody read, with sides on a finer grid. */
export const roomyUnread = (box: Box): Box => onGrid(box, UNREAD_CELL);

function onGrid(box: Box, lines: number): Box {
  const [x, y, w, h] = box;
  const cell = lines * lineOf(box);
  const left = floorTo(x - MARGIN, cell);
  const top = floorTo(y - MARGIN, STEP);
  return [left, top, ceilTo(x + w + MARGIN - left, cell), ceilTo(y + h + MARGIN - top, STEP)];
}

export const centreOf = ([x, y, w, h]: Box): { x: number; y: number } => ({
  x: Math.round(x + w / 2),
  y: Math.round(y + h / 2),
});

/** The place of an event on hidden text, when the width of the text is unknown. */
export const roughly = (x: number): number => floorTo(x, 4 * LINE.least) + 2 * LINE.least;

/** How many events are missing, or how long something was, without saying how many characters that makes. */
export const fewOrMany = (n: number): number => (n <= 1 ? n : 4 ** Math.ceil(Math.log(n) / Math.log(4)));
