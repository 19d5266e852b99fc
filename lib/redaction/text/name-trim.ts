import { lastOf, nth } from '../../activity/there.ts';
import type { HiddenType } from '../hidden-types.ts';
import { COMPANY, FLAG } from '../lexicon/index.ts';
import type { Span, Surface } from '../types.ts';
import { isParticle, isVerbAfter } from './name-run.ts';
import { cue, key, type Mode, modeOfToken, NAME, typeOf, WORD } from './name-type.ts';
import type { Token } from './tokens.ts';
import * as words from './vocabulary.ts';

export function judge(
  text: string,
  tokens: readonly Token[],
  from: number,
  to: number,
  mode: Mode,
  surface: Surface,
): Span | undefined {
  const whole = surface === 'prose' && mode !== 'lower' && mode !== 'caps' && isCapitalised(tokens, from, to);
  const [start, end] = trim(tokens, from, to, mode, surface);
  const run = tokens.slice(start, end);
  const type =
    run.length === 0 ? undefined : typeOf(run, { mode, surface, before: tokens[start - 1], after: tokens[end] });
  if (type === undefined) return whole ? widened(tokens, from, to, 'ORGANIZATION') : undefined;
  if (type === 'ORGANIZATION' && surface === 'prose' && modeOfToken(nth(run, 0), mode) === 'cased') {
    const wide = widened(tokens, start, end, type);
    if (wide.end > lastOf(run).end || wide.start < nth(run, 0).start) return wide;
  }
  const last = lastOf(run);
  const dotted = /^(?:inc|ltd|corp|co|jr|sr|bros|mr|mrs|ms|dr)$/i.test(last.text) && text[last.end] === '.';
  const after = tokens[end];
  if (
    type === 'PERSON' &&
    after !== undefined &&
    /^,? $/.test(after.gap) &&
    words.SUFFIXES.has(key(after)) &&
    after.casing !== 'lower'
  )
    return { start: nth(run, 0).start, end: after.end, type };
  // "Ideas42": digits that are written on are part of the name.
  const digits = after?.kind === 'number' && after.gap === '' && surface === 'prose';
  return { start: nth(run, 0).start, end: digits ? after.end : last.end + (dotted ? 1 : 0), type };
}

/** Removes words that are only beside a name: the first word of the sentence, the words of a heading after it. */
function trim(tokens: readonly Token[], from: number, to: number, mode: Mode, surface: Surface): [number, number] {
  let start = from;
  let end = to;
  const tail = words.ORG_TAILS.has(key(nth(tokens, to - 1))) && isOrganisation(tokens, from, to, surface);
  if (tail) return [firmStart(tokens, from, to), to];
  const cued = from > 0 && nth(tokens, from).gap.length <= 2 && cue(nth(tokens, from - 1), words.STRONG_CUES);
  const inProse = surface === 'prose' && modeOfToken(nth(tokens, from), mode) === 'cased';
  if (inProse && isWholePhrase(tokens, from, to, cued)) return [from, to];
  while (
    start < end &&
    !cued &&
    !words.TITLES.has(key(nth(tokens, start))) &&
    isLead(nth(tokens, start), end - start, mode)
  )
    start++;
  while (end > start + (cued ? 1 : 0)) {
    const last = nth(tokens, end - 1);
    if (isParticle(last) || (end - start > 1 && isVerbAfter(nth(tokens, end - 2), last))) end--;
    else if (isPlain(last) && !(end === to && isSurname(tokens, start, end))) end--;
    else break;
  }
  return [start, end];
}

/** A firm without the ordinary words that begin its sentence. */
function firmStart(tokens: readonly Token[], from: number, to: number): number {
  let start = from;
  while (to - start > 2 && nth(tokens, start).first && nth(tokens, start).flags & FLAG.common) start++;
  return start;
}

/** Words with capitals of which none may be taken off: a firm or a thing of several words, or the subject of a sentence. */
const isWholePhrase = (tokens: readonly Token[], from: number, to: number, cued: boolean): boolean =>
  (!nth(tokens, from).first && to - from > 1 && !cued && isProperPhrase(tokens, from, to)) ||
  isSubject(tokens, from, to);

/** Capitals in the middle of a sentence that no person's name begins: the name of a firm or a thing, with all its words. */
function isProperPhrase(tokens: readonly Token[], from: number, to: number): boolean {
  const head = nth(tokens, from);
  if (head.flags & (FLAG.first | FLAG.place) || words.TITLES.has(key(head)) || head.casing !== 'upper') return false;
  const run = tokens.slice(from, to);
  if (run.some((t) => t.flags === 0 || (t.flags & (FLAG.proper | COMPANY)) !== 0)) return run.some((t) => isPlain(t));
  const before = tokens[from - 1];
  return before !== undefined && head.gap === ' ' && run.every((t) => t.casing === 'upper') && cue(before, PHRASE_CUES);
}

