import type { Span } from '../types.ts';
import { matchesOf } from './matches.ts';

/** "1680 x 1050", "30 × 40 × 12": sides of a screen, a picture or a box. */
const SIZE = /(?<![\w.,])\d{1,5}(?: [x×] \d{1,5}){1,2}(?![\w×])/gi;

/** Where sizes stand in a text: a number, a letter and a number look like a house, a street and a code, and are none. */
export const sizesIn = (text: string): Span[] =>
  matchesOf(SIZE, text).map(({ 0: size, index }) => ({ start: index, end: index + size.length, type: 'O' }));
