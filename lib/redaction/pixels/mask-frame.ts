import { StrongroomError } from '../../activity/errors.ts';
import type { Box, EventOf } from '../../activity/events.ts';
import { shortageOf } from '../../activity/shortage.ts';
import { darkOnLight } from './dark-on-light.ts';
import { loadSharp } from './load-sharp.ts';
import type { Pixels } from './swings.ts';
import { symbolsOf } from './symbols.ts';
import { type Explained, hasUnexplained, type Stored, unexplainedBoxes, unexplainedParts } from './unexplained.ts';

/** Decoded pixels, a little over 8K: a small file can hold an image that fills the memory. */
const MAX_PIXELS = 34_000_000;
/** The size limit of ingest, with a margin. */
const MAX_BYTES = 8 * 1024 * 1024;
/** An image can also be made to take long. */
const MAX_SECONDS = 20;

/** Why a frame is not published. */
export type FrameRefusal = keyof typeof REFUSALS;

const REFUSALS = {
  'frame.no-sharp': 'frames cannot be masked: sharp is not installed',
  'frame.too-large': 'the frame has more bytes or pixels than are looked at',
  'frame.unreadable': 'the frame is not an image, or damaged, or takes too long to read',
  'frame.mismatch': 'the frame is not of the declared type and size, or is stored turned',
  'frame.animated': 'the frame has several pages',
  'frame.unexplained': 'the frame shows something where no text was reported',
} as const;

export interface FrameMask {
  /** To be blacked out, in frame pixels. */
  readonly boxes: readonly Box[];
  /** Boxes with known content. */
  readonly explained: readonly Explained[];
}

export type About = Pick<EventOf<'screen.frame'>['d'], 'mime' | 'w' | 'h' | 'from'>;

interface Decoded {
  readonly pixels: Pixels;
  readonly stored: Stored;
}

/**
 * Blacks out boxes of a frame, and looks for content that no box explains. @returns a PNG without metadata
 * @throws StrongroomError with a `FrameRefusal` as its code; it quotes nothing of the image
 */
export async function maskFrame(image: Uint8Array, about: About, { boxes, explained }: FrameMask): Promise<Uint8Array> {
  const { pixels, stored } = await decoded(image, about);
  blackOut(pixels, boxes);
  if (hasUnexplained(pixels, [...explained, ...settled(boxes)], stored)) throw refused('frame.unexplained');
  return encoded(pixels);
}

/** A frame with more than this share black shows nothing worth its risk. */
const MOST_HIDDEN = 0.75;

/**
 * The same for a frame that OCR has read: areas that neither a report nor OCR explains are blacked out too.
 * @returns also all that was blacked out
 * @throws StrongroomError as `maskFrame`; `frame.unexplained` where nearly all would be black
 */
export async function maskReadFrame(
  image: Uint8Array,
  about: About,
  { boxes, explained }: FrameMask,
): Promise<{ readonly image: Uint8Array; readonly boxes: readonly Box[] }> {
  const { pixels, stored } = await decoded(image, about);
  blackOut(pixels, boxes);
  const told = [...explained, ...settled(boxes)];
  const known = [...told, ...settled(symbolsOf(pixels, unexplainedParts(pixels, told, stored), boxes))];
  const rest = unexplainedBoxes(pixels, known, stored);
  const all = [...boxes, ...rest];
  blackOut(pixels, rest);
  if (shareOf(all, about) > MOST_HIDDEN || hasUnexplained(pixels, [...known, ...settled(rest)], stored))
    throw refused('frame.unexplained');
  return { image: await encoded(pixels), boxes: all };
}

/**
 * A sheet of the parts that OCR missed: the size of the frame, white but for parts that neither a report nor OCR explains, each
 * of them dark on light. OCR takes white words on a coloured button for a part of a picture.
 * @returns a PNG, or undefined when nothing is left to read
 * @throws StrongroomError as `maskFrame`
 */
