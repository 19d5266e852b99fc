import { createHash } from 'node:crypto';
import type { Context, SQSEvent } from 'aws-lambda';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFailure } from '../../lambdas/failures.ts';
import { storeFrame } from '../../lambdas/ingest/store-frame.ts';
import { storeSegment } from '../../lambdas/ingest/store-segment.ts';
import { readEntry } from '../../lambdas/ledger.ts';
import { redactHandler } from '../../lambdas/redact/handler.ts';
import { announcedIn } from '../../lambdas/redact/notification.ts';
import type { BatchOpen } from '../../lib/activity/envelope.ts';
import type { ActivityEvent } from '../../lib/activity/events.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { chainOf, gzipLines, openOf, sealLines } from '../activity/build.ts';
import { present } from '../present.ts';
import { crashing } from './crash.ts';
import { inventoryOf } from './inventory-of.ts';
import { NOW, openTestLake, SETTINGS, type TestLake } from './lake.ts';
import { breakWriter, PLACES, type Poison, poisoned, STAGES, type Stage } from './poison.ts';
import { lakeRows } from './rows.ts';

process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
process.env.POWERTOOLS_TRACE_ENABLED = 'false';
process.env.POWERTOOLS_METRICS_DISABLED = 'true';

const RUNS = Number(process.env.POISON_RUNS ?? 10);
const DELIVERIES = 5;
const T0 = new Date(NOW.getTime() - 3_600_000).toISOString();
const EVENTS = 5;
/** No image: the frame is withheld as unreadable where it can be fetched at all. */
const PIXELS = Buffer.from('no image');
const SHA = createHash('sha256').update(PIXELS).digest('hex');

/** What one segment of a run is like. Segments of one session follow each other in the order in which they stand here. */
interface Shape {
  readonly stage: Stage | undefined;
  readonly session: number;
  readonly place: 'XA' | 'XB';
}

const shapes = fc.array(
  fc.record({
    stage: fc.option(fc.constantFrom(...(Object.keys(STAGES) as Stage[])), { nil: undefined, freq: 2 }),
    session: fc.nat(2),
    place: fc.constantFrom('XA' as const, 'XB' as const),
  }),
  { minLength: 2, maxLength: 7 },
);

interface Sent {
  readonly open: BatchOpen;
  readonly stage: Stage | undefined;
}

/** Stores segments of a few events, each with a frame that was announced. */
async function send(made: readonly Shape[], ports: Ports): Promise<Sent[]> {
  const sent: Sent[] = [];
  const counts = new Map<string, number>();
  const chains = new Map<string, string>();
  let killers = 0;
  for (const { session, place, ...shape } of made) {
    // More of these than deliveries would rightly end with good segments among the dead.
    const stage = shape.stage === 'kill' && ++killers > 1 ? undefined : shape.stage;
    const sid = `0b9c2a52-4f1e-4c7a-9f00-00000000${place === 'XA' ? '1' : '2'}00${session}`;
    const index = counts.get(sid) ?? 0;
    counts.set(sid, index + 1);
    const clock = { t0: T0, src: 'wall+mono', tz_known: true, skew_ms: 0 } as const;
    const prev = chains.get(sid) ?? null;
    const open = openOf({ clock, sid, index, prev, first: index * EVENTS, jur: place, profile: `${place}@1` });
    const at = (i: number) => ({ seq: index * EVENTS + i, mono_us: (index * EVENTS + i) * 1000 });
    const events: ActivityEvent[] = [
      { kind: 'focus', ...at(0), d: { app: 'Notes', app_class: 'editor' } },
      { kind: 'scroll', ...at(1), d: { x: 1, y: 1, dx: 0, dy: 1, unit: 'px' } },
      { kind: 'pointer', ...at(2), d: { pts: [[0, 1, 2]] } },
      { kind: 'screen.text', ...at(3), d: { src: 'ax', text: 'Save', bbox: [0, 0, 9, 9], frame: `f${index}` } },
      {
        kind: 'screen.frame',
        ...at(4),
        d: { ref: `f${index}`, sha256: SHA, mime: 'image/png', w: 9, h: 9, masked: [] },
      },
    ];
    await storeFrame({ batch: open.batch, sha256: SHA, open, monoUs: 0, body: PIXELS }, open.device, ports, SETTINGS);
    const lines = sealLines(open, events);
    chains.set(sid, chainOf(lines));
    await storeSegment(gzipLines(lines), open.device, ports, SETTINGS);
    sent.push({ open, stage });
  }
  return sent;
}