/** Capitals in the middle of a sentence: English writes only names so. */
function isCapitalised(tokens: readonly Token[], from: number, to: number): boolean {
  const head = nth(tokens, from);
  const before = tokens[from - 1];
  if (before === undefined || head.gap !== ' ' || head.first) return false;
  if (before.casing !== 'lower' && !words.FIRM_WORDS.has(key(before))) return false;
  if (to - from > 1) return true;
  const after = tokens[to];
  return (
    head.casing === 'upper' &&
    head.text.length > 2 &&
    (cue(before, PHRASE_CUES) || (after !== undefined && cue(after, words.SUBJECT_VERBS)))
  );
}

/** "North American Van Lines", "Amazon Web Services": with the words beside it that alone would be no name. */
function widened(tokens: readonly Token[], from: number, to: number, type: HiddenType): Span {
  let start = from;
  let end = to;
  const joins = (token: Token | undefined, gap: string) =>
    token !== undefined && gap === ' ' && (token.casing === 'upper' || token.casing === 'all');
  while (
    start > 0 &&
    joins(tokens[start - 1], nth(tokens, start).gap) &&
    words.FIRM_WORDS.has(key(nth(tokens, start - 1))) &&
    !nth(tokens, start - 1).first
  )
    start--;
  while (
    end < tokens.length &&
    end - start < 7 &&
    joins(tokens[end], nth(tokens, end).gap) &&
    !words.DAYS.has(key(nth(tokens, end)))
  )
    end++;
  return { start: nth(tokens, start).start, end: nth(tokens, end - 1).end, type };
}

/** "Golden Helix is …": two capitals or more, and then a verb. */
function isSubject(tokens: readonly Token[], from: number, to: number): boolean {
  const next = tokens[to];
  const run = tokens.slice(from, to);
  if (
    to - from < 2 ||
    next === undefined ||
    next.gap !== ' ' ||
    next.casing !== 'lower' ||
    !words.SUBJECT_VERBS.has(key(next))
  )
    return false;
  return (
    run.every((t, i) => t.casing === 'upper' && (i === 0 || !(t.flags & (FLAG.first | FLAG.place)))) &&
    !words.TITLES.has(key(nth(run, 0))) &&
    !STARTS.has(key(nth(run, 0)))
  );
}

/** Words with a capital because the sentence begins there. */
const STARTS = new Set([
  ...[
    'yesterday',
    'today',
    'tomorrow',
    'now',
    'maybe',
    'perhaps',
    'later',
    'soon',
    'sometimes',
    'finally',
    'actually',
    'apparently',
    'last',
    'next',
    'every',
    'each',
    'both',
    'please',
    'good',
    'dear',
    'only',
    'even',
    'still',
    'since',
    'because',
    'after',
    'before',
    'during',
    'while',
  ],
]);

const PHRASE_CUES = new Set(['at', 'for', 'from', 'joined', 'by', 'became', 'with']);

/** A dictionary word that is no name in any position. */
function isPlain(token: Token): boolean {
  if (token.flags & (NAME | FLAG.place | COMPANY)) return false;
  if (token.flags & (WORD | FLAG.rare)) return true;
  return token.casing === 'all' && token.text.length <= 3;
}

function isLead(token: Token, length: number, mode: Mode): boolean {
  if (isPlain(token)) return true;
  return (
    modeOfToken(token, mode) === 'cased' &&
    token.first &&
    length > 1 &&
    (token.flags & FLAG.common) !== 0 &&
    !words.GIVEN_WORDS.has(key(token)) &&
    !(token.flags & COMPANY)
  );
}

function isOrganisation(tokens: readonly Token[], start: number, end: number, surface: Surface): boolean {
  if (end - start < 2) return false;
  if (!words.SOFT_TAILS.has(key(nth(tokens, end - 1)))) return true;
  if (surface === 'prose' && !nth(tokens, start).first && end - start > 2) return true;
  return tokens
    .slice(start, end - 1)
    .some((t) => t.flags === 0 || ((t.flags & (NAME | FLAG.place | COMPANY)) !== 0 && !(t.flags & FLAG.common)));
}

/** "John Baker", "Charles van Beers": a dictionary word after a given name is a surname. */
function isSurname(tokens: readonly Token[], start: number, end: number): boolean {
  const before = tokens[end - 2];
  if (before === undefined || end - start < 2) return false;
  if (isParticle(before)) return true;
  const given = nth(tokens, start);
  if (words.TITLES.has(key(given))) return end - start === 2;
  if (end - start > 3 || nth(tokens, end - 1).casing === 'all' || words.UI_WORDS.has(key(nth(tokens, end - 1))))
    return false;
  return given.flags === 0 || ((given.flags & FLAG.first) !== 0 && (given.flags & WORD) === 0);
}
