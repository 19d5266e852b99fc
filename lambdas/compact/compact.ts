import { randomBytes } from 'node:crypto';
import { hasCode, StrongroomError } from '../../lib/activity/errors.ts';
import { there } from '../../lib/activity/there.ts';
import { addDays, dayOf, expiryDay, isDue } from '../../lib/retention/days.ts';
import { keepDaysOf } from '../../lib/retention/keep.ts';
import { generationsPrefix, partitionPrefix } from '../../lib/storage/partition.ts';
import type { LocatedPartition, Partition, Ports } from '../../lib/storage/ports.ts';
import type { Rewriter } from '../../lib/storage/rewriter.ts';
import { ordersOf } from '../erasures.ts';
import { entryOf, readEntry } from '../ledger.ts';
import { loadPlan } from '../redact/plan.ts';
import type { Settings } from '../settings.ts';
import { type Generation, generationWrite, readGeneration, replacedOf, replacedWrite } from './state.ts';

/** The result of a run over the partitions of closed days. */
export interface CompactionReport {
  /** Partitions whose rows were moved to a new generation. */
  readonly rewritten: number;
  /** Number of input files, and of the files they were merged into. */
  readonly filesBefore: number;
  readonly filesAfter: number;
  readonly rows: number;
  /** Partitions with a file that is not published yet: the next run looks again. */
  readonly waiting: number;
  /** Partitions that the time did not reach to: the next run looks at them. */
  readonly left: number;
  /** Partitions that stayed as they are because something about them is wrong, by a stable code. */
  readonly failed: readonly Failed[];
}

interface Failed extends Partition {
  readonly code: string;
}

type Tools = Pick<Ports, 'objects' | 'control' | 'catalog' | 'clock'>;

/** Days after the partition's day on which its files stop waiting for a file that was never published. */
const PATIENCE = 3;
/** Files of one generation: their names must fit an item of the ledger. */
const MOST_FILES = 8_000;
/** Segments that are added to a generation at once: their names must fit a statement. The others are added by the next run. */
const MOST_ADDED = 4_000;
const FILE = /([0-9a-f]{32})\.parquet$/;

export interface CompactOptions {
  /** Whether there is time for another partition. */
  readonly more?: () => boolean;
  /** Partitions that are worked on at once. */
  readonly atOnce?: number;
}

/**
 * Merges the rows of each closed (place, day, shard) into a new generation, leaving out segments that a worker asked to have
 * erased. Readers see either the old rows or the new ones: the files of a generation are complete and counted before one change
 * of the partition's record moves readers to them. The files they replace stay for a day. Each step can be repeated: an attempt
 * that did not finish is restarted under a prefix of its own.
 */
export async function compact(
  ports: Tools,
  rewriter: Rewriter,
  settings: Settings,
  { more = () => true, atOnce = 1 }: CompactOptions = {},
): Promise<CompactionReport> {
  const today = dayOf(ports.clock.now());
  const report = { rewritten: 0, filesBefore: 0, filesAfter: 0, rows: 0, waiting: 0, left: 0, failed: [] as Failed[] };
  const wanted = await erasedIn(ports);
  const work = async (located: LocatedPartition): Promise<void> => {
    const { jurisdiction, day } = located.partition;
    const keep = keepDaysOf(settings, 'redacted', jurisdiction);
    if (day >= today || isDue(day, keep, today)) return;
    if (!more()) {
      report.left++;
      return;
    }
    const compaction = new Compaction(
      located,
      expiryDay(day, keep),
      wanted.get(partitionPrefix(located.partition)),
      ports,
    );
    const done = await compaction.run(rewriter, today).catch((error) => {
      if (!(error instanceof StrongroomError)) throw error;
      report.failed.push({ ...located.partition, code: error.code });
      return 'nothing' as const;
    });
    if (done === 'waiting') report.waiting++;
    if (typeof done === 'string') return;
    report.rewritten++;
    report.filesBefore += done.before;
    report.filesAfter += done.after;
    report.rows += done.rows;
  };
  const queue = (await Array.fromAsync(ports.catalog.locations())).values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const located of queue) await work(located);
    }),
  );
  return report;
}

