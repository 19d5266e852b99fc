import { type Packed, UNIT, unpack } from '../learned/packed.ts';
import { languageFeatures, wordsOf } from './features.ts';
import { CLASSES, COVERED, type Language } from './languages.ts';
import data from './weights.json' with { type: 'json' };

let weights: Int16Array | undefined;
const words = new Map<string, Float32Array>();
const MAX_WORDS = 20_000;
const N = CLASSES.length;

/** What one word says for each class, in log odds. */
function scoresOf(word: string): Float32Array {
  const known = words.get(word);
  if (known !== undefined) return known;
  weights ??= unpack(data as Packed, 'languages');
  const scores = new Float32Array(N);
  const features = languageFeatures(word);
  for (const bucket of features) for (let k = 0; k < N; k++) scores[k] = scores[k]! + weights[bucket * N + k]! / UNIT;
  // Each word counts once, however long it is.
  for (let k = 0; k < N; k++) scores[k] = scores[k]! / Math.sqrt(features.length);
  if (words.size >= MAX_WORDS) words.clear();
  words.set(word, scores);
  return scores;
}

function oddsOf(found: readonly string[]): Float32Array {
  if (found.length === 0) return new Float32Array(0);
  const sum = new Float32Array(N);
  for (const word of found) {
    const scores = scoresOf(word);
    for (let k = 0; k < N; k++) sum[k] = sum[k]! + scores[k]!;
  }
  let most = sum[0]!;
  for (let k = 1; k < N; k++) most = Math.max(most, sum[k]!);
  let total = 0;
  for (let k = 0; k < N; k++) {
    sum[k] = Math.exp(sum[k]! - most);
    total += sum[k]!;
  }
  for (let k = 0; k < N; k++) sum[k] = sum[k]! / total;
  return sum;
}

const SURE = 0.7;
/** A language that is not covered is suppressed whole: that takes more than one odd word. */
const OTHER = { sure: 0.9, words: 4 } as const;

const ENGLISH = COVERED.indexOf('en');
/** What all covered languages but English have together, and what English has at most. */
const RELATIVES = { sure: 0.8, english: 0.1 } as const;
const SMALL_WORD = /(?<!\p{L})\p{Ll}{4}/u;

/** The language of a text in Latin letters. */
export function languageOf(text: string): Language {
  const words = wordsOf(text);
  const odds = oddsOf(words);
  if (odds.length === 0) return 'unknown';
  let best = 0;
  let other = 0;
  for (let k = 1; k < N; k++) {
    if (k >= COVERED.length) other += odds[k]!;
    else if (odds[k]! > odds[best]!) best = k;
  }
  if (other >= OTHER.sure && words.length >= OTHER.words) return 'other';
  if (odds[best]! >= SURE * (1 - other) && odds[best]! > other) return COVERED[best]!;
  // Relatives share words: which of them it is matters less than that it is not English. A name has no small word.
  const english = odds[ENGLISH]!;
  const isForeign = best !== ENGLISH && 1 - english - other >= RELATIVES.sure && english <= RELATIVES.english;
  return isForeign && SMALL_WORD.test(text) ? COVERED[best]! : 'unknown';
}
