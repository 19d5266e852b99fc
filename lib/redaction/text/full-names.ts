import { nth } from '../../activity/there.ts';
import { FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import type { Span } from '../types.ts';
import { matchesOf } from './matches.ts';
import { WORD } from './name-type.ts';
import * as words from './vocabulary.ts';

/** In code and terminals, only a text that can hardly be anything else: a given name that is no word, and a surname after it. */
export function findFullNames(text: string): Span[] {
  const spans: Span[] = [];
  for (const match of matchesOf(FULL_NAME, text)) {
    if (/[\w'’-]/.test(text[match.index - 1] ?? ' ')) continue;
    const given = flagsOf(nth(match, 1).toLowerCase());
    const last = flagsOf(nth(match, 2).toLowerCase());
    if (
      !(given & FLAG.first) ||
      given & (WORD | TECH_WORD | FLAG.place) ||
      last & TECH_WORD ||
      words.STOP_NAMES.has(nth(match, 2).toLowerCase())
    )
      continue;
    if (last === 0 || (last & FLAG.last && !(last & FLAG.common)))
      spans.push({ start: match.index, end: match.index + match[0].length, type: 'PERSON' });
  }
  return spans;
}

const FULL_NAME = /([A-ZÀ-Þ][a-zß-ÿ]{2,15}) ([A-ZÀ-Þ][a-zß-ÿ'’A-Z-]{2,24})(?![\w(])/g;
