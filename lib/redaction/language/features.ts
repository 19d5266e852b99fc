import { hashOf, mix } from '../learned/hashing.ts';

export const LANGUAGE_BUCKETS = 1 << 13;

const WORD = /\p{L}[\p{L}\p{M}'’]{0,40}/gu;
/** A text says what it is within so many words. */
const ENOUGH = 60;

/** The words of a text that say what language it is in, in lower case: placeholders, identifiers and numbers do not. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const match of text.matchAll(WORD)) {
    if (words.length >= ENOUGH) break;
    const word = match[0];
    const { index } = match;
    if (text[index - 1] === '[' && text[index + word.length] === ']') continue;
    if (/[\d_@./\\]/.test(text[index - 1] ?? '') || /[\d_@/\\]/.test(text[index + word.length] ?? '')) continue;
    if (/\p{Ll}\p{Lu}/u.test(word)) continue;
    words.push(word.toLowerCase());
  }
  return words;
}

/** Buckets of one word: the word, and runs of two to four letters with its ends. */
export function languageFeatures(word: string): number[] {
  const out = [mix(hashOf(word), 1) & (LANGUAGE_BUCKETS - 1)];
  const padded = `^${word}$`;
  for (let n = 2; n <= 4; n++)
    for (let i = 0; i + n <= padded.length && i < 24; i++)
      out.push(mix(hashOf(padded.slice(i, i + n)), n) & (LANGUAGE_BUCKETS - 1));
  return out;
}
