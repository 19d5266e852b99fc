import type { Span } from '../types.ts';
import { matchesOf } from './matches.ts';
import { SHORT_UNITS, UNITS } from './units.ts';

/**
 * "1680 x 1050", "30 × 40 × 12": sides of a screen, a picture or a box. "3 kg", "1,5 l": a quantity. A whole number and one letter can be
 * part of an address, so a letter is a unit behind a decimal number only.
 */
const SIZE = new RegExp(
  `(?<![\\w.,])(?:\\d{1,5}(?: [xX×] \\d{1,5}){1,2}|\\d{1,5}(?:[.,]\\d{1,2})? ?${UNITS}|\\d{1,5}[.,]\\d{1,2} ?${SHORT_UNITS})(?![\\w×])`,
  'g',
);

/** Where sizes stand in a text: a number, a letter and a number look like a house, a street and a code, and are none. */
export const sizesIn = (text: string): Pick<Span, 'start' | 'end'>[] =>
  matchesOf(SIZE, text).map(({ 0: size, index }) => ({ start: index, end: index + size.length }));
