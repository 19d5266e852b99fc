import { nth } from '../../activity/there.ts';
import { CLASSES, classOf, FOLD } from './alphabet.ts';
import type { Factor } from './factors.ts';

const SHIFT = Math.log2(CLASSES);
/** After this many scans their numbers begin anew: an old number must not be taken for the current one. */
const LAST = 0xffffffff;
/** Blocks are bits of a number. */
export const MOST_BLOCKS = 32;
export const ALL_BLOCKS = 0xffffffff;
/** Longer than any text. */
export const ONE_BLOCK = 30;

/**
 * Aho-Corasick over classes, as one dense table. A state reports the rules of every word that ends in it, also of words
 * inside longer ones: otherwise a rule with a short word would be lost behind a rule with a longer one.
 */
export class Automaton {
  /** Needs of the last scan, each once, in no order: as many as it returned. */
  readonly hits: Uint16Array;
  /** By the number of a need, a bit for each block of the last scan in which a word of it ends; none for one that was not found. */
  readonly blocks: Uint32Array;
  /** By the number of a need that was found, the end of its first word. */
  readonly ends: Int32Array;
  #count = 0;
  readonly #next: Uint16Array;
  /** Number of the first state that ends a word: such states come last. */
  readonly #first: number;
  /** For each state that ends a word, the number of its row of needs. */
  readonly #found: Uint16Array;
  /** The rows one after the other, and where each begins. */
  readonly #needs: Uint16Array;
  readonly #rows: Uint32Array;
  readonly #always: readonly number[];
  /** For each row, the scan that took it last. */
  readonly #taken: Uint32Array;
  #scans = 0;

  /** @param factors of each need, by its number; null for a need that every text has */
  constructor(factors: readonly (ReadonlySet<Factor> | null)[]) {
    const { next, outputs } = sorted(buildTree(factors));
    const first = outputs.findIndex(({ size }) => size > 0);
    this.#first = first < 0 ? outputs.length : first;
    this.#next = next;
    const numbers = new Map<string, number>();
    const rows: number[][] = [];
    this.#found = Uint16Array.from(outputs.slice(this.#first), (output) => {
      const key = [...output].join();
      const known = numbers.get(key) ?? rows.push([...output]) - 1;
      numbers.set(key, known);
      return known;
    });
    this.#needs = Uint16Array.from(rows.flat());
    this.#rows = new Uint32Array(rows.length + 1);
    for (const [at, row] of rows.entries()) this.#rows[at + 1] = (this.#rows[at] ?? 0) + row.length;
    this.#taken = new Uint32Array(rows.length);
    this.#always = factors.flatMap((words, need) => (words === null ? [need] : []));
    this.hits = new Uint16Array(factors.length);
    this.blocks = new Uint32Array(factors.length);
    this.ends = new Int32Array(factors.length);
  }

  get states(): number {
    return this.#first + this.#found.length;
  }

  /**
   * Finds the needs whose words stand in text[from, to), read in blocks of `1 << shift` units, `MOST_BLOCKS` at most.
   * @returns how many there are
   */
  scan(text: string, from: number, to: number, shift = ONE_BLOCK): number {
    const { hits, blocks, ends } = this;
    for (let i = 0; i < this.#count; i++) blocks[hits[i] ?? 0] = 0;
    const next = this.#next;
    const first = this.#first;
    const found = this.#found;
    const taken = this.#taken;
    const needs = this.#needs;
    const rows = this.#rows;
    if (this.#scans > LAST - MOST_BLOCKS) {
      taken.fill(0);
      this.#scans = 0;
    }
    let count = 0;
    for (const need of this.#always) {
      blocks[need] = ALL_BLOCKS;
      hits[count++] = need;
      ends[need] = from;
    }
    let state = 0;
    let i = from;
    for (let block = 0; i < to; block++) {
      const stop = Math.min(to, from + ((block + 1) << shift));
      const scan = ++this.#scans;
      for (; i < stop; i++) {
        const code = text.charCodeAt(i);
        state = next[(state << SHIFT) | (code < 128 ? (FOLD[code] ?? 0) : classOf(code))] ?? 0;
        if (state < first) continue;
        const row = found[state - first] ?? 0;
        if (taken[row] === scan) continue;
        taken[row] = scan;
        const last = rows[row + 1] ?? 0;
        for (let k = rows[row] ?? 0; k < last; k++) {
          const need = needs[k] ?? 0;
          if (blocks[need] === 0) {
            hits[count++] = need;
            ends[need] = i + 1;
          }
          blocks[need] = (blocks[need] ?? 0) | (1 << block);
        }
      }
    }
    this.#count = count;
    return count;
  }
}

interface Tree {
  readonly next: Uint16Array;
  readonly outputs: readonly ReadonlySet<number>[];
}

/** The same states, with those that end a word last: a scan then sees by the number of a state whether it has any. */
function sorted({ next, outputs }: Tree): Tree {
  const order = [...outputs.keys()].toSorted(
    (a, b) => Math.min(nth(outputs, a).size, 1) - Math.min(nth(outputs, b).size, 1),
  );
  const place = new Uint16Array(order.length);
  for (const [at, state] of order.entries()) place[state] = at;
  const moved = new Uint16Array(next.length);
  for (const [at, state] of order.entries())
    for (let symbol = 0; symbol < CLASSES; symbol++)
      moved[(at << SHIFT) | symbol] = place[next[(state << SHIFT) | symbol] ?? 0] ?? 0;
  return { next: moved, outputs: order.map((state) => nth(outputs, state)) };
}

function buildTree(factors: readonly (ReadonlySet<Factor> | null)[]): Tree {
  const children: Map<number, number>[] = [new Map()];
  const outputs: Set<number>[] = [new Set()];
  for (const [rule, words] of factors.entries())
    for (const word of words ?? []) {
      let state = 0;
      for (let i = 0; i < word.length; i++) {
        const symbol = word.charCodeAt(i);
        let to = nth(children, state).get(symbol);
        if (to === undefined) {
          to = children.push(new Map()) - 1;
          outputs.push(new Set());
          nth(children, state).set(symbol, to);
        }
        state = to;
      }
      nth(outputs, state).add(rule);
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
    const state = nth(queue, head);
    for (let symbol = 0; symbol < CLASSES; symbol++) {
      const to = nth(children, state).get(symbol);
      const back = state === 0 ? 0 : (next[((fail[state] ?? 0) << SHIFT) | symbol] ?? 0);
      next[(state << SHIFT) | symbol] = to ?? back;
      if (to === undefined) continue;
      fail[to] = back;
      for (const rule of nth(outputs, back)) nth(outputs, to).add(rule);
      queue.push(to);
    }
  }
  return next;
}
