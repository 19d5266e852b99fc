import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { compact } from '../../lambdas/compact/compact.ts';
import { DuckRewriter } from '../../lambdas/compact/duckdb.ts';
import { orderErasure } from '../../lambdas/erasures.ts';
import { storeSegment } from '../../lambdas/ingest/store-segment.ts';
import { recordLineage } from '../../lambdas/lineage.ts';
import { pseudonym } from '../../lambdas/pseudonym.ts';
import { redactHandler } from '../../lambdas/redact/handler.ts';
import { retain } from '../../lambdas/retain/retain.ts';
import { COLUMNS } from '../../lib/activity/columns.ts';
import type { Hold } from '../../lib/governance/holds.ts';
import { addDays, dayOf } from '../../lib/retention/days.ts';
import { readParquet } from '../../lib/storage/local/query/parquet.ts';
import { partitionOf } from '../../lib/storage/partition.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import type { Rewriter } from '../../lib/storage/rewriter.ts';
import { gzipLines, openOf, pointerAt, sealLines } from '../activity/build.ts';
import { present } from '../present.ts';
import { crashing } from './crash.ts';
import { inventoryOf } from './inventory-of.ts';
import { openTestLake, SETTINGS, type TestLake } from './lake.ts';

const CONTEXT = { functionName: 'redact', getRemainingTimeInMillis: () => 60_000 } as Context;
const HOUR = 3_600_000;
const ROWS = 3;
const TEAM = 'ui-agents';
const COLUMN = ['segment', 'worker', 'seq'].map((name) => present(COLUMNS.find((column) => column.name === name)));

/** One segment, as the model knows it. */
export interface Sent {
  readonly batch: string;
  readonly worker: string;
  readonly day: string;
  /** Whether ingest came to its end; the device of one that did not never sends it again. */
  readonly whole: boolean;
  published: boolean;
  erased: boolean;
}

/** A copy of a team, as the model knows it. */
export interface Copy {
  readonly export: string;
  readonly prefix: string;
  readonly batches: readonly string[];
  readonly due: string;
  /** Whether all of it was written: one that died on the way holds less. */
  readonly whole: boolean;
}

/** When and how a run dies; undefined when it comes to its end. */
export type Dies = { readonly at: number; readonly when: 'before' | 'after' } | undefined;

/** What writes generations in a world. */
export type RewriterOf = (ports: Ports) => Rewriter | Promise<Rewriter>;

/** A lake, and what must be true of it by what was done to it. Three workers share every partition. */
export class RetentionWorld {
  readonly lake: TestLake;
  readonly sent: Sent[] = [];
  readonly copied: Copy[] = [];
  /** Days for which a copy stays that holds somebody who is erased. */
  copyDays = 0;
  readonly #workers: readonly string[];
  readonly #rewriter: RewriterOf;

  private constructor(lake: TestLake, workers: readonly string[], rewriter: RewriterOf) {
    this.lake = lake;
    this.#workers = workers;
    this.#rewriter = rewriter;
  }

  static async open(rewriter: RewriterOf = (ports) => new DuckRewriter(ports)): Promise<RetentionWorld> {
    const lake = await openTestLake({ gate: false });
    const byShard = new Map<string, string[]>();
    for (let n = 0; ; n++) {
      const shard = (await pseudonym(lake.ports.keys, 'wk', `w-${n}`, 1)).slice(3, 4);
      const some = [...(byShard.get(shard) ?? []), `w-${n}`];
      if (some.length === 3) return new RetentionWorld(lake, some, rewriter);
      byShard.set(shard, some);
    }
  }

  get ports(): Ports {
    return this.lake.ports;
  }

  get today(): string {
    return dayOf(this.ports.clock.now());
  }

