import { nth } from '../../activity/there.ts';
import { CLASS_BITS, CLASSES, classOf, KINDS, SOLID, solidOf } from './alphabet.ts';
import { ALL_BLOCKS, Automaton, MOST_BLOCKS, ONE_BLOCK } from './automaton.ts';
import { type Factor, needsOf, type RequiredWords, worth } from './factors.ts';
import { extentOf, parseRegex } from './regex.ts';
import { type Runs, runsOf } from './runs.ts';

/** Words of a need that is looked for beside the first one: of more, the automaton would grow beyond a cache. */
const MAX_WORDS = 48;
/** Shorter runs are in every line. */
const LEAST_RUN = 8;
/** A run that few lines have. */
const LONG_RUN = 18;
/** A longer text holds characters of every kind, and long runs. */
const LONGEST_MEASURED = 8_192;
/** Needs beside the first one. */
const MAX_BESIDE = 2;
/** A word that is in nearly every line is not worth a place in the automaton. */
const LEAST_WORTH = 1.5;

/** What must hold of a line besides the first need of a rule. */
interface Rule {
  readonly rule: number;
  readonly reach: number;
  /** How far before a match a word may end that the pattern looks back for. */
  readonly behind: number;
  /** Other needs by their numbers, and how far each reaches. */
  readonly beside: readonly { readonly need: number; readonly reach: number }[];
  /** For each entry, the line must hold a character of one of its classes: bits of the first 32, and of the others. */
  readonly classes: readonly (readonly [low: number, high: number])[];
  readonly runs: Runs;
  /** Whether there are any classes or runs to look for. */
  readonly measured: boolean;
}

/**
 * Decides which patterns can match in a text, by the necessary parts of their matches: rare words, kinds of characters, and runs.
 * All of it is derived from the patterns, so that no match is lost; `test/redaction/gate.test.ts` searches for one.
 */
export class Gate {
  /** Patterns of the last look, and for each the place before which no match begins. */
  readonly hits: Uint16Array;
  readonly starts: Int32Array;
  /** The blocks of the last look in which a match of each can begin, as bits; each block has `1 << shift` units. */
  readonly blocks: Uint32Array;
  shift = 0;
  readonly #automaton: Automaton;
  /** By the number of a need, the rules that have it as their first. */
  readonly #rules: Rule[][] = [];
  /** Rules whose words are in every text, but that ask for a long run: those that ask for the longest come first. */
  readonly #runners: Rule[] = [];
  readonly #leastRun: number;
  #low = 0;
  #high = 0;
  #word = 0;
  #token = 0;

