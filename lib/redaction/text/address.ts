import { nth } from '../../activity/there.ts';
import { FLAG, fold } from '../lexicon/index.ts';
import type { Span } from '../types.ts';
import { continued, type Tail } from './address-tail.ts';
import { matchesOf } from './matches.ts';
import { sizesIn } from './sizes.ts';
import { crossing, fromNumber, fromStreet, fromUnit, type Start } from './street.ts';
import type { Token } from './tokens.ts';
import { ENGLISH_STREETS, STOP_NAMES } from './vocabulary.ts';

const MAX_WORDS = 7;

const FORMS: readonly RegExp[] = [
  /(?<!\d)(?:\d{1,5}\s){0,2}\bp\.?\s?o\.?\s?box\s\d{1,7}/gi,
  /\b(?:psc|unit|cmr)\s\d{1,5},?\sbox\s\d{1,5}(?:\s{1,3}(?:apo|fpo|dpo)\s(?:ap|ae|aa)\s\d{5})?/gi,
  /\bus(?:s|ns|cgc|nv)\s[\p{L}']{2,24}\s{1,3}(?:apo|fpo|dpo)\s(?:ap|ae|aa)\s\d{5}/giu,
  /\b(?:the )?corner of (?:[\p{L}\d.'-]{1,24}\s){1,6}and (?:[\p{L}\d.'-]{1,24}\s){0,4}(?:street|road|avenue|lane|st|rd|ave)\b\.?/giu,
];

/** Postal addresses: a number beside a street, and the following unit, town, state, country and code, over line ends. */
export function findAddresses(text: string, all: readonly Token[]): Span[] {
  const tokens = withoutSizes(text, all);
  const spans: Span[] = [];
  for (const start of forms(text, tokens)) spans.push(...parts(start, isOwnLine(text, start.start)));
  spans.push(...blocks(text), ...namedStreets(tokens));
  const number = nextNumbers(tokens);
  for (let i = 0; i < tokens.length; i++) {
    if ((number[i] ?? 0) - i > MAX_WORDS) continue;
    const code = codeAfterPlace(tokens, i);
    if (code !== undefined) spans.push(code);
    const found = fromUnit(text, tokens, i) ?? fromNumber(text, tokens, i) ?? fromStreet(text, tokens, i);
    if (found === undefined) continue;
    spans.push(...parts(found, isOwnLine(text, found.start)));
    while (i + 1 < tokens.length && nth(tokens, i + 1).start < found.tail.end) i++;
  }
  return spans.flatMap((span) => tidy(text, span));
}

/** The tokens but for sizes: what they leave between their neighbours is no gap that an address can have. */
function withoutSizes(text: string, tokens: readonly Token[]): readonly Token[] {
  const sizes = sizesIn(text);
  if (sizes.length === 0) return tokens;
  const rest = tokens.filter((token) => !sizes.some(({ start, end }) => token.start < end && start < token.end));
  return rest.map((token, i) => ({ ...token, gap: text.slice(rest[i - 1]?.end ?? 0, token.start) }));
}

/** No form is without one of these. */
const FORM_WORDS = /box|[afd]po|corner/i;

/** Addresses that a form of words gives away. */
function forms(text: string, tokens: readonly Token[]): Start[] {
  if (!FORM_WORDS.test(text)) return [];
  return FORMS.flatMap((form) => {
    const starts: Start[] = [];
    let at = 0;
    for (const match of matchesOf(form, text)) {
      while (at < tokens.length && nth(tokens, at).end <= match.index) at++;
      const head = tokens[at]?.start === match.index ? crossing(tokens, at) : match.index;
      while (at < tokens.length && nth(tokens, at).start < match.index + match[0].length) at++;
      starts.push({ start: head, tail: continued(tokens, at, match.index + match[0].length) });
    }
    return starts;
  });
}

/** Street, unit, town, country and code on lines of their own, as labels of parcels have them. */
function blocks(text: string): Span[] {
  if (!text.includes('\n')) return [];
  return matchesOf(BLOCK, text).flatMap((match) => {
    const [street, place, code] = match.slice(1) as [string, string, string];
    const town = match.index + match[0].indexOf(street) + street.length;
    const end = match.index + match[0].length;
    const from = town + match[0].slice(town - match.index).indexOf(place);
    return [
      { start: match.index, end: town, type: 'ADDRESS' },
      { start: from, end: from + place.length, type: 'LOCATION' },
      { start: end - code.length, end, type: 'ADDRESS' },
    ];
  });
}
const LEAD = '[ \\t>?*|-]{0,6}';
const BLOCK = new RegExp(
  `(?<=^${LEAD})(\\d{1,5}[a-z]? [^\\n,;:!?]{2,60}\\n${LEAD}(?:apt|apartment|suite|unit|flat)\\.? \\d{1,5})\\n${LEAD}(\\p{L}[^\\n\\d,;:!?]{1,40}\\n{1,2}${LEAD}\\p{L}[^\\n\\d,;:!?]{1,40}?)[ ,]{1,2}(\\d{4,6})(?!\\w)`,
  'gimu',
);

/** "Adams Street": a street without a number. */
function namedStreets(tokens: readonly Token[]): Span[] {
  const spans: Span[] = [];
  for (let i = 1; i < tokens.length; i++) {
    const kind = nth(tokens, i);
    if (kind.casing !== 'upper' || !ENGLISH_STREETS.has(fold(kind.lower))) continue;
    let first = i;
    while (
      first > 0 &&
      i - first < 4 &&
      nth(tokens, first).gap === ' ' &&
      nth(tokens, first - 1).casing === 'upper' &&
      !(nth(tokens, first - 1).flags & FLAG.common && nth(tokens, first - 1).first)
    )
      first--;
    const name = tokens.slice(first, i);
    if (name.length === 1 && ENGLISH_STREETS.has(fold(nth(name, 0).lower))) continue;
    if (name.some((t) => (t.flags & FLAG.common) === 0 && !STOP_NAMES.has(fold(t.lower))))
      spans.push({ start: nth(name, 0).start, end: kind.end, type: 'ADDRESS' });
  }
  return spans;
}

/** "Greece 79976": a code after a place. */
function codeAfterPlace(tokens: readonly Token[], at: number): Span | undefined {
  const token = nth(tokens, at);
  const place = tokens[at - 1];
  if (token.kind !== 'number' || !/^\d{5}$/.test(token.text) || place === undefined || token.gap !== ' ')
    return undefined;
  return place.flags & FLAG.place && (place.casing !== 'lower' || !(place.flags & FLAG.common))
    ? { start: token.start, end: token.end, type: 'ADDRESS' }
    : undefined;
}

/** For each token the next number from there on: without one near, there is no address to look for. */
function nextNumbers(tokens: readonly Token[]): Int32Array {
  const next = new Int32Array(tokens.length);
  let at = 0x7fffffff;
  for (let i = tokens.length - 1; i >= 0; i--) {
    if (nth(tokens, i).kind === 'number') at = i;
    next[i] = at;
  }
  return next;
}

const isOwnLine = (text: string, at: number) => /(?:^|\n)[ \t>?*|-]{0,6}$/.test(text.slice(Math.max(0, at - 8), at));

/** Without the separators of the parts. */
function tidy(text: string, { start, end, type }: Span): Span[] {
  let from = start;
  let to = end;
  while (from < to && /[\s,>?.]/.test(text.charAt(from))) from++;
  while (to > from && /[\s,>?]/.test(text.charAt(to - 1))) to--;
  return from < to ? [{ start: from, end: to, type }] : [];
}

/**
 * One span for an address in a sentence, or with a state. On lines of its own it is a list of parts; a town alone after
 * the street is named by itself.
 */
function parts({ start, tail }: Start, ownLine: boolean): Span[] {
  const { end, town } = tail;
  if (town === undefined || !isSplit(tail, ownLine)) return [{ start, end, type: 'ADDRESS' }];
  return [
    { start, end: town.start, type: 'ADDRESS' },
    { start: town.start, end: town.end, type: 'LOCATION' },
    { start: town.end, end, type: 'ADDRESS' },
  ];
}

const isSplit = ({ end, town, unit, lines, listed }: Tail, ownLine: boolean) =>
  !listed && ((ownLine && lines > 0) || (!unit && lines === 0 && town?.end === end));
