import type { DeadReason } from '../../lib/activity/dead-letters.ts';
import { FoundTexts } from '../../lib/redaction/index.ts';
import { entryOf } from '../ledger.ts';
import { type Examined, examine, type Tools } from './examine.ts';
import { reasonOf, SegmentFault } from './fault.ts';
import { loadPlan, type Plan, plansFor } from './plan.ts';
import type { PlanTools } from './plan-rows.ts';
import { publish } from './publish.ts';
import { rememberedReads } from './remembered-reads.ts';
import { takeApart } from './take-apart.ts';

/**
 * Brings a batch of segments into the lake, few large files at a time. A segment that cannot be examined fails alone, before it
 * is planned with others. A plan with a segment that cannot be published is taken apart, so that this segment fails alone too. A
 * failure for another reason is tried again with the same plan.
 */
export class RedactBatch {
  /** Why segments are not in the lake. */
  readonly failed = new Map<string, DeadReason>();
  /** Segments of others that came into the lake with these, because their plan had them. */
  readonly alongside = new Set<string>();
  readonly #work: PlanTools;
  /** Segments to publish, and up to where their session was known when they were examined. */
  readonly #until = new Map<string, number>();
  /** Receives every error, with the segments that it keeps from the lake. */
  readonly #onError: (error: unknown, batches: readonly string[]) => void;

  constructor(tools: Omit<Tools, 'found'>, onError: (error: unknown, batches: readonly string[]) => void = () => {}) {
    const ports = { ...tools.ports, objects: rememberedReads(tools.ports.objects) };
    this.#work = { ...tools, ports, found: new FoundTexts(), examined: new Map<string, Examined>() };
    this.#onError = onError;
  }

  /** First pass. A segment that is in the lake already needs none. */
  async examine(batch: string): Promise<void> {
    const { ports, examined } = this.#work;
    if (this.#until.has(batch)) return;
    await this.#trying([batch], async () => {
      if ((await entryOf(ports.control, batch)).entry.state === 'redacted') return;
      const known = await examine(batch, this.#work);
      examined.clear();
      examined.set(batch, known);
      this.#until.set(batch, known.until);
    });
  }

  /** Frees a segment from a plan that it shares with others, so that neither can harm the other. */
  async separate(batch: string): Promise<void> {
    const { ports } = this.#work;
    await this.#trying([batch], async () => {
      const { entry } = await entryOf(ports.control, batch);
      if (entry.plan === null || entry.state === 'redacted') return;
      const plan = await loadPlan(entry.plan, ports.control);
      if (plan.batches.length > 1) await takeApart(plan, new Set(plan.batches), ports);
    });
  }

  /** Publishes every examined segment. Each round brings the remaining segments into the lake, or finds one that fails. */
  async publish(): Promise<void> {
    const mine = new Set(this.#until.keys());
    const rounds = mine.size + 3;
    for (let round = 0; round < rounds && this.#until.size > 0; round++) {
      const plans = await this.#trying([...this.#until.keys()], () => plansFor(this.#until, this.#work.ports.control));
      const again = new Map<string, number>();
      for (const plan of plans ?? []) {
        const done = await this.#trying(plan.batches, () => this.#publish(plan, mine));
        if (done === false)
          for (const batch of plan.batches) {
            const until = this.#until.get(batch);
            if (until !== undefined && !this.failed.has(batch)) again.set(batch, until);
          }
      }
      this.#until.clear();
      for (const [batch, until] of again) this.#until.set(batch, until);
    }
    this.#fail([...this.#until.keys()], new Error('the segments are being planned by others'));
  }

  /** @returns whether the plan is in the lake */
  async #publish(plan: Plan, mine: ReadonlySet<string>): Promise<boolean> {
    const { written, faults } = await publish(plan, this.#work);
    for (const [batch, reason] of faults) this.#fail([batch], new SegmentFault(reason));
    if (written) for (const batch of plan.batches) if (!mine.has(batch)) this.alongside.add(batch);
    return written;
  }

  async #trying<T>(batches: readonly string[], work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.#fail(batches, error);
      return undefined;
    }
  }

  #fail(batches: readonly string[], error: unknown): void {
    if (batches.length === 0) return;
    for (const batch of batches) this.failed.set(batch, reasonOf(error));
    this.#onError(error, batches);
  }
}
