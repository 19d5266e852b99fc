import type { Ports } from '../../lib/storage/ports.ts';
import type { Settings } from '../settings.ts';
import { type Examined, type Extras, examine } from './examine.ts';
import { type Plan, plansFor } from './plan.ts';
import { publish } from './publish.ts';

/**
 * Brings a batch of segments into the lake, few large files at a time. A segment that cannot be examined fails alone,
 * before it is planned with others; what is planned is published together or tried again together.
 */
export class RedactBatch {
  readonly #ports: Ports;
  readonly #settings: Settings;
  readonly #extras: Extras;
  readonly #examined = new Map<string, Examined>();

  constructor(ports: Ports, settings: Settings, extras: Extras = {}) {
    this.#ports = ports;
    this.#settings = settings;
    this.#extras = extras;
  }

  /** @throws when the segment cannot be read: it is poison, or not there yet */
  async examine(batch: string): Promise<void> {
    if (!this.#examined.has(batch))
      this.#examined.set(batch, await examine(batch, this.#settings, this.#extras, this.#ports));
  }

  /** Publishes everything that was examined. @returns the segments that are not in the lake, to be tried again */
  async publish(): Promise<{ failed: Set<string>; errors: unknown[] }> {
    const failed = new Set<string>();
    const errors: unknown[] = [];
    const batches = [...this.#examined.keys()];
    const fail = (names: readonly string[], error: unknown) => {
      for (const name of names) failed.add(name);
      errors.push(error);
    };
    let plans: Plan[] = [];
    try {
      plans = await plansFor(
        new Map([...this.#examined].map(([batch, { until }]) => [batch, until])),
        this.#ports.control,
      );
    } catch (error) {
      fail(batches, error);
    }
    for (const plan of plans) {
      await publish(plan, this.#examined, this.#ports, this.#settings, this.#extras).catch((error) =>
        fail(plan.batches, error),
      );
    }
    return { failed, errors };
  }
}
