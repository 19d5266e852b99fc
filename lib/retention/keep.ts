import type { ZoneName } from '../activity/zones.ts';
import type { Profile } from '../governance/profile/schema.ts';

/** Zones whose data dies. `audit` is kept as evidence and has its own lock. */
export const DYING = ['raw', 'redacted', 'derived'] as const satisfies readonly ZoneName[];
export type DyingZone = (typeof DYING)[number];

/** Days for which each zone keeps its data. */
export type KeepDays = Readonly<Record<DyingZone, number>>;

/** What is kept for how long, where. */
export interface Keeping {
  readonly profiles: ReadonlyMap<string, Pick<Profile, 'retention'>>;
  readonly keepDays: KeepDays;
}

/**
 * Days for which data of a place is kept in a zone: what the program promises to everybody, or less where the profile of
 * the place says less. The lake's table has one retention for all its columns, so text does not die before pointer moves.
 */
export function keepDaysOf({ profiles, keepDays }: Keeping, zone: DyingZone, place: string | undefined): number {
  const own = place === undefined ? undefined : profiles.get(place)?.retention;
  return own === undefined ? keepDays[zone] : Math.min(keepDays[zone], own[zone]);
}
