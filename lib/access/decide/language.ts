import { ANY_CHAR, arnPatternParts, isOnlyStars, type Pattern, STAR } from '../policy/pattern.ts';

/** A wildcard that stops at a colon: inside one of an ARN's first five parts. */
export const STAR_IN_PART = -4;
const CHAR_IN_PART = -5;
const COLON = 58;

/** One state of the automaton that recognises a language, made when it is first reached. */
interface State {
  readonly positions: readonly number[];
  readonly accepts: boolean;
  /** Accepts any continuation. */
  readonly acceptsAll: boolean;
  /** Accepts no continuation. */
  readonly dead: boolean;
  /** The characters with a next state of their own; all others share one. */
  readonly letters: readonly number[];
  readonly next: Map<number, State>;
}

let languages = 0;

/**
 * A set of texts: the union of patterns. Held as the positions reached in each, so that a union costs no branching, and
 * made deterministic only along the way that a search takes.
 */
export class Language {
  readonly id = languages++;
  readonly patterns: readonly Pattern[];
  /** Whether letters of either case fit its patterns, which are then in lower case. */
  readonly caseless: boolean;
  readonly #codes: readonly number[];
  readonly #states = new Map<string, State>();
  readonly start: State;

  constructor(patterns: readonly Pattern[], caseless = false) {
    this.patterns = patterns;
    this.caseless = caseless;
    const codes: number[] = [];
    const starts: number[] = [];
    for (const pattern of patterns) {
      starts.push(codes.length);
      codes.push(...pattern, END);
    }
    this.#codes = codes;
    this.start = this.#state(starts);
  }

  /** The texts, when there are finitely many. */
  get words(): readonly string[] | undefined {
    if (this.caseless || this.patterns.some((pattern) => pattern.some((code) => code < 0))) return undefined;
    return this.patterns.map((pattern) => String.fromCharCode(...pattern));
  }

  has(text: string): boolean {
    let state = this.start;
    for (let at = 0; at < text.length; at++) {
      if (state.dead) return false;
      state = this.step(state, text.charCodeAt(at));
    }
    return state.accepts;
  }

  step(state: State, letter: number): State {
    const known = state.next.get(letter);
    if (known) return known;
    const code = this.caseless ? String.fromCharCode(letter).toLowerCase().charCodeAt(0) : letter;
    const positions: number[] = [];
    for (const position of state.positions) {
      const wanted = this.#codes[position] as number;
      if (wanted === STAR || (wanted === STAR_IN_PART && code !== COLON)) positions.push(position);
      else if (wanted === code || wanted === ANY_CHAR || (wanted === CHAR_IN_PART && code !== COLON))
        positions.push(position + 1);
    }
    const next = this.#state(positions);
    state.next.set(letter, next);
    return next;
  }

  #state(from: readonly number[]): State {
    const found = new Set<number>();
    for (let position of from) {
      while (!found.has(position)) {
        found.add(position);
        const code = this.#codes[position];
        if (code === STAR || code === STAR_IN_PART) position++;
      }
    }
    const positions = [...found].sort((a, b) => a - b);
    const key = positions.join();
    const known = this.#states.get(key);
    if (known) return known;
    const made = this.#make(positions);
    this.#states.set(key, made);
    return made;
  }

  #make(positions: readonly number[]): State {
    const letters = new Set<number>();
    let acceptsAll = false;
    for (const position of positions) {
      const code = this.#codes[position] as number;
      if (code >= 0) for (const letter of this.#cases(code)) letters.add(letter);
      if (code === STAR_IN_PART || code === CHAR_IN_PART) letters.add(COLON);
      if (code === STAR && this.#codes[position + 1] === END) acceptsAll = true;
    }
    const accepts = positions.some((position) => this.#codes[position] === END);
    return { positions, accepts, acceptsAll, dead: positions.length === 0, letters: [...letters], next: new Map() };
  }

  #cases(code: number): readonly number[] {
    if (!this.caseless) return [code];
    const letter = String.fromCharCode(code);
    return [letter.toLowerCase().charCodeAt(0), letter.toUpperCase().charCodeAt(0)];
  }
}

/** Marks the end of a pattern; no character and no wildcard. */
const END = -9;

export const EVERYTHING = new Language([[STAR]]);

/** A pattern as ARNs are compared: wildcards stay inside their part. A short one is taken over the whole text. */
export function arnPattern(pattern: Pattern): Pattern {
  if (isOnlyStars(pattern)) return [STAR];
  const parts = arnPatternParts(pattern);
  if (!parts) return pattern;
  const inPart = (code: number): number => (code === STAR ? STAR_IN_PART : code === ANY_CHAR ? CHAR_IN_PART : code);
  return parts.flatMap((part, at) => (at < 5 ? [...part.map(inPart), COLON] : part));
}

export type { State };
