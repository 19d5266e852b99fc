import { MOST_SHARES } from '../governance/scale/shares.ts';
import type { KeyRange } from '../storage/ports.ts';
import type { Lot } from './lot.ts';

/** One of several runs of retention that work at the same time, each on slices of its own: `at` counts from 0. */
export interface Share {
  readonly of: number;
  readonly at: number;
}

/** A part of a lot: of equal ranges of keys under each of its prefixes, the one at `at`. */
export type Slice = Share;

/** A run that works alone. */
export const ALONE: Share = { of: 1, at: 0 };

/** Slices of a lot for each share, so that no share waits for one that has more objects by chance. */
const SLICES_A_SHARE = 4;
/** Keys below a prefix begin with an id in hex: two digits of it tell slices apart. */
const BEGINNINGS = 256;

/** Lots that only the first run plans: orders about single recordings, and copies, whose teams have to be told before. */
const ofFirstShare = ({ zone, why }: Pick<Lot, 'zone' | 'why'>): boolean =>
  why === 'erasure' || zone === 'derived' || zone === 'packages';

/** Number of slices for a lot that no run has begun. A lot that was begun keeps its own. */
export const slicesOf = (lot: Pick<Lot, 'zone' | 'why'>, { of }: Share): number =>
  of === 1 || ofFirstShare(lot) ? 1 : of * Math.max(1, Math.min(SLICES_A_SHARE, Math.floor(MOST_SHARES / of)));

/** The slices of a lot that are a share's own: of all shares together each of them, once. */
export const ownOf = (share: Share, slices: number): Slice[] =>
  Array.from({ length: slices }, (_, at) => ({ of: slices, at })).filter(({ at }) => at % share.of === share.at);

/** The range of keys of a slice under a prefix. All slices together cover every possible key exactly once. */
export function rangeOf({ of, at }: Slice, prefix: string): KeyRange {
  const bound = (n: number) =>
    prefix +
    Math.floor((n * BEGINNINGS) / of)
      .toString(16)
      .padStart(2, '0');
  return { ...(at > 0 && { after: bound(at) }), ...(at < of - 1 && { upTo: bound(at + 1) }) };
}

/** Whether a key under a prefix is in a slice. */
export function isIn(slice: Slice, prefix: string, key: string): boolean {
  const { after, upTo } = rangeOf(slice, prefix);
  return (after === undefined || key > after) && (upTo === undefined || key <= upTo);
}
