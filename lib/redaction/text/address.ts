import { beginsPhrase, FLAG, flagsOf, fold } from '../lexicon/index.ts';
import type { Span } from '../types.ts';
import type { Token } from './tokens.ts';
import { ADDRESS_CUES, ENGLISH_STREETS, PARTICLES, STOP_NAMES, STREET_ENDS, STREET_WORDS, UNIT } from './vocabulary.ts';

const CUE_REACH = 80;
const MAX_WORDS = 7;

const FORMS: readonly RegExp[] = [
  /(?<!\d)(?:\d{1,5}\s){0,2}\bp\.?\s?o\.?\s?box\s\d{1,7}/gi,
  /\b(?:psc|unit|cmr)\s\d{1,5},?\sbox\s\d{1,5}(?:\s{1,3}(?:apo|fpo|dpo)\s(?:ap|ae|aa)\s\d{5})?/gi,
  /\bus(?:s|ns|cgc|nv)\s[\p{L}']{2,24}\s{1,3}(?:apo|fpo|dpo)\s(?:ap|ae|aa)\s\d{5}/giu,
  /\b(?:the )?corner of (?:[\p{L}\d.'-]{1,24}\s){1,6}and (?:[\p{L}\d.'-]{1,24}\s?){1,6}(?:street|road|avenue|lane|st|rd|ave)\b\.?/giu,
];

/** Postal addresses: a number beside a street, and what follows of unit, town, state, country and code, over line ends. */
export function findAddresses(text: string, tokens: readonly Token[]): Span[] {
  const spans: Span[] = [];
  for (const form of FORMS)
    for (const match of text.matchAll(form)) {
      const tail = continued(tokens, indexAt(tokens, match.index + match[0].length), match.index + match[0].length);
      spans.push(...parts(match.index, tail, isOwnLine(text, match.index)));
    }
  spans.push(...namedStreets(tokens));
  const number = nextNumbers(tokens);
  for (let i = 0; i < tokens.length; i++) {
    if (number[i]! - i > MAX_WORDS) continue;
    const code = codeAfterPlace(tokens, i);
    if (code !== undefined) spans.push(code);
    const found = fromUnit(text, tokens, i) ?? fromNumber(text, tokens, i) ?? fromStreet(text, tokens, i);
    if (found === undefined) continue;
    spans.push(...parts(found.start, found.tail, isOwnLine(text, found.start)));
    while (i + 1 < tokens.length && tokens[i + 1]!.start < found.tail.end) i++;
  }
  return spans.flatMap((span) => tidy(text, span));
}

/** "Adams Street": a street without a number. */
function namedStreets(tokens: readonly Token[]): Span[] {
  const spans: Span[] = [];
  for (let i = 1; i < tokens.length; i++) {
    const kind = tokens[i]!;
    if (kind.casing !== 'upper' || !ENGLISH_STREETS.has(fold(kind.text))) continue;
    let first = i;
    while (
      first > 0 &&
      i - first < 4 &&
      tokens[first]!.gap === ' ' &&
      tokens[first - 1]!.casing === 'upper' &&
      !(tokens[first - 1]!.flags & FLAG.common && tokens[first - 1]!.first)
    )
      first--;
    const name = tokens.slice(first, i);
    if (name.some((t) => (t.flags & FLAG.common) === 0 && !STOP_NAMES.has(fold(t.text))))
      spans.push({ start: name[0]!.start, end: kind.end, type: 'ADDRESS' });
  }
  return spans;
}

/** "Greece 79976": a code after a place. */
function codeAfterPlace(tokens: readonly Token[], at: number): Span | undefined {
  const token = tokens[at]!;
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
  let at = Number.MAX_SAFE_INTEGER;
  for (let i = tokens.length - 1; i >= 0; i--) {
    if (tokens[i]!.kind === 'number') at = i;
    next[i] = Math.min(at, 0x7fffffff);
  }
  return next;
}

const isOwnLine = (text: string, at: number) => /(?:^|\n)[ \t>?*|-]{0,6}$/.test(text.slice(Math.max(0, at - 8), at));

/** Without what separates the parts. */
function tidy(text: string, { start, end, type }: Span): Span[] {
  let from = start;
  let to = end;
  while (from < to && /[\s,>?.]/.test(text[from]!)) from++;
  while (to > from && /[\s,>?]/.test(text[to - 1]!)) to--;
  return from < to ? [{ start: from, end: to, type }] : [];
}

const isHouseNumber = (token: Token | undefined) =>
  token !== undefined && token.kind === 'number' && /^\d{1,5}[a-z]?$/i.test(token.text);
const isStreetWord = (token: Token) =>
  token.kind === 'word' &&
  (STREET_WORDS.has(fold(token.text)) || (token.text.length > 5 && STREET_ENDS.test(token.text)));

/** A word that can be part of a street's or a town's name. */
function isNamePart(token: Token, lower: boolean): boolean {
  if (token.kind === 'number') return /^\d{1,3}(?:st|nd|rd|th)$/i.test(token.text);
  if (token.casing !== 'lower') return true;
  if (PARTICLES.has(fold(token.text)) || isStreetWord(token)) return true;
  return (lower || token.flags === 0) && (token.flags & FLAG.common) === 0;
}

function fromNumber(text: string, tokens: readonly Token[], at: number): { start: number; tail: Tail } | undefined {
  if (!isHouseNumber(tokens[at])) return undefined;
  const lower =
    tokens[at]!.start > 0 && !/\p{Lu}/u.test(text.slice(Math.max(0, tokens[at]!.start - 40), tokens[at]!.end + 40));
  let i = at + 1;
  if (isHouseNumber(tokens[i]) && tokens[i]!.gap === ' ') i++;
  const first = i;
  let street = false;
  while (
    i < tokens.length &&
    i - first < MAX_WORDS &&
    /^(?:[ ,]|\. ?|\/ ?| ?- ?| ')?$/.test(tokens[i]!.gap) &&
    tokens[i]!.gap !== ',' &&
    isNamePart(tokens[i]!, lower)
  ) {
    if (UNIT.test(tokens[i]!.text)) break;
    street ||= isStreetWord(tokens[i]!);
    i++;
  }
  if (i === first) return undefined;
  if (isHouseNumber(tokens[i]) && /^\.? $/.test(tokens[i]!.gap)) i++;
  const cue = ADDRESS_CUES.test(text.slice(Math.max(0, tokens[at]!.start - CUE_REACH), tokens[at]!.start));
  const unit = tokens[i] !== undefined && UNIT.test(tokens[i]!.text) && tokens[i]!.gap.length <= 4;
  const numbered = tokens[i - 1]!.kind === 'number' && i - 1 > first;
  if (!street && !cue && !unit && !(numbered && /\n/.test(tokens[at]!.gap + (tokens[i]?.gap ?? '')))) return undefined;
  if (street && !cue && !unit && i - first === 1) return undefined;
  return { start: cue ? crossing(tokens, at) : tokens[at]!.start, tail: continued(tokens, i, tokens[i - 1]!.end) };
}

/** "Suite 574 34 Sireli 74": the unit comes first. */
function fromUnit(text: string, tokens: readonly Token[], at: number): { start: number; tail: Tail } | undefined {
  const number = tokens[at + 1];
  if (
    tokens[at]!.text.length > 9 ||
    !UNIT.test(tokens[at]!.text) ||
    number?.kind !== 'number' ||
    !/^[ .]{1,2}$/.test(number.gap)
  )
    return undefined;
  const street =
    fromNumber(text, tokens, at + 2) ?? (tokens[at + 2] === undefined ? undefined : fromStreet(text, tokens, at + 2));
  return street === undefined || tokens[at + 2]!.gap.length > 3
    ? undefined
    : { start: tokens[at]!.start, tail: street.tail };
}

/** "Lozerlaan 172 Sangi Street": where the second name ends, or `at` when there is none. */
function secondStreet(tokens: readonly Token[], at: number): number {
  for (let i = at; i < tokens.length && i - at < 4 && tokens[i]!.gap === ' ' && tokens[i]!.casing !== 'lower'; i++)
    if (i > at && ENGLISH_STREETS.has(fold(tokens[i]!.text))) return i + 1;
  return at;
}

/** A crossing: "Eloise and 226 Thomas Avenue". */
function crossing(tokens: readonly Token[], at: number): number {
  const street = tokens[at - 2];
  const joined =
    tokens[at - 1]?.text === 'and' && street !== undefined && street.kind === 'word' && street.casing === 'upper';
  return joined && tokens[at - 1]!.gap === ' ' && !street.first ? street.start : tokens[at]!.start;
}

/** "Hedemannstrasse 15", "Via Mameli 149": the number comes after. */
function fromStreet(text: string, tokens: readonly Token[], at: number): { start: number; tail: Tail } | undefined {
  const head = tokens[at]!;
  if (head.kind !== 'word' || (head.casing === 'lower' && !isStreetWord(head))) return undefined;
  let i = at;
  let street = false;
  while (
    i < tokens.length &&
    i - at < MAX_WORDS &&
    (i === at || /^(?: |\. ?)$/.test(tokens[i]!.gap)) &&
    tokens[i]!.kind === 'word' &&
    isNamePart(tokens[i]!, false)
  ) {
    street ||= isStreetWord(tokens[i]!) && (i === at || STREET_ENDS.test(tokens[i]!.text));
    i++;
  }
  if (!isHouseNumber(tokens[i]) || !/^\.? $/.test(tokens[i]!.gap) || i - at > 6) return undefined;
  const cue = ADDRESS_CUES.test(text.slice(Math.max(0, head.start - CUE_REACH), head.start));
  const second = secondStreet(tokens, i + 1);
  if (second > i + 1) return { start: head.start, tail: continued(tokens, second, tokens[second - 1]!.end) };
  if (!street && !(cue && tokens[i + 1] !== undefined && UNIT.test(tokens[i + 1]!.text))) return undefined;
  return { start: cue ? crossing(tokens, at) : head.start, tail: continued(tokens, i + 1, tokens[i]!.end) };
}

/** Follows unit, town, state, country and code as long as they follow each other closely. */
function continued(tokens: readonly Token[], at: number, end: number): Tail {
  let i = at;
  let last = end;
  let towns = 0;
  let town: { start: number; end: number } | undefined;
  let unit = false;
  let lines = 0;
  while (i < tokens.length) {
    const token = tokens[i]!;
    if (!/^\.?(?:[ ]?[,\n]?\s{0,3}(?:[>?]{1,3} ?)?,?\s{0,2}|\. ?)$/.test(token.gap)) break;
    if (UNIT.test(token.text) && tokens[i + 1]?.kind === 'number' && /^[ .]{0,2}$/.test(tokens[i + 1]!.gap)) {
      i += 2;
      unit = true;
    } else if (token.kind === 'number' && /^\d{4,6}$/.test(token.text)) {
      i++;
      if (tokens[i]?.gap === '-' && /^\d{4}$/.test(tokens[i]!.text)) i++;
      last = tokens[i - 1]!.end;
      if (towns > 0 && tokens[i]?.gap.includes('\n')) break;
      continue;
    } else if (
      token.kind === 'number' &&
      /^\d{1,2}$/.test(token.text) &&
      towns > 0 &&
      /^\n?,/.test(tokens[i + 1]?.gap ?? '')
    ) {
      i++;
    } else if (placeAt(tokens, i) > 1) {
      towns++;
      const length = placeAt(tokens, i);
      town = { start: town?.start ?? token.start, end: tokens[i + length - 1]!.end };
      i += length;
    } else if (isTownPart(token, tokens[i + 1]) && towns < 6 && !(token.gap.startsWith('. ') && towns > 0)) {
      towns++;
      town = { start: town?.start ?? token.start, end: token.end };
      i++;
    } else break;
    if (token.gap.includes('\n')) lines++;
    last = tokens[i - 1]!.end;
  }
  return { end: last, town, unit, lines };
}

/** What follows the street: where it ends, where the town and country stand, over how many lines. */
interface Tail {
  readonly end: number;
  readonly town: { readonly start: number; readonly end: number } | undefined;
  readonly unit: boolean;
  readonly lines: number;
}

/** How many words from here on are one known place. */
function placeAt(tokens: readonly Token[], at: number): number {
  if (!beginsPhrase(tokens[at]!.text.toLowerCase())) return 1;
  for (let length = 5; length >= 2; length--) {
    let phrase = tokens[at]!.text;
    for (let k = 1; k < length; k++) phrase += `${tokens[at + k]?.gap ?? '\0'}${tokens[at + k]?.text ?? ''}`;
    if (flagsOf(phrase.toLowerCase()) & FLAG.place) return length;
  }
  return 1;
}

/**
 * One span for an address in a sentence. On lines of its own it is a list of parts; a town alone after the street is named
 * by itself.
 */
function parts(start: number, tail: Tail, ownLine: boolean): Span[] {
  const { end, town } = tail;
  const split =
    town !== undefined && ((ownLine && tail.lines > 0) || (!tail.unit && tail.lines === 0 && town.end === end));
  if (!split) return [{ start, end, type: 'ADDRESS' }];
  const spans = [
    { start, end: town.start, type: 'ADDRESS' },
    { start: town.start, end: town.end, type: 'LOCATION' },
    { start: town.end, end, type: 'ADDRESS' },
  ];
  return spans;
}

function isTownPart(token: Token, next: Token | undefined): boolean {
  if (token.kind !== 'word') return false;
  if (/^(?:nan|apo|fpo|dpo)$/i.test(token.text)) return true;
  if (
    /^[A-Za-z]{2,3}$/.test(token.text) &&
    (token.casing === 'all' || (next?.kind === 'number' && /^\d{4,6}$/.test(next.text)))
  )
    return true;
  if ((token.flags & FLAG.place) !== 0 && /[,\n]/.test(token.gap) && next?.kind === 'number') return true;
  const lower = fold(token.text);
  if (STOP_NAMES.has(lower) && token.casing !== 'all')
    return /^(?:republic|island|islands|north|south|east|west|saint)$/.test(lower);
  if (token.casing === 'lower') {
    if ((token.flags & FLAG.place) !== 0 && (token.flags & FLAG.common) === 0) return true;
    if (token.flags === 0) return true;
    return (
      PARTICLES.has(lower) ||
      ((lower === 'of' || lower === 'and' || lower === 'the') &&
        next !== undefined &&
        (flagsOf(next.text.toLowerCase()) & FLAG.place) !== 0)
    );
  }
  if (
    token.flags & FLAG.common &&
    !(token.flags & FLAG.place) &&
    /[,\n]/.test(token.gap) &&
    next !== undefined &&
    (next.kind === 'number' || next.casing !== 'lower')
  )
    return true;
  if (token.flags & FLAG.common && !(token.flags & FLAG.place))
    return (
      token.gap === ' ' &&
      /^(?:new|united|saint|great|los|las|san|the|of|city|park|kingdom|states|hill|spring|springs|lake|fort|port|river|beach|grand)$/.test(
        lower,
      )
    );
  return true;
}

function indexAt(tokens: readonly Token[], offset: number): number {
  let i = 0;
  while (i < tokens.length && tokens[i]!.start < offset) i++;
  return i;
}
