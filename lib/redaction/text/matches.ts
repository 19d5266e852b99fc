import { LONGEST_SIEVED, type Sieve, sieveOf } from '../gate/sieve.ts';

const NONE: readonly RegExpExecArray[] = [];

/** Of each pattern that a short text was read with; null for a pattern that has none. */
const sieves = new WeakMap<RegExp, Sieve | null>();

function sieveFor(pattern: RegExp): Sieve | null {
  const known = sieves.get(pattern);
  if (known !== undefined) return known;
  const made = sieveOf(pattern) ?? null;
  sieves.set(pattern, made);
  return made;
}

/**
 * All matches of a pattern with the flag `g`, as `matchAll` finds them. That makes a pattern of its own for each call, which costs
 * more than looking through a short text; and most texts have no match.
 */
export function matchesOf(pattern: RegExp, text: string): readonly RegExpExecArray[] {
  if (text.length <= LONGEST_SIEVED && sieveFor(pattern)?.may(text) === false) return NONE;
  pattern.lastIndex = 0;
  let match = pattern.exec(text);
  if (match === null) return NONE;
  const found: RegExpExecArray[] = [];
  for (; match !== null; match = pattern.exec(text)) {
    found.push(match);
    // No pattern goes on from an empty match by itself.
    if (match[0] === '') pattern.lastIndex += (text.codePointAt(match.index) ?? 0) > 0xffff && pattern.unicode ? 2 : 1;
  }
  return found;
}
