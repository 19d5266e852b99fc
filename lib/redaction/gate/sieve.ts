import { nth } from '../../activity/there.ts';
import { BEYOND, Steps, type Symbols } from './nodes.ts';
import { extentOf, parseRegex } from './regex.ts';

/** Through a longer text the engine itself is as fast. */
export const LONGEST_SIEVED = 512;
/** So many states are kept. A text that needs more is one of many kinds: they are made anew. */
const MOST_STATES = 1_000;
/** Times that this may happen in one text. After that the pattern itself is tried. */
const MOST_RENEWALS = 2;
/** Numbers of states that stand for an answer, and for none yet. */
const UNKNOWN = 0;
const FOUND = 1;
/** What stands before the first unit that is read: nothing, or any unit. */
const EDGE = -1;
const ANY = -2;

/** The steps that a text may be at, but for those at which a match begins: the latter are known by the number of their set. */
interface State {
  readonly steps: readonly number[];
  readonly begins: Begins;
  readonly atEnd: boolean;
}

/** The steps at which a match begins, and for each class of units where they lead; filled in when a text first needs it. */
interface Begins {
  readonly number: number;
  readonly steps: readonly number[];
  readonly after: (readonly number[] | undefined)[];
}

/**
 * Says of most texts without a match of a pattern that there is none, in a few operations for each unit. Most patterns never
 * match, and the engine would compile each of them, and try it at every unit. The states are made when a text first needs them.
 */
export class Sieve {
  readonly #steps: Steps;
  /** How far before a match the steps begin. */
  readonly #behind: number;
  /** By symbol, the number of the class of symbols that no step tells apart. */
  readonly #classOf = new Uint8Array(BEYOND + 1);
  readonly #classes: number;
  /** A symbol of each class. */
  readonly #symbols: readonly number[];
  #states: State[] = [];
  #numbers = new Map<string, number>();
  #next = new Uint16Array(0);
  /** The steps at which a match may begin behind a unit of each class. */
  readonly #begins = new Map<number, Begins>();
  readonly #sets = new Map<string, Begins>();
  #renewals = 0;
  /** The states at the beginning of a text, and inside of it. */
  #fromEdge = FOUND;
  #fromAny = FOUND;
  /** Whether the pattern reads two units that are one character as one. */
  readonly #pairs: boolean;

