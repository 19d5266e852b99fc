import { colourAround, fill, fitted, write } from '../picture/paint.ts';
import { type Picture, pictureOf, pngOf } from '../picture/png.ts';
import { PLACEHOLDER } from '../read.ts';
import type { Box, Mask, Step } from '../types.ts';
import { isMadeUp } from './made-up.ts';

/** Tolerance for boxes that were rounded before publication (pixels). */
const ROUNDED = 3;

/** A text under masks, in pixels of the frame, in its published and its made-up form. */
interface Under {
  readonly box: Box;
  readonly text: string;
  readonly isHidden: boolean;
  /** Whether every placeholder in it has a surrogate. */
  readonly isMadeUp: boolean;
}

export interface MadeUpFrame {
  readonly image: Uint8Array;
  /** For each mask of the frame, whether made-up text replaces it. */
  readonly madeUp: readonly boolean[];
}

/**
 * A published frame in which masks are painted over, in the colour around them, and the made-up text of the step
 * replaces the masked one. The picture holds no pixel of masked content, so none can remain. A mask turns from black
 * only when everything under it is a name, an address or a number with a surrogate that fits; it stays black over
 * secrets, unexplained content, and where there is no plain background.
 * @param shown the step with placeholders @param made the same with surrogates
 * @returns undefined where nothing in the frame is made up
 */
export function madeUpFrame(image: Uint8Array, shown: Step, made: Step): MadeUpFrame | undefined {
  const masks = shown.frame?.masks ?? [];
  const under = underMasks(shown, made);
  if (!under.some(({ isHidden }) => isHidden) || !masks.some(canBe)) return undefined;
  const picture = pictureOf(image);
  if (picture === undefined || picture.w !== shown.frame?.w || picture.h !== shown.frame.h) return undefined;
  // Decided before anything is painted, so that painted neighbours do not influence the decision about a mask.
  const plans = masks.map((mask) => planOf(picture, mask, masks, under));
  const possible = plans.filter((plan) => plan !== undefined);
  if (possible.length === 0) return undefined;
  for (const { box, ground } of possible) fill(picture, box, ground);
  for (const { ground, lines } of possible) for (const line of lines) write(picture, line.box, line.lines, ground);
  return { image: pngOf(picture), madeUp: plans.map((plan) => plan !== undefined) };
}

/** How a mask is painted over; undefined where it stays black. */
interface Plan {
  readonly box: Box;
  readonly ground: NonNullable<ReturnType<typeof colourAround>>;
  readonly lines: readonly { readonly box: Box; readonly lines: NonNullable<ReturnType<typeof fitted>> }[];
}

function planOf(picture: Picture, mask: Mask, masks: readonly Mask[], under: readonly Under[]): Plan | undefined {
  const isBesideHidden = masks.some((other) => other !== mask && !canBe(other) && meets(other.box, mask.box));
  const texts = canBe(mask) && !isBesideHidden ? textsOf(mask.box, under) : undefined;
  if (texts === undefined) return undefined;
  const boxes = masks.map(({ box }) => box);
  const ground = colourAround(picture, mask.box, boxes);
  const lines = texts.flatMap(({ text, box }) => {
    const fit = fitted(text, box);
    return fit === undefined ? [] : [{ box, lines: fit }];
  });
  return ground === undefined || lines.length < texts.length ? undefined : { box: mask.box, ground, lines };
}

/** Whether everything under a mask is known, and of types that have surrogates. */
const canBe = ({ types }: Mask): boolean => types !== null && types.length > 0 && types.every(isMadeUp);

function underMasks(shown: Step, made: Step): Under[] {
  const [frame, screen] = [shown.frame, shown.screen];
  if (!frame?.w || !frame.h || !screen.w || !screen.h) return [];
  const [sx, sy] = [frame.w / screen.w, frame.h / screen.h];
  return shown.texts.flatMap(({ text, box }, i) => {
    if (text === null || box === null) return [];
    const written = made.texts[i]?.text ?? text;
    return {
      box: [box[0] * sx, box[1] * sy, box[2] * sx, box[3] * sy],
      text: written,
      isHidden: text.search(PLACEHOLDER) !== -1,
      isMadeUp: written.search(PLACEHOLDER) === -1,
    };
  });
}

/** The texts of a mask, or undefined where it hides none, or one that does not fit whole into it. */
function textsOf(mask: Box, under: readonly Under[]): Under[] | undefined {
  const met = under.filter(({ box }) => meets(box, mask));
  if (met.some((text) => text.isHidden && !(text.isMadeUp && holds(mask, text.box)))) return undefined;
  const texts: Under[] = [];
  // Of an element and its parts, the smaller one is where the text is.
  for (const text of met.toSorted((a, b) => a.box[2] * a.box[3] - b.box[2] * b.box[3]))
    if (holds(mask, text.box) && !texts.some(({ box }) => meets(box, text.box))) texts.push(text);
  return texts.some(({ isHidden }) => isHidden) ? texts : undefined;
}

const meets = (a: Box, b: Box): boolean =>
  a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3];

const holds = ([x, y, w, h]: Box, [left, top, width, height]: Box): boolean =>
  left >= x - ROUNDED && top >= y - ROUNDED && left + width <= x + w + ROUNDED && top + height <= y + h + ROUNDED;
