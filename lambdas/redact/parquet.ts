import { constants, zstdCompressSync } from 'node:zlib';
import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { COLUMNS, type Column } from '../../lib/activity/columns.ts';
import { shortageOf } from '../../lib/activity/shortage.ts';
import { SegmentFault } from './fault.ts';
import type { RowGroup } from './row-group.ts';

const PHYSICAL = {
  string: 'STRING',
  int: 'INT32',
  bigint: 'INT64',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
} as const satisfies Record<Column['type'], string>;

/** Almost every row has another value in these: looking for a dictionary would cost more than it saves. */
const UNIQUE = new Set(['seq', 'mono_us', 'occurred_at', 'x', 'y', 'path', 'text', 'bounds']);

/**
 * Columns that queries filter by. Minimum and maximum of a text column would put content into the footer; of the other columns
 * they prune nothing.
 */
const NARROWED = new Set(['seq', 'mono_us']);

/** Columns that every row has. */
const REQUIRED = new Set([
  'segment',
  'seq',
  'session',
  'worker',
  'device',
  'kind',
  'mono_us',
  'occurred_at',
  'red',
  'expires',
]);

/** Sort order of a rewritten file, so that one worker's rows can be found by minimum and maximum. */
const SORTED = new Set([...NARROWED, 'worker', 'session', 'segment']);

const sourcesOf = (narrowed: ReadonlySet<string>) =>
  COLUMNS.map(({ name, type }) => ({
    name,
    type: PHYSICAL[type],
    nullable: !REQUIRED.has(name),
    data: [],
    statistics: narrowed.has(name),
    ...(UNIQUE.has(name) && { encoding: 'PLAIN' as const }),
  }));

const SOURCES = { 'as-redacted': sourcesOf(NARROWED), 'by-worker': sourcesOf(SORTED) };

/** The fastest level: the next ones cost twice the time for a few per cent. */
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/**
 * Row groups as the bytes of one Parquet file, yielded as they are written: memory holds one row group, not the file. The same
 * rows give the same bytes. ZSTD, which Athena engine 3 reads
 * (https://docs.aws.amazon.com/athena/latest/ug/compression-support-zstd-levels.html).
 */
export async function* parquetOf(
  groups: AsyncIterable<RowGroup>,
  sorted: 'as-redacted' | 'by-worker' = 'as-redacted',
): AsyncGenerator<Uint8Array> {
  const sources = SOURCES[sorted];
  const bytes = new ByteWriter(1 << 20);
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaFromColumnData({ columnData: sources }),
    codec: 'ZSTD',
    compressors: { ZSTD: (input) => zstdCompressSync(input, LEVEL) },
    createdBy: 'strongroom',
  });
  for await (const group of groups) {
    const rows = group.length;
    const data = group.take();
    await encoding(async () =>
      writer.write({
        columnData: sources.map((source, i) => ({ ...source, data: data[i]!.data })),
        rowGroupSize: rows,
      }),
    );
    yield drain(bytes);
  }
  await encoding(async () => writer.finish());
  yield drain(bytes);
}

/**
 * A failure of the writer is the fault of some row, though it is not known which.
 * @throws SegmentFault file.failed
 */
async function encoding(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw shortageOf(error) === undefined ? new SegmentFault('file.failed') : error;
  }
}

/** The bytes written since the last call; the writer's own byte count goes on. */
function drain(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}
