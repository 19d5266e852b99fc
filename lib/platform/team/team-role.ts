import { Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Team } from '../../governance/access-config.ts';
import type { PlatformConfig } from '../platform-config.ts';
import { teamBoundary, teamLimit } from '../principals/boundary.ts';
import { allowSourceIdentity, holdersOf, PERSON_SESSION } from '../principals/trust.ts';

/**
 * The role of a team, beside the team's other resources: when the team is removed, its grants are deleted before the
 * role. The zones, which are created earlier, refer to the role by name only.
 */
export const teamRole = (
  scope: Construct,
  team: string,
  { purposes, permissionSet }: Team,
  { names, environment }: Pick<PlatformConfig, 'names' | 'environment'>,
): Role => {
  const assumedBy = holdersOf(permissionSet);
  const role = new Role(scope, 'Role', {
    roleName: names.team(team),
    description: describe(purposes),
    assumedBy,
    ...(environment.existing?.permissionsBoundary === undefined
      ? { permissionsBoundary: teamBoundary(scope, team, names) }
      : { managedPolicies: [teamLimit(scope, team, names)] }),
    maxSessionDuration: PERSON_SESSION,
  });
  allowSourceIdentity(role, assumedBy);
  return role;
};

/** Purposes of the role. IAM accepts 1,000 characters of Latin-1; a text in another script is replaced by the purpose's name. */
const describe = (purposes: Readonly<Record<string, string>>): string => {
  const text = Object.values(purposes).join('; ');
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
  return (/^[\t\n\r\x20-\x7e\xa1-\xff]*$/.test(text) ? text : Object.keys(purposes).join('; ')).slice(0, 1_000);
};
