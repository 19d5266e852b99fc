import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { StrongroomError } from '../../activity/errors.ts';
import type { Clock, Partition, ReadRecord, Reads } from '../ports.ts';
import { openDatabase, transact } from './database.ts';

/** The retention of the audit zone. */
const KEEP_MS = 400 * 86_400_000;

/** Records of queries, in place of AWS's trail. They are written before a query's answer is returned. */
export class LocalReads implements Reads {
  readonly #db: DatabaseSync;
  readonly #clock: Clock;

  constructor(db: DatabaseSync, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  record(read: Pick<ReadRecord, 'reader' | 'purpose' | 'columns'>, partitions: Iterable<Partition>): void {
    const now = this.#clock.now();
    const record: ReadRecord = { id: randomUUID(), at: now.toISOString(), ...read };
    const put = this.#db.prepare('INSERT INTO reading VALUES (?, ?, ?, ?, ?, ?)');
    transact(this.#db, () => {
      for (const { jurisdiction, day, shard } of partitions)
        put.run(jurisdiction, day, shard, record.id, JSON.stringify(record), now.getTime() + KEEP_MS);
    });
  }

  async *of(partitions: readonly Partition[]): AsyncGenerator<readonly [Partition, ReadRecord]> {
    const rows = this.#db.prepare(
      'SELECT record FROM reading WHERE jurisdiction = ? AND day = ? AND shard = ? ORDER BY rowid',
    );
    for (const partition of partitions) {
      const { jurisdiction, day, shard } = partition;
      for (const { record } of rows.all(jurisdiction, day, shard))
        yield [partition, JSON.parse(String(record)) as ReadRecord];
    }
  }

  /** A query is written down before its answer is returned. */
  async unknown(): Promise<readonly string[]> {
    return [];
  }
}

/** A query of the lake, with every partition that it read. */
export interface LocalRead extends ReadRecord {
  readonly partitions: readonly Partition[];
}

/** The file of a lake's records. @throws StrongroomError lake.missing: a folder without them cannot show who read what */
function recordsIn(folder: string): string {
  const file = join(folder, 'control.sqlite');
  if (existsSync(file)) return file;
  throw new StrongroomError(
    'lake.missing',
    `${folder} is no lake of this program: no record of a query can be there`,
    'run `npx strongroom start` first, or name the folder of the lake: reads --out DIR, investigate --lake DIR',
  );
}

/**
 * Every query that the lake in `folder` recorded, oldest first. The record names the role that asked; the person behind
 * it is unknown here.
 * @throws StrongroomError lake.missing
 */
export function localReads(folder: string): LocalRead[] {
  const db = openDatabase(recordsIn(folder));
  try {
    const rows = db.prepare('SELECT record, jurisdiction, day, shard FROM reading ORDER BY rowid').all();
    const found = new Map<string, { record: ReadRecord; partitions: Partition[] }>();
    for (const { record: text, jurisdiction, day, shard } of rows) {
      const record = JSON.parse(String(text)) as ReadRecord;
      const known = found.get(record.id) ?? { record, partitions: [] };
      found.set(record.id, known);
      known.partitions.push({ jurisdiction: String(jurisdiction), day: String(day), shard: String(shard) });
    }
    return [...found.values()].map(({ record, partitions }) => ({ ...record, partitions }));
  } finally {
    db.close();
  }
}

/**
 * The time since which every query of the lake is on record: since its file was created, and no longer ago than records
 * are kept. A copy of a lake counts from the day of the copy. Where the file system does not record creation, it counts
 * from the file's last change: a later time is safe.
 * @throws StrongroomError lake.missing
 */
export function recordedSince(folder: string, now: Date): Date {
  const { birthtimeMs, mtimeMs } = statSync(recordsIn(folder));
  return new Date(Math.max(birthtimeMs > 0 ? birthtimeMs : mtimeMs, now.getTime() - KEEP_MS));
}
