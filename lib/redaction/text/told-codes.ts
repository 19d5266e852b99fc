import { TOLD_CODES } from '../rules/told-codes.ts';
import type { Surface } from '../types.ts';
import { type Found, RANK } from './found.ts';
import { matchesOf } from './matches.ts';

/** For the gate that decides which of them can match. */
export const TOLD: readonly RegExp[] = TOLD_CODES.map(({ words }) => words);

/**
 * Codes, passwords and numbers that a sentence tells: `rules/told-codes.ts` has what tells each of them. In talk and on screens.
 * @param possible patterns that can match in the text
 */
export function findToldCodes(text: string, surface: Surface, possible: ReadonlySet<RegExp>): Found[] {
  const found: Found[] = [];
  for (const { words, type, except } of TOLD_CODES) {
    if (!possible.has(words)) continue;
    for (const { 0: value, index } of matchesOf(words, text)) {
      const from = text.lastIndexOf('\n', index - 1) + 1;
      const to = text.indexOf('\n', index);
      const line = text.slice(from, to < 0 ? text.length : to);
      if (except?.(value, line, index - from, surface) !== true)
        found.push({ start: index, end: index + value.length, type, rank: type === 'PASSWORD' ? 1 : RANK.labelled });
    }
  }
  return found;
}
