import { nth } from '../../activity/there.ts';
import { FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import { oneOf } from '../rules/rule.ts';
import type { Span } from '../types.ts';
import { matchesOf } from './matches.ts';
import { key } from './name-type.ts';
import type { Token } from './tokens.ts';
import { ORG_CUES, PERSON_CUES, PLACE_CUES, STOP_NAMES, SUBJECT_VERBS } from './vocabulary.ts';

/** Legal forms that nothing but a firm carries. */
const FORMS = /^(?:inc|incorporated|llc|llp|ltd|plc|gmbh|corp|corporation|pty|srl|sarl|oyj|kgaa)$/;
/** Kinds of firm, after a name of two words or more. */
const KINDS =
  /^(?:company|consulting|insurance|partners|associates|holdings|logistics|solutions|technologies|industries|enterprises|ventures|pharmaceuticals|laborator(?:y|ies)|labs|airlines|motors|bank|group|foundation|institute|university)$/;
const MAX_WORDS = 5;

/**
 * Firms in text without capitals: the words before a legal form. And partners' names, which are one firm when a firm is asked
 * for: "at Davis, Reynolds and Holt", "Davis, Reynolds and Holt is …".
 */
export function findFirms(tokens: readonly Token[]): Span[] {
  const spans: Span[] = [];
  for (let i = 1; i < tokens.length; i++) {
    const token = nth(tokens, i);
    if (token.casing === 'lower' && token.gap === ' ') {
      const form = FORMS.test(token.text);
      if (form || KINDS.test(token.text)) {
        const from = nameBefore(tokens, i);
        if (form ? from < i : i - from > 1 && tokens.slice(from, i).some((t) => (t.flags & FLAG.common) === 0))
          spans.push({ start: nth(tokens, from).start, end: token.end, type: 'ORGANIZATION' });
      }
    }
    if (token.casing === 'upper' && /^(?:and|&)$/.test(nth(tokens, i - 1).text)) {
      const firm = partners(tokens, i);
      if (firm !== undefined) spans.push(firm);
    }
  }
  return spans;
}

/** "Our customer BlackRiver", "the contract with BlackRiver": two words in one, where a firm is expected. */
const JOINED = new RegExp(
  `\\b(?:${oneOf(
    'customers?|clients?|vendors?|suppliers?|competitors?|contractors?|invoiced|onboarded|acquired|acquires|sued|owes|partner',
    '(?:contract|deal|agreement|account|lease|lawyers?|invoice|order|quote|offer|merger|dispute|call|meeting) (?:with|of|from|by)',
  )}) (\\p{Lu}\\p{Ll}{2,14}\\p{Lu}\\p{Ll}{2,14})(?![\\p{L}\\p{N}_(]|\\.\\w)`,
  'gu',
);

/** Firms whose names are two words in one. Names that everyone has for a program are none. */
export const findJoinedFirms = (text: string): Span[] =>
  matchesOf(JOINED, text).flatMap(({ 0: whole, 1: name = '', index }) => {
    const end = index + whole.length;
    return (flagsOf(name.toLowerCase()) & TECH_WORD) !== 0
      ? []
      : [{ start: end - name.length, end, type: 'ORGANIZATION' }];
  });

/** Start of the words before a form, back to a word that only sentences have. */
function nameBefore(tokens: readonly Token[], at: number): number {
  let from = at;
  while (from > 0 && at - from < MAX_WORDS && nth(tokens, from).gap === ' ') {
    const word = key(nth(tokens, from - 1));
    if (STOP_NAMES.has(word) || PLACE_CUES.has(word) || ORG_CUES.has(word) || PERSON_CUES.has(word) || VERBS.has(word))
      break;
    from--;
    if (nth(tokens, from).first) break;
  }
  return from;
}
const VERBS = new Set([
  ...SUBJECT_VERBS,
  'with',
  'became',
  'about',
  'are',
  'were',
  'new',
  'every',
  'each',
  'another',
  'same',
  'own',
  'into',
  'like',
  'because',
  'after',
  'before',
  'than',
  'into',
  'under',
  'recorded',
  'called',
]);

/** "Davis, Reynolds and Holt" with a cue before or a verb of firms behind it. */
function partners(tokens: readonly Token[], last: number): Span | undefined {
  const middle = tokens[last - 2];
  const first = tokens[last - 3];
  if (middle === undefined || first === undefined || middle.casing !== 'upper' || first.casing !== 'upper')
    return undefined;
  if (middle.gap !== ', ' || !/^,? $/.test(nth(tokens, last - 1).gap) || nth(tokens, last).gap !== ' ')
    return undefined;
  const before = tokens[last - 4];
  const after = tokens[last + 1];
  const cued =
    before !== undefined &&
    first.gap === ' ' &&
    (ORG_CUES.has(key(before)) || /^(?:the|from|with|by)$/i.test(before.text));
  const acts =
    after !== undefined &&
    after.gap === ' ' &&
    (SUBJECT_VERBS.has(key(after)) || /^(?:office|team|llp|partnership)$/.test(after.text));
  return cued || acts ? { start: first.start, end: nth(tokens, last).end, type: 'ORGANIZATION' } : undefined;
}
