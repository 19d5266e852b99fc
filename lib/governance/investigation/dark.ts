import { hoursBetween } from '../trail/index.ts';
import type { Coverage } from './coverage.ts';
import type { Doubt } from './timeline.ts';

/**
 * Hours for which nobody can answer: the records of a source are missing, or the policies are not known. Every report and the
 * severity count these, and no other.
 */
export function darkHours(coverage: readonly Coverage[], unknown: readonly Doubt[] = []): string[] {
  const dark = new Set(coverage.filter(({ state }) => state === 'unknown').map(({ hour }) => hour));
  for (const { from, to } of unknown) for (const hour of hoursBetween(from, to)) dark.add(`${hour}:00:00Z`);
  return [...dark].sort();
}
