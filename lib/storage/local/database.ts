import { closeSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeFolder } from './make-folder.ts';

/** How long a process waits while another one writes (ms). */
const BUSY = 60_000;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS item (
    pk TEXT NOT NULL, sk TEXT NOT NULL, rev INTEGER NOT NULL, data BLOB NOT NULL, expires INTEGER,
    PRIMARY KEY (pk, sk)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS participation (
    pk TEXT NOT NULL, sk TEXT NOT NULL, rev INTEGER NOT NULL, data BLOB NOT NULL, expires INTEGER,
    PRIMARY KEY (pk, sk)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS reading (
    jurisdiction TEXT NOT NULL, day TEXT NOT NULL, shard TEXT NOT NULL, id TEXT NOT NULL, record TEXT NOT NULL,
    expires INTEGER NOT NULL
  );
  CREATE INDEX IF NOT EXISTS reading_partition ON reading (jurisdiction, day, shard);
  CREATE TABLE IF NOT EXISTS partition (
    jurisdiction TEXT NOT NULL, day TEXT NOT NULL, shard TEXT NOT NULL,
    PRIMARY KEY (jurisdiction, day, shard)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS message (
    id INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, body TEXT NOT NULL, sent INTEGER NOT NULL,
    received INTEGER NOT NULL DEFAULT 0, visible INTEGER NOT NULL, owner INTEGER
  );
  CREATE INDEX IF NOT EXISTS message_queue ON message (queue, visible);
`;

/** Opens the one database file of an embedded lake: tables of items, partitions, readings, queues. Several processes may share it. */
export function openDatabase(path: string): DatabaseSync {
  makeFolder(dirname(path), 0o700);
  closeSync(openSync(path, 'a', 0o600)); // SQLite would create it readable by everybody
  const db = new DatabaseSync(path, { timeout: BUSY });
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
  db.exec(SCHEMA);
  return db;
}

/** Runs `work` as one transaction that holds the write lock from its start, so that what it reads stays true until it writes. */
export function transact<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}
