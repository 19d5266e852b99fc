import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disk } from './ports.ts';

/** A folder of this machine, readable by its owner only. */
export async function nodeDisk(dir: string): Promise<Disk> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const put = async (name: string, flags: 'w' | 'a', bytes: Uint8Array) => {
    const file = await open(join(dir, name), flags, 0o600);
    try {
      await file.writeFile(bytes);
    } finally {
      await file.close();
    }
  };
  const sync = async (path: string, flags: 'r' | 'r+') => {
    const file = await open(path, flags);
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  };
  return {
    list: () => readdir(dir),
    read: (name) => readFile(join(dir, name)),
    write: (name, bytes) => put(name, 'w', bytes),
    append: (name, bytes) => put(name, 'a', bytes),
    sync: (name) => sync(join(dir, name), 'r+'),
    rename: (from, to) => rename(join(dir, from), join(dir, to)),
    remove: (name) => rm(join(dir, name), { force: true }),
    // Windows cannot flush a folder; NTFS journals names itself.
    syncFolder: async () => {
      if (process.platform !== 'win32') await sync(dir, 'r');
    },
  };
}

/** Replaces a whole file: after a crash it is the old one or the new one. */
export async function replace(disk: Disk, name: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${name}.tmp`;
  await disk.write(temporary, bytes);
  await disk.sync(temporary);
  await disk.rename(temporary, name);
  await disk.syncFolder();
}
