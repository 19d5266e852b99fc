import type { HiddenType } from '../hidden-types.ts';
import type { Span } from '../types.ts';

/** A span and how sure its finder is: where two overlap, the lower rank names the whole. */
export interface Found extends Span {
  readonly rank: number;
}

export const RANK = {
  block: -2,
  tenant: -1,
  labelled: 800,
  address: 900,
  firm: 950,
  name: 1_000,
  contact: 1_050,
  model: 1_100,
} as const;

/** Overlapping spans become one, so that nothing that any finder saw stays readable. Sorted, not overlapping. */
export function united(hits: readonly Found[]): Span[] {
  const sorted = hits.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const spans: { start: number; end: number; type: HiddenType; rank: number }[] = [];
  for (const one of sorted) {
    const last = spans.at(-1);
    if (last === undefined || one.start >= last.end) {
      if (one.end > one.start) spans.push({ ...one });
      continue;
    }
    last.end = Math.max(last.end, one.end);
    if (one.rank < last.rank) {
      last.rank = one.rank;
      last.type = one.type;
    }
  }
  return spans.map(({ start, end, type }) => ({ start, end, type }));
}
