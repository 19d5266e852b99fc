import { oneOf } from '../rules/rule.ts';
import type { Span } from '../types.ts';

/** The number of a house that stands apart from its street: "Cockle Lane, no. 44", "Mill Row, flat 6B", "Cobden Street, third house, 41". */
const NUMBER = new RegExp(
  `^(?:[,;]?\\s[^\\n\\d.!?]{0,32}?(?<![\\p{L}])${oneOf(
    'no\\.?|number|flat|apt\\.?|apartment|unit|house|door|nr\\.?|nummer|hausnummer|numéro|appt\\.?|número|núm\\.?|piso|casa|interno|porta|huis|numer|dom',
  )}[\\s#,]{1,3}|,\\s(?:[^\\n\\d.!?,]{0,24},\\s)?(?=\\d{1,4}[A-Za-z]?[.!]?\\s{0,3}$))(\\d{1,4}[A-Za-z]?)(?![\\p{L}\\d:.%€£$])`,
  'iu',
);
/** The number first: "number 17, Mill Race Close". */
const BEFORE = /(?<!\p{L})(?:no\.?|number|flat|apartment|unit)[\s#]{1,2}(\d{1,4}[A-Za-z]?),?\s(?:on |in |at )?$/iu;
const STREET =
  /(?:street|road|lane|avenue|close|drive|court|row|terrace|place|square|mill|crescent|way|hill|bend|stra[sß]e|weg|gasse|platz)$/i;
const REACH = 56;

/** Numbers of houses near a street that was found: one that stays says which house of the street. */
export function findBesideAddresses(text: string, spans: readonly Span[]): Span[] {
  const numbers: Span[] = [];
  for (const { start, end, type } of spans) {
    if (type !== 'ADDRESS' && !(type === 'LOCATION' && STREET.test(text.slice(start, end)))) continue;
    const after = NUMBER.exec(text.slice(end, end + REACH));
    if (after?.[1] !== undefined) numbers.push(spanOf(end + after[0].length, after[1]));
    const before = BEFORE.exec(text.slice(Math.max(0, start - REACH), start));
    if (before?.[1] !== undefined) {
      const at = start - (before[0].length - before[0].indexOf(before[1]));
      numbers.push(spanOf(at + before[1].length, before[1]));
    }
  }
  return numbers;
}

const spanOf = (end: number, number: string): Span => ({ start: end - number.length, end, type: 'ADDRESS' });
