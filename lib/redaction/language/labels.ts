import { labelKey, wordsOfLabel } from './label-key.ts';
import data from './labels.json' with { type: 'json' };

let known: Set<string> | undefined;
/** Longer texts are sentences, whose common words may describe a person. */
const MOST_WORDS = 4;

/**
 * Whether a text of a language that is not covered is the label of a program: known as a whole, or made of a few words that
 * translations of programs share. No name is among them.
 */
export function isKnownLabel(text: string): boolean {
  known ??= new Set(Object.values(data as Record<string, string>).flatMap((list) => list.split('\n')));
  const list = known;
  if (list.has(labelKey(text))) return true;
  const words = wordsOfLabel(text);
  return words.length > 0 && words.length <= MOST_WORDS && words.every((word) => list.has(word));
}
