import { mix } from '../learned/hashing.ts';
import { PAD, type Reading, WRITTEN } from './reading.ts';
import { CASING, type Word } from './words.ts';

const BUCKET_BITS = 18;
export const BUCKETS = 1 << BUCKET_BITS;

/** Turns a feature's number and its value into a bucket. */
export const bucketOf = (feature: number, value: number): number =>
  mix(Math.imul(feature + 1, 0x27d4eb2f), value) & (BUCKETS - 1);

/** One feature that looks at neighbours: its name for `--explain`, and its value at a place of the padded arrays. */
export interface Feature {
  readonly name: string;
  readonly of: (reading: Reading, at: number) => number;
  /** Which tokens have it: `all`, `words` without signs and numbers, or `rare`: words that are not plain small ones. */
  readonly on: 'all' | 'words' | 'rare';
}

const { imul } = Math;
/** How a token is written and where it stands. */
const cased = (r: Reading, at: number) => (r.casings[at]! << 2) | r.begins[at - PAD]!;
/** How it is written and what the lexicon knows of it. */
const known = (r: Reading, at: number) => r.lexicons[at]! | (r.casings[at]! << 9);
const sides = (r: Reading, at: number) => r.casings[at - 1]! | (r.casings[at + 1]! << 4);

/** What a token's surroundings say. The place in this list is part of the hash: change it, and train again. */
export const AROUND: readonly Feature[] = [
  { name: 'word and word before', on: 'all', of: (r, i) => mix(r.hashes[i]!, r.hashes[i - 1]!) },
  { name: 'word and word after', on: 'all', of: (r, i) => mix(r.hashes[i]!, imul(r.hashes[i + 1]!, 3)) },
  { name: 'word before', on: 'all', of: (r, i) => r.hashes[i - 1]! },
  { name: 'word after', on: 'all', of: (r, i) => r.hashes[i + 1]! },
  { name: 'lexicon on both sides', on: 'all', of: (r, i) => mix(mix(known(r, i), known(r, i - 1)), known(r, i + 1)) },
  {
    name: 'case over five words',
    on: 'all',
    of: (r, i) => mix(mix(cased(r, i), sides(r, i)), r.casings[i - 2]! | (r.casings[i + 2]! << 4)),
  },
  {
    name: 'case, language, way of writing',
    on: 'all',
    of: (r, i) => cased(r, i) | (r.language << 8) | (r.written << 13) | (r.surface << 15),
  },
  { name: 'second word before', on: 'all', of: (r, i) => r.hashes[i - 2]! },
  { name: 'second word after', on: 'all', of: (r, i) => r.hashes[i + 2]! },
  { name: 'third word before', on: 'rare', of: (r, i) => r.hashes[i - 3]! },
  { name: 'third word after', on: 'rare', of: (r, i) => r.hashes[i + 3]! },
  { name: 'two words before', on: 'all', of: (r, i) => mix(r.hashes[i - 1]!, r.hashes[i - 2]!) },
  { name: 'two words after', on: 'all', of: (r, i) => mix(r.hashes[i + 1]!, r.hashes[i + 2]!) },
  { name: 'words on both sides', on: 'all', of: (r, i) => mix(r.hashes[i - 1]!, r.hashes[i + 1]!) },
  { name: 'case on both sides', on: 'all', of: (r, i) => mix(cased(r, i), sides(r, i)) },
  { name: 'case before', on: 'rare', of: (r, i) => mix(cased(r, i), r.casings[i - 1]!) },
  { name: 'case after', on: 'rare', of: (r, i) => mix(cased(r, i), r.casings[i + 1]! | 64) },
  {
    name: 'length and gaps',
    on: 'all',
    of: (r, i) =>
      r.casings[i]! | (r.gaps[i - PAD]! << 4) | (r.gaps[i - PAD + 1]! << 6) | (r.words[i - PAD]!.length << 8),
  },
  { name: 'also written small', on: 'words', of: (r, i) => r.alsoSmall[i - PAD]! | (r.casings[i]! << 1) },
  { name: 'lexicon, language', on: 'words', of: (r, i) => mix(known(r, i), r.language | (r.written << 8)) },
  {
    name: 'lexicon, surface, beginning',
    on: 'words',
    of: (r, i) => mix(known(r, i), r.surface | (r.written << 2) | (r.begins[i - PAD]! << 4)),
  },
  { name: 'lexicon, lexicon before', on: 'words', of: (r, i) => mix(known(r, i), known(r, i - 1)) },
  { name: 'lexicon, lexicon after', on: 'words', of: (r, i) => mix(known(r, i), known(r, i + 1) | (1 << 20)) },
  { name: 'lexicon, word before', on: 'words', of: (r, i) => mix(r.hashes[i - 1]!, known(r, i)) },
  { name: 'lexicon, word after', on: 'words', of: (r, i) => mix(imul(r.hashes[i + 1]!, 3), known(r, i)) },
  { name: 'lexicon, second word before', on: 'rare', of: (r, i) => mix(r.hashes[i - 2]!, known(r, i)) },
  { name: 'lexicon, second word after', on: 'rare', of: (r, i) => mix(imul(r.hashes[i + 2]!, 3), known(r, i)) },
  {
    name: 'case, two words before',
    on: 'rare',
    of: (r, i) => mix(r.hashes[i - 1]!, mix(r.hashes[i - 2]!, r.casings[i]!)),
  },
  {
    name: 'ending, language',
    on: 'words',
    of: (r, i) => mix(r.words[i - PAD]!.pieces[4] ?? 0, r.casings[i]! | (r.language << 4)),
  },
];

const EVERY = AROUND.flatMap((feature, k) => (feature.on === 'all' ? [k] : []));
const PLAIN = AROUND.flatMap((feature, k) => (feature.on !== 'rare' ? [k] : []));
const ALL = AROUND.map((_, k) => k);

const isWord = (word: Word) => word.casing !== CASING.sign && word.casing !== CASING.digits;

/** A small word of every day, where capitals mean something, is hardly a name: its further neighbours are not looked at. */
const isPlain = (word: Word, { written }: Reading) =>
  written === WRITTEN.cased && word.casing === CASING.lower && (word.lexicon & 3) >= 2;

/** Places in `AROUND` of the features that a word has. */
export const featuresOf = (word: Word, reading: Reading): readonly number[] =>
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

/** Writes the buckets of a token's surroundings to `out` from `at` on. @returns where they end */
export function aroundBuckets(reading: Reading, token: number, out: Int32Array, at: number): number {
  const features = featuresOf(reading.words[token]!, reading);
  for (let k = 0; k < features.length; k++) {
    const feature = features[k]!;
    out[at++] = bucketOf(feature, AROUND[feature]!.of(reading, token + PAD));
  }
  return at;
}
