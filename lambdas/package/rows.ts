import { zstdDecompressSync } from 'node:zlib';
import { type FileMetaData, parquetMetadata, parquetRead, parquetReadObjects } from 'hyparquet';
import { COLUMNS } from '../../lib/activity/columns.ts';
import { hasCode } from '../../lib/activity/errors.ts';
import { nth } from '../../lib/activity/there.ts';
import { partitionPrefix } from '../../lib/storage/partition.ts';
import type { Partition, Ports } from '../../lib/storage/ports.ts';
import type { RevisedEntry } from '../ledger.ts';
import { collect } from '../redact/collect.ts';
import { generationOf } from './plan.ts';

export type OwnRow = Readonly<Record<string, string | number | boolean | null>>;

/**
 * Columns of a package. The pseudonyms stay out: beside the rows they would tell a reader of the lake who a worker is, as soon
 * as that reader is shown the file.
 */
export const SHOWN: readonly string[] = COLUMNS.map(({ name }) => name as string).filter(
  (name) => name !== 'worker' && name !== 'device',
);
const compressors = { ZSTD: (input: Uint8Array) => zstdDecompressSync(input) };

/**
 * The rows of some segments of one worker, in the order of time. A file holds rows of other workers too: those are decoded no
 * further than the id of their segment.
 * @param entries of one place and day
 */
export async function rowsOf(entries: readonly RevisedEntry[], ports: Ports): Promise<OwnRow[]> {
  const found = new Map<string, OwnRow[]>();
  for (const [, own] of Map.groupBy(entries, ({ entry }) => entry.shard)) {
    const { jurisdiction, day, shard } = nth(own, 0).entry;
    const wanted = new Set(own.map(({ batch }) => batch));
    // The newest generation decides: the files that redaction wrote may lie beside it for another day.
    for await (const key of generationFiles({ jurisdiction, day, shard }, ports)) await take(key, wanted, found, ports);
    const left = own.filter(({ batch }) => !found.has(batch));
    const files = new Set(
      left.map(({ entry }) => `${partitionPrefix({ jurisdiction, day, shard })}${entry.plan}.parquet`),
    );
    for (const key of files) await take(key, new Set(left.map(({ batch }) => batch)), found, ports);
  }
  const order = (row: OwnRow) => `${row.occurred_at}#${row.session}#${String(row.seq).padStart(9, '0')}`;
  return [...found.values()].flat().toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
}

async function* generationFiles(partition: Partition, ports: Ports): AsyncGenerator<string> {
  const prefix = await generationOf(partition, ports);
  if (prefix === null) return;
  for await (const { key } of ports.objects.list('redacted', prefix)) yield key;
}

async function take(
  key: string,
  wanted: ReadonlySet<string>,
  rowsBySession: Map<string, OwnRow[]>,
  { objects }: Ports,
): Promise<void> {
  let bytes: Uint8Array;
  try {
    bytes = await collect(await objects.get('redacted', key));
  } catch (error) {
    // Destroyed, or replaced by a generation, since the ledger was read. S3 calls it denied where the bucket must not be listed.
    if (hasCode(error, 'object.missing') || hasCode(error, 'access.denied')) return;
    throw error;
  }
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const metadata = parquetMetadata(buffer);
  const stored = new Set(metadata.schema.slice(1).map(({ name }) => name));
  const columns = SHOWN.filter((name) => stored.has(name));
  let from = 0;
  for (const { num_rows } of metadata.row_groups) {
    const to = from + Number(num_rows);
    for (const [rowStart, rowEnd] of await runsOf(buffer, metadata, wanted, from, to))
      for (const row of await parquetReadObjects({
        ...{ file: buffer, metadata, columns, rowStart, rowEnd, compressors },
      }))
        put(row, rowsBySession);
    from = to;
  }
}

/** Ranges of rows whose segment is wanted. */
async function runsOf(
  file: ArrayBuffer,
  metadata: FileMetaData,
  wanted: ReadonlySet<string>,
  rowStart: number,
  rowEnd: number,
): Promise<[number, number][]> {
  const runs: [number, number][] = [];
  await parquetRead({
    ...{ file, metadata, columns: ['segment'], rowStart, rowEnd, compressors },
    onChunk: ({ columnData, rowStart: at }) => {
      for (let i = 0; i < columnData.length; i++) {
        const n = at + i;
        if (n < rowStart || n >= rowEnd || !wanted.has(String(columnData[i]))) continue;
        const last = runs.at(-1);
        if (last?.[1] === n) last[1] = n + 1;
        else runs.push([n, n + 1]);
      }
    },
  });
  return runs;
}

function put(row: Record<string, unknown>, rowsBySession: Map<string, OwnRow[]>): void {
  const own = Object.fromEntries(SHOWN.map((name) => [name, plain(row[name])]));
  const segment = String(own.segment);
  const rows = rowsBySession.get(segment) ?? [];
  rowsBySession.set(segment, rows);
  rows.push(own);
}

const plain = (value: unknown): string | number | boolean | null =>
  value === undefined || value === null
    ? null
    : typeof value === 'bigint'
      ? Number(value)
      : (value as string | number | boolean);
