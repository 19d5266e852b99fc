import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { StrongroomError } from '../../lib/activity/errors.ts';

/** Every file under a folder, in the order of their names; links are not followed. @throws StrongroomError input.unreadable */
export function filesUnder(dir: string): string[] {
  try {
    return readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(dir, join(entry.parentPath, entry.name)))
      .sort();
  } catch {
    throw new StrongroomError('input.unreadable', `${dir} cannot be read`, 'name a folder that is there');
  }
}
