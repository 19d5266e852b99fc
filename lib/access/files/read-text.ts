import { readFileSync } from 'node:fs';
import { StrongroomError } from '../../activity/errors.ts';
import { textOf } from '../../activity/text.ts';

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
