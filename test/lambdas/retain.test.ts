import { createPublicKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { retain } from '../../lambdas/retain/retain.ts';
import { isGenuine, type SignedDestruction } from '../../lib/retention/destruction.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { crashing } from './crash.ts';
import { NOW, openTestLake, SETTINGS } from './lake.ts';

const DAY = 86_400_000;
const today = NOW.toISOString().slice(0, 10);
const KEYS = {
  raw: [`segments/day=${today}/a.ndjson.gz`, `frames/day=${today}/a/b`, 'stray'],
  redacted: [`activity/jurisdiction=XA/day=${today}/shard=q/p.parquet`, `frames/day=${today}/a/1.png`],
  derived: [`ui-agents/set/expires=2026-05-21/x`, 'text-models/set/y'],
} as const;

async function fill(ports: Ports): Promise<void> {
  for (const [zone, keys] of Object.entries(KEYS))
    for (const key of keys) await ports.objects.putOnce(zone as keyof typeof KEYS, key, Buffer.from(key), 'text/plain');
  await ports.catalog.addPartition({ jurisdiction: 'XA', day: today, shard: 'q' });
}

async function left(ports: Ports): Promise<string[]> {
  const found: string[] = [];
  for (const zone of ['raw', 'redacted', 'derived'] as const)
    for await (const { key } of ports.objects.listVersions(zone, '')) found.push(`${zone}/${key}`);
  return found.sort();
}

async function records(ports: Ports): Promise<SignedDestruction[]> {
  const found: SignedDestruction[] = [];
  for await (const { key } of ports.objects.listVersions('audit', 'destructions/')) {
    const chunks = await Array.fromAsync(await ports.objects.get('audit', key));
    found.push(JSON.parse(Buffer.concat(chunks).toString()));
  }
  return found;
}

describe('retain', () => {
  test('leaves what is not due', async () => {
    const { ports, advance } = await openTestLake();
    await fill(ports);
    const before = await left(ports);
    expect(await retain(ports, SETTINGS)).toMatchObject({ objects: 0, bytes: 0, records: [], partitions: 0 });
    advance(DAY - 1);
    expect(await left(ports)).toEqual(before);
  });

  test.each([
    [2, ['derived/ui-agents/set/expires=2026-05-21/x']],
    [7, ['derived/ui-agents/set/expires=2026-05-21/x', ...KEYS.raw.map((key) => `raw/${key}`)]],
    [90, Object.entries(KEYS).flatMap(([zone, keys]) => keys.map((key) => `${zone}/${key}`))],
  ])('after %i days destroys exactly what is due', async (days, gone) => {
    const { ports, advance } = await openTestLake();
    await fill(ports);
    const before = await left(ports);
    advance(days * DAY);
    const report = await retain(ports, SETTINGS);
    expect(report.objects).toBe(gone.length);
    expect(await left(ports)).toEqual(before.filter((key) => !(gone as string[]).includes(key)));
    expect(report.partitions).toBe(days === 90 ? 1 : 0);
  });

  test('signs what it destroyed, and a changed record is not genuine', async () => {
    const { ports, advance } = await openTestLake();
    await fill(ports);
    advance(90 * DAY);
    await retain(ports, SETTINGS);
    const publicKey = await ports.keys.publicKey('records');
    expect(createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' }).asymmetricKeyType).toBe('ec');
    const all = await records(ports);
    expect(all.length).toBeGreaterThan(3);
    for (const signed of all) {
      expect(isGenuine(signed, publicKey)).toBe(true);
      for (const name of Object.keys(signed.record))
        expect(isGenuine({ ...signed, record: { ...signed.record, [name]: 'x' } }, publicKey)).toBe(false);
    }
  });

  test('has nothing to do the second time', async () => {
    const { ports, advance } = await openTestLake();
    await fill(ports);
    advance(90 * DAY);
    await retain(ports, SETTINGS);
    expect(await retain(ports, SETTINGS)).toMatchObject({ objects: 0, records: [], partitions: 0 });
  });

  test('accounts for everything after a crash at any write', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let at = 0; ; at++) {
        const { ports, advance } = await openTestLake();
        await fill(ports);
        advance(90 * DAY);
        const attempt = crashing(ports, at, when);
        await retain(attempt.ports, SETTINGS).catch(() => {});
        if (!attempt.crashed()) break;
        await retain(ports, SETTINGS);
        const expected = Object.values(KEYS).flat();
        expect(await left(ports)).toEqual([]);
        const recorded = await records(ports);
        expect(
          recorded.reduce((n, { record }) => n + record.versions, 0),
          `${when} ${at}`,
        ).toBe(expected.length);
        expect(recorded.reduce((n, { record }) => n + record.bytes, 0)).toBe(expected.join('').length);
      }
    }
  });
});
