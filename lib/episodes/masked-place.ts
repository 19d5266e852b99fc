import type { Box } from './types.ts';

type Point = readonly [x: number, y: number];
interface Size {
  readonly w: number;
  readonly h: number;
}

/** For an action without a place, uses the middle of its element. */
export const placeOf = (x: number | null, y: number | null, box: Box | null): Point | null => {
  if (x !== null && y !== null) return [x, y];
  return box === null ? null : [box[0] + box[2] / 2, box[1] + box[3] / 2];
};

/**
 * Whether a point of the screen is under a mask. @param masks in pixels of the frame, which may have more than the
 * screen, or fewer
 */
export const isUnder = (masks: readonly Box[], [x, y]: Point, screen: Size, frame: Size): boolean => {
  const [px, py] = [(x * frame.w) / screen.w, (y * frame.h) / screen.h];
  return masks.some(([left, top, w, h]) => left <= px && px <= left + w && top <= py && py <= top + h);
};
