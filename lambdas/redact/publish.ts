import type { DeadReason } from '../../lib/activity/dead-letters.ts';
import type { SegmentOutcome } from '../../lib/ledger/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { entryOf, writeOf } from '../ledger.ts';
import { SegmentFault } from './fault.ts';
import { parquetOf } from './parquet.ts';
import { moved, type Plan } from './plan.ts';
import { PlanRows, type PlanTools } from './plan-rows.ts';
import { fileOf, PARQUET, takeApart } from './take-apart.ts';

/** The result of a plan: its segments are in the lake, or all but the faulty ones must be planned again. */
export interface Published {
  readonly written: boolean;
  readonly faults: ReadonlyMap<string, DeadReason>;
}

const AGAIN: Published = { written: false, faults: new Map() };

/**
 * Second pass over every segment of a plan: its frames, one Parquet file, its partition, and the mark in the ledger, in this
 * order, each of which may be repeated. A plan with a segment that cannot be published is taken apart.
 * @throws what a port throws: it says nothing about a segment
 */
export async function publish(plan: Plan, work: PlanTools): Promise<Published> {
  const { ports } = work;
  if (plan.state === 'stopped') {
    await takeApart(plan, new Set(), ports);
    return AGAIN;
  }
  const rows = new PlanRows(plan, work);
  try {
    await ports.objects.putOnce('redacted', fileOf(plan), parquetOf(rows.groups()), PARQUET);
  } catch (error) {
    if (rows.faults.size === 0 && !(error instanceof SegmentFault)) throw error;
    return leaveOut(plan, rows, ports);
  }
  // The file exists from an attempt that did not reach the ledger, so its rows and masks are counted again.
  await rows.finish();
  await ports.catalog.addPartition(plan.partition);
  return (await mark(plan, rows.outcomes, ports)) ? { written: true, faults: new Map() } : AGAIN;
}

/** Takes apart a plan that could not be written. When the segment at fault is unknown, each is tried by itself. */
async function leaveOut(plan: Plan, rows: PlanRows, ports: Ports): Promise<Published> {
  await rows.finish();
  const known = rows.faults.size > 0;
  if (plan.batches.length === 1) return { written: false, faults: known ? rows.faults : fileFailed(plan) };
  const apart = await takeApart(plan, new Set(known ? rows.faults.keys() : plan.batches), ports);
  // Another process wrote the file meanwhile: then all of its segments are in the lake.
  return apart ? { written: false, faults: rows.faults } : { written: true, faults: new Map() };
}

const fileFailed = ({ batches }: Plan): Published['faults'] => new Map(batches.map((batch) => [batch, 'file.failed']));

/** Marks plan and segments together. @returns false when the plan was changed meanwhile */
async function mark(plan: Plan, outcomes: ReadonlyMap<string, SegmentOutcome>, { control }: Ports): Promise<boolean> {
  const held = await Promise.all(plan.batches.map((batch) => entryOf(control, batch)));
  if (held.every(({ entry }) => entry.state === 'redacted' && entry.plan === plan.id)) return true;
  const mine = held.filter(({ entry }) => entry.plan === plan.id);
  return control.write([
    moved(plan, 'written'),
    ...mine.map((revised) => writeOf(revised, { state: 'redacted', outcome: outcomes.get(revised.batch) ?? null })),
  ]);
}