export async function missedParts(
  image: Uint8Array,
  about: About,
  { boxes, explained }: FrameMask,
): Promise<Uint8Array | undefined> {
  const { pixels, stored } = await decoded(image, about);
  blackOut(pixels, boxes);
  const parts = unexplainedParts(pixels, [...explained, ...settled(boxes)], stored);
  return parts.length === 0 ? undefined : encoded(darkOnLight(pixels, parts));
}

/** The frame as a PNG without metadata, and nothing of it masked: for a reader. @throws StrongroomError as `maskFrame` */
export async function plainFrame(image: Uint8Array, about: About): Promise<Uint8Array> {
  return encoded((await decoded(image, about)).pixels);
}

/** Boxes that need no further search. */
const settled = (boxes: readonly Box[]): Explained[] => boxes.map((box) => ({ box, chars: Number.POSITIVE_INFINITY }));

async function decoded(image: Uint8Array, about: About): Promise<Decoded> {
  const sharp = sharpOrRefuse();
  if (image.length > MAX_BYTES || about.w * about.h > MAX_PIXELS) throw refused('frame.too-large');
  const open = () =>
    sharp(image, { limitInputPixels: MAX_PIXELS, failOn: 'warning', pages: 1, animated: false }).timeout({
      seconds: MAX_SECONDS,
    });
  const { format, width, height, pages, orientation } = await safely(() => open().metadata());
  if (`image/${format}` !== about.mime || width !== about.w || height !== about.h) throw refused('frame.mismatch');
  // Boxes were reported for the screen as shown, but a viewer rotates this image.
  if ((orientation ?? 1) !== 1) throw refused('frame.mismatch');
  if ((pages ?? 1) > 1) throw refused('frame.animated');
  const { data, info } = await safely(() =>
    open().removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true }),
  );
  const { channels } = info;
  return {
    pixels: { data, width: info.width, height: info.height, channels },
    stored: about.from === 'video' || isLossy(image) ? 'lossy' : 'exact',
  };
}

function blackOut({ data, width, height, channels }: Pixels, boxes: readonly Box[]): void {
  for (const { left, top, right, bottom } of boxes.flatMap((box) => overlay(box, { w: width, h: height })))
    for (let y = top; y < bottom; y++) data.fill(0, (y * width + left) * channels, (y * width + right) * channels);
}

/** The share of a frame that boxes cover; overlaps count once. */
function shareOf(boxes: readonly Box[], { w, h }: About): number {
  const covered = new Uint8Array(w * h);
  for (const { left, top, right, bottom } of boxes.flatMap((box) => overlay(box, { w, h })))
    for (let y = top; y < bottom; y++) covered.fill(1, y * w + left, y * w + right);
  return covered.reduce((sum, area) => sum + area, 0) / (w * h);
}

async function encoded({ data, width, height, channels }: Pixels): Promise<Uint8Array> {
  const sharp = sharpOrRefuse();
  return safely(() =>
    sharp(data, { raw: { width, height, channels: channels as 1 | 2 | 3 | 4 } })
      .timeout({ seconds: MAX_SECONDS })
      .png({ compressionLevel: 6, palette: false })
      .toBuffer(),
  );
}

/**
 * Whether the frame was stored with losses: JPEG, and WebP whose first chunk of pixels is `VP8 `. An unknown format counts as
 * exact.
 */
function isLossy(image: Uint8Array): boolean {
  if (image[0] === 0xff && image[1] === 0xd8) return true;
  const head = Buffer.from(image.subarray(0, 64)).toString('latin1');
  return head.startsWith('RIFF') && head.includes('VP8 ') && !head.includes('VP8L');
}

/** The library's message can quote the image's data. A shortage says nothing about the frame, so the frame must come again. */
async function safely<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (shortageOf(error) !== undefined) throw error;
    throw refused('frame.unreadable');
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

function sharpOrRefuse() {
  try {
    return loadSharp();
  } catch (error) {
    if (shortageOf(error) !== undefined) throw error;
    throw refused('frame.no-sharp');
  }
}

const refused = (code: FrameRefusal): StrongroomError =>
  new StrongroomError(
    code,
    REFUSALS[code],
    code === 'frame.no-sharp' ? 'install the sharp layer (npm run layer)' : 'the frame is not published',
  );
