import { editDistance } from '../../activity/edit-distance.ts';
import { nth, there } from '../../activity/there.ts';
import { classOf } from '../gate/alphabet.ts';
import { Automaton } from '../gate/automaton.ts';
import type { HiddenType } from '../hidden-types.ts';
import { typesThat } from '../hidden-types.ts';
import { FLAG, flagsOf } from '../lexicon/index.ts';
import { type Found, RANK } from '../text/found.ts';
import { lowerSameLength } from '../text/tenant.ts';
import { isLetter } from '../text/tokens.ts';

/** Types whose values are masked wherever else they occur, too. */
const SPREADS = typesThat('spreads');
/** Values that open something are masked inside longer words too. */
const OPENS = typesThat('secret');
const NAMES = /^(?:PERSON|ORGANIZATION)$/;
const MIN_LENGTH = 4;
/** A password that is a word is looked for elsewhere from this length on. */
const CERTAIN = 6;
const MAX_VALUES = 20_000;
/** The table of the automaton numbers 65,535 states: if there are many values, only a short part of each is in it. */
const FACTOR = { few: 2_000, long: 12, short: 3 };

/** Values found anywhere in a session, so that they are masked everywhere in it. */
export class Dictionary {
  readonly #values = new Map<string, HiddenType>();
  #automaton: Automaton | undefined;
  #words: string[] = [];
  /** Values of several words, by their first. */
  #byHead = new Map<string, string[]>();

  /** @param certain of a field that hides its text: then it counts even if it is a common word */
  add(value: string, type: HiddenType, certain = false): void {
    if (!SPREADS.has(type)) return;
    const whole = lowerSameLength(value.trim());
    this.#put(whole, type, certain);
    if (type === 'PERSON' || type === 'ORGANIZATION')
      for (const part of whole.split(/[\s,.&]+/))
        if (part.length >= MIN_LENGTH && (flagsOf(part) & (FLAG.common | FLAG.word | FLAG.place)) === 0)
          this.#put(part, type, false);
  }

  #typeOf(value: string): HiddenType {
    return there(this.#values.get(value), 'the type of a value');
  }

  #put(value: string, type: HiddenType, certain: boolean): void {
    if (value.length < MIN_LENGTH || value.length > 512) return;
    if (!(certain && value.length >= CERTAIN) && isWord(value)) return;
    const known = this.#values.get(value);
    // The type must not depend on the order, or another split of the session would name the value otherwise.
    if (known !== undefined) {
      if (strength(type) < strength(known)) this.#values.set(value, type);
      return;
    }
    if (this.#values.size >= MAX_VALUES) return;
    this.#values.set(value, type);
    this.#automaton = undefined;
  }

