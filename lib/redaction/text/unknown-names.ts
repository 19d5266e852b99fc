import { FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import type { Span } from '../types.ts';
import { lineAround } from './line-around.ts';
import { matchesOf } from './matches.ts';
import { WORD } from './name-type.ts';
import * as words from './vocabulary.ts';

/** Two words with capitals, in one name, in two parts of one, or in two cells of a row beside each other. */
const PAIR =
  /([A-ZÀ-Þ][a-zß-ÿĀ-ſ'’-]{2,20})(,? (?:(?:de|van|von|der|del|da|al) )?|[ \t]{0,16}[|;,][ \t]{0,4})([A-ZÀ-Þ][a-zß-ÿĀ-ſ'’-]{2,20})(?![A-Za-zÀ-ɏ0-9_(])/g;
/** The beginning of a value: in quotes, in an element, after a sign, or after a preposition; and its end. */
const BEFORE =
  /(?:["'`>%]|(?:\/\*|#|\/\/) |[:=] {1,3}|[\w"']:|[\w"'],[ \t]{0,2}|\b(?:for|by|to|from|ask|with|of|cc) )$/;
const AFTER = /^(?:["'`<%]|[.,;:)]|[ \t]{0,4}(?:\r?\n|$)|\s\d|\s(?:before|after|about|on|at|in|is|has|was)\b)/;
const CELL_BEFORE = /(?:^|\n|[|;,])[ \t]{0,4}$/;
const CELL_AFTER = /^[ \t]{0,16}[|;,]/;
/** A part of a path that is made of a name. */
const IN_PATH = /\/([A-ZÀ-Þ][a-zß-ÿ]{2,20})[-_.+]([A-ZÀ-Þ][a-zß-ÿ]{2,20})(?=[/?\s"'#]|$)/g;
/** A part of a name, after a key that tells which part it is. */
const KEYED =
  /(?<=["'](?:first|last|given|family|middle|sur|maiden)(?:_?[nN]ame)?["']\s?:\s?["'])\p{Lu}[\p{L}’'-]{2,24}(?=["'])/gu;
/** A quick look for one of them. */
const KEY = /["'](?:first|last|given|family|middle|sur|maiden)/;
const NAMES = FLAG.first | FLAG.last | FLAG.proper;
const KNOWN = WORD | FLAG.rare | TECH_WORD | FLAG.place;
/** Endings of words that no dictionary has, but that are built like some. */
const BUILT =
  /(?:ing|ed|ers?|ors?|tions?|able|ible|ness|ments?|iz?s?er|ify|ance|ence|ism|ists?|ung|ungen|keit|heit|lich|isch)$/;
/** Such a line names parts of a program. */
const PROGRAM =
  /\b(?:import|export|from|require|class|interface|enum|type|new|extends|implements|package|using)\b|[{}()]/;

/**
 * In code and logs: names that no list has. Two words side by side are a person if they are no words of the language, of
 * computing or places, and are where values are.
 */
export function findUnknownNames(text: string): Span[] {
  const spans = [...pairsIn(text), ...ownersIn(text)];
  if (!KEY.test(text)) return spans;
  for (const { 0: name, index } of matchesOf(KEYED, text))
    if ((flagsOf(name.toLowerCase()) & (WORD | TECH_WORD)) === 0)
      spans.push({ start: index, end: index + name.length, type: 'PERSON' });
  return spans;
}

function pairsIn(text: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: whole, 1: one = '', 2: joint = '', 3: other = '', index } of matchesOf(PAIR, text)) {
    const end = index + whole.length;
    const before = text.slice(Math.max(0, index - 8), index);
    const after = text.slice(end, end + 20);
    const stands = /[|;]|,(?! )|, $/.test(joint) && inRow(text, index, joint, before, after);
    if (!stands && !(/^,? /.test(joint) && BEFORE.test(before) && AFTER.test(after))) continue;
    if (!isNobody(one) && (!isNobody(other) || isSurname(other))) spans.push({ start: index, end, type: 'PERSON' });
  }
  return spans;
}

/** Names of people in paths. */
function ownersIn(text: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: whole, 1: one = '', 2: other = '', index } of matchesOf(IN_PATH, text))
    if (!isNobody(one) && !isNobody(other) && [one, other].some((word) => (flagsOf(word.toLowerCase()) & NAMES) !== 0))
      spans.push({ start: index + 1, end: index + whole.length, type: 'PERSON' });
  return spans;
}

/** Whether two words are cells of a row of data, and no list of parts of a program or of alternatives. */
function inRow(text: string, at: number, joint: string, before: string, after: string): boolean {
  if (!CELL_BEFORE.test(before) || !CELL_AFTER.test(after)) return false;
  if (joint.includes('|') && !/ \|/.test(joint)) return false;
  const line = lineAround(text, at);
  return !PROGRAM.test(line) && (!joint.includes(',') || /\d/.test(line));
}

/** A word that people have for a surname, behind a word that is nothing but a name: "Zuleika Frost". */
const isSurname = (word: string): boolean => {
  const flags = flagsOf(word.toLowerCase());
  return (flags & FLAG.last) !== 0 && (flags & TECH_WORD) === 0;
};

function isNobody(word: string): boolean {
  const lower = word.toLowerCase();
  const flags = flagsOf(lower);
  // A town is a person's name as well, where it is a given name: "Quincy".
  const known = (flags & FLAG.first) === 0 ? KNOWN : KNOWN & ~FLAG.place;
  // A rare word is a name as well, where people are called so.
  const named = (flags & NAMES) !== 0 ? known & ~FLAG.rare : known;
  if ((flags & named) !== 0 || words.STOP_NAMES.has(lower)) return true;
  return (flags & NAMES) === 0 && (word.length < 4 || BUILT.test(lower));
}