  constructor(patterns: readonly RegExp[]) {
    const numbers = new Map<string, number>();
    const words: (ReadonlySet<Factor> | null)[] = [];
    const numberOf = (set: ReadonlySet<Factor> | null): number => {
      const key = set === null ? '' : [...set].toSorted().join('\n');
      let number = numbers.get(key);
      if (number === undefined) {
        number = words.push(set) - 1;
        numbers.set(key, number);
        this.#rules.push([]);
      }
      return number;
    };
    for (const [rule, pattern] of patterns.entries()) {
      const [first, ...others] = needsOf(pattern);
      const { token } = runsOf(pattern);
      if (token >= LONG_RUN && (first === undefined || worth(first.words) < LEAST_WORTH))
        this.#runners.push(ruleOf(rule, pattern, undefined, first === undefined ? [] : [first, ...others], numberOf));
      else nth(this.#rules, numberOf(first?.words ?? null)).push(ruleOf(rule, pattern, first, others, numberOf));
    }
    this.#runners.sort((a, b) => b.runs.token - a.runs.token);
    this.#leastRun = this.#runners.at(-1)?.runs.token ?? Number.POSITIVE_INFINITY;
    this.#automaton = new Automaton(words);
    this.hits = new Uint16Array(patterns.length);
    this.starts = new Int32Array(patterns.length);
    this.blocks = new Uint32Array(patterns.length);
  }

  get states(): number {
    return this.#automaton.states;
  }

  /**
   * Looks at text[from, to).
   * @param whole whether nobody asks for `blocks`
   * @returns how many of `hits` hold; `starts` are counted from `from`
   */
  look(text: string, from: number, to: number, whole = false): number {
    const found = this.#automaton.hits;
    const length = to - from;
    this.shift = shiftFor(length, whole);
    const needs = this.#automaton.scan(text, from, to, this.shift);
    let count = 0;
    let measured = length > LONGEST_MEASURED;
    const take = measured;
    for (let i = 0; i < needs; i++) {
      const need = found[i] ?? 0;
      for (const rule of nth(this.#rules, need)) {
        if (!this.#begins(rule, need, from, count)) continue;
        if (rule.measured && !take) {
          if (!measured) this.#measure(text, from, to);
          measured = true;
          if (!this.#fits(rule)) continue;
        }
        this.hits[count++] = rule.rule;
      }
    }
    if (this.#runners.length > 0 && (take || hasRun(text, from, to, this.#leastRun))) {
      if (!measured) this.#measure(text, from, to);
      for (const rule of this.#runners) {
        if (!take && !this.#fits(rule)) continue;
        this.starts[count] = 0;
        this.blocks[count] = ALL_BLOCKS;
        this.hits[count++] = rule.rule;
      }
    }
    return count;
  }

  /** Writes where matches of a rule can begin. @returns false when a need of it was not seen, or not near enough to the others */
  #begins({ beside, reach, behind }: Rule, need: number, from: number, at: number): boolean {
    const { ends, blocks: seen } = this.#automaton;
    let start = Math.max(0, (ends[need] ?? 0) - from - reach);
    let blocks = around(seen[need] ?? 0, reach, behind, this.shift);
    for (const other of beside) {
      const there = seen[other.need] ?? 0;
      if (there === 0) return false;
      start = Math.max(start, (ends[other.need] ?? 0) - from - other.reach);
      blocks &= around(there, other.reach, behind, this.shift);
    }
    if (blocks === 0) return false;
    this.starts[at] = start;
    this.blocks[at] = blocks;
    return true;
  }

  #fits({ classes, runs }: Rule): boolean {
    if (runs.word > this.#word || runs.token > this.#token) return false;
    for (const [low, high] of classes) if ((low & this.#low) === 0 && (high & this.#high) === 0) return false;
    return true;
  }

  /** Which classes of characters a text holds, and its longest runs. */
  #measure(text: string, from: number, to: number): void {
    let low = 0;
    let high = 0;
    let word = 0;
    let token = 0;
    this.#word = 0;
    this.#token = 0;
    for (let i = from; i < to; i++) {
      const code = text.charCodeAt(i);
      const both = code < 128 ? (KINDS[code] ?? 0) : classOf(code) | (SOLID.word << CLASS_BITS);
      if ((both & 32) === 0) low |= 1 << both;
      else high |= 1 << both;
      const solid = both >> CLASS_BITS;
      if (solid === SOLID.word) {
        word++;
        token++;
        continue;
      }
      if (word > this.#word) this.#word = word;
      word = 0;
      if (solid === SOLID.token) token++;
      else {
        if (token > this.#token) this.#token = token;
        token = 0;
      }
    }
    this.#word = Math.max(this.#word, word);
    this.#token = Math.max(this.#token, token);
    this.#low = low;
    this.#high = high;
  }
}

function ruleOf(
  rule: number,
  pattern: RegExp,
  first: RequiredWords | undefined,
  others: readonly RequiredWords[],
  numberOf: (words: ReadonlySet<Factor>) => number,
): Rule {
  const beside: { need: number; reach: number }[] = [];
  const classes: (readonly [number, number])[] = [];
  for (const { words, reach } of others) {
    if (words.size > MAX_WORDS || beside.length >= MAX_BESIDE || worth(words) < LEAST_WORTH)
      classes.push(classesOf(words));
    else beside.push({ need: numberOf(words), reach });
  }
  const { word, token } = runsOf(pattern);
  const long = (length: number) => (length < LEAST_RUN ? 0 : length);
  const runs = { word: long(word), token: long(token) };
  return {
    ...{ rule, reach: first?.reach ?? Number.POSITIVE_INFINITY, beside, behind: longestBehind(pattern) },
    ...{ classes, runs, measured: classes.length > 0 || runs.word > 0 || runs.token > 0 },
  };
}

/** The rarest class of each word: the last one, which is as good as any. */
function classesOf(words: ReadonlySet<Factor>): readonly [number, number] {
  let low = 0;
  let high = 0;
  for (const word of words) {
    const kind = word.charCodeAt(word.length - 1);
    if (kind < 32) low |= 1 << kind;
    else high |= 1 << (kind - 32);
  }
  return [low, high];
}

/** A text of so many units or less is one block. */
const SMALLEST_BLOCK = 8;

function shiftFor(length: number, whole: boolean): number {
  if (whole) return ONE_BLOCK;
  let shift = SMALLEST_BLOCK;
  while (length > MOST_BLOCKS << shift) shift++;
  return shift;
}

/**
 * The blocks in which a match can begin that has a word which ends in one of these blocks: at most `reach` units further on, or
 * `behind` units before.
 */
function around(blocks: number, reach: number, behind: number, shift: number): number {
  let all = blocks;
  for (let left = reach; left > 0; left -= 1 << shift) {
    const more = all | (all >>> 1);
    if (more === all) break;
    all = more;
  }
  for (let left = behind; left > 0; left -= 1 << shift) all |= all << 1;
  return all;
}

/** Whether a text has a run of words and the signs of tokens that is at least so long: it covers each place of that distance. */
function hasRun(text: string, from: number, to: number, least: number): boolean {
  for (let i = from + least - 1; i < to; ) {
    let start = i;
    while (start >= from && i - start < least && solidOf(text.charCodeAt(start)) !== SOLID.none) start--;
    if (i - start === least) return true;
    i = start + least;
  }
  return false;
}

/** No look back reads more than a whole match with all that it looks at. */
const longestBehind = (pattern: RegExp): number =>
  pattern.source.includes('(?<=') ? extentOf(parseRegex(pattern.source)) : 0;

if (CLASSES !== 64) throw new Error('the classes of a text are kept as 64 bits');
