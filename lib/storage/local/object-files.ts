import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, rmdir, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Bytes, ObjectVersion } from '../ports.ts';
import { damaged, readHead, type SealedHead, seal, unseal } from './sealed-file.ts';
import { syncFolder } from './sync-folder.ts';

/** The header of one object version's file, in clear, as S3 keeps names and metadata in clear. */
export interface ObjectHeader {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly contentType: string;
  /** ISO 8601. */
  readonly written: string;
  /** ARN of the key that wraps the data key. */
  readonly keyArn: string;
  /** The wrapped data key, base64. */
  readonly dataKey: string;
}

export interface StoredVersion {
  readonly path: string;
  readonly head: SealedHead<ObjectHeader>;
}

/** Age at which temporary folders of dead writers are removed (ms). */
const ABANDONED = 24 * 3600 * 1000;

/**
 * The files of one bucket: `<first two hex digits>/<SHA-256 of the key>/<version id>`. An object key never becomes part
 * of a path, so no key can name a file outside the folder. Checks no permissions.
 */
export class ObjectFiles {
  readonly #root: string;
  readonly #bucket: string;
  /** Headers of version files, which never change once they exist. */
  readonly #heads = new Map<string, SealedHead<ObjectHeader>>();
  /** Shelves whose own names are durable. */
  readonly #shelves = new Set<string>();

  constructor(root: string, bucket: string) {
    this.#root = root;
    this.#bucket = bucket;
  }

