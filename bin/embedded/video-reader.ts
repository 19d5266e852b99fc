import { createRequire } from 'node:module';
import type { Still, VideoReader } from '../../lib/activity/importers/index.ts';
import { FRAME_LIMIT } from '../../lib/activity/segment/limits.ts';

/** Both are optional, and installed by users with videos: MPL-2.0, and MIT with a build of FFmpeg under LGPL-2.1. */
export const INSTALL = 'npm install --no-save --ignore-scripts mediabunny@1.61.0 node-webcodecs@1.3.0';
// The names are assembled, so that no checker looks for packages that are not installed.
const DEMUXER = ['media', 'bunny'].join('');
const DECODER = ['node', 'webcodecs/mediabunny'].join('-');
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

/** A reader of video, or undefined when its packages are not installed. */
export function videoReader(): VideoReader | undefined {
  try {
    const require = createRequire(import.meta.url);
    for (const name of [DEMUXER, DECODER]) require.resolve(name);
  } catch {
    return undefined;
  }
  return { stills };
}

async function* stills(
  path: string,
  seconds: readonly number[],
  size: { w: number; h: number },
): AsyncGenerator<Still | undefined> {
  // Otherwise it would prefer the system's FFmpeg, whose licence is unknown.
  process.env.NODE_WEBCODECS_FORCE ??= 'static';
  await import(DECODER);
  const { ALL_FORMATS, FilePathSource, Input, VideoSampleSink } = (await import(DEMUXER)) as Demuxer;
  async function* decoded(at: readonly number[]): AsyncGenerator<Still | undefined> {
    const input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS });
    try {
      const track = await input.getPrimaryVideoTrack();
      if (track === null || !(await track.canDecode())) throw new Error('no video that can be decoded');
      if (track.codedWidth * track.codedHeight > MAX_PIXELS) throw new Error('a video of too many pixels');
      // The sink pairs frames with their presentation times: the decoder alone returns them out of order.
      for await (const sample of new VideoSampleSink(track).samplesAtTimestamps(at))
        yield sample === null ? undefined : await stillOf(sample, size);
    } finally {
      input.dispose();
    }
  }
  let next = 0;
  for await (const still of decoded(seconds)) {
    const at = seconds.slice(next, ++next);
    // Under load the decoder has left frames out that it gave when it was asked again, by a new reader of the file.
    yield still ?? (await Array.fromAsync(decoded(at)))[0];
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
