import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { Replay } from '../../bin/embedded/collect-recording.ts';
import { openImport } from '../../bin/embedded/ingest-recording.ts';
import { DEVICE_HEADER, ingestListener, serve } from '../../bin/embedded/ingest-server.ts';
import type { BatchOpen } from '../../lib/activity/envelope.ts';
import { httpTransport } from '../../lib/collector/http.ts';
import { LIMITS } from '../../lib/collector/limits.ts';
import { rulesOf } from '../../lib/collector/rules.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { APPROVALS } from '../governance/certificates.ts';
import { openGate, openTestLake, SETTINGS } from '../lambdas/lake.ts';
import { present } from '../present.ts';
import { controls, landed, profileOf, Rig, rowsOf, texts } from './rig.ts';
import { SimDisk } from './sim-disk.ts';
import { seeded } from './world.ts';

const SAMPLE = fileURLToPath(new URL('../../samples/office-day', import.meta.url));
const HOUR_S = 3_600;

async function firstOpen(): Promise<BatchOpen> {
  for await (const { open } of (await openImport(SAMPLE)).segments()) if (open !== undefined) return open;
  throw new Error('the sample is empty');
}

/** The gate of a lake whose clock is far from that of other tests' certificates. */
async function openGateNow(ports: Ports): Promise<void> {
  const at = (days: number) => new Date(ports.clock.now().getTime() + days * 24 * HOUR_S * 1000).toISOString();
  const approvals = APPROVALS.map((approval) => ({ ...approval, at: at(-1) }));
  await openGate(ports, { issued: at(-2), expires: at(20), approvals });
}

test('a real recording passes through the collector, and none of it is invalid', async () => {
  const recording = await openImport(SAMPLE);
  const lake = await openTestLake({ gate: false });
  const { clock } = lake.ports;
  lake.advance(Date.parse((await firstOpen()).clock.t0) + HOUR_S * 1000 - clock.now().getTime());
  await openGateNow(lake.ports);
  const server = await serve(ingestListener(lake.ports, SETTINGS));
  let device = '';
  const replay = new Replay(
    (request) => httpTransport(server.url, { sign: async () => ({ [DEVICE_HEADER]: device }) })(request),
    async (open) => {
      device = open.device;
      return { disk: new SimDisk(seeded(1)), key: Buffer.alloc(32), rules: rulesOf(profileOf(open.jur)) };
    },
  );
  const report = await replay.play(recording);
  await server.close();
  expect(report).toMatchObject({
    sessions: 2,
    frames: readdirSync(join(SAMPLE, 'frames')).length,
    refused: {},
    waiting: 0,
  });
  expect(report.taken).toBe(report.offered);
  const found = await landed(lake.ports);
  const kinds = new Set(found.map(({ event }) => event.kind));
  for (const kind of ['key', 'pointer', 'click', 'scroll', 'screen.text', 'screen.frame', 'focus', 'text'])
    expect(kinds).toContain(kind);
  // Repeated at the start of a segment, so that the segment is self-contained.
  const content = found.filter(({ event }) => event.kind !== 'control' && event.kind !== 'focus').length;
  const focus = found.filter(({ event }) => event.kind === 'focus').length;
  expect(content + focus).toBeGreaterThanOrEqual(report.taken);
  expect(content + focus).toBeLessThanOrEqual(report.taken + report.segments);
});

