import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { workerKey } from '../../lambdas/participation.ts';
import { participantOf } from '../../lambdas/pseudonym.ts';
import { pauseGate } from '../../lambdas/restart.ts';
import { Collector, fileKey, nodeDisk, rulesOf, run, systemClock } from '../../lib/collector/index.ts';
import { openGate } from '../lambdas/lake.ts';
import { FAULTS, type Fault } from './faults.ts';
import { controls, landed, profileOf, Rig, texts } from './rig.ts';
import { IDENTITY } from './world.ts';

const BAD = Object.keys(FAULTS).filter((fault) => fault !== 'none') as Fault[];

test("on this machine's clock, with a folder of this machine", async () => {
  const dir = mkdtempSync(join(tmpdir(), 'strongroom-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const found: string[] = [];
  const errors: unknown[] = [];
  const collector = await Collector.open(IDENTITY, {
    clock: systemClock,
    device: () => ({ net: 'corp', tzKnown: true }),
    disk: await nodeDisk(join(dir, 'queue')),
    key: await fileKey(join(dir, 'key')),
    rules: rulesOf(profileOf('XA')),
    random: Math.random,
    transport: async ({ body }) => {
      found.push(gunzipSync(body).toString());
      return { status: 200, answer: { code: 'stored' } };
    },
  });
  const stop = run(collector, (error) => errors.push(error));
  await vi.waitFor(() => expect(collector.status().holds).toEqual([]), { timeout: 250_000 });
  expect(collector.record('screen.text', systemClock.mono(), { src: 'ax', text: 'one' })).toBeDefined();
  await stop();
  await collector.send();
  expect(errors).toEqual([]);
  expect(found.filter((segment) => segment.includes('"one"'))).toHaveLength(1);
});

describe('over loopback HTTP to the real ingest', () => {
  test.each(BAD)('%s: a sent segment is stored once', async (fault) => {
    const rig = await Rig.open();
    await rig.live(1);
    expect(rig.collector.status().holds).toEqual([]);
    rig.text('first');
    const faults: Fault[] = [fault, fault];
    rig.fault = () => faults.shift() ?? 'none';
    await rig.live(90);
    rig.text('second');
    await rig.drain();
    expect(faults).toEqual([]);
    const found = await landed(rig.lake.ports);
    expect(texts(found)).toEqual(['first', 'second']);
    expect(controls(found)).toEqual(['start start', 'pause gate', 'resume gate 0', 'stop stop']);
  });

  test('Retry-After is respected, whatever the backoff', async () => {
    const rig = await Rig.open();
    await rig.live(1);
    rig.text('one');
    rig.fault = () => '429';
    await rig.live(61);
    const before = rig.requests;
    await rig.live(6);
    expect(rig.requests).toBe(before);
    await rig.live(4);
    expect(rig.requests).toBeGreaterThan(before);
  });

  test('423: nothing is captured and nothing kept, until the gate opens again', async () => {
    const rig = await Rig.open();
    const { ports } = rig.lake;
    await rig.live(1);
    rig.text('before');
    await rig.live(61);
    await pauseGate(ports, rig.settings, { id: 'gil', via: 'declared' }, 'drill');
    rig.text('nobody has told the device yet');
    await rig.live(100);
    expect(rig.collector.status()).toMatchObject({ holds: ['gate'], lastAnswer: 'gate.paused' });
    expect(rig.text('while paused')).toBeUndefined();
    const asked = rig.requests;
    await rig.live(250);
    expect(rig.requests - asked).toBeLessThanOrEqual(1);
    await openGate(ports);
    await rig.live(700);
    expect(rig.collector.status().holds).toEqual([]);
    rig.text('after');
    await rig.drain();
    const found = await landed(ports);
    expect(texts(found)).toEqual(['before', 'after']);
    expect(controls(found)).toContain('gap gate 1');
    expect(controls(found)).toContain('resume gate 1');
  });

  test('an unreadable state of the gate stops capturing, and loses nothing', async () => {
    const rig = await Rig.open();
    await rig.live(1);
    rig.text('before');
    const { control } = rig.lake.ports;
    const get = control.get.bind(control);
    control.get = () => Promise.reject(new Error('down'));
    await rig.live(95);
    expect(rig.collector.status()).toMatchObject({ holds: ['gate'], lastAnswer: 'gate.unknown' });
    control.get = get;
    await rig.live(120);
    await rig.drain();
    expect(texts(await landed(rig.lake.ports))).toEqual(['before']);
  });

  test('a refused worker: nothing is captured, and waiting segments are dropped', async () => {
    const rig = await Rig.open();
    await rig.live(1);
    rig.text('before');
    const profiles = new Map(rig.settings.profiles);
    (rig.settings.profiles as Map<string, unknown>).clear();
    await rig.live(62);
    expect(rig.collector.status()).toMatchObject({ holds: ['refused'], lastAnswer: 'profile.unsupported' });
    expect(rig.text('while refused')).toBeUndefined();
    for (const [place, profile] of profiles) (rig.settings.profiles as Map<string, unknown>).set(place, profile);
    await rig.live(960);
    expect(rig.collector.status().holds).toEqual([]);
    await rig.drain();
    const found = await landed(rig.lake.ports);
    expect(texts(found)).toEqual([]);
    expect(controls(found)).toEqual(expect.arrayContaining(['gap withheld 1', 'resume refused 1']));
  });

  test('a pause that began elsewhere is learned from ingest, and applied at the source', async () => {
    const rig = await Rig.open();
    const { ports } = rig.lake;
    await rig.live(1);
    const pk = workerKey(await participantOf(ports.keys, rig.identity.worker));
    rig.advance(1_000);
    const data = { from: new Date(rig.wall).toISOString(), until: new Date(rig.wall + 300_000).toISOString() };
    await ports.participation.write([{ pk, sk: `pause#${data.from}`, ifRev: 0, data }]);
    rig.text('before the device knows');
    await rig.live(62);
    expect(rig.collector.status().holds).toEqual(['pause']);
    expect(rig.text('in the pause')).toBeUndefined();
    await rig.live(240);
    expect(rig.text('after it')).toBeDefined();
    await rig.drain();
    const found = await landed(ports);
    expect(texts(found)).toEqual(['after it']);
    // The device's own record of a pause is stored even when ingest knows of it: its count must not be lost.
    expect(controls(found)).toEqual(expect.arrayContaining(['gap withheld 1', 'pause worker', 'resume worker 1']));
  });
});
