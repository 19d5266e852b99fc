import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { storeSegment } from '../../lambdas/ingest/store-segment.ts';
import type { BatchOpen } from '../../lib/activity/envelope.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { chainOf, gzipLines, openOf, pointerAt, sealLines } from '../activity/build.ts';
import { present } from '../present.ts';
import { NOW, openTestLake, SETTINGS } from './lake.ts';

const clock = {
  t0: new Date(NOW.getTime() - 3_600_000).toISOString(),
  src: 'wall+mono',
  tz_known: true,
  skew_ms: 0,
} as const;
const EACH = 3;
const batchOf = (sid: string, index: number): string => `${String(index).padStart(8, '0')}${sid.slice(8)}`;

/** A session as it is sealed, with one change of an opening line. */
function session(sid: string, length: number, changes: (index: number) => Partial<BatchOpen> = () => ({})) {
  let prev: string | null = null;
  return Array.from({ length }, (_, index) => {
    const open = openOf({
      clock,
      sid,
      batch: batchOf(sid, index),
      index,
      prev,
      first: index * EACH,
      ...changes(index),
    });
    const lines = sealLines(
      open,
      Array.from({ length: EACH }, (_, i) => pointerAt(open.first + i)),
    );
    prev = chainOf(lines);
    return gzipLines(lines);
  });
}
const send = (ports: Ports, body: Uint8Array) =>
  storeSegment(body, 'd-4', ports, SETTINGS).then(
    () => 'stored',
    (error) => error.code,
  );
const sids = fc.uuid({ version: 4 });

describe('the order of a session', () => {
  test('is verified in whatever order its segments come, with holes, and when they are sent again', async () => {
    const lake = await openTestLake();
    await fc.assert(
      fc.asyncProperty(sids, fc.shuffledSubarray([0, 1, 2, 3, 4]), async (sid, order) => {
        const segments = session(sid, 5);
        for (const i of order) expect(await send(lake.ports, present(segments[i]))).toBe('stored');
        for (const i of order) expect(await send(lake.ports, present(segments[i]))).toBe('segment.duplicate');
      }),
      { numRuns: 15 },
    );
  });

  const wrong: [string, (index: number) => Partial<BatchOpen>][] = [
    ['the chain of another segment', (index) => (index === 2 ? { prev: 'b'.repeat(64) } : {})],
    ['no chain', (index) => (index === 2 ? { prev: null } : {})],
    ['a seq that was used', (index) => (index === 2 ? { first: 2 * EACH - 1 } : {})],
    ['a seq that leaves a hole', (index) => (index === 2 ? { first: 2 * EACH + 1 } : {})],
  ];
  test.each(wrong)(
    '%s is refused, whichever of the two comes first, and the right segment is taken after it',
    async (_, change) => {
      for (const order of [
        [1, 2],
        [2, 1],
      ]) {
        const { ports } = await openTestLake();
        const sid = openOf().sid;
        const bad = session(sid, 4, change);
        const good = session(sid, 4);
        const [first, second] = order.map((i) => present(bad[i]));
        const answers = [await send(ports, present(first)), await send(ports, present(second))];
        expect(answers.filter((code) => code === 'segment.order')).toHaveLength(1);
        if (answers[0] !== 'stored') continue;
        if (order[0] === 1) expect(await send(ports, present(good[2]))).toBe('stored');
      }
    },
  );

  test('two segments that change places are refused when they meet', async () => {
    const { ports } = await openTestLake();
    const sid = openOf().sid;
    const swapped = session(sid, 3, (index) => (index === 0 ? {} : { index: 3 - index }));
    expect(await send(ports, present(swapped[0]))).toBe('stored');
    expect(await send(ports, present(swapped[1]))).toBe('stored');
    expect(await send(ports, present(swapped[2]))).toBe('segment.order');
  });

  test('of two neighbours that come at once and do not fit, at most one is stored', async () => {
    for (let n = 0; n < 5; n++) {
      const { ports } = await openTestLake();
      const segments = session(openOf().sid, 3, (index) => (index === 2 ? { prev: 'b'.repeat(64) } : {}));
      const answers = await Promise.all([present(segments[1]), present(segments[2])].map((body) => send(ports, body)));
      expect(answers).toContain('segment.order');
      const stored = await Array.fromAsync(ports.objects.listVersions('raw', 'segments/'));
      expect(stored.length).toBeLessThanOrEqual(1);
    }
  });

  test('of another session, or another worker, does not matter', async () => {
    const { ports } = await openTestLake();
    const sid = openOf().sid;
    const [first] = session(sid, 1);
    expect(await send(ports, present(first))).toBe('stored');
    const [, other] = session(sid, 2, () => ({ worker: 'w-18' }));
    expect(await send(ports, present(other))).toBe('stored');
  });
});
