import { nth } from '../../activity/there.ts';
import { type Packed, UNIT, unpack } from '../learned/packed.ts';
import { FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import { isKnownSomewhere, isSeen, SAID, saidIn, saidOf } from './dictionaries.ts';
import { languageFeatures, wordsOf } from './features.ts';
import { CLASSES, COVERED, type Covered, type Language } from './languages.ts';
import data from './weights.json' with { type: 'json' };

let weights: Int16Array | undefined;
const words = new Map<string, Float32Array>();
const MAX_WORDS = 20_000;
const N = CLASSES.length;

/** The weight of one word for each class, in log odds. */
function scoresOf(word: string): Float32Array {
  const known = words.get(word);
  if (known !== undefined) return known;
  weights ??= unpack(data as Packed, 'languages');
  const scores = new Float32Array(N);
  const features = languageFeatures(word);
  for (const bucket of features)
    for (let k = 0; k < N; k++) scores[k] = (scores[k] ?? 0) + (weights[bucket * N + k] ?? 0) / UNIT;
  // Each word counts once, however long it is.
  for (let k = 0; k < N; k++) scores[k] = (scores[k] ?? 0) / Math.sqrt(features.length);
  if (words.size >= MAX_WORDS) words.clear();
  words.set(word, scores);
  return scores;
}

function oddsOf(dictionaryWords: readonly string[]): Float32Array {
  if (dictionaryWords.length === 0) return new Float32Array(0);
  const sum = new Float32Array(N);
  for (const word of dictionaryWords) {
    const scores = scoresOf(word);
    for (let k = 0; k < N; k++) sum[k] = (sum[k] ?? 0) + (scores[k] ?? 0);
  }
  let most = sum[0] ?? 0;
  for (let k = 1; k < N; k++) most = Math.max(most, sum[k] ?? 0);
  let total = 0;
  for (let k = 0; k < N; k++) {
    sum[k] = Math.exp((sum[k] ?? 0) - most);
    total += sum[k] ?? 0;
  }
  for (let k = 0; k < N; k++) sum[k] = (sum[k] ?? 0) / total;
  return sum;
}

const SURE = 0.7;
/** A language that is not covered is suppressed whole: that takes more than one odd word. */
const OTHER = { sure: 0.9, words: 4 } as const;

const ENGLISH = COVERED.indexOf('en');
/** Least probability of all covered languages but English together, and the most that English may have. */
const RELATIVES = { sure: 0.8, english: 0.1 } as const;
const SMALL_WORD = /(?<!\p{L})\p{Ll}{4,40}/gu;

/**
 * The language of the small words of a short text, where relatives share them: which of them it is matters less than that it
 * is not English. Words with capitals may be names, which say nothing.
 */
function relativeIn(text: string): Covered | undefined {
  const odds = oddsOf(text.match(SMALL_WORD) ?? []);
  if (odds.length === 0) return undefined;
  let best = ENGLISH === 0 ? 1 : 0;
  let covered = 0;
  for (let k = 0; k < COVERED.length; k++) {
    if (k === ENGLISH) continue;
    covered += odds[k] ?? 0;
    if ((odds[k] ?? 0) > (odds[best] ?? 0)) best = k;
  }
  return covered >= RELATIVES.sure && (odds[ENGLISH] ?? 0) <= RELATIVES.english ? nth(COVERED, best) : undefined;
}

/** Words of programs and manuals are short and borrowed, so the letters of "the original source file" look like another language. */
const isMostlyEnglish = (tokens: readonly string[]): boolean =>
  tokens.filter((word) => (flagsOf(word) & ENGLISH_WORD) !== 0).length >= MOSTLY * tokens.length;
const ENGLISH_WORD = FLAG.common | FLAG.word | TECH_WORD;
const MOSTLY = 0.75;

/** How many different words can tell a language: not single letters, and not names, which all languages share. */
const telling = (tokens: readonly string[]): number =>
  new Set(tokens.filter((word) => word.length > 1 && (flagsOf(word) & (FLAG.first | FLAG.last)) === 0)).size;

/** The language of a text in Latin letters. */
export function languageOf(text: string): Language {
  const words = wordsOf(text);
  const odds = oddsOf(words);
  if (odds.length === 0) return 'unknown';
  let best = 0;
  let other = 0;
  for (let k = 1; k < N; k++) {
    if (k >= COVERED.length) other += odds[k] ?? 0;
    else if ((odds[k] ?? 0) > (odds[best] ?? 0)) best = k;
  }
  if (other >= OTHER.sure && telling(words) >= OTHER.words && !isMostlyEnglish(words)) return 'other';
  if ((odds[best] ?? 0) >= SURE * (1 - other) && (odds[best] ?? 0) > other) return nth(COVERED, best);
  return 'unknown';
}

/** Least odds that a word is of a language of which a list has it: lists take some words for their own by mistake. */
const LIKELY = 0.25;

/** Whether a word is one of a language that is read, English apart: a list of that language has it, and its letters look like it. */
export function isWordOfAnother(word: string): boolean {
  const lower = word.toLowerCase();
  const said = saidOf(lower);
  if (!isKnownSomewhere(said)) return false;
  const odds = oddsOf([lower]);
  return COVERED.some(
    (_, k) => k !== ENGLISH && (odds[k] ?? 0) >= LIKELY && (saidIn(said, k) === SAID.known || isSeen(said, k) === true),
  );
}

/** One capital at the beginning, as sentences and most labels have it. A name further in has another. */
const LABEL = /^[^\p{L}]{0,4}\p{Lu}[^\p{Lu}]{3,60}$/u;

/** The language of a label: the same, or a relative of it when no more can be recognised. */
export function languageOfLabel(text: string): Language {
  const language = languageOf(text);
  return language === 'unknown' && LABEL.test(text) ? (relativeIn(text.toLowerCase()) ?? language) : language;
}
