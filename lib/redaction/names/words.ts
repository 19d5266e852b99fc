import { saidOf } from '../language/dictionaries.ts';
import { HEARD, heardIn } from '../language/everyday.ts';
import { hashOf, mix } from '../learned/hashing.ts';
import { copied, Lately } from '../learned/lately.ts';
import { KIND, kindOf } from '../learned/letters.ts';
import { COMPANY, FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';

/** How a token is written. `sign` is one punctuation mark. */
export const CASING = {
  sign: 0,
  lower: 1,
  upper: 2,
  all: 3,
  mixed: 4,
  digits: 5,
  withDigits: 6,
  letter: 7,
  noCase: 8,
} as const;

/** The facts about a token without its neighbours. */
export interface Word {
  readonly text: string;
  readonly lower: string;
  readonly hash: number;
  readonly casing: number;
  /** Length, at most 7. */
  readonly length: number;
  /** The lexicon's flags, in 8 bits. */
  readonly lexicon: number;
  /** What the lists of other languages say of it, two bits a language; see `saidOf`. */
  readonly said: number;
  /** How much it is heard in each language, by `heardIn`, as far as that was asked; see `heardOf`. */
  readonly heard: (number | undefined)[];
  /** Hashes of beginnings, endings and runs of three letters. */
  readonly pieces: readonly number[];
  /** Sums of the weights that depend on the word alone, one a weight set; see model.ts. */
  readonly sums: (Float32Array | undefined)[];
}

/** No entry of the lexicon is longer, and further letters of a name add no evidence. */
const LONGEST = 32;
const MAX_WORDS = 60_000;
const words = new Map<string, Word>();

export function wordOf(text: string): Word {
  let word = words.get(text);
  if (word === undefined) {
    word = describe(text);
    if (words.size >= MAX_WORDS) words.clear();
    if (text.length <= LONGEST) words.set(word.text, word);
  }
  return word;
}

/** Signs by their code: most texts have few different ones. */
const signs: (Word | undefined)[] = [];
const MOST_SIGNS = 0x3000;

/** The one sign with this code. */
export function signOf(code: number): Word {
  const known = signs[code];
  if (known !== undefined) return known;
  const sign = describe(String.fromCharCode(code));
  if (code < MOST_SIGNS) signs[code] = sign;
  return sign;
}

const lately = new Lately<Word>();

/** The word text[from, to). */
export function wordIn(text: string, from: number, to: number): Word {
  const known = lately.find(text, from, to);
  if (known !== undefined) return known;
  const word = wordOf(text.slice(from, to));
  // A longer one is forgotten, as in `words`.
  if (to - from <= LONGEST) lately.keep(word);
  return word;
}

/** How much a word is heard in a language, by its place in `COVERED`. */
export function heardOf(word: Word, language: number): number {
  const known = word.heard[language];
  if (known !== undefined) return known;
  const heard = word.casing === CASING.sign || word.casing === CASING.digits ? HEARD.no : heardIn(word.lower, language);
  word.heard[language] = heard;
  return heard;
}

function describe(written: string): Word {
  const text = copied(written);
  const casing = casingOf(text);
  const lower = text.toLowerCase();
  const hash = casing === CASING.digits ? 0x1234 + Math.min(text.length, 8) : hashOf(lower.slice(0, LONGEST));
  const isWord = casing !== CASING.sign && casing !== CASING.digits;
  return {
    ...{ text, lower, hash, casing, length: Math.min(text.length, 7) },
    lexicon: isWord && text.length <= LONGEST ? compressed(flagsOf(lower)) : 0,
    said: isWord ? saidOf(lower) : 0,
    heard: [],
    pieces: isWord ? piecesOf(lower) : [],
    sums: [],
  };
}

function casingOf(text: string): number {
  const first = kindOf(text.charCodeAt(0));
  if (first === KIND.sign) return CASING.sign;
  let small = 0;
  let capital = 0;
  let digit = 0;
  for (let i = 0; i < text.length; i++) {
    const kind = kindOf(text.charCodeAt(i));
    if (kind === KIND.small) small++;
    else if (kind === KIND.capital) capital++;
    else if (kind === KIND.digit) digit++;
  }
  if (digit > 0) return small + capital > 0 ? CASING.withDigits : CASING.digits;
  if (capital === 0) return small > 0 ? CASING.lower : CASING.noCase;
  if (capital === 1 && first === KIND.capital) return text.length === 1 ? CASING.letter : CASING.upper;
  return small === 0 ? CASING.all : CASING.mixed;
}

/** Two bits for how common an English word is, one each for given name, surname, place, proper, computing, company. */
function compressed(flags: number): number {
  const level = flags & FLAG.common ? 3 : flags & FLAG.word ? 2 : flags & FLAG.rare ? 1 : 0;
  return (
    level |
    (flags & FLAG.first ? 4 : 0) |
    (flags & FLAG.last ? 8 : 0) |
    (flags & FLAG.place ? 16 : 0) |
    (flags & FLAG.proper ? 32 : 0) |
    (flags & TECH_WORD ? 64 : 0) |
    (flags & COMPANY ? 128 : 0)
  );
}

function piecesOf(lower: string): number[] {
  const out: number[] = [];
  const { length } = lower;
  for (let n = 2; n <= 4 && n < length; n++) out.push(mix(hashOf(lower.slice(0, n)), n));
  for (let n = 2; n <= 5 && n < length; n++) out.push(mix(hashOf(lower.slice(length - n)), 16 + n));
  const padded = `^${lower}$`;
  for (let i = 0; i + 3 <= padded.length && i < 10; i++) out.push(mix(hashOf(padded.slice(i, i + 3)), 32));
  return out;
}
