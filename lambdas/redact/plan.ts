import { createHash } from 'node:crypto';
import { lastOf, nth, there } from '../../lib/activity/there.ts';
import { CONTROL_ITEMS, keyOf, type PlanEntry, readItem, writeItem } from '../../lib/ledger/index.ts';
import type { Control, Item, ItemWrite, Partition } from '../../lib/storage/ports.ts';
import { entryOf, type RevisedEntry, writeOf } from '../ledger.ts';

/**
 * The segments that go into one file of the lake. The plan and the mark on each segment are written before the file: a process
 * that repeats the work later writes the same file, and no event is ever in two.
 */
export interface Plan extends Pick<PlanEntry, 'batches' | 'until' | 'state' | 'due'> {
  readonly id: string;
  readonly partition: Partition;
  readonly rev: number;
}

/** A transaction takes 100 writes: the plan and its segments. */
const MAX_SEGMENTS = 99;
const MAX_TRIES = 5;

/**
 * Plans for the given segments, each with the index it was examined up to. New segments of one partition are put into one plan;
 * segments that are planned already bring their plan with them; segments that are in the lake bring none.
 * @throws Error when other processes keep changing the same segments, for the queue to try again
 */
export async function plansFor(until: ReadonlyMap<string, number>, control: Control): Promise<Plan[]> {
  const batches = [...until.keys()];
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const held = await readAll(batches, control);
    const fresh = held.filter(({ entry }) => entry.plan === null);
    if (fresh.length === 0) return loadPlans(held, control);
    for (const group of groups(fresh)) await control.write(writesOf(group, until));
  }
  throw new Error('the segments are being planned by others');
}

const readAll = (batches: readonly string[], control: Control): Promise<RevisedEntry[]> =>
  Promise.all(batches.map((batch) => entryOf(control, batch)));

function groups(fresh: readonly RevisedEntry[]): RevisedEntry[][] {
  const byFile = Object.groupBy(fresh, ({ batch, entry: { jurisdiction, day, shard, alone } }) =>
    [jurisdiction, day, shard, ...(alone ? [batch] : [])].join('/'),
  );
  return Object.values(byFile).flatMap((group = []) => {
    const sorted = group.toSorted((a, b) => (a.batch < b.batch ? -1 : 1));
    return Array.from({ length: Math.ceil(sorted.length / MAX_SEGMENTS) }, (_, i) =>
      sorted.slice(i * MAX_SEGMENTS, (i + 1) * MAX_SEGMENTS),
    );
  });
}

function writesOf(group: readonly RevisedEntry[], until: ReadonlyMap<string, number>): ItemWrite[] {
  const batches = group.map(({ batch }) => batch);
  const known = group.map(({ batch, entry }) => entry.until ?? there(until.get(batch), 'the end of a segment'));
  // Includes the revisions: when a plan was taken apart, the same segments may be planned once more, and into another file.
  const name = group.map(({ batch, rev }) => `${batch}@${rev}`).join('\n');
  const id = createHash('sha256').update(name).digest('hex').slice(0, 32);
  const { jurisdiction, day, shard } = nth(group, 0).entry;
  const due = lastOf(group.map(({ entry }) => entry.due).toSorted());
  const data = { batches, until: known, jurisdiction, day, shard, due, state: 'open' as const };
  return [
    writeItem(CONTROL_ITEMS.plan, { id }, { data, ifRev: 0, from: due }),
    ...group.map((held, i) => writeOf(held, { state: 'planned', plan: id, until: nth(known, i) })),
  ];
}

async function loadPlans(held: readonly RevisedEntry[], control: Control): Promise<Plan[]> {
  const open = held.filter(({ entry }) => entry.state !== 'redacted').map(({ entry }) => entry.plan as string);
  return Promise.all([...new Set(open)].map((id) => loadPlan(id, control)));
}

/** @throws Error when there is no such plan */
export async function loadPlan(id: string, control: Control): Promise<Plan> {
  const { pk, sk } = keyOf(CONTROL_ITEMS.plan, { id });
  const item = await control.get(pk, sk);
  if (item === undefined) throw new Error('a plan is missing');
  return planOf(id, item);
}

function planOf(id: string, item: Item): Plan {
  const { jurisdiction, day, shard, ...rest } = readItem(CONTROL_ITEMS.plan, item);
  return { id, partition: { jurisdiction, day, shard }, ...rest, rev: item.rev };
}

/** The write that moves a plan on. It fails when another process has moved the plan meanwhile. */
export const moved = ({ id, partition, batches, until, due, rev }: Plan, state: Plan['state']): ItemWrite =>
  writeItem(CONTROL_ITEMS.plan, { id }, { data: { batches, until, ...partition, due, state }, ifRev: rev, from: due });
