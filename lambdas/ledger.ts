import { INDEX_DIGITS } from '../lib/activity/envelope.ts';
import type { Control, Item, ItemWrite } from '../lib/storage/ports.ts';
import { SegmentFault } from './redact/fault.ts';

/**
 * What happened to a segment, so that anything can be repeated after a crash: `received` before its object is written,
 * `stored` after, `planned` when it is to go into one certain file of the lake, `redacted` when it is there.
 */
export interface LedgerEntry {
  readonly state: 'received' | 'stored' | 'planned' | 'redacted';
  /** SHA-256 of the body as sent. */
  readonly digest: string;
  readonly rawKey: string;
  readonly worker: string;
  readonly session: string;
  readonly jurisdiction: string;
  /** UTC day of receipt: retention counts from it, and it stays the same however often the segment is sent. */
  readonly day: string;
  readonly shard: string;
  /** The plan that the segment belongs to, from `planned` on. */
  readonly plan: string | null;
  /**
   * Once it has been planned: up to which segment its session was known then. Frames may be published by that, so whoever
   * plans it again decides by the same. Absent before.
   */
  readonly until?: number;
  /** It was part of a plan that could not be written, maybe because of it: it is planned by itself from then on. */
  readonly alone?: boolean;
  /** What redaction made of it, once `redacted`. */
  readonly outcome: Outcome | null;
}

export interface Outcome {
  readonly rows: number;
  /** How many values of each type were masked. */
  readonly masked: Readonly<Record<string, number>>;
  readonly frames: number;
  /** Frames that were not published, by reason. */
  readonly withheld: Readonly<Record<string, number>>;
}

/** An entry with the revision that the next write must find. */
export interface Held {
  readonly batch: string;
  readonly entry: LedgerEntry;
  readonly rev: number;
}

const keyOf = (batch: string) => ({ pk: `segment#${batch}`, sk: 'ledger' });

const held = (batch: string, item: Item): Held => ({
  batch,
  entry: item.data as unknown as LedgerEntry,
  rev: item.rev,
});

export async function readEntry(control: Control, batch: string): Promise<Held | undefined> {
  const { pk, sk } = keyOf(batch);
  const item = await control.get(pk, sk);
  return item === undefined ? undefined : held(batch, item);
}

/** An entry that must be there: its object is. @throws SegmentFault segment.unknown */
export async function entryOf(control: Control, batch: string): Promise<Held> {
  const held = await readEntry(control, batch);
  if (held === undefined) throw new SegmentFault('segment.unknown');
  return held;
}

/** The write that moves an entry on; it fails when somebody else has moved it meanwhile. */
export const writeOf = ({ batch, entry, rev }: Held, changes: Partial<LedgerEntry> = {}): ItemWrite => ({
  ...keyOf(batch),
  ifRev: rev,
  data: { ...entry, ...changes } as unknown as ItemWrite['data'],
});

/** Which segment is the n-th of its session. Sealed with the ledger entry, so that the one after can find it. */
export const sessionItem = (worker: string, session: string, index: number) => ({
  pk: `segment#${worker}#${session}`,
  sk: `index#${String(index).padStart(INDEX_DIGITS, '0')}`,
});

/** The segments of a session: their sort keys are the prefix and the index. */
export const sessionItems = (worker: string, session: string) => ({
  pk: `segment#${worker}#${session}`,
  prefix: 'index#',
});

/** That the carry of a segment is stored, where, and from which segment of its session on it knows all. */
export const carryItem = (batch: string) => ({ pk: `segment#${batch}`, sk: 'carry' });

/** Where the bytes of a frame lie; written before them, so that they can be found and destroyed whatever happens next. */
export const frameItem = (batch: string, sha256: string) => ({ pk: `segment#${batch}`, sk: `frame#${sha256}` });
