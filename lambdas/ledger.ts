import { INDEX_DIGITS } from '../lib/activity/envelope.ts';
import { CONTROL_ITEMS, keyOf, type LedgerEntry, readItem, writeItem } from '../lib/ledger/index.ts';
import type { Control, ItemWrite } from '../lib/storage/ports.ts';
import { SegmentFault } from './redact/fault.ts';

const { segment } = CONTROL_ITEMS;

/** An entry with the revision that the next write must find. */
export interface RevisedEntry {
  readonly batch: string;
  readonly entry: LedgerEntry;
  readonly rev: number;
}

export async function readEntry(control: Control, batch: string): Promise<RevisedEntry | undefined> {
  const { pk, sk } = keyOf(segment, { batch });
  const item = await control.get(pk, sk);
  return item === undefined ? undefined : { batch, entry: readItem(segment, item), rev: item.rev };
}

/** An entry that must be there: its object is. @throws SegmentFault segment.unknown */
export async function entryOf(control: Control, batch: string): Promise<RevisedEntry> {
  const held = await readEntry(control, batch);
  if (held === undefined) throw new SegmentFault('segment.unknown');
  return held;
}

/** The write that moves an entry on. It fails when another writer has moved the entry meanwhile. */
export const writeOf = ({ batch, entry, rev }: RevisedEntry, changes: Partial<LedgerEntry> = {}): ItemWrite =>
  writeItem(segment, { batch }, { data: { ...entry, ...changes }, ifRev: rev, from: entry.due });

/** Which segment is the n-th of its session. It is written with the ledger entry, so that the next segment can find it. */
export const placeNames = (worker: string, session: string, index: number) => ({
  worker,
  session,
  index: String(index).padStart(INDEX_DIGITS, '0'),
});

/** The frames of a segment: the sort key of each is the prefix and its hash. */
export const frameItems = (batch: string) => {
  const { pk, sk } = keyOf(CONTROL_ITEMS.frame, { batch, sha256: '' });
  return { pk, prefix: sk };
};
