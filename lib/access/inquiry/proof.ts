import type { NotUnderstood } from '../model/notes.ts';
import type { Origin } from '../policy/document.ts';

export type Verdict = 'proved' | 'refuted' | 'undecided';

/**
 * A: the open world, anybody with any identity policy. B: the closed world, the principals of the templates, by any
 * number of steps. C: a residual, which no template can show.
 */
export type Tier = 'A' | 'B' | 'C';

/** One request of a witness, or one setting that opens the data. */
export interface WitnessStep {
  /** The principal that takes this step, where a path leads through several principals. */
  readonly principal?: string;
  readonly action: string;
  readonly resource: string;
  /** The statement, setting or grant that lets it through. */
  readonly statement: string;
  readonly construct: string;
  /** File and line when known, else `template#logicalId`. */
  readonly source: string;
}

export interface Witness {
  readonly principal: string;
  readonly path: readonly WitnessStep[];
  /** Condition keys of the request that it needs. */
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/** The result of one question, or of several that must hold together. */
export interface Finding {
  readonly verdict: Verdict;
  readonly because?: string;
  readonly witness?: Witness;
}

/** A statement without which the claim falls. */
export interface Guard {
  readonly statement: string;
  readonly construct: string;
  readonly source: string;
  readonly text: string;
  readonly without: Verdict;
  readonly witness?: Witness;
}

export interface Claim {
  readonly id: string;
  readonly class: string;
  readonly tier: Tier;
  readonly text: string;
  readonly verdict: Verdict;
  /** One sentence that says why a claim is not proved. */
  readonly because?: string;
  readonly witness?: Witness;
  readonly guards: readonly Guard[];
  /** Id of a claim that is not proved: the claim, and a digest of its causes. */
  readonly finding?: string;
  /** Set where a claim is not proved and does not count, because an approver answers for it. */
  readonly accepted?: { readonly reason: string; readonly approver: string; readonly expires: string };
}

/** The state of an acceptance: one that is not in force accepts nothing. */
export interface AcceptanceState {
  readonly id: string;
  readonly state: 'in force' | 'expired' | 'gone' | 'refused';
  readonly says: string;
}

export interface Proof {
  readonly verdict: Verdict;
  readonly claims: readonly Claim[];
  readonly trusted: readonly string[];
  readonly residuals: readonly string[];
  /** Claims that were not asked for: whole families, and single claims of the other families. */
  readonly notAsked: readonly string[];
  readonly acceptances: readonly AcceptanceState[];
  readonly notUnderstood: readonly NotUnderstood[];
  readonly assumptions: readonly string[];
  /** Statements of the locks that carry none of the claims; empty when guards were not asked for. */
  readonly idle: readonly string[];
  readonly inputs: { readonly templates: Readonly<Record<string, string>> };
  readonly statistics: Readonly<Record<string, number>>;
}

/** Refuted if any is, else undecided if any is: undecided is never counted as proved. */
export function worst(verdicts: Iterable<Verdict>): Verdict {
  let result: Verdict = 'proved';
  for (const verdict of verdicts) {
    if (verdict === 'refuted') return 'refuted';
    if (verdict === 'undecided') result = 'undecided';
  }
  return result;
}

export const sourceOf = (origin: Origin): string => `${origin.template}#${origin.logicalId}`;

/** A step that is a setting of a resource, not a statement of a policy. */
export const settingStep = (origin: Origin, action: string, resource: string, setting: string): WitnessStep => ({
  action,
  resource,
  statement: setting,
  construct: origin.constructPath,
  source: sourceOf(origin),
});
