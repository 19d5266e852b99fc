import { basename, dirname } from 'node:path';
import { Crash } from '../lambdas/crash.ts';
import { present } from '../present.ts';

/** When the power fails: at the `at`-th change (from 0), before it takes effect, after it, or in the middle of a write. */
export interface PowerLoss {
  readonly at: number;
  readonly when: 'before' | 'after' | 'torn';
}

interface File {
  readonly kind: 'file';
  bytes: Buffer;
  /** Bytes that a power loss certainly leaves. */
  synced: Buffer;
}

interface Folder {
  readonly kind: 'folder';
  readonly names: Map<string, Entry>;
  /** Names that a power loss certainly leaves. */
  durable: Map<string, Entry>;
  /** Changes of names that no `sync` has made durable, oldest first. */
  pending: Change[];
}

type Entry = File | Folder;

/** A change of names, in one folder or, for a rename, in two: a journal keeps both halves or neither. */
interface Change {
  done: boolean;
  readonly apply: () => void;
}

const folder = (): Folder => ({ kind: 'folder', names: new Map(), durable: new Map(), pending: [] });
/** The first descriptor number of this disk. */
export const DESCRIPTORS = 1_000_000;

const failure = (code: string) => Object.assign(new Error(code), { code });

/**
 * A file system in memory that forgets what a disk may forget: bytes without an `fsync` of their file, and names
 * without an `fsync` of their folder (https://man7.org/linux/man-pages/man2/fsync.2.html). It has the functions of
 * `node:fs` and `node:fs/promises` that the embedded lake uses, and no others.
 */
export class ForgetfulDisk {
  readonly #random: () => number;
  readonly #root: Folder;
  readonly #opened: string[] = [];
  #loss: PowerLoss | undefined;
  #dead = false;
  /** Number of changes so far. */
  changes = 0;

  constructor(random: () => number, root = folder()) {
    this.#random = random;
    this.#root = root;
  }

  losePower(loss: PowerLoss): void {
    this.#loss = { ...loss, at: this.changes + loss.at };
  }

