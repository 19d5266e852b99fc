import { typeOfLabel } from '../keys/labels.ts';
import { COMPANY, FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import { findLearned, LENIENT } from '../names/learned.ts';
import type { Span } from '../types.ts';
import { fieldTypeOf } from './field-type.ts';
import { matchesOf } from './matches.ts';
import { WORD } from './name-type.ts';
import type { SeenLines } from './seen-lines.ts';

/** Words that mark a person's name in code, logs and terminals. */
const CUE =
  /name|author|owner|assignee|reviewer|customer|client|patient|employee|contact|attendee|organizer|company|vendor|family|given|maintainer|user|members|people|staff|signed-off|mailto|\bby\b|\bcn=|\bsn\b|\bFN:|\binvited?\b|\bsent to\b|\bmail/i;
/** Lists of files, and homes: names of accounts are written small there. */
const LISTING = /^[-dl](?:[r-][w-][xsS-]){3}|\\home|\/home\/|\/Users\//;
const CAPITALISED = /(?<![\p{L}\p{N}_])\p{Lu}\p{Ll}{2,20}(?![\p{L}\p{N}_(])/gu;
const NAME = FLAG.first | FLAG.last;
/** A comment says whom to ask. Nothing but a person is asked, thanked or told. */
const TOLD =
  /(?:\/\/|#|--|\/?\*|;|<!--)[^\n]{0,120}?\b(?:asks?|asked|ping|poke|thanks to|thanks|thx|cc|blame|credit to|told by|talk to|check with|approved by|according to)[ :]{1,2}(\p{Lu}\p{Ll}{2,20})(?![\p{L}\d_(.-])/gu;
const LONGEST = 1_000;

/**
 * Names in code, logs and terminals. Only lines are read that have a cue of a person or firm, or a word that is a name and
 * nothing else: the rest of code is no place for the model, and would cost its time.
 */
export function findCodeNames(text: string, lines: SeenLines): Span[] {
  const spans: Span[] = [];
  for (let from = 0; from <= text.length; ) {
    let to = text.indexOf('\n', from);
    if (to < 0) to = text.length;
    const names = lines.namesIn(from, to) ?? namesIn(text.slice(from, Math.min(to, from + LONGEST)));
    lines.keepNames(from, names);
    for (const { start, end, type } of names) spans.push({ start: start + from, end: end + from, type });
    from = to + 1;
  }
  return spans;
}

const NONE: readonly Span[] = [];

function namesIn(line: string): readonly Span[] {
  if (!mayName(line)) return NONE;
  const spans: Span[] = [];
  for (const { 0: told, 1: name = '', index } of matchesOf(TOLD, line)) {
    const end = index + told.length;
    if (isUnknown(name)) spans.push({ start: end - name.length, end, type: 'PERSON' });
  }
  // Files of translations have labels for values: "lastName": "Nachname".
  if (couldName(line))
    for (const name of findLearned(line, 'code', 'en', LENIENT.code).names)
      if (!isLabel(line.slice(name.start, name.end))) spans.push(name);
  return spans;
}

/** A word for a field of a form, in any language, which is no name of a person as well. */
const isLabel = (word: string): boolean =>
  /^\p{L}{4,30}$/u.test(word) &&
  (flagsOf(word.toLowerCase()) & NAME) === 0 &&
  (typeOfLabel(word) !== undefined || fieldTypeOf(word) !== undefined);

/** A name, or a word that neither the language nor computing has. */
function isUnknown(word: string): boolean {
  const flags = flagsOf(word.toLowerCase());
  return (flags & (WORD | TECH_WORD | COMPANY)) === 0 && (flags & (FLAG.place | NAME)) !== FLAG.place;
}

/**
 * A quick check: a word with a capital as `CAPITALISED` has it, which every match of `TOLD` holds too; a sign beyond ASCII, which may
 * be part of one; or the look of a file list or a home folder.
 */
function mayName(line: string): boolean {
  const first = line.charCodeAt(0);
  let listing = first === HYPHEN || first === SMALL_D || first === SMALL_L;
  // Whether the character before is part of a word, and how many small letters came since its capital.
  let inside = false;
  let small = -1;
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    if (code >= 97 && code <= 122) {
      if (small >= 0) small++;
      inside = true;
    } else if (code > 127) return true;
    else {
      const isWord = (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === UNDERSCORE;
      if (small >= LEAST_SMALL && small <= MOST_SMALL && !isWord && code !== PARENTHESIS) return true;
      small = code >= 65 && code <= 90 && !inside ? 0 : -1;
      inside = isWord;
      listing ||= code === SLASH || code === BACKSLASH;
    }
  }
  return (small >= LEAST_SMALL && small <= MOST_SMALL) || (listing && LISTING.test(line));
}
const LEAST_SMALL = 2;
const MOST_SMALL = 20;
const [HYPHEN, SMALL_D, SMALL_L, SLASH, BACKSLASH, UNDERSCORE, PARENTHESIS] = [...'-dl/\\_('].map((sign) =>
  sign.charCodeAt(0),
);

/** Whether a line is worth reading: a word that is a name and nothing else, or a cue and a word that no dictionary has. */
function couldName(line: string): boolean {
  if (LISTING.test(line)) return true;
  let unknown = false;
  for (const { 0: word } of matchesOf(CAPITALISED, line)) {
    const flags = flagsOf(word.toLowerCase());
    const plain = (flags & (WORD | FLAG.rare | TECH_WORD)) !== 0;
    if ((flags & NAME) !== 0 && !plain && (flags & FLAG.place) === 0) return true;
    unknown ||= !plain || (flags & NAME) !== 0;
  }
  return unknown && CUE.test(line);
}