  async ingest(who: number, dies?: Dies): Promise<void> {
    const worker = present(this.#workers[who % 3]);
    const batch = randomUUID();
    const t0 = new Date(this.ports.clock.now().getTime() - HOUR).toISOString();
    const clock = { t0, src: 'wall+mono', tz_known: true, skew_ms: 0 } as const;
    const open = openOf({ batch, sid: randomUUID(), worker, clock, epoch: 1 });
    const events = Array.from({ length: ROWS }, (_, seq) => pointerAt(seq));
    const sent = gzipLines(sealLines(open, events));
    const whole = await storeSegment(sent, open.device, this.#dying(dies), SETTINGS).then(
      () => true,
      (error) => {
        if (dies === undefined) throw error;
        return false;
      },
    );
    this.sent.push({ batch, worker, day: this.today, whole, published: false, erased: false });
  }

  /**
   * @param dies when the function ends in its first delivery
   * @param lost whether nobody delivers those messages again, as when their dead letters are thrown away
   */
  async redact(dies?: Dies, lost = false): Promise<void> {
    let delivery = 0;
    await this.lake.queue.drain(async (event) => {
      const dying =
        delivery++ === 0 && dies !== undefined
          ? crashing(this.ports, dies.at, dies.when)
          : { ports: this.ports, crashed: () => false };
      const handler = redactHandler(dying.ports, SETTINGS);
      const answer = await handler(event, CONTEXT);
      if (!dying.crashed()) return answer;
      if (lost) return { batchItemFailures: [] };
      throw new Error('killed: nobody hears the answer');
    });
    const rows = await this.visible();
    for (const one of this.sent) if (rows.has(one.batch)) one.published = true;
  }

  /** @param look is called before each write, and after the last */
  async compact(dies: Dies, look: () => Promise<void>): Promise<void> {
    const ports = this.#dying(dies);
    const looking = { ...ports, objects: before(ports.objects, look), catalog: before(ports.catalog, look) };
    await compact(looking, await this.#rewriter(looking), SETTINGS).catch((error) => {
      if (dies === undefined) throw error;
    });
    await look();
  }

  /**
   * @param held zones of which a hold keeps everything this time
   * @param shares runs that work at the same time, of which one dies; then all run again, as an hour later
   * @returns whether it came to its end
   */
  async retain(dies: Dies, held: Hold['zones'] = [], shares = 1): Promise<boolean> {
    const hold: Hold = {
      ...{ id: 'h', reason: 'r', approver: 'a', decision: 'd', zones: held },
      ...{ until: addDays(this.today, 1), since: '2000-01-01', till: this.today },
    };
    const settings = { ...SETTINGS, holds: held.length > 0 ? [hold] : [], erasedCopyDays: this.copyDays };
    const dying = this.#dying(dies);
    const run = (at: number, ports: Ports) => retain(ports, settings, { share: { of: shares, at } });
    const all = Array.from({ length: shares }, (_, at) => at);
    try {
      const doomed = (dies?.at ?? 0) % shares;
      const runs = await Promise.allSettled(all.map((at) => run(at, at === doomed ? dying : this.ports)));
      if (shares > 1)
        for (const at of [...all.slice(1), 0]) runs[at] = { status: 'fulfilled', value: await run(at, this.ports) };
      const first = present(runs[0]);
      if (first.status === 'rejected') throw first.reason;
      return first.value.failed.length + first.value.left.length === 0;
    } catch (error) {
      if (dies === undefined) throw error;
      return false;
    }
  }

