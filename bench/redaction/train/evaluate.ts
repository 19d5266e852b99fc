import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { nth } from '../../../lib/activity/there.ts';
import { redactText } from '../../../lib/redaction/index.ts';
import { languageOf } from '../../../lib/redaction/language/recognise.ts';
import { clearLearned } from '../../../lib/redaction/names/learned.ts';
import { replaceModels } from '../../../lib/redaction/names/models.ts';
import { collected } from './collected.ts';
import { learn } from './learn.ts';
import { nameScore } from './name-score.ts';
import type { Sample } from './sample.ts';

/**
 * Leaves one source, one language or half of the templates out of training, and measures on the part left out:
 *   node bench/redaction/train/evaluate.ts PACKAGES [NAME...]
 * Adds its figures to left-out.json, which `npm run bench -- redaction` prints.
 */
const OUT: Readonly<
  Record<string, { readonly train: (sample: Sample) => boolean; readonly test: (sample: Sample) => boolean }>
> = {
  ...bySource('btc', 'wikigold', 'sec', 'germeval', 'europeana-de', 'europeana-fr', 'europeana-nl'),
  ...byLanguage('de', 'fr', 'nl', 'es', 'it', 'pt', 'pl'),
  'development-odd': {
    train: ({ source }) => !source.startsWith('development'),
    test: ({ source }) => source === 'development-odd',
  },
};

function bySource(...sources: string[]) {
  return Object.fromEntries(
    sources.map((name) => [
      `source ${name}`,
      { train: ({ source }: Sample) => source !== name, test: ({ source }: Sample) => source === name },
    ]),
  );
}

/** A language without any of its texts, names or labels in training. */
function byLanguage(...languages: string[]) {
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

/** Texts measured of each set: more change the second digit of no figure. */
const MOST = 1_500;
const RESULTS = new URL('left-out.json', import.meta.url);
const { positionals } = parseArgs({ allowPositionals: true });
const [packages, ...only] = positionals as [string, ...string[]];
const { samples } = await collected(packages);

for (const [name, { train, test }] of Object.entries(OUT)) {
  if (only.length > 0 && !only.includes(name)) continue;
  const held = samples.filter((sample) => test(sample) && sample.spans.length > 0);
  const step = Math.max(1, held.length / MOST);
  const measured = Array.from({ length: Math.min(MOST, held.length) }, (_, i) => nth(held, Math.floor(i * step)));
  const { weights, transitions } = learn(samples.filter(train), 'cased', languageOf);
  replaceModels({ weights, transitions });
  clearLearned();
  const score = nameScore(measured, (text, surface) => redactText(text, surface).spans);
  const all = JSON.parse(readFileSync(RESULTS, 'utf8')) as Record<string, unknown>;
  writeFileSync(RESULTS, `${JSON.stringify({ ...all, [name]: { texts: measured.length, ...score } }, null, 2)}\n`);
  process.stderr.write(`${name}: ${JSON.stringify(score)}\n`);
}
