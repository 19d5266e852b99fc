import { lastOf } from '../../activity/there.ts';
import { copied, Lately } from '../learned/lately.ts';
import { FLAG, flagsOf } from '../lexicon/index.ts';

/** How a word is written: `lower`, `Upper`, `ALL`, `miXed`; `no` for scripts without case. */
export type Casing = 'lower' | 'upper' | 'all' | 'mixed' | 'no';

export interface Token {
  readonly start: number;
  readonly end: number;
  readonly kind: 'word' | 'number';
  readonly text: string;
  /** The same in lower case. */
  readonly lower: string;
  readonly casing: Casing;
  /** Bits of the lexicon. */
  readonly flags: number;
  /** The text between the token before and this one. */
  readonly gap: string;
  /** Whether a sentence or a line begins here. */
  readonly first: boolean;
}

/** No entry of the lexicon is longer. */
const LONGEST = 32;

/** Words and numbers with their separators. A possessive `'s` is not part of its word. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const length = text.length;
  let last = 0;
  for (let i = 0; i < length; ) {
    const code = text.charCodeAt(i);
    const letter = isLetter(code);
    if (!letter && !isDigit(code)) {
      i++;
      continue;
    }
    let end = i + 1;
    let next = end;
    if (letter) {
      while (end < length && (isLetter(text.charCodeAt(end)) || joins(text, end))) end++;
      next = end;
      end = withoutPossessive(text, i, end);
    } else while (end < length && (isDigit(text.charCodeAt(end)) || isLetter(text.charCodeAt(end)))) end++;
    const known = letter ? wordIn(text, i, end) : numberIn(text, i, end);
    const gap = i === last + 1 && text.charCodeAt(last) === 32 ? ' ' : text.slice(last, i);
    tokens.push({
      start: i,
      end,
      kind: letter ? 'word' : 'number',
      text: known.text,
      lower: known.lower,
      casing: known.casing,
      flags: known.flags,
      gap,
      first: tokens.length === 0 || startsSentence(gap, lastOf(tokens)),
    });
    last = end;
    i = Math.max(end, next);
  }
  return tokens;
}

/** Facts about a word by itself: most words of a text come again. */
interface Known {
  readonly text: string;
  readonly lower: string;
  readonly casing: Casing;
  readonly flags: number;
}

const lately = new Lately<Known>();

function wordIn(text: string, from: number, to: number): Known {
  let known = lately.find(text, from, to);
  if (known !== undefined) return known;
  const word = copied(text.slice(from, to));
  const lower = word.toLowerCase();
  known = { text: word, lower, casing: casingOf(word, lower), flags: word.length <= LONGEST ? flagsOf(lower) : 0 };
  if (word.length <= LONGEST) lately.keep(known);
  return known;
}

function numberIn(text: string, from: number, to: number): Known {
  const number = text.slice(from, to);
  return { text: number, lower: number, casing: 'no', flags: 0 };
}

const isDigit = (code: number) => code >= 48 && code <= 57;

export function isLetter(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba;
  return (
    code !== 0xd7 &&
    code !== 0xf7 &&
    (code < 0x2000 || code >= 0x2c00 || code === 0x2126 || code === 0x212a || code === 0x212b || code === 0x2206) &&
    !(code >= 0x3000 && code < 0x3040) &&
    code < 0xd800
  );
}

/** An apostrophe or a hyphen between letters belongs to the word. */
function joins(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code === 39 || code === 0x2019 || code === 45) && at + 1 < text.length && isLetter(text.charCodeAt(at + 1));
}

function withoutPossessive(text: string, start: number, end: number): number {
  if (end - start < 3 || (text.charCodeAt(end - 1) | 32) !== 115) return end;
  const mark = text.charCodeAt(end - 2);
  return mark === 39 || mark === 0x2019 ? end - 2 : end;
}

function casingOf(word: string, lower: string): Casing {
  if (word === lower) return word[0] === word.charAt(0).toUpperCase() ? 'no' : 'lower';
  if (word[0] === lower[0]) return word[0] === word.charAt(0).toUpperCase() ? 'no' : 'mixed';
  if (word.length === 1) return 'upper';
  const rest = word.slice(1);
  if (rest === lower.slice(1)) return 'upper';
  if (word === word.toUpperCase()) return 'all';
  return /^(?:\p{Lu}[\p{Ll}'’]{1,30}-?){1,4}$/u.test(word) ? 'upper' : 'mixed';
}

function startsSentence(gap: string, before: Token): boolean {
  if (gap === ' ' || gap === ', ') return false;
  if (/[\n!?:;“”"•>|]/.test(gap)) return true;
  if (!gap.startsWith('.')) return false;
  return (
    before.kind === 'number' || (before.text.length > 2 && (before.flags & FLAG.common) !== 0) || before.text.length > 4
  );
}
