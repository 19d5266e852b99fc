import { CLASSES, classOf, FOLD } from './alphabet.ts';
import type { Factor } from './factors.ts';

const SHIFT = Math.log2(CLASSES);
/** After this many scans their numbers begin anew: an old number must not be taken for the current one. */
const LAST = 0xffffffff;

/**
 * Aho-Corasick over classes, as one dense table. A state reports the rules of every word that ends in it, also of words
 * inside longer ones: otherwise a rule with a short word would be lost behind a rule with a longer one.
 */
export class Automaton {
  readonly #next: Uint16Array;
  /** Number of the first state that ends a word: such states come last. */
  readonly #first: number;
  /** For each state that ends a word, the rules that may match: index into `#rules`. */
  readonly #found: Uint16Array;
  readonly #rules: readonly (readonly number[])[];
  readonly #always: readonly number[];
  /** Per entry of `#rules`, the scan that took it last. */
  readonly #taken: Uint32Array;
  #scans = 0;

  /** @param factors of each rule, by its number; null for a rule that must always run */
  constructor(factors: readonly (ReadonlySet<Factor> | null)[]) {
    const { next, outputs } = sorted(buildTree(factors));
    const first = outputs.findIndex(({ size }) => size > 0);
    this.#first = first < 0 ? outputs.length : first;
    this.#next = next;
    const numbers = new Map<string, number>();
    const rules: number[][] = [];
    this.#found = Uint16Array.from(outputs.slice(this.#first), (output) => {
      const key = [...output].join();
      const known = numbers.get(key) ?? rules.push([...output]) - 1;
      numbers.set(key, known);
      return known;
    });
    this.#rules = rules;
    this.#taken = new Uint32Array(rules.length);
    this.#always = factors.flatMap((words, rule) => (words === null ? [rule] : []));
  }

  get states(): number {
    return this.#first + this.#found.length;
  }

  /**
   * Finds the rules that can match in text[from, to). Each is written once into `hits`, in no order; `mask` (one byte a
   * rule, all zero) is used on the way and left as it was. @param ends where the first word of each ends, when asked
   * @returns how many there are
   */
  scan(text: string, from: number, to: number, mask: Uint8Array, hits: Uint16Array, ends?: Int32Array): number {
    const next = this.#next;
    const first = this.#first;
    const found = this.#found;
    const taken = this.#taken;
    if (this.#scans === LAST) {
      taken.fill(0);
      this.#scans = 0;
    }
    const scan = ++this.#scans;
    let count = 0;
    for (const rule of this.#always) {
      mask[rule] = 1;
      hits[count++] = rule;
      if (ends !== undefined) ends[rule] = from;
    }
    let state = 0;
    for (let i = from; i < to; i++) {
      const code = text.charCodeAt(i);
      state = next[(state << SHIFT) | (code < 128 ? FOLD[code]! : classOf(code))]!;
      if (state < first) continue;
      const hit = found[state - first]!;
      if (taken[hit] === scan) continue;
      taken[hit] = scan;
      const rules = this.#rules[hit]!;
      for (let k = 0; k < rules.length; k++) {
        const rule = rules[k]!;
        if (mask[rule] === 1) continue;
        mask[rule] = 1;
        hits[count++] = rule;
        if (ends !== undefined) ends[rule] = i + 1;
      }
    }
    for (let i = 0; i < count; i++) mask[hits[i]!] = 0;
    return count;
  }
}

interface Tree {
  readonly next: Uint16Array;
  readonly outputs: readonly ReadonlySet<number>[];
}

/** The same states, with those that end a word last: a scan then sees by the number of a state whether it has any. */
function sorted({ next, outputs }: Tree): Tree {
  const order = [...outputs.keys()].toSorted((a, b) => Math.min(outputs[a]!.size, 1) - Math.min(outputs[b]!.size, 1));
  const place = new Uint16Array(order.length);
  for (const [at, state] of order.entries()) place[state] = at;
  const moved = new Uint16Array(next.length);
  for (const [at, state] of order.entries())
    for (let symbol = 0; symbol < CLASSES; symbol++)
      moved[(at << SHIFT) | symbol] = place[next[(state << SHIFT) | symbol]!]!;
  return { next: moved, outputs: order.map((state) => outputs[state]!) };
}

function buildTree(factors: readonly (ReadonlySet<Factor> | null)[]): Tree {
  const children: Map<number, number>[] = [new Map()];
  const outputs: Set<number>[] = [new Set()];
  for (const [rule, words] of factors.entries())
    for (const word of words ?? []) {
      let state = 0;
      for (let i = 0; i < word.length; i++) {
        const symbol = word.charCodeAt(i);
        let to = children[state]!.get(symbol);
        if (to === undefined) {
          to = children.push(new Map()) - 1;
          outputs.push(new Set());
          children[state]!.set(symbol, to);
        }
        state = to;
      }
      outputs[state]!.add(rule);
    }
  if (children.length > 0xffff) throw new Error('the rules need more states than the table can number');
  return { next: link(children, outputs), outputs };
}

/** Fills in failure transitions breadth first, so that scanning never steps back. */
function link(children: readonly Map<number, number>[], outputs: readonly Set<number>[]): Uint16Array {
  const next = new Uint16Array(children.length << SHIFT);
  const fail = new Uint16Array(children.length);
  const queue = [0];
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head]!;
    for (let symbol = 0; symbol < CLASSES; symbol++) {
      const to = children[state]!.get(symbol);
      const back = state === 0 ? 0 : next[(fail[state]! << SHIFT) | symbol]!;
      next[(state << SHIFT) | symbol] = to ?? back;
      if (to === undefined) continue;
      fail[to] = back;
      for (const rule of outputs[back]!) outputs[to]!.add(rule);
      queue.push(to);
    }
  }
  return next;
}