/** The segments to erase from one partition, by order. */
type Wanted = ReadonlyMap<string, readonly string[]>;

/** Every order, carried out or not: a file that lands late must not bring erased rows back. */
async function erasedIn({ control }: Tools): Promise<Map<string, Map<string, string[]>>> {
  const found = new Map<string, Map<string, string[]>>();
  for (const { sk, batches, open, begun } of await ordersOf(control)) {
    // Until retention has begun it, its worker may take it back.
    if (open && begun !== true) continue;
    for (const batch of batches) {
      const entry = (await readEntry(control, batch))?.entry;
      if (entry === undefined) continue;
      const { jurisdiction, day, shard } = entry;
      const prefix = partitionPrefix({ jurisdiction, day, shard });
      const orders = found.get(prefix) ?? new Map<string, string[]>();
      found.set(prefix, orders.set(sk, [...(orders.get(sk) ?? []), batch]));
    }
  }
  return found;
}

interface Landed {
  /** Ids of the files that are published. */
  readonly landed: readonly string[];
  /** Ids of files that stayed unpublished for too long. */
  readonly unfinished: readonly string[];
}

type Done = { readonly before: number; readonly after: number; readonly rows: number };

class Compaction {
  readonly #partition: Partition;
  readonly #location: string;
  readonly #due: string;
  readonly #wanted: Wanted;
  readonly #ports: Tools;

  constructor({ partition, location }: LocatedPartition, due: string, wanted: Wanted = new Map(), ports: Tools) {
    this.#partition = partition;
    this.#location = location;
    this.#due = due;
    this.#wanted = wanted;
    this.#ports = ports;
  }

