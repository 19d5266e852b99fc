import { editDistance } from './edit-distance.ts';

/** A name that is further from every other than this is no slip of the fingers. */
const SLIPS = 3;
const MOST_NAMES = 3;

/** `did you mean A, or B?` with the known names that are near to one that is not, nearest first; undefined for none. */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  const asked = name.toLowerCase();
  // Of three letters, three slips make any other three.
  const most = Math.min(SLIPS, Math.ceil(asked.length / 2));
  const near = [...new Set(known)]
    .map((each) => ({ each, slips: slipsTo(asked, each.toLowerCase()) }))
    .filter(({ slips }) => slips <= most)
    .sort((a, b) => a.slips - b.slips || a.each.length - b.each.length)
    .slice(0, MOST_NAMES);
  return near.length > 0 ? `did you mean ${near.map(({ each }) => each).join(', or ')}?` : undefined;
}

/** A name inside another is as near as one slip. */
const slipsTo = (asked: string, known: string): number =>
  asked === known ? 0 : asked.length > 2 && known.includes(asked) ? 1 : editDistance(asked, known, SLIPS);
