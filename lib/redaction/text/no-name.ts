import type { Span } from '../types.ts';
import { SHORT_UNITS, UNITS } from './units.ts';

const SIGNS = '[\\s\\d.,:/×+–-]';
const unit = (units: string): string => `(?<![\\p{L}])(?:${units})(?![\\p{L}])`;
/** "3 kg", "kg: 3", "1.5 GHz", "12": numbers and units, with nothing that could be a name. Letters without a number are initials: "A. B.". */
const MEASURE = new RegExp(
  `^(?:(?=[^\\d]{0,40}\\d)(?:${SIGNS}|${unit(`${UNITS}|${SHORT_UNITS}`)}){1,400}|(?:${SIGNS}|${unit(UNITS)}){1,400})$`,
  'u',
);
/** "South", "North-West", "eastern": a part of the compass, and no place. */
const BEARING = /^(?:north|south)?[\s-]?(?:east|west|north|south)(?:ern)?$/i;

/** Whether a span that a model takes for a name holds none: numbers with units, or a point of the compass. */
export const isNoName = (text: string, { start, end, type }: Span): boolean => {
  const part = text.slice(start, end);
  return type !== 'ADDRESS' && (MEASURE.test(part) || (type === 'LOCATION' && BEARING.test(part)));
};
