import { z } from 'zod';

/** Neither control nor format characters, nor any that is not seen, nor halves of characters; of spaces the plain one. */
const PRINTABLE = /^(?:(?![\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]).| )+$/u;

/** The one spelling of a text: composed (NFC), without spaces at the ends, one space for several. */
const spelt = (text: string): string => text.normalize('NFC').trim().replace(/ {2,}/g, ' ');

const idOf = (longest: number) =>
  z.string().max(longest).overwrite(spelt).min(1).regex(PRINTABLE, 'printable characters and single spaces');

/**
 * The id of a worker, a device, a recorder or anything else that a device names. Systems write the same id differently, so
 * it is brought into one spelling here, and compared by `foldId`.
 */
export const id = idOf(128);

/** The id of a person who decides: a name, or the ARN of a session. */
export const personId = idOf(512);

/** An id in its one spelling, or undefined when it holds an invisible character: two such ids would look alike. */
export function canonicalId(text: string): string | undefined {
  const parsed = personId.safeParse(text);
  return parsed.success ? parsed.data : undefined;
}

/**
 * The form in which ids are compared and pseudonyms made. Sign-ins and devices differ in capitals for one person. Two people
 * whose ids differ in nothing else count as one.
 */
export const foldId = (text: string): string =>
  // Lower first: of the two capitals of ß only one has a lower case, and only ß itself becomes SS.
  spelt(text).toLowerCase().toUpperCase().toLowerCase().normalize('NFC');

export const isSameId = (a: string, b: string): boolean => foldId(a) === foldId(b);
