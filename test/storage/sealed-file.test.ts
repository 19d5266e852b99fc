import { randomBytes } from 'node:crypto';
import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readHead, seal, unseal } from '../../lib/storage/local/sealed-file.ts';
import { present } from '../present.ts';
import { bytes, collect, pieces, testFolder } from './folder.ts';

const KEY = Buffer.alloc(32, 9);
const CHUNK = 64 * 1024;
const SEALED = CHUNK + 16;
const HEADER = { key: 'segments/a', versionId: '1' };

async function write(path: string, header: object, ...parts: Uint8Array[]): Promise<void> {
  const file = await open(path, 'wx');
  await seal(file, header, KEY, pieces(...parts));
  await file.close();
}

const read = async (path: string, key: Uint8Array = KEY): Promise<Buffer> =>
  collect(unseal(path, await readHead(path), key));

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
/** Buffer memory in use, without garbage, which a busy machine keeps for longer. */
const held = (): number => {
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
};

const damaged = expect.objectContaining({ code: 'object.damaged' });

describe('a sealed file', () => {
  test('returns what was written, however it was split', async () => {
    const folder = testFolder();
    const sizes = fc.constantFrom(0, 1, 100, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK);
    let n = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(sizes, { maxLength: 5 }), async (cut) => {
        const parts = cut.map((size) => randomBytes(size));
        const path = join(folder, String(n++));
        await write(path, HEADER, ...parts);
        const head = await readHead(path);
        expect(head.header).toEqual(HEADER);
        expect(head.size).toBe(cut.reduce((a, b) => a + b, 0));
        expect((await read(path)).equals(Buffer.concat(parts))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('holds nothing of its body in clear', async () => {
    const path = join(testFolder(), 'f');
    const body = bytes('the quick brown fox '.repeat(5_000));
    await write(path, HEADER, body);
    const stored = await readFile(path);
    expect(stored.includes('quick')).toBe(false);
    expect(stored.includes('brown')).toBe(false);
  });

  test('is unreadable after a change of any single byte', async () => {
    const path = join(testFolder(), 'f');
    await write(path, HEADER, bytes('some content'));
    const stored = await readFile(path);
    for (let at = 0; at < stored.length; at++) {
      for (const flip of [0x01, 0x80]) {
        const changed = Buffer.from(stored);
        changed[at] = present(changed[at]) ^ flip;
        await writeFile(path, changed);
        await expect(read(path), `byte ${at}`).rejects.toThrow(damaged);
      }
    }
  });

  const body = randomBytes(2 * CHUNK + 500);
  const chunk = (file: Buffer, start: number, n: number) => file.subarray(start + n * SEALED, start + (n + 1) * SEALED);
  const changes: Record<string, (file: Buffer, start: number, other: Buffer) => Buffer> = {
    'cut at the end of a chunk': (file, start) => file.subarray(0, start + 2 * SEALED),
    'cut to its header': (file, start) => file.subarray(0, start),
    'cut inside its header': (file) => file.subarray(0, 6),
    'cut by one byte': (file) => file.subarray(0, -1),
    'one byte longer': (file) => Buffer.concat([file, Buffer.alloc(1)]),
    'its last chunk twice': (file, start) => Buffer.concat([file, chunk(file, start, 2)]),
    'two chunks swapped': (file, start) =>
      Buffer.concat([file.subarray(0, start), chunk(file, start, 1), chunk(file, start, 0), chunk(file, start, 2)]),
    'a chunk left out': (file, start) =>
      Buffer.concat([file.subarray(0, start), chunk(file, start, 1), chunk(file, start, 2)]),
    'a chunk of another file under the same key': (file, start, other) =>
      Buffer.concat([file.subarray(0, start), chunk(other, start, 0), chunk(file, start, 1), chunk(file, start, 2)]),
    'the header of another file': (file, start, other) =>
      Buffer.concat([other.subarray(0, start), file.subarray(start)]),
  };

  test.each(Object.entries(changes))('is unreadable with %s', async (_, change) => {
    const folder = testFolder();
    await write(join(folder, 'f'), HEADER, body);
    await write(join(folder, 'other'), { ...HEADER, versionId: '2' }, body);
    const { start } = await readHead(join(folder, 'f'));
    const changed = change(await readFile(join(folder, 'f')), start, await readFile(join(folder, 'other')));
    await writeFile(join(folder, 'f'), changed);
    await expect(read(join(folder, 'f'))).rejects.toThrow(damaged);
  });

  test('is unreadable with another key', async () => {
    const path = join(testFolder(), 'f');
    await write(path, HEADER, bytes('x'));
    await expect(read(path, Buffer.alloc(32, 8))).rejects.toThrow(damaged);
  });

  test('takes memory for chunks, not for the file', async () => {
    const path = join(testFolder(), 'f');
    const piece = randomBytes(1024 * 1024);
    const before = held();
    let most = 0;
    const file = await open(path, 'wx');
    await seal(
      file,
      HEADER,
      KEY,
      (async function* () {
        for (let i = 0; i < 128; i++) {
          yield piece;
          if (i % 16 === 0) most = Math.max(most, held() - before);
        }
      })(),
    );
    await file.close();
    let size = 0;
    for await (const block of unseal(path, await readHead(path), KEY)) {
      size += block.length;
      if (size % (16 * piece.length) === 0) most = Math.max(most, held() - before);
    }
    expect(size).toBe(128 * piece.length);
    // Half of the file: includes memory that a busy collector has not freed yet.
    expect(most).toBeLessThan(64 * piece.length);
  });
});
