import { shortageOf } from '../../lib/activity/shortage.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { prefixOf, type Saving, saveQuery } from './save.ts';

/** Days for which Athena remembers a query. https://docs.aws.amazon.com/athena/latest/APIReference/API_ListQueryExecutions.html */
const REMEMBERED = 45;
const DAY_MS = 86_400_000;
/** Time within which an event should have brought a text (ms). */
const LATE_MS = 15 * 60_000;

/** The result of a sweep, in numbers of queries. */
export interface Swept {
  readonly saved: number;
  /** Saved ones that had ended long before: no event brought them. */
  readonly late: number;
  /** Queries that could not be fetched or stored, by id. */
  readonly failed: readonly string[];
  /** Whether every query that Athena remembers was looked at. */
  readonly whole: boolean;
}

/**
 * Saves each text that no event brought: EventBridge does not promise delivery, and a rule can be switched off. A query
 * that fails does not keep the others. Where a service asks to wait, or the time is over, the rest is left to the next run.
 * @param more whether there is time for another query
 */
export async function sweep(
  ports: Pick<Ports, 'objects' | 'clock'>,
  saving: Saving,
  more: () => boolean,
): Promise<Swept> {
  const known = await savedIds(ports);
  const failed: string[] = [];
  let [saved, late] = [0, 0];
  const stopped = (): Swept => ({ saved, late, failed, whole: false });
  for (const workgroup of saving.workgroups) {
    const ids = saving.history.ids(workgroup)[Symbol.asyncIterator]();
    for (;;) {
      if (!more()) return stopped();
      let id: string | undefined;
      try {
        const next = await ids.next();
        if (next.done) break;
        id = next.value;
        if (known.has(id)) continue;
        const { outcome, ended } = await saveQuery(ports, saving, id);
        if (outcome !== 'saved') continue;
        saved++;
        if (ports.clock.now().getTime() - (ended?.getTime() ?? 0) > LATE_MS) late++;
      } catch (error) {
        if (shortageOf(error) !== undefined) return stopped();
        failed.push(id ?? workgroup);
        // A listing that failed cannot be continued.
        if (id === undefined) break;
      }
    }
  }
  return { saved, late, failed, whole: failed.length === 0 };
}

/** Ids of the queries that are saved already, of the days that Athena remembers. */
async function savedIds({ objects, clock }: Pick<Ports, 'objects' | 'clock'>): Promise<ReadonlySet<string>> {
  const today = clock.now().getTime();
  const ids = new Set<string>();
  for (let ago = -1; ago <= REMEMBERED + 1; ago++)
    for await (const { key } of objects.list('queries', prefixOf(new Date(today - ago * DAY_MS))))
      ids.add(key.slice(key.lastIndexOf('/') + 1, -'.json'.length));
  return ids;
}
