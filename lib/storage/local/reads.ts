import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Clock, Partition, ReadRecord, Reads } from '../ports.ts';
import { transact } from './database.ts';

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
