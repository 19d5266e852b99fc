import { FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import type { Span } from '../types.ts';
import { WORD } from './name-type.ts';
import * as words from './vocabulary.ts';

/**
 * In code and terminals only what cannot well be anything else: a given name that is no word, and a surname after it.
 */
export function findFullNames(text: string): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(FULL_NAME)) {
    if (/[\w'’-]/.test(text[match.index - 1] ?? ' ')) continue;
    const given = flagsOf(match[1]!.toLowerCase());
    const last = flagsOf(match[2]!.toLowerCase());
    if (
      !(given & FLAG.first) ||
      given & (WORD | TECH_WORD | FLAG.place) ||
      last & TECH_WORD ||
      words.STOP_NAMES.has(match[2]!.toLowerCase())
    )
      continue;
    if (last === 0 || (last & FLAG.last && !(last & FLAG.common)))
      spans.push({ start: match.index, end: match.index + match[0].length, type: 'PERSON' });
  }
  return [...spans, ...quotedNames(text)];
}

const FULL_NAME = /([A-ZÀ-Þ][a-zß-ÿ]{2,15}) ([A-ZÀ-Þ][a-zß-ÿ'’A-Z-]{2,24})(?![\w(])/g;

const QUOTED =
  /(["'`])(\p{Lu}\p{Ll}{2,15}) (?:(?:de|van|von|der|del|da|al) )?(\p{Lu}[\p{Ll}’'-]{2,20}(?:-\p{Lu}\p{Ll}{2,20})?)\1/gu;
const NAMES = FLAG.first | FLAG.last | FLAG.proper;

/** A string that is two words with capitals and nothing else, of which none is a word and one, at least, is a name. */
function* quotedNames(text: string): Generator<Span> {
  for (const { 0: whole, 2: given = '', 3: last = '', index } of text.matchAll(QUOTED)) {
    const flags = [given, last].map((word) => flagsOf(word.toLowerCase()));
    const word = flags.some((bits) => (bits & (WORD | TECH_WORD | FLAG.place)) !== 0);
    if (!word && flags.some((bits) => (bits & NAMES) !== 0) && !words.STOP_NAMES.has(last.toLowerCase()))
      yield { start: index + 1, end: index + whole.length - 1, type: 'PERSON' };
  }
}
