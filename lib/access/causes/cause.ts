import type { Verdict } from '../inquiry/proof.ts';

/** What kinds of causes there are: each has its advice. */
export type CauseKind =
  | 'right'
  | 'let in'
  | 'trust'
  | 'open lock'
  | 'unheard'
  | 'trail off'
  | 'grant'
  | 'setting'
  | 'lake setting'
  | 'lifetime'
  | 'control'
  | 'people'
  | 'unused'
  | 'need'
  | 'unknown';

/** Why claims are not proved, once, with all the claims that fall by it. */
export interface Cause {
  readonly kind: CauseKind;
  readonly verdict: Verdict;
  /** Of the first of the claims, why it is not proved. */
  readonly example: string;
  /** Where to mend it; left out where nothing is known. */
  readonly statement?: string;
  readonly construct?: string;
  readonly source?: string;
  /** Why no Deny stops it, where there are some. */
  readonly lets?: string;
  /** Of an undecided cause, what was not known. */
  readonly unknown: readonly string[];
  readonly advice: readonly string[];
  /** Names in the example that stand for others. */
  readonly invented: readonly string[];
  /** Ids; the first is of the claim that the example is of. */
  readonly claims: readonly string[];
}
