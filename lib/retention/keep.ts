import type { ZoneName } from '../activity/zones.ts';
import type { Profile } from '../governance/profile/schema.ts';

/** Zones whose data is destroyed in time. `audit` is kept as evidence and has its own lock. */
export const DYING = ['raw', 'redacted', 'derived', 'packages'] as const satisfies readonly ZoneName[];
export type DyingZone = (typeof DYING)[number];

/** Days for which each zone keeps its data. */
export type KeepDays = Readonly<Record<DyingZone, number>>;

/** Retention periods, by zone and place. */
export interface Keeping {
  readonly profiles: ReadonlyMap<string, Pick<Profile, 'retention'>>;
  readonly keepDays: KeepDays;
}

/**
 * Days for which data of a place is kept in a zone: the program's promise to every worker, or fewer if the profile of the place
 * says so. The lake's table has one retention for all its columns, so text is not destroyed before pointer moves.
 */
export function keepDaysOf({ profiles, keepDays }: Keeping, zone: DyingZone, place: string | undefined): number {
  const own = place === undefined ? undefined : profiles.get(place)?.retention;
  return own === undefined ? keepDays[zone] : Math.min(keepDays[zone], profileDays(own, zone));
}

/** An access package is a copy: a profile's days for copies are days for packages too. */
export const profileDays = (own: Profile['retention'], zone: DyingZone): number =>
  own[zone === 'packages' ? 'derived' : zone];
