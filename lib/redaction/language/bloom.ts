import { StrongroomError } from '../../activity/errors.ts';
import { hashOf, mix } from '../learned/hashing.ts';
import { digestOf } from '../learned/packed.ts';

/** Bits that each word sets. */
const HASHES = 4;

/** One of the places of a word in a list of so many bits. @param hash of the word, by `hashOf` */
const placeOf = (hash: number, k: number, bits: number): number => (mix(hash, k + 1) >>> 0) % bits;

/** Adds a word to a list. */
function mark(list: Uint8Array, word: string): void {
  const hash = hashOf(word);
  for (let k = 0; k < HASHES; k++) {
    const place = placeOf(hash, k, list.length * 8);
    list[place >> 3] = (list[place >> 3] ?? 0) | (1 << (place & 7));
  }
}

/** Whether a list has a word. With sixteen bits a word it takes one word in four hundred for its own by mistake, with twenty-four one in two thousand. */
export function isMarked(list: Uint8Array, hash: number): boolean {
  for (let k = 0; k < HASHES; k++) {
    const place = placeOf(hash, k, list.length * 8);
    if (((list[place >> 3] ?? 0) & (1 << (place & 7))) === 0) return false;
  }
  return true;
}

/** A list as a file holds it: its bits in base64, and their SHA-256. */
export interface Filed {
  readonly digest: string;
  readonly words: string;
}

/** @throws StrongroomError `redaction.weights` when the list is not as it was written */
export function listIn({ digest, words }: Filed, name: string): Uint8Array {
  if (digestOf(words) !== digest)
    throw new StrongroomError(
      'redaction.weights',
      `the words of ${name} do not have their digest`,
      'Take the file from the repository again: a file that was cut or edited decides names wrongly.',
    );
  return new Uint8Array(Buffer.from(words, 'base64'));
}

/** The list of some words. @param room bits a word */
export function filed(words: ReadonlySet<string>, room: number): Filed {
  const bytes = new Uint8Array(words.size * (room / 8));
  for (const word of words) mark(bytes, word);
  const packed = Buffer.from(bytes).toString('base64');
  return { digest: digestOf(packed), words: packed };
}
