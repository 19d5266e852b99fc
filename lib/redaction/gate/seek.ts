import { MOST_BLOCKS } from './automaton.ts';
import { longestOf } from './factors.ts';
import { extentOf, parseRegex } from './regex.ts';
import { LONGEST_SIEVED, type Sieve, sieveOf } from './sieve.ts';

interface Parts {
  readonly scan: RegExp;
  readonly rest: RegExp | undefined;
  readonly reach: number;
  /** How much of a text decides about a match, from its beginning on. */
  readonly extent: number;
}

function partsOf(pattern: RegExp): Parts {
  const flags = `${pattern.flags.replace('g', '')}g`;
  const rest = restOf(pattern);
  return {
    scan: new RegExp(pattern.source, flags),
    rest: rest === undefined ? undefined : new RegExp(rest.source, flags),
    reach: rest?.reach ?? 0,
    extent: extentOf(parseRegex(pattern.source)) + 1,
  };
}

/**
 * Finds the matches of a pattern that begins with a long run of anything, like `[\w.-]{0,40}password`. The engine would read that
 * run again at each character. The rest of the pattern is looked for first, and the pattern itself only from so far before it
 * on as that run can reach: the matches are the same.
 */
export class Seeker {
  readonly #pattern: RegExp;
  #parts: Parts | undefined;
  #sieve: Sieve | undefined;
  #hasSieve = true;

  constructor(pattern: RegExp) {
    this.#pattern = pattern;
  }

  /** Made when it is asked for first: most rules never are. */
  get #made(): Parts {
    this.#parts ??= partsOf(this.#pattern);
    return this.#parts;
  }

  /** Whether a match may begin at a place of a short text or behind it. Through a long one the engine itself is as fast. */
  #may(text: string, from: number): boolean {
    if (!this.#hasSieve || text.length > LONGEST_SIEVED) return true;
    this.#sieve ??= sieveOf(this.#pattern);
    this.#hasSieve = this.#sieve !== undefined;
    return this.#sieve?.may(text, from) ?? true;
  }

  /** The first match from a place on, or null. */
  from(text: string, at: number): RegExpExecArray | null {
    const { scan, rest, reach } = this.#made;
    if (rest !== undefined) {
      rest.lastIndex = at;
      const found = rest.exec(text);
      if (found === null) return null;
      at = Math.max(at, found.index - reach);
    }
    scan.lastIndex = at;
    return scan.exec(text);
  }

  /**
   * The first match from a place on that begins in one of these blocks of `1 << shift` units, or null. No match may begin elsewhere:
   * only what a match in them can read is examined.
   * @param sieved whether a sieve is asked first; it changes the time that this takes, and nothing else
   */
  within(text: string, at: number, blocks: number, shift: number, sieved = true): RegExpExecArray | null {
    if (sieved && !this.#may(text, at)) return null;
    if (text.length <= 1 << shift) return this.from(text, at);
    for (let block = at >> shift; block < MOST_BLOCKS; ) {
      const left = blocks >>> block;
      if (left === 0) return null;
      block += 31 - Math.clz32(left & -left);
      const begin = Math.max(at, block << shift);
      while (block < MOST_BLOCKS && ((blocks >>> block) & 1) === 1) block++;
      const end = block << shift;
      const stop = end + this.#made.extent;
      const match = this.from(stop < text.length ? text.slice(0, stop) : text, begin);
      // What begins behind the block may have been cut.
      if (match !== null && match.index < end) return match;
    }
    return null;
  }

  /** All matches of a text, as `matchAll` finds them. */
  all(text: string): RegExpExecArray[] {
    const found: RegExpExecArray[] = [];
    if (!this.#may(text, 0)) return found;
    for (let match = this.from(text, 0); match !== null; ) {
      found.push(match);
      const end = match.index + match[0].length;
      match = this.from(text, end === match.index ? end + 1 : end);
    }
    return found;
  }
}

/** A pattern without the parts that its matches begin with, and the most UTF-16 units that they can have. */
export interface Rest {
  readonly source: string;
  readonly reach: number;
}

/** A shorter run is found as soon with the pattern as without it. */
const WORTH = 6;
/** What stands at a place and takes no room: a boundary, an end, or the head of a look around. */
const AT_A_PLACE = /^(?:\\[bB]|[\^$]|\(\?<?[=!])/;
const GROUP = /^\((?:\?:|\?<\w+>|(?!\?))/;
const COUNT = /^(?:\{(\d+)(?:(,)(\d*))?\}|[?*+])\??/;

/**
 * The rest of a pattern behind the long runs at its beginning. Each match of the pattern holds a match of the rest that begins
 * at most `reach` units further in. Undefined when no such run is there.
 */
export function restOf({ source, multiline: lines }: RegExp): Rest | undefined {
  const opened: string[] = [];
  let at = 0;
  let reach = 0;
  let long = false;
  for (;;) {
    const left = source.slice(at);
    if (left.startsWith(')') && opened.length > 0 && COUNT.exec(left.slice(1)) === null) {
      opened.pop();
      at++;
      continue;
    }
    const end = atomEnd(source, at);
    if (end === undefined || (long && left.startsWith('(?='))) break;
    const count = COUNT.exec(source.slice(end))?.[0] ?? '';
    const atom = source.slice(at, end);
    // The engine tries a pattern that is tied to the beginning of a text at that place only.
    if (left.startsWith('^') && !lines) return undefined;
    if (AT_A_PLACE.test(left)) {
      // What is behind a look back or ahead need not hold for the rest.
      at = end + count.length;
      continue;
    }
    if (isRun(atom, count) && !(long && count === '')) {
      const most = longestOf(parseRegex(atom + count));
      reach += most;
      long ||= most >= WORTH;
      at = end + count.length;
      continue;
    }
    const group = GROUP.exec(left);
    if (group === null || count !== '') break;
    if (!long && group[0] === '(?:' && longestOf(parseRegex(atom)) <= 1) {
      reach += 1;
      at = end;
      continue;
    }
    opened.push(group[0]);
    at += group[0].length;
  }
  return long && atomEnd(source, at) !== undefined ? { source: opened.join('') + source.slice(at), reach } : undefined;
}

/** A class, or a part that may be left out. */
const isRun = (atom: string, count: string): boolean =>
  atom.startsWith('[') || /^\\[dDwWsSpP]/.test(atom) || count === '?' || count.startsWith('{0,');

/** Where the first part of a pattern ends, its count left out; undefined at an end of a branch. */
function atomEnd(source: string, at: number): number | undefined {
  const char = source[at];
  if (char === undefined || char === '|' || char === ')') return undefined;
  if (char === '\\') return /[pP]/.test(source[at + 1] ?? '') ? source.indexOf('}', at) + 1 : escapeEnd(source, at);
  if (char === '[') return classEnd(source, at);
  if (char !== '(') return at + 1;
  let depth = 0;
  for (let i = at; i < source.length; i++) {
    if (source[i] === '\\') i++;
    else if (source[i] === '[') i = classEnd(source, i) - 1;
    else if (source[i] === '(') depth++;
    else if (source[i] === ')' && --depth === 0) return i + 1;
  }
  return undefined;
}

const escapeEnd = (source: string, at: number): number =>
  at + (source[at + 1] === 'u' ? 6 : source[at + 1] === 'x' ? 4 : 2);

function classEnd(source: string, at: number): number {
  for (let i = at + 1; i < source.length; i++) {
    if (source[i] === '\\') i++;
    else if (source[i] === ']') return i + 1;
  }
  return source.length;
}
