import type { HiddenType } from '../hidden-types.ts';
import { KIND_BEFORE, KIND_BEHIND } from '../rules/health-words.ts';
import { isGeneral, sentenceAround } from '../rules/of-person.ts';
import { NUMBERS_OF_PEOPLE } from '../rules/people-numbers.ts';
import { WORDS_OF_PEOPLE } from '../rules/people-words.ts';
import type { Surface } from '../types.ts';
import { type Found, RANK } from './found.ts';
import { GatedRows } from './gated.ts';

const ROWS = [...WORDS_OF_PEOPLE, ...NUMBERS_OF_PEOPLE];
/** A value right behind a name: no more than this between them, such as a comma, "is" or a bracket. */
const BESIDE = 12;

const OF_PEOPLE = new GatedRows(ROWS);

/**
 * Illnesses, faiths and unions in a sentence about a person: one who was found by name ("Jannik: Bandscheibenvorfall, drei Wochen"), or
 * whom a pronoun, a relation or a word of care stands for.
 * @param hits persons and everything else that was found in the text
 */
export function findOfPeople(text: string, surface: Surface, hits: readonly Found[]): Found[] {
  const people = hits.filter(({ type }) => type === 'PERSON');
  return OF_PEOPLE.in(text)
    .map(({ row, match: { 0: value, index }, line, from }) => {
      const start = from + index;
      return { row, value: { text: value, start, end: start + value.length, line, from } };
    })
    .filter(({ row, value }) => isOfPerson(value, row, people, surface))
    .map(({ row: { type }, value }) => ({ ...withKind(text, value, type), type, rank: RANK.labelled }));
}

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

function isOfPerson(value: Value, row: (typeof ROWS)[number], people: readonly Found[], surface: Surface): boolean {
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
  return named || row.unnamed(text, line, start - from, surface);
}

const isBehind = (person: Found, start: number): boolean => person.end <= start && person.end >= start - BESIDE;
