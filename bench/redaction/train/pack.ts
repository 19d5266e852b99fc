import { ALPHABET, digestOf, type Packed } from '../../../lib/redaction/learned/packed.ts';

const HALF = (ALPHABET.length - 1) >> 1;
/** How much finer the steps of small weights are than those of large ones (the mu of mu-law coding). */
const MU = 24;
/** Weights beyond this share of all are cut: a few extreme ones would make all others coarse. */
const KEPT = 0.9997;

/** Rounds weights to as many levels as there are characters, finer near zero. */
export function pack(weights: Float32Array): Packed {
  const sizes = Float32Array.from(
    weights.filter((w) => w !== 0),
    Math.abs,
  ).sort();
  const clip = sizes.length === 0 ? 1 : (sizes[Math.floor((sizes.length - 1) * KEPT)] ?? 0);
  const sizeOf = (step: number) => (clip * ((1 + MU) ** (step / HALF) - 1)) / MU;
  const levels = Array.from({ length: ALPHABET.length }, (_, i) =>
    Number((Math.sign(i - HALF) * sizeOf(Math.abs(i - HALF))).toFixed(4)),
  );
  const chars = new Array<string>(weights.length);
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] ?? 0;
    const step = Math.min(HALF, Math.round((HALF * Math.log1p((MU * Math.abs(weight)) / clip)) / Math.log1p(MU)));
    chars[i] = ALPHABET.charAt(HALF + (weight < 0 ? -step : step));
  }
  const text = chars.join('');
  return { digest: digestOf(text), levels, weights: text };
}
