import { readText } from '../lib/access/files/read-text.ts';
import { duplicateNames } from '../lib/activity/duplicate-names.ts';
import { StrongroomError } from '../lib/activity/errors.ts';

/** @throws StrongroomError input.unreadable, input.not-json, text.utf-16 */
export const readJson = (file: string): unknown => parse(readText(file), file);

/** Reads JSON like the function above, and returns the paths of names that stand twice in one object. */
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
