import type { Surface } from '../types.ts';
import { type Found, RANK } from './found.ts';
import { matchesOf } from './matches.ts';
import { isOtherName } from './other-name.ts';

/** The first cell of a row whose cells are apart by a wide gap or a tab. */
const FIRST_CELL =
  /(?<=^[ \t]{0,8}(?:[•●○*☐☑✓-] )?)\p{Lu}[\p{L}'’.-]{1,24}(?:,? \p{Lu}[\p{L}'’.-]{0,24}){0,2}(?= {2,40}\S|\t)/gmu;

/**
 * Names in the first column of a list in which other rows begin with a person: "Tavares   férias" above "Queirós   baixa". A surname alone is no name
 * by itself, but the column says what it holds.
 * @param hits persons that were found in the text
 */
export function findInColumn(text: string, surface: Surface, hits: readonly Found[]): Found[] {
  if (surface !== 'ui' || !text.includes('\n')) return [];
  const people = hits.filter(({ type }) => type === 'PERSON');
  if (people.length === 0) return [];
  const cells = matchesOf(FIRST_CELL, text).map(({ 0: cell, index }) => ({
    cell,
    start: index,
    end: index + cell.length,
  }));
  const isPerson = (at: { readonly start: number; readonly end: number }) =>
    people.some(({ start, end }) => start <= at.start && end >= at.end);
  if (!cells.some(isPerson)) return [];
  return cells
    .filter((at) => !isPerson(at) && at.cell.split(/[ ,]{1,2}/).every(isOtherName))
    .map(({ start, end }) => ({ start, end, type: 'PERSON', rank: RANK.name }));
}