describe('the window is named once, and events point to it', () => {
  const title = 'Orders of Tidewater';
  const focus = { app: 'Desk', app_class: 'browser', title } as const;

  test('an event carries the seq of the focus event that governs it, and no title', async () => {
    const rig = await Rig.open();
    await rig.live(1);
    const place = present(rig.collector.record('focus', rig.mono, focus));
    rig.text('a');
    await rig.live(61);
    rig.text('b');
    await rig.drain();
    const found = await landed(rig.lake.ports);
    const [a, b] = found.filter(({ event }) => event.kind === 'screen.text').map(({ event }) => event);
    expect(present(a).ctx).toBe(place.seq);
    // The next segment repeats the focus, because it is judged by itself.
    const again = found.filter(({ event }) => event.kind === 'focus').map(({ event }) => event.seq);
    expect(again).toEqual([place.seq, present(b).ctx]);
    for (const { event } of found) if (event.kind !== 'focus') expect(JSON.stringify(event)).not.toContain(title);
  });

  test('a forbidden application leaves a gap, and no name', async () => {
    const rig = await Rig.open({ profile: profileOf('XA', { apps: { allow: null, deny: ['webmail'] } }) });
    await rig.live(1);
    rig.collector.record('focus', rig.mono, focus);
    rig.text('work');
    rig.collector.record('focus', rig.mono, { app: 'Mail', app_class: 'webmail', title: 'Private' });
    expect(rig.text('private words')).toBeUndefined();
    rig.collector.record('focus', rig.mono, focus);
    rig.text('work again');
    await rig.drain();
    const found = await landed(rig.lake.ports);
    expect(texts(found)).toEqual(['work', 'work again']);
    expect(controls(found)).toContain('gap profile.app 2');
    expect(JSON.stringify(found)).not.toMatch(/Private|webmail/);
  });

  test('after a pause the focused application is unknown until the recorder reports it', async () => {
    const rig = await Rig.open({ profile: profileOf('XA', { apps: { allow: null, deny: ['webmail'] } }) });
    await rig.live(1);
    rig.collector.record('focus', rig.mono, focus);
    await rig.collector.pause(60);
    rig.advance(60_000);
    expect(rig.text('wherever that was')).toBeUndefined();
    rig.collector.record('focus', rig.mono, focus);
    expect(rig.text('here')).toBeDefined();
  });

  test('a kind that the profile masks leaves the device without its content', async () => {
    const { kinds } = profileOf('XA');
    const rig = await Rig.open({
      profile: profileOf('XA', { kinds: { ...kinds, 'screen.text': 'mask', key: 'deny' } }),
    });
    await rig.live(1);
    rig.text('what it says');
    rig.collector.record('key', rig.mono, { ph: 'down', code: 'KeyA', key: 'a', cls: 'char', mods: [] });
    await rig.drain();
    const found = await landed(rig.lake.ports);
    expect(texts(found)).toEqual(['']);
    expect(controls(found)).toContain('gap profile.kind 1');
  });
});

describe('what collection costs the worker', () => {
  test('nothing is captured or sent on a network that the profile forbids', async () => {
    const rig = await Rig.open({ profile: profileOf('XB') });
    await rig.live(1);
    rig.text('at work');
    rig.device = { net: 'home', tzKnown: true };
    const asked = rig.requests;
    expect(rig.text('at home')).toBeUndefined();
    await rig.live(120);
    expect(rig.requests).toBe(asked);
    expect(rig.collector.status()).toMatchObject({ holds: ['network'], waiting: 'network' });
    rig.device = { net: 'corp', tzKnown: true };
    await rig.drain();
    const found = await landed(rig.lake.ports);
    expect(texts(found)).toEqual(['at work']);
    expect(controls(found)).toContain('resume network 1');
  });

  test('ingest still refuses content captured on such a network, and the collector drops it', async () => {
    const rig = await Rig.open({ profile: profileOf('XB', { networks: ['corp', 'home'] }) });
    await rig.live(1);
    rig.device = { net: 'home', tzKnown: true };
    rig.text('at home');
    (rig.settings.profiles as Map<string, unknown>).set('XB', profileOf('XB'));
    await rig.live(62);
    expect(rig.collector.status().lastAnswer).toBe('profile.network');
    rig.device = { net: 'corp', tzKnown: true };
    await rig.drain();
    const found = await landed(rig.lake.ports);
    expect(texts(found)).toEqual([]);
    expect(controls(found)).toContain('gap profile.network 1');
  });

  test('bytes are counted by network and day, every attempt, and stop at the budget', async () => {
    const rig = await Rig.open({ limits: { ...LIMITS, bytesPerDay: { corp: 1e9, home: 2_000, metered: 0 } } });
    rig.device = { net: 'home', tzKnown: true };
    await rig.live(1);
    const { bytes, day } = rig.collector.status().sent;
    expect(bytes.home).toBeGreaterThan(300);
    expect(bytes.corp).toBe(0);
    expect(day).toBe('2026-05-20');
    for (let i = 0; i < 6; i++) {
      rig.text(`${rig.random()}`.repeat(20));
      await rig.live(61);
    }
    const status = rig.collector.status();
    expect(status.waiting).toBe('bytes-today');
    expect(status.sent.bytes.home).toBeLessThanOrEqual(2_000);
    expect(status.queue.segments).toBeGreaterThan(0);
    await rig.start();
    expect(rig.collector.status().sent).toEqual(status.sent);
    rig.advance(15 * HOUR_S * 1000);
    await rig.live(2);
    expect(rig.collector.status().sent.day).toBe('2026-05-21');
    expect(rig.collector.status().sent.bytes.home).toBeGreaterThan(0);
  });

  test('nothing is sent on a low battery, unless it is charging', async () => {
    const rig = await Rig.open();
    rig.device = { net: 'corp', batteryPct: 12, tzKnown: true };
    await rig.live(3);
    expect(rig.requests).toBe(0);
    expect(rig.collector.status().waiting).toBe('battery');
    rig.device = { ...rig.device, charging: true };
    await rig.live(1);
    expect(rig.requests).toBe(1);
  });
});

