import { hasCode } from '../../lib/activity/errors.ts';
import { NOTICES } from '../../lib/activity/zones.ts';
import { CONTROL_ITEMS, keyOf, writeItem } from '../../lib/ledger/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';

/** A copy that was made from recordings that a worker asked to have erased. */
export interface ErasedCopy {
  readonly team: string;
  readonly export: string;
  /** UTC day of the request. */
  readonly asked: string;
  /** UTC day on which it is destroyed. */
  readonly gone: string;
}

const SAYS =
  'This copy was made from recordings that must be erased. It is destroyed. Destroy every part of it that you took elsewhere, and have the copy made again: a new copy is without these recordings.';

/**
 * Tells the team of each copy, once, before the copy is destroyed: a notice is put beside its copies, and an item of the table
 * records it. The notice does not name the recordings: they have in common that they are of one person.
 * @returns the copies whose teams were told now
 */
export async function tellTeams(
  copies: readonly ErasedCopy[],
  { control, objects }: Pick<Ports, 'control' | 'objects'>,
): Promise<ErasedCopy[]> {
  const told: ErasedCopy[] = [];
  for (const copy of copies) {
    const names = { team: copy.team, export: copy.export };
    const { pk, sk } = keyOf(CONTROL_ITEMS.notice, names);
    if ((await control.get(pk, sk)) !== undefined) continue;
    const body = Buffer.from(JSON.stringify({ ...copy, says: SAYS }));
    try {
      await objects.putOnce('derived', noticeKey(copy), body, 'application/json');
    } catch (error) {
      // A team that the configuration no longer names has no readers. A notice that cannot be written does not stop the
      // destruction.
      if (!hasCode(error, 'access.denied')) throw error;
    }
    const data = { asked: copy.asked, gone: copy.gone };
    await control.write([writeItem(CONTROL_ITEMS.notice, names, { data, ifRev: 0, from: copy.gone })]);
    told.push(copy);
  }
  return told;
}

/** Beside the copies of the team, where that team alone reads. */
const noticeKey = ({ team, export: name }: Pick<ErasedCopy, 'team' | 'export'>): string =>
  `${team}/${NOTICES}${name}.json`;
