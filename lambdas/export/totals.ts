import type { ExportTotals } from '../../lib/ledger/index.ts';

export const noTotals = (): ExportTotals => ({
  counts: { episodes: 0, steps: 0, rows: 0, frames: 0, shown: 0, whole: 0, tagged: 0, framesGone: 0 },
  hidden: {},
  ends: {},
  cut: { rows: 0, missing: 0 },
});

export const add = (counts: Record<string, number>, name: string, n = 1): void => {
  counts[name] = (counts[name] ?? 0) + n;
};

/** All parts together, each count in the order of its name. */
export function sumOf(parts: readonly ExportTotals[]): ExportTotals {
  const sum = noTotals();
  for (const part of parts)
    for (const group of ['counts', 'hidden', 'ends', 'cut'] as const)
      for (const [name, n] of Object.entries(part[group])) add(sum[group], name, n);
  return { ...sum, hidden: ordered(sum.hidden), ends: ordered(sum.ends) };
}

const ordered = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).toSorted(([a], [b]) => (a < b ? -1 : 1)));
