import type { Formatted } from '../../activity/column-formats.ts';
import type { Box } from '../../activity/events.ts';
import { typeNamed } from '../hidden-types.ts';

/** A box of hidden text, in pixels of the frame, and the types of that text. */
export interface TypedBox {
  readonly box: Box;
  readonly types: readonly string[];
}

/** Pixels are cut to whole ones when they are blacked out. */
const CLOSE = 1e-6;

const holds = ([x, y, w, h]: Box, [ox, oy, ow, oh]: Box): boolean =>
  x <= ox + CLOSE && y <= oy + CLOSE && x + w >= ox + ow - CLOSE && y + h >= oy + oh - CLOSE;

/**
 * The types of the boxes under each mask; UNKNOWN for a box of unknown content. Masks are made first: types do not move their
 * sides, so that a width reveals no more of a text than its black box in the picture does.
 */
export const typedMasks = (masks: readonly Box[], hidden: readonly TypedBox[]): TypedBox[] =>
  masks.map((box) => {
    const types = hidden.filter((candidate) => holds(box, candidate.box)).flatMap((box) => box.types.map(typeNamed));
    return { box, types: types.length === 0 ? ['UNKNOWN'] : [...new Set(types)].sort() };
  });

/** As the column `frame_mask_types` holds them: a list for each mask, in the order of the masks. */
export const maskTypesText = (masks: readonly TypedBox[]): Formatted<'mask_types'> =>
  masks.map(({ types }) => types.join('+')).join(';') as Formatted<'mask_types'>;
