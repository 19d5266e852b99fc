import type { Still } from '../../../lib/activity/importers/index.ts';
import { FRAME_LIMIT } from '../../../lib/activity/segment/limits.ts';
import { type DecoderClass, oneThread } from './one-thread-decoder.ts';
import { CODECS, DECODER, DEMUXER } from './packages.ts';

/** A video with more pixels than any screen is not decoded. */
const MAX_PIXELS = 64_000_000;

/** The parts of mediabunny in use. */
interface Sample {
  readonly codedWidth: number;
  readonly codedHeight: number;
  allocationSize(how: { format: 'RGBA' }): number;
  copyTo(into: Uint8Array, how: { format: 'RGBA' }): Promise<unknown>;
  close(): void;
}
interface Track {
  readonly codedWidth: number;
  readonly codedHeight: number;
  canDecode(): Promise<boolean>;
}
interface Demuxer {
  readonly ALL_FORMATS: unknown;
  readonly FilePathSource: new (path: string) => unknown;
  readonly Input: new (of: {
    source: unknown;
    formats: unknown;
  }) => { getPrimaryVideoTrack(): Promise<Track | null>; dispose(): void };
  readonly VideoSampleSink: new (
    track: Track,
  ) => { samplesAtTimestamps(seconds: Iterable<number>): AsyncIterable<Sample | null> };
}

/**
 * Stills of a video at these times.
 * @throws Error when the file is no video that can be decoded
 */
export async function* stills(
  path: string,
  seconds: readonly number[],
  size: { w: number; h: number },
): AsyncGenerator<Still | undefined> {
  const { VideoDecoder } = (await import(CODECS)) as { readonly VideoDecoder: DecoderClass };
  // The demultiplexer takes the decoder that stands here, and the package leaves one alone that does.
  Object.assign(globalThis, { VideoDecoder: oneThread(VideoDecoder) });
  await import(DECODER);
  const { ALL_FORMATS, FilePathSource, Input, VideoSampleSink } = (await import(DEMUXER)) as Demuxer;
  const input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (track === null || !(await track.canDecode())) throw new Error('no video that can be decoded');
    if (track.codedWidth * track.codedHeight > MAX_PIXELS) throw new Error('a video of too many pixels');
    // The sink pairs frames with their presentation times: the decoder alone returns them out of order.
    for await (const sample of new VideoSampleSink(track).samplesAtTimestamps(seconds))
      yield sample === null ? undefined : await stillOf(sample, size);
  } finally {
    input.dispose();
  }
}

/** As PNG, or as JPEG where a PNG exceeds the frame limit. */
async function stillOf(sample: Sample, { w, h }: { w: number; h: number }): Promise<Still> {
  const { codedWidth: width, codedHeight: height } = sample;
  const pixels = new Uint8Array(sample.allocationSize({ format: 'RGBA' }));
  await sample.copyTo(pixels, { format: 'RGBA' });
  sample.close();
  const { default: sharp } = await import('sharp');
  const image = sharp(pixels, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .resize(w, h, { fit: 'fill', kernel: 'lanczos3' });
  const png = await image.clone().png({ compressionLevel: 6 }).toBuffer();
  if (png.length <= FRAME_LIMIT) return { mime: 'image/png', bytes: png, w, h };
  return { mime: 'image/jpeg', bytes: await image.jpeg({ quality: 90 }).toBuffer(), w, h };
}
