import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nth, there } from '../../../lib/activity/there.ts';
import seeds from '../../../lib/redaction/lexicon/seed-words.json' with { type: 'json' };
import { Random } from '../random.ts';
import { chatOf, type Vocabulary } from './chat.ts';
import { developmentSamples, type Lines, labelledCorpora, programLines, sdkLines, spokenLines } from './corpora.ts';
import { generated } from './generate.ts';
import { Names, templatesOf } from './names.ts';
import { allWords, saidInFilms, wordsByHand, wordsOfPictures } from './said.ts';
import type { Sample } from './sample.ts';

const NER = fileURLToPath(new URL('../../../../shared/data/ner/', import.meta.url));
const SEED = 4_711;
const GENERATED = 9_000;

export interface Inputs {
  readonly names: Names;
  readonly lines: readonly Lines[];
  readonly labels: ReadonlyMap<string, readonly string[]>;
  readonly samples: readonly Sample[];
  /** Talk, for text without capitals: what stands where names stand ("merci beaucoup", "merci boulanger") is told from them by the words alone. */
  readonly talk: readonly Sample[];
}

/** The texts that one of the two sets of weights is learned from. More talk finds fewer names in text with capitals. */
export const textsFor = ({ samples, talk }: Inputs, kind: 'cased' | 'careless'): readonly Sample[] =>
  kind === 'careless' ? [...samples, ...talk] : samples;

/** One name for each language, however a package spells it. */
const short = (language: string): string => language.slice(0, 2).toLowerCase();

/** The lists of words for recovery phrases, which are everyday words of a language. */
const SEEDS: Readonly<Record<string, string>> = {
  ...{ fr: seeds.french, es: seeds.spanish, it: seeds.italian, pt: seeds.portuguese },
};
/** Sentences of everyday words of each language. */
const OF_WORDS = 4_000;

/** Words that programs say more than twice in a language. */
function wordsOfPrograms(language: string, lines: readonly Lines[]): string[] {
  const counts = new Map<string, number>();
  for (const { language: of, lines: all } of lines)
    if (short(of) === language)
      for (const [word] of all.join('\n').matchAll(/(?<![\p{L}'’_-])\p{Ll}{3,14}(?![\p{L}'’_-])/gu))
        counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 2).map(([word]) => word);
}

const diceOf = (language: string) => new Random(SEED ^ (language.charCodeAt(0) * 256 + language.charCodeAt(1)));
const seedWords = (language: string): string[] => SEEDS[language]?.split(' ') ?? [];

/** Talk without names: everyday words of a language, in sentences written by hand. */
function ofWords(language: string, lines: readonly Lines[]): Sample[] {
  const words = [...seedWords(language), ...wordsOfPrograms(language, lines)];
  const dice = diceOf(language);
  const templates = templatesOf(`words-${language}`);
  return Array.from({ length: OF_WORDS }, () => ({
    text: dice.pick(templates).replaceAll('{x}', () => dice.pick(words).normalize('NFC')),
    ...{ spans: [], source: 'words', language, surface: 'prose' as const },
  }));
}

/** Words that a language says every day, and now and then one that is rare. */
function everydayWords(language: string, lines: readonly Lines[], packages: string): Vocabulary {
  const said = saidInFilms(packages, language);
  return {
    everyday: [
      ...(said.length > 0 ? said : wordsOfPrograms(language, lines)),
      ...wordsOfPictures(packages, language),
      ...wordsByHand(language),
    ],
    rare: allWords(packages, language),
  };
}

/** Lines of talk of each language: of words that are said every day, and of nothing but thanks, greetings and sighs. */
const OF_SAID = 6_000;
const OF_ASIDES = 600;
const JOINTS = [' ', ', ', '! ', '. ', '... '] as const;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function ofSaid(language: string, lines: readonly Lines[], packages: string): Sample[] {
  const said = [...seedWords(language), ...saidInFilms(packages, language)];
  const programs = wordsOfPrograms(language, lines);
  const dice = diceOf(language);
  const templates = [
    ...templatesOf(`talk-words-${language}`),
    ...(language === 'en' ? [] : templatesOf(`words-${language}`)),
  ];
  const word = () => dice.pick(said.length > 0 && dice.chance(0.8) ? said : programs).normalize('NFC');
  return Array.from({ length: OF_SAID }, () => ({
    text: dice.pick(templates).replaceAll('{x}', word),
    ...{ spans: [], source: 'said', language, surface: 'prose' as const },
  }));
}

