import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BundledFrames } from '../../lambdas/bundled-frames.ts';
import { collect } from '../../lambdas/redact/collect.ts';
import { FrameBundles } from '../../lambdas/redact/frame-bundles.ts';
import { bundledFrameOf, maskedFrameKey } from '../../lib/activity/raw-keys.ts';
import { BUNDLE_BYTES } from '../../lib/activity/segment/limits.ts';
import { filesOf } from '../../lib/activity/tar.ts';
import { claimOf } from '../../lib/retention/inventory/keys.ts';
import type { Bytes, Objects, ReadingRate } from '../../lib/storage/ports.ts';
import { openTestLake } from './lake.ts';

const SEGMENT = { jurisdiction: 'XA', day: '2026-05-20', batch: 'a0f09013-be79-8cda-a6ca-33d0049bbf3f' } as const;
const KB = 1024;

/** An object store that says what is written and counts what is read. */
function store() {
  const written: { key: string; bytes: Uint8Array; read: ReadingRate | undefined }[] = [];
  const reads: string[] = [];
  const objects: Pick<Objects, 'putOnce' | 'get'> = {
    putOnce: async (_zone, key, bytes, _type, read) => {
      written.push({ key, bytes: bytes instanceof Uint8Array ? bytes : await collect(bytes as Bytes), read });
      return { created: true };
    },
    get: async (_zone, key) => {
      reads.push(key);
      const found = written.find((item) => item.key === key);
      return (async function* () {
        if (found !== undefined) yield found.bytes;
      })();
    },
  };
  return { objects, written, reads };
}

async function bundled(sizes: readonly number[], deadline = '2026-08-18') {
  const { objects, written, reads } = store();
  const bundles = new FrameBundles({ ...SEGMENT, deadline }, objects);
  const keys: string[] = [];
  for (const [i, size] of sizes.entries()) keys.push(await bundles.add(i * 3, Buffer.alloc(size, i + 1)));
  const count = await bundles.finish();
  return { keys, count, written, reads, frames: new BundledFrames(objects) };
}

describe('bundles of masked frames', () => {
  test('each frame is found by its key, whatever the sizes, in bundles that memory can hold', async () => {
    const sizes = fc.array(fc.oneof(fc.nat(3 * KB), fc.integer({ min: 3_000 * KB, max: 9_000 * KB })), {
      maxLength: 7,
    });
    await fc.assert(
      fc.asyncProperty(sizes, async (some) => {
        const { keys, count, written, frames } = await bundled(some);
        expect(written).toHaveLength(count);
        expect(new Set(keys).size).toBe(some.length);
        for (const { bytes, key } of written) {
          expect(bytes.length <= BUNDLE_BYTES + 4 * KB || filesOf(bytes).size === 1).toBe(true);
          expect(claimOf('redacted', key)).toMatchObject({ is: 'masked-frame', batch: SEGMENT.batch });
        }
        for (const [i, key] of keys.entries()) {
          const image = await frames.get(key);
          expect(Buffer.alloc(some[i] ?? 0, i + 1).equals(image ?? Buffer.from('gone'))).toBe(true);
        }
      }),
      { numRuns: 10 },
    );
  });

  test('a small segment costs one object and one request to read, and a segment without frames none', async () => {
    const { keys, count, reads, frames } = await bundled([300 * KB, 300 * KB, 300 * KB]);
    for (const key of keys) await frames.get(key);
    expect([count, reads.length]).toEqual([1, 1]);
    expect((await bundled([])).written).toEqual([]);
  });

  test.each([
    ['kept for the days that the cheaper class bills at least', 200 * KB, '2026-06-19', 'rarely'],
    ['kept a day less', 200 * KB, '2026-06-18', 'often'],
    ['too small for it', 100 * KB, '2026-08-18', 'often'],
  ] as const)('a bundle %s lies where that costs least', async (_case, size, deadline, read) => {
    expect((await bundled([size], deadline)).written.map((item) => item.read)).toEqual([read]);
  });

  test('frames of a bundle that was destroyed are gone, and it is asked for once', async () => {
    const { ports } = await openTestLake();
    let asked = 0;
    const objects: Pick<Objects, 'get'> = {
      get: (zone, key) => {
        asked++;
        return ports.objects.get(zone, key);
      },
    };
    const frames = new BundledFrames(objects);
    expect(await frames.get(maskedFrameKey(SEGMENT, 0, 1))).toBeUndefined();
    expect(await frames.get(maskedFrameKey(SEGMENT, 0, 2))).toBeUndefined();
    expect(asked).toBe(1);
  });

  test('a key that redaction never writes names no object', async () => {
    const key = maskedFrameKey(SEGMENT, 0, 1);
    expect(bundledFrameOf(key)).toMatchObject({ batch: SEGMENT.batch, name: '1.png' });
    for (const other of [
      key.replace('frames/', 'activity/'),
      key.replace('frames/', 'frames/../frames/'),
      key.replace('/0/1.png', '/1.png'),
      key.replace('/f/', '/e/'),
      `${key}/x`,
      `x${key}`,
      '',
    ])
      expect(bundledFrameOf(other)).toBeUndefined();
  });
});
