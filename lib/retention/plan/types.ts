import type { DyingZone } from '../keep.ts';

/** What kind of thing lies under a prefix. `unknown` is nothing that a writer of ours makes: it dies by its age. */
export type Kind = 'segments' | 'frames' | 'carries' | 'rows' | 'masked-frames' | 'copies' | 'unknown';

/** Everything under one prefix of a zone, which is decided about as a whole: a (place, kind, day), or a copy. */
export interface Stock {
  readonly zone: DyingZone;
  readonly kind: Kind;
  readonly prefix: string;
  /** Code of the jurisdiction that its key says; null where it says none. */
  readonly place: string | null;
  /** UTC day of receipt, or of writing where the key says none, as of copies; null where neither is known. */
  readonly day: string | null;
  /** UTC day on which it dies by its own key, as a copy says it. */
  readonly expires: string | null;
  /** That it goes before its time, from which UTC day on, and why. */
  readonly early: { readonly why: Early; readonly day: string } | null;
  /** Keys that are meant, of all that begin with the prefix; null means all of them. */
  readonly only: readonly string[] | null;
}

/** Why something goes before its time: somebody asked, or a newer generation of the same rows took its place. */
export type Early = 'erasure' | 'replaced';

/** Why something is due: the rule that asks for it first. */
export type Rule = 'program' | 'profile' | 'profile-frames' | 'own-day' | Early;

/** Something that must be gone by today. */
export interface Due extends Omit<Stock, 'expires' | 'early'> {
  /** UTC day by which it had to be gone. */
  readonly deadline: string;
  readonly why: Rule;
}

/** Something that would be due, kept by a hold. */
export interface HeldBack extends Due {
  readonly hold: string;
}

/** By which a place and a day of receipt are known together. */
export const atOf = ({ place, day }: Pick<Stock, 'place' | 'day'>): string => `${place}/${day}`;

/** A hold that keeps nothing, and why. */
export interface RefusedHold {
  readonly hold: string;
  readonly why: 'ended' | 'no-decision';
}

/** What is to be destroyed on one day, and why, as data: nothing is touched by making it. */
export interface RetentionPlan {
  readonly today: string;
  readonly due: readonly Due[];
  readonly held: readonly HeldBack[];
  readonly refused: readonly RefusedHold[];
  /** How many prefixes were looked at. */
  readonly seen: number;
  /** The day on which something is due next; null when nothing is left. */
  readonly next: string | null;
}
