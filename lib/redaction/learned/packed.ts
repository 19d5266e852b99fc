import { createHash } from 'node:crypto';
import { StrongroomError } from '../../activity/errors.ts';

/** Weights as a file holds them: one printable character a weight, and the value of each character. */
export interface Packed {
  /** SHA-256 of `weights`, in hex. */
  readonly digest: string;
  /** The value of each character, in order of `ALPHABET`. */
  readonly levels: readonly number[];
  readonly weights: string;
}

/** Printable ASCII without the two characters that JSON escapes. */
export const ALPHABET = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))
  .filter((char) => char !== '"' && char !== '\\')
  .join('');

export const digestOf = (weights: string): string => createHash('sha256').update(weights).digest('hex');

/**
 * The weights of a file, in units of 1 / `UNIT`.
 * @throws StrongroomError `redaction.weights` when the file is not as it was written
 */
export function unpack({ digest, levels, weights }: Packed, name: string): Int16Array {
  if (digestOf(weights) !== digest)
    throw new StrongroomError(
      'redaction.weights',
      `the weights of ${name} do not have their digest`,
      'Take the file from the repository again: a file that was cut or edited decides names wrongly.',
    );
  const values = new Int16Array(128);
  for (let i = 0; i < ALPHABET.length; i++) values[ALPHABET.charCodeAt(i)] = Math.round((levels[i] ?? 0) * UNIT);
  const out = new Int16Array(weights.length);
  for (let i = 0; i < weights.length; i++) out[i] = values[weights.charCodeAt(i)] ?? 0;
  return out;
}

export const UNIT = 512;
