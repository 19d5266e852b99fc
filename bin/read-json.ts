import { readFileSync } from 'node:fs';
import { duplicateNames } from '../lib/activity/duplicate-names.ts';
import { StrongroomError } from '../lib/activity/errors.ts';
import { textOf } from '../lib/activity/text.ts';

/** The text of a file. @throws StrongroomError input.unreadable, text.utf-16 */
export function readText(file: string): string {
  return textOf(bytesOf(file));
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch {
    throw new StrongroomError('input.unreadable', `${file} cannot be read`, 'check the path');
  }
}

/** @throws StrongroomError input.unreadable, input.not-json, text.utf-16 */
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
