import { nth } from '../../activity/there.ts';
import { beginsPhrase, FLAG, flagsOf, fold } from '../lexicon/index.ts';
import type { Token } from './tokens.ts';
import { PARTICLES, STOP_NAMES, UNIT } from './vocabulary.ts';

/** The part after the street: its end, the place of town and country, and the number of lines. */
export interface Tail {
  readonly end: number;
  readonly town: { readonly start: number; readonly end: number } | undefined;
  readonly unit: boolean;
  readonly lines: number;
  /** Whether commas separate its towns, states and countries: then it is written as one. */
  readonly listed: boolean;
  /** Whether a country, a town that is known or a code is in it. */
  readonly known: boolean;
}

/** Follows unit, town, state, country and code as long as they follow each other closely. */
export function continued(tokens: readonly Token[], at: number, end: number): Tail {
  let i = at;
  let last = end;
  let towns = 0;
  let town: { start: number; end: number } | undefined;
  let unit = false;
  let lines = 0;
  let listed = false;
  let known = false;
  while (i < tokens.length) {
    const token = nth(tokens, i);
    if (!/^\.?(?:[ ]?[,\n]?\s{0,3}(?:[>?]{1,3} ?)?,?\s{0,2}|\. ?)$/.test(token.gap)) break;
    if (UNIT.test(token.text) && tokens[i + 1]?.kind === 'number' && /^[ .]{0,2}$/.test(nth(tokens, i + 1).gap)) {
      i += 2;
      unit = true;
    } else if (token.kind === 'number' && /^\d{4,6}$/.test(token.text)) {
      i++;
      if (tokens[i]?.gap === '-' && /^\d{4}$/.test(nth(tokens, i).text)) i++;
      last = nth(tokens, i - 1).end;
      known = true;
      if (towns > 0 && tokens[i]?.gap.includes('\n')) break;
      continue;
    } else if (
      token.kind === 'number' &&
      /^\d{1,2}$/.test(token.text) &&
      towns > 0 &&
      /^\n?\s?,|^\n/.test(tokens[i + 1]?.gap ?? '')
    ) {
      i++;
    } else if (placeAt(tokens, i) > 1) {
      towns++;
      known = true;
      listed ||= towns > 1 && token.gap.includes(',');
      const length = placeAt(tokens, i);
      town = { start: town?.start ?? token.start, end: nth(tokens, i + length - 1).end };
      i += length;
    } else if (isTownPart(token, tokens[i + 1]) && towns < 7 && !(token.gap.startsWith('. ') && towns > 0)) {
      towns++;
      known ||= (token.flags & FLAG.place) !== 0 && (token.flags & FLAG.common) === 0;
      listed ||= towns > 1 && token.gap.includes(',');
      town = { start: town?.start ?? token.start, end: token.end };
      i++;
    } else break;
    if (token.gap.includes('\n')) lines++;
    last = nth(tokens, i - 1).end;
  }
  return { end: last, town, unit, lines, listed, known };
}

/** How many words from here on are one known place. */
function placeAt(tokens: readonly Token[], at: number): number {
  if (!beginsPhrase(nth(tokens, at).lower)) return 1;
  for (let length = 5; length >= 2; length--) {
    let phrase = nth(tokens, at).text;
    for (let k = 1; k < length; k++) phrase += `${tokens[at + k]?.gap ?? '\0'}${tokens[at + k]?.text ?? ''}`;
    if (flagsOf(phrase.toLowerCase()) & FLAG.place) return length;
  }
  return 1;
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
  const lower = fold(token.lower);
  if (STOP_NAMES.has(lower) && token.casing !== 'all')
    return /^(?:republic|island|islands|north|south|east|west|saint)$/.test(lower);
  if (token.casing === 'lower') {
    if ((token.flags & FLAG.place) !== 0 && (token.flags & FLAG.common) === 0) return true;
    if ((token.flags & (FLAG.common | FLAG.word)) === 0) return true;
    return (
      PARTICLES.has(lower) ||
      ((lower === 'of' || lower === 'and' || lower === 'the') &&
        next !== undefined &&
        (flagsOf(next.lower) & FLAG.place) !== 0)
    );
  }
  if (token.flags & FLAG.common && !(token.flags & FLAG.place))
    return (
      (next !== undefined && isOnItsOwn(token, next)) ||
      (token.gap === ' ' &&
        /^(?:new|united|saint|great|los|las|san|the|of|city|park|kingdom|states|hill|hills|spring|springs|lake|lakes|fort|port|river|beach|grand|heights|valley|grove|bay|falls|ridge|junction|center|centre|village|mills|green|gardens|plains|creek|rock|point|cross|bridge|green|field|wood|woods|island|islands|town|harbor|harbour|mountain|view|station|cove|landing|estate|corner|mill|ferry)$/.test(
          lower,
        ))
    );
  return true;
}

/** A word between a comma and the number or name behind it: "Spring, TX 77373". */
const isOnItsOwn = (token: Token, next: Token): boolean =>
  /[,\n]/.test(token.gap) && !/^,[ \t]{0,3}\r?\n/.test(next.gap) && (next.kind === 'number' || next.casing !== 'lower');
