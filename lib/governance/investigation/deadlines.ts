import type { Profile } from '../profile/schema.ts';
import { fromMillis, type Instant } from '../trail/index.ts';

/** The time by which a person or authority must be notified. */
export interface Deadline {
  readonly place: string;
  readonly who: 'authority' | 'persons' | 'attorney general';
  /** As the profile has it: `72 hours`, `30 days`. */
  readonly within: string;
  readonly from: Instant;
  /** Whether `from` is a substitute, because the incident does not state when the organisation knew. */
  readonly assumed: boolean;
  readonly due: Instant;
  /** The legal source, and how reliable it is. */
  readonly source: string;
  /** Below how many persons it does not apply; null for none. */
  readonly threshold: number | null;
  /** Whether a read by an employee in good faith can be left out of the count. */
  readonly good_faith: boolean;
}

const DUTIES = [
  { who: 'authority', field: 'authority_deadline_h', unit: 'hours', millis: 3_600_000 },
  { who: 'persons', field: 'person_deadline_days', unit: 'days', millis: 86_400_000 },
  { who: 'attorney general', field: 'ag_deadline_days', unit: 'days', millis: 86_400_000 },
] as const;

/** The deadlines of the places, soonest first. A duty without a figure in the profile has none here, which is not that there is none. */
export function deadlinesOf(
  profiles: Iterable<Profile>,
  aware: { readonly at: Instant; readonly assumed: boolean },
): Deadline[] {
  const found: Deadline[] = [];
  for (const profile of profiles) {
    const { exposure } = profile;
    for (const { who, field, unit, millis } of DUTIES) {
      const figure = exposure[field];
      if (figure === null) continue;
      found.push({
        place: profile.id,
        who,
        within: `${figure} ${unit}`,
        from: aware.at,
        assumed: aware.assumed,
        due: fromMillis(Date.parse(aware.at) + figure * millis) ?? aware.at,
        source: sourceOf(profile, `exposure.${field}`),
        threshold: exposure.threshold_persons,
        good_faith: exposure.good_faith_rule,
      });
    }
  }
  return found.toSorted((a, b) => (`${a.due} ${a.place} ${a.who}` < `${b.due} ${b.place} ${b.who}` ? -1 : 1));
}

function sourceOf({ figures, sources }: Profile, path: string): string {
  const id = figures[path] ?? figures[path.split('.')[0] ?? ''] ?? figures['*'];
  const source = sources.find((candidate) => candidate.id === id);
  return source ? `${source.cite} (${source.label})` : 'no source';
}
