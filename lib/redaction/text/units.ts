import { oneOf } from '../rules/rule.ts';

/** Units of more than a letter, as patterns: of weight, length, volume, speed, data, electricity and pictures. */
export const UNITS = oneOf(
  '[kmµ]g|lbs?|oz|[kcmµn]m|m[²³]|km/h|mph|ft|[cmd]l|[kMGT]i?B|[kM]?bps|[kMG]?Hz|[kM]Wh?|Wh|[mk]V|mAh?|dpi|px|fps|rpm|pcs|Stk',
  '°[CF]?|%',
);

/** How people shorten units of time in talk. "min" alone can be a name. */
export const TIMES = oneOf('mins|secs?|hrs?|wks?|mths?|yrs?|std|sek|segs|seg|godz');

/** Units of one letter. In an address the same letters are parts of a number or of a street: "400 W Madison St", "Lindenweg 12 g". */
export const SHORT_UNITS = '[gtlmVWAB]';
