import { CONTROL_ITEMS, keyOf, readItem, writeItem } from '../../lib/ledger/index.ts';
import type { Control, Ports } from '../../lib/storage/ports.ts';

const ROW = CONTROL_ITEMS.begun;

type Table = Pick<Ports, 'control' | 'clock'>;

/**
 * Counts attempts on a segment that did not finish. The mark is written before the work, so that it stays when the function is
 * killed, and only where an earlier delivery left no answer: then some segment of the batch ends the function, and it is not
 * known which. Each process has one open mark at a time, so the mark names that segment.
 */
export async function endings(control: Control, batch: string): Promise<number> {
  const { pk, sk } = keyOf(ROW, { batch });
  const item = await control.get(pk, sk);
  return item === undefined ? 0 : readItem(ROW, item).times;
}

export const begin = (table: Table, batch: string): Promise<void> => change(table, batch, (times) => times + 1);

/** Closes the mark: the work goes on with another segment for now. */
export const leave = (table: Table, batch: string): Promise<void> =>
  change(table, batch, (times) => Math.max(0, times - 1));

export const finish = (table: Table, batch: string): Promise<void> => change(table, batch, () => 0);

/** When two change it at once, one of the two changes counts. */
async function change({ control, clock }: Table, batch: string, to: (times: number) => number): Promise<void> {
  const { pk, sk } = keyOf(ROW, { batch });
  const item = await control.get(pk, sk);
  const before = item === undefined ? 0 : readItem(ROW, item).times;
  const times = to(before);
  if (times === before) return;
  await control.write([writeItem(ROW, { batch }, { data: { times }, ifRev: item?.rev ?? 0, from: clock.now() })]);
}
