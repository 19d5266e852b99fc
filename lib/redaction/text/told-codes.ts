import { TOLD_CODES } from '../rules/told-codes.ts';
import { TOLD_PHRASES } from '../rules/told-phrases.ts';
import type { Surface } from '../types.ts';
import { type Found, RANK } from './found.ts';
import { GatedRows } from './gated.ts';

const TOLD = new GatedRows([...TOLD_CODES, ...TOLD_PHRASES]);

/** Codes, passwords and numbers that a sentence tells: `rules/told-codes.ts` and `rules/told-phrases.ts` have what tells each of them. In talk and on screens. */
export function findToldCodes(text: string, surface: Surface): Found[] {
  return TOLD.in(text)
    .filter(({ row, match, line }) => row.except?.(match[0], line, match.index, surface) !== true)
    .map(({ row: { type }, match, from }) => ({
      start: from + match.index,
      end: from + match.index + match[0].length,
      type,
      rank: type === 'PASSWORD' ? 1 : RANK.labelled,
    }));
}
