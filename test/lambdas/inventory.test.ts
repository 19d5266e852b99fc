import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { exportFor } from '../../lambdas/export/export.ts';
import { readEntry, writeOf } from '../../lambdas/ledger.ts';
import { maskedFramesOf, segmentKey } from '../../lib/activity/raw-keys.ts';
import { addDays } from '../../lib/retention/days.ts';
import type { InventoryFinding } from '../../lib/retention/inventory/types.ts';
import { generationsPrefix, partitionPrefix } from '../../lib/storage/partition.ts';
import type { LocatedPartition, Ports } from '../../lib/storage/ports.ts';
import { Rows } from '../episodes/rows.ts';
import { present } from '../present.ts';
import { SETTINGS } from './lake.ts';
import { RetentionWorld } from './retention-world.ts';

const HOUR = 3_600_000;
const TEXT = 'text/plain';
const BODY = Buffer.from('stray');
/** A name that holds somebody's pseudonym, and content. */
const NAMED = `wk_${'a'.repeat(26)}/hunter2.txt`;

beforeAll(() => {
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
  process.env.POWERTOOLS_TRACE_ENABLED = 'false';
  process.env.POWERTOOLS_METRICS_DISABLED = 'true';
});

const brief = ({ is, where, prefix, why, owner }: InventoryFinding) => [is, where, prefix, why, owner].join(' ');
const found = async (world: RetentionWorld): Promise<string[]> => (await world.inventory()).findings.map(brief);

/** A lake that was filled, compacted, exported from and cleaned, with one closed day, and one that goes on. */
async function lake(): Promise<RetentionWorld> {
  const world = await RetentionWorld.open();
  for (const who of [0, 1, 2]) await world.ingest(who);
  await world.redact();
  world.lake.advance(26 * HOUR);
  await world.compact(undefined, async () => {});
  await world.ingest(0);
  await world.redact();
  await copied(world);
  expect(await world.retain(undefined)).toBe(true);
  world.lake.advance(2 * HOUR);
  return world;
}

/** An export as it is made; only the rows that the team sees are made up. */
async function copied({ ports, sent, today }: RetentionWorld): Promise<void> {
  const { batch } = present(sent[0]);
  const rows = new Rows()
    .focus()
    .pressed(10, 10)
    .all.map((row) => ({ ...row, segment: batch }));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const place = ['XA', today, 'a', batch, null, present(present(rows[0]).seq), rows.length];
  const ask = async (sql: string) => {
    if (sql.includes('LIMIT 0')) return { columns, rows: [] };
    if (sql.includes('IN ('))
      return {
        columns,
        rows: rows.map((row) => columns.map((name) => (row as Record<string, unknown>)[name] ?? null)),
      };
    return { columns: ['jurisdiction', 'day', 'shard', 'segment', 'session', 'first', 'n'], rows: [place] };
  };
  const request = { team: 'ui-agents', purpose: 'p', terms: 'to learn', format: 'jsonl' as const };
  await exportFor(request, { ports, settings: SETTINGS, ask, record: () => {} });
}

const destroyed = async ({ objects }: Ports, zone: 'raw' | 'redacted', prefix: string): Promise<void> =>
  objects.deleteVersions(zone, await Array.fromAsync(objects.listVersions(zone, prefix)));

const located = async ({ catalog }: Ports): Promise<LocatedPartition[]> => Array.fromAsync(catalog.locations());

