import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { type Answered, cellText, distinctNames } from './answer-formats.ts';

/** A result whose engine named the type of each column, in lower case, as DuckDB writes it. */
export interface TypedAnswer extends Answered {
  readonly types: readonly string[];
}

type Cells = readonly unknown[];

/** A Parquet column type, and the form of its values. */
interface Stored {
  readonly type: 'BOOLEAN' | 'INT32' | 'INT64' | 'DOUBLE' | 'STRING';
  readonly of: (value: unknown) => unknown;
}

const AS_BOOLEAN: Stored = { type: 'BOOLEAN', of: Boolean };
const AS_INT: Stored = { type: 'INT32', of: Number };
const AS_LONG: Stored = { type: 'INT64', of: (value) => BigInt(value as number | string) };
const AS_DOUBLE: Stored = { type: 'DOUBLE', of: Number };
/** Times, lists and everything else: the text that the other formats show. */
const AS_TEXT: Stored = { type: 'STRING', of: cellText };

/** A sum of whole numbers may leave 64 bits: then its digits are text. */
const wholeNumber = (cells: Cells): Stored =>
  cells.every((value) => value === null || BigInt.asIntN(64, AS_LONG.of(value) as bigint) === AS_LONG.of(value))
    ? AS_LONG
    : AS_TEXT;

const BY_TYPE: Readonly<Record<string, (cells: Cells) => Stored>> = {
  boolean: () => AS_BOOLEAN,
  tinyint: () => AS_INT,
  smallint: () => AS_INT,
  integer: () => AS_INT,
  utinyint: () => AS_INT,
  usmallint: () => AS_INT,
  uinteger: () => AS_LONG,
  bigint: () => AS_LONG,
  ubigint: wholeNumber,
  hugeint: wholeNumber,
  uhugeint: wholeNumber,
  float: () => AS_DOUBLE,
  double: () => AS_DOUBLE,
};

const storedAs = (type: string, cells: Cells): Stored =>
  type.startsWith('decimal') ? AS_DOUBLE : (BY_TYPE[type]?.(cells) ?? AS_TEXT);

/** A query's result as one Parquet file. Every column may hold nulls, and none has statistics. The same result gives the same bytes. */
export function parquetAnswer({ columns, types, rows }: TypedAnswer): Uint8Array {
  const bytes = new ByteWriter();
  const names = distinctNames(columns);
  const stored = names.map((name, i) => {
    const cells = rows.map((row) => row[i] ?? null);
    const { type, of } = storedAs(types[i] ?? '', cells);
    return { name, type, data: cells.map((value) => (value === null ? null : of(value))) };
  });
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [
      { name: 'root', num_children: names.length },
      ...stored.map(({ name, type }) =>
        type === 'STRING'
          ? ({ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' } as const)
          : ({ name, type, repetition_type: 'OPTIONAL' } as const),
      ),
    ],
    statistics: false,
    createdBy: 'strongroom',
  });
  writer.write({ columnData: stored.map(({ name, data }) => ({ name, data })) });
  writer.finish();
  return bytes.getBytes().slice();
}
