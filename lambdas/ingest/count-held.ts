import {
  CONTROL_ITEMS,
  type HeldDay,
  keyOf,
  PARTICIPATION_ITEMS,
  readItem,
  writeItem,
} from '../../lib/ledger/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';

const { heldDay, heldSegment } = PARTICIPATION_ITEMS;
const { retention } = CONTROL_ITEMS;

const MAX_TRIES = 8;

/**
 * Counts a segment in its worker's list, once however often it is sent. Before the segment is stored, so that a crash in
 * between lists too much rather than too little.
 * @param due UTC day on which nothing of the day is left
 * @throws Error when others keep changing the same day, for the collector to send again
 */
export async function countHeld(
  participant: string,
  { batch, ...segment }: Omit<HeldDay, 'segments'> & { readonly batch: string },
  due: string,
  { participation, control }: Pick<Ports, 'participation' | 'control'>,
): Promise<void> {
  const { day, jurisdiction, epoch, byKind } = segment;
  const names = { participant, day, jurisdiction, epoch: String(epoch) };
  const { pk, sk } = keyOf(heldDay, names);
  const ran = await control.get(retention.pk, retention.sk);
  const retained = ran && readItem(retention, ran).finished;
  const counted = writeItem(
    heldSegment,
    { participant, day, batch },
    {
      data: { jurisdiction, byKind, ...(retained !== undefined && { retained }) },
      ...{ ifRev: 0, from: due },
    },
  );
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    if ((await participation.get(counted.pk, counted.sk)) !== undefined) return;
    const item = await participation.get(pk, sk);
    const before = item && readItem(heldDay, item);
    const data: HeldDay = {
      ...{ day, jurisdiction, epoch, segments: (before?.segments ?? 0) + 1 },
      byKind: sum(before?.byKind ?? {}, segment.byKind),
    };
    const write = writeItem(heldDay, names, { data, ifRev: item?.rev ?? 0, from: due });
    if (await participation.write([counted, write])) return;
  }
  throw new Error('the counts of a day are being changed by others');
}

function sum(a: HeldDay['byKind'], b: HeldDay['byKind']): HeldDay['byKind'] {
  const total = new Map(Object.entries(a));
  for (const [kind, n] of Object.entries(b)) total.set(kind, (total.get(kind) ?? 0) + n);
  return Object.fromEntries(total);
}
