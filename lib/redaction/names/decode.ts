import { UNIT } from '../learned/packed.ts';
import { AROUND, aroundBuckets, ownBuckets } from './features.ts';
import type { Reading } from './reading.ts';
import type { Word } from './words.ts';

/** What a token can be. Neighbours of one label are one name: the mask needs no more. */
export const LABELS = ['O', 'PERSON', 'ORGANIZATION', 'LOCATION', 'ADDRESS'] as const;
export const L = LABELS.length;

/** One set of weights: `L` a bucket, and those of one label after another. */
export interface Model {
  /** Which sum of `Word.sums` is its own. */
  readonly slot: number;
  readonly weights: Int16Array;
  readonly transitions: Float32Array;
}

function ownSum(model: Model, word: Word): Float32Array {
  const known = word.sums[model.slot];
  if (known !== undefined) return known;
  const sum = new Float32Array(L);
  for (const bucket of ownBuckets(word)) for (let k = 0; k < L; k++) sum[k] = sum[k]! + model.weights[bucket * L + k]!;
  word.sums[model.slot] = sum;
  return sum;
}

const buckets = new Int32Array(AROUND.length);

/** Scores of each label at each token, without the labels beside it. */
export function emissions(model: Model, reading: Reading): Float32Array {
  const out = new Float32Array(reading.length * L);
  const { weights } = model;
  for (let i = 0; i < reading.length; i++) {
    const own = ownSum(model, reading.words[i]!);
    let e0 = own[0]!;
    let e1 = own[1]!;
    let e2 = own[2]!;
    let e3 = own[3]!;
    let e4 = own[4]!;
    const end = aroundBuckets(reading, i, buckets, 0);
    for (let k = 0; k < end; k++) {
      const at = buckets[k]! * L;
      e0 += weights[at]!;
      e1 += weights[at + 1]!;
      e2 += weights[at + 2]!;
      e3 += weights[at + 3]!;
      e4 += weights[at + 4]!;
    }
    const to = i * L;
    out[to] = e0 / UNIT;
    out[to + 1] = e1 / UNIT;
    out[to + 2] = e2 / UNIT;
    out[to + 3] = e3 / UNIT;
    out[to + 4] = e4 / UNIT;
  }
  return out;
}

/**
 * The best row of labels (Viterbi): linear in the tokens.
 * @param lenient how much is taken off every "no name": the larger, the more is found
 * @param addresses how much more than that is given to addresses, which look like nothing else
 */
export function decode(model: Model, scores: Float32Array, lenient: number, addresses = 0): Uint8Array {
  const n = scores.length / L;
  const labels = new Uint8Array(n);
  if (n === 0) return labels;
  const given = LABELS.map((label) => (label === 'O' ? -lenient : label === 'ADDRESS' ? addresses : 0));
  const from = new Uint8Array(n * L);
  let best = new Float32Array(L);
  let next = new Float32Array(L);
  for (let k = 0; k < L; k++) best[k] = scores[k]! + given[k]!;
  for (let i = 1; i < n; i++) {
    for (let k = 0; k < L; k++) {
      let top = Number.NEGATIVE_INFINITY;
      let source = 0;
      for (let j = 0; j < L; j++) {
        const score = best[j]! + model.transitions[j * L + k]!;
        if (score > top) {
          top = score;
          source = j;
        }
      }
      next[k] = top + scores[i * L + k]! + given[k]!;
      from[i * L + k] = source;
    }
    [best, next] = [next, best];
  }
  let label = 0;
  for (let k = 1; k < L; k++) if (best[k]! > best[label]!) label = k;
  for (let i = n - 1; i >= 0; i--) {
    labels[i] = label;
    label = from[i * L + label]!;
  }
  return labels;
}
