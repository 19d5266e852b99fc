import { isGeneral, sentenceAround } from '../rules/of-person.ts';
import { NUMBERS_OF_PEOPLE } from '../rules/people-numbers.ts';
import { WORDS_OF_PEOPLE } from '../rules/people-words.ts';
import type { Surface } from '../types.ts';
import { type Found, RANK } from './found.ts';
import { matchesOf } from './matches.ts';

const ROWS = [...WORDS_OF_PEOPLE, ...NUMBERS_OF_PEOPLE];
/** A value right behind a name: no more than this between them, such as a comma, "is" or a bracket. */
const BESIDE = 12;

/** For the gate that decides which of them can match. */
export const OF_PEOPLE: readonly RegExp[] = ROWS.map(({ words }) => words);

/**
 * Illnesses, faiths and unions in a sentence about a person: one who was found by name ("Jannik: Bandscheibenvorfall, drei Wochen"), or
 * whom a pronoun, a relation or a word of care stands for.
 * @param found persons and everything else that was found in the text
 * @param possible patterns that can match in the text
 */
export function findOfPeople(
  text: string,
  surface: Surface,
  found: readonly Found[],
  possible: ReadonlySet<RegExp>,
): Found[] {
  const rows = ROWS.filter(({ words }) => possible.has(words));
  if (rows.length === 0) return [];
  const people = found.filter(({ type }) => type === 'PERSON');
  const beside: Found[] = [];
  for (const { words, type, unnamed, except, beside: close } of rows)
    for (const { 0: value, index } of matchesOf(words, text)) {
      const end = index + value.length;
      const from = text.lastIndexOf('\n', index - 1) + 1;
      const to = text.indexOf('\n', end);
      const line = text.slice(from, to < 0 ? text.length : to);
      if (isGeneral(value, line, index - from) || except?.(value, line, index - from, surface)) continue;
      const around = sentenceAround(line, index - from, end - from);
      const named = people.some(
        (person) =>
          (close !== true || (person.end <= index && person.end >= index - BESIDE)) &&
          person.start < around.end + from &&
          person.end > around.start + from &&
          (person.end <= index || person.start >= end),
      );
      if (named || unnamed(value, line, index - from, surface))
        beside.push({ start: index, end, type, rank: RANK.labelled });
    }
  return beside;
}
