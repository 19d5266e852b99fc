import { closeSync, existsSync, openSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StrongroomError } from '../../activity/errors.ts';
import { makeFolder } from './make-folder.ts';

/** How long a process waits while another process writes (ms). */
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
    jurisdiction TEXT NOT NULL, day TEXT NOT NULL, shard TEXT NOT NULL, location TEXT,
    PRIMARY KEY (jurisdiction, day, shard)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS message (
    id INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, body TEXT NOT NULL, sent INTEGER NOT NULL,
    received INTEGER NOT NULL DEFAULT 0, visible INTEGER NOT NULL, owner INTEGER
  );
  CREATE INDEX IF NOT EXISTS message_queue ON message (queue, visible);
`;

/** The zones of an embedded lake, beside its database. */
const ZONES = ['raw', 'redacted'];

/**
 * A lake with objects but an empty item table has lost its ledger: it would answer that it holds nothing.
 * @throws StrongroomError store.damaged
 */
function refuseLoss(path: string): void {
  const isFilled = () => existsSync(path) && statSync(path).size > 0;
  if (isFilled()) return;
  const holds = (zone: string) =>
    existsSync(join(dirname(path), zone)) && readdirSync(join(dirname(path), zone)).length > 0;
  // Looked at again: another process may have filled a new table and written its first object in between, in this order.
  if (ZONES.some(holds) && !isFilled())
    throw new StrongroomError(
      'store.damaged',
      'this lake holds objects, and its table of items (control.sqlite) is gone or empty',
      'restore it from a copy, or begin a new lake: npx strongroom start --out DIR',
    );
}

/** Opens the one database file of an embedded lake: tables of items, partitions, readings, queues. Several processes may share it. */
export function openDatabase(path: string): DatabaseSync {
  makeFolder(dirname(path), 0o700);
  refuseLoss(path);
  closeSync(openSync(path, 'a', 0o600)); // SQLite would create it world-readable
  const db = new DatabaseSync(path, { timeout: BUSY });
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
  db.exec(SCHEMA);
  const columns = db.prepare("SELECT name FROM pragma_table_info('partition')").all();
  if (!columns.some(({ name }) => name === 'location')) db.exec('ALTER TABLE partition ADD COLUMN location TEXT');
  return db;
}

/** Runs `work` as one transaction that holds the write lock from its start, so that its reads stay true until it writes. */
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