describe('an inventory', () => {
  test('of a lake in which all is accounted for finds nothing, and finds each stray object and nothing else', async () => {
    const world = await lake();
    const whole = await world.inventory();
    expect(whole.findings).toEqual([]);
    expect(whole.totals).toMatchObject({ pending: 0, unaccounted: 0, missing: 0 });
    expect(whole.totals.accounted).toBeGreaterThan(15);

    const { objects } = world.ports;
    const batch = randomUUID();
    const at = `jurisdiction=XA/day=${world.today}/`;
    const segment = `segments/${at}${batch}.ndjson.gz`;
    await objects.putOnce('raw', segment, BODY, TEXT);
    await objects.putOnce('raw', `frames/${at}${NAMED}`, BODY, TEXT);
    await objects.putOnce('raw', `frames/${at}${NAMED}.2`, BODY, TEXT);
    await objects.putOnce('raw', `carries/${at}tags-${batch}.bin`, BODY, TEXT);
    const masked = maskedFramesOf({ jurisdiction: 'XA', day: world.today, batch });
    await objects.putOnce('redacted', `${masked}0.tar`, BODY, TEXT);
    await objects.putOnce('redacted', `activity/${at}shard=a/${'0'.repeat(32)}.parquet`, BODY, TEXT);
    await objects.putOnce('derived', `ui-agents/${NAMED}`, BODY, TEXT);
    await objects.putOnce('derived', `ui-agents/ex_${'0'.repeat(16)}/expires=2026-06-01/manifest.json`, BODY, TEXT);
    await objects.putOnce('audit', 'destructions/raw/2026-05-01/XA/profile-0.json', BODY, TEXT);
    await objects.putOnce('audit', NAMED, BODY, TEXT);
    world.lake.advance(49 * HOUR);
    const { findings, totals } = await world.inventory();
    expect(findings.map(brief).toSorted()).toEqual(
      [
        `unaccounted raw ${segment} not-in-ledger ingest`,
        `unaccounted raw frames/${at}* no-writer-makes-such-keys unknown`,
        `unaccounted raw carries/${at}* not-in-ledger redact`,
        `unaccounted redacted ${masked}* not-in-ledger redact`,
        `unaccounted redacted activity/${at}shard=a/${'0'.repeat(32)}.parquet not-in-ledger redact`,
        'unaccounted derived ui-agents/* no-writer-makes-such-keys unknown',
        `unaccounted derived ui-agents/ex_${'0'.repeat(16)}/expires=2026-06-01/* copy-without-lineage export`,
        'unaccounted audit destructions/raw/2026-05-01/XA/* no-record-of-destruction retain',
        'unaccounted audit * no-writer-makes-such-keys unknown',
      ].toSorted(),
    );
    expect(findings.find(({ prefix }) => prefix === `frames/${at}*`)).toMatchObject({
      objects: 2,
      bytes: 10,
      ageDays: 2,
    });
    expect(totals).toMatchObject({ accounted: whole.totals.accounted, unaccounted: 10, missing: 0 });
    expect(JSON.stringify(findings)).not.toMatch(/wk_|hunter2/);
  });

  test('finds a version that nobody wrote, and what the ledger names and the lake has not', async () => {
    const world = await lake();
    const { batch, day } = present(world.sent.at(-1));
    const key = `segments/jurisdiction=XA/day=${day}/${batch}.ndjson.gz`;
    await world.ports.objects.replace('raw', key, BODY, TEXT);
    expect(await found(world)).toEqual([`unaccounted raw ${key} more-than-ledger-counts ingest`]);
    await destroyed(world.ports, 'raw', key);
    const raw = `missing raw ${key} nothing-there ingest`;
    expect(await found(world)).toEqual([raw]);
    // Of a file that redaction wrote, and of a generation, the partition that readers are led to is empty, too.
    const [file] = await Array.fromAsync(world.ports.objects.list('redacted', `activity/jurisdiction=XA/day=${day}/`));
    await destroyed(world.ports, 'redacted', present(file).key);
    const generation = present((await located(world.ports)).find(({ location }) => location.includes('generations')));
    await destroyed(world.ports, 'redacted', generation.location);
    const empty = ({ key: below }: { key: string }) =>
      `unaccounted catalogue ${below.slice(0, below.lastIndexOf('/') + 1)} partition-without-ledger redact`;
    expect((await found(world)).toSorted()).toEqual(
      [
        raw,
        `missing redacted ${present(file).key} nothing-there redact`,
        `missing redacted ${generation.location} nothing-there compact`,
        empty(present(file)),
        empty({ key: partitionPrefix(generation.partition) }),
      ].toSorted(),
    );
  });

  test('finds partitions that nobody knows, that lead elsewhere, and that are not there', async () => {
    const world = await lake();
    const { catalog, objects } = world.ports;
    const all = await located(world.ports);
    const moved = present(all.find(({ location }) => location.includes('generations'))).partition;
    const dropped = present(all.find(({ location }) => !location.includes('generations'))).partition;
    const orphan = `${generationsPrefix(moved)}9-${'a'.repeat(16)}/`;
    const ghost = { ...moved, shard: moved.shard === 'b' ? 'c' : 'b' };
    await objects.putOnce('redacted', `${orphan}part-0.parquet`, BODY, TEXT);
    await catalog.movePartition(moved, orphan);
    await catalog.dropPartition(dropped);
    await catalog.addPartition(ghost);
    expect((await found(world)).toSorted()).toEqual(
      [
        `unaccounted redacted ${orphan}* generation-of-nobody compact`,
        `unaccounted catalogue ${partitionPrefix(moved)} partition-points-elsewhere compact`,
        `unaccounted catalogue ${partitionPrefix(ghost)} partition-without-ledger redact`,
        `missing catalogue ${partitionPrefix(dropped)} not-in-catalogue redact`,
      ].toSorted(),
    );
  });

  test('tells apart what is being written, and does not miss what was erased or is due', async () => {
    const world = await lake();
    await world.ingest(1);
    expect(await found(world)).toEqual([]);
    // Its sender died before it said that the object is there.
    const { control } = world.ports;
    const { batch: last, day: today } = present(world.sent.at(-1));
    await control.write([writeOf(present(await readEntry(control, last)), { state: 'received' })]);
    const writing = `pending raw segments/jurisdiction=XA/day=${today}/${last}.ndjson.gz being-written ingest`;
    expect(await found(world)).toEqual([writing]);
    world.lake.advance(2 * HOUR);
    expect(await found(world)).toEqual([]);
    await world.redact();
    await world.erase(1);
    for (let day = 0; day < 4; day++) {
      world.lake.advance(24 * HOUR);
      await world.compact(undefined, async () => {});
      await world.retain(undefined);
      expect(await found(world)).toEqual([]);
    }
    // Somebody brings an erased segment back, and a frame of it.
    const { batch, day } = present(world.sent.find(({ erased }) => erased));
    const received = { jurisdiction: 'XA', day, batch };
    await world.ports.objects.putOnce('raw', segmentKey(received), BODY, TEXT);
    await world.ports.objects.putOnce('redacted', `${maskedFramesOf(received)}0.tar`, BODY, TEXT);
    expect((await found(world)).map((line) => line.split(' ').at(-2))).toEqual([
      'was-erased',
      'more-than-ledger-counts',
    ]);
    world.lake.advance(24 * HOUR * 30);
    expect(addDays(present(world.sent[0]).day, 30) < world.today).toBe(true);
    await world.retain(undefined);
    expect(await found(world)).toEqual([]);
  });
});
