import { MEDICAL_ROWS } from '../health/medical-rows.ts';
import { medicalKind } from '../health/medical-words.ts';
import type { HiddenType } from '../hidden-types.ts';
import { KIND_BEFORE, KIND_BEHIND } from '../rules/health-words.ts';
import { isGeneral, sentenceAround } from '../rules/of-person.ts';
import { NUMBERS_OF_PEOPLE } from '../rules/people-numbers.ts';
import { type PeopleWords, WORDS_OF_PEOPLE } from '../rules/people-words.ts';
import type { Surface } from '../types.ts';
import { type Found, RANK } from './found.ts';
import { GatedRows } from './gated.ts';

const ROWS = [...WORDS_OF_PEOPLE, ...NUMBERS_OF_PEOPLE];
/** A value right behind a name: no more than this between them, such as a comma, "is" or a bracket. */
const BESIDE = 12;

const OF_PEOPLE = new GatedRows(ROWS);
/** Shorter words and longer runs of letters are no words of medicine. */
const WORD = /(?<![\p{L}\p{N}.-])\p{L}{6,40}(?![\p{L}\p{N}])/gu;

/**
 * Illnesses, faiths and unions in a sentence about a person: one who was found by name ("Jannik: Bandscheibenvorfall, drei Wochen"), or
 * whom a pronoun, a relation or a word of care stands for.
 * @param hits persons and everything else that was found in the text
 */
export function findOfPeople(text: string, surface: Surface, hits: readonly Found[]): Found[] {
  const people = hits.filter(({ type }) => type === 'PERSON');
  const said = OF_PEOPLE.in(text).map(({ row, match: { 0: value, index }, line, from }) => {
    const start = from + index;
    return { row, value: { text: value, start, end: start + value.length, line, from } };
  });
  return [...said, ...wordsOfMedicine(text)]
    .filter(({ row, value }) => isOfPerson(value, row, people, surface))
    .map(({ row: { type }, value }) => ({ ...withKind(text, value, type), type, rank: RANK.labelled }));
}

type Row = Omit<PeopleWords, 'words'>;
interface OfPeople {
  readonly row: Row;
  readonly value: Value;
}

/** Words that are built as words of medicine are, in any of the languages. */
function wordsOfMedicine(text: string): OfPeople[] {
  const found: OfPeople[] = [];
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end < 0 ? text.length : end);
    for (const { 0: word, index } of line.matchAll(WORD)) {
      const kind = medicalKind(word);
      if (kind === undefined) continue;
      const start = from + index;
      found.push({ row: MEDICAL_ROWS[kind], value: { text: word, start, end: start + word.length, line, from } });
    }
    from += line.length + 1;
  }
  return found;
}

/** A note, a form or a row of a list about one person is seldom longer: the name stands in another sentence of it. */
const IN_ONE_NOTE = 300;
const distance = (person: Found, { start, end }: Value): number => Math.max(person.start - end, start - person.end);

/** How far beside an illness the word for its kind may reach. */
const REACH = 24;

function withKind(text: string, { start, end }: Value, type: HiddenType): Pick<Value, 'start' | 'end'> {
  if (type !== 'HEALTH') return { start, end };
  const before = KIND_BEFORE.exec(text.slice(Math.max(0, start - REACH), start))?.[0] ?? '';
  const behind = KIND_BEHIND.exec(text.slice(end, end + REACH))?.[0] ?? '';
  return { start: start - before.length, end: end + behind.length };
}

interface Value {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Its line, and where that begins. */
  readonly line: string;
  readonly from: number;
}

function isOfPerson(value: Value, row: Row, people: readonly Found[], surface: Surface): boolean {
  const { text, line, start, end, from } = value;
  if (isGeneral(text, line, start - from) || row.except?.(text, line, start - from, surface)) return false;
  const around = sentenceAround(line, start - from, end - from);
  const inSentence = people.filter(
    (person) =>
      person.start < around.end + from &&
      person.end > around.start + from &&
      (person.end <= start || person.start >= end),
  );
  const named = row.beside === true ? inSentence.some((person) => isBehind(person, start)) : inSentence.length > 0;
  if (row.clinical === true && people.some((person) => distance(person, value) <= IN_ONE_NOTE)) return true;
  return named || row.unnamed(text, line, start - from, surface);
}

const isBehind = (person: Found, start: number): boolean => person.end <= start && person.end >= start - BESIDE;
