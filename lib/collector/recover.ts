import { randomUUID } from 'node:crypto';
import type { ActivityEvent } from '../activity/events.ts';
import { OpenSegment, type Sealed, type SegmentMeta } from './open-segment.ts';
import type { JournalContent, Store, Waiting } from './store.ts';

/** Files that the previous collector left behind. */
export interface Recovered {
  readonly waiting: Waiting[];
  /** The end of its last session, which it did not seal. */
  readonly ending: Sealed | undefined;
  /** Segments whose files are damaged. */
  readonly damaged: readonly number[];
  /** Whether its journal is unreadable, so that the end of its session is lost. */
  readonly journalLost: boolean;
  readonly nextOrdinal: number;
}

/**
 * Reads the files left behind, and ends the last session: the journal's events are sealed, with a gap for an unknown
 * number of events lost from memory. May be interrupted anywhere: a second run reaches the same end.
 */
export async function recover(store: Store): Promise<Recovered> {
  const journal = await store.readJournal();
  const loaded = await store.load();
  const content = typeof journal === 'string' ? undefined : journal;
  const drops = new Set([...(content?.drops ?? []), ...loaded.waiting.flatMap(({ meta }) => meta.drops)]);
  await store.remove([...drops]);
  const waiting = loaded.waiting.filter(({ meta }) => !drops.has(meta.ordinal));
  const damaged = loaded.damaged.filter((ordinal) => !drops.has(ordinal));
  const ending = content === undefined ? undefined : endOf(content, loaded.waiting);
  await store.sweepFrames([...waiting.map(({ meta }) => meta), ...(ending === undefined ? [] : [ending.meta])]);
  const ordinals = [content?.head.ordinal, ending?.meta.ordinal, ...loaded.damaged];
  const last = Math.max(
    -1,
    ...loaded.waiting.map(({ meta }) => meta.ordinal),
    ...ordinals.map((ordinal) => ordinal ?? -1),
  );
  return { waiting, ending, damaged, journalLost: journal === 'damaged', nextOrdinal: last + 1 };
}

function endOf(journal: JournalContent, waiting: readonly Waiting[]): Sealed | undefined {
  const { head } = journal;
  if (head.ended) return undefined;
  // Already sealed: the crash came before the next journal.
  const sealed = waiting.map(({ meta }) => meta).findLast(({ open }) => open.sid === head.open.sid);
  const later = sealed !== undefined && sealed.ordinal >= head.ordinal ? sealed : undefined;
  if (later?.ended) return undefined;
  const segment = later === undefined ? restore(journal) : new OpenSegment(after(later));
  if (!isStop(segment.lines.at(-1))) segment.add(lostAt(segment));
  return segment.seal(true);
}

function restore({ head, lines, drops, frames }: JournalContent): OpenSegment {
  const segment = new OpenSegment(head);
  for (const line of lines) segment.add(JSON.parse(line));
  for (const frame of frames) segment.addFrame(frame);
  segment.drops.push(...drops);
  return segment;
}

/** The head of the segment after a sealed one. */
const after = ({ ordinal, open, chain, next, mono }: SegmentMeta) => ({
  ordinal: ordinal + 1,
  open: { ...open, batch: randomUUID(), index: open.index + 1, prev: chain, first: next },
  mono,
  ended: false,
});

const isStop = (line: string | undefined): boolean => {
  const event: ActivityEvent | undefined = line && JSON.parse(line);
  return event?.kind === 'control' && event.d.op === 'stop';
};

const lostAt = (segment: OpenSegment): ActivityEvent => ({
  kind: 'control',
  seq: segment.next,
  mono_us: segment.mono,
  d: { op: 'gap', by: 'system', reason: 'crash' },
});
