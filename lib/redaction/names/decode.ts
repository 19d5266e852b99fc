import { nth } from '../../activity/there.ts';
import { UNIT } from '../learned/packed.ts';
import { AROUND, aroundBuckets, ownBuckets } from './features.ts';
import type { NameReading } from './reading.ts';
import type { Word } from './words.ts';

/** The labels of a token. Neighbours with one label are one name: the mask needs no more. */
export const LABELS = ['O', 'PERSON', 'ORGANIZATION', 'LOCATION', 'ADDRESS'] as const;
export const L = LABELS.length;

/** One set of weights: `L` a bucket, and those of one label after another. */
export interface Model {
  /** Which sum of `Word.sums` is its own. */
  readonly slot: number;
  readonly weights: Int16Array;
  readonly transitions: Float32Array;
  /** See `gainOf`. */
  readonly gain: number;
}

function ownSum(model: Model, word: Word): Float32Array {
  const known = word.sums[model.slot];
  if (known !== undefined) return known;
  const sum = new Float32Array(L);
  for (const bucket of ownBuckets(word))
    for (let k = 0; k < L; k++) sum[k] = (sum[k] ?? 0) + (model.weights[bucket * L + k] ?? 0);
  word.sums[model.slot] = sum;
  return sum;
}

const buckets = new Int32Array(AROUND.length);
let scores = new Float32Array(256 * L);
let from = new Uint8Array(256 * L);

/** Scores of each label at each token, without the labels beside it. Valid until the next call. */
export function emissions(model: Model, reading: NameReading): Float32Array {
  const { length } = reading;
  if (length * L > scores.length) {
    scores = new Float32Array(2 * length * L);
    from = new Uint8Array(2 * length * L);
  }
  const out = scores;
  const { weights } = model;
  for (let i = 0; i < length; i++) {
    const own = ownSum(model, nth(reading.words, i));
    let e0 = own[0] ?? 0;
    let e1 = own[1] ?? 0;
    let e2 = own[2] ?? 0;
    let e3 = own[3] ?? 0;
    let e4 = own[4] ?? 0;
    const end = aroundBuckets(reading, i, buckets, 0);
    for (let k = 0; k < end; k++) {
      const at = (buckets[k] ?? 0) * L;
      e0 += weights[at] ?? 0;
      e1 += weights[at + 1] ?? 0;
      e2 += weights[at + 2] ?? 0;
      e3 += weights[at + 3] ?? 0;
      e4 += weights[at + 4] ?? 0;
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

const best = new Float64Array(L);
const next = new Float64Array(L);

/**
 * The best row of labels (Viterbi): linear in the tokens.
 * @param n tokens that were scored
 * @param lenient how much is taken off every "no name", at most: the larger, the more is found
 * @param addresses how much more than that is given to addresses, which look like nothing else
 * @param offsets what is taken off at each token, where it is not the same for all
 * @returns undefined when no token comes near a name
 */
export function decode(
  model: Model,
  n: number,
  lenient: number,
  addresses = 0,
  offsets?: Float32Array,
): Uint8Array | undefined {
  if (n === 0 || !anyCould(model, n, lenient + addresses)) return undefined;
  const labels = new Uint8Array(n);
  const { transitions } = model;
  const given = LABELS.map((label) => (label === 'O' ? -lenient : label === 'ADDRESS' ? addresses : 0));
  given[0] = -(offsets?.[0] ?? lenient);
  for (let k = 0; k < L; k++) best[k] = (scores[k] ?? 0) + nth(given, k);
  for (let i = 1; i < n; i++) {
    given[0] = -(offsets?.[i] ?? lenient);
    const b0 = best[0] ?? 0;
    const b1 = best[1] ?? 0;
    const b2 = best[2] ?? 0;
    const b3 = best[3] ?? 0;
    const b4 = best[4] ?? 0;
    for (let k = 0; k < L; k++) {
      let top = b0 + (transitions[k] ?? 0);
      let source = 0;
      let score = b1 + (transitions[L + k] ?? 0);
      if (score > top) {
        top = score;
        source = 1;
      }
      score = b2 + (transitions[2 * L + k] ?? 0);
      if (score > top) {
        top = score;
        source = 2;
      }
      score = b3 + (transitions[3 * L + k] ?? 0);
      if (score > top) {
        top = score;
        source = 3;
      }
      score = b4 + (transitions[4 * L + k] ?? 0);
      if (score > top) {
        top = score;
        source = 4;
      }
      next[k] = top + (scores[i * L + k] ?? 0) + nth(given, k);
      from[i * L + k] = source;
    }
    best.set(next);
  }
  let label = 0;
  for (let k = 1; k < L; k++) if ((best[k] ?? 0) > (best[label] ?? 0)) label = k;
  for (let i = n - 1; i >= 0; i--) {
    labels[i] = label;
    label = from[i * L + label] ?? 0;
  }
  return labels;
}

/** Whether any token comes near a name: most texts have none, and then there is nothing to weigh. */
function anyCould(model: Model, n: number, given: number): boolean {
  const least = -given - model.gain;
  for (let at = 0; at < n * L; at += L)
    for (let k = 1; k < L; k++) if ((scores[at + k] ?? 0) - (scores[at] ?? 0) > least) return true;
  return false;
}

/** The most that the labels beside a token can add to a name there: into it, out of it, against staying without. */
export function gainOf(transitions: Float32Array): number {
  let most = 0;
  for (let k = 1; k < L; k++)
    for (let j = 1; j < L; j++)
      most = Math.max(
        most,
        (transitions[k] ?? 0) + (transitions[j * L] ?? 0) - 2 * (transitions[0] ?? 0),
        (transitions[j * L + k] ?? 0) - (transitions[0] ?? 0),
      );
  return most;
}
