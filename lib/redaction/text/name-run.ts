import { nth } from '../../activity/there.ts';
import { COMPANY, FLAG, TECH_WORD } from '../lexicon/index.ts';
import type { Surface } from '../types.ts';
import { isDerived, isTypo } from './built-word.ts';
import { cue, key, type Mode, modeOfToken, NAME, WORD } from './name-type.ts';
import type { Token } from './tokens.ts';
import * as words from './vocabulary.ts';

const MAX_RUN = 6;

/** The end of the run of words that could be one name, beginning at `at`; `at` itself when there is none. */
export function runFrom(tokens: readonly Token[], at: number, mode: Mode, surface: Surface): number {
  if (!isCandidate(nth(tokens, at), tokens[at - 1], tokens[at + 1], mode, surface) && !isMonthName(tokens, at))
    return at;
  let end = at + 1;
  while (end < tokens.length && end - at < MAX_RUN) {
    const token = nth(tokens, end);
    const before = nth(tokens, end - 1);
    const short = before.text.length === 1 || words.TITLES.has(key(before));
    if (!(token.gap === ' ' || (short && /^\. ?$/.test(token.gap)) || token.gap === ' & ')) break;
    if (isPart(token, before, mode, surface)) end++;
    else if (isParticle(token) && particleLeads(tokens, end, mode, surface)) end += 2;
    else break;
  }
  return end;
}

export const isParticle = (token: Token) => token.casing === 'lower' && words.PARTICLES.has(key(token));

/** "Patrick will": a verb in small letters after a name with a capital, although it is also a name. */
export const isVerbAfter = (before: Token, last: Token): boolean =>
  last.casing === 'lower' && before.casing === 'upper' && words.PERSON_VERBS.has(key(last));

/** Words that no name is made of. A word of computing can be a given name in prose; on a screen it is the program. */
const isStop = (token: Token, surface: Surface) =>
  words.STOP_NAMES.has(key(token)) ||
  ((token.flags & TECH_WORD) !== 0 && (surface === 'ui' || (token.flags & (COMPANY | FLAG.first)) === 0));

function particleLeads(tokens: readonly Token[], at: number, mode: Mode, surface: Surface): boolean {
  const next = tokens[at + 1];
  if (next === undefined || next.gap !== ' ') return false;
  if (isPart(next, undefined, mode, surface)) return true;
  const third = tokens[at + 2];
  return isParticle(next) && third !== undefined && third.gap === ' ' && isPart(third, undefined, mode, surface);
}

/** A word that can continue a name. */
function isPart(token: Token, before: Token | undefined, mode: Mode, surface: Surface): boolean {
  if (token.kind !== 'word' || isStop(token, surface)) return false;
  if (modeOfToken(token, mode) === 'cased') {
    if (token.casing === 'no') return false;
    return (
      token.casing !== 'lower' || (before?.casing === 'lower' && surface === 'prose' && isCarelessPart(token, before))
    );
  }
  if (token.text.length < 2) return false;
  if ((token.flags & WORD) === 0) return true;
  const given = before !== undefined && (before.flags & FLAG.first) !== 0 && (before.flags & WORD) === 0;
  return (
    (token.flags & NAME) !== 0 && ((token.flags & FLAG.common) === 0 || (given && (token.flags & FLAG.last) !== 0))
  );
}

/** "April Martin": a month that a surname follows. */
function isMonthName(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  return (
    words.MONTH_NAMES.has(key(nth(tokens, at))) &&
    next !== undefined &&
    next.gap === ' ' &&
    next.casing === 'upper' &&
    (next.flags & NAME) !== 0
  );
}

function isCandidate(
  token: Token,
  before: Token | undefined,
  after: Token | undefined,
  mode: Mode,
  surface: Surface,
): boolean {
  if (words.TITLES.has(key(token)) && (token.casing !== 'lower' || /^(?:mr|mrs|ms|dr)$/.test(token.text))) return true;
  if (words.KIN.has(token.text) && after !== undefined && after.gap === ' ')
    return after.casing !== 'lower' ? mode !== 'cased' : (after.flags & WORD) === 0 && !isDerived(after);
  if (token.text.length < 2 || isStop(token, surface)) return false;
  if (modeOfToken(token, mode) === 'cased')
    return token.casing === 'lower' ? isCarelessName(token, surface) : token.casing !== 'no';
  const { flags } = token;
  if (flags & COMPANY && !(flags & WORD)) return true;
  if (
    words.GIVEN_WORDS.has(key(token)) &&
    after !== undefined &&
    after.gap === ' ' &&
    (after.flags & WORD) === 0 &&
    (after.flags === 0 || (after.flags & FLAG.last) !== 0)
  )
    return true;
  if ((flags & (NAME | FLAG.place)) !== 0 && (flags & WORD) === 0) return token.text.length > 2;
  const close = before !== undefined && token.gap.length <= 2 ? before : undefined;
  if (close !== undefined && cue(close, words.STRONG_CUES) && !(flags & FLAG.common)) return true;
  if ((flags & NAME) !== 0 && close !== undefined && cue(close, words.PERSON_CUES) && !(flags & FLAG.common))
    return true;
  if (flags !== 0) return false;
  if (surface !== 'prose' || token.text.length < 4) return false;
  if (isDerived(token) || isTypo(token.text)) return false;
  if (mode !== 'cased') return true;
  return (
    token.first ||
    (close !== undefined &&
      (cue(close, words.PLACE_CUES) || cue(close, words.PERSON_CUES) || cue(close, words.ORG_CUES)))
  );
}

/** A given name, that is nothing else, without its capital. */
const isCarelessName = ({ text, flags }: Token, surface: Surface) =>
  surface === 'prose' &&
  text.length > 3 &&
  (flags & FLAG.first) !== 0 &&
  (flags & (WORD | FLAG.rare | TECH_WORD)) === 0;

/** The surname of a careless name; after "uncle" the given name. */
const isCarelessPart = (token: Token, before: Token) =>
  (token.flags & (WORD | FLAG.rare | TECH_WORD)) === 0 &&
  (before.flags & (FLAG.first | FLAG.common)) !== 0 &&
  !isDerived(token) &&
  token.text.length > 2;
