import { decodeLexicon, FLAG } from './coding.ts';
import { fold, isFolded } from './fold.ts';
import data from './lexicon.json' with { type: 'json' };
import { COMPANIES, COUNTRIES, GIVEN, SLANG, TECH } from './lists.ts';

export { FLAG, fold };

/** Beyond the flags of the file: a word of computing, or a company that everyone knows. */
export const TECH_WORD = 128;
export const COMPANY = 256;

let lexicon: Map<string, number> | undefined;
const phraseHeads = new Set<string>();

function load(): Map<string, number> {
  const flags = decodeLexicon(data.entries);
  const add = (words: string, flag: number) => {
    for (const word of words.trim().split(/\s{0,400}[\n,]\s{0,400}/))
      flags.set(fold(word), (flags.get(fold(word)) ?? 0) | flag);
  };
  add(COUNTRIES, FLAG.place);
  add(GIVEN, FLAG.first);
  add(TECH, TECH_WORD);
  add(COMPANIES, COMPANY);
  for (const word of SLANG.trim().split(/\s{0,400}[\n,]\s{0,400}/)) flags.set(word, FLAG.common);
  for (const word of flags.keys())
    if (word.includes(' ')) phraseHeads.add(word.slice(0, word.indexOf(' ')).replace(/'s$/, ''));
  return flags;
}

/** The lexicon's facts about a word (bits of `FLAG`), 0 for a word that it does not have. Decoded at the first look-up. */
export function flagsOf(word: string): number {
  lexicon ??= load();
  const direct = lexicon.get(word);
  if (direct !== undefined) return direct;
  return isFolded(word) ? 0 : (lexicon.get(fold(word)) ?? 0);
}

/** Whether a known place or company of more than one word begins with this word. */
export function beginsPhrase(word: string): boolean {
  lexicon ??= load();
  return phraseHeads.has(word) || (!isFolded(word) && phraseHeads.has(fold(word)));
}
