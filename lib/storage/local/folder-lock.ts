import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StrongroomError } from '../../activity/errors.ts';
import { isAlive } from './is-alive.ts';
import { makeFolder } from './make-folder.ts';

/**
 * How a process uses a folder. `alone`: no other process may use it, because all of it may be replaced. `run`: one such
 * run at a time, so that its report covers only itself. `beside`: small transactions that are compatible with
 * everything but `alone`.
 */
export type LockMode = 'alone' | 'run' | 'beside';

export interface FolderLock {
  release(): void;
}

/** The holder of a lock, for messages to people. The locks themselves decide which process holds them. */
interface Holder {
  readonly pid: number;
  readonly what: string;
  readonly since: string;
}

const LOCKS = '.locks';
const HOLDER = /^(\d+)-\d+\.json$/;
/** Primary result code of SQLite: https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;
let taken = 0;
/** Every lock of this process: an unreachable connection would be garbage-collected and closed, and its lock released. */
const open = new Set<DatabaseSync>();

/**
 * Locks a folder until `release`, or until the process ends in any way: the system drops the locks of a dead process,
 * so no lock is ever left behind. Node has no file locks; those of SQLite are the system's own
 * (https://www.sqlite.org/lockingv3.html).
 * @param purpose the holder, as the message to other processes names it
 * @throws StrongroomError folder.busy at once when another process holds the folder
 */
export function lockFolder(folder: string, hold: LockMode, purpose: string): FolderLock {
  const locks = join(folder, LOCKS);
  makeFolder(locks, 0o700);
  const held: DatabaseSync[] = [];
  const releaseAll = () => {
    for (const db of held.splice(0)) {
      open.delete(db);
      db.close();
    }
  };
  const wanted: [file: string, exclusive: boolean][] = [['folder.lock', hold === 'alone']];
  if (hold !== 'beside') wanted.push(['run.lock', true]);
  for (const [file, exclusive] of wanted) {
    const db = take(join(locks, file), exclusive);
    if (db === undefined) {
      releaseAll();
      throw busy(folder, holders(locks));
    }
    open.add(db);
    held.push(db);
  }
  const note = join(locks, `${process.pid}-${taken++}.json`);
  writeFileSync(note, JSON.stringify({ pid: process.pid, what: purpose, since: new Date().toISOString() }));
  return {
    release: () => {
      rmSync(note, { force: true });
      releaseAll();
    },
  };
}

/** An open transaction is the lock. */
function take(path: string, exclusive: boolean): DatabaseSync | undefined {
  const db = new DatabaseSync(path, { timeout: 0 });
  try {
    if (exclusive) db.exec('BEGIN EXCLUSIVE');
    else {
      db.exec('BEGIN');
      db.prepare('SELECT count(*) FROM sqlite_schema').get();
    }
    return db;
  } catch (error) {
    db.close();
    if (((error as { errcode?: number }).errcode ?? 0) % 256 === SQLITE_BUSY) return undefined;
    throw error;
  }
}

/** Live processes that recorded a hold. Removes the notes of dead processes. */
function holders(locks: string): readonly Holder[] {
  const found: Holder[] = [];
  for (const name of readdirSync(locks)) {
    const pid = Number(HOLDER.exec(name)?.[1]);
    if (Number.isNaN(pid)) continue;
    if (!isAlive(pid)) rmSync(join(locks, name), { force: true });
    else {
      try {
        found.push(JSON.parse(readFileSync(join(locks, name), 'utf8')));
      } catch {} // the process has just ended, or has only begun to write
    }
  }
  return found;
}

function busy(folder: string, holders: readonly Holder[]): StrongroomError {
  const names = holders.map(({ what, pid, since }) => `${what} (process ${pid}, since ${since})`);
  return new StrongroomError(
    'folder.busy',
    `${folder}/ is in use by ${names.length === 0 ? 'another process' : names.join(' and ')}`,
    'wait until it has ended, or use another folder',
  );
}
