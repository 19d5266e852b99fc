import { isKnownLabel } from '../language/labels.ts';
import { COMPANY, FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import { UI_WORDS } from './vocabulary.ts';

/** Whether a word with a capital beside a name, or below names in a column, is a name too: none of every day, of computing, of firms or of screens. */
export const isOtherName = (word: string): boolean => {
  const lower = word.toLowerCase();
  return (flagsOf(lower) & (FLAG.common | TECH_WORD | COMPANY)) === 0 && !UI_WORDS.has(lower) && !isKnownLabel(word);
};
