import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { inflate } from '../../lib/activity/segment/inflate.ts';
import { inflatedLimit, LIMITS } from '../../lib/activity/segment/limits.ts';
import { readSegment } from '../../lib/activity/segment/read.ts';
import { openOf, pointerAt, sealLines } from './build.ts';

/** The cost of refusing a body: inflated bytes and inspected lines. */
async function cost(body: Uint8Array) {
  const spent = { inflated: 0, lines: 0, code: 'taken' };
  async function* counted() {
    for await (const chunk of inflate([body], inflatedLimit(body.length))) {
      spent.inflated += chunk.length;
      yield chunk;
    }
  }
  try {
    for await (const parts of readSegment(counted())) spent.lines += parts.length;
  } catch (error) {
    spent.code = (error as { code: string }).code;
  }
  return spent;
}

const OPEN = `${JSON.stringify(openOf())}\n`;
const CHUNK = 64 * 1024;

describe('a refused body', () => {
  const bad: [string, string][] = [
    ['empty lines', '\n'.repeat(499_000)],
    ['lines that are no JSON', '{"kind":\n'.repeat(400_000)],
    ['events of no kind', '{"kind":"x"}\n'.repeat(400_000)],
    ['events that do not fit', '{"kind":"pointer"}\n'.repeat(400_000)],
    ['lines that are not UTF-8', '\u00ff\n'.repeat(400_000)],
    ['long events of nothing but faults', `{"kind":"pointer","d":{"pts":[${'0,'.repeat(200_000)}0]}}\n`.repeat(20)],
  ];
  test.each(bad)('costs no more for %s than for some thousand of them', async (_, lines) => {
    const spent = await cost(gzipSync(Buffer.concat([Buffer.from(OPEN), Buffer.from(lines, 'latin1')])));
    expect(spent.code).toBe('segment.too-many-faults');
    expect(spent.lines).toBeLessThanOrEqual(LIMITS.faults + 1);
    expect(spent.inflated).toBeLessThanOrEqual(LIMITS.faultBytes + 8 * CHUNK);
  });

  test('inflates to what its size allows, and no further', async () => {
    const one = `${JSON.stringify(pointerAt(0))}\n`;
    const body = gzipSync(OPEN + ' '.repeat(60_000_000) + one);
    const spent = await cost(body);
    expect(spent.code).toBe('body.bomb');
    expect(spent.inflated).toBeLessThanOrEqual(inflatedLimit(body.length));
    expect(inflatedLimit(body.length)).toBeLessThan(LIMITS.inflated / 5);
  });

  test('is not what a sound collector produces, however well it compresses', async () => {
    const lines = sealLines(
      openOf(),
      Array.from({ length: 30_000 }, (_, i) => pointerAt(i)),
    );
    expect(await cost(gzipSync(lines.join(''), { level: 9 }))).toMatchObject({ code: 'taken', lines: 30_002 });
  });
});