  /** The disk after the power returned: everything durable, and any part of the rest. */
  restart(): ForgetfulDisk {
    const coins = new Map<Change, boolean>();
    const heads = (change: Change): boolean => {
      if (!coins.has(change)) coins.set(change, this.#random() < 0.5);
      return present(coins.get(change));
    };
    // Both halves of a rename are decided before either folder is read.
    for (const each of foldersIn(this.#root))
      for (const change of each.pending) if (!change.done && heads(change)) change.apply();
    return new ForgetfulDisk(this.#random, this.#left(this.#root) as Folder);
  }

  #left(entry: Entry): Entry {
    if (entry.kind === 'file') {
      const tail = entry.bytes.subarray(entry.synced.length);
      const bytes = Buffer.concat([entry.synced, tail.subarray(0, Math.floor(this.#random() * (tail.length + 1)))]);
      return { kind: 'file', bytes, synced: bytes };
    }
    const made = folder();
    for (const [name, below] of entry.durable) made.names.set(name, this.#left(below));
    made.durable = new Map(made.names);
    return made;
  }

  // Reads.

  readonly existsSync = (path: string): boolean => this.#find(path) !== undefined;

  readonly readdir = async (path: string): Promise<string[]> => [...this.#folder(path).names.keys()];

  readonly stat = async (path: string) => ({
    mtimeMs: 0,
    size: this.#has(path).kind === 'file' ? this.#file(path).bytes.length : 0,
  });

  readonly readFileSync = (path: string): string => this.#file(path).bytes.toString('utf8');

  // Writes.

  readonly mkdirSync = (path: string): void => {
    if (this.#find(path) !== undefined) throw failure('EEXIST');
    this.#name(path, folder());
  };

  readonly mkdir = async (path: string): Promise<void> => {
    const missing: string[] = [];
    for (let at = path; this.#find(at) === undefined; at = dirname(at)) missing.unshift(at);
    for (const each of missing) this.mkdirSync(each);
  };

  readonly writeFileSync = (path: string, text: string, { flush = false } = {}): void => {
    if (this.#find(path) !== undefined) throw failure('EEXIST');
    this.#name(path, { kind: 'file', bytes: Buffer.alloc(0), synced: Buffer.alloc(0) });
    this.#append(path, Buffer.from(text));
    if (flush) this.#sync(path);
  };

  readonly linkSync = (from: string, to: string): void => {
    const entry = this.#has(from);
    if (this.#find(to) !== undefined) throw failure('EEXIST');
    this.#name(to, entry);
  };

  readonly openSync = (path: string): number => {
    this.#has(path);
    return DESCRIPTORS + this.#opened.push(path) - 1;
  };
  readonly fsyncSync = (descriptor: number): void => this.#sync(present(this.#opened[descriptor - DESCRIPTORS]));
  readonly closeSync = (): void => {};

  readonly open = async (path: string, flags: string) => {
    if (flags === 'wx') {
      if (this.#find(path) !== undefined) throw failure('EEXIST');
      this.#name(path, { kind: 'file', bytes: Buffer.alloc(0), synced: Buffer.alloc(0) });
    }
    this.#has(path);
    return {
      writeFile: async (bytes: Uint8Array) => this.#append(path, bytes),
      sync: async () => this.#sync(path),
      stat: () => this.stat(path),
      read: async (into: Buffer, offset: number, length: number, position: number) => ({
        bytesRead: this.#file(path).bytes.copy(into, offset, position, position + length),
      }),
      close: async () => {},
    };
  };

  readonly rename = async (from: string, to: string): Promise<void> => {
    const entry = this.#has(from);
    const target = this.#find(to);
    if (target?.kind === 'folder' && target.names.size > 0) throw failure('ENOTEMPTY');
    const [source, home] = [this.#folder(dirname(from)), this.#folder(dirname(to))];
    this.#change(() => {
      source.names.delete(basename(from));
      home.names.set(basename(to), entry);
      const change = {
        done: false,
        apply: () => {
          source.durable.delete(basename(from));
          home.durable.set(basename(to), entry);
        },
      };
      source.pending.push(change);
      home.pending.push(change);
    });
  };

  readonly unlink = async (path: string): Promise<void> => {
    this.#file(path);
    this.#name(path, undefined);
  };

  readonly rmdir = async (path: string): Promise<void> => {
    if (this.#folder(path).names.size > 0) throw failure('ENOTEMPTY');
    this.#name(path, undefined);
  };

  /** Assumes `recursive` and `force`, which all callers pass. */
  readonly rmSync = (path: string): void => {
    if (this.#find(path) !== undefined) this.#name(path, undefined);
  };
  readonly rm = async (path: string): Promise<void> => this.rmSync(path);

  #append(path: string, bytes: Uint8Array): void {
    const file = this.#file(path);
    this.#change((some) => {
      file.bytes = Buffer.concat([file.bytes, some]);
    }, bytes);
  }

  #sync(path: string): void {
    const entry = this.#has(path);
    this.#change(() => {
      if (entry.kind === 'file') entry.synced = entry.bytes;
      else lasts(entry);
    });
  }

  /** Sets or removes the entry of a path. */
  #name(path: string, entry: Entry | undefined): void {
    const home = this.#folder(dirname(path));
    const set = (names: Map<string, Entry>) =>
      entry === undefined ? names.delete(basename(path)) : names.set(basename(path), entry);
    this.#change(() => {
      set(home.names);
      home.pending.push({ done: false, apply: () => set(home.durable) });
    });
  }

  #find(path: string): Entry | undefined {
    if (this.#dead) throw new Crash('dead');
    let at: Entry | undefined = this.#root;
    for (const name of path.split('/').filter((part) => part !== ''))
      at = at?.kind === 'folder' ? at.names.get(name) : undefined;
    return at;
  }

  #has(path: string): Entry {
    const entry = this.#find(path);
    if (entry === undefined) throw failure('ENOENT');
    return entry;
  }

  #folder(path: string): Folder {
    const entry = this.#has(path);
    if (entry.kind !== 'folder') throw failure('ENOTDIR');
    return entry;
  }

  #file(path: string): File {
    const entry = this.#has(path);
    if (entry.kind !== 'file') throw failure('EISDIR');
    return entry;
  }

  #change(work: (some: Uint8Array) => void, bytes: Uint8Array = Buffer.alloc(0)): void {
    if (this.#dead) throw new Crash('dead');
    const now = this.changes++ === this.#loss?.at ? this.#loss.when : undefined;
    if (now === 'torn') work(bytes.subarray(0, Math.floor(this.#random() * bytes.length)));
    if (now === 'after' || now === undefined) work(bytes);
    if (now === undefined) return;
    this.#dead = true;
    throw new Crash(`power lost ${now} change`);
  }
}

/** Makes the names of a folder durable, with the other halves of its renames. */
function lasts(entry: Folder): void {
  for (const change of entry.pending) {
    if (!change.done) change.apply();
    change.done = true;
  }
  entry.pending = [];
}

/** All existing folders, and those that a power loss may bring back. */
function* foldersIn(entry: Folder, seen = new Set<Folder>()): Generator<Folder> {
  if (seen.has(entry)) return;
  seen.add(entry);
  yield entry;
  for (const below of [...entry.names.values(), ...entry.durable.values()])
    if (below.kind === 'folder') yield* foldersIn(below, seen);
}
