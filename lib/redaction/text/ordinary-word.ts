import { isKnownSomewhere, saidOf } from '../language/dictionaries.ts';
import { FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import { isDerivedWord } from './built-word.ts';

const WORDS = FLAG.common | FLAG.word | FLAG.rare | TECH_WORD;

/**
 * Whether a word belongs to one of the languages that are read, or is built like one of English. Where a label says that a secret
 * follows, a word that does not is the secret.
 */
export const isOrdinaryWord = (word: string): boolean => {
  const lower = word.toLowerCase();
  return (flagsOf(lower) & WORDS) !== 0 || isKnownSomewhere(saidOf(lower)) || isDerivedWord(lower);
};

/** One word of letters that no language has. Names of buttons are words. */
export const isStrangeWord = (value: string): boolean => /^\p{L}{6,30}$/u.test(value) && !isOrdinaryWord(value);

/** Whether a part has a name, or a word that no language has, as many names are. */
export const hasRareWord = (part: string): boolean =>
  (part.match(/\p{L}{3,40}/gu) ?? []).some((word) => !isOrdinaryWord(word) || isListedName(word));

const isListedName = (word: string): boolean => {
  const flags = flagsOf(word.toLowerCase());
  return /^\p{Lu}/u.test(word) && (flags & (FLAG.first | FLAG.last)) !== 0 && (flags & FLAG.common) === 0;
};
