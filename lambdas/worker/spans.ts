import { type DataOf, PARTICIPATION_ITEMS as ITEMS, keyOf, readItem, writeItem } from '../../lib/ledger/index.ts';
import { type Asking, write } from './asking.ts';

/** A time that has begun, and may have an end. */
export interface TimeSpan {
  readonly from: string;
  /** Null while it has none. */
  readonly until: string | null;
}

export interface LastSpan<T extends TimeSpan> {
  readonly span: T | undefined;
  /** The revision that the next change must find. */
  readonly rev: number;
}

/** The latest of each kind, and each of them. */
const ROWS = {
  pause: { last: ITEMS.lastPause, each: ITEMS.pause },
  objection: { last: ITEMS.lastObjection, each: ITEMS.objection },
  consent: { last: ITEMS.lastConsent, each: ITEMS.consent },
} as const;
type What = keyof typeof ROWS;
type SpanOf<W extends What> = DataOf<(typeof ROWS)[W]['last']>;

/** The latest pause, objection or agreement of the caller. */
export async function lastSpan<W extends What>(asking: Asking, kind: W): Promise<LastSpan<SpanOf<W>>> {
  const { last } = ROWS[kind];
  const { pk, sk } = keyOf(last, { participant: asking.caller.participant });
  const item = await asking.ports.participation.get(pk, sk);
  return { span: item && readItem<(typeof ROWS)[W]['last']>(last, item), rev: item?.rev ?? 0 };
}

/**
 * Writes a span that begins or ends, at two keys. As the latest of its kind, only one of two writes at the same moment succeeds.
 * Under its own beginning, ingest finds it for segments that arrive later.
 * @param forgotten the time from which a pause is of no use any more
 */
export async function writeSpan<T extends TimeSpan>(
  asking: Asking,
  kind: What,
  { rev }: LastSpan<T>,
  span: T,
  forgotten?: Date,
): Promise<void> {
  const { participant } = asking.caller;
  const { last, each } = ROWS[kind];
  const { from, until } = span;
  const { pk, sk } = keyOf(each, { participant, from });
  const ends = forgotten ?? until ?? undefined;
  const earlier = await asking.ports.participation.get(pk, sk);
  await write(asking, [
    writeItem(last, { participant }, { data: span as DataOf<typeof last>, ifRev: rev, from: ends }),
    writeItem(each, { participant, from }, { data: { from, until }, ifRev: earlier?.rev ?? 0, from: ends }),
  ]);
}
