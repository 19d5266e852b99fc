import { partitionPrefix } from '../../storage/partition.ts';
import type { Partition } from '../../storage/ports.ts';
import type { LedgerView } from './ledger.ts';
import { gone, type Missing } from './missing.ts';
import type { InventoryFinding, Sources, Why } from './types.ts';

/** The findings about one partition. Memory grows with these: places, days and shards, and not with files. */
interface Seen {
  readonly partition: Partition;
  /** The location that readers use; null for a partition that is not in the catalogue. */
  readonly location: string | null;
  /** Prefixes with an object that the ledger accounts for. */
  readonly prefixes: Set<string>;
  /** Whether any file of it is published: then readers have to find it. */
  published: boolean;
}

/** Compares the partitions of the catalogue with the objects of the table, and with its generations in the ledger. */
export class Partitions {
  readonly #seen: Map<string, Seen>;
  readonly #ledger: LedgerView;
  readonly #missing: Missing;

  private constructor(seen: Map<string, Seen>, ledger: LedgerView, missing: Missing) {
    this.#seen = seen;
    this.#ledger = ledger;
    this.#missing = missing;
  }

  static async read({ catalog }: Pick<Sources, 'catalog'>, ledger: LedgerView, missing: Missing): Promise<Partitions> {
    const seen = new Map<string, Seen>();
    for await (const { partition, location } of catalog.locations())
      seen.set(partitionPrefix(partition), { partition, location, prefixes: new Set(), published: false });
    return new Partitions(seen, ledger, missing);
  }

  /** Notes that an accounted object is under a prefix of a partition. */
  saw(partition: Partition, prefix: string, published: boolean): void {
    const name = partitionPrefix(partition);
    const seen = this.#seen.get(name) ?? { partition, location: null, prefixes: new Set(), published: false };
    this.#seen.set(name, seen);
    seen.prefixes.add(prefix);
    seen.published ||= published;
  }

  /** Counts the partitions that match the ledger, and yields the faults of the others. Called once all of the table was seen. */
  async *findings(accounted: () => void): AsyncGenerator<InventoryFinding> {
    for (const [landed, seen] of this.#seen) {
      const why = await this.#wrong(landed, seen);
      if (why === undefined) accounted();
      else if (why !== 'due' && why !== 'unregistered') yield wrong(landed, why);
    }
    for (const [name, { prefix, rows }] of await this.#ledger.generations())
      if (
        prefix !== null &&
        rows > 0 &&
        !this.#lies(name, prefix) &&
        !(await this.#missing.mayBeGone('redacted', prefix))
      )
        yield gone('redacted', prefix, 'compact');
  }

  async #wrong(
    landed: string,
    { partition, location, prefixes, published }: Seen,
  ): Promise<Why | 'due' | 'unregistered' | undefined> {
    if (await this.#missing.mayBeGone('redacted', landed)) return 'due';
    const generation = await this.#ledger.generation(partition);
    const whole = generation?.next?.rows === null ? undefined : generation?.next?.prefix;
    if (location === null) return published ? 'not-in-catalogue' : 'unregistered';
    if (location !== (generation?.prefix ?? landed) && location !== whole) return 'partition-points-elsewhere';
    if (prefixes.has(location)) return undefined;
    if (generation?.rows === 0 && generation.prefix !== null) return undefined;
    return (await this.#erasedIn(landed)) ? undefined : 'partition-without-ledger';
  }

  /** Whether a partition may be empty because everything in it was erased. */
  async #erasedIn(landed: string): Promise<boolean> {
    for (const batch of await this.#ledger.erased()) {
      const entry = await this.#ledger.entry(batch);
      if (entry !== undefined && partitionPrefix(entry) === landed) return true;
    }
    return false;
  }

  #lies(name: string, prefix: string): boolean {
    const [jurisdiction = '', day = '', shard = ''] = name.split('/');
    return this.#seen.get(partitionPrefix({ jurisdiction, day, shard }))?.prefixes.has(prefix) === true;
  }
}

const wrong = (prefix: string, why: Why): InventoryFinding => ({
  ...{ is: why === 'not-in-catalogue' ? 'missing' : 'unaccounted', where: 'catalogue', prefix, why },
  ...{ owner: why === 'partition-points-elsewhere' ? 'compact' : 'redact', objects: 1, bytes: null, ageDays: null },
});
