import type { Cells } from './leakage.ts';

/**
 * Blacked-out share of the pixels of all published frames, by the masks that the widest view lists.
 * @returns undefined where no team sees a frame
 */
export function maskedShare(views: ReadonlyMap<string, ReadonlyMap<string, Cells>>): number | undefined {
  const frames = new Map<string, Cells>();
  for (const view of views.values())
    for (const cells of view.values())
      if (typeof cells.frame === 'string' && typeof cells.frame_masks === 'string') frames.set(cells.frame, cells);
  let masked = 0;
  let all = 0;
  for (const { frame_w: w, frame_h: h, frame_masks: masks } of frames.values()) {
    const [width, height] = [Number(w), Number(h)];
    all += width * height;
    masked += coveredBy(String(masks), width, height);
  }
  return all === 0 ? undefined : masked / all;
}

/** Pixels that masks cover; an overlap counts once. */
function coveredBy(masks: string, width: number, height: number): number {
  const covered = new Uint8Array(width * height);
  for (const mask of masks.split(';').filter((box) => box !== '')) {
    const [x = 0, y = 0, w = 0, h = 0] = mask.split(',').map(Number);
    const [left, right] = [Math.max(0, Math.floor(x)), Math.min(width, Math.ceil(x + w))];
    for (let row = Math.max(0, Math.floor(y)); row < Math.min(height, Math.ceil(y + h)); row++)
      if (right > left) covered.fill(1, row * width + left, row * width + right);
  }
  return covered.reduce((sum, pixel) => sum + pixel, 0);
}