  /** Its values, in an order that does not depend on where they were first seen. */
  entries(): { values: [value: string, type: HiddenType][]; certain: [value: string, type: HiddenType][] } {
    const all = [...this.#values].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return { values: all.filter(([value]) => !isWord(value)), certain: all.filter(([value]) => isWord(value)) };
  }

  /** Its values that name a person or firm. */
  names(): string[] {
    return [...this.#values].filter(([, type]) => NAMES.test(type)).map(([value]) => value);
  }

  /** Changes with each new value. */
  get size(): number {
    return this.#values.size;
  }

  /** Its values in a text, as whole words. */
  find(text: string): Found[] {
    if (this.#values.size === 0 || text.length < MIN_LENGTH) return [];
    const automaton = this.#compile();
    const count = automaton.scan(text, 0, text.length);
    if (count === 0) return [];
    const lower = lowerSameLength(text);
    const found: Found[] = [];
    for (let i = 0; i < count; i++) {
      const word = nth(this.#words, automaton.hits[i] ?? 0);
      const type = this.#typeOf(word);
      for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
        const end = at + word.length;
        if ((OPENS.has(type) && !isWord(word)) || (!isWordUnit(lower, at - 1) && !isWordUnit(lower, end)))
          found.push({ start: at, end, type, rank: RANK.name });
      }
    }
    return found;
  }

  /** The type of a value that `attempt` begins, holds or nearly matches: a text that was typed and deleted. */
  near(attempt: string): HiddenType | undefined {
    const lower = lowerSameLength(attempt.trim());
    if (lower.length < 3) return undefined;
    const letters = lettersOf(lower);
    let best: HiddenType | undefined;
    for (const [value, type] of this.#values) {
      if (best !== undefined && strength(type) >= strength(best)) continue;
      const slack = 1 + Math.floor(value.length / 6);
      if (
        value.startsWith(lower) ||
        (lower.length >= MIN_LENGTH &&
          (value.includes(lower) ||
            (Math.abs(value.length - lower.length) <= slack &&
              differ(letters, lettersOf(value)) <= 2 * slack &&
              editDistance(value, lower, slack) <= slack)))
      )
        best = type;
    }
    return best;
  }

  /** Near matches in a text of its values of several words: the first word exactly, the rest with slips. */
  nearly(text: string): Found[] {
    this.#compile();
    const lower = lowerSameLength(text);
    const found: Found[] = [];
    for (const { 0: word, index } of lower.matchAll(/[\p{L}\p{N}]{3,}/gu))
      for (const value of this.#byHead.get(word) ?? []) {
        const slack = 1 + Math.floor(value.length / 6);
        // The rest, to the end of a word near the value's own length.
        for (const end of wordEnds(lower, index + value.length - slack, index + value.length + slack))
          if (editDistance(value, lower.slice(index, end), slack) <= slack) {
            found.push({ start: index, end, type: this.#typeOf(value), rank: RANK.name });
            break;
          }
      }
    return found;
  }

  #compile(): Automaton {
    if (this.#automaton !== undefined) return this.#automaton;
    this.#words = [...this.#values.keys()];
    const longest = this.#words.length > FACTOR.few ? FACTOR.short : FACTOR.long;
    this.#automaton = new Automaton(this.#words.map((word) => factor(word, longest)));
    this.#byHead = Map.groupBy(
      this.#words.filter((word) => /^[\p{L}\p{N}]{3,}[^\p{L}\p{N}]+[\p{L}\p{N}]/u.test(word)),
      (word) => /^[\p{L}\p{N}]+/u.exec(word)?.[0] ?? word,
    );
    return this.#automaton;
  }
}

const isWord = (value: string): boolean => /^[a-z]+$/.test(value) && (flagsOf(value) & (FLAG.common | FLAG.word)) !== 0;

const isWordUnit = (text: string, at: number) =>
  at >= 0 && at < text.length && (isLetter(text.charCodeAt(at)) || /\d/.test(text.charAt(at)));

/** Of two types the one that counts: a type that opens something before one that names a person, then by name. */
const strength = (type: HiddenType): string => `${OPENS.has(type) ? 0 : 1}${type}`;

/** Which letters and digits a word has, as bits. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
  return bits;
}

/** How many letters only one of two words has: each edit accounts for two at most. */
function differ(a: number, b: number): number {
  let bits = a ^ b;
  let n = 0;
  for (; bits !== 0; n++) bits &= bits - 1;
  return n;
}

function factor(word: string, longest: number): ReadonlySet<string> | null {
  let best = '';
  let run = '';
  for (let i = 0; i < word.length && best.length < longest; i++) {
    const code = classOf(word.charCodeAt(i));
    run = code === 0 ? '' : run + String.fromCharCode(code);
    if (run.length > best.length) best = run;
  }
  return best.length < 2 ? null : new Set([best]);
}

/** Ends of words in a stretch of a text, nearest to its middle first. */
function wordEnds(text: string, from: number, to: number): number[] {
  const ends: number[] = [];
  for (let at = Math.max(1, from); at <= Math.min(to, text.length); at++)
    if (isWordUnit(text, at - 1) && !isWordUnit(text, at)) ends.push(at);
  const middle = (from + to) / 2;
  return ends.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
}
