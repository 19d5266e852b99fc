import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { pauseGate } from '../../lambdas/restart.ts';
import { canonicalJson, type Json } from '../../lib/activity/canonical-json.ts';
import type { ActivityEvent, EventOf } from '../../lib/activity/events.ts';
import { LIMITS } from '../../lib/collector/limits.ts';
import { generateDay } from '../../samples/generate.ts';
import { openGate } from '../lambdas/lake.ts';
import { present } from '../present.ts';
import type { Fault } from './faults.ts';
import { type LandedEvent, landed, profileOf, Rig, rowsOf } from './rig.ts';
import type { SimDisk } from './sim-disk.ts';
import { tally } from './world.ts';

const SECONDS = 3_600;
const QUIET = {
  zone: 'Europe/Berlin',
  windows: [{ days: ['wed' as const], from: '12:40', to: '12:43' }],
};
/** Faults of requests: one request in three. */
const FAULTS: readonly (readonly [Fault, number])[] = [
  ['timeout', 0.01],
  ['slow-answer', 0.02],
  ['cut-request', 0.08],
  ['cut-answer', 0.14],
  ['429', 0.18],
  ['500', 0.24],
  ['503', 0.28],
  ['portal', 0.33],
];

interface Offered {
  readonly kind: ActivityEvent['kind'];
  readonly d: string;
  readonly place: { readonly sid: string; readonly seq: number } | undefined;
  readonly at: number;
}

/** An hour of pointer, keys, texts and windows, with its times. */
async function anHour(): Promise<ActivityEvent[]> {
  for await (const { body } of generateDay({ events: 12_000, seed: 11, segmentEvents: 12_000 }))
    return gunzipSync(body)
      .toString()
      .split('\n')
      .slice(1, -2)
      .map((line) => JSON.parse(line))
      .filter(({ mono_us }) => mono_us < SECONDS * 1e6);
  return [];
}

test('an hour of activity with faults on: every event is in the lake once, or a control event stands for it', async () => {
  const limits = { ...LIMITS, queue: { ...LIMITS.queue, bytes: 20_000 } };
  const rig = await Rig.open({ seed: 5, limits, profile: profileOf('XA', { quiet_hours: QUIET }) });
  await rig.live(1);
  rig.fault = () => {
    const dice = rig.random();
    return FAULTS.find(([, below]) => dice < below)?.[0] ?? 'none';
  };
  const offered: Offered[] = [];
  const losses: { from: number; until: number }[] = [];
  const started = rig.mono;
  let settled = 0;
  const minutes: Readonly<Record<number, () => unknown>> = {
    5: () => rig.collector.pause(120),
    12: () => pauseGate(rig.lake.ports, rig.settings, { id: 'gil', via: 'declared' }, 'drill'),
    16: () => openGate(rig.lake.ports),
    22: () => (rig.device = { net: 'metered', tzKnown: true }),
    24: () => (rig.device = { net: 'home', tzKnown: true, batteryPct: 50 }),
    27: () => (rig.wall += 5_000),
    30: () => (rig.disk as SimDisk).losePower({ at: 3, when: 'torn' }),
    33: () => (rig.wall -= 5_000),
    36: () => (rig.device = { ...rig.device, batteryPct: 5 }),
    39: () => (rig.device = { ...rig.device, batteryPct: 80 }),
    46: () => (rig.disk as SimDisk).losePower({ at: 8, when: 'after' }),
    50: () => ((rig.disk as SimDisk).broken = true),
    51: () => ((rig.disk as SimDisk).broken = false),
  };
  const hour = await anHour();
  expect(hour.length).toBeGreaterThan(7_000);
  const focus = present(hour.find((event) => event.kind === 'focus'));
  let next = 0;
  for (let second = 1; second <= SECONDS; second++) {
    if (second % 60 === 0) await minutes[second / 60]?.();
    const until = second * 1e6;
    const base = rig.mono - (second - 1) * 1e6;
    const offer = ({ kind, d }: ActivityEvent, ago: number) => {
      const place = rig.collector.record(kind, base + until - 1e6 - ago / 1e6, d as never);
      offered.push({ kind, d: canonicalJson(d as Json), place, at: second });
    };
    // Switches to another field now and then, as people do: the day's only field hides its text, and with it everything
    // typed there.
    if (second % 20 === 0) offer({ ...focus, d: inField(focus.d, `field-${second}`) } as ActivityEvent, 1e6);
    for (; next < hour.length && present(hour[next]).mono_us < until; next++)
      offer(present(hour[next]), (until - present(hour[next]).mono_us) / 2);
    rig.advance(1_000);
    await rig.step();
    const disk = rig.disk as SimDisk;
    if (!disk.dead && !disk.broken) settled = offered.length;
    if (!disk.dead) continue;
    losses.push({ from: settled, until: offered.length });
    rig.disk = disk.restart();
    rig.mono += 1_000_000;
    await rig.start();
  }
  await rig.drain();
  expect(rig.collector.status().queue.segments).toBe(0);
  expect(rig.mono - started).toBeGreaterThan(SECONDS * 1e6);
  account(offered, losses, await landed(rig.lake.ports));
  const rows = await rowsOf(rig);
  expect(rows.length).toBeGreaterThan(1_000);
  expect(new Set(rows.map(({ session, seq }) => `${session} ${seq}`)).size).toBe(rows.length);
});

const inField = (d: EventOf<'focus'>['d'], id: string): EventOf<'focus'>['d'] => ({
  ...d,
  field: { id, role: 'textbox', name: 'Note', secure: false },
});

function account(
  offered: readonly Offered[],
  losses: readonly { from: number; until: number }[],
  landed: LandedEvent[],
) {
  const at = new Map<string, ActivityEvent>();
  for (const { sid, event } of landed) {
    const key = `${sid} ${event.seq}`;
    expect(at.has(key)).toBe(false);
    at.set(key, event);
  }
  let stored = 0;
  let atRisk = 0;
  let certain = 0;
  let withheld = 0;
  for (const [i, { kind, d, place }] of offered.entries()) {
    const event = place && at.get(`${place.sid} ${place.seq}`);
    const lostWithPower = losses.some(({ from, until }) => i >= from && i < until);
    // Ingest tolerates a second between clocks at the edges of quiet hours.
    if (event?.kind === 'control' && event.d.reason === 'withheld') {
      certain++;
      withheld++;
      continue;
    }
    // After a power loss the gap takes the number of the first lost event.
    if (event !== undefined && !(lostWithPower && event.kind === 'control')) {
      // Exactly this event, and not another that took its number.
      expect({ kind: event.kind, d: canonicalJson(event.d as Json) }).toEqual({ kind, d });
      stored++;
    } else if (lostWithPower) atRisk++;
    else certain++;
  }
  const said = tally(landed.map(({ event }) => event));
  // Content beyond the offered events: only the repeated focus.
  const more = landed.filter(({ event }) => event.kind !== 'control').length - stored;
  const again = landed.filter(({ event }) => event.kind === 'focus').length;
  expect(more).toBeLessThanOrEqual(again);
  expect(said.crashes).toBe(losses.length);
  expect(losses.length).toBe(2);
  expect(said.dropped).toBeGreaterThanOrEqual(certain);
  expect(said.dropped - said.unconfirmed).toBeLessThanOrEqual(certain + atRisk);
  expect(stored).toBeGreaterThan(4_000);
  expect(withheld).toBeLessThan(20);
  const reasons = ['worker', 'gate', 'network', 'quiet-hours', 'disk', 'queue-full'];
  expect(Object.keys(said.byReason)).toEqual(expect.arrayContaining(reasons));
}