  /**
   * Writes a version unless the key has one. The file is complete and on the disk before its folder gets the name that
   * readers look up. Renaming a folder onto a folder that is not empty fails, which decides between concurrent writers
   * in any process (https://pubs.opengroup.org/onlinepubs/9799919799/functions/rename.html).
   */
  async putOnce(header: ObjectHeader, dataKey: Uint8Array, body: Bytes): Promise<{ created: boolean }> {
    const home = this.#home(header.key);
    const temporary = await this.#write(header, dataKey, body);
    try {
      await this.#shelf(dirname(home));
      const created = await rename(temporary, home).then(
        () => true,
        (error) => {
          if (is(error, 'ENOTEMPTY', 'EEXIST')) return false;
          throw error;
        },
      );
      // Also when another writer was first: it may have died before its name was on the disk.
      await syncFolder(dirname(home));
      return { created };
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  }

  /** Writes a version that becomes the newest, despite concurrent writes. */
  async replace(header: ObjectHeader, dataKey: Uint8Array, body: () => Bytes): Promise<void> {
    for (;;) {
      if ((await this.putOnce(header, dataKey, body())).created) return;
      // From here on only `replace` can write to the key, until its versions are destroyed.
      const newest = await this.current(header.key);
      const temporary = await this.#write(newest ? after(newest.head.header, header) : header, dataKey, body());
      try {
        await rename(join(temporary, header.versionId), join(this.#home(header.key), header.versionId));
        await syncFolder(this.#home(header.key));
        return;
      } catch (error) {
        if (!is(error, 'ENOENT')) throw error;
      } finally {
        await rm(temporary, { recursive: true, force: true });
      }
    }
  }

  /** Creates a shelf. Once per process, it also makes the shelf's name and the bucket's name durable. */
  async #shelf(path: string): Promise<void> {
    await mkdir(path, { recursive: true, mode: 0o700 });
    if (this.#shelves.has(path)) return;
    await syncFolder(this.#root);
    await syncFolder(dirname(this.#root));
    this.#shelves.add(path);
  }

  /** A folder under a temporary name with the one version in it, complete and on the disk. */
  async #write(header: ObjectHeader, dataKey: Uint8Array, body: Bytes): Promise<string> {
    const temporary = join(this.#root, 'tmp', randomBytes(16).toString('hex'));
    await mkdir(temporary, { recursive: true, mode: 0o700 });
    try {
      const file = await open(join(temporary, header.versionId), 'wx', 0o600);
      try {
        await seal(file, header, dataKey, body);
      } finally {
        await file.close();
      }
      await syncFolder(temporary);
      return temporary;
    } catch (error) {
      await rm(temporary, { recursive: true, force: true });
      throw error;
    }
  }

  /** The newest version of a key. */
  async current(key: string): Promise<StoredVersion | undefined> {
    const versions = await this.#versions(this.#home(key));
    const [newest] = versions.sort((a, b) => (a.head.header.written < b.head.header.written ? 1 : -1));
    return newest;
  }

  read(version: StoredVersion, dataKey: Uint8Array): Bytes {
    return unseal(version.path, version.head, dataKey);
  }

  async *list(prefix: string): AsyncGenerator<ObjectVersion> {
    const found: StoredVersion[] = [];
    for (const shelf of await names(this.#root)) {
      if (shelf === 'tmp') continue;
      for (const home of await names(join(this.#root, shelf))) {
        for (const version of await this.#versions(join(this.#root, shelf, home))) {
          if (version.head.header.key.startsWith(prefix)) found.push(version);
        }
      }
    }
    const order = (v: StoredVersion) => Buffer.from(v.head.header.key);
    for (const { head } of found.sort((a, b) => Buffer.compare(order(a), order(b)))) {
      const { key, versionId, written } = head.header;
      yield { key, versionId, size: head.size, lastModified: new Date(written), deleteMarker: false };
    }
  }

  async delete(key: string, versionId: string): Promise<void> {
    if (!/^[0-9a-f]{32}$/.test(versionId)) return;
    const home = this.#home(key);
    const path = join(home, versionId);
    this.#heads.delete(path);
    await unlink(path).catch(ignore('ENOENT', 'ENOTDIR'));
    await rmdir(home).catch(ignore('ENOENT', 'ENOTEMPTY', 'EEXIST'));
    // A destroyed version must not return after a power loss: it is gone from its folder, or the folder from its shelf.
    await syncFolder(home).catch(ignore('ENOENT'));
    await syncFolder(dirname(home)).catch(ignore('ENOENT'));
  }

  /** Removes the files of writers that died before their object had its name. */
  async sweep(now: Date): Promise<void> {
    for (const name of await names(join(this.#root, 'tmp'))) {
      const path = join(this.#root, 'tmp', name);
      const age = now.getTime() - (await stat(path)).mtimeMs;
      if (age > ABANDONED) await rm(path, { recursive: true, force: true });
    }
  }

  #home(key: string): string {
    const name = createHash('sha256').update(key).digest('hex');
    return join(this.#root, name.slice(0, 2), name);
  }

  /** Whether a header is complete and matches the file's location. */
  #belongs(header: ObjectHeader, home: string, versionId: string): boolean {
    const complete = FIELDS.every((field) => typeof header?.[field] === 'string');
    return (
      complete &&
      header.bucket === this.#bucket &&
      header.versionId === versionId &&
      this.#home(header.key) === home &&
      !Number.isNaN(Date.parse(header.written))
    );
  }

  async #versions(home: string): Promise<StoredVersion[]> {
    const found: StoredVersion[] = [];
    for (const versionId of await names(home)) {
      const path = join(home, versionId);
      try {
        const head = this.#heads.get(path) ?? (await readHead<ObjectHeader>(path));
        if (!this.#belongs(head.header, home, versionId)) throw damaged(path);
        this.#heads.set(path, head);
        found.push({ path, head });
      } catch (error) {
        if (!is(error, 'ENOENT')) throw error; // deleted between listing and reading
      }
    }
    return found;
  }
}

/** A header that is newer than another, whatever the clock's time: the newest version is the current one. */
const after = (older: ObjectHeader, header: ObjectHeader): ObjectHeader =>
  header.written > older.written
    ? header
    : { ...header, written: new Date(Date.parse(older.written) + 1).toISOString() };

const FIELDS = ['bucket', 'key', 'versionId', 'contentType', 'written', 'keyArn', 'dataKey'] as const;

/** Names in a folder; empty when the folder does not exist. */
const names = async (folder: string): Promise<string[]> => {
  try {
    return await readdir(folder);
  } catch (error) {
    if (is(error, 'ENOENT')) return [];
    throw error;
  }
};

const is = (error: unknown, ...codes: string[]): boolean => codes.includes((error as NodeJS.ErrnoException).code ?? '');

const ignore =
  (...codes: string[]) =>
  (error: unknown): void => {
    if (!is(error, ...codes)) throw error;
  };
