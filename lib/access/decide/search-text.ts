import { EVERYTHING, type Language, type State } from './language.ts';

/** How many steps a question may cost; past it the answer is that there is none. */
export class Budget {
  #left: number;
  readonly #limit: number;

  readonly #shared: Budget | undefined;

  /** Steps spent here count against `shared` too. */
  constructor(limit: number, shared?: Budget) {
    this.#left = limit;
    this.#limit = limit;
    this.#shared = shared;
  }

  get isSpent(): boolean {
    return this.#left < 0;
  }

  get spent(): number {
    return this.#limit - this.#left;
  }

  /** Throws `OverBudget` when the budget is spent. */
  spend(steps = 1): void {
    this.#left -= steps;
    this.#shared?.spend(steps);
    if (this.#left < 0) throw new OverBudget();
  }
}

export class OverBudget extends Error {}

interface Node {
  readonly states: readonly State[];
  readonly letter: number;
  readonly from: Node | undefined;
}

const FILLERS = 'xyzwvutsrqponmlkjihgfedcba0123456789XYZ-_.'.split('').map((letter) => letter.charCodeAt(0));

/**
 * A shortest text in all of `inside` and none of `outside`, or undefined when there is none.
 * Searches the product of the automata; exponential at worst (it is PSPACE-hard), hence the budget.
 */
export function findText(
  inside: readonly Language[],
  outside: readonly Language[],
  budget: Budget,
): string | undefined {
  const accepted = (text: string): boolean =>
    inside.every((language) => language.has(text)) && !outside.some((language) => language.has(text));
  const finite = inside.find((language) => language.words !== undefined);
  if (finite) {
    budget.spend(finite.words?.length ?? 0);
    return finite.words?.find(accepted);
  }
  const positive = inside.length === 0 ? [EVERYTHING] : inside;
  return search([...positive, ...outside], positive.length, budget);
}

/** The first `positive` languages are to accept, the others to refuse. */
function search(languages: readonly Language[], positive: number, budget: Budget): string | undefined {
  const hopeless = (states: readonly State[]): boolean =>
    states.some((state, at) => (at < positive ? state.dead : state.acceptsAll));
  // Number of languages that do not accept yet. The search continues from the states with the fewest, and breadth first among
  // those: it finds short texts in easy cases and some text in hard ones.
  const missing = (states: readonly State[]): number =>
    states.reduce((sum, state, at) => sum + (state.accepts === at < positive ? 0 : 1), 0);
  const seen = new Map<State, unknown>();
  const queues: Node[][] = [];
  const heads: number[] = [];
  const put = (node: Node): void => {
    const place = missing(node.states);
    queues[place] ??= [];
    queues[place].push(node);
    heads[place] ??= 0;
  };
  put({ states: languages.map((language) => language.start), letter: 0, from: undefined });
  for (;;) {
    const place = queues.findIndex((queue, at) => queue !== undefined && (heads[at] as number) < queue.length);
    if (place < 0) return undefined;
    const node = (queues[place] as Node[])[heads[place] as number] as Node;
    heads[place] = (heads[place] as number) + 1;
    if (hopeless(node.states) || !isNew(seen, node.states)) continue;
    if (place === 0) return textOf(node);
    const letters = lettersAt(node.states);
    budget.spend(node.states.length * letters.length);
    for (const letter of letters) {
      const states = node.states.map((state, at) => (languages[at] as Language).step(state, letter));
      if (!hopeless(states)) put({ states, letter, from: node });
    }
  }
}

/** Remembers joint states in a tree of maps: no keys to build. */
function isNew(seen: Map<State, unknown>, states: readonly State[]): boolean {
  let level = seen;
  let fresh = false;
  for (const state of states) {
    let below = level.get(state) as Map<State, unknown> | undefined;
    if (!below) {
      below = new Map();
      level.set(state, below);
      fresh = true;
    }
    level = below;
  }
  return fresh;
}

/** Every letter that some automaton distinguishes here, and one that none does. */
function lettersAt(states: readonly State[]): readonly number[] {
  const letters = new Set<number>();
  for (const state of states) for (const letter of state.letters) letters.add(letter);
  const filler = FILLERS.find((letter) => !letters.has(letter)) ?? 0x100 + letters.size;
  return [filler, ...letters];
}

function textOf(end: Node): string {
  const letters: number[] = [];
  for (let node: Node = end; node.from; node = node.from) letters.push(node.letter);
  return String.fromCharCode(...letters.reverse());
}