function ofAsides(language: string): Sample[] {
  const dice = diceOf(language);
  const asides = templatesOf(`asides-${language}`);
  return Array.from({ length: OF_ASIDES }, () => {
    const parts = Array.from({ length: 1 + dice.int(3) }, () => dice.pick(asides));
    const text = parts.reduce((line, part) => {
      const joint = dice.pick(JOINTS);
      return line + joint + (joint === ' ' || joint === ', ' ? part : capital(part));
    });
    return {
      text: (dice.chance(0.5) ? capital(text) : text) + dice.pick(['', '!', '.', '']),
      ...{ spans: [], source: 'asides', language, surface: 'prose' as const },
    };
  });
}

/** Thanks and greetings with a name behind them, or without: the aside alone says nothing of the word beside it. */
const OF_ADDRESSED = 1_500;
/** Surnames that are words for what people do: no list tells them from the word. */
const TRADES: Readonly<Record<string, string>> = {
  en: 'baker cooper mason carter fisher hunter taylor turner walker potter shepherd weaver archer butcher farmer gardner sawyer tanner',
  de: 'bäcker müller schneider weber fischer schmied jäger köhler metzger gärtner zimmermann wagner schäfer förster pfarrer maler glaser töpfer',
  fr: 'boulanger charpentier berger meunier boucher marchand tisserand maçon chevalier forestier pelletier mercier couturier potier vigneron',
  es: 'herrero zapatero guerrero pastor molinero carpintero escudero sastre barbero cantero calderero alcalde panadero marinero montero',
  it: 'fabbri barbieri ferraro pastore molinari muratori sartori cavaliere bottaio vaccaro carbonaro marinaro fornaio bersagliere cantore',
  pt: 'ferreiro sapateiro guerreiro pastor moleiro carpinteiro escudeiro barbeiro caldeira padeiro marinheiro monteiro cordeiro pescador',
  nl: 'bakker visser kuiper mulder slager timmerman schipper brouwer meijer herder schilder kramer koster snijder wever ruiter dekker',
  pl: 'kowal młynarz szewc bednarz rybak piekarz cieśla krawczyk garncarz tkacz stelmach owczarek kaczmarek wójcik szklarz bartnik',
};

function ofAddressed(language: string, names: Names): Sample[] {
  const dice = diceOf(language);
  const asides = templatesOf(`asides-${language}`);
  const trades = (TRADES[language] ?? '').split(' ');
  const rest = templatesOf(`harmless-${language}`).filter((line) => line.length < 60);
  return Array.from({ length: OF_ADDRESSED }, () => {
    const before = dice.pick(asides) + dice.pick([' ', ' ', ', ']);
    const x = dice.next();
    const name =
      x < 0.3
        ? dice.pick(trades)
        : x < 0.7
          ? names.first(language, dice)
          : x < 0.85
            ? names.last(language, dice)
            : names.full(language, dice);
    const after = dice.chance(0.6) ? dice.pick([' ', ', ', ' ']) + dice.pick(rest) : '';
    const span = { start: before.length, end: before.length + name.length, type: 'PERSON' as const };
    return {
      text: before + name.toLowerCase() + after,
      ...{ spans: [span], source: 'addressed', language, surface: 'prose' as const, generated: true },
    };
  });
}

/** Talk of all languages, most of it without names. */
function talkOf(lines: readonly Lines[], packages: string, names: Names): Sample[] {
  const out: Sample[] = [];
  for (const { source, language, lines: all } of spokenLines(packages))
    if (COVERED.has(language))
      for (const text of all) out.push({ text, spans: [], source, language, surface: 'prose' });
  for (const language of COVERED) {
    out.push(...ofSaid(language, lines, packages), ...ofAsides(language), ...ofAddressed(language, names));
    out.push(...chatOf(language, everydayWords(language, lines, packages), names, diceOf(language)));
    for (const text of templatesOf(`talk-${language}`))
      for (let i = 0; i < TIMES; i++) out.push({ text, spans: [], source: 'talk', language, surface: 'prose' });
  }
  return out;
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
  return {
    names,
    lines,
    labels,
    samples,
    talk: talkOf(lines, packages, names),
  };
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
