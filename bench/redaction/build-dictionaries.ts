import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LISTS, LONGEST, mark, ROOM } from '../../lib/redaction/language/dictionaries.ts';
import { digestOf } from '../../lib/redaction/learned/packed.ts';
import { fold } from '../../lib/redaction/lexicon/fold.ts';
import { collected } from './train/collected.ts';
import { saidInFilms } from './train/said.ts';

/**
 * Writes lib/redaction/language/dictionaries.json: a Bloom filter a list.
 *   node bench/redaction/build-dictionaries.ts FOLDER PACKAGES
 * FOLDER holds the unpacked packages of lib/redaction/language/SOURCES.md: `fr` and `es` (npm), `nl` and `pl` (Debian);
 * PACKAGES is the folder of train/README.md.
 */
const [folder, packages] = process.argv.slice(2) as [string, string];
const read = (path: string) => readFileSync(join(folder, path), 'utf8');
const { samples, talk } = await collected(packages, 0);

/** The words of all texts for learning, without names. Those that are made up of templates teach no new words. */
const seenIn = (language: string): string[] => [
  ...new Set(
    [...samples, ...talk]
      .filter(
        (sample) =>
          sample.language === language &&
          sample.generated !== true &&
          sample.source !== 'words' &&
          sample.source !== 'said' &&
          sample.surface !== 'code',
      )
      .flatMap(({ text, spans }) =>
        [...text.matchAll(/(?<![\p{L}\p{N}_-])\p{L}{2,24}(?![\p{L}\p{N}_])/gu)]
          .filter(({ index }) => !spans.some(({ start, end }) => index >= start && index < end))
          .map(([word]) => word.toLowerCase()),
      ),
  ),
];

const SOURCES: Readonly<Record<(typeof LISTS)[number], () => readonly string[]>> = {
  fr: () => JSON.parse(read('fr/index.json')),
  es: () => JSON.parse(read('es/index.json')),
  nl: () => read('nl/usr/share/dict/dutch').split('\n'),
  pl: () => read('pl/usr/share/dict/polish').split('\n'),
  de: () => saidInFilms(packages, 'de'),
  it: () => saidInFilms(packages, 'it'),
  pt: () => saidInFilms(packages, 'pt'),
  'seen-de': () => seenIn('de'),
  'seen-it': () => seenIn('it'),
  'seen-pt': () => seenIn('pt'),
};

const file: Record<string, { digest: string; words: string }> = {};
for (const language of LISTS) {
  // Words with a capital are names.
  const all = SOURCES[language]()
    .filter((word) => word === word.toLowerCase())
    .map(fold);
  const words = new Set(all.filter((word) => /^[a-z]+$/.test(word) && word.length <= LONGEST[language]));
  const bytes = new Uint8Array(words.size * (ROOM[language] / 8));
  for (const word of words) mark(bytes, word);
  const packed = Buffer.from(bytes).toString('base64');
  file[language] = { digest: digestOf(packed), words: packed };
  process.stderr.write(`${language}: ${words.size} words\n`);
}
writeFileSync(new URL('../../lib/redaction/language/dictionaries.json', import.meta.url), `${JSON.stringify(file)}\n`);
