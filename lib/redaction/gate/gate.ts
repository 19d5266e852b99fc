import { CLASS_BITS, CLASSES, classOf, KINDS, SOLID } from './alphabet.ts';
import { Automaton } from './automaton.ts';
import { type Factor, needsOf, type RequiredWords, worth } from './factors.ts';
import { type Runs, runsOf } from './runs.ts';

/** Words of a need that is looked for beside the first one: of more, the automaton would grow beyond a cache. */
const MAX_WORDS = 48;
/** Shorter runs are in every line. */
const LEAST_RUN = 8;
/** After this many looks their numbers begin anew. */
const LAST = 0xffffffff;
/** A longer text holds characters of every kind, and long runs. */
const LONGEST_MEASURED = 8_192;
/** Needs beside the first one. */
const MAX_BESIDE = 2;
/** A word that is in nearly every line is not worth a place in the automaton. */
const LEAST_WORTH = 1.5;

/** The further words a line must hold for a rule, once it holds a word of its first need. */
interface Rule {
  readonly rule: number;
  readonly reach: number;
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
  readonly #automaton: Automaton;
  /** By the number of a need, the rules that have it as their first. */
  readonly #rules: Rule[][] = [];
  readonly #mask: Uint8Array;
  readonly #found: Uint16Array;
  readonly #ends: Int32Array;
  /** The last look in which a need was seen. */
  readonly #seen: Uint32Array;
  #looks = 0;
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
      this.#rules[numberOf(first?.words ?? null)]!.push(ruleOf(rule, pattern, first, others, numberOf));
    }
    this.#automaton = new Automaton(words);
    this.#mask = new Uint8Array(words.length);
    this.#found = new Uint16Array(words.length);
    this.#ends = new Int32Array(words.length);
    this.#seen = new Uint32Array(words.length);
    this.hits = new Uint16Array(patterns.length);
    this.starts = new Int32Array(patterns.length);
  }

  get states(): number {
    return this.#automaton.states;
  }

  /** Looks at text[from, to). @returns how many of `hits` hold; `starts` are counted from `from` */
  look(text: string, from: number, to: number): number {
    const found = this.#found;
    const seen = this.#seen;
    const needs = this.#automaton.scan(text, from, to, this.#mask, found, this.#ends);
    if (this.#looks === LAST) {
      seen.fill(0);
      this.#looks = 0;
    }
    const look = ++this.#looks;
    for (let i = 0; i < needs; i++) seen[found[i]!] = look;
    let count = 0;
    let measured = false;
    for (let i = 0; i < needs; i++) {
      const rules = this.#rules[found[i]!]!;
      for (let k = 0; k < rules.length; k++) {
        const rule = rules[k]!;
        const start = this.#startOf(rule, found[i]!, look, from);
        if (start < 0) continue;
        if (rule.measured && to - from <= LONGEST_MEASURED) {
          if (!measured) this.#measure(text, from, to);
          measured = true;
          if (!this.#fits(rule)) continue;
        }
        this.starts[count] = start;
        this.hits[count++] = rule.rule;
      }
    }
    return count;
  }

  /** The place before which no match of a rule begins; less than none when a need of it was not seen. */
  #startOf({ beside, reach }: Rule, need: number, look: number, from: number): number {
    let start = Math.max(0, this.#ends[need]! - from - reach);
    for (let i = 0; i < beside.length; i++) {
      const other = beside[i]!;
      if (this.#seen[other.need] !== look) return -1;
      start = Math.max(start, this.#ends[other.need]! - from - other.reach);
    }
    return start;
  }

  #fits({ classes, runs }: Rule): boolean {
    if (runs.word > this.#word || runs.token > this.#token) return false;
    for (let i = 0; i < classes.length; i++)
      if ((classes[i]![0] & this.#low) === 0 && (classes[i]![1] & this.#high) === 0) return false;
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
      const both = code < 128 ? KINDS[code]! : classOf(code) | (SOLID.word << CLASS_BITS);
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
    ...{ rule, reach: first?.reach ?? Number.POSITIVE_INFINITY, beside },
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

if (CLASSES !== 64) throw new Error('the classes of a text are kept as 64 bits');
