import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byteLines } from '../../bin/lines.ts';
import { readRecords } from '../../lib/activity/importers/records.ts';
import { inflate } from '../../lib/activity/segment/inflate.ts';
import { readSegment } from '../../lib/activity/segment/read.ts';
import { skipMark, textOf } from '../../lib/activity/text.ts';
import { present } from '../present.ts';
import { openOf, pointerAt, sealLines } from './build.ts';

const MARK = '\uFEFF';

async function* cut(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let at = 0;
  for (const size of sizes) {
    yield bytes.subarray(at, at + size);
    at += size;
  }
  yield bytes.subarray(at);
}

describe('a byte order mark', () => {
  test('is skipped once, however the stream is split', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.nat({ max: 2 }), fc.array(fc.nat({ max: 3 })), async (text, marks, sizes) => {
        const bytes = Buffer.from(MARK.repeat(marks) + text);
        const left = MARK.repeat(Math.max(0, marks - 1)) + text;
        const plain = left.startsWith(MARK) && marks === 0 ? left.slice(1) : left;
        expect(textOf(bytes)).toBe(Buffer.from(plain).toString());
        expect(Buffer.concat(await Array.fromAsync(skipMark(cut(bytes, sizes)))).toString()).toBe(textOf(bytes));
      }),
    );
  });

  test('loses no line before JSON Lines or lines of standard input', async () => {
    const bytes = Buffer.from(`${MARK}{"a":1}\n{"a":2}\n`);
    expect(await Array.fromAsync(readRecords(cut(bytes, [1]), 100))).toEqual([
      { value: { a: 1 } },
      { value: { a: 2 } },
    ]);
    const lines = await Array.fromAsync(byteLines(cut(bytes, [2])));
    expect(lines.map((line) => line.bytes.toString())).toEqual(['{"a":1}', '{"a":2}']);
  });

  test.each(['before it was sealed', 'after it was sealed'])(
    'before a segment, added %s, is no damage',
    async (when) => {
      const [open = '', ...rest] = sealLines(openOf(), [pointerAt(0)]);
      const { createHash } = await import('node:crypto');
      const before = `${MARK}${open}${rest[0]}`;
      const chain = createHash('sha256').update(before).digest('hex');
      const close = { ...JSON.parse(present(rest[1])), ...(when.startsWith('before') && { chain }) };
      const body = gzipSync(`${before}${JSON.stringify(close)}\n`);
      const parts = (await Array.fromAsync(readSegment(inflate([body], 1e6)))).flat();
      expect(parts.map(({ type }) => type)).toEqual(['open', 'event', 'close']);
      const broken = gzipSync(`${before}${JSON.stringify({ ...close, chain: 'a'.repeat(64) })}\n`);
      await expect(Array.fromAsync(readSegment(inflate([broken], 1e6)))).rejects.toMatchObject({
        code: 'chain.broken',
      });
    },
  );

  test.each(['utf16le', 'utf-32be'])('of %s is refused, with its reason', async (encoding) => {
    const bytes =
      encoding === 'utf16le' ? Buffer.from(`${MARK}{}`, 'utf16le') : Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x7b]);
    expect(() => textOf(bytes)).toThrow(expect.objectContaining({ code: 'text.utf-16' }));
    for (const read of [readRecords(cut(bytes, [1]), 100), readSegment(cut(bytes, [1])), byteLines(cut(bytes, [1]))])
      await expect(Array.fromAsync(read as AsyncIterable<unknown>)).rejects.toMatchObject({ code: 'text.utf-16' });
  });
});
