import { there } from '../../activity/there.ts';
import {
  CONTROL_ITEMS,
  type DataOf,
  type ItemRow,
  keyOf,
  type LedgerEntry,
  type PlanEntry,
  pkOf,
  readItem,
} from '../../ledger/index.ts';
import type { Control, Item, Partition } from '../../storage/ports.ts';
import { DYING } from '../keep.ts';

const { segment, frame, plan, lineage, packageLineage, notice } = CONTROL_ITEMS;
const { erasure, destroying, destruction, generation, replaced } = CONTROL_ITEMS;
type Generation = DataOf<typeof generation>;
/** Answers that are remembered: segments of one file, and files of one day, lie next to each other. */
const REMEMBERED = 512;

/** The items of the control table, read one at a time. Memory grows with partitions and orders, not with segments. */
export class LedgerView {
  readonly #control: Pick<Control, 'get' | 'query'>;
  readonly #entries: Recent<LedgerEntry>;
  readonly #plans: Recent<PlanEntry>;
  readonly #copies: Recent<string>;
  readonly #lots: Recent<true>;
  #closed: Promise<ReadonlySet<string>> | undefined;
  #erased: Promise<ReadonlySet<string>> | undefined;
  #marks: Promise<ReadonlySet<string>> | undefined;
  #generations: Promise<ReadonlyMap<string, Generation>> | undefined;

  constructor(control: Pick<Control, 'get' | 'query'>) {
    this.#control = control;
    this.#entries = new Recent((batch) => this.#read(segment, keyOf(segment, { batch })));
    this.#plans = new Recent((id) => this.#read(plan, keyOf(plan, { id })));
    this.#copies = new Recent((name) => this.#lineage(name));
    this.#lots = new Recent((lot) => this.#begins(destruction.pk, lot));
  }

  entry(batch: string): Promise<LedgerEntry | undefined> {
    return this.#entries.get(batch);
  }

  plan(id: string): Promise<PlanEntry | undefined> {
    return this.#plans.get(id);
  }

  /** The prefix of a copy, by `team#export`. */
  copy(name: string): Promise<string | undefined> {
    return this.#copies.get(name);
  }

  /** Whether a copy was made for a team of that name. */
  async isTeam(name: string): Promise<boolean> {
    return (await this.#begins(lineage.pk, `${name}#`)) === true;
  }

  /** Whether the sources of an access package are written down. */
  async isPackage(id: string): Promise<boolean> {
    return (await this.#begins(packageLineage.pk, `${id}#`)) === true;
  }

  async frame(batch: string, sha256: string): Promise<string | undefined> {
    return (await this.#read(frame, keyOf(frame, { batch, sha256 })))?.key;
  }

  async *frames(batch: string): AsyncGenerator<string> {
    const { pk, sk } = keyOf(frame, { batch, sha256: '' });
    for await (const item of this.#control.query(pk, sk)) yield readItem(frame, item).key;
  }

  async hasNotice(item: string): Promise<boolean> {
    return (await this.#control.get(notice.pk, item)) !== undefined;
  }

  async hasRecord(item: string): Promise<boolean> {
    return (await this.#control.get(destruction.pk, item)) !== undefined;
  }

  /** Whether retention wrote down that it destroys, or has destroyed, a lot, by how its items begin. */
  async isDestroyed(lot: string): Promise<boolean> {
    return (await this.#lots.get(lot)) === true;
  }

  /** Segments that retention destroyed, or is destroying, because a worker asked. */
  erased(): Promise<ReadonlySet<string>> {
    this.#erased ??= this.#all(erasure, ({ open, begun, withdrawn, batches }) =>
      withdrawn !== true && (!open || begun === true) ? batches : [],
    ).then((keys) => new Set(keys));
    return this.#erased;
  }

  /** The erased segments without remaining data: retention does not look for them again. */
  closed(): Promise<ReadonlySet<string>> {
    this.#closed ??= this.#all(erasure, ({ open, withdrawn, batches }) =>
      withdrawn !== true && !open ? batches : [],
    ).then((keys) => new Set(keys));
    return this.#closed;
  }

  /** Marks of the versions that retention has recorded as being destroyed. */
  marks(): Promise<ReadonlySet<string>> {
    const load = async () => {
      const found = new Set<string>();
      for (const zone of DYING)
        for await (const item of this.#control.query(pkOf(destroying, { zone }))) {
          const { open, pending } = readItem(destroying, item);
          if (open) for (const mark of pending) found.add(mark);
        }
      return found;
    };
    this.#marks ??= load();
    return this.#marks;
  }

  /** By place, day and shard. */
  async generation(partition: Partition): Promise<Generation | undefined> {
    return (await this.generations()).get(keyOf(generation, partition).sk);
  }

  generations(): Promise<ReadonlyMap<string, Generation>> {
    const load = async () => {
      const found = new Map<string, Generation>();
      for await (const item of this.#control.query(generation.pk)) found.set(item.sk, readItem(generation, item));
      return found;
    };
    this.#generations ??= load();
    return this.#generations;
  }

  /** Files of a partition that other files replaced, or that no reader was led to, whether they are destroyed or not. */
  async *replaced(partition: Partition): AsyncGenerator<DataOf<typeof replaced>> {
    const { sk } = keyOf(replaced, { ...partition, prefix: '' });
    for await (const item of this.#control.query(replaced.pk, sk)) yield readItem(replaced, item);
  }

  async #begins(pk: string, prefix: string): Promise<true | undefined> {
    for await (const _ of this.#control.query(pk, prefix)) return true;
    return undefined;
  }

  async #lineage(name: string): Promise<string | undefined> {
    for await (const item of this.#control.query(lineage.pk, `${name}#`)) return readItem(lineage, item).prefix;
    return undefined;
  }

  async #read<const Row extends ItemRow>(row: Row, key: Pick<Item, 'pk' | 'sk'>): Promise<DataOf<Row> | undefined> {
    const item = await this.#control.get(key.pk, key.sk);
    return item && readItem(row, item);
  }

  async #all<const Row extends ItemRow>(row: Row, some: (data: DataOf<Row>) => readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for await (const item of this.#control.query(row.pk)) found.push(...some(readItem(row, item)));
    return found;
  }
}

/** Keeps the last answers, so that neighbouring entries cause no second request. */
class Recent<T> {
  readonly #known = new Map<string, T | undefined>();
  readonly #ask: (name: string) => Promise<T | undefined>;

  constructor(ask: (name: string) => Promise<T | undefined>) {
    this.#ask = ask;
  }

  async get(name: string): Promise<T | undefined> {
    if (this.#known.has(name)) return this.#known.get(name);
    const found = await this.#ask(name);
    if (this.#known.size >= REMEMBERED) this.#known.delete(there(this.#known.keys().next().value, 'the oldest entry'));
    this.#known.set(name, found);
    return found;
  }
}