  async run(rewriter: Rewriter, today: string): Promise<Done | 'waiting' | 'nothing'> {
    const state = await this.#settled();
    const there = await this.#landed(today);
    if (there === 'waiting') return 'waiting';
    const { landed } = there;
    const orders = [...this.#wanted.keys()].toSorted();
    const covered = orders.every((order) => state.orders.includes(order));
    if (landed.length === 0 && (covered || state.prefix === null)) return 'nothing';
    if (landed.length > MOST_FILES) throw tooMany(landed.length);
    return this.#rewrite(state, there, orders, rewriter, today);
  }

  /**
   * Settles what an earlier run left half done, and returns the resulting state. A complete generation is finished; an incomplete
   * one is given up.
   */
  async #settled(): Promise<Generation> {
    const state = await readGeneration(this.#ports.control, this.#partition, this.#due);
    if (state.next === null) return state;
    return state.next.rows === null ? this.#giveUp(state, state.next.prefix) : this.#switch(state);
  }

  /** The files that landed, and are in no generation yet. */
  async #landed(today: string): Promise<Landed | 'waiting'> {
    const { objects, control } = this.#ports;
    const taken = new Set(
      (await replacedOf(control, this.#partition)).flatMap(({ since, plans }) => (since === null ? [] : plans)),
    );
    const found: string[] = [];
    const open: string[] = [];
    for await (const { key } of objects.list('redacted', partitionPrefix(this.#partition))) {
      const id = FILE.exec(key)?.[1];
      if (id === undefined || taken.has(id)) continue;
      const { state } = await loadPlan(id, control);
      if (state === 'written') found.push(id);
      else if (state !== 'apart') open.push(id);
    }
    if (open.length > 0 && today <= addDays(this.#partition.day, PATIENCE)) return 'waiting';
    return { landed: found.toSorted(), unfinished: open };
  }

  async #segmentsOf(plans: readonly string[]): Promise<string[]> {
    const batches: string[] = [];
    for (const id of plans) batches.push(...(await loadPlan(id, this.#ports.control)).batches);
    return batches;
  }

  /**
   * As many files as one rewrite may add to the rows readers see; all of them while readers still see the files as they landed.
   */
  async #taken({ prefix }: Generation, landed: readonly string[]): Promise<{ plans: string[]; fresh: string[] }> {
    const plans: string[] = [];
    const fresh: string[] = [];
    for (const id of landed) {
      const batches = await this.#segmentsOf([id]);
      if (prefix !== null && plans.length > 0 && fresh.length + batches.length > MOST_ADDED) break;
      plans.push(id);
      fresh.push(...batches);
    }
    return { plans, fresh };
  }

  /** The segments to be left out that may be in any of it: those of orders that the generation covers are in it no more. */
  #leftOut({ prefix, orders }: Generation, fresh: readonly string[]): Set<string> {
    const added = new Set(fresh);
    const covered = (order: string): boolean => prefix !== null && orders.includes(order);
    return new Set(
      [...this.#wanted].flatMap(([order, batches]) =>
        covered(order) ? batches.filter((batch) => added.has(batch)) : batches,
      ),
    );
  }

  async #rewrite(
    before: Generation,
    there: Landed,
    orders: readonly string[],
    rewriter: Rewriter,
    today: string,
  ): Promise<Done | 'waiting' | 'nothing'> {
    const { control } = this.#ports;
    const { plans: landed, fresh } = await this.#taken(before, there.landed);
    const number = before.number + 1;
    const prefix = `${generationsPrefix(this.#partition)}${number}-${randomBytes(8).toString('hex')}/`;
    // The replaced files are recorded first, as open, so that a crash at any later point loses track of none.
    const old = { partition: this.#partition, name: prefix, prefix: before.prefix, plans: landed };
    const next = { number, prefix, rows: null, orders };
    const began = await control.write([
      generationWrite(this.#partition, { ...before, next }),
      replacedWrite({ ...old, since: null, open: true, rev: 0 }, this.#due),
    ]);
    if (!began) return 'waiting';
    const state: Generation = { ...before, next, rev: before.rev + 1 };
    const without = new Set([...this.#wanted.values()].flat());
    const files = landed.map((id) => `${partitionPrefix(this.#partition)}${id}.parquet`);
    const earlier = before.prefix === null ? [] : await this.#keys(before.prefix);
    try {
      const inputs = [...earlier, ...files];
      const { keys, rows } = await rewriter.rewrite({
        ...{ partition: this.#partition, before: before.prefix, inputs, fresh, prefix },
        unfinished: await this.#segmentsOf(there.unfinished),
        without: this.#leftOut(before, fresh),
      });
      await this.#check(keys, prefix);
      if (rows !== (await this.#expected(before, landed, without))) throw miscounted();
      // Another process may have published a file meanwhile. Readers would then have seen rows that the new generation lacks.
      const now = await this.#landed(today);
      if (now === 'waiting' || now.landed.join() !== there.landed.join()) {
        await this.#giveUp(state, prefix);
        return 'waiting';
      }
      const whole: Generation = { ...state, next: { ...next, rows } };
      if (!(await control.write([generationWrite(this.#partition, whole)]))) return 'waiting';
      await this.#switch({ ...whole, rev: whole.rev + 1 });
      return { before: inputs.length, after: keys.length, rows };
    } catch (error) {
      // Retention destroyed an input meanwhile, for an erasure. The next run looks at the remaining files.
      if (!hasCode(error, 'object.missing')) throw error;
      await this.#giveUp(state, prefix);
      return 'waiting';
    }
  }

  /**
   * Checks that the prefix holds only the files that were written.
   * @throws StrongroomError generation.foreign
   */
  async #check(keys: readonly string[], prefix: string): Promise<void> {
    const there = await this.#keys(prefix);
    if (there.toSorted().join() !== [...keys].toSorted().join()) throw foreign();
  }

  /** The number of rows there must be: the rows that redaction counted in the ledger, less those of erased segments. */
  async #expected(before: Generation, landed: readonly string[], without: ReadonlySet<string>): Promise<number> {
    const { control } = this.#ports;
    let rows = before.rows;
    const fresh = new Set<string>();
    for (const id of landed)
      for (const batch of (await loadPlan(id, control)).batches) {
        fresh.add(batch);
        if (!without.has(batch)) rows += (await entryOf(control, batch)).entry.outcome?.rows ?? 0;
      }
    // Subtract an erased segment only if its rows went into the generation: those in an erased segment's own file never did.
    const gone = new Set(before.orders.flatMap((order) => this.#wanted.get(order) ?? []));
    const inside = new Set(
      (await replacedOf(control, this.#partition)).flatMap(({ since, plans }) => (since === null ? [] : plans)),
    );
    for (const batch of without) {
      if (fresh.has(batch) || gone.has(batch)) continue;
      const entry = (await readEntry(control, batch))?.entry;
      if (entry?.plan && inside.has(entry.plan)) rows -= entry.outcome?.rows ?? 0;
    }
    return rows;
  }

  /** Moves readers to a complete generation, and records when the files it replaces stopped being read. */
  async #switch(state: Generation): Promise<Generation> {
    const { catalog, control, clock } = this.#ports;
    const { number, prefix, rows, orders } = there(state.next, 'the next generation');
    if (this.#location !== prefix) await catalog.movePartition(this.#partition, prefix);
    const old = there(
      (await replacedOf(control, this.#partition)).find(({ name }) => name === prefix),
      'the record of the next generation',
    );
    const { due, rev } = state;
    const now = clock.now();
    const current: Generation = {
      number,
      prefix,
      rows: there(rows, 'the count of rows'),
      orders,
      next: null,
      due,
      rev,
    };
    const written = await control.write([
      generationWrite(this.#partition, current),
      replacedWrite({ ...old, since: now.toISOString() }, this.#due),
    ]);
    if (!written) throw raced();
    return { ...current, rev: rev + 1 };
  }

  /** Gives up an attempt. No reader sees its files, so they are destroyed, and the files it would have replaced are kept. */
  async #giveUp(state: Generation, prefix: string): Promise<Generation> {
    const { control, clock } = this.#ports;
    const now = clock.now();
    const old = there(
      (await replacedOf(control, this.#partition)).find(({ name }) => name === prefix),
      'the record of the next generation',
    );
    const written = await control.write([
      generationWrite(this.#partition, { ...state, next: null }),
      replacedWrite({ ...old, prefix, plans: [], since: now.toISOString() }, this.#due),
    ]);
    if (!written) throw raced();
    return { ...state, next: null, rev: state.rev + 1 };
  }

  async #keys(prefix: string): Promise<string[]> {
    return (await Array.fromAsync(this.#ports.objects.list('redacted', prefix))).map(({ key }) => key);
  }
}

const foreign = (): StrongroomError =>
  new StrongroomError(
    'generation.foreign',
    'beside the files of a new generation lies something that it was not told of',
    'find out who writes there: nothing was switched, and the next run begins anew',
  );

const raced = (): StrongroomError =>
  new StrongroomError(
    'generation.raced',
    'another run of compaction works on the same partition',
    'nothing is lost: the next run goes on where either of them stopped',
  );

const miscounted = (): StrongroomError =>
  new StrongroomError(
    'generation.miscounted',
    'a new generation has another number of rows than the ledger',
    'nothing was switched: compare the rows of its partition with the ledger before you run it again',
  );

const tooMany = (files: number): StrongroomError =>
  new StrongroomError(
    'generation.too-many',
    `${files} files cannot be put together in one generation`,
    'let redaction take more segments a batch, or use more shards',
  );
