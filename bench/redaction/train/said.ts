import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { FLAG, flagsOf } from '../../../lib/redaction/lexicon/index.ts';
import { templatesOf } from './names.ts';

/** Words that films say so often. Words that are names as well are taken where they are said much more often than any name is. */
const OFTEN = 51;
const MORE_THAN_NAMES = 6_000;

/** How often films say each word of a language, in subtitles; undefined for a language without such a list. */
export function countsOf(packages: string, language: string): ReadonlyMap<string, number> | undefined {
  const path = join(packages, 'pyspellchecker-0.9.1/spellchecker/resources', `${language}.json.gz`);
  if (!existsSync(path)) return undefined;
  const counts = JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as Record<string, number>;
  return new Map(Object.entries(counts));
}

/** Everyday words of a language, as films have them; none for a language without counts. */
export function saidInFilms(packages: string, language: string): string[] {
  const isName = (word: string) => (flagsOf(word) & (FLAG.first | FLAG.last)) !== 0;
  return [...(countsOf(packages, language) ?? [])].flatMap(([word, count]) =>
    count >= (isName(word) ? MORE_THAN_NAMES : OFTEN) ? [word] : [],
  );
}

/** Where each full list of words stands, in the folder of a package. */
const FULL_LISTS: Readonly<Record<string, string>> = {
  fr: 'an-array-of-french-words-2.0.0/index.json',
  es: 'an-array-of-spanish-words-2.0.0/index.json',
  nl: 'wdutch_2.20.19-2_all/usr/share/dict/dutch',
  pl: 'wpolish_20220301-1_all/usr/share/dict/polish',
};

/** All words of a language, without those that have a capital, which are names; none for a language without a full list. */
export function allWords(packages: string, language: string): readonly string[] {
  const path = FULL_LISTS[language];
  if (path === undefined) return [];
  const text = readFileSync(join(packages, path), 'utf8');
  const words = path.endsWith('.json') ? (JSON.parse(text) as string[]) : text.split('\n');
  return words.filter((word) => word === word.toLowerCase());
}

/** Words for the things, animals, food and feelings that pictures in messages show, in the words of the CLDR. */
export function wordsOfPictures(packages: string, language: string): readonly string[] {
  const path = join(packages, 'emojibase-data-16.0.3', language, 'data.json');
  const rows = JSON.parse(readFileSync(path, 'utf8')) as readonly { label: string; tags?: string[]; group?: number }[];
  const texts = rows
    .filter(({ group }) => group !== undefined && group !== FLAGS)
    .flatMap(({ label, tags = [] }) => [label, ...tags]);
  return [...new Set(texts.flatMap((text) => text.toLowerCase().match(/\p{L}{3,20}/gu) ?? []))];
}
/** The group of flags, whose labels are countries. */
const FLAGS = 9;

/**
 * Words of trades and of chat that films say seldom, by hand, and those of the chat that was written for learning. Words that people are
 * called by are left out.
 */
export function wordsByHand(language: string): readonly string[] {
  const lines = ['vocabulary', 'written', 'asked'].flatMap((file) => templatesOf(`${file}-${language}`));
  const words = new Set(
    lines.flatMap(
      (line) =>
        line
          .replaceAll(/\{\w\}/g, ' ')
          .toLowerCase()
          .match(/\p{L}{2,24}/gu) ?? [],
    ),
  );
  return [...words].filter((word) => (flagsOf(word) & (FLAG.first | FLAG.last)) === 0);
}
