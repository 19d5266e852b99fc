import { addDays, dayOf, expiryDay } from '../../lib/retention/days.ts';
import { type Keeping, keepDaysOf } from '../../lib/retention/keep.ts';
import { earlyOf } from '../../lib/retention/plan/stock.ts';
import type { Stock } from '../../lib/retention/plan/types.ts';
import { partitionPrefix } from '../../lib/storage/partition.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { type Replaced, readGeneration, replacedOf, replacedWrite } from '../compact/state.ts';
import type { RowsOf } from './erase.ts';

/** UTC days after the switch: the first of them may have been a minute, so that the bytes stay for a whole day. */
const GRACE_DAYS = 2;

/** Files that a newer generation took the place of. */
export class ReplacedFiles {
  readonly #ports: Ports;
  readonly #keeping: Keeping;
  readonly #due: readonly Replaced[];

  private constructor(ports: Ports, keeping: Keeping, due: readonly Replaced[]) {
    this.#ports = ports;
    this.#keeping = keeping;
    this.#due = due;
  }

  /** What no reader is on any more. A place that the catalogue still names is never among it, whatever the ledger says. */
  static async read(ports: Ports, keeping: Keeping): Promise<ReplacedFiles> {
    const today = dayOf(ports.clock.now());
    const all = (await replacedOf(ports.control)).filter(({ open, since }) => open && since !== null);
    const due = all.filter(({ since }) => goneOn(since!) <= today);
    if (due.length === 0) return new ReplacedFiles(ports, keeping, due);
    const named = new Set<string>();
    for await (const { location } of ports.catalog.locations()) named.add(location);
    const free = ({ prefix, plans, partition }: Replaced) =>
      !(prefix !== null && named.has(prefix)) && !(plans.length > 0 && named.has(partitionPrefix(partition)));
    return new ReplacedFiles(ports, keeping, due.filter(free));
  }

  *stocks(): Generator<Stock> {
    for (const { partition, prefix, plans, since } of this.#due) {
      const day = goneOn(since!);
      if (prefix !== null) yield earlyOf('redacted', prefix, 'replaced', day);
      const landed = partitionPrefix(partition);
      const keys = plans.map((id) => `${landed}${id}.parquet`);
      if (keys.length > 0) yield earlyOf('redacted', landed, 'replaced', day, keys);
    }
  }

  /** Once all of it is gone. */
  async finish(): Promise<void> {
    const { control } = this.#ports;
    for (const one of this.#due) await control.write([replacedWrite({ ...one, open: false }, this.#forgotten(one))]);
  }

  /** Whether no file that readers can find, or that waits to be destroyed, has the rows of an order. */
  async without(order: string, { partition, whole }: RowsOf): Promise<boolean> {
    const { control } = this.#ports;
    const { prefix, orders } = await readGeneration(control, partition, '');
    if (prefix === null) return whole;
    const waiting = (await replacedOf(control, partition)).some(({ open }) => open);
    return orders.includes(order) && !waiting;
  }

  #forgotten({ partition: { day, jurisdiction } }: Replaced): string {
    return expiryDay(day, keepDaysOf(this.#keeping, 'redacted', jurisdiction));
  }
}

const goneOn = (since: string): string => addDays(dayOf(new Date(since)), GRACE_DAYS);
