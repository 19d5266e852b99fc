import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nth, there } from '../../../lib/activity/there.ts';
import seeds from '../../../lib/redaction/lexicon/seed-words.json' with { type: 'json' };
import { Random } from '../random.ts';
import { developmentSamples, type Lines, labelledCorpora, programLines, sdkLines } from './corpora.ts';
import { generated } from './generate.ts';
import { Names, templatesOf } from './names.ts';
import type { Sample } from './sample.ts';

const NER = fileURLToPath(new URL('../../../../shared/data/ner/', import.meta.url));
const SEED = 4_711;
const GENERATED = 9_000;

export interface Inputs {
  readonly names: Names;
  readonly lines: readonly Lines[];
  readonly labels: ReadonlyMap<string, readonly string[]>;
  readonly samples: readonly Sample[];
}

/** One name for each language, however a package spells it. */
const short = (language: string): string => language.slice(0, 2).toLowerCase();

/** The lists of words for recovery phrases, which are everyday words of a language. */
const SEEDS: Readonly<Record<string, string>> = {
  ...{ fr: seeds.french, es: seeds.spanish, it: seeds.italian, pt: seeds.portuguese },
};
/** Sentences of everyday words of each language. */
const OF_WORDS = 4_000;

/** Talk without names: everyday words of a language, in sentences written by hand. */
function ofWords(language: string, lines: readonly Lines[]): Sample[] {
  const counts = new Map<string, number>();
  for (const { language: of, lines: all } of lines)
    if (short(of) === language)
      for (const [word] of all.join('\n').matchAll(/(?<![\p{L}'’_-])\p{Ll}{3,14}(?![\p{L}'’_-])/gu))
        counts.set(word, (counts.get(word) ?? 0) + 1);
  const ofPrograms = [...counts].filter(([, count]) => count > 2).map(([word]) => word);
  const words = [...(SEEDS[language]?.split(' ') ?? []), ...ofPrograms];
  const dice = new Random(SEED ^ (language.charCodeAt(0) * 256 + language.charCodeAt(1)));
  const templates = templatesOf(`words-${language}`);
  return Array.from({ length: OF_WORDS }, () => ({
    text: dice.pick(templates).replaceAll('{x}', () => dice.pick(words).normalize('NFC')),
    ...{ spans: [], source: 'words', language, surface: 'prose' as const },
  }));
}

/** Everything that the weights are learned from. @param packages a folder with the unpacked packages of README.md */
export async function collected(packages: string, amount = GENERATED): Promise<Inputs> {
  const faker = there(
    readdirSync(packages).find((name) => name.startsWith('faker-js-faker-')),
    'the folder of a package',
  );
  const names = await Names.load(join(packages, faker));
  const lines = programLines(packages);
  const labels = new Map<string, string[]>();
  for (const { source, language, lines: all } of lines)
    if (source !== 'chatterbot') {
      const few = all.filter((line) => line.length < 30 && !/[%{]/.test(line));
      labels.set(short(language), [...(labels.get(short(language)) ?? []), ...few]);
    }
  const samples = [
    ...labelledCorpora(NER),
    ...developmentSamples(),
    ...generated(names, labels, amount, SEED),
    ...harmless(lines, packages),
  ];
  return { names, lines, labels, samples };
}

const COVERED = new Set(['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl']);
/** Texts of one source and language: more teach little that is new. */
const MOST = 3_500;
/** Written by hand for this: shown more than once. */
const TIMES = 3;

function harmless(lines: readonly Lines[], packages: string): Sample[] {
  const out: Sample[] = [];
  for (const { source, language, lines: all } of lines) {
    if (!COVERED.has(short(language)) || /^(?:en_|es_[A-Z])/.test(language)) continue;
    const step = Math.max(1, all.length / MOST);
    for (let i = 0; i < all.length; i += step) {
      const text = nth(all, Math.floor(i));
      const surface = source === 'chatterbot' || text.length > 60 ? 'prose' : 'ui';
      out.push({ text, spans: [], source, language: short(language), surface });
    }
  }
  const { prose, code } = sdkLines(packages);
  const sdk = { spans: [], source: 'aws-sdk', language: 'en' };
  for (const text of prose) out.push({ ...sdk, text, surface: 'prose' });
  for (const text of code) out.push({ ...sdk, text, surface: 'code' });
  for (const language of COVERED) if (language !== 'en') out.push(...ofWords(language, lines));
  for (const language of [...COVERED, 'code'])
    for (const text of templatesOf(`harmless-${language}`))
      for (let i = 0; i < TIMES; i++)
        for (const surface of language === 'code' ? (['code'] as const) : (['prose', 'ui'] as const))
          out.push({ text, spans: [], source: 'harmless', language: language === 'code' ? 'en' : language, surface });
  return out;
}
