import { EVERYWHERE } from '../../lib/governance/gate/gate.ts';
import { dayOf, isDue } from '../../lib/retention/days.ts';
import { keepDaysOf } from '../../lib/retention/keep.ts';
import { type Lot, nameOf } from '../../lib/retention/lot.ts';
import { atOf, type RetentionPlan } from '../../lib/retention/plan/types.ts';
import { ALONE, type Share } from '../../lib/retention/slice.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import type { Settings } from '../settings.ts';
import { finish } from './destroy.ts';
import { openErasures } from './erase.ts';
import { type Intent, openIntents } from './intents.ts';
import { destroyLots, type Failed, type Work } from './lots.ts';
import { plannedFor } from './planned.ts';
import { ReplacedFiles } from './replaced.ts';
import { type ErasedCopy, tellTeams } from './tell.ts';

/** What a run destroyed, finished runs that had crashed included. */
export interface RetentionReport {
  readonly objects: number;
  readonly bytes: number;
  readonly byZone: Readonly<Record<string, { objects: number; bytes: number }>>;
  /** Copies whose teams were told that they go because somebody asked. */
  readonly told: readonly ErasedCopy[];
  readonly partitions: number;
  /** Keys of the destruction records in the audit zone. */
  readonly records: readonly string[];
  /** What is due and still there, because the time was over: the next run goes on with it. */
  readonly left: readonly Lot[];
  readonly failed: readonly Failed[];
  /** Prefixes that a hold keeps although they are due. */
  readonly held: number;
}

export interface RetainOptions {
  /** Whether there is time for another request; what is left when there is none is for the next run. */
  readonly more?: () => boolean;
  /** Which of several runs this is, that work at the same time; alone when left out. */
  readonly share?: Share;
}

/** What is due today and why, without touching anything. */
export async function planRetention(ports: Ports, settings: Settings): Promise<RetentionPlan> {
  const today = dayOf(ports.clock.now());
  const erasures = await openErasures(ports, settings);
  return plannedFor(today, erasures, await ReplacedFiles.read(ports, settings), ports, settings);
}

/**
 * Destroys what is due, and what a worker asked to be erased, and signs a record of each lot once it is gone. Nothing but
 * what is due is listed. What one lot fails by keeps no other from its end.
 */
export async function retain(
  ports: Ports,
  settings: Settings,
  { more = () => true, share = ALONE }: RetainOptions = {},
): Promise<RetentionReport> {
  const today = dayOf(ports.clock.now());
  const replaced = await ReplacedFiles.read(ports, settings);
  if (share.at > 0) return helpDestroy(today, replaced, ports, settings, { more, share });
  const erasures = await openErasures(ports, settings, true);
  const plan = await plannedFor(today, erasures, replaced, ports, settings);
  // Before anything of them is destroyed: after a crash nobody would find what a team has to be told.
  const told = await tellTeams(erasures.copies(), ports);
  const work = await destroyLots(plan.due, share, ports, more);
  // What an earlier run destroyed to the end without coming to its record is due no more, and open still.
  // What a hold keeps since is there still.
  const theirs = new Set([...plan.due, ...plan.held].map(nameOf));
  for (const intent of await openIntents(ports)) {
    const done = theirs.has(nameOf(intent)) ? undefined : await finish(intent, ports);
    if (done !== undefined) work.done.push(done);
  }
  if (work.left.length === 0 && work.failed.length === 0) {
    await replaced.finish(plan.held);
    await erasures.finish(plan.held, (order, place) => replaced.without(order, place));
  }
  const partitions = await dropPartitions(plan, work, settings, today, ports);
  return { ...reportOf(work), told, partitions, held: plan.held.length };
}

/** A run beside the first: it destroys slices of its own, of what is many, and decides and tells nothing. */
async function helpDestroy(
  today: string,
  replaced: ReplacedFiles,
  ports: Ports,
  settings: Settings,
  { more, share }: Required<RetainOptions>,
): Promise<RetentionReport> {
  const { due, held } = await plannedFor(today, null, replaced, ports, settings);
  const work = await destroyLots(due, share, ports, more);
  return { ...reportOf(work), told: [], partitions: 0, held: held.length };
}

const reportOf = ({ done, left, failed }: Work) => ({
  ...sum(done.map((one) => one.done)),
  records: done.map(({ record }) => record),
  left,
  failed,
});

/** A partition goes once its rows are gone: those of a day that is held, or that is not through yet, stay. */
async function dropPartitions(
  plan: RetentionPlan,
  { left, failed }: Work,
  settings: Settings,
  today: string,
  { catalog }: Ports,
): Promise<number> {
  const unfinished = new Set([...left, ...failed].map(nameOf));
  const kept = [...plan.held, ...plan.due.filter((due) => unfinished.has(nameOf(due)))];
  const stays = new Set(kept.filter(({ kind }) => kind === 'rows').map(atOf));
  let dropped = 0;
  for await (const partition of catalog.listPartitions()) {
    const { jurisdiction, day } = partition;
    if (!isDue(day, keepDaysOf(settings, 'redacted', jurisdiction), today)) continue;
    if (stays.has(atOf({ place: jurisdiction, day }))) continue;
    await catalog.dropPartition(partition);
    dropped++;
  }
  return dropped;
}

function sum(intents: readonly Intent[]): Pick<RetentionReport, 'objects' | 'bytes' | 'byZone'> {
  const byZone: Record<string, { objects: number; bytes: number }> = {};
  for (const { zone, versions, bytes } of intents) {
    byZone[zone] ??= { objects: 0, bytes: 0 };
    byZone[zone].objects += versions;
    byZone[zone].bytes += bytes;
  }
  const totals = Object.values(byZone);
  return {
    objects: totals.reduce((n, one) => n + one.objects, 0),
    bytes: totals.reduce((n, one) => n + one.bytes, 0),
    byZone,
  };
}

/**
 * Places of which something is due for longer than retention may be silent: nothing more may be collected there. What names
 * no place, as a copy, may be of any.
 */
export function latePlaces({ left, failed }: RetentionReport, now: Date, lagMs: number): string[] {
  const late = [...left, ...failed].filter(({ deadline }) => now.getTime() - Date.parse(deadline) > lagMs);
  return [...new Set(late.map(({ place }) => place ?? EVERYWHERE))].toSorted();
}
