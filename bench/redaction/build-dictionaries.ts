import { writeFileSync } from 'node:fs';
import { type Filed, filed } from '../../lib/redaction/language/bloom.ts';
import { LISTS, LONGEST, ROOM } from '../../lib/redaction/language/dictionaries.ts';
import { BANDS, EVERYDAY_ROOM, MOST } from '../../lib/redaction/language/everyday.ts';
import { COVERED } from '../../lib/redaction/language/languages.ts';
import { fold } from '../../lib/redaction/lexicon/fold.ts';
import { collected } from './train/collected.ts';
import { allWords, countsOf, saidInFilms, wordsByHand, wordsOfPictures } from './train/said.ts';

/**
 * Writes lib/redaction/language/dictionaries.json: a Bloom filter a list.
 *   node bench/redaction/build-dictionaries.ts PACKAGES
 * PACKAGES is the folder of train/README.md.
 */
const [packages] = process.argv.slice(2) as [string];
const { samples, talk } = await collected(packages, 0);

/** Sources whose texts are made up of words of another: they teach no new ones. */
const OF_OTHERS: ReadonlySet<string> = new Set(['words', 'said', 'changed']);

/** The words of all texts for learning in a language, without names, each as often as it comes. */
const seenIn = (language: string): readonly string[] =>
  [...samples, ...talk]
    .filter(
      (sample) =>
        sample.language === language &&
        sample.generated !== true &&
        !OF_OTHERS.has(sample.source) &&
        sample.surface !== 'code',
    )
    .flatMap(({ text, spans }) =>
      [...text.matchAll(/(?<![\p{L}\p{N}_-])\p{L}{2,24}(?![\p{L}\p{N}_])/gu)]
        .filter(({ index }) => !spans.some(({ start, end }) => index >= start && index < end))
        .map(([word]) => word.toLowerCase()),
    );

const SOURCES: Readonly<Record<(typeof LISTS)[number], () => readonly string[]>> = {
  fr: () => allWords(packages, 'fr'),
  es: () => allWords(packages, 'es'),
  nl: () => allWords(packages, 'nl'),
  pl: () => allWords(packages, 'pl'),
  de: () => saidInFilms(packages, 'de'),
  it: () => saidInFilms(packages, 'it'),
  pt: () => saidInFilms(packages, 'pt'),
  'seen-de': () => seenIn('de'),
  'seen-it': () => seenIn('it'),
  'seen-pt': () => seenIn('pt'),
};

const write = (name: string, file: Readonly<Record<string, Filed>>) =>
  writeFileSync(new URL(`../../lib/redaction/language/${name}.json`, import.meta.url), `${JSON.stringify(file)}\n`);

const file: Record<string, Filed> = {};
for (const language of LISTS) {
  // Words with a capital are names.
  const all = SOURCES[language]()
    .filter((word) => word === word.toLowerCase())
    .map(fold);
  const words = new Set(all.filter((word) => /^[a-z]+$/.test(word) && word.length <= LONGEST[language]));
  file[language] = filed(words, ROOM[language]);
  process.stderr.write(`${language}: ${words.size} words\n`);
}
write('dictionaries', file);

/** How often the texts for learning have each word of a language that films were not counted for. */
function countsInTexts(language: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of seenIn(language)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

const everyday: Record<string, Filed> = {};
for (const language of COVERED) {
  const counted = countsOf(packages, language) ?? countsInTexts(language);
  const ranked = [...counted].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => fold(word));
  const plain = [...new Set(ranked.filter((word) => /^[a-z]{2,24}$/.test(word)))];
  for (const band of BANDS) {
    const words = new Set(plain.slice(0, MOST[band]));
    if (band === 'often')
      for (const word of [...wordsOfPictures(packages, language), ...wordsByHand(language)]) words.add(fold(word));
    everyday[`${band}-${language}`] = filed(words, EVERYDAY_ROOM);
  }
}
write('everyday', everyday);
