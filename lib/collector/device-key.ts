import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StrongroomError } from '../activity/errors.ts';

const LENGTH = 32;

/**
 * A key in a file that only its owner can read, created when there is none. For trials, and for platforms without a key
 * store: a program that can read the file as this user can read the queue. A deployment supplies a key from the
 * platform's store.
 * @throws StrongroomError collector.key
 */
export async function fileKey(path: string): Promise<Buffer> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(randomBytes(LENGTH));
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const key = await readFile(path);
  if (key.length !== LENGTH)
    throw new StrongroomError(
      'collector.key',
      `the key in ${path} is not ${LENGTH} bytes long`,
      'remove it together with the queue that it encrypts: neither can be read any more',
    );
  return key;
}
