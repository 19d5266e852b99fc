import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { orderErasure } from '../../lambdas/erasures.ts';
import { writeFailure } from '../../lambdas/failures.ts';
import { announceRetention } from '../../lambdas/gate.ts';
import { storeFrame } from '../../lambdas/ingest/store-frame.ts';
import { storeSegment } from '../../lambdas/ingest/store-segment.ts';
import { recordLineage } from '../../lambdas/lineage.ts';
import { begin } from '../../lambdas/redact/begun.ts';
import { RedactBatch } from '../../lambdas/redact/redact.ts';
import { retain } from '../../lambdas/retain/retain.ts';
import { gzipLines, openOf, pointerAt, sealLines } from '../activity/build.ts';
import { matches, ROWS } from '../ledger/rows.ts';
import { present } from '../present.ts';
import { NOW, openTestLake, SETTINGS } from './lake.ts';

const DAY = 86_400_000;

test('every item of a segment on its whole way is a row of the table, and dies two weeks after what it is about', async () => {
  const lake = await openTestLake();
  const { ports } = lake;
  const t0 = new Date(NOW.getTime() - 3_600_000).toISOString();
  const open = openOf({ clock: { t0, src: 'wall+mono', tz_known: true, skew_ms: 0 } });
  const body = Buffer.from('a picture');
  const sha256 = createHash('sha256').update(body).digest('hex');
  await storeFrame({ batch: open.batch, sha256, open, monoUs: 0, body }, open.device, ports, SETTINGS);
  await storeSegment(gzipLines(sealLines(open, [pointerAt(0)])), open.device, ports, SETTINGS);
  const batch = new RedactBatch({ ports, settings: SETTINGS, extras: {}, cautious: false });
  await batch.examine(open.batch);
  await batch.publish();
  expect([...batch.failed]).toEqual([]);
  await begin(ports, open.batch);
  await writeFailure(ports.control, open.batch, { reason: 'published', since: NOW.toISOString(), tries: 1 });
  await recordLineage(ports.control, {
    team: 'a',
    export: 'ex',
    prefix: 'a/ex/',
    segments: [open.batch],
    due: '2026-06-01',
  });
  await orderErasure(ports.control, 'r', '2026-05-20', [open.batch]);
  await retain(ports, SETTINGS);
  await announceRetention(ports);

  const seen = new Set<string>();
  for (const item of lake.items()) {
    const [found, ...others] = ROWS.filter(([, row]) => row.table === item.table && matches(row, item));
    expect(others).toEqual([]);
    const [name, { ends }] = present(found);
    expect([item.sk, 'stays' in ends]).toEqual([item.sk, item.expires === undefined]);
    if ('after' in ends && ends.after === 'due' && name !== 'lineage' && item.table === 'control')
      expect(item.expires).toEqual(new Date(Date.parse('2026-05-20') + (90 + 14) * DAY));
    seen.add(name);
  }
  expect([...seen].toSorted()).toEqual([
    ...['begun', 'carry', 'deployed', 'destroying', 'destruction', 'erasure', 'failure', 'frame', 'gate', 'heldDay'],
    ...['heldSegment', 'lineage', 'place', 'plan', 'retention', 'segment'],
  ]);
});
