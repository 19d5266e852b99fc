import { readFileSync } from 'node:fs';
import { StrongroomError } from '../lib/activity/errors.ts';

/** @throws StrongroomError input.unreadable, input.not-json */
export function readText(file: string): string {
  try {
    // Some editors begin a file with a byte order mark, which JSON does not know.
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    throw new StrongroomError('input.unreadable', `${file} cannot be read`, 'check the path');
  }
}

/** @throws StrongroomError input.unreadable, input.not-json */
export function readJson(file: string): unknown {
  const text = readText(file);
  try {
    return JSON.parse(text);
  } catch {
    throw new StrongroomError('input.not-json', `${file} is not JSON`, 'check that it is whole');
  }
}
