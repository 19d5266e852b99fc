import { classOf } from '../gate/alphabet.ts';
import { Automaton } from '../gate/automaton.ts';
import { FLAG, flagsOf } from '../lexicon/index.ts';
import { type Found, RANK } from '../text/found.ts';
import { lowerSameLength } from '../text/tenant.ts';
import { isLetter } from '../text/tokens.ts';

/** Types whose values name somebody or open something: where else they stand, they are masked too. */
const SPREADS =
  /^(?!(?:MONEY|DATE_TIME|AGE|URL|LOCATION|TRANSCRIPT|MAIL|PRIVATE_CONVERSATION|PERFORMANCE_REVIEW|SECURE|UNKNOWN)$)/;
/** What opens something is masked inside longer words too. */
const OPENS = /^(?:PASSWORD|SECRET|PRIVATE_KEY|JWT|COOKIE|CONNECTION_STRING|URL_TOKEN)$/;
const MIN_LENGTH = 4;
const MAX_VALUES = 20_000;

/** What was found anywhere in a session, so that it is masked everywhere in it. */
export class Dictionary {
  readonly #values = new Map<string, string>();
  #automaton: Automaton | undefined;
  #words: string[] = [];
  #mask = new Uint8Array(0);
  #hits = new Uint16Array(0);

  /** @returns whether the value was new */
  add(value: string, type: string): boolean {
    if (!SPREADS.test(type)) return false;
    const whole = lowerSameLength(value.trim());
    let added = this.#put(whole, type);
    if (type === 'PERSON' || type === 'ORGANIZATION')
      for (const part of whole.split(/[\s,.&]+/))
        if (part.length >= MIN_LENGTH && (flagsOf(part) & (FLAG.common | FLAG.word | FLAG.place)) === 0)
          added = this.#put(part, type) || added;
    return added;
  }

  #put(value: string, type: string): boolean {
    if (value.length < MIN_LENGTH || value.length > 512 || this.#values.has(value) || this.#values.size >= MAX_VALUES)
      return false;
    if (/^[a-z]+$/.test(value) && (flagsOf(value) & (FLAG.common | FLAG.word)) !== 0) return false;
    this.#values.set(value, type);
    this.#automaton = undefined;
    return true;
  }

  get size(): number {
    return this.#values.size;
  }

  entries(): [value: string, type: string][] {
    return [...this.#values];
  }

  /** Where its values stand in a text, as whole words. */
  find(text: string): Found[] {
    if (this.#values.size === 0 || text.length < MIN_LENGTH) return [];
    this.#compile();
    const count = this.#automaton!.scan(text, 0, text.length, this.#mask, this.#hits);
    if (count === 0) return [];
    const lower = lowerSameLength(text);
    const found: Found[] = [];
    for (let i = 0; i < count; i++) {
      const word = this.#words[this.#hits[i]!]!;
      for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
        const end = at + word.length;
        if (OPENS.test(this.#values.get(word)!) || (!isWordUnit(lower, at - 1) && !isWordUnit(lower, end)))
          found.push({ start: at, end, type: this.#values.get(word)!, rank: RANK.name });
      }
    }
    return found;
  }

  /** The type of a value that `attempt` begins, holds or nearly is: something typed and taken back. */
  near(attempt: string): string | undefined {
    const lower = lowerSameLength(attempt.trim());
    if (lower.length < 3) return undefined;
    for (const [value, type] of this.#values) {
      if (value.startsWith(lower) || (lower.length >= MIN_LENGTH && value.includes(lower))) return type;
      const slack = 1 + Math.floor(value.length / 6);
      if (
        lower.length >= MIN_LENGTH &&
        Math.abs(value.length - lower.length) <= slack &&
        distance(value, lower, slack) <= slack
      )
        return type;
    }
    return undefined;
  }

  #compile(): void {
    if (this.#automaton !== undefined) return;
    this.#words = [...this.#values.keys()];
    this.#automaton = new Automaton(this.#words.map(factor));
    this.#mask = new Uint8Array(this.#words.length);
    this.#hits = new Uint16Array(this.#words.length);
  }
}

const isWordUnit = (text: string, at: number) =>
  at >= 0 && at < text.length && (isLetter(text.charCodeAt(at)) || /\d/.test(text[at]!));

function factor(word: string): ReadonlySet<string> | null {
  let best = '';
  let run = '';
  for (let i = 0; i < word.length && best.length < 12; i++) {
    const code = classOf(word.charCodeAt(i));
    run = code === 0 ? '' : run + String.fromCharCode(code);
    if (run.length > best.length) best = run;
  }
  return best.length < 2 ? null : new Set([best]);
}

/** Levenshtein distance, not computed beyond `limit`. */
function distance(a: string, b: string, limit: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    if (Math.min(...next) > limit) return limit + 1;
    row = next;
  }
  return row[b.length]!;
}
