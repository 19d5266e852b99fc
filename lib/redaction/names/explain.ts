import { nth } from '../../activity/there.ts';
import { languageOf } from '../language/recognise.ts';
import { UNIT } from '../learned/packed.ts';
import type { Surface } from '../types.ts';
import { L, LABELS } from './decode.ts';
import { AROUND, aroundBuckets, featuresOf, ownBuckets } from './features.ts';
import { modelFor } from './models.ts';
import { read } from './reading.ts';

/** Why a word was, or was not, taken for a name: the evidence for its best label and against it, in log odds. */
export interface WordReason {
  readonly word: string;
  readonly start: number;
  readonly label: string;
  /** The margin of the label over "no name", before its neighbours' labels count. */
  readonly score: number;
  readonly for: readonly string[];
  readonly against: readonly string[];
}

const SHOWN = 4;
const LEAST = 0.05;
const around = new Int32Array(AROUND.length);

/** The model's evidence for each word of a text that could be a name. The text must be one that may be shown. */
export function explain(text: string, surface: Surface): WordReason[] {
  const reading = read(text, surface, languageOf(text));
  const { weights } = modelFor(reading);
  return reading.words.flatMap((word, i): WordReason[] => {
    const sums = new Float64Array(L);
    const votes: { readonly name: string; readonly bucket: number }[] = ownBuckets(word).map((bucket, k) => ({
      name: k === 0 ? 'the word itself' : 'letters and lexicon of the word',
      bucket,
    }));
    const isWord = word.pieces.length > 0;
    aroundBuckets(reading, i, around, 0);
    for (const [k, feature] of featuresOf(word, reading).entries())
      votes.push({ name: nth(AROUND, feature).name, bucket: around[k] ?? 0 });
    for (const { bucket } of votes)
      for (let k = 0; k < L; k++) sums[k] = (sums[k] ?? 0) + (weights[bucket * L + k] ?? 0) / UNIT;
    let best = 1;
    for (let k = 2; k < L; k++) if ((sums[k] ?? 0) > (sums[best] ?? 0)) best = k;
    const score = (sums[best] ?? 0) - (sums[0] ?? 0);
    if (!isWord || score < -LENIENT_SHOWN) return [];
    const parts = new Map<string, number>();
    for (const { name, bucket } of votes)
      parts.set(name, (parts.get(name) ?? 0) + ((weights[bucket * L + best] ?? 0) - (weights[bucket * L] ?? 0)) / UNIT);
    const sorted = [...parts].filter(([, size]) => Math.abs(size) > LEAST).toSorted((a, b) => b[1] - a[1]);
    const told = (list: [string, number][]) =>
      list.map(([name, size]) => `${name} ${size > 0 ? '+' : ''}${size.toFixed(2)}`);
    return [
      {
        word: word.text,
        start: reading.starts[i] ?? 0,
        label: score > 0 ? nth(LABELS, best) : 'none',
        score: Number(score.toFixed(2)),
        for: told(sorted.filter(([, size]) => size > 0).slice(0, SHOWN)),
        against: told(
          sorted
            .filter(([, size]) => size < 0)
            .toReversed()
            .slice(0, SHOWN),
        ),
      },
    ];
  });
}

/** Words that are further from any name are not worth a line. */
const LENIENT_SHOWN = 6;
