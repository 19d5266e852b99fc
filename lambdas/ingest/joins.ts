import type { BatchClose, BatchOpen } from '../../lib/activity/envelope.ts';
import { RefusedError } from '../../lib/activity/refusals.ts';
import { CONTROL_ITEMS, keyOf, readItem, type SessionPlace } from '../../lib/ledger/index.ts';
import type { Control } from '../../lib/storage/ports.ts';
import { placeNames } from '../ledger.ts';

/** The two ends of a segment: its link to the segment before, and the link that the segment after must carry. */
export type Ends = Omit<SessionPlace, 'batch'>;

export const endsOf = ({ prev, first }: BatchOpen, { chain, last }: BatchClose): Ends => ({
  prev,
  first,
  chain,
  next: last + 1,
});

/**
 * Checks that a segment joins the neighbours of its session that have arrived, in whatever order they come: by the chain and by
 * the seq. Redaction reads text typed in one segment in the context of the other, so a wrong order could reveal it.
 * @param worker pseudonym
 * @throws RefusedError segment.order
 */
export async function checkJoins(
  { sid, index }: BatchOpen,
  ends: Ends,
  worker: string,
  control: Control,
): Promise<void> {
  const at = async (place: number): Promise<Ends | undefined> => {
    const { pk, sk } = keyOf(CONTROL_ITEMS.place, placeNames(worker, sid, place));
    const item = await control.get(pk, sk);
    return item && readItem(CONTROL_ITEMS.place, item);
  };
  if ((index === 0) !== (ends.prev === null)) throw new RefusedError('segment.order', `at index ${index}`);
  const [before, after] = await Promise.all([index === 0 ? undefined : at(index - 1), at(index + 1)]);
  const joins = (left: Ends, right: Ends) => left.chain === right.prev && left.next === right.first;
  if ((before && !joins(before, ends)) || (after && !joins(ends, after)))
    throw new RefusedError('segment.order', `at index ${index}`);
}
