import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { FLAG, flagsOf } from '../../../lib/redaction/lexicon/index.ts';

/** Words that films say so often. Words that are names as well are taken where they are said much more often than any name is. */
const OFTEN = 51;
const MORE_THAN_NAMES = 6_000;

/** Everyday words of a language, as the subtitles of films have them; none for a language without such a list. */
export function saidInFilms(packages: string, language: string): string[] {
  const path = join(packages, 'pyspellchecker-0.9.1/spellchecker/resources', `${language}.json.gz`);
  if (!existsSync(path)) return [];
  const counts = JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as Record<string, number>;
  const isName = (word: string) => (flagsOf(word) & (FLAG.first | FLAG.last)) !== 0;
  return Object.entries(counts).flatMap(([word, count]) =>
    count >= (isName(word) ? MORE_THAN_NAMES : OFTEN) ? [word] : [],
  );
}
