import { partitionPrefix } from '../../lib/storage/partition.ts';
import type { Control, ItemWrite, Ports } from '../../lib/storage/ports.ts';
import { readEntry, writeOf } from '../ledger.ts';
import { collect } from './collect.ts';
import { parquetOf } from './parquet.ts';
import { loadPlan, moved, type Plan } from './plan.ts';

export const PARQUET = 'application/vnd.apache.parquet';

export const fileOf = ({ id, partition }: Pick<Plan, 'id' | 'partition'>): string =>
  `${partitionPrefix(partition)}${id}.parquet`;

const MAX_TRIES = 5;

/**
 * Frees the segments of a plan that cannot be written as it is, so that they can be planned anew. Another process may be writing
 * its file at this moment, or may have written it and not reached the ledger. So the plan is stopped first: from then on no
 * process marks its segments as published. Then an empty file replaces its file: earlier rows are no longer in the lake, and a
 * later writer finds the key taken. Only then are the segments free. Each step may be repeated.
 * @param alone segments that must be planned by themselves from then on
 * @returns false when its file is in the lake and its segments are marked: then there is nothing to take apart
 * @throws Error when other processes keep changing the same plan, for the queue to try again
 */
export async function takeApart(plan: Plan, alone: ReadonlySet<string>, ports: Ports): Promise<boolean> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const now = await loadPlan(plan.id, ports.control);
    if (now.state === 'written') return false;
    if (now.state === 'apart') return true;
    if (now.state === 'stopped') {
      await ports.objects.replace('redacted', fileOf(now), await collect(parquetOf(noRows())), PARQUET);
      await ports.control.write(await freeing(now, alone, ports.control));
    } else await ports.control.write([moved(now, 'stopped')]);
  }
  throw new Error('the plan is being changed by others');
}

async function freeing(plan: Plan, alone: ReadonlySet<string>, control: Control): Promise<ItemWrite[]> {
  const held = await Promise.all(plan.batches.map((batch) => readEntry(control, batch)));
  const mine = held.filter((revised) => revised !== undefined).filter(({ entry }) => entry.plan === plan.id);
  return [
    moved(plan, 'apart'),
    ...mine.map((revised) => {
      const lonely = revised.entry.alone === true || alone.has(revised.batch);
      return writeOf(revised, { state: 'stored', plan: null, alone: lonely });
    }),
  ];
}

async function* noRows(): AsyncGenerator<never> {}
