import { HEARD, heardIn } from '../language/everyday.ts';
import { COVERED, type Language } from '../language/languages.ts';
import { FLAG, flagsOf, fold } from '../lexicon/index.ts';
import type { Span } from '../types.ts';
import { STREET_ENDS, STREET_WORDS } from './vocabulary.ts';

/** The minutes of a time of day, which the model can take for the number of a house: "13:30 am platz". */
const BEHIND_HOUR = /(?<!\d)\d{1,2}[:h.]$/;
/** A noun and the number of a house: "markt 5". Small words before a number tell the time: "om 5", "às 11". */
const NOUN_AND_NUMBER = /\p{L}{4,40} \d{1,4} ?[a-z]?$/u;
const WORD = /\p{L}{1,40}/gu;

const isOfStreet = (word: string): boolean => STREET_WORDS.has(fold(word)) || STREET_ENDS.test(word);

/** A word that is heard; one that is a place as well only where it is said daily: "para", "essen". */
function isOrdinary(word: string, language: number): boolean {
  if (isOfStreet(word)) return false;
  const heard = heardIn(word, language);
  return heard === HEARD.daily || (heard !== HEARD.no && (flagsOf(word) & FLAG.place) === 0);
}

/**
 * Whether an address that the model read in small letters is none: it begins in the middle of a time of day, or it is made of words of every
 * day, none of which names a street or a place, with no number where an address has one: "the 10 or the 11", "back at 13".
 */
export function isNoAddress(text: string, { start, end, type }: Span, language: Language): boolean {
  if (type !== 'ADDRESS') return false;
  if (BEHIND_HOUR.test(text.slice(Math.max(0, start - 4), start)) && /^\d\d(?!\d)/.test(text.slice(start, end)))
    return true;
  const part = text.slice(start, end);
  const at = (COVERED as readonly string[]).indexOf(language);
  if (at < 0 || /\p{Lu}/u.test(part) || /\d{4}/.test(part) || NOUN_AND_NUMBER.test(part)) return false;
  const words = part.match(WORD) ?? [];
  return words.every((word) => word.length < 3 || isOrdinary(word, at));
}
