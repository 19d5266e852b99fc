import { maskedFramesOf } from '../../activity/raw-keys.ts';
import type { LedgerEntry } from '../../ledger/index.ts';
import { partitionPrefix } from '../../storage/partition.ts';
import { dayOf } from '../days.ts';
import type { DyingZone } from '../keep.ts';
import { nameOf } from '../lot.ts';
import { deadlineAndRule } from '../plan/plan.ts';
import { stockOf } from '../plan/stock.ts';
import { shownOf } from './keys.ts';
import type { LedgerView } from './ledger.ts';
import type { InventoryFinding, Owner, Sources, Why } from './types.ts';

/** Looks up the objects that the ledger records in the zones, key by key, and finds those that must still exist and do not. */
export class Missing {
  readonly #ledger: LedgerView;
  readonly #sources: Pick<Sources, 'objects' | 'keeping'>;
  readonly #today: string;
  /** Files that were looked for already, by plan: the segments of one come one after the other in no order. */
  readonly #files = new Set<string>();

  constructor(ledger: LedgerView, sources: Pick<Sources, 'objects' | 'keeping' | 'clock'>) {
    this.#ledger = ledger;
    this.#sources = sources;
    this.#today = dayOf(sources.clock.now());
  }

  /** The missing objects of one segment, by its entry. Erased or due objects may be gone. */
  async *of(batch: string): AsyncGenerator<InventoryFinding> {
    const entry = await this.#ledger.entry(batch);
    if (entry === undefined || (await this.#ledger.erased()).has(batch)) return;
    if (entry.state !== 'received' && (await this.#isGone('raw', entry.rawKey)))
      yield gone('raw', entry.rawKey, 'ingest');
    yield* this.#frames(batch, entry);
    yield* this.#file(entry);
    yield* this.#masked(batch, entry);
  }

  /** Whether retention may have destroyed a key: its day is over, or the table has a destroyed or open lot for it. */
  async mayBeGone(zone: DyingZone, key: string): Promise<boolean> {
    const stock = stockOf(zone, key, this.#today);
    if (stock === undefined) return false;
    const { deadline, why } = deadlineAndRule(stock, this.#sources.keeping);
    return deadline <= this.#today || this.#ledger.isDestroyed(nameOf({ zone, place: stock.place, deadline, why }));
  }

  /** A frame that redaction looked for and did not find is reported in the outcome of its segment. */
  async *#frames(batch: string, { outcome }: LedgerEntry): AsyncGenerator<InventoryFinding> {
    if ((outcome?.withheld['frame.missing'] ?? 0) > 0) return;
    for await (const key of this.#ledger.frames(batch))
      if (await this.#isGone('raw', key)) yield gone('raw', shownOf('raw', key), 'ingest');
  }

  async *#file({ state, plan: id, jurisdiction, day, shard }: LedgerEntry): AsyncGenerator<InventoryFinding> {
    if (state !== 'redacted' || id === null || this.#files.has(id)) return;
    const partition = { jurisdiction, day, shard };
    const key = `${partitionPrefix(partition)}${id}.parquet`;
    if (this.#files.size >= MOST_FILES) this.#files.clear();
    this.#files.add(id);
    if (!(await this.#isGone('redacted', key))) return;
    // Its rows have moved to a generation, whose files are checked separately.
    for await (const { since, plans } of this.#ledger.replaced(partition))
      if (since !== null && plans.includes(id)) return;
    yield gone('redacted', key, 'redact');
  }

  async *#masked(batch: string, { outcome, jurisdiction, day }: LedgerEntry): AsyncGenerator<InventoryFinding> {
    if (outcome === null) return;
    const prefix = maskedFramesOf({ jurisdiction, day, batch });
    if (await this.mayBeGone('redacted', prefix)) return;
    let there = 0;
    for await (const _ of this.#sources.objects.list('redacted', prefix)) there++;
    const { bundles } = outcome;
    if (there < bundles) yield { ...gone('redacted', prefix, 'redact'), why: FEWER, objects: bundles - there };
    if (there > bundles && bundles > 0)
      yield { ...gone('redacted', prefix, 'redact'), is: 'unaccounted', why: MORE, objects: there - bundles };
  }

  async #isGone(zone: DyingZone, key: string): Promise<boolean> {
    return !(await this.#lies(zone, key)) && !(await this.mayBeGone(zone, key));
  }

  async #lies(zone: DyingZone, key: string): Promise<boolean> {
    for await (const found of this.#sources.objects.list(zone, key)) return found.key === key;
    return false;
  }
}

const MOST_FILES = 10_000;
const FEWER: Why = 'fewer-than-ledger-counts';
const MORE: Why = 'more-than-ledger-counts';

export const gone = (where: DyingZone, prefix: string, owner: Owner): InventoryFinding => ({
  ...({ is: 'missing', why: 'nothing-there', objects: 1, bytes: null, ageDays: null } as const),
  ...{ where, prefix, owner },
});
