import { readFileSync } from 'node:fs';
import { StrongroomError } from '../lib/activity/errors.ts';
import { duplicateNames } from './duplicate-names.ts';

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
export const readJson = (file: string): unknown => parse(readText(file), file);

/** The same, with the paths of names that stand twice in one object. */
export function readJsonWithDuplicates(file: string): {
  value: unknown;
  duplicates: readonly (readonly (string | number)[])[];
} {
  const text = readText(file);
  const value = parse(text, file);
  return { value, duplicates: duplicateNames(text) };
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new StrongroomError('input.not-json', `${file} is not JSON`, 'check that it is whole');
  }
}
