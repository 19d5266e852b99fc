import { zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderErasure } from '../../lambdas/erasures.ts';
import { storeSegment } from '../../lambdas/ingest/store-segment.ts';
import { RedactBatch } from '../../lambdas/redact/redact.ts';
import { retain } from '../../lambdas/retain/retain.ts';
import type { ActivityEvent } from '../../lib/activity/events.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { chainOf, gzipLines, openOf, sealLines } from '../activity/build.ts';
import { EVERYTHING } from '../everything.ts';
import { present } from '../present.ts';
import { Script } from '../redaction/build.ts';
import { pieces } from '../redaction/sessions.ts';
import { NOW, openTestLake, SETTINGS } from './lake.ts';
import { lakeRows } from './rows.ts';

/** A session of half a day of typing, in segments. */
function session(segments = 24): { batch: string; device: string; body: Buffer }[] {
  const script = new Script().field({ id: 'n', role: 'textbox', name: 'Note', secure: false }, { app: 'Notes' });
  for (let n = 0; n < 40; n++) script.type('call Natalia Kowalska about the order, it is late\n');
  const events: ActivityEvent[] = script.events;
  const sid = '00000000-0000-4000-8000-000000000001';
  const t0 = new Date(NOW.getTime() - 3_600_000).toISOString();
  let prev: string | null = null;
  return pieces(
    events,
    Array.from({ length: segments - 1 }, (_, i) => Math.ceil(((i + 1) * events.length) / segments)),
  ).map((own, index) => {
    const open = openOf({
      sid,
      index,
      prev,
      first: present(own[0]).seq,
      clock: { t0, src: 'wall+mono', tz_known: true, skew_ms: 0 },
    });
    const lines = sealLines(open, own);
    prev = chainOf(lines);
    return { batch: open.batch, device: open.device, body: gzipLines(lines) };
  });
}

/** The same ports, that count what they are asked. */
function counting(ports: Ports): { ports: Ports; calls: () => number; objectsRead: () => number } {
  let calls = 0;
  let objectsRead = 0;
  const counted = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, name) {
        const method = Reflect.get(target, name) as (...args: unknown[]) => unknown;
        return (...args: unknown[]) => {
          calls++;
          if (name === 'get' && (port as object) === ports.objects) objectsRead++;
          return method.apply(target, args);
        };
      },
    });
  return {
    ports: { ...ports, objects: counted(ports.objects), control: counted(ports.control) },
    calls: () => calls,
    objectsRead: () => objectsRead,
  };
}

async function redact(batches: readonly string[], ports: Ports): Promise<void> {
  const work = new RedactBatch({ ports, settings: SETTINGS, extras: {}, cautious: false });
  for (const batch of batches) await work.examine(batch);
  await work.publish();
  expect([...work.failed]).toEqual([]);
}

const typed = async (ports: Ports): Promise<string> => {
  const rows = (await lakeRows(ports)).filter(({ kind, key_phase }) => kind === 'key' && key_phase === 'down');
  return rows
    .toSorted((a, b) => Number(a.seq) - Number(b.seq))
    .map(({ key_value }) => String(key_value))
    .join('');
};

test('a segment late in a session asks for no more than an early one, and hides the same', async () => {
  const { ports } = await openTestLake();
  const all = session();
  const asked: number[] = [];
  for (const { batch, device, body } of all) {
    await storeSegment(body, device, ports, SETTINGS);
    const counted = counting(ports);
    await redact([batch], counted.ports);
    asked.push(counted.calls());
  }
  // Where a chapter ends depends on what is being typed.
  const early = Math.max(...asked.slice(0, 12));
  expect(Math.max(...asked.slice(12))).toBeLessThanOrEqual(early + 4);
  const text = await typed(ports);
  expect(text).toContain('about the order');
  expect(text.toLowerCase()).not.toMatch(/natal|kowal/);
});

test('a segment asks for few things, however many of its session came before it and after it', async () => {
  const { ports } = await openTestLake();
  const all = session(EVERYTHING ? 96 : 64);
  for (const { device, body } of all.slice(0, 16)) await storeSegment(body, device, ports, SETTINGS);
  const asked: number[] = [];
  const read: number[] = [];
  for (const [at, { batch }] of all.entries()) {
    const coming = all[at + 16];
    if (coming) await storeSegment(coming.body, coming.device, ports, SETTINGS);
    const counted = counting(ports);
    await redact([batch], counted.ports);
    asked.push(counted.calls());
    read.push(counted.objectsRead());
  }
  // The own segment, the latest one, the key of tags, and twice what a chapter of up to 512 segments is joined into.
  expect(Math.max(...read.slice(1))).toBeLessThanOrEqual(3 + 2 * (1 + 7 + 7 + 7));
  const sum = (some: readonly number[]) => some.reduce((total, n) => total + n, 0);
  expect(sum(read.slice(1)) / (read.length - 1)).toBeLessThan(20);
  const half = all.length / 2;
  expect(Math.max(...asked.slice(half))).toBeLessThanOrEqual(Math.max(...asked.slice(1, half)) + 8);
  expect((await typed(ports)).toLowerCase()).not.toMatch(/natal|kowal/);
});

const carriesIn = async ({ objects }: Ports): Promise<string[]> =>
  (await Array.fromAsync(objects.list('raw', 'carries/')))
    .map(({ key }) => key)
    .filter((key) => !key.includes('tags-'));

