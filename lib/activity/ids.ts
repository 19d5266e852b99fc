import { z } from 'zod';

/** No control, format or invisible characters, and no lone surrogates; the only space is the plain one. */
const PRINTABLE = /^(?:(?![\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]).| )+$/u;

/** The canonical spelling of a text: composed (NFC), trimmed, with single spaces. */
const spelt = (text: string): string => text.normalize('NFC').trim().replace(/ {2,}/g, ' ');

const idOf = (longest: number) =>
  z.string().max(longest).overwrite(spelt).min(1).regex(PRINTABLE, 'printable characters and single spaces');

/**
 * The id of a worker, a device, a recorder or anything else that a device names. Systems write the same id differently,
 * so it gets one spelling here, and `foldId` compares it.
 */
export const id = idOf(128);

/** The id of a person who decides: a name, or the ARN of a session. */
export const personId = idOf(512);

/** An id in its canonical spelling, or undefined when it holds an invisible character: two such ids would look alike. */
export function canonicalId(text: string): string | undefined {
  const parsed = personId.safeParse(text);
  return parsed.success ? parsed.data : undefined;
}

/**
 * The form of ids for comparison and pseudonyms. Sign-ins and devices use different case for one person. Two people
 * whose ids differ only in that count as one.
 */
export const foldId = (text: string): string =>
  // Lower case first: of the two capitals of ß only one has a lower case, and only ß itself becomes SS.
  spelt(text).toLowerCase().toUpperCase().toLowerCase().normalize('NFC');

export const isSameId = (a: string, b: string): boolean => foldId(a) === foldId(b);
