import { nth, there } from '../../../lib/activity/there.ts';
import { LANGUAGE_BUCKETS, languageFeatures, wordsOf } from '../../../lib/redaction/language/features.ts';
import { CLASSES } from '../../../lib/redaction/language/languages.ts';
import { Random } from '../random.ts';
import type { Lines } from './corpora.ts';
import type { Sample } from './sample.ts';

/** Which class the translations of a language teach. */
const CLASS_OF: Readonly<Record<string, (typeof CLASSES)[number]>> = {
  ...{ en: 'en', en_GB: 'en', en_AU: 'en', de: 'de', de_de: 'de', fr: 'fr', fr_fr: 'fr', es: 'es', es_es: 'es' },
  ...{ es_AR: 'es', es_MX: 'es', it: 'it', it_it: 'it', pt: 'pt', pt_BR: 'pt', pt_br: 'pt', 'pt-br': 'pt' },
  ...{ nl: 'nl', nl_nl: 'nl', pl: 'pl', pl_pl: 'pl', cs: 'cs', cs_cz: 'cs', tr: 'tr' },
  ...{ sv: 'nordic', da: 'nordic', nb: 'nordic', nn: 'nordic', is: 'nordic', fi: 'finnic', et: 'finnic', hu: 'hu' },
  ...{
    ro: 'ro',
    sk: 'slavic',
    sl: 'slavic',
    hr: 'slavic',
    bs: 'slavic',
    lt: 'slavic',
    lv: 'slavic',
    sr_Latn: 'slavic',
  },
  ...{ id: 'malay', ms: 'malay', vi: 'vi' },
};

interface Snippet {
  readonly words: readonly string[];
  readonly label: number;
}

const N = CLASSES.length;
const EPOCHS = 4;
/** Snippets of each class in an epoch, so that none wins by its amount of text. */
const EACH = 14_000;
const RATE = 0.4;
const DECAY = 2e-6;

/** Learns which words and runs of letters tell languages apart: logistic regression over snippets of 1 to 12 words. */
export function trainLanguages(lines: readonly Lines[], samples: readonly Sample[]): Float32Array {
  const texts: string[][] = CLASSES.map(() => []);
  for (const { language, lines: all } of lines) {
    const label = CLASSES.indexOf(there(CLASS_OF[language], 'the class of a language'));
    if (label >= 0) nth(texts, label).push(...all);
  }
  for (const { language, text } of samples) nth(texts, CLASSES.indexOf(language as 'en')).push(text);
  const dice = new Random(7);
  const weights = new Float32Array(LANGUAGE_BUCKETS * N);
  const squares = new Float32Array(LANGUAGE_BUCKETS * N);
  const cache = new Map<string, number[]>();
  const featuresOf = (word: string): number[] => {
    const known = cache.get(word) ?? languageFeatures(word);
    cache.set(word, known);
    return known;
  };
  const words = texts.map((all) => all.map(wordsOf).filter((item) => item.length > 0));
  const scores = new Float64Array(N);
  for (let epoch = 0; epoch < EPOCHS; epoch++)
    for (let i = 0; i < EACH * N; i++) {
      const label = i % N;
      if (nth(words, label).length === 0) continue;
      const { words: snippet } = someWords(nth(words, label), label, dice);
      scores.fill(0);
      for (const word of snippet) {
        const features = featuresOf(word);
        const scale = 1 / Math.sqrt(features.length);
        for (const bucket of features)
          for (let k = 0; k < N; k++) scores[k] = (scores[k] ?? 0) + (weights[bucket * N + k] ?? 0) * scale;
      }
      const most = Math.max(...scores);
      let total = 0;
      for (let k = 0; k < N; k++) total += scores[k] = Math.exp((scores[k] ?? 0) - most);
      for (const word of snippet) {
        const features = featuresOf(word);
        const scale = 1 / Math.sqrt(features.length);
        for (const bucket of features)
          for (let k = 0; k < N; k++) {
            const at = bucket * N + k;
            const gradient = ((k === label ? 1 : 0) - (scores[k] ?? 0) / total) * scale - DECAY * (weights[at] ?? 0);
            squares[at] = (squares[at] ?? 0) + gradient * gradient;
            weights[at] = (weights[at] ?? 0) + (RATE * gradient) / Math.sqrt((squares[at] ?? 0) + 1);
          }
      }
    }
  return weights;
}

function someWords(from: readonly string[][], label: number, dice: Random): Snippet {
  const words = dice.pick(from);
  const length = Math.min(words.length, 1 + dice.int(12));
  const start = dice.int(words.length - length + 1);
  return { words: words.slice(start, start + length), label };
}
