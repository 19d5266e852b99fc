import { CONTROL_ITEMS, type ErasureOrder, readItem, writeItem } from '../lib/ledger/index.ts';
import { dayOf } from '../lib/retention/days.ts';
import type { Control, Item } from '../lib/storage/ports.ts';

const { erasure } = CONTROL_ITEMS;
/** A segment's id is 36 characters: this many stay far below the size limit of an item. */
const CHUNK = 1_000;

/** An order as the table has it. */
export type HeldOrder = ErasureOrder & Pick<Item, 'sk' | 'rev'>;

/**
 * Orders the destruction of these segments, except those that the request already has orders for. So it can be repeated after a
 * crash, and with segments that arrived since.
 */
export async function orderErasure(
  control: Control,
  request: string,
  asked: string,
  batches: readonly string[],
): Promise<void> {
  for (;;) {
    const there = await ordersOf(control, request);
    const ordered = new Set(there.flatMap((order) => order.batches));
    const left = batches.filter((batch) => !ordered.has(batch));
    if (left.length === 0 && there.length > 0) return;
    const data = { asked, batches: left.slice(0, CHUNK), open: true };
    // If another writer was quicker, the loop looks again for the segments without an order.
    await control.write([writeItem(erasure, { request, part: partOf(there.length) }, { data, ifRev: 0 })]);
  }
}

/** The orders of one request, or of all when none is named. */
export async function ordersOf(control: Control, request = ''): Promise<HeldOrder[]> {
  const items = await Array.fromAsync(control.query(erasure.pk, request === '' ? '' : `${request}#`));
  return items.map((item) => ({ ...readItem(erasure, item), sk: item.sk, rev: item.rev }));
}

/**
 * Marks orders as begun, before anything is destroyed by them.
 * @returns those that are, without those that were withdrawn at the same moment
 */
export async function beginOrders(control: Control, orders: readonly HeldOrder[]): Promise<HeldOrder[]> {
  const begun = await Promise.all(
    orders.map(async (order) => {
      if (order.begun === true) return order;
      const data = { ...dataOf(order), begun: true };
      const moved = await control.write([writeItem(erasure, namesOf(order), { data, ifRev: order.rev })]);
      return moved ? { ...order, begun: true, rev: order.rev + 1 } : undefined;
    }),
  );
  return begun.filter((order) => order !== undefined);
}

/**
 * Withdraws all orders of a request: from then on they name nothing. One that was begun is not withdrawn any more, and
 * then nothing is. @returns whether it was withdrawn
 */
export async function withdrawErasure(control: Control, request: string, now: Date): Promise<boolean> {
  const orders = await ordersOf(control, request);
  if (orders.length === 0 || orders.some(({ open, begun }) => !open || begun === true)) return false;
  const write = (order: HeldOrder) => {
    const data = { ...dataOf(order), batches: [], open: false, withdrawn: true };
    return writeItem(erasure, namesOf(order), { data, ifRev: order.rev, from: now });
  };
  return control.write(orders.map(write));
}

const dataOf = ({ sk: _, rev: __, ...order }: HeldOrder): ErasureOrder => order;

function namesOf({ sk }: HeldOrder): { request: string; part: string } {
  const [request = '', part = ''] = sk.split('#');
  return { request, part };
}

/** @param now when the time begins after which the order itself is forgotten */
export async function closeOrder(control: Control, order: HeldOrder, now: Date): Promise<void> {
  const data = { ...dataOf(order), open: false, closed: dayOf(now) };
  await control.write([writeItem(erasure, namesOf(order), { data, ifRev: order.rev, from: now })]);
}

const partOf = (n: number): string => String(n).padStart(6, '0');
