import { zstdDecompressSync } from 'node:zlib';
import { parquetMetadata, parquetRead } from 'hyparquet';
import { type Column, type ColumnName, PARTITION_KEYS } from '../../../activity/columns.ts';
import type { Partition } from '../../ports.ts';
import { QueryFailure } from './failure.ts';

export type ColumnValue = string | number | bigint | boolean | null;

/** Some rows, column by column. */
export interface RowBatch {
  readonly rows: number;
  readonly columns: ColumnValue[][];
}

interface Piece {
  readonly start: number;
  readonly data: ArrayLike<unknown>;
}

/**
 * Decodes only `columns` of a file, one row group at a time. Columns that the file lacks are null; partition keys come
 * from its path. @throws QueryFailure bad-file
 */
export async function* readParquet(
  bytes: Uint8Array,
  columns: readonly Column[],
  partition: Partition,
): AsyncGenerator<RowBatch> {
  try {
    yield* rowGroups(bytes, columns, partition);
  } catch (error) {
    throw error instanceof QueryFailure ? error : new QueryFailure({ code: 'bad-file', column: null });
  }
}

async function* rowGroups(
  bytes: Uint8Array,
  columns: readonly Column[],
  partition: Partition,
): AsyncGenerator<RowBatch> {
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const file = { byteLength: buffer.byteLength, slice: (start: number, end?: number) => buffer.slice(start, end) };
  const metadata = parquetMetadata(buffer);
  const stored = new Set(metadata.schema.slice(1).map((element) => element.name));
  const wanted = columns.map((c) => c.name).filter((name) => stored.has(name));
  let from = 0;
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    const pieces = new Map<string, Piece[]>(wanted.map((name) => [name, []]));
    if (wanted.length > 0) {
      await parquetRead({
        ...{ file, metadata, columns: wanted, rowStart: from, rowEnd: from + rows },
        compressors: { ZSTD: (input) => zstdDecompressSync(input) },
        onChunk: ({ columnName, columnData, rowStart }) => {
          pieces.get(columnName)?.push({ start: rowStart - from, data: columnData });
        },
      });
    }
    yield { rows, columns: columns.map((column) => valuesOf(column, pieces.get(column.name) ?? [], rows, partition)) };
    from += rows;
  }
}

function valuesOf(column: Column, pieces: readonly Piece[], rows: number, partition: Partition): ColumnValue[] {
  const key = PARTITION_KEYS.find(({ name }) => name === column.name);
  const values = new Array<ColumnValue>(rows).fill(key ? partition[key.name] : null);
  if (key) return values;
  const convert = CONVERT[column.type];
  for (const { start, data } of pieces) {
    for (let i = 0; i < data.length; i++) {
      const value = data[i];
      if (value === null || value === undefined) continue;
      const converted = convert(value);
      if (converted === undefined) throw wrongType(column);
      values[start + i] = converted;
    }
  }
  return values;
}

/** Converts hyparquet's values to those of DuckDB's vectors; undefined for a value of another type. */
const CONVERT: Readonly<Record<Column['type'], (value: unknown) => ColumnValue | undefined>> = {
  string: (value) => (typeof value === 'string' ? value : undefined),
  int: (value) => (typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : undefined),
  bigint: (value) =>
    typeof value === 'bigint' ? value : Number.isSafeInteger(value) ? BigInt(value as number) : undefined,
  double: (value) => (typeof value === 'number' ? value : undefined),
  boolean: (value) => (typeof value === 'boolean' ? value : undefined),
};

const wrongType = ({ name }: Column): QueryFailure =>
  new QueryFailure({ code: 'bad-file', column: name as ColumnName });
