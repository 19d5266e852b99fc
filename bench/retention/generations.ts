import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { type AsyncBuffer, parquetMetadataAsync } from 'hyparquet';
import { DuckRewriter } from '../../lambdas/compact/duckdb.ts';
import { parquetOf } from '../../lambdas/redact/parquet.ts';
import { RowGroup } from '../../lambdas/redact/row-group.ts';
import { there } from '../../lib/activity/there.ts';
import type { Bytes } from '../../lib/storage/ports.ts';
import { portsWith } from '../ports-with.ts';

/** Shards of a (place, day), by the worker's pseudonym. */
const SHARDS = 32;
const WORKERS = 1_000;
/** Files that redaction left for one shard: each has some minutes of all its workers. */
const LANDED = 16;
const GROUP = 8_192;
/** Rows of one worker in the day: five million rows in all. */
const ROWS_EACH = 5_000;
const DAY = '2026-05-20';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
/** A pseudonym begins with the shard of its worker, and is random after it. */
const workerOf = (n: number): string =>
  `wk_${BASE32[n % SHARDS]}${createHash('sha256').update(String(n)).digest('hex').slice(0, 25)}`;
const idOf = (worker: number, slice: number): string =>
  `00000000-0000-8000-8000-${String(worker * 1_000 + slice).padStart(12, '0')}`;

/** Rows of some workers in one slice of the day, in the order of their segments' arrival. */
async function* landed(workers: readonly number[], slice: number, rowsEach: number): AsyncGenerator<RowGroup> {
  const group = new RowGroup(GROUP);
  for (const worker of workers)
    for (let n = 0; n < rowsEach; n++) {
      const seq = slice * rowsEach + n;
      group.next();
      group.set('segment', idOf(worker, slice) as never);
      group.set('seq', seq as never);
      group.set('session', idOf(worker, 0) as never);
      group.set('worker', workerOf(worker) as never);
      group.set('device', 'd_000000000000' as never);
      group.set('kind', 'screen.text' as never);
      group.set('mono_us', BigInt(seq) as never);
      group.set('occurred_at', `${DAY}T08:00:00.000Z` as never);
      group.set('text', `Line ${seq} of order ${(worker * 31 + seq * 17) % 9_973} for [PERSON]` as never);
      group.set('red', 'rules' as never);
      group.set('expires', '2026-08-18' as never);
      if (group.full) yield group;
    }
  if (group.length > 0) yield group;
}

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(pieces));
}

interface Shard {
  readonly landedFiles: number;
  readonly landedBytes: number;
  readonly files: number;
  readonly bytes: number;
  readonly rows: number;
  /** Row groups with their statistics on the worker. */
  readonly groups: readonly { readonly rows: number; readonly min: string; readonly max: string }[];
}

/** Writes redaction's files of a shard, merges them, and reports the result. */
async function shardOf(workers: readonly number[], rowsEach: number): Promise<Shard> {
  const store = new Map<string, Buffer>();
  const partition = { jurisdiction: 'XA', day: DAY, shard: '0' };
  for (let slice = 0; slice < LANDED; slice++)
    store.set(`in/${slice}`, await bytesOf(parquetOf(landed(workers, slice, Math.ceil(rowsEach / LANDED)))));
  const inputs = [...store.keys()];
  const bytesAt = (key: string) => there(store.get(key), key);
  const landedBytes = inputs.reduce((sum, key) => sum + bytesAt(key).length, 0);
  const objects = {
    get: async (_: string, key: string) => Readable.from([bytesAt(key)]),
    putOnce: async (_: string, key: string, body: Uint8Array | Bytes) => {
      store.set(key, body instanceof Uint8Array ? Buffer.from(body) : await bytesOf(body));
      return { created: true };
    },
  };
  const rewriter = new DuckRewriter(portsWith({ objects }));
  const { keys, rows } = await rewriter.rewrite({
    ...{ partition, before: null, inputs, fresh: [], unfinished: [], prefix: 'out/' },
    without: new Set(),
  });
  const made = keys.map(bytesAt);
  const groups = (await Promise.all(made.map(groupsOf))).flat();
  return {
    ...{ landedFiles: inputs.length, landedBytes, files: made.length, rows, groups },
    bytes: made.reduce((sum, file) => sum + file.length, 0),
  };
}

async function groupsOf(file: Buffer): Promise<Shard['groups']> {
  const data = new Uint8Array(file).buffer;
  const buffer: AsyncBuffer = { byteLength: data.byteLength, slice: async (from, to) => data.slice(from, to) };
  const { row_groups } = await parquetMetadataAsync(buffer);
  return row_groups.map(({ num_rows, columns }) => {
    const workers = columns.find(({ meta_data }) => meta_data?.path_in_schema[0] === 'worker');
    const { min_value, max_value } = there(workers?.meta_data?.statistics, 'statistics of the column worker');
    return { rows: Number(num_rows), min: String(min_value), max: String(max_value) };
  });
}

/**
 * A merged day of a place: the number of files, the bytes that a query for one worker reads, and those that an erasure of one
 * rewrites.
 */
export async function measureGenerations(quick: boolean): Promise<void> {
  const built = quick ? 2 : SHARDS;
  const inBuilt = Array.from({ length: WORKERS }, (_, n) => n).filter((n) => n % SHARDS < built);
  const shards: Shard[] = [];
  for (let shard = 0; shard < built; shard++)
    shards.push(
      await shardOf(
        inBuilt.filter((n) => n % SHARDS === shard),
        ROWS_EACH,
      ),
    );
  // Shards are alike: those that were not built count like those that were.
  const total = (of: (shard: Shard) => number) =>
    Math.round((shards.reduce((sum, shard) => sum + of(shard), 0) * SHARDS) / built);
  const [rows, bytes] = [total((shard) => shard.rows), total((shard) => shard.bytes)];
  // The ranges of other shards have another first sign, so that nothing of them is read.
  const read = (worker: string) =>
    shards.reduce(
      (sum, { groups }) =>
        sum + groups.reduce((n, { rows, min, max }) => (min <= worker && worker <= max ? n + rows : n), 0),
      0,
    );
  const reads = inBuilt.map((n) => read(workerOf(n)) / rows);
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
  const mean = reads.reduce((sum, share) => sum + share, 0) / reads.length;
  console.log(
    `| a (place, day) of ${WORKERS} workers, ${rows} rows, ${built} of ${SHARDS} shards built | as redacted | put together | reach |`,
  );
  console.log('|---|---|---|---|');
  console.log(
    `| files | ${total((shard) => shard.landedFiles)} | ${total((shard) => shard.files)} | ${Math.ceil(bytes / 2 ** 27) + 16} |`,
  );
  console.log(`| MB | ${(total((shard) => shard.landedBytes) / 1e6).toFixed(1)} | ${(bytes / 1e6).toFixed(1)} | |`);
  console.log(
    `| rows read for one worker, of all rows, by the statistics of row groups: mean / most | 100 % | ${percent(mean)} / ${percent(Math.max(...reads))} | 2 % |`,
  );
  console.log(
    `| bytes rewritten to erase one worker, of the day: mean / most | | ${percent(1 / SHARDS)} / ${percent(Math.max(...shards.map((shard) => shard.bytes)) / bytes)} | 5 % |\n`,
  );
}
