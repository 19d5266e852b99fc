import { describe, expect, test } from 'vitest';
import { orderErasure } from '../../lambdas/erasures.ts';
import { exportFor } from '../../lambdas/export/export.ts';
import { isGenuineManifest, manifestText } from '../../lambdas/export/manifest.ts';
import { type ExportRequest, expiryOf } from '../../lambdas/export/plan.ts';
import { lineages, recordLineage } from '../../lambdas/lineage.ts';
import { collect } from '../../lambdas/redact/collect.ts';
import { retain } from '../../lambdas/retain/retain.ts';
import type { SeenRow } from '../../lib/episodes/index.ts';
import type { Partition, Ports } from '../../lib/storage/ports.ts';
import { Rows } from '../episodes/rows.ts';
import { present } from '../present.ts';
import { openTestLake, SETTINGS } from './lake.ts';
import { frameOf, putFrame } from './masked-frames.ts';

const SEGMENT = 'a0f09013-be79-8cda-a6ca-33d0049bbf3f';
const OTHER = 'b1f09013-be79-8cda-a6ca-33d0049bbf3f';
const PLACE = { jurisdiction: 'XA', day: '2026-05-20' };
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

const REQUEST: ExportRequest = { team: 'ui-agents', purpose: 'p', terms: 'to learn', format: 'jsonl' };

/** Answers as the lake would a team that sees these rows. */
const asking = (rows: readonly SeenRow[], asked: string[] = []) => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const tableOf = (some: readonly SeenRow[]) =>
    some.map((row) => columns.map((name) => (row as Record<string, unknown>)[name] ?? null));
  return async (sql: string) => {
    asked.push(sql);
    if (sql.includes('LIMIT 0')) return { columns, rows: [] };
    if (sql.includes('IN ('))
      return { columns, rows: tableOf(rows.filter(({ segment }) => sql.includes(present(segment)))) };
    const groups = Map.groupBy(rows, ({ segment }) => present(segment));
    return {
      columns: ['jurisdiction', 'day', 'shard', 'segment', 'session', 'first', 'n'],
      rows: [...groups].map(([segment, some]) => [
        PLACE.jurisdiction,
        PLACE.day,
        'a',
        segment,
        null,
        present(present(some[0]).seq),
        some.length,
      ]),
    };
  };
};

async function exported(rows: readonly SeenRow[], ports: Ports, request: Partial<ExportRequest> = {}) {
  const recorded: [readonly string[], readonly Partition[]][] = [];
  const tools = {
    ports,
    settings: SETTINGS,
    ask: asking(rows),
    record: (...read: (typeof recorded)[number]) => void recorded.push(read),
  };
  return { ...(await exportFor({ ...REQUEST, ...request }, tools)), recorded };
}

const begin = () =>
  new Rows()
    .focus()
    .frame('x', { frame: frameOf(SEGMENT) })
    .pressed(10, 10);
const keysIn = async ({ objects }: Ports) =>
  (await Array.fromAsync(objects.list('derived', ''))).map(({ key }) => key.replace(/expires=[\d-]+/, 'expires'));

