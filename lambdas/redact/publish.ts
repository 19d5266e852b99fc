import { expiryDay } from '../../lib/retention/days.ts';
import { keepDaysOf } from '../../lib/retention/keep.ts';
import { partitionPrefix } from '../../lib/storage/partition.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { entryOf, type Outcome, writeOf } from '../ledger.ts';
import type { Settings } from '../settings.ts';
import { type Examined, type Extras, examine, stored } from './examine.ts';
import { publishFrame } from './frames.ts';
import { parquetOf } from './parquet.ts';
import type { Plan } from './plan.ts';
import { RowGroup } from './row-group.ts';
import { appendPath, appendRow, contextOf } from './rows.ts';

/** Rows of a Parquet row group: enough to compress well, few enough to stay in the processor's cache (measured). */
const GROUP_ROWS = 8_000;

/**
 * Second pass over every segment of a plan: its frames, one Parquet file, its partition, and the mark in the ledger, in
 * this order, each of which may be repeated.
 */
export async function publish(
  plan: Plan,
  examined: ReadonlyMap<string, Examined>,
  ports: Ports,
  settings: Settings,
  extras: Extras = {},
): Promise<void> {
  const outcomes = new Map<string, Outcome>();
  const rows = () => rowGroups(plan, examined, outcomes, ports, settings, extras);
  const key = `${partitionPrefix(plan.partition)}${plan.id}.parquet`;
  await ports.objects.putOnce('redacted', key, parquetOf(rows()), 'application/vnd.apache.parquet');
  // The file is there already, from an attempt that did not get to the ledger: what it made is counted again.
  if (outcomes.size < plan.batches.length) for await (const group of rows()) group.take();
  await ports.catalog.addPartition(plan.partition);
  const held = await Promise.all(plan.batches.map((batch) => entryOf(ports.control, batch)));
  const open = held.filter(({ entry }) => entry.state === 'planned');
  const writes = open.map((one) => writeOf(one, { state: 'redacted', outcome: outcomes.get(one.batch) ?? null }));
  // Not written means that another attempt at the same plan, which wrote the same file, has marked them.
  if (writes.length > 0) await ports.control.write(writes);
}

async function* rowGroups(
  plan: Plan,
  examined: ReadonlyMap<string, Examined>,
  outcomes: Map<string, Outcome>,
  ports: Ports,
  settings: Settings,
  extras: Extras,
): AsyncGenerator<RowGroup> {
  const group = new RowGroup(GROUP_ROWS);
  const { day, jurisdiction } = plan.partition;
  const expires = expiryDay(day, keepDaysOf(settings, 'redacted', jurisdiction));
  for (const [i, batch] of plan.batches.entries()) {
    const until = plan.until[i]!;
    const known = examined.get(batch);
    const { redactor } = known?.until === until ? known : await examine(batch, settings, extras, ports, until);
    const { open, events } = await stored(batch, ports, true);
    const context = contextOf(open, expires);
    const tally = { rows: 0, frames: 0, withheld: {} as Record<string, number> };
    for await (const some of events) {
      for (const event of some) {
        if (event.kind === 'path') {
          appendPath(group, event, context);
          tally.rows++;
          if (group.full) yield group;
          continue;
        }
        const redacted = redactor.redact(event);
        if (redacted === null) continue;
        const frame =
          event.kind === 'screen.frame'
            ? await publishFrame(event, { batch, ...plan.partition }, redactor, ports, extras.reader)
            : undefined;
        if (typeof frame === 'string') tally.withheld[frame] = (tally.withheld[frame] ?? 0) + 1;
        else if (frame !== undefined) tally.frames++;
        appendRow(group, redacted, context, typeof frame === 'string' ? undefined : frame);
        tally.rows++;
        if (group.full) yield group;
      }
    }
    outcomes.set(batch, { ...tally, masked: Object.fromEntries(redactor.counts) });
  }
  if (group.length > 0) yield group;
}
