import type { ZoneName } from '../activity/zones.ts';
import type { Profile } from '../governance/profile/schema.ts';
import type { ObjectVersion } from '../storage/ports.ts';
import { deadlineOf } from './due.ts';

/** Days for which each zone keeps its data. */
export type KeepDays = Readonly<Record<'raw' | 'redacted' | 'derived', number>>;

/** What is kept for how long, where. */
export interface Keeping {
  readonly profiles: ReadonlyMap<string, Pick<Profile, 'retention'>>;
  readonly keepDays: KeepDays;
}

const PLACE = /(?:^|\/)jurisdiction=([^/]+)\//;
const FRAME = /^frames\//;

/**
 * Days for which data of a place is kept in a zone: what the program promises to everybody, or less where the profile of
 * the place says less. The lake's table has one retention for all its columns, so text does not die before pointer moves.
 */
export function keepDaysOf({ profiles, keepDays }: Keeping, zone: keyof KeepDays, place: string | undefined): number {
  const own = place === undefined ? undefined : profiles.get(place)?.retention;
  return own === undefined ? keepDays[zone] : Math.min(keepDays[zone], own[zone]);
}

/** The UTC day by which an object of a zone must be gone. */
export function deadlineIn(
  keeping: Keeping,
  zone: keyof KeepDays,
  version: Pick<ObjectVersion, 'key' | 'lastModified'>,
) {
  const place = PLACE.exec(version.key)?.[1];
  const days = keepDaysOf(keeping, zone, place);
  const frames = place === undefined ? undefined : keeping.profiles.get(place)?.retention.frames;
  return deadlineOf(version, FRAME.test(version.key) && frames !== undefined ? Math.min(days, frames) : days);
}

/** Zones whose data dies. `audit` is kept as evidence and has its own lock. */
export const DYING = ['raw', 'redacted', 'derived'] as const satisfies readonly ZoneName[];
