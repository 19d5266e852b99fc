import { expect, test } from 'vitest';
import { CONTROL_ITEMS, writeItem } from '../../lib/ledger/index.ts';
import { LedgerView } from '../../lib/retention/inventory/ledger.ts';
import { partitionPrefix } from '../../lib/storage/partition.ts';
import { inventoryOf } from '../lambdas/inventory-of.ts';
import { openTestLake } from '../lambdas/lake.ts';

test('the view of the ledger remembers the last 512 answers, and no more, however many segments there are', async () => {
  const { ports } = await openTestLake();
  let asked = 0;
  const view = new LedgerView({
    get: (pk, sk) => {
      asked++;
      return ports.control.get(pk, sk);
    },
    query: (pk, prefix) => ports.control.query(pk, prefix),
  });
  for (let at = 0; at < 512; at++) await view.plan(String(at));
  await view.plan('0');
  expect(asked).toBe(512);
  await view.plan('another');
  await view.plan('511');
  expect(asked).toBe(513);
  await view.plan('0');
  expect(asked).toBe(514);
});

test.each([
  [0, []],
  [1, ['redacted generations/1/']],
  [2, ['redacted generations/1/']],
])(
  'of a generation of %i rows without a file, the inventory says that it is missing unless it holds none',
  async (rows, missing) => {
    const lake = await openTestLake();
    const partition = { jurisdiction: 'XA', day: '2026-05-19', shard: 'a' };
    const prefix = `${partitionPrefix(partition)}generations/1/`;
    const data = { number: 1, prefix, rows, orders: [], next: null, due: '2026-08-01' };
    await lake.ports.control.write([
      writeItem(CONTROL_ITEMS.generation, partition, { data, ifRev: 0, from: data.due }),
    ]);
    const { findings } = await inventoryOf(lake);
    expect(findings.filter(({ is }) => is === 'missing').map(({ where, prefix: at }) => `${where} ${at}`)).toEqual(
      missing.map((text) => text.replace('generations/1/', prefix)),
    );
  },
);
