import { colourAround, fill, fitted, write } from '../picture/paint.ts';
import { pictureOf, pngOf } from '../picture/png.ts';
import { PLACEHOLDER } from '../read.ts';
import type { Box, Mask, Step } from '../types.ts';
import { isMadeUp } from './made-up.ts';

/** Boxes are rounded before they are published. Pixels. */
const ROUNDED = 3;

/** A text that stands under masks, in pixels of the frame, as it is published and with what was made up. */
interface Under {
  readonly box: Box;
  readonly text: string;
  readonly isHidden: boolean;
  /** Every placeholder in it has a surrogate. */
  readonly isMadeUp: boolean;
}

export interface MadeUpFrame {
  readonly image: Uint8Array;
  /** For each mask of the frame, whether something made up stands in its place. */
  readonly madeUp: readonly boolean[];
}

/**
 * A published frame in which masks are painted over, in the colour around them, and the made-up text of the step is written where
 * the masked one stood. The picture holds no pixel of what is masked, so that none can be left. A mask stays black unless all
 * that lies under it is a name, an address or a number with a surrogate that fits: secrets, what nobody can explain, what
 * stands on no plain background.
 * @param shown the step with placeholders @param made the same with surrogates
 * @returns undefined where nothing is made up in the frame
 */
export function madeUpFrame(image: Uint8Array, shown: Step, made: Step): MadeUpFrame | undefined {
  const masks = shown.frame?.masks ?? [];
  const under = underMasks(shown, made);
  if (!under.some(({ isHidden }) => isHidden) || !masks.some(canBe)) return undefined;
  const picture = pictureOf(image);
  if (picture === undefined || picture.w !== shown.frame?.w || picture.h !== shown.frame.h) return undefined;
  // Decided before anything is painted, so that no mask is judged by what was painted beside it.
  const plans = masks.map((mask) => {
    const beside = masks.some((other) => other !== mask && !canBe(other) && meets(other.box, mask.box));
    const texts = canBe(mask) && !beside ? textsOf(mask.box, under) : undefined;
    const ground =
      texts &&
      colourAround(
        picture,
        mask.box,
        masks.map(({ box }) => box),
      );
    const lines = texts?.map(({ text, box }) => ({ box, lines: fitted(text, box) }));
    if (ground === undefined || lines?.some((one) => one.lines === undefined)) return undefined;
    return { box: mask.box, ground, lines: lines as { box: Box; lines: NonNullable<ReturnType<typeof fitted>> }[] };
  });
  if (plans.every((plan) => plan === undefined)) return undefined;
  for (const plan of plans) if (plan) fill(picture, plan.box, plan.ground);
  for (const plan of plans) for (const { box, lines } of plan?.lines ?? []) write(picture, box, lines, plan!.ground);
  return { image: pngOf(picture), madeUp: plans.map((plan) => plan !== undefined) };
}

/** Whether all that lies under a mask is known, and of types that are made up. */
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

/** The texts of a mask, or undefined where it hides none, or one that cannot be written whole into it. */
function textsOf(mask: Box, under: readonly Under[]): Under[] | undefined {
  const met = under.filter(({ box }) => meets(box, mask));
  if (met.some((one) => one.isHidden && !(one.isMadeUp && holds(mask, one.box)))) return undefined;
  const texts: Under[] = [];
  // Of an element and of what it is made of, the smaller one stands where the text does.
  for (const one of met.toSorted((a, b) => a.box[2] * a.box[3] - b.box[2] * b.box[3]))
    if (holds(mask, one.box) && !texts.some(({ box }) => meets(box, one.box))) texts.push(one);
  return texts.some(({ isHidden }) => isHidden) ? texts : undefined;
}

const meets = (a: Box, b: Box): boolean =>
  a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3];

const holds = ([x, y, w, h]: Box, [left, top, width, height]: Box): boolean =>
  left >= x - ROUNDED && top >= y - ROUNDED && left + width <= x + w + ROUNDED && top + height <= y + h + ROUNDED;
