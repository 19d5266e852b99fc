import { PREFIXES } from '../../lib/activity/zones.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import type { PastQuery, QueryHistory } from '../../lib/storage/query-history.ts';

/** The outcome of saving the text of one query. */
export type SaveOutcome = 'saved' | 'known' | 'running' | 'forgotten' | 'not-ours' | 'past';

/** Where texts come from, and for how long they may be kept. */
export interface Saving {
  readonly history: QueryHistory;
  readonly workgroups: readonly string[];
  /** Days for which the zone keeps a text. */
  readonly keepDays: number;
}

export interface SaveAttempt {
  readonly outcome: SaveOutcome;
  /** When the query ended, if it did. */
  readonly ended?: Date | undefined;
}

const DAY_MS = 86_400_000;

/**
 * Saves the text of one query, once. A query that still runs is left: its end is another event, and another sweep. One
 * that is older than texts are kept is left too, or a sweep would bring back what the zone has destroyed.
 */
export async function saveQuery(
  { objects, clock }: Pick<Ports, 'objects' | 'clock'>,
  { history, workgroups, keepDays }: Saving,
  id: string,
): Promise<SaveAttempt> {
  const query = await history.query(id);
  if (query === undefined) return { outcome: 'forgotten' };
  const { ended } = query;
  if (!workgroups.includes(query.workgroup)) return { outcome: 'not-ours', ended };
  if (ended === undefined) return { outcome: 'running' };
  if (clock.now().getTime() - query.asked.getTime() >= (keepDays - 1) * DAY_MS) return { outcome: 'past', ended };
  const body = Buffer.from(JSON.stringify(query.record));
  const { created } = await objects.putOnce('queries', keyOf(query), body, 'application/json');
  return { outcome: created ? 'saved' : 'known', ended };
}

const keyOf = ({ id, workgroup, asked }: PastQuery): string => `${prefixOf(asked)}${workgroup}/${id}.json`;

/** Prefix of the texts of the queries that were asked on a day (UTC). */
export const prefixOf = (day: Date): string => `${PREFIXES.texts}day=${day.toISOString().slice(0, 10)}/`;
