import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { syncFolderNow } from './sync-folder.ts';

/**
 * Creates a folder and its missing parents, one level at a time: where a file system accepts no folders and reports
 * that the path does not exist (`/proc`), Node's own `recursive` retries for ever.
 * @param mode permissions of each folder that is created
 * @throws the file system's error, including ENOTDIR when a file is in the way
 */
export function makeFolder(path: string, mode = 0o777): void {
  const missing: string[] = [];
  for (let at = resolve(path); !existsSync(at) && dirname(at) !== at; at = dirname(at)) missing.push(at);
  for (const folder of missing.toReversed())
    try {
      mkdirSync(folder, { mode });
      lasting(dirname(folder));
    } catch (error) {
      // Another process was faster.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !existsSync(folder)) throw error;
    }
}

/** Errors of a file system that cannot make names durable, or of a parent folder that this process must not read. */
const CANNOT = ['EACCES', 'EPERM', 'EINVAL', 'ENOTSUP', 'EISDIR'];

function lasting(folder: string): void {
  try {
    syncFolderNow(folder);
  } catch (error) {
    if (!CANNOT.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
