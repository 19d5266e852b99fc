import { nth } from '../../activity/there.ts';
import type { HiddenType } from '../hidden-types.ts';
import { FLAG } from '../lexicon/index.ts';
import type { Span, Surface } from '../types.ts';
import { isVerbAfter } from './name-run.ts';
import { key, NAME } from './name-type.ts';
import type { Token } from './tokens.ts';
import { STOP_NAMES } from './vocabulary.ts';

const JOINT = /^(?:, | & )$/;
const MAX_WORDS = 4;

/**
 * "Kovalev, Hill and Parks": a word in a list with a name is a name as well, whatever else it means. Works from each name that
 * was found to the right and to the left.
 */
export function findListed(tokens: readonly Token[], names: readonly Span[], surface: Surface): Span[] {
  if (surface !== 'prose' || names.length === 0) return [];
  const spans: Span[] = [];
  const known = names.toSorted((a, b) => a.start - b.start);
  const covered = new Uint8Array(tokens.length);
  let at = 0;
  for (const { start, end } of known) {
    while (at < tokens.length && nth(tokens, at).start < start) at++;
    for (let i = at; i < tokens.length && nth(tokens, i).end <= end; i++) covered[i] = 1;
  }
  /** Each word is taken once, however many names are around it. */
  const take = ({ from, to }: Member, type: HiddenType): boolean => {
    if (!covered.subarray(from, to).includes(0)) return false;
    covered.fill(1, from, to);
    spans.push({ start: nth(tokens, from).start, end: nth(tokens, to - 1).end, type });
    return true;
  };
  at = 0;
  for (const { start, end, type } of known) {
    while (at < tokens.length && nth(tokens, at).start < start) at++;
    let last = at;
    while (last < tokens.length && nth(tokens, last).end < end) last++;
    if (at >= tokens.length) break;
    for (let i = last + 1; ; ) {
      const stop = memberAfter(tokens, i);
      if (stop === undefined || !take(stop, type)) break;
      i = stop.to;
    }
    for (let i = at - 1; ; ) {
      const stop = memberBefore(tokens, i);
      if (stop === undefined || !take(stop, type)) break;
      i = stop.from - 1;
    }
  }
  return spans;
}

interface Member {
  readonly from: number;
  readonly to: number;
}

/** The member of a list of names after `, ` or `and` from token `i` on, if it can be one. */
function memberAfter(tokens: readonly Token[], i: number): Member | undefined {
  const head = tokens[i];
  if (head === undefined) return undefined;
  const and = key(head) === 'and' && (head.gap === ' ' || head.gap === ', ');
  if (!and && !JOINT.test(head.gap)) return undefined;
  const from = and ? i + 1 : i;
  if (and && tokens[from]?.gap !== ' ') return undefined;
  let to = from;
  while (
    to < tokens.length &&
    to - from < MAX_WORDS &&
    (to === from || (nth(tokens, to).gap === ' ' && !isVerbAfter(nth(tokens, to - 1), nth(tokens, to)))) &&
    isMember(nth(tokens, to))
  )
    to++;
  if (to === from) return undefined;
  // In lower case one word only, and the list has to go on or to end with it.
  if (nth(tokens, from).casing !== 'lower') return { from, to };
  return goesOn(tokens[from + 1], and) ? { from, to: from + 1 } : undefined;
}

/** Whether a list goes on with the word behind a member, or may end with the member before it. */
function goesOn(next: Token | undefined, mayEnd: boolean): boolean {
  if (next === undefined) return mayEnd;
  const more = key(next) === 'and' || next.gap === ', ';
  return more || (mayEnd && /[.?!\n;]/.test(next.gap));
}

function memberBefore(tokens: readonly Token[], i: number): Member | undefined {
  const tail = tokens[i];
  const after = tokens[i + 1];
  if (tail === undefined || after === undefined) return undefined;
  const and = key(tail) === 'and' && after.gap === ' ' && (tail.gap === ' ' || tail.gap === ', ');
  if (!and && !JOINT.test(after.gap)) return undefined;
  const to = and ? i : i + 1;
  let from = to;
  while (
    from > 0 &&
    to - from < MAX_WORDS &&
    (from === to || nth(tokens, from).gap === ' ') &&
    isMember(nth(tokens, from - 1))
  )
    from--;
  if (from === to || nth(tokens, from).casing === 'lower') return undefined;
  return nth(tokens, from).first && to - from === 1 && (nth(tokens, from).flags & NAME) === 0
    ? undefined
    : { from, to };
}

const isMember = (token: Token) =>
  token.kind === 'word' &&
  token.text.length > 1 &&
  !STOP_NAMES.has(key(token)) &&
  (token.casing === 'lower'
    ? (token.flags & NAME) !== 0 || token.flags === 0
    : token.casing !== 'no' || (token.flags & FLAG.common) === 0);
