import type { z } from 'zod';
import { StrongroomError } from '../../activity/errors.ts';

/** A row of the database, validated by `shape`. @throws StrongroomError store.damaged for any other row */
export function rowOf<T>(shape: z.ZodType<T>, row: unknown): T {
  const read = shape.safeParse(row);
  if (read.success) return read.data;
  throw new StrongroomError(
    'store.damaged',
    'this lake holds a row that no version of this program writes (control.sqlite)',
    'restore it from a copy, or begin a new lake: npx strongroom start --out DIR',
  );
}

export const rowsOf = <T>(shape: z.ZodType<T>, rows: readonly unknown[]): T[] => rows.map((row) => rowOf(shape, row));
