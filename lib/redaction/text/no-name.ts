import type { Span } from '../types.ts';

const UNITS = [
  ...['[kmµ]?g', 'lbs?', 'oz', '[kcmµn]?m', 'km/h', 'mph', 'ft', '[cmd]?l', '[kMGT]?i?B', '[kM]?bps', '[kMG]?Hz'],
  ...['[kM]?Wh?', '[mk]?V', 'mAh?', 'dpi', 'px', 'fps', 'rpm', 'pcs', '°[CF]?', '%', '[²³]'],
].join('|');
/** "3 kg", "kg: 3", "1.5 GHz", "12": numbers and units, with nothing that could be a name. */
const MEASURE = new RegExp(`^(?:[\\s\\d.,:/×+–-]|(?<![\\p{L}])(?:${UNITS})(?![\\p{L}])){1,400}$`, 'u');
/** "South", "North-West", "eastern": a part of the compass, and no place. */
const BEARING = /^(?:north|south)?[\s-]?(?:east|west|north|south)(?:ern)?$/i;

/** Whether a span that a model takes for a name holds none: numbers with units, or a point of the compass. */
export const isNoName = (text: string, { start, end, type }: Span): boolean => {
  const part = text.slice(start, end);
  return type !== 'ADDRESS' && (MEASURE.test(part) || (type === 'LOCATION' && BEARING.test(part)));
};
