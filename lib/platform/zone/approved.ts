import { StrongroomError } from '../../activity/errors.ts';
import { NOTICES, ZONE_NAMES, type ZoneName } from '../../activity/zones.ts';
import type { AccessConfig } from '../../governance/access-config.ts';
import { DECRYPTING } from './verbs.ts';
import { READERS_ELSEWHERE, teamAccess, ZONE_ACCESS, type ZoneAccess } from './zone-access.ts';

/**
 * The permissions of every zone, after checking that they agree with the approved readers of `config/access.ts`.
 * @throws StrongroomError `access.unapproved-reader`, `access.reader-without-access`
 */
export const approvedAccess = (access: AccessConfig): Readonly<Record<ZoneName, readonly ZoneAccess[]>> => {
  const teams = Object.keys(access.teams).flatMap(teamAccess);
  const notices = Object.keys(access.teams).map((team) => `${team}/${NOTICES}`);
  const told: ZoneAccess = { role: 'retain', may: 'write', under: notices };
  const all = { ...ZONE_ACCESS, derived: [...ZONE_ACCESS.derived, ...(notices.length > 0 ? [told] : []), ...teams] };
  for (const zone of ZONE_NAMES) check(zone, all[zone], access.approvedReaders[zone]);
  return all;
};

const check = (zone: ZoneName, accesses: readonly ZoneAccess[], approved: readonly string[]): void => {
  const readers = [
    ...accesses.filter(({ may }) => DECRYPTING.includes(may)).map(({ role }) => role),
    ...(READERS_ELSEWHERE[zone] ?? []),
  ];
  const unapproved = readers.find((role) => !approved.includes(role));
  if (unapproved !== undefined) {
    throw new StrongroomError(
      'access.unapproved-reader',
      `"${unapproved}" would be able to decrypt the ${zone} zone and is not among its approved readers`,
      `Take the permission away, or have "${unapproved}" approved in approvedReaders.${zone} of config/access.ts.`,
    );
  }
  const idle = approved.find((role) => !readers.includes(role));
  if (idle !== undefined) {
    throw new StrongroomError(
      'access.reader-without-access',
      `"${idle}" is approved to read the ${zone} zone but the platform gives it no way to`,
      `Remove it from approvedReaders.${zone} of config/access.ts: the list must be what is true.`,
    );
  }
};
