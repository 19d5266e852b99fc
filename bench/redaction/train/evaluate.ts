import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { nth } from '../../../lib/activity/there.ts';
import { redactText } from '../../../lib/redaction/index.ts';
import { languageOf } from '../../../lib/redaction/language/recognise.ts';
import { clearLearned } from '../../../lib/redaction/names/learned.ts';
import { replaceModels } from '../../../lib/redaction/names/models.ts';
import type { Surface } from '../../../lib/redaction/types.ts';
import { collected, textsFor } from './collected.ts';
import { type Kind, learn } from './learn.ts';
import { nameScore } from './name-score.ts';
import type { Sample } from './sample.ts';

/**
 * Leaves one source, one language or half of the templates out of training, and measures on the part left out:
 *   node bench/redaction/train/evaluate.ts PACKAGES [NAME...]
 * Adds its figures to left-out.json, which `npm run bench -- redaction` prints.
 */
interface LeftOut {
  readonly train: (sample: Sample) => boolean;
  readonly test: (sample: Sample) => boolean;
  /** `careless`: the texts are measured in small letters without marks, and those without names as well. */
  readonly kind?: Kind;
}
const OUT: Readonly<Record<string, LeftOut>> = {
  ...bySource('btc', 'wikigold', 'sec', 'germeval', 'europeana-de', 'europeana-fr', 'europeana-nl'),
  ...byLanguage('de', 'fr', 'nl', 'es', 'it', 'pt', 'pl'),
  ...carelessly(bySource('btc', 'germeval', 'chatterbot', 'ovos'), byLanguage('de', 'it', 'pl')),
  'development-odd': {
    train: ({ source }) => !source.startsWith('development'),
    test: ({ source }) => source === 'development-odd',
  },
};

function carelessly(...sets: Readonly<Record<string, LeftOut>>[]): Record<string, LeftOut> {
  return Object.fromEntries(
    sets.flatMap((set) =>
      Object.entries(set).map(([name, left]) => [`${name}, in small letters`, { ...left, kind: 'careless' as const }]),
    ),
  );
}

/** As people write in chats; undefined where small letters have another length. */
function small(sample: Sample): Sample | undefined {
  const text = sample.text.toLowerCase();
  return text.length === sample.text.length
    ? { ...sample, text: text.replaceAll(/[.,!?;:…¿¡]/g, ' '), surface: 'prose' }
    : undefined;
}

function bySource(...sources: string[]): Record<string, LeftOut> {
  return Object.fromEntries(
    sources.map((name) => [
      `source ${name}`,
      { train: ({ source }: Sample) => source !== name, test: ({ source }: Sample) => source === name },
    ]),
  );
}

/** A language without any of its texts, names or labels in training. */
function byLanguage(...languages: string[]): Record<string, LeftOut> {
  return Object.fromEntries(
    languages.map((name) => [
      `language ${name}`,
      {
        train: ({ language }: Sample) => language !== name,
        test: ({ language, source }: Sample) =>
          language === name && (source === 'templates' || !source.includes('europeana')),
      },
    ]),
  );
}

/** Sources that are talk without any name: what is masked of them is masked by mistake. */
const TALK: ReadonlySet<string> = new Set(['chat', 'talk', 'ovos', 'chatterbot']);

const some = (samples: readonly Sample[]): readonly Sample[] => {
  const step = Math.max(1, samples.length / MOST);
  return Array.from({ length: Math.min(MOST, samples.length) }, (_, i) => nth(samples, Math.floor(i * step)));
};

/** Texts measured of each set: more change the second digit of no figure. */
const MOST = 1_500;
const RESULTS = new URL('left-out.json', import.meta.url);
const { positionals } = parseArgs({ allowPositionals: true });
const [packages, ...only] = positionals as [string, ...string[]];
const inputs = await collected(packages);

for (const [name, { train, test, kind = 'cased' }] of Object.entries(OUT)) {
  if (only.length > 0 && !only.includes(name)) continue;
  const all = textsFor(inputs, kind);
  const held =
    kind === 'cased'
      ? all.filter((sample) => test(sample) && sample.spans.length > 0)
      : all.filter((sample) => test(sample) && sample.surface === 'prose').flatMap((sample) => small(sample) ?? []);
  const measured = some(held);
  const { weights, transitions } = learn(all.filter(train), kind, languageOf);
  replaceModels({ weights, transitions });
  clearLearned();
  const find = (text: string, surface: Surface) => redactText(text, surface).spans;
  const named = measured.filter(({ spans }) => spans.length > 0);
  // Texts of a labelled source that have no name have tags and links all the same, which are hidden.
  const harmless = kind === 'cased' ? [] : some(held.filter(({ source }) => TALK.has(source)));
  const touched = harmless.filter(({ text, surface }) => find(text, surface).length > 0).length;
  const score = {
    ...(named.length === 0 ? {} : nameScore(named, find)),
    ...(harmless.length === 0
      ? {}
      : { harmless: harmless.length, touched: Number((touched / harmless.length).toFixed(4)) }),
  };
  const results = JSON.parse(readFileSync(RESULTS, 'utf8')) as Record<string, unknown>;
  writeFileSync(RESULTS, `${JSON.stringify({ ...results, [name]: { texts: measured.length, ...score } }, null, 2)}\n`);
  process.stderr.write(`${name}: ${JSON.stringify(score)}\n`);
}
