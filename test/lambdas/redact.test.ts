import { createHash } from 'node:crypto';
import type { Context } from 'aws-lambda';
import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { contextOf, httpRequest } from '../../bin/embedded/invoke.ts';
import { ingestHandler } from '../../lambdas/ingest/handler.ts';
import type { HttpRequest } from '../../lambdas/ingest/route.ts';
import { storeFrame } from '../../lambdas/ingest/store-frame.ts';
import { storeSegment } from '../../lambdas/ingest/store-segment.ts';
import { begin } from '../../lambdas/redact/begun.ts';
import { redactHandler } from '../../lambdas/redact/handler.ts';
import { RedactBatch } from '../../lambdas/redact/redact.ts';
import type { BatchOpen } from '../../lib/activity/envelope.ts';
import type { ActivityEvent } from '../../lib/activity/events.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { chainOf, gzipLines, openOf, pointerAt, sealLines } from '../activity/build.ts';
import { EVERYTHING } from '../everything.ts';
import { present } from '../present.ts';
import { pieces, someSession } from '../redaction/sessions.ts';
import { crashing, MOMENTS } from './crash.ts';
import { NOW, openTestLake, SETTINGS, type TestLake } from './lake.ts';
import { lakeRows } from './rows.ts';

beforeAll(() => {
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
  process.env.POWERTOOLS_TRACE_ENABLED = 'false';
  process.env.POWERTOOLS_METRICS_DISABLED = 'true';
});

const T0 = new Date(NOW.getTime() - 3_600_000).toISOString();
const FIELD = { id: 'f', role: 'textbox', name: 'Note', secure: false };

