import type { Context } from 'aws-lambda';
import { expect, test } from 'vitest';
import { inventoryHandler } from '../../lambdas/inventory/handler.ts';
import { openTestLake, SETTINGS, type TestLake } from './lake.ts';

process.env.POWERTOOLS_METRICS_DISABLED = 'true';
process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
process.env.POWERTOOLS_TRACE_ENABLED = 'false';

const AT = '2026-05-20T08:10:00Z';
const SECRET = 'segments/jurisdiction=XA/day=2026-05-20/shard=a/wk_secret/hunter2.ndjson.gz';

async function taken(lake: TestLake, { left = 900_000 } = {}) {
  const context = { functionName: 'inventory', getRemainingTimeInMillis: () => left } as Context;
  const report = await inventoryHandler(lake.ports, SETTINGS)({ scheduledTime: AT }, context);
  const filed = JSON.parse(
    String(Buffer.concat(await Array.fromAsync(await lake.ports.objects.get('audit', report.list)))),
  );
  return { report, filed };
}

test('data without an item is filed, without the names in its key, and the list of one appointment is filed once', async () => {
  const lake = await openTestLake({ gate: false });
  await lake.ports.objects.putOnce('raw', SECRET, Buffer.from('hunter2'), 'application/gzip');
  const { report, filed } = await taken(lake);
  expect(report).toMatchObject({ whole: true, totals: { unaccounted: 1, missing: 0 } });
  expect(filed).toMatchObject({ at: AT, whole: true, findings: [{ where: 'raw', is: 'unaccounted' }] });
  expect(JSON.stringify(filed)).not.toMatch(/hunter2|wk_/);
  // The list itself is known for what it is.
  expect((await taken(lake)).report.totals).toMatchObject({ unaccounted: 1, accounted: 1 });
});

test('a run whose time is over files what it has found, and says that it is not all', async () => {
  const lake = await openTestLake({ gate: false });
  await lake.ports.objects.putOnce('raw', SECRET, Buffer.from('x'), 'application/gzip');
  const { report, filed } = await taken(lake, { left: 1_000 });
  expect([report.whole, filed.whole]).toEqual([false, false]);
});
