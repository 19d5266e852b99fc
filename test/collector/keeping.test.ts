import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fileKey } from '../../lib/collector/device-key.ts';
import { LIMITS } from '../../lib/collector/limits.ts';
import { nodeDisk } from '../../lib/collector/node-disk.ts';
import { LogWriter, readLog } from '../../lib/collector/sealed-log.ts';
import { present } from '../present.ts';
import { checkSessions, tally, World } from './world.ts';

const folder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'strongroom-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
};

const eventsOf = (world: World) => [...world.stored.values()].flatMap(({ events }) => events);
const controlsOf = (world: World) =>
  eventsOf(world).flatMap(({ kind, d }) =>
    kind === 'control' ? [`${(d as { op: string }).op} ${(d as { reason: string }).reason}`] : [],
  );

async function opened(world = new World(1)): Promise<World> {
  await world.open();
  await world.step();
  return world;
}

describe('a sealed log', () => {
  const key = Buffer.alloc(32, 1);
  const records = fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 5 });
  const write = (data: readonly Uint8Array[]) => {
    const log = new LogWriter(key, 'a');
    return [log.head, ...data.map((bytes, i) => log.record(bytes, i === data.length - 1))];
  };

  test('returns what was written, and a prefix of it after any cut', () => {
    fc.assert(
      fc.property(records, fc.nat(), (data, at) => {
        const bytes = Buffer.concat(write(data));
        const whole = readLog(key, 'a', bytes);
        expect(whole.complete).toBe(true);
        expect(whole.records.map((record) => [...record])).toEqual(data.map((other) => [...other]));
        const cut = readLog(key, 'a', bytes.subarray(0, at % bytes.length));
        expect(cut.complete).toBe(false);
        expect(cut.records).toEqual(whole.records.slice(0, cut.records.length));
      }),
      { numRuns: 200 },
    );
  });

  test('detects a changed bit, a moved record, another name and another key', () => {
    const [head, one, two, three] = write([Buffer.from('one'), Buffer.from('two'), Buffer.from('three')]) as Buffer[];
    const bytes = Buffer.concat([present(head), present(one), present(two), present(three)]);
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = present(changed[at]) ^ 1;
      expect(readLog(key, 'a', changed).complete).toBe(false);
    }
    expect(
      readLog(key, 'a', Buffer.concat([present(head), present(two), present(one), present(three)])).records,
    ).toEqual([]);
    expect(readLog(key, 'a', Buffer.concat([present(head), present(one), present(three)])).records).toHaveLength(1);
    expect(readLog(key, 'a', Buffer.concat([bytes, present(one)])).complete).toBe(false);
    expect(readLog(key, 'b', bytes).records).toEqual([]);
    expect(readLog(Buffer.alloc(32, 2), 'a', bytes).records).toEqual([]);
  });
});

