import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { readEntry } from '../../lambdas/ledger.ts';
import { loadPlan } from '../../lambdas/redact/plan.ts';
import { frameKey } from '../../lib/activity/raw-keys.ts';
import { CONTROL_ITEMS, keyOf, writeItem } from '../../lib/ledger/index.ts';
import { partitionPrefix } from '../../lib/storage/partition.ts';
import { present } from '../present.ts';
import { RetentionWorld } from './retention-world.ts';

const HOUR = 3_600_000;
const SHA256 = 'a'.repeat(64);

beforeAll(() => {
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
  process.env.POWERTOOLS_TRACE_ENABLED = 'false';
  process.env.POWERTOOLS_METRICS_DISABLED = 'true';
});

/** A frame as a device announces and sends it. @returns its key */
async function framed({ ports, today }: RetentionWorld, batch: string): Promise<string> {
  const key = frameKey({ jurisdiction: 'XA', day: today, batch }, SHA256);
  await ports.control.write([
    writeItem(CONTROL_ITEMS.frame, { batch, sha256: SHA256 }, { data: { key }, ifRev: 0, from: today }),
  ]);
  await ports.objects.putOnce('raw', key, Buffer.from('pixels'), 'image/png');
  return key;
}

const raw = async ({ ports }: RetentionWorld, prefix: string): Promise<string[]> =>
  (await Array.fromAsync(ports.objects.list('raw', prefix))).map(({ key }) => key);

async function found(world: RetentionWorld): Promise<string[]> {
  const { findings } = await world.inventory();
  return findings.map(({ is, where, why, owner }) => [is, where, why, owner].join(' '));
}

async function lake(): Promise<RetentionWorld> {
  const world = await RetentionWorld.open();
  await world.ingest(0);
  return world;
}

describe('a frame', () => {
  test('that comes before its segment is being written, and later is accounted for', async () => {
    const world = await lake();
    await framed(world, randomUUID());
    expect(await found(world)).toEqual(['pending raw being-written ingest']);
    world.lake.advance(2 * HOUR);
    expect(await found(world)).toEqual([]);
  });

  test('of a segment that is missing is found, until retention would have destroyed it', async () => {
    const world = await lake();
    const { batch } = present(world.sent[0]);
    const key = await framed(world, batch);
    await world.redact();
    expect(await found(world)).toEqual([]);
    await world.ports.objects.deleteVersions(
      'raw',
      await Array.fromAsync(world.ports.objects.listVersions('raw', key)),
    );
    expect(await found(world)).toEqual(['missing raw nothing-there ingest']);
    world.lake.advance(40 * 24 * HOUR);
    expect((await found(world)).filter((line) => line.startsWith('missing raw'))).toEqual([]);
  });

  test('of an erased segment is destroyed, and that of another is not', async () => {
    const world = await lake();
    await world.ingest(1);
    const [erased, other] = world.sent.map(({ batch }) => batch);
    const key = await framed(world, present(erased));
    const kept = await framed(world, present(other));
    await world.redact();
    await world.erase(0);
    world.lake.advance(2 * HOUR);
    await world.retain(undefined);
    expect(await raw(world, 'frames/')).toEqual([kept]);
    expect(key).not.toBe(kept);
  });
});

test('the file of one erased segment that comes back is found as erased', async () => {
  const world = await lake();
  await world.redact();
  const { batch } = present(world.sent[0]);
  const { entry } = present(await readEntry(world.ports.control, batch));
  const plan = await loadPlan(present(entry.plan), world.ports.control);
  expect(plan.batches).toEqual([batch]);
  await world.erase(0);
  for (let hours = 0; hours < 3; hours++) {
    world.lake.advance(HOUR);
    await world.retain(undefined);
  }
  expect(await found(world)).toEqual([]);
  const key = `${partitionPrefix(entry)}${entry.plan}.parquet`;
  await world.ports.objects.putOnce('redacted', key, Buffer.from('rows'), 'application/vnd.apache.parquet');
  expect(await found(world)).toContain('unaccounted redacted was-erased redact');
});

test('a copy that holds an erased segment goes, and a copy without it stays', async () => {
  const world = await lake();
  await world.redact();
  await world.copy(30, undefined);
  await world.ingest(1);
  await world.redact();
  await world.erase(0);
  await world.copy(30, undefined);
  world.lake.advance(2 * HOUR);
  await world.retain(undefined);
  const [, kept] = world.copied;
  const files = (await Array.fromAsync(world.ports.objects.list('derived', ''))).map(({ key }) => key);
  const data = files.filter((key) => key.includes('/expires='));
  expect(data.length).toBeGreaterThan(0);
  expect(data.filter((key) => !key.startsWith(present(kept).prefix))).toEqual([]);
});

test('an erasure goes on past a recording whose entry is gone', async () => {
  const world = await lake();
  await world.redact();
  const { batch } = present(world.sent[0]);
  const { entry } = present(await readEntry(world.ports.control, batch));
  const { pk, sk } = keyOf(CONTROL_ITEMS.place, { worker: entry.worker, session: entry.session, index: '000000' });
  const places = await Array.fromAsync(world.ports.control.query(pk, sk.slice(0, sk.indexOf('#') + 1)));
  expect(places.length).toBeGreaterThan(0);
  const first = present(places[0]);
  await world.ports.control.write([
    { pk, sk: first.sk.replace(/\d(?=\D*$)/, '9'), ifRev: 0, data: { ...first.data, batch: randomUUID() } },
  ]);
  await world.erase(0);
  world.lake.advance(2 * HOUR);
  expect(await world.retain(undefined)).toBe(true);
  expect(await raw(world, 'segments/')).toEqual([]);
});
