import { CLASSES, classOf, FOLD } from './alphabet.ts';
import type { Factor } from './factors.ts';

const SHIFT = Math.log2(CLASSES);

/**
 * Aho-Corasick over classes, as one dense table. A state reports the rules of every word that ends in it, also of words
 * inside longer ones: otherwise a rule with a short word would be lost behind a rule with a longer one.
 */
export class Automaton {
  readonly #next: Uint16Array;
  /** Per state, which rules may match: index into `#rules`, 0 for none. */
  readonly #found: Uint16Array;
  readonly #rules: readonly (readonly number[])[];
  readonly #always: readonly number[];

  /** @param factors of each rule, by its number; null for a rule that must always run */
  constructor(factors: readonly (ReadonlySet<Factor> | null)[]) {
    const tree = buildTree(factors);
    const rules: number[][] = [[]];
    this.#next = tree.next;
    this.#found = new Uint16Array(tree.outputs.length);
    for (const [state, output] of tree.outputs.entries()) {
      if (output.size === 0) continue;
      this.#found[state] = rules.length;
      rules.push([...output]);
    }
    this.#rules = rules;
    this.#always = factors.flatMap((words, rule) => (words === null ? [rule] : []));
  }

  get states(): number {
    return this.#found.length;
  }

  /**
   * Finds the rules that can match in text[from, to). Each is written once into `hits`, in no order; `mask` (one byte a
   * rule, all zero) is used on the way and left as it was. @returns how many there are
   */
  scan(text: string, from: number, to: number, mask: Uint8Array, hits: Uint16Array): number {
    const next = this.#next;
    const found = this.#found;
    let count = 0;
    for (const rule of this.#always) {
      mask[rule] = 1;
      hits[count++] = rule;
    }
    let last = 0;
    let state = 0;
    for (let i = from; i < to; i++) {
      const code = text.charCodeAt(i);
      state = next[(state << SHIFT) | (code < 128 ? FOLD[code]! : classOf(code))]!;
      const hit = found[state]!;
      if (hit === 0 || hit === last) continue;
      last = hit;
      for (const rule of this.#rules[hit]!) {
        if (mask[rule] === 1) continue;
        mask[rule] = 1;
        hits[count++] = rule;
      }
    }
    for (let i = 0; i < count; i++) mask[hits[i]!] = 0;
    return count;
  }
}

function buildTree(factors: readonly (ReadonlySet<Factor> | null)[]) {
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