/** A segment with a frame that is wholly explained by one harmless label. */
async function segment(changes: Partial<BatchOpen> = {}) {
  const open = openOf({ clock: { t0: T0, src: 'wall+mono', tz_known: true, skew_ms: 0 }, ...changes });
  const png = await sharp({ create: { width: 32, height: 16, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  const sha256 = createHash('sha256').update(png).digest('hex');
  const at = (seq: number) => ({ seq, mono_us: seq * 100_000 });
  const events: ActivityEvent[] = [
    { kind: 'focus', ...at(0), d: { app: 'Notes', app_class: 'editor', field: FIELD } },
    { kind: 'screen.frame', ...at(1), ctx: 0, d: { ref: 'f1', sha256, mime: 'image/png', w: 32, h: 16, masked: [] } },
    { kind: 'screen.text', ...at(2), ctx: 0, d: { src: 'ax', text: 'Save', bbox: [0, 0, 32, 16], frame: 'f1' } },
    {
      kind: 'text',
      ...at(3),
      ctx: 0,
      d: { text: 'write to jane.miller@example.com or 415-555-0132', n: 48, src: 'paste', field: FIELD },
    },
    { ...pointerAt(4), ...at(4) },
  ];
  return { open, sha256, png, body: gzipLines(sealLines(open, events)) };
}

type Segment = Awaited<ReturnType<typeof segment>>;

async function ingest({ open, sha256, png, body }: Segment, ports: Ports): Promise<void> {
  await storeFrame({ batch: open.batch, sha256, open, monoUs: 100_000, body: png }, open.device, ports, SETTINGS);
  await storeSegment(body, open.device, ports, SETTINGS).catch((error) => {
    if (error.code !== 'segment.duplicate') throw error;
  });
}

const CONTEXT = { functionName: 'redact', getRemainingTimeInMillis: () => 60_000 } as Context;

const redact = ({ queue }: TestLake, ports: Ports, disorder?: () => number) => {
  const handler = redactHandler(ports, SETTINGS);
  return queue.drain((event) => handler(event, CONTEXT), disorder);
};

const places = async (ports: Ports) => (await lakeRows(ports)).map(({ segment, seq }) => `${segment}/${seq}`).sort();
const expected = (segments: readonly Segment[]) =>
  segments.flatMap(({ open }) => [0, 1, 2, 3, 4].map((seq) => `${open.batch}/${seq}`)).sort();

describe('redact', () => {
  test('brings several segments into one file of their partition', async () => {
    const lake = await openTestLake();
    const segments = [await segment(), await segment(), await segment({ jur: 'XB', profile: 'XB@1' })];
    for (const one of segments) await ingest(one, lake.ports);
    await redact(lake, lake.ports);
    expect(await places(lake.ports)).toEqual(expected(segments));
    for (const { occurred_at, mono_us } of await lakeRows(lake.ports))
      expect(occurred_at).toBe(new Date(Date.parse(T0) + Math.floor(Number(mono_us) / 1000)).toISOString());
    expect(await Array.fromAsync(lake.ports.objects.listVersions('redacted', 'activity/'))).toHaveLength(2);
    expect(await Array.fromAsync(lake.ports.catalog.listPartitions())).toHaveLength(2);
    expect(await Array.fromAsync(lake.ports.objects.listVersions('redacted', 'frames/'))).toHaveLength(3);
  });

  test('writes no name and no number that was typed', async () => {
    const lake = await openTestLake();
    await ingest(await segment(), lake.ports);
    await redact(lake, lake.ports);
    const text = JSON.stringify(await lakeRows(lake.ports), (_, value) =>
      typeof value === 'bigint' ? Number(value) : value,
    );
    expect(text).toContain('Notes');
    for (const part of ['jane', 'miller', '555-', '0132', 'w-17', 'd-4"']) expect(text).not.toContain(part);
  });

  test('writes each event once, however the queue repeats and shuffles', async () => {
    const lake = await openTestLake();
    const segments = await Promise.all(Array.from({ length: 12 }, () => segment()));
    for (const one of segments) await ingest(one, lake.ports);
    await redact(lake, lake.ports, randomFrom(7));
    expect(await places(lake.ports)).toEqual(expected(segments));
  });

  test('lets poison fail alone and leaves a reference, not content, in the dead-letter queue', async () => {
    const lake = await openTestLake();
    const good = await segment();
    const bad = await segment();
    await ingest(good, lake.ports);
    await ingest(bad, lake.ports);
    const [version] = (await Array.fromAsync(lake.ports.objects.listVersions('raw', 'segments/'))).filter(({ key }) =>
      key.includes(bad.open.batch),
    );
    await lake.ports.objects.deleteVersions('raw', [present(version)]);
    await lake.ports.objects.putOnce(
      'raw',
      present(version).key,
      Buffer.from('Jane Miller 415-555-0132'),
      'application/gzip',
    );
    await redact(lake, lake.ports);
    expect(await places(lake.ports)).toEqual(expected([good]));
    expect(lake.queue.dead().length).toBeGreaterThan(0);
    for (const body of lake.queue.dead()) {
      expect(body).toContain(bad.open.batch);
      expect(body).not.toMatch(/Jane|Miller|0132/);
    }
  });

  test('takes ids in capitals, as Swift and .NET write them, for the same ids', async () => {
    const lake = await openTestLake();
    const one = await segment();
    const open = { ...one.open, batch: one.open.batch.toUpperCase(), sid: one.open.sid.toUpperCase() };
    const sha256 = one.sha256.toUpperCase();
    const lines = sealLines(open, [
      { kind: 'focus', seq: 0, mono_us: 0, d: { app: 'Notes', app_class: 'editor' } },
      { kind: 'screen.text', seq: 1, mono_us: 1, d: { src: 'ax', text: 'Save', bbox: [0, 0, 32, 16], frame: 'f1' } },
      {
        kind: 'screen.frame',
        seq: 2,
        mono_us: 2,
        d: { ref: 'f1', sha256, mime: 'image/png', w: 32, h: 16, masked: [] },
      },
    ]);
    const handler = ingestHandler(lake.ports, SETTINGS);
    const send = async (request: HttpRequest) =>
      JSON.parse(((await handler(request, contextOf('ingest'))) as { body: string }).body);
    const header = Buffer.from(JSON.stringify(open)).toString('base64');
    const frame = httpRequest('PUT', `/segments/${open.batch}/frames/${sha256}`, open.device, one.png, {
      'strongroom-open': header,
      'strongroom-mono-us': '2',
    });
    expect(await send(frame)).toMatchObject({ code: 'stored', batch: one.open.batch });
    const post = httpRequest('POST', '/segments', open.device, gzipLines(lines));
    expect(await send(post)).toMatchObject({ code: 'stored', batch: one.open.batch, refused: {} });
    expect(await send(post)).toMatchObject({ code: 'segment.duplicate' });
    expect(await redact(lake, lake.ports)).toMatchObject({ dead: 0 });
    const rows = await lakeRows(lake.ports);
    expect(new Set(rows.map(({ segment, session }) => `${segment} ${session}`))).toEqual(
      new Set([`${one.open.batch} ${one.open.sid}`]),
    );
    expect(rows.find(({ kind }) => kind === 'screen.frame')?.frame).toContain(one.open.batch);
  });

  test('withholds a frame that was never sent, and keeps its event', async () => {
    const lake = await openTestLake();
    const one = await segment();
    await storeSegment(one.body, one.open.device, lake.ports, SETTINGS);
    await redact(lake, lake.ports);
    const frames = (await lakeRows(lake.ports)).filter(({ kind }) => kind === 'screen.frame');
    expect(frames).toEqual([expect.objectContaining({ frame: null, frame_masks: null })]);
  });

  test.each(MOMENTS)('has each event once after a crash %s any write, from the door to the lake', async (when) => {
    const segments = await Promise.all([segment(), segment(), segment()]);
    let writes = 0;
    for (; ; writes += EVERYTHING ? 1 : 2) {
      const lake = await openTestLake();
      const attempt = crashing(lake.ports, writes, when);
      for (const one of segments) await ingest(one, attempt.ports).catch(() => {});
      await redact(lake, attempt.ports).catch(() => {});
      if (!attempt.crashed()) break;
      await recover(lake, segments);
      expect(await places(lake.ports), `${when} write ${writes}`).toEqual(expected(segments));
      expect(await Array.fromAsync(lake.ports.objects.listVersions('redacted', 'frames/'))).toHaveLength(3);
      expect(await Array.fromAsync(lake.ports.catalog.listPartitions())).toHaveLength(1);
    }
    expect(writes).toBeGreaterThan(12);
  });
});

describe('a session in several segments', () => {
  const sid = '0b9c2a52-4f1e-4c7a-9f00-000000000001';
  const SECURE = { id: 'p', role: 'textbox', name: 'Password', secure: true };
  const typed = (text: string, from: number, ctx: number): ActivityEvent[] =>
    [...text].map((key, i) => ({
      kind: 'key',
      seq: from + i,
      mono_us: (from + i) * 1000,
      ctx,
      d: { ph: 'down', code: null, key, cls: 'char', mods: [] },
    }));
  const focus = (seq: number, field: typeof FIELD): ActivityEvent => ({
    kind: 'focus',
    seq,
    mono_us: seq * 1000,
    d: { app: 'Portal', app_class: 'browser', field },
  });
  const clock = { t0: T0, src: 'wall+mono', tz_known: true, skew_ms: 0 } as const;
  /** The segments of one session, one after another. */
  const sessionOf = (id: string, parts: readonly ActivityEvent[][]) => {
    let prev: string | null = null;
    return parts.map((events, index) => {
      const open = openOf({ clock, sid: id, index, first: present(events[0]).seq, prev });
      const lines = sealLines(open, events);
      prev = chainOf(lines);
      return { open, body: gzipLines(lines) };
    });
  };
  // The secure field is focused in the first segment and typed into in the second; a number is cut in two by the edge.
  const parts = () =>
    sessionOf(sid, [
      [focus(0, FIELD), ...typed('call 415-55', 1, 0)],
      [...typed('5-0132 soon\n', 12, 0), focus(24, SECURE)],
      typed('hunter22', 25, 24),
    ]);
  const keys = async (ports: Ports) =>
    (await lakeRows(ports))
      .filter(({ kind }) => kind === 'key')
      .toSorted((a, b) => Number(a.seq) - Number(b.seq))
      .map(({ key_value }) => (String(key_value).length === 1 ? key_value : '#'))
      .join('');

  test.each([[[0, 1, 2]], [[2, 1, 0]], [[1, 2, 0]]])(
    'is redacted with all that came, before and after, in the order %j',
    async (order) => {
      const lake = await openTestLake();
      const segments = parts();
      for (const one of segments) await storeSegment(one.body, one.open.device, lake.ports, SETTINGS);
      const { ports } = lake;
      for (const i of order) {
        const work = new RedactBatch({ ports, settings: SETTINGS, extras: {}, cautious: false });
        await work.examine(present(segments[i]).open.batch);
        await work.publish();
        expect(work.failed).toEqual(new Map());
      }
      expect(await keys(ports)).toBe('call # soon\n#');
    },
  );

  test('(g) any split of a session that has come gives the same rows', async () => {
    const rowsOf = async (segments: readonly ActivityEvent[][], id: string) => {
      const lake = await openTestLake();
      for (const { open, body } of sessionOf(id, segments)) await storeSegment(body, open.device, lake.ports, SETTINGS);
      await redact(lake, lake.ports, randomFrom(3));
      const rows = await lakeRows(lake.ports);
      const inOrder = rows.toSorted((a, b) => Number(a.seq) - Number(b.seq));
      // Keys are drawn: of two lakes, only which values are the same can be compared.
      const names = new Map<string, number>();
      const named = (tags: unknown) =>
        String(tags ?? '').replace(/\b[a-z2-7]{5}\b(?!:)/g, (tag) => {
          names.set(tag, names.get(tag) ?? names.size);
          return String(names.get(tag));
        });
      return inOrder.map(({ segment, worker, device, tags, ...row }) => ({ ...row, tags: named(tags) }));
    };
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1e9 }),
        fc.array(fc.nat(900), { maxLength: 4 }),
        async (seed, cuts) => {
          const events = someSession(seed);
          expect(await rowsOf(pieces(events, cuts), sid)).toEqual(await rowsOf([events], sid));
        },
      ),
      { numRuns: EVERYTHING ? 100 : 3 },
    );
  });

  test('is tried again by the same knowledge after a crash, though more has come', async () => {
    const lake = await openTestLake();
    const [one, two] = parts();
    await storeSegment(present(one).body, present(one).open.device, lake.ports, SETTINGS);
    const broken = {
      ...lake.ports,
      catalog: { ...lake.ports.catalog, addPartition: () => Promise.reject(new Error()) },
    };
    const first = new RedactBatch({ ports: broken, settings: SETTINGS, extras: {}, cautious: false });
    await first.examine(present(one).open.batch);
    await first.publish();
    expect([...first.failed.values()]).toEqual(['platform.failed']);
    await storeSegment(present(two).body, present(two).open.device, lake.ports, SETTINGS);
    await redact(lake, lake.ports);
    // The number was not whole yet when the first segment was written.
    expect(await keys(lake.ports)).toMatch(/^#+ soon\n$/);
    const seqs = await places(lake.ports);
    expect(new Set(seqs).size).toBe(seqs.length);
  });

  test('is tried again by the same knowledge, though nobody dares to look at a later segment any more', async () => {
    const { ports } = await openTestLake();
    const [one, two] = parts();
    for (const { open, body } of [present(one), present(two)]) await storeSegment(body, open.device, ports, SETTINGS);
    const putOnce: Ports['objects']['putOnce'] = (zone, ...rest) =>
      zone === 'redacted' ? Promise.reject(new Error()) : ports.objects.putOnce(zone, ...rest);
    const objects = new Proxy(ports.objects, {
      get: (all, name) => (name === 'putOnce' ? putOnce : Reflect.get(all, name).bind(all)),
    });
    for (const on of [{ ...ports, objects }, ports]) {
      const work = new RedactBatch({ ports: on, settings: SETTINGS, extras: {}, cautious: on === ports });
      await work.examine(present(one).open.batch);
      await work.publish();
      expect([...work.failed.values()]).toEqual(on === ports ? [] : ['platform.failed']);
      await begin(ports, present(two).open.batch);
    }
    expect(await keys(ports)).toBe('call #');
  });

  test('shows nothing that was typed where the segment that says into what is missing', async () => {
    const lake = await openTestLake();
    const [, , last] = parts();
    await storeSegment(present(last).body, present(last).open.device, lake.ports, SETTINGS);
    await redact(lake, lake.ports);
    expect(await keys(lake.ports)).toMatch(/^#*$/);
  });

  test('refuses a second segment at the same place of a session', async () => {
    const { ports } = await openTestLake();
    const [one, other] = [FIELD, SECURE].map((field) => present(sessionOf(sid, [[focus(0, field)]])[0]));
    await storeSegment(present(one).body, present(one).open.device, ports, SETTINGS);
    await expect(storeSegment(present(other).body, present(other).open.device, ports, SETTINGS)).rejects.toMatchObject({
      code: 'segment.conflict',
    });
  });
});

/** The same numbers in [0, 1) for the same seed (Park and Miller's generator). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** What happens after a crash: the collector sends again, and the queue delivers what was not acknowledged. */
async function recover(lake: TestLake, segments: readonly Segment[]): Promise<void> {
  for (const one of segments) await ingest(one, lake.ports);
  lake.queue.redrive();
  lake.advance(120_000);
  await redact(lake, lake.ports);
  lake.queue.redrive();
  await redact(lake, lake.ports);
}
