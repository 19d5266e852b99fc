import type { DyingZone } from '../keep.ts';

/** The kind of objects under a prefix. `unknown` is no kind that our writers make: it is destroyed by its age. */
export type StockKind = 'segments' | 'frames' | 'carries' | 'rows' | 'masked-frames' | 'copies' | 'unknown';

/** Everything under one prefix of a zone, which is decided about as a whole: a (place, kind, day), or a copy. */
export interface Stock {
  readonly zone: DyingZone;
  readonly kind: StockKind;
  readonly prefix: string;
  /** Code of the jurisdiction in its key; null when the key has none. */
  readonly place: string | null;
  /** UTC day of receipt, or of writing when the key has none, as for copies; null when neither is known. */
  readonly day: string | null;
  /** UTC day in its own key on which it is destroyed, as a copy has. */
  readonly expires: string | null;
  /** For an early destruction, its UTC day and the reason. */
  readonly early: { readonly why: Early; readonly day: string } | null;
  /** The keys that are meant, among all with the prefix; null means all of them. */
  readonly only: readonly string[] | null;
}

/** Reason for an early destruction: a worker asked, or a newer generation of the same rows replaced the data. */
export type Early = 'erasure' | 'replaced';

/** Why something is due: the rule that asks for it first. */
export type RetentionRule = 'program' | 'profile' | 'profile-frames' | 'own-day' | Early;

/** Something that must be gone by today. */
export interface Due extends Omit<Stock, 'expires' | 'early'> {
  /** UTC day by which it had to be gone. */
  readonly deadline: string;
  readonly why: RetentionRule;
}

/** Something that would be due, kept by a hold. */
export interface HeldBack extends Due {
  readonly hold: string;
}

/** The key of a place and a day of receipt. */
export const atOf = ({ place, day }: Pick<Stock, 'place' | 'day'>): string => `${place}/${day}`;

/** A hold that keeps nothing, and why. */
export interface RefusedHold {
  readonly hold: string;
  readonly why: 'ended' | 'no-decision';
}

/** The destructions of one day and their reasons, as data: making a plan changes nothing. */
export interface RetentionPlan {
  readonly today: string;
  readonly due: readonly Due[];
  readonly held: readonly HeldBack[];
  readonly refused: readonly RefusedHold[];
  /** Number of prefixes that were examined. */
  readonly seen: number;
  /** The next day on which data is due; null when nothing is left. */
  readonly next: string | null;
}
