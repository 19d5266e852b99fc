import { z } from 'zod';

/** Hive types of the lake's columns, each of which is one physical type of Parquet. */
export type ColumnType = 'string' | 'int' | 'bigint' | 'double' | 'boolean';

/** Largest value of an `int` column: 32 bits with a sign (https://docs.aws.amazon.com/athena/latest/ug/data-types.html). */
export const INT_MAX = 2 ** 31 - 1;

/**
 * Numbers of `capture/1`, by column type. Ingest checks each number by one of these schemas, so it always fits its
 * column. Otherwise writing its file would fail, together with other segments.
 */
export const fitting = {
  /** A count, or a position in an order. */
  int: z.int().min(0).max(INT_MAX),
  /** Up to 2^53 - 1, the largest integer that a JSON number carries exactly. */
  bigint: z.int().min(0),
  /** Coordinates and distances: display pixels, or lines for a wheel. */
  double: z.number().min(-100_000).max(100_000),
} as const satisfies Partial<Record<ColumnType, z.ZodType<number>>>;

/** Whether a column of a type can hold a value as it is. */
export const FITS: Readonly<Record<ColumnType, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  int: (value) => typeof value === 'number' && (value | 0) === value,
  bigint: (value) => typeof value === 'bigint' && BigInt.asIntN(64, value) === value,
  double: (value) => Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
};