const CONTEXT = { functionName: 'redact', getRemainingTimeInMillis: () => 60_000 } as Context;

/** Delivers until nothing is left. Each delivery is a process of its own; the one numbered `crash.delivery` dies at a write. */
async function drain(
  lake: TestLake,
  poison: Poison,
  disorder: (() => number) | undefined,
  crash?: Death,
): Promise<void> {
  let delivery = 0;
  await lake.queue.drain(async (event: SQSEvent) => {
    const { ports, dead } = poisoned(lake.ports, poison);
    const dying = crashing(ports, delivery++ === crash?.delivery ? crash.write : Number.POSITIVE_INFINITY, 'after');
    const handler = redactHandler(dying.ports, SETTINGS);
    const answer = await handler(event, CONTEXT);
    if (dead() || dying.crashed()) throw new Error('killed: nobody hears the answer');
    return answer;
  }, disorder);
}

interface Death {
  readonly delivery: number;
  readonly write: number;
}

async function published({ ports }: TestLake): Promise<Map<string, number[]>> {
  const found = new Map<string, number[]>();
  for (const { segment, seq } of await lakeRows(ports))
    found.set(String(segment), [...(found.get(String(segment)) ?? []), Number(seq)]);
  return found;
}

const whole = (sent: readonly Sent[]) =>
  new Map(sent.map(({ open }) => [open.batch, Array.from({ length: EVENTS }, (_, i) => open.first + i)]));
const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));

test('of random segments exactly the bad ones are dead, with their reasons, and all others are published once, in order', async () => {
  let current: Poison | undefined;
  breakWriter((batch) => current?.active === true && current.bad.get(batch) === 'parquet');
  await fc.assert(
    fc.asyncProperty(
      shapes,
      fc.option(fc.constantFrom(...(Object.keys(PLACES) as (keyof typeof PLACES)[])), { nil: undefined, freq: 1 }),
      fc.option(fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })), { nil: undefined }),
      fc.option(fc.record({ delivery: fc.nat(2), write: fc.nat(12) }), { nil: undefined, freq: 1 }),
      async (made, place, random, crash) => {
        const lake = await openTestLake({ deliveries: DELIVERIES });
        const sent = await send(made, lake.ports);
        const bad = new Map(sent.flatMap(({ open, stage }) => (stage ? [[open.batch, stage] as const] : [])));
        const poison: Poison = { bad, place, active: true };
        current = poison;
        await drain(lake, poison, random && (() => present(random.next().value)), crash);

        const isGood = ({ open, stage }: Sent) => stage === undefined && !(place !== undefined && open.jur === 'XB');
        const good = sent.filter(isGood);
        const dead = new Set(lake.queue.dead().flatMap((body) => announcedIn(body).batches));
        expect(dead).toEqual(new Set(sent.filter((message) => !isGood(message)).map(({ open }) => open.batch)));
        for (const { open, stage } of sent.filter((message) => !isGood(message))) {
          const reasons = [stage && STAGES[stage], place && open.jur === 'XB' ? PLACES[place] : undefined];
          const failure = await readFailure(lake.ports.control, open.batch);
          expect(reasons).toContain(failure?.reason);
          // A run that is killed, or a segment that is delivered once more by accident, says less.
          if (!random && !crash && ![...bad.values()].includes('kill')) expect(failure?.tries).toBe(DELIVERIES);
        }
        const rows = await published(lake);
        if (place !== 'register') expect(sorted(rows)).toEqual(sorted(whole(good)));
        for (const [batch, seqs] of whole(good)) {
          expect(rows.get(batch)).toEqual(seqs);
          expect((await readEntry(lake.ports.control, batch))?.entry.state).toBe('redacted');
        }

        // What could not be published, and what was taken apart for it, is accounted for all the same.
        const { unaccounted, missing } = (await inventoryOf(lake)).totals;
        expect({ unaccounted, missing }).toEqual({ unaccounted: 0, missing: 0 });

        // Mended and redriven, the dead are published once as well, and nothing else changes.
        poison.active = false;
        lake.queue.redrive();
        await drain(lake, poison, undefined);
        expect(lake.queue.dead()).toEqual([]);
        expect(sorted(await published(lake))).toEqual(sorted(whole(sent)));
      },
    ),
    { numRuns: RUNS },
  );
});
