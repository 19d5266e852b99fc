/** A text as labels are compared: lower case, one space, no accents. */
export const foldLabel = (text: string): string =>
  // Most texts have nothing to fold, and this runs for each number.
  /^[\x21-\x7e]{0,400}(?: [\x21-\x7e]{1,400}){0,400}$/.test(text)
    ? text.toLowerCase()
    : /[^\0-\x7f]/.test(text)
      ? foldBeyond(text)
      : text.toLowerCase().replace(/\s+/g, ' ');

const foldBeyond = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('’', "'")
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'o')
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFC')
    .replace(/\s+/g, ' ');

/** Scripts that put no space between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u;

/** Where a word may occur in a label: alone, as a part of another word, or between characters other than letters and digits. */
const STANDS = {
  whole: (words: string) => `^(?:${words})$`,
  joined: (words: string) => `(?:${words})`,
  apart: (words: string) => String.raw`(?<![\p{L}\p{N}])(?:${words})(?![\p{L}\p{N}])`,
} as const;

const standing = (word: string): keyof typeof STANDS => {
  if (word.startsWith('=')) return 'whole';
  return word.endsWith('*') || UNSPACED.test(word) ? 'joined' : 'apart';
};

const sourceOf = (word: string): string =>
  foldLabel(word.replace(/^=|\*$/g, ''))
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/[ -]/g, '[ _-]?');

/**
 * One expression for a list of words, over a folded text. The first word of the list that matches counts, so only neighbours with
 * the same position share the classes around them. With the classes around each word by itself, all lists took four times as
 * long to compile (85 ms of processor time against 21 ms), in every command and at every cold start.
 */
export function labelPattern(words: readonly string[]): RegExp {
  const runs: { how: keyof typeof STANDS; sources: string[] }[] = [];
  for (const word of words) {
    const how = standing(word);
    const last = runs.at(-1);
    if (last?.how === how) last.sources.push(sourceOf(word));
    else runs.push({ how, sources: [sourceOf(word)] });
  }
  return new RegExp(runs.map(({ how, sources }) => STANDS[how](sources.join('|'))).join('|'), 'u');
}
