import type { ItemValue, Ports } from '../../lib/storage/ports.ts';
import { heldKey, SORT } from '../participation.ts';

/** What a worker is told is held of one day: enough to list it, nothing of what it says. */
export interface HeldDay {
  /** UTC day of receipt, from which retention counts. */
  readonly day: string;
  readonly jurisdiction: string;
  /** Of the pseudonym key: which pseudonym the lake has for the worker that day. */
  readonly epoch: number;
  readonly segments: number;
  readonly byKind: Readonly<Record<string, number>>;
}

const MAX_TRIES = 8;
/** Deadlines are whole days: nothing may be forgotten while its data is still there. */
const MARGIN_DAYS = 2;
const DAY_MS = 86_400_000;

/**
 * Counts a segment in its worker's list, once however often it is sent. Before the segment is stored, so that a crash in
 * between lists too much rather than too little.
 * @param keepDays after which nothing of the day is left
 * @throws Error when others keep changing the same day, for the collector to send again
 */
export async function countHeld(
  participant: string,
  { batch, ...segment }: Omit<HeldDay, 'segments'> & { readonly batch: string },
  keepDays: number,
  { participation }: Ports,
): Promise<void> {
  const pk = heldKey(participant);
  const { day, jurisdiction, epoch } = segment;
  const sk = `${SORT.day}${day}#${jurisdiction}#${epoch}`;
  const counted = { pk, sk: `${SORT.counted}${day}#${batch}`, ifRev: 0, data: {} };
  const expiresAt = new Date(Date.parse(day) + (keepDays + MARGIN_DAYS) * DAY_MS);
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    if ((await participation.get(pk, counted.sk)) !== undefined) return;
    const item = await participation.get(pk, sk);
    const before = item?.data as unknown as HeldDay | undefined;
    const data: HeldDay = {
      ...{ day, jurisdiction, epoch, segments: (before?.segments ?? 0) + 1 },
      byKind: sum(before?.byKind ?? {}, segment.byKind),
    };
    const write = { pk, sk, ifRev: item?.rev ?? 0, data: data as unknown as Record<string, ItemValue>, expiresAt };
    if (await participation.write([{ ...counted, expiresAt }, write])) return;
  }
  throw new Error('the counts of a day are being changed by others');
}

function sum(a: HeldDay['byKind'], b: HeldDay['byKind']): HeldDay['byKind'] {
  const total = new Map(Object.entries(a));
  for (const [kind, n] of Object.entries(b)) total.set(kind, (total.get(kind) ?? 0) + n);
  return Object.fromEntries(total);
}
