import { lastOf, nth } from '../../lib/activity/there.ts';
import { CONTROL_ITEMS, type LedgerEntry, PARTICIPATION_ITEMS, readItem } from '../../lib/ledger/index.ts';
import { dayOf } from '../../lib/retention/days.ts';
import { nameOf } from '../../lib/retention/lot.ts';
import type { Destroyed } from '../../lib/retention/standing.ts';
import { ordersOf } from '../erasures.ts';
import { readEntry } from '../ledger.ts';
import { heldKey, SORT } from '../participation.ts';
import { type About, ownKey } from './asking.ts';

/** One recording of the caller, as it came. */
export interface Received {
  readonly batch: string;
  /** UTC day of receipt. */
  readonly day: string;
  readonly jurisdiction: string;
  readonly byKind: Readonly<Record<string, number>>;
  /** When retention had last finished at the time of receipt. */
  readonly retained: string | undefined;
  /** Its state in the ledger; undefined when the ledger does not know it. */
  readonly entry: LedgerEntry | undefined;
}

/** Entries of the ledger that are read at the same time. */
const AT_ONCE = 32;

/** Everything received of the caller that may still exist, at least in part. */
export async function receivedOf(asking: About): Promise<Received[]> {
  const { ports, caller } = asking;
  const items = await Array.fromAsync(ports.participation.query(heldKey(caller.participant), SORT.counted));
  const found: Received[] = items.map((item) => {
    const { jurisdiction = '', byKind = {}, retained } = readItem(PARTICIPATION_ITEMS.heldSegment, item);
    const [, day = '', batch = ''] = item.sk.split('#');
    return { batch, day, jurisdiction, byKind, retained, entry: undefined };
  });
  const left = found.keys();
  const worker = async () => {
    for (const at of left) {
      const segment = nth(found, at);
      const entry = (await readEntry(ports.control, segment.batch))?.entry;
      found[at] = { ...segment, entry, jurisdiction: segment.jurisdiction || (entry?.jurisdiction ?? '') };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return found;
}

/** The caller's records of destruction and erasure orders. */
export async function destroyedOf(asking: About): Promise<Destroyed> {
  const { control, participation } = asking.ports;
  const { retention, destruction } = CONTROL_ITEMS;
  const [ran, records, requests] = await Promise.all([
    control.get(retention.pk, retention.sk),
    Array.fromAsync(control.query(destruction.pk)),
    Array.fromAsync(participation.query(ownKey(asking), SORT.request)),
  ]);
  const on = new Map<string, string>();
  const unfinished = new Set<string>();
  for (const { zone, place, deadline, why, open, intended } of records.map((item) => readItem(destruction, item))) {
    // An early destruction says nothing about the day that other data of its place was due.
    if (zone === 'derived' || zone === 'packages' || place === null || why === 'erasure' || why === 'replaced')
      continue;
    const lot = nameOf({ zone, place, deadline, why });
    const day = dayOf(new Date(intended));
    if (open) unfinished.add(lot);
    // A later find of the same lot: all of it was gone only after that.
    else on.set(lot, lastOf([on.get(lot) ?? day, day].toSorted()));
  }
  for (const lot of unfinished) on.delete(lot);
  const own = requests
    .map((item) => readItem(PARTICIPATION_ITEMS.request, item))
    .filter(({ kind }) => kind === 'erasure');
  const orders = (await Promise.all(own.map(({ id }) => ordersOf(control, id)))).flat();
  return {
    finished: ran && readItem(retention, ran).finished,
    on,
    // An executed order takes precedence over a later one about the same recording.
    orders: new Map(
      orders
        .toSorted((a, b) => Number(b.open) - Number(a.open))
        .flatMap((order) => order.batches.map((batch) => [batch, order] as const)),
    ),
  };
}
