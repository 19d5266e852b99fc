import { there } from '../../lib/activity/there.ts';
import { addDays, dayOf, expiryDay } from '../../lib/retention/days.ts';
import { type Keeping, keepDaysOf } from '../../lib/retention/keep.ts';
import { earlyOf } from '../../lib/retention/plan/stock.ts';
import { atOf, type HeldBack, type Stock } from '../../lib/retention/plan/types.ts';
import { partitionPrefix } from '../../lib/storage/partition.ts';
import type { Partition, Ports } from '../../lib/storage/ports.ts';
import { type Replaced, readGeneration, replacedOf, replacedWrite } from '../compact/state.ts';
import type { RowsOf } from './erase.ts';

/** UTC days after the switch: the first of them may have been a minute, so that the bytes stay for a whole day. */
const GRACE_DAYS = 2;

/** Files that a newer generation took the place of. */
export class ReplacedFiles {
  readonly #ports: Ports;
  readonly #keeping: Keeping;
  readonly #today: string;
  readonly #due: readonly Replaced[];

  private constructor(ports: Ports, keeping: Keeping, today: string, due: readonly Replaced[]) {
    this.#ports = ports;
    this.#keeping = keeping;
    this.#today = today;
    this.#due = due;
  }

  /**
   * Files that no reader uses any more. A location that the catalogue still names is never among them, whatever the ledger says.
   */
  static async read(ports: Ports, keeping: Keeping): Promise<ReplacedFiles> {
    const today = dayOf(ports.clock.now());
    const all = (await replacedOf(ports.control)).filter(({ open, since }) => open && since !== null);
    const due = all.filter(({ since }) => goneOn(there(since, 'the day of the switch')) <= today);
    if (due.length === 0) return new ReplacedFiles(ports, keeping, today, due);
    const named = new Set<string>();
    for await (const { location } of ports.catalog.locations()) named.add(location);
    const free = ({ prefix, plans, partition }: Replaced) =>
      !(prefix !== null && named.has(prefix)) && !(plans.length > 0 && named.has(partitionPrefix(partition)));
    return new ReplacedFiles(ports, keeping, today, due.filter(free));
  }

  *stocks(): Generator<Stock> {
    for (const { partition, prefix, plans, since } of this.#due) {
      const day = goneOn(there(since, 'the day of the switch'));
      if (prefix !== null) yield earlyOf('redacted', prefix, 'replaced', day);
      const landed = partitionPrefix(partition);
      const keys = plans.map((id) => `${landed}${id}.parquet`);
      if (keys.length > 0) yield earlyOf('redacted', landed, 'replaced', day, keys);
    }
  }

  /** Closes the entries once their files are gone but for held ones. */
  async finish(held: readonly HeldBack[]): Promise<void> {
    const { control } = this.#ports;
    const kept = new Set(held.map(atOf));
    for (const replaced of this.#due) {
      const { day, jurisdiction: place } = replaced.partition;
      if (kept.has(atOf({ place, day }))) continue;
      await control.write([replacedWrite({ ...replaced, open: false }, this.#lastDay(replaced.partition))]);
    }
  }

  /**
   * Whether no file that readers can find, or that waits to be destroyed, has the rows of an order. Called once all due data is
   * gone, and no hold keeps any: so nothing is left of a due partition.
   */
  async without(order: string, { partition, whole }: RowsOf): Promise<boolean> {
    const { control } = this.#ports;
    if (this.#lastDay(partition) <= this.#today) return true;
    // Checked first: the files of an unfinished attempt have the rows too, even in a partition without a generation.
    if ((await replacedOf(control, partition)).some(({ open }) => open)) return false;
    const { prefix, orders } = await readGeneration(control, partition, '');
    return prefix === null ? whole : orders.includes(order);
  }

  /** UTC day on which nothing is left of a partition. */
  #lastDay({ day, jurisdiction }: Partition): string {
    return expiryDay(day, keepDaysOf(this.#keeping, 'redacted', jurisdiction));
  }
}

const goneOn = (since: string): string => addDays(dayOf(new Date(since)), GRACE_DAYS);
