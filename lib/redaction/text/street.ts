import { nth } from '../../activity/there.ts';
import { FLAG, fold } from '../lexicon/index.ts';
import { continued, type Tail } from './address-tail.ts';
import type { Token } from './tokens.ts';
import { ADDRESS_CUES, ENGLISH_STREETS, PARTICLES, STREET_ENDS, STREET_WORDS, UNIT } from './vocabulary.ts';

const CUE_REACH = 80;
const MAX_WORDS = 7;

const NEVER = () => false;

/** A question that is answered when it is first asked. */
function once(ask: () => boolean): () => boolean {
  let answer: boolean | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}

/** The beginning of an address, and the part after its street. */
export interface Start {
  readonly start: number;
  readonly tail: Tail;
}

/** The hour before the minutes of a time of day, which are no number of a house: "13:30 am platz". */
const OF_TIME = /(?<!\d)\d{1,2}:$/;

const isHouseNumber = (token: Token | undefined) =>
  token !== undefined && token.kind === 'number' && /^\d{1,5}[a-z]?$/i.test(token.text);

const isStreetWord = (token: Token) =>
  token.kind === 'word' &&
  (STREET_WORDS.has(fold(token.lower)) || (token.text.length > 5 && STREET_ENDS.test(token.text)));

/** A word that can be part of a street's or a town's name. */
function isNamePart(token: Token, lower: () => boolean): boolean {
  if (token.kind === 'number') return /^\d{1,3}(?:st|nd|rd|th)$/i.test(token.text);
  if (token.casing !== 'lower') return true;
  if (PARTICLES.has(fold(token.lower)) || isStreetWord(token)) return true;
  return (token.flags === 0 || lower()) && (token.flags & FLAG.common) === 0;
}

const beginsAddress = (text: string, token: Token | undefined): boolean =>
  isHouseNumber(token) && token !== undefined && !OF_TIME.test(text.slice(Math.max(0, token.start - 4), token.start));

export function fromNumber(text: string, tokens: readonly Token[], at: number): Start | undefined {
  if (!beginsAddress(text, tokens[at])) return undefined;
  const { start, end } = nth(tokens, at);
  // Evaluated late and once: most numbers are beside no street.
  const lower = once(() => start > 0 && !/\p{Lu}/u.test(text.slice(Math.max(0, start - 40), end + 40)));
  const cue = once(() => ADDRESS_CUES.test(text.slice(Math.max(0, start - CUE_REACH), start)));
  let i = at + 1;
  if (isHouseNumber(tokens[i]) && nth(tokens, i).gap === ' ') i++;
  const first = i;
  let street = false;
  while (
    i < tokens.length &&
    i - first < MAX_WORDS &&
    /^(?:[ ,]|\. ?|\/ ?| ?- ?| ')?$/.test(nth(tokens, i).gap) &&
    nth(tokens, i).gap !== ',' &&
    isNamePart(nth(tokens, i), lower)
  ) {
    if (UNIT.test(nth(tokens, i).text)) break;
    // "12 Main Street street": the second kind is a word of the sentence.
    if (
      i > first &&
      ENGLISH_STREETS.has(fold(nth(tokens, i).lower)) &&
      ENGLISH_STREETS.has(fold(nth(tokens, i - 1).lower)) &&
      i - first > 1
    )
      break;
    street ||= isStreetWord(nth(tokens, i));
    i++;
  }
  if (i === first) return undefined;
  if (isHouseNumber(tokens[i]) && /^\.? $/.test(nth(tokens, i).gap)) i++;
  const unit = tokens[i] !== undefined && UNIT.test(nth(tokens, i).text) && nth(tokens, i).gap.length <= 4;
  const numbered = nth(tokens, i - 1).kind === 'number' && i - 1 > first;
  const tail = continued(tokens, i, nth(tokens, i - 1).end);
  const placed = tail.town !== undefined && (numbered || tail.known) && /^ ?[,\n]/.test(nth(tokens, i).gap);
  const ownLine = numbered && /\n/.test(nth(tokens, at).gap + (tokens[i]?.gap ?? ''));
  if (!street && !unit && !placed && !ownLine && !cue()) return undefined;
  if (street && !unit && !placed && i - first === 1 && !cue()) return undefined;
  return { start: crossing(tokens, at, cue), tail };
}

/** "Suite 574 34 Sireli 74": the unit comes first. */
export function fromUnit(text: string, tokens: readonly Token[], at: number): Start | undefined {
  const number = tokens[at + 1];
  if (
    nth(tokens, at).text.length > 9 ||
    !UNIT.test(nth(tokens, at).text) ||
    number?.kind !== 'number' ||
    !/^[ .]{1,2}$/.test(number.gap)
  )
    return undefined;
  const street =
    fromNumber(text, tokens, at + 2) ?? (tokens[at + 2] === undefined ? undefined : fromStreet(text, tokens, at + 2));
  return street === undefined || nth(tokens, at + 2).gap.length > 3
    ? undefined
    : { start: nth(tokens, at).start, tail: street.tail };
}

/** "Lozerlaan 172 Sangi Street": the end of the second name, or `at` when there is none. */
function secondStreet(tokens: readonly Token[], at: number): number {
  for (
    let i = at;
    i < tokens.length && i - at < 4 && nth(tokens, i).gap === ' ' && nth(tokens, i).casing !== 'lower';
    i++
  )
    if (i > at && ENGLISH_STREETS.has(fold(nth(tokens, i).lower))) return i + 1;
  return at;
}

/** A crossing: "Eloise and 226 Thomas Avenue". */
export function crossing(tokens: readonly Token[], at: number, cued = () => false): number {
  const street = tokens[at - 2];
  const joined =
    /^and$|^&$/i.test(tokens[at - 1]?.text ?? '') &&
    street !== undefined &&
    street.kind === 'word' &&
    street.casing === 'upper';
  return joined && nth(tokens, at - 1).gap === ' ' && (!street.first || cued()) ? street.start : nth(tokens, at).start;
}

/** "Hedemannstrasse 15", "Via Mameli 149": the number comes after. */
export function fromStreet(text: string, tokens: readonly Token[], at: number): Start | undefined {
  const head = nth(tokens, at);
  if (head.kind !== 'word' || (head.casing === 'lower' && !isStreetWord(head))) return undefined;
  let i = at;
  let street = false;
  while (
    i < tokens.length &&
    i - at < MAX_WORDS &&
    (i === at || /^(?: |\. ?)$/.test(nth(tokens, i).gap)) &&
    nth(tokens, i).kind === 'word' &&
    isNamePart(nth(tokens, i), NEVER)
  ) {
    street ||=
      isStreetWord(nth(tokens, i)) &&
      ((i === at && !ENGLISH_STREETS.has(fold(nth(tokens, i).lower))) || STREET_ENDS.test(nth(tokens, i).text));
    i++;
  }
  if (!isHouseNumber(tokens[i]) || !/^\.? $/.test(nth(tokens, i).gap) || i - at > 6) return undefined;
  const cue = once(() => ADDRESS_CUES.test(text.slice(Math.max(0, head.start - CUE_REACH), head.start)));
  const second = secondStreet(tokens, i + 1);
  if (second > i + 1)
    return { start: crossing(tokens, at), tail: continued(tokens, second, nth(tokens, second - 1).end) };
  const unit = tokens[i + 1] !== undefined && UNIT.test(nth(tokens, i + 1).text);
  if (!street && !(cue() && (unit || crossing(tokens, at, cue) < head.start))) return undefined;
  return { start: crossing(tokens, at, cue), tail: continued(tokens, i + 1, nth(tokens, i).end) };
}
