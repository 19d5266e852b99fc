import { expect, test } from 'vitest';
import { lineages, recordLineage } from '../../lambdas/lineage.ts';
import type { Control, Item } from '../../lib/storage/ports.ts';
import { present } from '../present.ts';

/** A table that holds these items and no others. */
function holding(items: Item[] = []): Pick<Control, 'query' | 'write'> & { readonly items: Item[] } {
  return {
    items,
    async *query() {
      yield* items;
    },
    async write(changes) {
      items.push(...changes.map(({ pk, sk, data }) => ({ pk, sk, data, rev: 1 })));
      return true;
    },
  };
}
const MADE = {
  team: 'a',
  export: 'ex_1',
  prefix: 'a/ex_1/',
  segments: Array.from({ length: 2_500 }, (_, i) => `s-${i}`),
  due: '2026-05-30',
};

test('a lineage is read as it was written, in parts', async () => {
  const control = holding();
  await recordLineage(control, MADE);
  const parts = await Array.fromAsync(lineages(control));
  expect(parts).toHaveLength(3);
  expect(parts.flatMap(({ segments }) => segments)).toEqual(MADE.segments);
});

test('an item of another shape is an error, or an erasure would pass over the copy', async () => {
  const control = holding();
  await recordLineage(control, MADE);
  for (const data of [{ ...MADE, segments: 'all' }, { ...MADE, prefix: '' }, { team: 'a' }])
    await expect(
      Array.fromAsync(lineages(holding([{ ...present(control.items[0]), data } as Item]))),
    ).rejects.toThrow();
});
