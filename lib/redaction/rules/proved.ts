import type { Surface } from '../types.ts';
import type { Rule } from './rule.ts';

/** A rule with what shows that it is right. In `hits` the value stands between ⟦ and ⟧. A test runs each row alone. */
export interface Proved extends Rule {
  readonly hits: readonly string[];
  readonly misses: readonly string[];
}

interface Row {
  readonly id: string;
  readonly type: string;
  /** What stands before the value and stays readable; none for a value that has a form of its own. */
  readonly before?: string;
  readonly value: string;
  readonly after?: string;
  readonly flags?: string;
  readonly valid?: NonNullable<Rule['valid']>;
  readonly on?: readonly Surface[];
  readonly hits: readonly string[];
  readonly misses: readonly string[];
}

/** Puts the parts of a row together. */
export function proved({ before, value, after = '', flags = '', ...row }: Row): Proved {
  const source = before === undefined ? `(?:${value})${after}` : `((?:${before}))(${value})${after}`;
  return { ...row, pattern: new RegExp(source, flags) };
}