  constructor(pattern: RegExp) {
    this.#pairs = pattern.unicode;
    this.#steps = new Steps(pattern);
    this.#behind = this.#steps.behind ? extentOf(parseRegex(pattern.source)) : 0;
    const sets = new Set<Symbols>();
    for (const step of this.#steps.all) if (step.kind !== 'fork' && step.kind !== 'end') sets.add(step.symbols);
    const classes = new Map<string, number>();
    const symbols: number[] = [];
    for (let symbol = 0; symbol <= BEYOND; symbol++) {
      const key = [...sets].map((set) => set[symbol]).join('');
      let number = classes.get(key);
      if (number === undefined) {
        number = symbols.push(symbol) - 1;
        classes.set(key, number);
      }
      this.#classOf[symbol] = number;
    }
    this.#symbols = symbols;
    this.#classes = symbols.length;
    this.#renew();
  }

  /** Whether a match may begin in a text from a place on; false only when none does. */
  may(text: string, from = 0): boolean {
    // The engine goes back to the first unit of a character as well.
    const whole = this.#pairs && isSecond(text, from) ? from - 1 : from;
    const start = Math.max(0, whole - this.#behind);
    let state = start === 0 ? this.#fromEdge : this.#fromAny;
    if (state === FOUND) return true;
    const classes = this.#classes;
    const classOf = this.#classOf;
    let next = this.#next;
    this.#renewals = 0;
    for (let i = start; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code >= LOW && this.#pairs && isSecond(text, i)) continue;
      const symbol = classOf[code < BEYOND ? code : BEYOND] ?? 0;
      let after = next[state * classes + symbol] ?? UNKNOWN;
      if (after === UNKNOWN) {
        after = this.#step(state, symbol);
        next = this.#next;
        if (this.#renewals > MOST_RENEWALS) return true;
      }
      if (after === FOUND) return true;
      state = after;
    }
    return nth(this.#states, state).atEnd;
  }

  #renew(): void {
    this.#states = [NOWHERE, NOWHERE];
    this.#numbers = new Map();
    this.#next = new Uint16Array(16 * this.#classes);
    this.#fromEdge = this.#state([], this.#beginsBehind(EDGE));
    this.#fromAny = this.#state([], this.#beginsBehind(ANY));
  }

  /** The number of the state of these steps. */
  #state(steps: readonly number[], begins: Begins): number {
    if (steps.includes(END) || begins.steps.includes(END)) return FOUND;
    const key = `${begins.number} ${steps.join()}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    if (this.#states.length >= MOST_STATES) {
      this.#renewals++;
      this.#renew();
    }
    const atEnd = this.#ahead(steps, EDGE).includes(END) || this.#ahead(begins.steps, EDGE).includes(END);
    const number = this.#states.push({ steps, begins, atEnd }) - 1;
    this.#numbers.set(key, number);
    if ((number + 1) * this.#classes > this.#next.length) {
      const longer = new Uint16Array(2 * this.#next.length);
      longer.set(this.#next);
      this.#next = longer;
    }
    return number;
  }

  #step(from: number, symbol: number): number {
    const { steps, begins } = nth(this.#states, from);
    const unit = nth(this.#symbols, symbol);
    begins.after[symbol] ??= this.#after(begins.steps, unit);
    const begun = begins.after[symbol] ?? [];
    const own = steps.length === 0 ? [] : this.#after(steps, unit);
    const all = own.length === 0 ? begun : begun.length === 0 ? own : sorted(new Set([...own, ...begun]));
    const renewals = this.#renewals;
    const to = this.#state(all, this.#beginsBehind(unit));
    // The state that the step began at has another number now.
    if (renewals === this.#renewals) this.#next[from * this.#classes + symbol] = to;
    return to;
  }

  /** The steps that others lead to by a unit; the end as well, when it was reached in front of the unit. */
  #after(steps: readonly number[], unit: number): readonly number[] {
    const after = new Set<number>();
    for (const at of this.#ahead(steps, unit)) {
      const step = nth(this.#steps.all, at);
      if (step.kind === 'end') after.add(at);
      if (step.kind === 'unit' && step.symbols[unit] === 1) this.#close(step.next, unit, after);
    }
    return sorted(after);
  }

  /** The steps at which a match may begin behind a unit. */
  #beginsBehind(unit: number): Begins {
    let begins = this.#begins.get(unit);
    if (begins === undefined) {
      const into = new Set<number>();
      this.#close(this.#steps.first, unit, into);
      const steps = sorted(into);
      const key = steps.join();
      begins = this.#sets.get(key) ?? { number: this.#sets.size, steps, after: [] };
      this.#sets.set(key, begins);
      this.#begins.set(unit, begins);
    }
    return begins;
  }

  /** Adds the steps that read a unit, wait for one, or are the end, and that are reached behind a unit without reading more. */
  #close(first: number, before: number, into: Set<number>): void {
    const all = this.#steps.all;
    const seen = new Set<number>();
    const open = [first];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const step = nth(all, at);
      if (step.kind === 'unit' || step.kind === 'ahead' || step.kind === 'end') {
        into.add(at);
        continue;
      }
      if (seen.has(at)) continue;
      seen.add(at);
      if (step.kind === 'fork') open.push(...step.next);
      else if (holds(step, before)) open.push(step.next);
    }
  }

  /** The steps as they are before a unit, or before the end: those that wait for it have gone on. */
  #ahead(steps: readonly number[], unit: number): readonly number[] {
    const all = this.#steps.all;
    if (!steps.some((at) => nth(all, at).kind === 'ahead')) return steps;
    const out = new Set<number>();
    const open = [...steps];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (out.has(at)) continue;
      const step = nth(all, at);
      if (step.kind !== 'ahead') out.add(at);
      else if (holds(step, unit)) {
        const more = new Set<number>();
        // Whether a condition behind this one holds is not known here.
        this.#close(step.next, ANY, more);
        open.push(...more);
      }
    }
    return [...out];
  }
}

const sorted = (steps: ReadonlySet<number>): readonly number[] =>
  steps.size < 2 ? [...steps] : [...steps].toSorted((a, b) => a - b);

/** The first unit that may be the second one of a character. */
const LOW = 0xdc00;
const isSecond = (text: string, at: number): boolean =>
  (text.charCodeAt(at) & 0xfc00) === LOW && at > 0 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;

const NOWHERE: State = { steps: [], begins: { number: 0, steps: [], after: [] }, atEnd: false };
/** The place of the step that ends a pattern. */
const END = 0;

const holds = ({ symbols, edge }: { readonly symbols: Symbols; readonly edge: boolean }, unit: number): boolean =>
  unit === ANY || (unit === EDGE ? edge : symbols[unit] === 1);

/** Syntax that the tree of a pattern does not have, or reads as something else. */
const STRANGE = /\\u\{|\\c[A-Za-z]|\(\?[a-z-]+:|\\k|\\[1-9]/;

/** The sieve of a pattern; undefined for one with syntax that it does not know. */
export function sieveOf(pattern: RegExp): Sieve | undefined {
  const { source, unicode, unicodeSets } = pattern;
  if (unicodeSets || STRANGE.test(source) || (unicode && /[\ud800-\udfff]/.test(source))) return undefined;
  return new Sieve(pattern);
}
