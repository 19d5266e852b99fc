import { nth } from '../../../lib/activity/there.ts';
import { L } from '../../../lib/redaction/names/decode.ts';
import { BUCKETS } from '../../../lib/redaction/names/features.ts';
import { Random } from '../random.ts';

/** Sentences as buckets and labels, one after another. */
export class Sequences {
  #buckets = new Int32Array(1 << 22);
  #length = 0;
  readonly #ends: number[] = [];
  readonly #labels: number[] = [];
  readonly #starts: number[] = [];

  /** Adds one sentence. @param tokens the buckets and the label of each token */
  add(tokens: readonly { readonly buckets: readonly number[]; readonly label: number }[]): void {
    if (tokens.length === 0) return;
    this.#starts.push(this.#labels.length);
    for (const { buckets, label } of tokens) {
      if (this.#length + buckets.length > this.#buckets.length) {
        const larger = new Int32Array(this.#buckets.length * 2);
        larger.set(this.#buckets);
        this.#buckets = larger;
      }
      this.#buckets.set(buckets, this.#length);
      this.#length += buckets.length;
      this.#ends.push(this.#length);
      this.#labels.push(label);
    }
  }

  arrays() {
    return {
      buckets: this.#buckets.subarray(0, this.#length),
      ends: Int32Array.from(this.#ends),
      labels: Uint8Array.from(this.#labels),
      starts: Int32Array.from([...this.#starts, this.#labels.length]),
    };
  }
}

export interface Trained {
  readonly weights: Float32Array;
  readonly transitions: Float32Array;
}

const RATES = [1, 1, 0.6, 0.3] as const;
const RATE = 0.1;
/** Share of features that each sentence does without, so that none is relied on alone. */
const DROPPED = 0.2;
const DECAY = 1e-5;
/** Smaller errors teach nothing worth the time. */
const SURE = 1e-3;

/** A linear-chain conditional random field, by AdaGrad. Deterministic: the same sequences give the same bytes. */
export function trainField(sequences: Sequences, say: (line: string) => void = () => {}): Trained {
  const { buckets, ends, labels, starts } = sequences.arrays();
  const weights = new Float32Array(BUCKETS * L);
  const squares = new Float32Array(BUCKETS * L).fill(0.1);
  const transitions = new Float32Array(L * L);
  const squaresOf = new Float32Array(L * L).fill(1);
  const order = Int32Array.from({ length: starts.length - 1 }, (_, i) => i);
  const dice = new Random(1);
  const longest = order.reduce((most, i) => Math.max(most, (starts[i + 1] ?? 0) - (starts[i] ?? 0)), 0);
  const active = new Int32Array(longest * 80);
  const stops = new Int32Array(longest + 1);
  const e = new Float64Array(longest * L);
  const alpha = new Float64Array(longest * L);
  const beta = new Float64Array(longest * L);
  const t = new Float64Array(L * L);
  const dt = new Float64Array(L * L);
  const d = new Float64Array(L);
  const threshold = Math.round(DROPPED * 256);
  const keep = 1 / (1 - DROPPED);
  for (let epoch = 0; epoch < RATES.length; epoch++) {
    const rate = RATE * nth(RATES, epoch);
    for (let i = order.length - 1; i > 0; i--) {
      const j = dice.int(i + 1);
      [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
    }
    let loss = 0;
    for (let o = 0; o < order.length; o++) {
      const from = starts[order[o] ?? 0] ?? 0;
      const n = (starts[(order[o] ?? 0) + 1] ?? 0) - from;
      let used = 0;
      for (let i = 0; i < n; i++) {
        const token = from + i;
        let s0 = 0;
        let s1 = 0;
        let s2 = 0;
        let s3 = 0;
        let s4 = 0;
        let bits = 0;
        let left = 0;
        for (let f = token === 0 ? 0 : (ends[token - 1] ?? 0); f < (ends[token] ?? 0); f++) {
          if (left === 0) {
            bits = Math.floor(dice.next() * 4294967296);
            left = 4;
          }
          const drop = (bits & 255) < threshold;
          bits >>>= 8;
          left--;
          if (drop) continue;
          const bucket = buckets[f] ?? 0;
          active[used++] = bucket;
          const at = bucket * L;
          s0 += weights[at] ?? 0;
          s1 += weights[at + 1] ?? 0;
          s2 += weights[at + 2] ?? 0;
          s3 += weights[at + 3] ?? 0;
          s4 += weights[at + 4] ?? 0;
        }
        stops[i + 1] = used;
        const top = Math.max(s0, s1, s2, s3, s4);
        const to = i * L;
        e[to] = Math.exp((s0 - top) * keep);
        e[to + 1] = Math.exp((s1 - top) * keep);
        e[to + 2] = Math.exp((s2 - top) * keep);
        e[to + 3] = Math.exp((s3 - top) * keep);
        e[to + 4] = Math.exp((s4 - top) * keep);
      }
      for (let k = 0; k < L * L; k++) t[k] = Math.exp(transitions[k] ?? 0);
      // Forward and backward, each place scaled to sum 1: no logarithms inside.
      let sum = 0;
      for (let k = 0; k < L; k++) sum += alpha[k] = e[k] ?? 0;
      for (let k = 0; k < L; k++) alpha[k] = (alpha[k] ?? 0) / sum;
      for (let i = 1; i < n; i++) {
        sum = 0;
        for (let k = 0; k < L; k++) {
          let a = 0;
          for (let j = 0; j < L; j++) a += (alpha[(i - 1) * L + j] ?? 0) * (t[j * L + k] ?? 0);
          a *= e[i * L + k] ?? 0;
          alpha[i * L + k] = a;
          sum += a;
        }
        for (let k = 0; k < L; k++) alpha[i * L + k] = (alpha[i * L + k] ?? 0) / sum;
      }
      for (let k = 0; k < L; k++) beta[(n - 1) * L + k] = 1;
      for (let i = n - 2; i >= 0; i--) {
        sum = 0;
        for (let j = 0; j < L; j++) {
          let b = 0;
          for (let k = 0; k < L; k++)
            b += (t[j * L + k] ?? 0) * (e[(i + 1) * L + k] ?? 0) * (beta[(i + 1) * L + k] ?? 0);
          beta[i * L + j] = b;
          sum += b;
        }
        for (let j = 0; j < L; j++) beta[i * L + j] = (beta[i * L + j] ?? 0) / sum;
      }
      dt.fill(0);
      for (let i = 0; i < n; i++) {
        const gold = labels[from + i] ?? 0;
        let total = 0;
        for (let k = 0; k < L; k++) total += d[k] = (alpha[i * L + k] ?? 0) * (beta[i * L + k] ?? 0);
        let worst = 0;
        for (let k = 0; k < L; k++) {
          d[k] = (k === gold ? 1 : 0) - (d[k] ?? 0) / total;
          worst = Math.max(worst, Math.abs(d[k] ?? 0));
        }
        loss -= Math.log(Math.max(1 - (d[gold] ?? 0), 1e-9));
        if (i > 0) {
          const before = labels[from + i - 1] ?? 0;
          dt[before * L + gold] = (dt[before * L + gold] ?? 0) + 1;
          let pairs = 0;
          for (let j = 0; j < L; j++)
            for (let k = 0; k < L; k++)
              pairs +=
                (alpha[(i - 1) * L + j] ?? 0) * (t[j * L + k] ?? 0) * (e[i * L + k] ?? 0) * (beta[i * L + k] ?? 0);
          for (let j = 0; j < L; j++)
            for (let k = 0; k < L; k++)
              dt[j * L + k] =
                (dt[j * L + k] ?? 0) -
                ((alpha[(i - 1) * L + j] ?? 0) * (t[j * L + k] ?? 0) * (e[i * L + k] ?? 0) * (beta[i * L + k] ?? 0)) /
                  pairs;
        }
        if (worst < SURE) continue;
        for (let f = stops[i] ?? 0; f < (stops[i + 1] ?? 0); f++) {
          const at = (active[f] ?? 0) * L;
          for (let k = 0; k < L; k++) {
            const gradient = (d[k] ?? 0) - DECAY * (weights[at + k] ?? 0);
            const square = (squares[at + k] ?? 0) + gradient * gradient;
            squares[at + k] = square;
            weights[at + k] = (weights[at + k] ?? 0) + (rate * gradient) / Math.sqrt(square);
          }
        }
      }
      for (let k = 0; k < L * L; k++) {
        squaresOf[k] = (squaresOf[k] ?? 0) + (dt[k] ?? 0) * (dt[k] ?? 0);
        transitions[k] = (transitions[k] ?? 0) + (rate * (dt[k] ?? 0)) / Math.sqrt(squaresOf[k] ?? 0);
      }
    }
    say(`epoch ${epoch + 1}: loss a token ${(loss / labels.length).toFixed(4)}`);
  }
  return { weights, transitions };
}
