import type { Surface } from '../types.ts';

/**
 * One pattern. Group 1, when there is one, is context that stays readable; group 2 is then the value. Only bounded
 * quantifiers: a test refuses the others.
 */
export interface Rule {
  readonly id: string;
  readonly type: string;
  readonly pattern: RegExp;
  /** Whether the value that matched is really one: checksums, ranges, context. `line` is the whole line. */
  readonly valid?: (value: string, line: string, at: number, surface: Surface) => boolean;
  /** Surfaces it runs on; all when absent. */
  readonly on?: readonly Surface[];
}
