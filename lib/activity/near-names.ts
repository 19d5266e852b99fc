import { editDistance } from './edit-distance.ts';

/** A name that is further from every other than this is no slip of the fingers. */
const SLIPS = 3;
const MOST_NAMES = 3;

/** `did you mean A, or B?` with the known names that are near to one that is not, nearest first; undefined for none. */
export function didYouMean(name: string, names: Iterable<string>): string | undefined {
  const asked = name.toLowerCase();
  // Of three letters, three slips make any other three.
  const most = Math.min(SLIPS, Math.ceil(asked.length / 2));
  const near = [...new Set(names)]
    .map((candidate) => ({ candidate, slips: slipsTo(asked, candidate.toLowerCase()) }))
    .filter(({ slips }) => slips <= most)
    .sort((a, b) => a.slips - b.slips || a.candidate.length - b.candidate.length)
    .slice(0, MOST_NAMES);
  return near.length > 0 ? `did you mean ${near.map(({ candidate }) => candidate).join(', or ')}?` : undefined;
}

/** A name inside another is as near as one slip. */
const slipsTo = (asked: string, candidate: string): number =>
  asked === candidate ? 0 : asked.length > 2 && candidate.includes(asked) ? 1 : editDistance(asked, candidate, SLIPS);
