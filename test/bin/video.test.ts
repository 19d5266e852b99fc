import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { CODECS, DECODER, DEMUXER } from '../../bin/embedded/video/packages.ts';
import { INSTALL, videoReader } from '../../bin/embedded/video/video-reader.ts';
import { stillIn, wired } from '../../bin/embedded/video/wire.ts';
import { present } from '../present.ts';

const dir = mkdtempSync(join(tmpdir(), 'strongroom-video-'));
afterAll(() => rmSync(dir, { recursive: true }));

const SIZE = { w: 64, h: 48 };

test('a still, and none, pass between the two processes unchanged', () => {
  for (const mime of ['image/png', 'image/jpeg'] as const) {
    const still = { mime, bytes: Uint8Array.of(1, 2, 3), ...SIZE };
    expect(stillIn(wired(still).subarray(4), SIZE)).toEqual(still);
  }
  expect(stillIn(wired(undefined).subarray(4), SIZE)).toBeUndefined();
  expect(wired(undefined).readUInt32LE(0)).toBe(1);
  for (const body of [Buffer.alloc(0), Buffer.of(9, 1)]) expect(() => stillIn(body, SIZE)).toThrow('unknown kind');
});

const reader = videoReader();
if (reader === undefined)
  process.stderr.write(`skipped: no video is decoded, because no decoder is installed: ${INSTALL}\n`);

describe.skipIf(reader === undefined)('a video', () => {
  const all = async (path: string, seconds: readonly number[]) =>
    Array.fromAsync(present(reader).stills(path, seconds, SIZE));

  test.each(['vp8', 'avc'])('in %s gives the frame that was shown at each time, again and again', async (codec) => {
    const path = join(dir, codec);
    writeFileSync(path, await film(codec));
    // Between two frames, before and behind a key frame, the same one twice, and after the end.
    const seconds = [0.05, 0.95, 1.05, 1.05, 2.55, 4.95, 5.05, 7.35, 8.8, 60];
    const shown = seconds.map((at) => Math.min(Math.floor(at * 10), FRAMES - 1));
    const first = await all(path, seconds);
    expect(await Promise.all(first.map(async (still) => frameOf(present(still).bytes)))).toEqual(shown);
    for (const again of await Promise.all([all(path, seconds), all(path, seconds)])) expect(again).toEqual(first);
  });

  test('that is none, or is damaged, ends in an error or in stills, and never in the end of this process', async () => {
    const whole = await film('avc');
    const seconds = [0.5, 3, 6];
    for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 6)) {
      const spoilt = Buffer.from(whole);
      spoilt.fill(0xff, at, at + 40);
      const path = join(dir, `spoilt-${at}`);
      writeFileSync(path, spoilt);
      const stills = await all(path, seconds).catch((error: Error) => error);
      expect(stills instanceof Error || stills.length === seconds.length).toBe(true);
    }
    const path = join(dir, 'none');
    writeFileSync(path, 'not a video');
    await expect(all(path, seconds)).rejects.toThrow('ended early');
  });

  test('that is no longer wanted leaves no process behind', async () => {
    const path = join(dir, 'left');
    writeFileSync(path, await film('vp8'));
    for await (const still of present(reader).stills(path, [1, 2, 3], SIZE)) {
      expect(still).toBeDefined();
      expect(process.getActiveResourcesInfo()).toContain('ProcessWrap');
      break;
    }
    await expect.poll(() => process.getActiveResourcesInfo()).not.toContain('ProcessWrap');
  });
});

/** Tenths of a second. */
const FRAMES = 90;

/** A film of which each frame says its number: seven squares, light for each bit that is set. */
async function film(codec: string): Promise<Buffer> {
  process.env.NODE_WEBCODECS_FORCE = 'static';
  await import(CODECS);
  await import(DECODER);
  const { Output, Mp4OutputFormat, WebMOutputFormat, BufferTarget, VideoSampleSource, VideoSample } = await import(
    DEMUXER
  );
  const target = new BufferTarget();
  const output = new Output({ format: codec === 'avc' ? new Mp4OutputFormat() : new WebMOutputFormat(), target });
  const source = new VideoSampleSource({ codec, bitrate: 500_000, keyFrameInterval: 2 });
  output.addVideoTrack(source);
  await output.start();
  for (let n = 0; n < FRAMES; n++) {
    const pixels = await sharp(pictureOf(n), { raw: { width: 7, height: 1, channels: 3 } })
      .resize(7 * 16, 48, { kernel: 'nearest', fit: 'fill' })
      .ensureAlpha()
      .raw()
      .toBuffer();
    const about = { format: 'RGBA', codedWidth: 112, codedHeight: 48, timestamp: n / 10, duration: 0.1 };
    const sample = new VideoSample(new Uint8Array(pixels), about);
    await source.add(sample);
    sample.close();
  }
  await output.finalize();
  return Buffer.from(target.buffer);
}

const pictureOf = (n: number): Buffer =>
  Buffer.from(Array.from({ length: 7 }, (_, bit) => Array<number>(3).fill((n >> bit) & 1 ? 235 : 20)).flat());

/** The number that a frame says. */
async function frameOf(image: Uint8Array): Promise<number> {
  const { data, info } = await sharp(image).greyscale().raw().toBuffer({ resolveWithObject: true });
  const middle = (bit: number) =>
    present(data[Math.floor(info.height / 2) * info.width + Math.floor(((bit + 0.5) * info.width) / 7)]);
  return Array.from({ length: 7 }, (_, bit) => (middle(bit) > 128 ? 1 << bit : 0)).reduce(
    (sum, value) => sum + value,
    0,
  );
}