describe('quiet hours', () => {
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
  // 12:00 to 12:05 in Berlin is 10:00 to 10:05 UTC in May.
  const quiet_hours = { zone: 'Europe/Berlin', windows: [{ days: [...days], from: '12:10', to: '12:15' }] };

  test("apply at the source, by the clock of the place, whatever the device's zone", async () => {
    const rig = await Rig.open({ profile: profileOf('XA', { quiet_hours }) });
    rig.device = { net: 'corp', tzKnown: false };
    await rig.live(1);
    rig.text('before');
    rig.advance(599_000);
    expect(rig.text('in quiet hours')).toBeUndefined();
    expect(rig.collector.status().holds).toEqual(['quiet']);
    await rig.live(299);
    expect(rig.text('a second too early')).toBeUndefined();
    rig.advance(1_000);
    expect(rig.text('the second in which they end')).toBeDefined();
    rig.advance(1_500);
    expect(rig.text('begun before they ended', rig.mono - 3_000_000)).toBeUndefined();
    expect(rig.text('after')).toBeDefined();
    await rig.drain();
    const found = await landed(rig.lake.ports);
    // Ingest tolerates a second between clocks.
    expect(texts(found)).toEqual(['before', 'after']);
    expect(controls(found)).toEqual(
      expect.arrayContaining(['pause quiet-hours', 'resume quiet-hours 2', 'gap late 1']),
    );
  });

  test('drop content that reaches back into them, even when the clock was not checked meanwhile', async () => {
    const rig = await Rig.open({ profile: profileOf('XA', { quiet_hours }) });
    await rig.live(1);
    rig.advance(16 * 60_000);
    expect(rig.text('begun in quiet hours', rig.mono - 120_000_000)).toBeUndefined();
    expect(rig.text('begun after them', rig.mono - 30_000_000)).toBeDefined();
  });
});

describe('a pause at the source', () => {
  test('takes 1 to 1,800 seconds, 1,801 are refused, and another may follow at once', async () => {
    const rig = await Rig.open();
    await rig.live(1);
    for (const seconds of [0, 1_801, 0.5, -1, Number.NaN])
      await expect(rig.collector.pause(seconds)).rejects.toMatchObject({ code: 'pause.length' });
    expect(rig.collector.status().holds).toEqual([]);
    await rig.collector.pause(1_800);
    expect(rig.text('in the first')).toBeUndefined();
    rig.advance(1_799_000);
    expect(rig.text('still in it')).toBeUndefined();
    await rig.collector.pause(60);
    rig.advance(59_000);
    expect(rig.text('in the second')).toBeUndefined();
    rig.advance(1_000);
    expect(rig.text('after')).toBeDefined();
    await rig.collector.pause(60);
    await rig.collector.resume();
    expect(rig.text('after one that was ended')).toBeDefined();
    await rig.drain();
    expect(texts(await landed(rig.lake.ports))).toEqual(['after', 'after one that was ended']);
  });

  test('leaves nothing in the lake: neither its existence nor its count of withheld events', async () => {
    const rig = await Rig.open();
    await rig.live(1);
    rig.text('before');
    await rig.collector.pause(60);
    for (let i = 0; i < 7; i++) rig.text('withheld');
    rig.advance(60_000);
    rig.text('after');
    await rig.drain();
    expect(controls(await landed(rig.lake.ports))).toEqual(expect.arrayContaining(['pause worker', 'resume worker 7']));
    const rows = await rowsOf(rig);
    expect(rows.length).toBeGreaterThan(2);
    for (const row of rows) {
      expect(String(row.control_op)).not.toMatch(/pause|resume/);
      expect(row.n_dropped ?? 0).not.toBe(7);
    }
  });

  test('survives a power loss, and setting the clock cannot end it, with or without a running process', async () => {
    const rig = await Rig.open();
    await rig.live(1);
    await rig.collector.pause(600);
    rig.wall += 3_600_000;
    expect(rig.text('clock set an hour ahead')).toBeUndefined();
    rig.wall -= 3_600_000;
    (rig.disk as SimDisk).losePower({ at: 0, when: 'before' });
    await rig.collector.tick();
    rig.disk = (rig.disk as SimDisk).restart();
    rig.wall += 3_600_000;
    rig.mono = 5_000_000;
    await rig.start();
    await rig.live(300);
    expect(rig.text('half of it is left')).toBeUndefined();
    // The remaining time is saved as the pause runs, so that a device that often restarts is not paused for ever.
    rig.disk = (rig.disk as SimDisk).restart();
    await rig.start();
    await rig.live(299);
    expect(rig.collector.status().holds).toContain('pause');
    await rig.live(16);
    expect(rig.collector.status().holds).not.toContain('pause');
  });
});
