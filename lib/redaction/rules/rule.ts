import type { HiddenType } from '../hidden-types.ts';
import type { Surface } from '../types.ts';

/** At least one example. */
export type Examples = readonly [string, ...string[]];

/**
 * One pattern, with the examples that prove it right: a test runs each rule alone on them. Group 1, when there is one, is context
 * that stays readable; group 2 is then the value. Only bounded quantifiers: a test refuses the others.
 */
export interface Rule {
  readonly id: string;
  readonly type: HiddenType;
  readonly pattern: RegExp;
  /** Whether the value that matched is really one: checksums, ranges, context. `line` is the whole line. */
  readonly valid?: (value: string, line: string, at: number, surface: Surface) => boolean;
  /** Surfaces it runs on; all when absent. */
  readonly on?: readonly Surface[];
  /** Lines with the value between ⟦ and ⟧. */
  readonly hits: Examples;
  /** Lines that only nearly hold one: a character less, a wrong check digit, a word that contains the label. */
  readonly misses: Examples;
}

/** A rule as it is written: its pattern in parts, none of them long. */
interface Row extends Omit<Rule, 'pattern'> {
  /** The text before the value, which stays readable; none for a value that has a form of its own. */
  readonly before?: string;
  readonly value: string;
  readonly after?: string;
  readonly flags?: string;
}

/** Puts the parts of a row together. */
export function rule({ before, value, after = '', flags = '', ...row }: Row): Rule {
  const source = before === undefined ? `(?:${value})${after}` : `(${before})(${value})${after}`;
  return { ...row, pattern: new RegExp(source, flags) };
}

/** One of several: lists of alternatives, each short enough to be read, as one group of an expression. */
export const oneOf = (...lists: readonly string[]): string => `(?:${lists.join('|')})`;

/** Letters as people type them in a hurry, without their marks. */
const PLAIN: Readonly<Record<string, string>> = {
  ...{
    á: 'a',
    à: 'a',
    â: 'a',
    ã: 'a',
    ä: 'a',
    ą: 'a',
    ç: 'c',
    ć: 'c',
    é: 'e',
    è: 'e',
    ê: 'e',
    ë: 'e',
    ę: 'e',
    í: 'i',
    ì: 'i',
    î: 'i',
    ï: 'i',
  },
  ...{
    ł: 'l',
    ń: 'n',
    ñ: 'n',
    ó: 'o',
    ô: 'o',
    õ: 'o',
    ö: 'o',
    ś: 's',
    ú: 'u',
    ù: 'u',
    û: 'u',
    ü: 'u',
    ý: 'y',
    ż: 'z',
    ź: 'z',
  },
};

/** The same expression, in which every letter may also stand without its mark. Only for words that mean nothing else then. */
export function careless(source: string): string {
  let inClass = false;
  let out = '';
  for (let i = 0; i < source.length; i++) {
    const char = source.charAt(i);
    if (char === '\\') {
      out += source.slice(i, i + 2);
      i++;
      continue;
    }
    if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    const plain = PLAIN[char];
    out += plain === undefined ? char : inClass ? char + plain : `[${char}${plain}]`;
  }
  return out;
}
