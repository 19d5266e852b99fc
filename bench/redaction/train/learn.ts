import { nth } from '../../../lib/activity/there.ts';
import type { Language } from '../../../lib/redaction/language/languages.ts';
import { LABELS } from '../../../lib/redaction/names/decode.ts';
import { AROUND, aroundBuckets, ownBuckets } from '../../../lib/redaction/names/features.ts';
import { type NameReading, PAD, read } from '../../../lib/redaction/names/reading.ts';
import type { Word } from '../../../lib/redaction/names/words.ts';
import { Random } from '../random.ts';
import { Sequences, type Trained, trainField } from './crf.ts';
import type { Sample } from './sample.ts';
import { careless, masked, spoiled } from './spoil.ts';

export type Kind = 'cased' | 'careless';

/** How often a name is shown as one that no list has: without its lexicon flags, and without the word itself. */
const UNKNOWN = { generated: { lexicon: 0.35, word: 0.5 }, real: { lexicon: 0.12, word: 0.15 } } as const;

/** A fresh copy of each name's word without its lexicon features, so that names learn from their neighbours too. */
function withUnknown(reading: NameReading, labels: Uint8Array, lexicon: number, dice: Random): NameReading {
  let words: Word[] | undefined;
  let lexicons: Int32Array | undefined;
  let drop = false;
  for (let i = 0; i < reading.length; i++) {
    if (labels[i] === 0) continue;
    if (i === 0 || labels[i - 1] !== labels[i]) drop = dice.chance(lexicon);
    if (!drop || nth(reading.words, i).lexicon === 0) continue;
    words ??= [...reading.words];
    lexicons ??= reading.lexicons.slice();
    lexicons[i + PAD] = 0;
    words[i] = { ...nth(reading.words, i), lexicon: 0, sums: [] };
  }
  return words === undefined || lexicons === undefined ? reading : { ...reading, words, lexicons };
}

function labelsOf(reading: NameReading, spans: Sample['spans']): Uint8Array {
  const labels = new Uint8Array(reading.length);
  for (const { start, end, type } of spans) {
    const label = (LABELS as readonly string[]).indexOf(type);
    for (let i = 0; label > 0 && i < reading.length; i++)
      if ((reading.starts[i] ?? 0) < end && (reading.ends[i] ?? 0) > start) labels[i] = label;
  }
  return labels;
}

const around = new Int32Array(AROUND.length);

function sequencesOf(
  samples: readonly Sample[],
  kind: Kind,
  languageOf: (text: string) => Language,
  seed: number,
): Sequences {
  const dice = new Random(seed);
  const out = new Sequences();
  for (const original of samples) {
    const whole = kind === 'careless' ? careless(original, dice) : spoiled(original, dice);
    const sample = masked(whole, dice);
    const language = dice.chance(0.1) ? 'unknown' : languageOf(sample.text);
    const plain = read(sample.text, sample.surface, language, kind === 'careless');
    const labels = labelsOf(plain, sample.spans);
    const unknown = sample.generated ? UNKNOWN.generated : UNKNOWN.real;
    const reading = withUnknown(plain, labels, unknown.lexicon, dice);
    out.add(
      reading.words.map((word, i) => {
        const identity = labels[i] === 0 || !dice.chance(unknown.word);
        const own = ownBuckets(word);
        const end = aroundBuckets(reading, i, around, 0);
        // The word itself is the first of its own features, and the first two of its surroundings hold it.
        const buckets = identity ? [...own, ...around.subarray(0, end)] : [...own.slice(1), ...around.subarray(2, end)];
        return { buckets, label: labels[i] ?? 0 };
      }),
    );
  }
  return out;
}

/** Trains one set of weights. */
export function learn(
  samples: readonly Sample[],
  kind: Kind,
  languageOf: (text: string) => Language,
  say?: (line: string) => void,
): Trained {
  return trainField(sequencesOf(samples, kind, languageOf, kind === 'cased' ? 11 : 13), say);
}