  /** A copy of what is published and not erased, as an export makes it: what it is made from is written down first. */
  async copy(days: number, dies: Dies): Promise<void> {
    const batches = this.sent.filter(({ published, erased }) => published && !erased).map(({ batch }) => batch);
    if (batches.length === 0) return;
    const name = `ex_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
    const prefix = `${TEAM}/${name}/`;
    const due = addDays(this.today, days);
    const { control, objects } = this.#dying(dies);
    let whole = false;
    try {
      await recordLineage(control, { team: TEAM, export: name, prefix, segments: batches, due });
      for (const file of ['data/rows-00000.jsonl', 'manifest.json'])
        await objects.putOnce(
          'derived',
          `${prefix}expires=${due}/${file}`,
          Buffer.from(batches.join('\n')),
          'text/plain',
        );
      whole = true;
    } catch (error) {
      if (dies === undefined) throw error;
    }
    this.copied.push({ export: name, prefix, batches, due, whole });
  }

  async erase(who: number): Promise<void> {
    const mine = this.sent.filter(({ worker, whole, erased }) => worker === this.#workers[who % 3] && whole && !erased);
    if (mine.length === 0) return;
    const batches = mine.map(({ batch }) => batch);
    await orderErasure(this.ports.control, randomUUID(), this.today, batches);
    for (const one of mine) one.erased = true;
  }

  /** Rows of each segment, as a reader finds them: the catalogue first, then the files there. */
  async visible(): Promise<Map<string, number>> {
    const { catalog, objects } = this.ports;
    const rows = new Map<string, number>();
    for (const { partition, location } of await Array.fromAsync(catalog.locations()))
      for await (const { key } of objects.list('redacted', location)) {
        const bytes = Buffer.concat(await Array.fromAsync(await objects.get('redacted', key)));
        for await (const { columns } of readParquet(bytes, COLUMN, partition))
          for (const segment of present(columns[0])) rows.set(String(segment), (rows.get(String(segment)) ?? 0) + 1);
      }
    return rows;
  }

  /** Segments and workers of which any byte of the table is left, read or not, found in values and in statistics. */
  async leftInTable(): Promise<Set<string>> {
    const { objects } = this.ports;
    const found = new Set<string>();
    for await (const { key } of objects.listVersions('redacted', 'activity/')) {
      const bytes = Buffer.concat(await Array.fromAsync(await objects.get('redacted', key)));
      for await (const { columns } of readParquet(bytes, COLUMN, present(partitionOf(key))))
        for (const segment of present(columns[0])) found.add(String(segment));
      const clear = bytes.toString('latin1');
      for (const { batch } of this.sent) if (clear.includes(batch)) found.add(batch);
    }
    return found;
  }

  inventory(): ReturnType<typeof inventoryOf> {
    return inventoryOf(this.lake);
  }

  /** Pseudonyms of those workers of whom every recording is erased. */
  async erasedWorkers(): Promise<string[]> {
    const gone = this.#workers.filter((worker) => {
      const own = this.sent.filter((message) => message.worker === worker);
      return own.length > 0 && own.every(({ erased }) => erased);
    });
    return Promise.all(gone.map((worker) => pseudonym(this.ports.keys, 'wk', worker, 1)));
  }

  /** Which of some words stand in any byte of the table, of copies or of what is told of them, in clear. */
  async wordsIn(words: readonly string[]): Promise<string[]> {
    const found = new Set<string>();
    for (const [zone, prefix] of [
      ['redacted', 'activity/'],
      ['derived', ''],
    ] as const)
      for await (const { key } of this.ports.objects.listVersions(zone, prefix)) {
        const clear = Buffer.concat(await Array.fromAsync(await this.ports.objects.get(zone, key))).toString('latin1');
        for (const word of words) if (clear.includes(word)) found.add(word);
      }
    return [...found];
  }

  async versions(zone: 'raw' | 'redacted' | 'derived'): Promise<string[]> {
    return (await Array.fromAsync(this.ports.objects.listVersions(zone, ''))).map(({ key }) => key);
  }

  get rowsOfOne(): number {
    return ROWS;
  }

  #dying(dies: Dies): Ports {
    return dies === undefined ? this.ports : crashing(this.ports, dies.at, dies.when).ports;
  }
}

const WRITES = ['putOnce', 'replace', 'deleteVersions', 'movePartition', 'dropPartition'];

/** The same port, but somebody looks before each write. */
const before = <T extends object>(port: T, look: () => Promise<void>): T =>
  new Proxy(port, {
    get(target, name) {
      const method = (Reflect.get(target, name) as (...args: unknown[]) => unknown).bind(target);
      return WRITES.includes(String(name)) ? (...args: unknown[]) => look().then(() => method(...args)) : method;
    },
  });
