import { StrongroomError } from '../../lib/activity/errors.ts';
import { nth } from '../../lib/activity/there.ts';
import { SLICES_AT_ONCE } from '../../lib/governance/scale/shares.ts';
import { type Lot, nameOf } from '../../lib/retention/lot.ts';
import type { Due } from '../../lib/retention/plan/types.ts';
import { ownOf, type Share, type Slice, slicesOf } from '../../lib/retention/slice.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { closeLot, type DueLot, destroySlice, incomplete, type Recorded } from './destroy.ts';
import { intentOf } from './intents.ts';

/** A lot that could not be destroyed, and why, by a stable code. */
export interface Failed extends Lot {
  readonly code: string;
}

/** The results of the lots of a run. */
export interface LotResults {
  readonly done: Recorded[];
  /** Still there: the time was over, or other runs are at it. */
  readonly left: Lot[];
  readonly failed: Failed[];
}

/** Passes over a lot in which something may still appear, by a writer that was late. */
const PASSES = 3;

/** A lot of this run. */
interface Going extends DueLot {
  readonly own: readonly Slice[];
  /** Slices that are not through. */
  waiting: number;
  /** How the lot ended: `done`, `left`, or the code of its failure; undefined before that. */
  ended?: string;
}

/**
 * Destroys a share's own slices of every lot, and closes each lot that is empty. A failure of one lot does not stop the others.
 */
export async function destroyLots(
  due: readonly Due[],
  share: Share,
  ports: Ports,
  more: () => boolean,
): Promise<LotResults> {
  const work: LotResults = { done: [], left: [], failed: [] };
  const going: Going[] = [];
  for (const dues of Map.groupBy(due, nameOf).values()) going.push(await begin(dues, share, ports));
  const jobs = going.flatMap((lot) =>
    (lot.own.length === 0 ? [undefined] : lot.own).map((slice) => [lot, slice] as const),
  );
  const queue = jobs.values();
  await Promise.all(
    Array.from({ length: SLICES_AT_ONCE }, async () => {
      for (const [one, slice] of queue) await attempt(one, () => destroyOne(one, slice, work, ports, more));
    }),
  );
  for (const { lot, ended } of going)
    if (ended === 'left') work.left.push(lot);
    else if (ended !== 'done') work.failed.push({ ...lot, code: String(ended) });
  return work;
}

async function begin(dues: readonly Due[], share: Share, ports: Ports): Promise<Going> {
  const { zone, place, deadline, why } = nth(dues, 0);
  const lot: Lot = { zone, place, deadline, why };
  const { open } = await intentOf(lot, ports);
  const own = ownOf(share, open?.slices ?? slicesOf(lot, share));
  return { lot, dues, own, waiting: Math.max(1, own.length) };
}

/** The worker that finishes the last slice of this run's own closes the lot. */
async function destroyOne(
  lot: Going,
  slice: Slice | undefined,
  work: LotResults,
  ports: Ports,
  more: () => boolean,
): Promise<void> {
  if (slice !== undefined && !(await through(lot, [slice], work, ports, more))) lot.ended ??= 'left';
  lot.waiting--;
  if (lot.waiting > 0 || lot.ended !== undefined) return;
  for (let pass = 0; pass < PASSES; pass++) {
    const closed = await closeLot(lot, lot.own, ports);
    if (closed === null || 'done' in closed) {
      if (closed !== null) work.done.push(closed);
      lot.ended = 'done';
      return;
    }
    if (closed.there === 'of-others' || !(await through(lot, lot.own, work, ports, more))) {
      lot.ended = 'left';
      return;
    }
  }
  throw incomplete(lot.lot);
}

async function through(
  lot: Going,
  slices: readonly Slice[],
  work: LotResults,
  ports: Ports,
  more: () => boolean,
): Promise<boolean> {
  for (const slice of slices)
    if (!more() || !(await destroySlice(lot, slice, ports, more, (earlier) => work.done.push(earlier)))) return false;
  return true;
}

async function attempt(lot: Going, deed: () => Promise<void>): Promise<void> {
  try {
    await deed();
  } catch (error) {
    if (!(error instanceof StrongroomError)) throw error;
    lot.ended = error.code;
    lot.waiting--;
  }
}
