import { z } from 'zod';

/** Neither control nor format characters, nor any that is not seen, nor halves of characters; of spaces the plain one. */
const PRINTABLE = /^(?:(?![\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]).| )+$/u;

/** One way to write what is written in several: composed (NFC), without spaces at the ends, one space for several. */
const spelt = (text: string): string => text.normalize('NFC').trim().replace(/ {2,}/g, ' ');

const idOf = (longest: number) =>
  z.string().max(longest).overwrite(spelt).min(1).regex(PRINTABLE, 'printable characters and single spaces');

/**
 * The id of a worker, a device, a recorder or anything else that a device names. The same one is written differently by
 * different systems, so it is brought into one spelling here, and compared by `foldId`.
 */
export const id = idOf(128);

/** The id of a person who decides: a name, or the ARN of a session. */
export const personId = idOf(512);

/** An id in its one spelling, or undefined when it holds what nobody can see, and so could not tell from another. */
export function canonicalId(text: string): string | undefined {
  const parsed = personId.safeParse(text);
  return parsed.success ? parsed.data : undefined;
}

/**
 * What ids are compared by, and pseudonyms are made from. Sign-ins and devices differ in capitals for one person; two people
 * whose ids differ in nothing else are not told apart.
 */
export const foldId = (text: string): string =>
  // Lower first: of the two capitals of ß only one has a lower case, and only ß itself becomes SS.
  spelt(text).toLowerCase().toUpperCase().toLowerCase().normalize('NFC');

export const isSameId = (a: string, b: string): boolean => foldId(a) === foldId(b);