/** A session that goes on after midnight, each segment redacted when it has come. */
async function overMidnight(): Promise<{ ports: Ports; all: ReturnType<typeof session> }> {
  const { ports, advance } = await openTestLake();
  const all = session();
  for (const [at, { batch, device, body }] of all.entries()) {
    if (at === 10) advance(86_400_000);
    await storeSegment(body, device, ports, SETTINGS);
    await redact([batch], ports);
  }
  return { ports, all };
}

test('what is told after midnight goes with the day before, from which it is', async () => {
  const { ports, all } = await overMidnight();
  const keys = await carriesIn(ports);
  expect(keys.length).toBeGreaterThanOrEqual(all.length);
  expect(keys.filter((key) => !key.includes('/day=2026-05-20/'))).toEqual([]);
});

test('what later segments tell of an erased one goes with it, and what earlier ones tell stays', async () => {
  const { ports, all } = await overMidnight();
  const told = (batch: string | undefined) => async (): Promise<string[]> =>
    (await carriesIn(ports)).filter((key) => key.includes(`/${batch}-`));
  const counts = async () => Promise.all(all.map(async ({ batch }) => (await told(batch)()).length > 0));
  expect(await counts()).toEqual(all.map(() => true));
  await orderErasure(ports.control, 'r', '2026-05-21', [present(all[12]).batch, present(all[17]).batch]);
  await retain(ports, SETTINGS);
  expect(await counts()).toEqual(all.map((_, at) => at < 12));
});

/** What is published of one segment, without what each lake makes with keys of its own. */
const publishedOf = async (batch: string, ports: Ports) =>
  (await lakeRows(ports))
    .filter((row) => row.segment === batch)
    .toSorted((a, b) => Number(a.seq) - Number(b.seq))
    .map(({ worker, device, shard, tags, ...row }) => row);

test('what is published of a segment depends on what has come, not on which segments were looked at before', async () => {
  const all = session();
  const order = fc.shuffledSubarray(
    all.map((_, at) => at),
    { minLength: all.length - 2, maxLength: all.length },
  );
  const at = fc.nat(all.length - 1);
  await fc.assert(
    fc.asyncProperty(order, fc.array(at, { maxLength: 8 }), at, async (arrivals, looked, last) => {
      const target = present(all[present(arrivals[last % arrivals.length])]);
      const { ports } = await openTestLake();
      const waiting = looked.map((n) => present(arrivals[n % arrivals.length])).filter((n) => all[n] !== target);
      for (const [n, arrival] of arrivals.entries()) {
        const { device, body } = present(all[arrival]);
        await storeSegment(body, device, ports, SETTINGS);
        // Some are redacted early, when others have not come: their carries are of a session with holes.
        if (waiting.includes(arrival) && n % 2 === 0) await redact([present(all[arrival]).batch], ports);
      }
      await redact([target.batch], ports);
      const fresh = (await openTestLake()).ports;
      for (const arrival of arrivals)
        await storeSegment(present(all[arrival]).body, present(all[arrival]).device, fresh, SETTINGS);
      await redact([target.batch], fresh);
      const [once, alone] = [await publishedOf(target.batch, ports), await publishedOf(target.batch, fresh)];
      // After a segment that never came nothing is published of what is typed: it is not known where.
      expect(once).toEqual(alone);
    }),
    { numRuns: Number(process.env.CHAPTER_RUNS ?? 1) },
  );
});

const packed = (delta: unknown) => zstdCompressSync(JSON.stringify(delta));
const EMPTY = { events: [], values: [], certain: [] };
/** In the place of a delta; undefined where nothing lies any more. */
const LOST: readonly (Buffer | undefined)[] = [
  undefined,
  Buffer.from('no archive'),
  packed({ ...EMPTY, version: 3 }).subarray(0, -4),
  packed({}),
  packed(null),
  packed({ ...EMPTY, version: 2 }),
  packed({ ...EMPTY, version: 3, events: 'none' }),
];

/** What is published of a session in two goes. @param lost whether what some of the others told is lost first */
async function secondHalf(lost: boolean): Promise<string> {
  const { ports } = await openTestLake();
  const all = session();
  for (const { device, body } of all) await storeSegment(body, device, ports, SETTINGS);
  const batches = all.map(({ batch }) => batch);
  await redact(batches.slice(0, 16), ports);
  let n = 0;
  for await (const { key, versionId } of ports.objects.listVersions('raw', 'carries/')) {
    if (!lost || key.includes('tags-') || batches.slice(0, 8).some((batch) => key.includes(batch))) continue;
    await ports.objects.deleteVersions('raw', [{ key, versionId }]);
    const body = LOST[n++ % LOST.length];
    if (body !== undefined) await ports.objects.putOnce('raw', key, body, 'application/zstd');
  }
  if (lost) expect(n).toBeGreaterThanOrEqual(LOST.length);
  await redact([present(batches.at(-1)), ...batches.slice(16, -1)], ports);
  return typed(ports);
}

test('chapters of a session that are lost or damaged are made again, and the same is hidden', async () => {
  const whole = await secondHalf(false);
  expect(whole.toLowerCase()).not.toMatch(/natal|kowal/);
  expect(await secondHalf(true)).toBe(whole);
});
