import { nth } from '../../activity/there.ts';
import type { Dictionary } from './dictionary.ts';

/** Titles before a name that are no part of it. */
const HONORIFIC =
  /^(?:mr|mrs|ms|mx|miss|madam|sir|dr|doctor|prof|professor|herr|frau|hr|fr|m|mme|mlle|monsieur|madame|sr|sra|srta|senor|senora|signor|signora|dott|don|dona)$/;

/** The words of a name, in one order whether the surname comes first or last. */
function wordsOf(value: string): string[] {
  const words = value.split(/[\s,.&]+/).filter(Boolean);
  const own = words.filter((word) => !HONORIFIC.test(word));
  return [...new Set(own.length === 0 ? words : own)].sort();
}

/**
 * Finds the one name for a person named in several ways: a surname alone becomes the one longer name that has it, if there is
 * only one. It depends on all names of the session, and on nothing else.
 */
export class SameName {
  readonly #dictionary: Dictionary;
  #size = -1;
  #holders = new Map<string, Set<string>>();
  /** Answers since the last new value: screens show the same names again and again. */
  readonly #known = new Map<string, string>();

  constructor(dictionary: Dictionary) {
    this.#dictionary = dictionary;
  }

  of(value: string): string {
    this.#refresh();
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const name = this.#nameOf(wordsOf(value));
    this.#known.set(value, name);
    return name;
  }

  #nameOf(words: readonly string[]): string {
    const own = words.join(' ');
    const holders = words.map((word) => this.#holders.get(word) ?? new Set<string>());
    const fewest = holders.reduce((a, b) => (a.size <= b.size ? a : b), holders[0] ?? new Set<string>());
    const longer = [...fewest].filter((name) => name !== own && has(name, words));
    const longest = longer.filter((name) => !longer.some((other) => other !== name && has(other, name.split(' '))));
    return longest.length === 1 ? nth(longest, 0) : own;
  }

  #refresh(): void {
    if (this.#size === this.#dictionary.size) return;
    this.#size = this.#dictionary.size;
    this.#holders = new Map();
    this.#known.clear();
    for (const value of this.#dictionary.names()) {
      const words = wordsOf(value);
      for (const word of words) {
        const names = this.#holders.get(word) ?? new Set();
        this.#holders.set(word, names.add(words.join(' ')));
      }
    }
  }
}

/** Whether a name has all of these words. */
function has(name: string, words: readonly string[]): boolean {
  const own = new Set(name.split(' '));
  return words.every((word) => own.has(word));
}
