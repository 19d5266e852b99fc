import { FLAG, flagsOf } from '../lexicon/index.ts';
import type { Span } from '../types.ts';
import { isOrdinaryWord } from './ordinary-word.ts';
import { SHORT_UNITS, TIMES, UNITS } from './units.ts';

const SIGNS = '[\\s\\d.,:/×+–-]';
const unit = (units: string): string => `(?<![\\p{L}])(?:${units})(?![\\p{L}])`;
/** "3 kg", "kg: 3", "1.5 GHz", "12": numbers and units, with nothing that could be a name. Letters without a number are initials: "A. B.". */
const MEASURE = new RegExp(
  `^(?:(?=[^\\d]{0,40}\\d)(?:${SIGNS}|${unit(`${UNITS}|${TIMES}|${SHORT_UNITS}`)}){1,400}|(?:${SIGNS}|${unit(`${UNITS}|${TIMES}`)}){1,400})$`,
  'u',
);
/** "South", "North-West", "eastern": a part of the compass, and no place. */
const BEARING = /^(?:north|south)?[\s-]?(?:east|west|north|south)(?:ern)?$/i;

/** A good and its size: "Tornillos M6", "Papel A4", "Pilas AAA", "Tuercas M4 x 20". The size of a screw is no part of an address either. */
const SIZED = /^(\p{L}{3,20}(?: \p{L}{2,20}){0,2}) (?:(M\d{1,2}(?: ?[x×] ?\d{1,3})?)|A[0-6]|B[45]|AAA?)$/u;

function isSizedGood(part: string, type: Span['type']): boolean {
  const [, words = '', screw] = SIZED.exec(part) ?? [];
  if (words === '' || (type === 'ADDRESS' && screw === undefined)) return false;
  return words.split(' ').every((word) => isOrdinaryWord(word) && !isOnlyName(word));
}

const isOnlyName = (word: string): boolean => {
  const flags = flagsOf(word.toLowerCase());
  return (flags & (FLAG.first | FLAG.last)) !== 0 && (flags & (FLAG.common | FLAG.word)) === 0;
};

/** Letters that stand alone. Initials are written large. */
const LETTERS = /^\p{Ll}(?:\s\p{Ll}){0,3}$/u;

/** Whether a span that a model takes for a name holds none: letters that stand alone, numbers with units, a good with its size, or a point of the compass. */
export const isNoName = (text: string, { start, end, type }: Span): boolean => {
  const part = text.slice(start, end);
  if (isSizedGood(part, type) || LETTERS.test(part)) return true;
  return type !== 'ADDRESS' && (MEASURE.test(part) || (type === 'LOCATION' && BEARING.test(part)));
};
