import { hashOf, mix } from '../learned/hashing.ts';
import { KIND, kindOf } from '../learned/letters.ts';

export const LANGUAGE_BUCKETS = 1 << 13;

/** The language of a text is decided within this many words. */
const ENOUGH = 40;
const LONGEST = 40;

/** The words of a text that show its language, in lower case: placeholders, identifiers and numbers do not. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  const { length } = text;
  for (let i = 0; i < length && words.length < ENOUGH; ) {
    if (!isLetter(kindOf(text.charCodeAt(i)))) {
      i++;
      continue;
    }
    let end = i + 1;
    let hump = false;
    for (let before = kindOf(text.charCodeAt(i)); end < length; end++) {
      const code = text.charCodeAt(end);
      const kind = kindOf(code);
      if (!isLetter(kind) && !((code === 39 || code === 0x2019) && isLetter(kindOf(text.charCodeAt(end + 1))))) break;
      if (kind === KIND.capital && before === KIND.small) hump = true;
      before = kind;
    }
    const apart = !isGlue(text.charCodeAt(i - 1), true) && !isGlue(text.charCodeAt(end), false);
    const masked = text.charCodeAt(i - 1) === 91 && text.charCodeAt(end) === 93;
    if (apart && !masked && !hump && end - i <= LONGEST) words.push(text.slice(i, end).toLowerCase());
    i = end;
  }
  return words;
}

const isLetter = (kind: number) => kind === KIND.small || kind === KIND.capital || kind === KIND.letter;

/** Digits, and the signs of names that programs give: _ @ / \\ and, before a word, a full stop. */
const isGlue = (code: number, before: boolean): boolean =>
  (code >= 48 && code <= 57) || code === 95 || code === 64 || code === 47 || code === 92 || (before && code === 46);

/** Buckets of one word: the word, and runs of two to four letters with its ends. */
export function languageFeatures(word: string): number[] {
  const out = [mix(hashOf(word), 1) & (LANGUAGE_BUCKETS - 1)];
  const padded = `^${word}$`;
  for (let n = 2; n <= 4; n++)
    for (let i = 0; i + n <= padded.length && i < 24; i++)
      out.push(mix(hashOf(padded.slice(i, i + n)), n) & (LANGUAGE_BUCKETS - 1));
  return out;
}
