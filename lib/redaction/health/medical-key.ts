import { fold } from '../lexicon/fold.ts';

/** Spellings of one sound in words built of Greek and Latin, in order: ph and f, rrh and r, c, ck, qu and k. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/sch(?=[iey])/g, 'sk'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/r{1,2}h/g, 'r'],
  [/ch|ck/g, 'k'],
  [/qu(?=[eiy])/g, 'k'],
  [/[ao]e/g, 'e'],
  [/c(?=[eiyj])/g, 's'],
  [/[cq]/g, 'k'],
  [/z/g, 's'],
  [/[yj]/g, 'i'],
  [/w/g, 'v'],
  [/x/g, 'ks'],
  [/h/g, ''],
  [/(.)\1{1,3}/g, '$1'],
  // Spanish and Portuguese put an e before s and a consonant.
  [/^e(?=s[ptkfm])/g, ''],
  // "-tion", "-ción", "-zione", "-ção".
  [/ti(?=on)/g, 'si'],
  [/sa?o(?:es?)?$/g, 'sion'],
];

/**
 * A word built of Greek and Latin, as it sounds in all languages: "hypertension", "ipertensione" and "hipertensão" begin alike.
 * For other words it means nothing.
 */
export function medicalKey(word: string): string {
  let key = fold(word.toLowerCase().replaceAll(/[äö]/g, 'e').replaceAll('ç', 's'));
  for (const [spelling, sound] of SPELLINGS) key = key.replaceAll(spelling, sound);
  return key;
}

/** Shorter beginnings of words are common to too many. */
export const SHORTEST_STEM = 5;
const LONGEST_ENDING = 5;
/** How words of the eight languages end behind a stem: "-ie", "-ión", "-ique", "-ischen", "-icznego". */
const ENDING = /^[aeiou]{0,2}(?:sn|[smnlkdtrvf])?[aeiou]{0,3}(?:go|mu|[smnk])?$/;

/** The stem of the set that a key begins with, when an ending follows; `undefined` when there is none. */
export function stemIn(stems: ReadonlySet<string>, key: string): string | undefined {
  for (let length = Math.max(SHORTEST_STEM, key.length - LONGEST_ENDING); length <= key.length; length++) {
    const stem = key.slice(0, length);
    if (stems.has(stem) && ENDING.test(key.slice(length))) return stem;
  }
  return undefined;
}
