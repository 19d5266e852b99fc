import { mix } from '../learned/hashing.ts';
import type { Reading } from './reading.ts';
import { CASING, type Word } from './words.ts';

export const BUCKET_BITS = 18;
export const BUCKETS = 1 << BUCKET_BITS;

/** Turns a feature's number and its value into a bucket. */
export const bucketOf = (feature: number, value: number): number =>
  mix(Math.imul(feature + 1, 0x27d4eb2f), value) & (BUCKETS - 1);

const NONE = 9;
const NO_LEXICON = 511;

const hashAt = ({ words, gaps }: Reading, i: number, outside: number): number => {
  const word = words[i];
  return word === undefined ? outside : gaps[i] === 2 ? mix(word.hash, 77) : word.hash;
};
const casingAt = ({ words }: Reading, i: number): number => words[i]?.casing ?? NONE;
const lexiconAt = ({ words }: Reading, i: number): number => words[i]?.lexicon ?? NO_LEXICON;
const isWord = (word: Word) => word.casing !== CASING.sign && word.casing !== CASING.digits;

const cased = (r: Reading, i: number) => (r.words[i]!.casing << 2) | r.begins[i]!;
const known = (r: Reading, i: number) => r.words[i]!.lexicon | (r.words[i]!.casing << 8);
const before = (r: Reading, i: number) => lexiconAt(r, i - 1) | (casingAt(r, i - 1) << 9);
const after = (r: Reading, i: number) => lexiconAt(r, i + 1) | (casingAt(r, i + 1) << 9);
const left = (r: Reading, i: number) => hashAt(r, i - 1, 11);
const right = (r: Reading, i: number) => hashAt(r, i + 1, 13);

/** One feature that looks at neighbours: its name for `--explain`, and its value at a token. */
export interface Feature {
  readonly name: string;
  readonly of: (reading: Reading, at: number) => number;
  /** Left out for tokens that are no words. */
  readonly words?: true;
}

/** What a token's surroundings say. The place in this list is part of the hash: change it, and train again. */
export const AROUND: readonly Feature[] = [
  { name: 'word and word before', of: (r, i) => mix(r.words[i]!.hash, left(r, i)) },
  { name: 'word and word after', of: (r, i) => mix(r.words[i]!.hash, right(r, i)) },
  { name: 'word before', of: left },
  { name: 'word after', of: right },
  { name: 'second word before', of: (r, i) => hashAt(r, i - 2, 12) },
  { name: 'second word after', of: (r, i) => hashAt(r, i + 2, 14) },
  { name: 'third word before', of: (r, i) => hashAt(r, i - 3, 15) },
  { name: 'third word after', of: (r, i) => hashAt(r, i + 3, 16) },
  { name: 'two words before', of: (r, i) => mix(left(r, i), hashAt(r, i - 2, 12)) },
  { name: 'two words after', of: (r, i) => mix(right(r, i), hashAt(r, i + 2, 14)) },
  { name: 'words on both sides', of: (r, i) => mix(left(r, i), right(r, i)) },
  { name: 'case, way of writing', of: (r, i) => cased(r, i) | (r.written << 8) | (r.surface << 10) },
  { name: 'case, language', of: (r, i) => cased(r, i) | (r.language << 8) },
  { name: 'case, case before', of: (r, i) => mix(cased(r, i), casingAt(r, i - 1)) },
  { name: 'case, case after', of: (r, i) => mix(cased(r, i), casingAt(r, i + 1) | 64) },
  { name: 'case on both sides', of: (r, i) => mix(cased(r, i), casingAt(r, i - 1) | (casingAt(r, i + 1) << 4)) },
  {
    name: 'case over five words',
    of: (r, i) =>
      mix(
        mix(cased(r, i), casingAt(r, i - 1) | (casingAt(r, i + 1) << 4)),
        casingAt(r, i - 2) | (casingAt(r, i + 2) << 4),
      ),
  },
  {
    name: 'length and gaps',
    of: (r, i) => r.words[i]!.casing | (r.gaps[i]! << 4) | ((r.gaps[i + 1] ?? 3) << 6) | (r.words[i]!.length << 8),
  },
  {
    name: 'sign between',
    of: (r, i) => mix(isWord(r.words[i]!) ? r.words[i]!.casing : r.words[i]!.hash, mix(before(r, i), after(r, i))),
  },
  { name: 'also written small', of: (r, i) => r.alsoSmall[i]! },
  { name: 'lexicon, language', of: (r, i) => mix(known(r, i), r.language | (r.written << 8)), words: true },
  {
    name: 'lexicon, surface, beginning',
    of: (r, i) => mix(known(r, i), r.surface | (r.written << 2) | (r.begins[i]! << 4)),
    words: true,
  },
  { name: 'lexicon, lexicon before', of: (r, i) => mix(known(r, i), before(r, i)), words: true },
  { name: 'lexicon, lexicon after', of: (r, i) => mix(known(r, i), after(r, i) | (1 << 20)), words: true },
  { name: 'lexicon on both sides', of: (r, i) => mix(mix(known(r, i), before(r, i)), after(r, i)), words: true },
  { name: 'lexicon, word before', of: (r, i) => mix(left(r, i), known(r, i)), words: true },
  { name: 'lexicon, word after', of: (r, i) => mix(right(r, i), known(r, i)), words: true },
  { name: 'lexicon, second word before', of: (r, i) => mix(hashAt(r, i - 2, 12), known(r, i)), words: true },
  { name: 'lexicon, second word after', of: (r, i) => mix(hashAt(r, i + 2, 14), known(r, i)), words: true },
  {
    name: 'case, two words before',
    of: (r, i) => mix(left(r, i), mix(hashAt(r, i - 2, 12), r.words[i]!.casing)),
    words: true,
  },
  {
    name: 'ending, language',
    of: (r, i) => mix(r.words[i]!.pieces[4] ?? 0, r.words[i]!.casing | (r.language << 4)),
    words: true,
  },
];

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

/** Appends the buckets of a token's surroundings to `out` from `at` on. @returns where they end */
export function aroundBuckets(reading: Reading, token: number, out: Int32Array, at: number): number {
  const word = isWord(reading.words[token]!);
  for (let k = 0; k < AROUND.length; k++) {
    const feature = AROUND[k]!;
    if (feature.words === true && !word) continue;
    out[at++] = bucketOf(k, feature.of(reading, token));
  }
  return at;
}