describe('an export', () => {
  test('is the same each time, signed, and dies with the first of what it was made from', async () => {
    const { ports } = await openTestLake();
    await putFrame(ports, SEGMENT, PNG);
    const one = await exported(begin().all, ports);
    const again = await exported(begin().all, ports);
    expect(again).toEqual(one);
    const { manifest, prefix, recorded } = one;
    expect(manifest.counts).toMatchObject({ episodes: 1, steps: 1, frames: 1, shown: 1, whole: 1 });
    expect(manifest.expires).toBe(expiryOf([{ ...PLACE, shard: 'a' }], true, SETTINGS));
    expect(manifest.expires < expiryOf([{ ...PLACE, shard: 'a' }], false, SETTINGS)).toBe(true);
    expect(recorded).toEqual([[['frame'], [{ ...PLACE, shard: 'a' }]]]);
    const signature = Buffer.from(
      await collect(await ports.objects.get('derived', `${prefix}manifest.sig`)),
    ).toString();
    const key = await ports.keys.publicKey('records');
    expect(isGenuineManifest(manifestText(manifest), signature, key)).toBe(true);
    expect(isGenuineManifest(manifestText({ ...manifest, expires: '2999-01-01' }), signature, key)).toBe(false);
  });

  test.each([
    ['of a segment that the team does not see', frameOf(OTHER)],
    ['outside of the frames', `activity/jurisdiction=XA/day=2026-05-20/shard=a/x.parquet`],
    ['that climbs', `frames/../${SEGMENT}/0/1.png`],
    ['of a number that the bundle has not', frameOf(SEGMENT, 2)],
  ])('fetches no object %s, whatever a row names', async (_what, key) => {
    const { ports } = await openTestLake();
    for (const segment of [SEGMENT, OTHER]) await putFrame(ports, segment, PNG);
    const { manifest, files } = await exported(new Rows().focus().frame('x', { frame: key }).pressed(1, 1).all, ports);
    expect([manifest.counts.frames, manifest.counts.shown]).toEqual([0, 0]);
    expect(files.filter(({ path }) => path.endsWith('.png'))).toEqual([]);
  });

  test('of a team without frames has none, and says nothing of having fetched any', async () => {
    const { ports } = await openTestLake();
    await putFrame(ports, SEGMENT, PNG);
    const rows = begin().all.map(({ frame: _, ...rest }) => rest);
    const { manifest, recorded } = await exported(rows, ports);
    expect([manifest.counts.frames, manifest.columns.frame, recorded]).toEqual([0, undefined, []]);
  });

  test('counts a frame that was destroyed since, and shows the step without it', async () => {
    const { ports } = await openTestLake();
    const { manifest } = await exported(begin().all, ports);
    expect(manifest.counts).toMatchObject({ steps: 1, shown: 0, framesGone: 1 });
  });

  test.each([
    ['whose rows have no order', begin().all.map(({ seq: _, ...rest }) => rest), {}, 'export.no-order'],
    ['of nothing', new Rows().focus().all, {}, 'export.empty'],
    ['with words for a day', begin().all, { since: "' OR 1=1 --" }, 'usage'],
  ])('%s is refused', async (_what, rows, request, code) => {
    const { ports } = await openTestLake();
    await expect(exported(rows as SeenRow[], ports, request)).rejects.toMatchObject({ code });
  });

  test('of what is due today is refused', async () => {
    const lake = await openTestLake();
    lake.advance(200 * 86_400_000);
    await expect(exported(begin().all, lake.ports)).rejects.toMatchObject({ code: 'export.due' });
  });
});

describe('erasure and copies', () => {
  test('a copy that was made from what is erased is destroyed as a whole, and no other', async () => {
    const { ports } = await openTestLake();
    const { manifest } = await exported(begin().all, ports);
    const kept = {
      team: 'ui-agents',
      export: 'ex_0123456789abcdef',
      prefix: 'ui-agents/ex_0123456789abcdef/',
      due: '2026-05-30',
    };
    await recordLineage(ports.control, { ...kept, segments: [OTHER] });
    await ports.objects.putOnce('derived', `${kept.prefix}expires=2026-05-30/x`, Buffer.from('x'), 'text/plain');
    expect((await Array.fromAsync(lineages(ports.control))).map((lineage) => lineage.export).sort()).toEqual(
      [kept.export, manifest.export].sort(),
    );
    await orderErasure(ports.control, 'r-1', '2026-05-20', [SEGMENT]);
    await retain(ports, SETTINGS);
    expect(await keysIn(ports)).toEqual([
      'ui-agents/ex_0123456789abcdef/expires/x',
      `ui-agents/notices/${manifest.export}.json`,
    ]);
  });

  test('a copy that was begun before an erasure and written after it is destroyed too', async () => {
    const { ports } = await openTestLake();
    const prefix = 'ui-agents/ex_0123456789abcdef/';
    await recordLineage(ports.control, {
      team: 'ui-agents',
      export: 'ex_0123456789abcdef',
      prefix,
      segments: [SEGMENT],
      due: '2026-05-30',
    });
    await orderErasure(ports.control, 'r-1', '2026-05-20', [SEGMENT]);
    await retain(ports, SETTINGS);
    await ports.objects.putOnce('derived', `${prefix}expires=2026-05-30/x`, Buffer.from('x'), 'text/plain');
    await retain(ports, SETTINGS);
    // The team is told that it is gone, and not of whom it was.
    expect(await keysIn(ports)).toEqual(['ui-agents/notices/ex_0123456789abcdef.json']);
  });

  test('a segment that an erasure names goes into no new copy', async () => {
    const { ports } = await openTestLake();
    await orderErasure(ports.control, 'r-1', '2026-05-20', [SEGMENT]);
    await expect(exported(begin().all, ports)).rejects.toMatchObject({ code: 'export.empty' });
  });

  test('a copy dies on its day', async () => {
    const lake = await openTestLake();
    const { manifest } = await exported(begin().all, lake.ports);
    lake.advance(Date.parse(manifest.expires) - lake.ports.clock.now().getTime() - 86_400_000);
    await retain(lake.ports, SETTINGS);
    expect((await keysIn(lake.ports)).length).toBeGreaterThan(0);
    lake.advance(86_400_000);
    await retain(lake.ports, SETTINGS);
    expect(await keysIn(lake.ports)).toEqual([]);
  });
});
