import { nth } from '../../activity/there.ts';
import { saidIn, saidInFull } from '../language/dictionaries.ts';
import { mix } from '../learned/hashing.ts';
import { type NameReading, PAD, WRITTEN } from './reading.ts';
import { CASING, type Word } from './words.ts';

const BUCKET_BITS = 18;
export const BUCKETS = 1 << BUCKET_BITS;

/** Turns a feature's number and its value into a bucket. */
const bucketOf = (feature: number, value: number): number =>
  mix(Math.imul(feature + 1, 0x27d4eb2f), value) & (BUCKETS - 1);

const { imul } = Math;

/** One feature that looks at neighbours, for `--explain`. */
export interface Feature {
  readonly name: string;
  /** Which tokens have it: `all`, `words` without signs and numbers, or `rare`: words that are not plain small ones. */
  readonly on: 'all' | 'words' | 'rare';
}

/**
 * The features of a token's surroundings. The place in this list is part of the hash, and `aroundBuckets` fills in their values
 * in the same order: change both, and train again.
 */
export const AROUND: readonly Feature[] = [
  { name: 'word and word before', on: 'all' },
  { name: 'word and word after', on: 'all' },
  { name: 'word before', on: 'all' },
  { name: 'word after', on: 'all' },
  { name: 'lexicon on both sides', on: 'all' },
  { name: 'case over five words', on: 'all' },
  { name: 'case, language, way of writing', on: 'all' },
  { name: 'second word before', on: 'all' },
  { name: 'second word after', on: 'all' },
  { name: 'third word before', on: 'rare' },
  { name: 'third word after', on: 'rare' },
  { name: 'two words before', on: 'all' },
  { name: 'two words after', on: 'all' },
  { name: 'words on both sides', on: 'all' },
  { name: 'case on both sides', on: 'all' },
  { name: 'case before', on: 'rare' },
  { name: 'case after', on: 'rare' },
  { name: 'length and gaps', on: 'all' },
  { name: 'also written small', on: 'words' },
  { name: 'lexicon, list of the language', on: 'words' },
  { name: 'lexicon, surface, beginning', on: 'words' },
  { name: 'lexicon, lexicon before', on: 'words' },
  { name: 'lexicon, lexicon after', on: 'words' },
  { name: 'lexicon, word before', on: 'words' },
  { name: 'lexicon, word after', on: 'words' },
  { name: 'lexicon, second word before', on: 'rare' },
  { name: 'lexicon, second word after', on: 'rare' },
  { name: 'case, two words before', on: 'rare' },
  { name: 'ending, language', on: 'words' },
];

const EVERY = AROUND.flatMap((feature, k) => (feature.on === 'all' ? [k] : []));
const PLAIN = AROUND.flatMap((feature, k) => (feature.on !== 'rare' ? [k] : []));
const ALL = AROUND.map((_, k) => k);

const isWord = (word: Word) => word.casing !== CASING.sign && word.casing !== CASING.digits;

/** A common word, where capitals mean something, is hardly a name: its further neighbours are not examined. */
const isPlain = (word: Word, { written }: NameReading) =>
  written === WRITTEN.cased && word.casing === CASING.lower && (word.lexicon & 3) >= 2;

/** Places in `AROUND` of the features that a word has. */
export const featuresOf = (word: Word, reading: NameReading): readonly number[] =>
  !isWord(word) ? EVERY : isPlain(word, reading) ? PLAIN : ALL;

/** Features of the word alone come after those of its surroundings in the numbering. */
const OWN = AROUND.length;

/** Buckets that depend on the word alone; their weights are summed once for each different word. */
export function ownBuckets(word: Word): number[] {
  const out = [bucketOf(OWN, word.hash)];
  if (!isWord(word)) return out;
  const small = word.casing === CASING.lower ? 1 : 0;
  for (const piece of word.pieces) out.push(bucketOf(OWN + 1, mix(piece, small)));
  out.push(bucketOf(OWN + 2, word.lexicon | (word.casing << 8)), bucketOf(OWN + 3, word.lexicon | (word.length << 8)));
  return out;
}

/** `bucketOf` of each feature, as far as it does not depend on the value: `mix` in two halves. */
const FIRST = Int32Array.from(AROUND, (_, k) => imul(k + 1, 0x27d4eb2f));
const SECOND = Int32Array.from(FIRST, (a) => (0x9e3779b9 + (a << 6) + (a >>> 2)) | 0);

