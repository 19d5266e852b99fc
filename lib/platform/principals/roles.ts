import { Aws, Duration } from 'aws-cdk-lib';
import { type IPrincipal, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { AccessConfig } from '../../governance/access-config.ts';
import type { EnvironmentConfig } from '../../governance/environment-config.ts';
import { PLATFORM_ROLES, type PlatformRole } from '../../governance/roles.ts';
import type { Names } from '../names.ts';
import { sidPart } from '../policy/sid.ts';
import { teamBoundary } from './boundary.ts';
import { devices, holdersOf, serviceMaybeNamed, serviceOfThisAccount } from './trust.ts';

export interface RolesProps {
  readonly names: Names;
  readonly access: AccessConfig;
  readonly environment: EnvironmentConfig;
}

/**
 * Sessions of people end after an hour: they are taken from a session of IAM Identity Center, and no longer one can be.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
 */
const PERSON_SESSION = Duration.hours(1);

/**
 * Every role of the platform and of the teams, with its trust and no permission yet. They stand beside the zones because
 * key and bucket policies name them; other stacks attach what concerns their own resources.
 */
export class Roles extends Construct {
  readonly #all = new Map<string, Role>();

  constructor(scope: Construct, id: string, { names, access, environment }: RolesProps) {
    super(scope, id);
    const trust = platformTrust(environment);
    for (const name of Object.keys(PLATFORM_ROLES) as PlatformRole[]) {
      const { assumedBy, namesSource = false, session } = trust[name];
      const role = new Role(this, sidPart(name), {
        roleName: names.of(name),
        description: PLATFORM_ROLES[name],
        assumedBy,
        ...(session && { maxSessionDuration: session }),
      });
      if (namesSource) allowSourceIdentity(role, assumedBy);
      this.#all.set(name, role);
    }
    for (const [team, { purposes, permissionSet }] of Object.entries(access.teams)) {
      const home = new Construct(this, `Team-${team}`);
      const assumedBy = holdersOf(permissionSet);
      const role = new Role(home, 'Role', {
        roleName: names.team(team),
        description: describe(purposes),
        assumedBy,
        permissionsBoundary: teamBoundary(home, team, names),
        maxSessionDuration: PERSON_SESSION,
      });
      allowSourceIdentity(role, assumedBy);
      this.#all.set(team, role);
    }
  }

  get(name: string): Role {
    const role = this.#all.get(name);
    if (role === undefined) throw new Error(`no role for "${name}"`);
    return role;
  }
}

/** What a team's role is for. IAM takes 1,000 characters of Latin-1; a purpose in another script is told by its name. */
const describe = (purposes: Readonly<Record<string, string>>): string => {
  const text = Object.values(purposes).join('; ');
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
  return (/^[\t\n\r\x20-\x7e\xa1-\xff]*$/.test(text) ? text : Object.keys(purposes).join('; ')).slice(0, 1_000);
};

interface Trust {
  readonly assumedBy: IPrincipal;
  /** Set where a session must carry who or what is behind it. */
  readonly namesSource?: boolean;
  readonly session?: Duration;
}

const platformTrust = ({ permissionSets }: EnvironmentConfig): Record<PlatformRole, Trust> => ({
  collector: { assumedBy: devices(), namesSource: true },
  ingest: { assumedBy: new ServicePrincipal('lambda.amazonaws.com') },
  redact: { assumedBy: new ServicePrincipal('lambda.amazonaws.com') },
  retain: { assumedBy: new ServicePrincipal('lambda.amazonaws.com') },
  page: { assumedBy: new ServicePrincipal('lambda.amazonaws.com') },
  worker: { assumedBy: new ServicePrincipal('lambda.amazonaws.com') },
  sentinel: { assumedBy: new ServicePrincipal('lambda.amazonaws.com') },
  schedule: { assumedBy: serviceOfThisAccount('scheduler.amazonaws.com') },
  // The page on registration shows a trust without conditions.
  // https://docs.aws.amazon.com/lake-formation/latest/dg/registration-role.html
  lake: { assumedBy: serviceMaybeNamed('lakeformation.amazonaws.com', { 'aws:SourceAccount': Aws.ACCOUNT_ID }) },
  auditor: { assumedBy: holdersOf(permissionSets.auditor), namesSource: true, session: PERSON_SESSION },
  governor: { assumedBy: holdersOf(permissionSets.governor), namesSource: true, session: PERSON_SESSION },
  operator: { assumedBy: holdersOf(permissionSets.operator), namesSource: true, session: PERSON_SESSION },
});

/** Those who take the role may say who is behind the session. */
const allowSourceIdentity = (role: Role, principal: IPrincipal): void =>
  role.assumeRolePolicy?.addStatements(
    new PolicyStatement({ sid: 'NameWhoIsBehindIt', principals: [principal], actions: ['sts:SetSourceIdentity'] }),
  );