describe('the files on the disk', () => {
  test('reveal nothing to a thief', async () => {
    const world = await opened();
    world.mode = 'down';
    for (let i = 0; i < 5; i++) world.offer();
    await world.step();
    await world.pause(60);
    world.advance(61_000);
    await world.step();
    const bytes = world.disk.everything().toString('latin1');
    expect(bytes).toContain('journal');
    for (const word of ['event-', 'screen', 'pause', 'control', 'w-17', 'pixels', '"kind"'] as const)
      expect(bytes).not.toContain(word);
  });

  test('hold a segment that, once changed, is not sent but counted as lost', async () => {
    const world = await opened();
    world.offer();
    world.advance(61_000);
    await world.collector.tick();
    const [name] = (await world.disk.list()).filter((text) => text.endsWith('.segment'));
    world.disk.damage(present(name), 80);
    await world.drain();
    expect(world.arrived.size).toBe(0);
    expect(tally(eventsOf(world)).byReason).toEqual({ 'queue-damaged': 1 });
  });

  test('hold a segment that, changed while no process ran, leaves a gap of unknown size', async () => {
    const world = await opened();
    world.mode = 'down';
    world.offer();
    world.advance(61_000);
    await world.step();
    const [name] = (await world.disk.list()).filter((text) => text.endsWith('.segment'));
    world.disk.damage(present(name), 80);
    await world.restart();
    await world.drain();
    expect(world.arrived.size).toBe(0);
    expect(controlsOf(world)).toContain('gap queue-damaged');
  });

  test('hold a state that, when unreadable, counts as a pause: the worker may have requested one', async () => {
    const world = await opened();
    await world.pause(60);
    world.disk.damage('state', 40);
    await world.restart();
    await world.step();
    world.advance(1_700_000);
    expect(world.collector.status().holds).toContain('pause');
  });

  test('show a stopped session as no crash', async () => {
    const world = await opened();
    world.offer();
    await world.collector.stop();
    await world.restart();
    await world.drain();
    expect(world.arrived.size).toBe(1);
    expect(controlsOf(world)).not.toContain('gap crash');
  });

  test('survive across processes in a folder of this machine, for its owner only', async () => {
    const dir = folder();
    const disk = await nodeDisk(join(dir, 'queue'));
    const world = new World(1);
    Object.assign(world, { disk });
    await world.open();
    await world.collector.send();
    world.mode = 'down';
    for (let i = 0; i < 5; i++) world.offer();
    await world.collector.tick();
    Object.assign(world, { mode: 'ok' });
    world.advance(1_000);
    await world.open();
    for (let i = 0; i < 5; i++) await world.collector.send();
    expect(world.arrived.size).toBe(5);
    expect(controlsOf(world)).toContain('gap crash');
    expect(readdirSync(join(dir, 'queue')).toSorted()).toEqual(['journal', 'state']);
    for (const name of readdirSync(join(dir, 'queue'))) expect(statSync(join(dir, 'queue', name)).mode & 0o077).toBe(0);
    const key = await fileKey(join(dir, 'key'));
    expect(await fileKey(join(dir, 'key'))).toEqual(key);
    expect(statSync(join(dir, 'key')).mode & 0o077).toBe(0);
  });
});

describe('clocks and sessions', () => {
  test('a changed clock, or a sleep of the device, begins another session, and loses nothing', async () => {
    const world = await opened();
    world.offer();
    world.jump(-3_600_000);
    world.offer();
    world.jump(1_800_000);
    world.offer();
    await world.drain();
    expect(world.arrived.size).toBe(3);
    const t0 = [...world.stored.values()].map(({ open }) => Date.parse(open.clock.t0)).toSorted((a, b) => a - b);
    expect(new Set(t0).size).toBe(3);
    expect(controlsOf(world).filter((said) => said.endsWith('clock-jump'))).toHaveLength(4);
    checkSessions([...world.stored.values()]);
  });

  test('a session ends with its UTC day', async () => {
    const world = await opened();
    world.offer();
    world.advance(15 * 3_600_000);
    await world.step();
    world.offer();
    await world.drain();
    expect(new Set([...world.stored.values()].map(({ open }) => open.sid)).size).toBe(2);
    expect(controlsOf(world)).toContain('stop day');
  });

  test("the device's time zone is recorded once it is known", async () => {
    const world = new World(1);
    world.device = { net: 'corp', tzKnown: false };
    await opened(world);
    await world.drain();
    const [first] = world.stored.values();
    expect(present(first).open.clock).toMatchObject({ tz_known: false, src: 'wall+mono' });
  });

  test('without a confirmation during the lease nothing more is captured, and waiting segments stay', async () => {
    const world = await opened(new World(1, { leaseMs: 600_000, queue: { ...LIMITS.queue } }));
    world.offer();
    world.mode = 'down';
    for (let i = 0; i < 11; i++) {
      world.advance(60_000);
      await world.step();
    }
    expect(world.collector.status().holds).toEqual(['gate']);
    await world.drain();
    expect(world.arrived.size).toBe(1);
  });

  test('a recorder is notified when it must forget, and may emit only its own control events', async () => {
    const world = await opened();
    const told: boolean[] = [];
    world.collector.onCapture((capturing) => told.push(capturing));
    await world.pause(60);
    await world.resume();
    world.jump(10_000);
    world.offer();
    expect(told).toEqual([false, true, true]);
    expect(() => world.collector.record('control', world.now, { op: 'resume', by: 'worker', reason: 'x' })).toThrow(
      RangeError,
    );
    expect(
      world.collector.record('control', world.now, { op: 'gap', by: 'system', reason: 'hook-lost' }),
    ).toBeDefined();
  });
});
