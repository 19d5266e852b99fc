import { join } from 'node:path';
import { openDatabase } from './database.ts';

/** One item of an embedded lake: its table and its key. Its content stays encrypted. */
export interface HeldItem {
  readonly table: 'item' | 'participation';
  readonly pk: string;
  readonly sk: string;
  /** How many times it was written. */
  readonly rev: number;
}

/** The keys of every item in an embedded lake. Nothing is decrypted. */
export function itemsIn(folder: string): HeldItem[] {
  const db = openDatabase(join(folder, 'control.sqlite'));
  try {
    return (['item', 'participation'] as const).flatMap((table) =>
      db
        .prepare(`SELECT pk, sk, rev FROM ${table} ORDER BY pk, sk`)
        .all()
        .map(({ pk, sk, rev }) => ({ table, pk: String(pk), sk: String(sk), rev: Number(rev) })),
    );
  } finally {
    db.close();
  }
}
