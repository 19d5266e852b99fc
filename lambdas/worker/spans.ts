import { SORT } from '../participation.ts';
import { type Asking, asData, ownKey, write } from './asking.ts';

/** A time that has begun, and may have an end. */
export interface Span {
  readonly from: string;
  /** Null while it has none. */
  readonly until: string | null;
}

export interface LastSpan<T extends Span> {
  readonly span: T | undefined;
  /** What the next change must find. */
  readonly rev: number;
}

type What = 'pause' | 'objection' | 'consent';

/** The latest pause, objection or agreement of whoever asks. */
export async function lastSpan<T extends Span>(asking: Asking, what: What): Promise<LastSpan<T>> {
  const item = await asking.ports.participation.get(ownKey(asking), `${SORT.last}${what}`);
  return { span: item?.data as unknown as T | undefined, rev: item?.rev ?? 0 };
}

/**
 * Writes a span that begins or ends: as the latest of its kind, which only one of two at the same moment can do, and under
 * its own beginning, where ingest finds it for segments that arrive later.
 */
export async function writeSpan<T extends Span>(
  asking: Asking,
  what: What,
  { rev }: LastSpan<T>,
  span: T,
  expiresAt?: Date,
): Promise<void> {
  const pk = ownKey(asking);
  const sk = `${SORT[what]}${span.from}`;
  const { from, until } = span;
  const earlier = await asking.ports.participation.get(pk, sk);
  const expiry = expiresAt && { expiresAt };
  await write(asking, [
    { pk, sk: `${SORT.last}${what}`, ifRev: rev, data: asData(span), ...expiry },
    { pk, sk, ifRev: earlier?.rev ?? 0, data: { from, until }, ...expiry },
  ]);
}
