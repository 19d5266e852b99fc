import { FLAG, flagsOf, fold } from '../lexicon/index.ts';
import type { Span } from '../types.ts';
import type { Token } from './tokens.ts';
import { ADDRESS_CUES, PARTICLES, STOP_NAMES, STREET_ENDS, STREET_WORDS, UNIT } from './vocabulary.ts';

const CUE_REACH = 80;
const MAX_WORDS = 7;

const FORMS: readonly RegExp[] = [
  /\bp\.?\s?o\.?\s?box\s\d{1,7}/gi,
  /\b(?:psc|unit|cmr)\s\d{1,5},?\sbox\s\d{1,5}(?:\s{1,3}(?:apo|fpo|dpo)\s(?:ap|ae|aa)\s\d{5})?/gi,
  /\bus(?:s|ns|cgc|nv)\s[\p{L}']{2,24}\s{1,3}(?:apo|fpo|dpo)\s(?:ap|ae|aa)\s\d{5}/giu,
  /\b(?:the )?corner of (?:[\p{L}\d.'-]{1,24}\s){1,6}and (?:[\p{L}\d.'-]{1,24}\s?){1,6}(?:street|road|avenue|lane|st|rd|ave)\b\.?/giu,
];

/** Postal addresses: a number beside a street, and what follows of unit, town, state, country and code, over line ends. */
export function findAddresses(text: string, tokens: readonly Token[]): Span[] {
  const spans: Span[] = [];
  for (const form of FORMS)
    for (const match of text.matchAll(form)) {
      const end = continued(tokens, indexAt(tokens, match.index + match[0].length), match.index + match[0].length);
      spans.push({ start: match.index, end: Math.max(end, match.index + match[0].length), type: 'ADDRESS' });
    }
  for (let i = 0; i < tokens.length; i++) {
    const span = fromNumber(text, tokens, i) ?? fromStreet(text, tokens, i);
    if (span === undefined) continue;
    spans.push(span);
    while (i + 1 < tokens.length && tokens[i + 1]!.start < span.end) i++;
  }
  return spans;
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

function fromNumber(text: string, tokens: readonly Token[], at: number): Span | undefined {
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
    /^(?:[ ,]|\. ?| ?- ?| ')?$/.test(tokens[i]!.gap) &&
    tokens[i]!.gap !== ',' &&
    isNamePart(tokens[i]!, lower)
  ) {
    if (UNIT.test(tokens[i]!.text)) break;
    street ||= isStreetWord(tokens[i]!);
    i++;
  }
  if (i === first) return undefined;
  if (isHouseNumber(tokens[i]) && tokens[i]!.gap === ' ') i++;
  const cue = ADDRESS_CUES.test(text.slice(Math.max(0, tokens[at]!.start - CUE_REACH), tokens[at]!.start));
  const unit = tokens[i] !== undefined && UNIT.test(tokens[i]!.text) && tokens[i]!.gap.length <= 4;
  const numbered = tokens[i - 1]!.kind === 'number' && i - 1 > first;
  if (!street && !cue && !unit && !(numbered && /\n/.test(tokens[at]!.gap + (tokens[i]?.gap ?? '')))) return undefined;
  if (street && !cue && !unit && i - first === 1) return undefined;
  return { start: tokens[at]!.start, end: continued(tokens, i, tokens[i - 1]!.end), type: 'ADDRESS' };
}

/** "Hedemannstrasse 15", "Via Mameli 149": the number comes after. */
function fromStreet(text: string, tokens: readonly Token[], at: number): Span | undefined {
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
  if (!isHouseNumber(tokens[i]) || tokens[i]!.gap !== ' ' || i - at > 6) return undefined;
  const cue = ADDRESS_CUES.test(text.slice(Math.max(0, head.start - CUE_REACH), head.start));
  if (!street && !(cue && tokens[i + 1] !== undefined && UNIT.test(tokens[i + 1]!.text))) return undefined;
  return { start: head.start, end: continued(tokens, i + 1, tokens[i]!.end), type: 'ADDRESS' };
}

/** Follows unit, town, state, country and code as long as they follow each other closely. */
function continued(tokens: readonly Token[], at: number, end: number): number {
  let i = at;
  let last = end;
  let towns = 0;
  while (i < tokens.length) {
    const token = tokens[i]!;
    if (!/^(?:[ ]?[,\n]?\s{0,3}(?:[>?]{1,3} ?)?,?\s{0,2}|\. ?)$/.test(token.gap)) break;
    if (UNIT.test(token.text) && tokens[i + 1]?.kind === 'number' && /^[ .]{0,2}$/.test(tokens[i + 1]!.gap)) {
      i += 2;
    } else if (token.kind === 'number' && /^\d{4,6}$/.test(token.text)) {
      i++;
      if (tokens[i]?.gap === '-' && /^\d{4}$/.test(tokens[i]!.text)) i++;
      last = tokens[i - 1]!.end;
      if (towns > 0 && tokens[i]?.gap.includes('\n')) break;
      continue;
    } else if (isTownPart(token, tokens[i + 1]) && towns < 6 && !(token.gap.startsWith('. ') && towns > 0)) {
      towns++;
      i++;
    } else break;
    last = tokens[i - 1]!.end;
  }
  return last;
}

function isTownPart(token: Token, next: Token | undefined): boolean {
  if (token.kind !== 'word') return false;
  if (/^(?:nan|apo|fpo|dpo)$/i.test(token.text)) return true;
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
