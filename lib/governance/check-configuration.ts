import { constantsOf, type RowFilter } from '../activity/row-filter/build.ts';
import type { AccessConfig } from './access-config.ts';
import { invalid } from './parse-config.ts';
import { agreementExpired, isInForce } from './profile/references.ts';
import type { Profile } from './profile/schema.ts';

/** Resolution at which the redactor keeps the time of keystrokes (ms): `lib/redaction` rounds to it everywhere. */
const KEY_TIMING_MS = 50;

/**
 * Checks that need several files of `config/`. Each purpose of a team was announced to the people of each place. A
 * team's rows are of places where collection is allowed. A profile in force requires nothing that the platform does not
 * do.
 * @param today YYYY-MM-DD
 * @throws StrongroomError `config.invalid`, naming the file and the field
 */
export function checkConfiguration(
  { teams }: Pick<AccessConfig, 'teams'>,
  profiles: Iterable<Profile>,
  today: string,
): void {
  const distinct = new Set(profiles);
  for (const [name, { rows }] of Object.entries(teams)) checkPlaces(`teams.${name}.rows`, rows, distinct);
  for (const profile of distinct) {
    if (!isInForce(profile)) continue;
    checkProfile(profile, today);
    if (profile.collect !== 'forbidden') checkPurposes(teams, profile);
  }
}

/** A profile in force requires nothing that the platform does not do. */
function checkProfile(profile: Profile, today: string): void {
  const file = `config/jurisdictions/${profile.id}.json`;
  if (agreementExpired(profile, today))
    throw invalid(file, `works_council.expires: the agreement ran out on ${profile.works_council.expires}`);
  if (profile.biometrics.key_timing_ms > KEY_TIMING_MS)
    throw invalid(file, `biometrics.key_timing_ms: the redactor leaves ${KEY_TIMING_MS} ms, which is finer`);
}

/** Each purpose of a team is a purpose of the profile, and was announced to the people of its places. */
function checkPurposes(teams: AccessConfig['teams'], { id, purposes: announced }: Profile): void {
  for (const [name, { purposes }] of Object.entries(teams))
    for (const purpose of Object.keys(purposes))
      if (!announced.includes(purpose))
        throw invalid(
          'config/access.ts',
          `teams.${name}.purposes: "${purpose}" is not a purpose of ${id}; add it to a new version of that profile, with a notice of it`,
        );
}

/** Each place that a filter names has a profile that allows collection. Otherwise the team would wait for rows in vain. */
function checkPlaces(field: string, rows: RowFilter, profiles: ReadonlySet<Profile>): void {
  for (const place of constantsOf(rows, 'jurisdiction')) {
    const profile = [...profiles].find(({ jurisdictions }) => jurisdictions.includes(String(place)));
    const problem = problemOf(profile);
    if (problem !== undefined) throw invalid('config/access.ts', `${field}: jurisdiction "${place}": ${problem}`);
  }
}

function problemOf(profile: Profile | undefined): string | undefined {
  if (profile === undefined) return 'no profile in config/profiles.ts is for it';
  if (!isInForce(profile)) return `its profile ${profile.id} is a ${profile.status}, under which nothing is collected`;
  return profile.collect === 'forbidden' ? `its profile ${profile.id} forbids collection` : undefined;
}
