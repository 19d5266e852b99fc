import { CONTROL_ITEMS, type ErasureOrder, readItem, writeItem } from '../lib/ledger/index.ts';
import { dayOf } from '../lib/retention/days.ts';
import type { Control, Item } from '../lib/storage/ports.ts';

const { erasure } = CONTROL_ITEMS;
/** A segment's id is 36 characters: this many stay far below what an item may hold. */
const CHUNK = 1_000;

/** An order as the table has it. */
export type HeldOrder = ErasureOrder & Pick<Item, 'sk' | 'rev'>;

/** Orders that these segments be destroyed. Writing the same again changes nothing. */
export async function orderErasure(
  control: Control,
  request: string,
  asked: string,
  batches: readonly string[],
): Promise<void> {
  const parts = Math.max(1, Math.ceil(batches.length / CHUNK));
  for (let n = 0; n < parts; n++) {
    const data = { asked, batches: batches.slice(n * CHUNK, (n + 1) * CHUNK), open: true, kept: 0 };
    await control.write([writeItem(erasure, { request, part: partOf(n) }, { data, ifRev: 0 })]);
  }
}

/** The orders of one request, or of all when none is named. */
export async function ordersOf(control: Control, request = ''): Promise<HeldOrder[]> {
  const items = await Array.fromAsync(control.query(erasure.pk, request === '' ? '' : `${request}#`));
  return items.map((item) => ({ ...readItem(erasure, item), sk: item.sk, rev: item.rev }));
}

/** @param now from when on the order itself is to be forgotten */
export async function closeOrder(
  control: Control,
  { sk, rev, ...order }: HeldOrder,
  kept: number,
  now: Date,
): Promise<void> {
  const [request, part] = sk.split('#') as [string, string];
  const data = { ...order, open: false, kept, closed: dayOf(now) };
  await control.write([writeItem(erasure, { request, part }, { data, ifRev: rev, from: now })]);
}

const partOf = (n: number): string => String(n).padStart(6, '0');