function bucketAt(feature: number, value: number): number {
  let x = imul((FIRST[feature] ?? 0) ^ (value + (SECOND[feature] ?? 0)), 0x85ebca6b);
  x ^= x >>> 13;
  x = imul(x, 0xc2b2ae35);
  return (x ^ (x >>> 16)) & (BUCKETS - 1);
}

/**
 * Writes the buckets of a token's surroundings to `out` from `at` on, in order of `AROUND`. Written out, because reading prose
 * spends its time here: a table of functions takes four times as long.
 * @returns where they end
 */
export function aroundBuckets(reading: NameReading, token: number, out: Int32Array, at: number): number {
  const i = token + PAD;
  const { hashes, casings, lexicons, written, language } = reading;
  const word = nth(reading.words, token);
  const begins = reading.begins[token] ?? 0;
  const own = hashes[i] ?? 0;
  const before = hashes[i - 1] ?? 0;
  const after = imul(hashes[i + 1] ?? 0, 3);
  const second = hashes[i - 2] ?? 0;
  const secondAfter = hashes[i + 2] ?? 0;
  const casing = casings[i] ?? 0;
  const cased = (casing << 2) | begins;
  const known = (lexicons[i] ?? 0) | (casing << 9);
  const knownBefore = (lexicons[i - 1] ?? 0) | ((casings[i - 1] ?? 0) << 9);
  const knownAfter = (lexicons[i + 1] ?? 0) | ((casings[i + 1] ?? 0) << 9);
  const casedSides = mix(cased, (casings[i - 1] ?? 0) | ((casings[i + 1] ?? 0) << 4));
  const isAnyWord = isWord(word);
  const isRare = isAnyWord && !isPlain(word, reading);

  out[at++] = bucketAt(0, mix(own, before));
  out[at++] = bucketAt(1, mix(own, after));
  out[at++] = bucketAt(2, before);
  out[at++] = bucketAt(3, hashes[i + 1] ?? 0);
  out[at++] = bucketAt(4, mix(mix(known, knownBefore), knownAfter));
  out[at++] = bucketAt(5, mix(casedSides, (casings[i - 2] ?? 0) | ((casings[i + 2] ?? 0) << 4)));
  out[at++] = bucketAt(6, cased | (language << 8) | (written << 13) | (reading.surface << 15));
  out[at++] = bucketAt(7, second);
  out[at++] = bucketAt(8, secondAfter);
  if (isRare) {
    out[at++] = bucketAt(9, hashes[i - 3] ?? 0);
    out[at++] = bucketAt(10, hashes[i + 3] ?? 0);
  }
  out[at++] = bucketAt(11, mix(before, second));
  out[at++] = bucketAt(12, mix(hashes[i + 1] ?? 0, secondAfter));
  out[at++] = bucketAt(13, mix(before, hashes[i + 1] ?? 0));
  out[at++] = bucketAt(14, casedSides);
  if (isRare) {
    out[at++] = bucketAt(15, mix(cased, casings[i - 1] ?? 0));
    out[at++] = bucketAt(16, mix(cased, (casings[i + 1] ?? 0) | 64));
  }
  const gaps = ((reading.gaps[token] ?? 0) << 4) | ((reading.gaps[token + 1] ?? 0) << 6);
  out[at++] = bucketAt(17, casing | gaps | (word.length << 8));
  if (!isAnyWord) return at;
  out[at++] = bucketAt(18, (reading.alsoSmall[token] ?? 0) | (casing << 1));
  const said = reading.allLists ? saidIn(word.said, language) : saidInFull(word.said, language);
  out[at++] = bucketAt(19, mix(known | (said << 13), language | (written << 8)));
  out[at++] = bucketAt(20, mix(known, reading.surface | (written << 2) | (begins << 4)));
  out[at++] = bucketAt(21, mix(known, knownBefore));
  out[at++] = bucketAt(22, mix(known, knownAfter | (1 << 20)));
  out[at++] = bucketAt(23, mix(before, known));
  out[at++] = bucketAt(24, mix(after, known));
  if (isRare) {
    out[at++] = bucketAt(25, mix(second, known));
    out[at++] = bucketAt(26, mix(imul(secondAfter, 3), known));
    out[at++] = bucketAt(27, mix(before, mix(second, casing)));
  }
  out[at++] = bucketAt(28, mix(word.pieces[4] ?? 0, casing | (language << 4)));
  return at;
}
