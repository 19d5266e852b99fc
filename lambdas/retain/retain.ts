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
import { destroyLots, type Failed, type LotResults } from './lots.ts';
import { plannedFor } from './planned.ts';
import { ReplacedFiles } from './replaced.ts';
import { type ErasedCopy, tellTeams } from './tell.ts';

/** The destructions of a run, including those of crashed runs that it finished. */
export interface RetentionReport {
  readonly objects: number;
  readonly bytes: number;
  readonly byZone: Readonly<Record<string, { objects: number; bytes: number }>>;
  /** Copies whose teams were told that the copy is destroyed because of an erasure request. */
  readonly told: readonly ErasedCopy[];
  readonly partitions: number;
  /** Keys of the destruction records in the audit zone. */
  readonly records: readonly string[];
  /** Lots that are due and still there, because the time was over: the next run continues with them. */
  readonly left: readonly Lot[];
  readonly failed: readonly Failed[];
  /** Prefixes that a hold keeps although they are due. */
  readonly held: number;
}

export interface RetainOptions {
  /** Whether there is time for another request; the rest is left to the next run. */
  readonly more?: () => boolean;
  /** Which of several runs this is, that work at the same time; alone when left out. */
  readonly share?: Share;
}

/** Plans what is due today and why, and changes nothing. */
export async function planRetention(ports: Ports, settings: Settings): Promise<RetentionPlan> {
  const today = dayOf(ports.clock.now());
  const erasures = await openErasures(ports, settings);
  return plannedFor(today, erasures, await ReplacedFiles.read(ports, settings), ports, settings);
}

/**
 * Destroys data that is due, and data that a worker asked to have erased, and signs a record of each lot once it is gone. Nothing
 * but due data is listed. A failure of one lot does not stop the others.
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
  // Done before anything of the copies is destroyed: after a crash, no run would find which teams to tell.
  const told = await tellTeams(erasures.copies(), ports);
  const work = await destroyLots(plan.due, share, ports, more);
  // An earlier run may have destroyed a lot completely without filing its record: the lot is no longer due, but still open. Data
  // under a newer hold still exists.
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

/** A run beside the first: it destroys its own slices of large lots. It decides nothing and tells no team. */
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

const reportOf = ({ done, left, failed }: LotResults) => ({
  ...sum(done.map((recorded) => recorded.done)),
  records: done.map(({ record }) => record),
  left,
  failed,
});

/** A partition is dropped once its rows are gone: rows of a held day, or of one still in redaction, stay. */
async function dropPartitions(
  plan: RetentionPlan,
  { left, failed }: LotResults,
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
    objects: totals.reduce((n, amount) => n + amount.objects, 0),
    bytes: totals.reduce((n, amount) => n + amount.bytes, 0),
    byZone,
  };
}

/**
 * Places with data that is overdue by more than the time that retention may be silent: nothing more may be collected there. A lot
 * that names no place, such as a copy, may be of any.
 */
export function latePlaces({ left, failed }: RetentionReport, now: Date, lagMs: number): string[] {
  const late = [...left, ...failed].filter(({ deadline }) => now.getTime() - Date.parse(deadline) > lagMs);
  return [...new Set(late.map(({ place }) => place ?? EVERYWHERE))].toSorted();
}
