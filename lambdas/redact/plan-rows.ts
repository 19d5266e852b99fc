import type { DeadReason } from '../../lib/activity/dead-letters.ts';
import { maskedFramesOf } from '../../lib/activity/raw-keys.ts';
import { nth, there } from '../../lib/activity/there.ts';
import type { SegmentOutcome } from '../../lib/ledger/index.ts';
import { expiryDay } from '../../lib/retention/days.ts';
import { keepDaysOf } from '../../lib/retention/keep.ts';
import { deadlineAndRule } from '../../lib/retention/plan/plan.ts';
import { stockOf } from '../../lib/retention/plan/stock.ts';
import { type Examined, examine, settle, stored, type Tools } from './examine.ts';
import { decided, SegmentFault } from './fault.ts';
import { FrameBundles } from './frame-bundles.ts';
import { publishFrame, type Withheld } from './frames.ts';
import type { Plan } from './plan.ts';
import { RowGroup } from './row-group.ts';
import { appendPath, appendRow, contextOf } from './rows.ts';
import { TargetMasked } from './target-masked.ts';

/** Rows of a Parquet row group: enough to compress well, few enough to stay in the processor's cache (measured). */
const GROUP_ROWS = 8_000;

/** The dependencies of the second pass over segments. */
export interface PlanTools extends Tools {
  /** The segment examined last: memory holds one at a time, and a batch many. It is used once. */
  readonly examined: Map<string, Examined>;
}

/** The rows of the segments of one plan, in its order, and the outcome of each segment. */
export class PlanRows {
  /** Outcomes of segments whose rows are complete. */
  readonly outcomes = new Map<string, SegmentOutcome>();
  /** Faults of segments that cannot be turned into rows. */
  readonly faults = new Map<string, DeadReason>();
  readonly #plan: Plan;
  readonly #work: PlanTools;

  constructor(plan: Plan, work: PlanTools) {
    this.#plan = plan;
    this.#work = work;
  }

  /** Ends with the first fault, which is also in `faults`. @throws SegmentFault */
  async *groups(): AsyncGenerator<RowGroup> {
    const group = new RowGroup(GROUP_ROWS, this.#work.settings.columns);
    for (const batch of this.#plan.batches) {
      try {
        yield* this.#segment(batch, group);
      } catch (error) {
        if (error instanceof SegmentFault) this.faults.set(batch, error.code);
        throw error;
      }
    }
    if (group.length > 0) yield group;
  }

  /** Makes and discards the rows of the remaining segments, so that every fault and every outcome is known. */
  async finish(): Promise<void> {
    for (const batch of this.#plan.batches) {
      if (this.outcomes.has(batch) || this.faults.has(batch)) continue;
      try {
        for await (const group of this.#segment(batch, new RowGroup(GROUP_ROWS, this.#work.settings.columns)))
          group.take();
      } catch (error) {
        if (!(error instanceof SegmentFault)) throw error;
        this.faults.set(batch, error.code);
      }
    }
  }

  /** Appends the rows of one segment, and gives the group out each time that it is full. */
  async *#segment(batch: string, group: RowGroup): AsyncGenerator<RowGroup> {
    const { ports, settings, extras } = this.#work;
    const { day, jurisdiction } = this.#plan.partition;
    const redactor = await this.#redactorOf(batch);
    const { open, events } = await stored(batch, ports, true);
    const expires = expiryDay(day, keepDaysOf(settings, 'redacted', jurisdiction));
    const context = decided('row.unfit', () => contextOf(open, expires));
    const targets = new TargetMasked(open.display);
    const bundles = new FrameBundles({ jurisdiction, day, batch, deadline: this.#deadline(batch) }, ports.objects);
    const tally = { rows: 0, frames: 0, withheld: {} as Record<string, number> };
    for await (const some of events) {
      for (const event of some) {
        if (event.kind === 'path') {
          const path = decided('segment.failed', () => redactor.path(event));
          if (path === null) continue;
          decided('row.unfit', () => appendPath(group, path, context));
          tally.rows++;
          if (group.full) yield group;
          continue;
        }
        const redacted = decided('segment.failed', () => redactor.redact(event));
        if (redacted === null) {
          if (event.kind === 'screen.frame') withhold('frame.unmaskable', tally);
          continue;
        }
        const { seq } = redacted;
        const frame =
          event.kind === 'screen.frame'
            ? await publishFrame({ event, batch, seq, bundles }, redactor, ports, extras.reader)
            : undefined;
        if (typeof frame === 'string') withhold(frame, tally);
        else if (frame !== undefined) tally.frames++;
        const targetMasked = targets.see(redacted, typeof frame === 'string' ? undefined : frame);
        decided('row.unfit', () => appendRow(group, redacted, context, { frame, targetMasked }));
        tally.rows++;
        if (group.full) yield group;
      }
    }
    // Before the file of the rows is whole: no reader sees a row whose frame is not there.
    const written = await bundles.finish();
    this.outcomes.set(batch, { ...tally, bundles: written, masked: Object.fromEntries(redactor.counts) });
  }

  /** The UTC day on which the masked frames of a segment are destroyed. */
  #deadline(batch: string): string {
    const { day, jurisdiction } = this.#plan.partition;
    const frames = there(stockOf('redacted', maskedFramesOf({ jurisdiction, day, batch }), day), 'its day');
    return deadlineAndRule(frames, this.#work.settings).deadline;
  }

  /** A redactor counts its masks and remembers the values it has seen, so it makes the rows of its segment once. */
  async #redactorOf(batch: string): Promise<Examined['redactor']> {
    const { examined } = this.#work;
    const until = nth(this.#plan.until, this.#plan.batches.indexOf(batch));
    const known = examined.get(batch);
    examined.delete(batch);
    return settle(known?.until === until ? known : await examine(batch, this.#work, until), this.#work);
  }
}

function withhold(why: Withheld, { withheld }: { readonly withheld: Record<string, number> }): void {
  withheld[why] = (withheld[why] ?? 0) + 1;
}
