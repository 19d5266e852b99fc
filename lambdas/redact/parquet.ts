import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { COLUMNS, type Column } from '../../lib/activity/columns.ts';
import { shortageOf } from '../../lib/activity/shortage.ts';
import { nth } from '../../lib/activity/there.ts';
import { type FileColumn, writeChunk } from './chunk.ts';
import { SegmentFault } from './fault.ts';
import type { RowGroup } from './row-group.ts';

/** Types as the schema of a file names them. */
const NAMED = {
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

const columnsOf = (narrowed: ReadonlySet<string>): FileColumn[] =>
  COLUMNS.map(({ name, type }) => ({
    ...{ name, type, nullable: !REQUIRED.has(name), repeats: !UNIQUE.has(name), narrowed: narrowed.has(name) },
  }));

const FILES = { 'as-redacted': columnsOf(NARROWED), 'by-worker': columnsOf(SORTED) };

const SCHEMA = schemaFromColumnData({
  columnData: COLUMNS.map(({ name, type }) => ({ name, type: NAMED[type], nullable: !REQUIRED.has(name), data: [] })),
});

/**
 * Row groups as the bytes of one Parquet file, yielded as they are written: memory holds one row group, not the file. The same
 * rows give the same bytes. `hyparquet-writer` writes the frame of the file; the columns are written here, in half its time.
 */
export async function* parquetOf(
  groups: AsyncIterable<RowGroup>,
  sorted: 'as-redacted' | 'by-worker' = 'as-redacted',
): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter(1 << 20);
  const writer = new ParquetWriter({ writer: bytes, schema: SCHEMA, codec: 'ZSTD', createdBy: 'strongroom' });
  for await (const group of groups) {
    encoding(() => append(writer, bytes, FILES[sorted], group));
    yield drain(bytes);
  }
  encoding(() => void writer.finish());
  yield drain(bytes);
}

function append(writer: ParquetWriter, bytes: ByteWriter, columns: readonly FileColumn[], group: RowGroup): void {
  const rows = BigInt(group.length);
  const begin = bytes.offset;
  const data = group.take();
  const written = columns.map((column, i) => writeChunk(bytes, column, nth(data, i).data));
  writer.pendingIndexes.push(...written);
  writer.num_rows += rows;
  writer.row_groups.push({
    columns: written.map(({ chunk }) => chunk),
    total_byte_size: written.reduce((sum, { chunk }) => sum + (chunk.meta_data?.total_uncompressed_size ?? 0n), 0n),
    num_rows: rows,
    total_compressed_size: BigInt(bytes.offset - begin),
  });
}

/**
 * A failure of the writer is the fault of some row, though it is not known which.
 * @throws SegmentFault file.failed
 */
function encoding(work: () => void): void {
  try {
    work();
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
