import type { Ports } from '../../lib/storage/ports.ts';
import { closeOrder, ordersOf } from '../erasures.ts';
import { readEntry } from '../ledger.ts';
import { lineages } from '../lineage.ts';
import { loadPlan } from '../redact/plan.ts';

const SEGMENT = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
/** Of a key in the derived zone: the part that all files of one copy share. */
const COPY = /^[a-z0-9-]+\/ex_[0-9a-f]{16}\//;
const PLAN = /([0-9a-f]{32})\.parquet$/;

/** What is to be destroyed before its time because somebody asked for it. */
export interface Erasures {
  /** The UTC day since which an object of this key should be gone; undefined when nobody asked. */
  since(key: string): string | undefined;
  /** Once all of it is gone. */
  finish(): Promise<void>;
}

/**
 * Reads the open orders. A file of the lake is destroyed when every segment in it is erased; one that holds the rows of
 * others too stays until its day, and the order says so. A copy that was made from an erased segment, among others, is
 * destroyed as a whole: its files mix people, and it can be made again. For copies an order never closes: one that was begun
 * before the order may be written after the order was carried out.
 */
export async function openErasures({ control, clock }: Pick<Ports, 'control' | 'clock'>): Promise<Erasures> {
  const all = await ordersOf(control);
  const orders = all.filter(({ open }) => open);
  const segments = new Map(orders.flatMap(({ asked, batches }) => batches.map((batch) => [batch, asked] as const)));
  const plans = new Map<string, string>();
  const kept = new Map<string, number>();
  for (const { sk, asked, batches } of orders) {
    const ids = new Set<string>();
    for (const batch of batches) {
      const plan = (await readEntry(control, batch))?.entry.plan;
      if (plan) ids.add(plan);
    }
    for (const id of ids) {
      const plan = await loadPlan(id, control);
      if (plan.batches.every((batch) => segments.has(batch))) plans.set(id, asked);
      else kept.set(sk, (kept.get(sk) ?? 0) + 1);
    }
  }
  const erased = new Map(all.flatMap(({ asked, batches }) => batches.map((batch) => [batch, asked] as const)));
  const copies = new Map<string, string>();
  if (erased.size > 0)
    for await (const { prefix, segments: made } of lineages(control)) {
      const asked = made.flatMap((segment) => erased.get(segment) ?? []).toSorted()[0];
      if (asked !== undefined) copies.set(prefix, asked);
    }
  return {
    since: (key) =>
      copies.get(COPY.exec(key)?.[0] ?? '') ??
      segments.get(SEGMENT.exec(key)?.[0] ?? '') ??
      plans.get(PLAN.exec(key)?.[1] ?? ''),
    finish: async () => {
      for (const order of orders) await closeOrder(control, order, kept.get(order.sk) ?? 0, clock.now());
    },
  };
}
