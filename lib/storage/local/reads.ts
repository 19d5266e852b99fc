import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Clock, Partition, ReadRecord, Reads } from '../ports.ts';
import { openDatabase, transact } from './database.ts';

/** As long as the audit zone would keep them. */
const KEEP_MS = 400 * 86_400_000;

/** Records of queries: what the trail is on AWS. They are written before a query's answer is handed out. */
export class LocalReads implements Reads {
  readonly missing = null;
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

  async *of({ jurisdiction, day, shard }: Partition): AsyncGenerator<ReadRecord> {
    const rows = this.#db
      .prepare('SELECT record FROM reading WHERE jurisdiction = ? AND day = ? AND shard = ? ORDER BY rowid')
      .all(jurisdiction, day, shard);
    for (const { record } of rows) yield JSON.parse(String(record)) as ReadRecord;
  }
}

/** A query of the lake, with every partition that it went through. */
export interface LocalRead extends ReadRecord {
  readonly partitions: readonly Partition[];
}

/**
 * Every query that the lake in `folder` recorded, oldest first. The role that asked is named; a person behind it is not known here.
 */
export function localReads(folder: string): LocalRead[] {
  const db = openDatabase(join(folder, 'control.sqlite'));
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
