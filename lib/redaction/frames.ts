import { StrongroomError } from '../activity/errors.ts';
import type { Box, EventOf } from '../activity/events.ts';

/** Decoded pixels: a small file can hold an image that fills the memory. */
const MAX_PIXELS = 64_000_000;

/**
 * Blacks out boxes (frame pixels) of a frame. @returns a PNG without metadata
 * @throws StrongroomError frame.no-sharp where sharp is not installed, frame.unreadable for what is no image of the
 * declared type and size
 */
export async function maskFrame(
  image: Uint8Array,
  about: Pick<EventOf<'screen.frame'>['d'], 'mime' | 'w' | 'h'>,
  boxes: readonly Box[],
): Promise<Uint8Array> {
  const sharp = await loadSharp();
  try {
    const open = () => sharp(image, { limitInputPixels: MAX_PIXELS, failOn: 'warning', pages: 1, animated: false });
    const { format, width, height, pages } = await open().metadata();
    if (`image/${format}` !== about.mime || width !== about.w || height !== about.h || (pages ?? 1) > 1)
      throw unreadable();
    const overlays = boxes.flatMap((box) => overlay(box, about));
    const { data, info } = await open().removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
    for (const { left, top, right, bottom } of overlays)
      for (let y = top; y < bottom; y++)
        data.fill(0, (y * info.width + left) * info.channels, (y * info.width + right) * info.channels);
    return await sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
      .png({ compressionLevel: 9, palette: false })
      .toBuffer();
  } catch (error) {
    // The library's message can quote what it read.
    throw error instanceof StrongroomError ? error : unreadable();
  }
}

/** The whole pixels that a box touches, inside the frame. A box that is no box blacks out everything. */
function overlay([x, y, w, h]: Box, frame: { w: number; h: number }) {
  if (![x, y, w, h].every(Number.isFinite) || w < 0 || h < 0)
    return [{ left: 0, top: 0, right: frame.w, bottom: frame.h }];
  const left = Math.max(0, Math.floor(x));
  const top = Math.max(0, Math.floor(y));
  const right = Math.min(frame.w, Math.ceil(x + w));
  const bottom = Math.min(frame.h, Math.ceil(y + h));
  return right > left && bottom > top ? [{ left, top, right, bottom }] : [];
}

async function loadSharp() {
  try {
    return (await import('sharp')).default;
  } catch {
    throw new StrongroomError(
      'frame.no-sharp',
      'frames cannot be masked: sharp is not installed',
      'install the sharp layer (npm run layer)',
    );
  }
}

const unreadable = () =>
  new StrongroomError(
    'frame.unreadable',
    'the frame is not an image of the declared type and size',
    'the frame is not published; record it again',
  );
