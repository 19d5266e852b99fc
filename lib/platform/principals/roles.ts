import { Aws, type Duration } from 'aws-cdk-lib';
import { type IPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { EnvironmentConfig } from '../../governance/environment-config.ts';
import { PLATFORM_ROLES, type PlatformRole } from '../../governance/roles.ts';
import type { Names } from '../names.ts';
import { sidPart } from '../policy/sid.ts';
import {
  allowSourceIdentity,
  devices,
  holdersOf,
  PERSON_SESSION,
  serviceMaybeNamed,
  serviceOfThisAccount,
} from './trust.ts';

export interface RolesProps {
  readonly names: Names;
  readonly environment: EnvironmentConfig;
}

/**
 * Every role of the platform, with its trust policy and no permission yet. The roles are beside the zones because key
 * and bucket policies name them; other stacks attach permissions on their own resources. A team's role is with the
 * team's other resources (team-role.ts).
 */
export class Roles extends Construct {
  readonly #all = new Map<string, Role>();

  constructor(scope: Construct, id: string, { names, environment }: RolesProps) {
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
  }

  get(name: string): Role {
    const role = this.#all.get(name);
    if (role === undefined) throw new Error(`no role for "${name}"`);
    return role;
  }
}

interface Trust {
  readonly assumedBy: IPrincipal;
  /** Set where a session must carry the identity of the person or process behind it. */
  readonly namesSource?: boolean;
  readonly session?: Duration;
}

const platformTrust = ({ permissionSets }: EnvironmentConfig): Record<PlatformRole, Trust> => ({
  collector: { assumedBy: devices(), namesSource: true },
  ingest: { assumedBy: new ServicePrincipal('lambda.amazonaws.com') },
  redact: { assumedBy: new ServicePrincipal('lambda.amazonaws.com') },
  retain: { assumedBy: new ServicePrincipal('lambda.amazonaws.com') },
  compact: { assumedBy: new ServicePrincipal('lambda.amazonaws.com') },
  keep: { assumedBy: new ServicePrincipal('lambda.amazonaws.com') },
  export: { assumedBy: new ServicePrincipal('lambda.amazonaws.com') },
  package: { assumedBy: new ServicePrincipal('lambda.amazonaws.com') },
  page: { assumedBy: new ServicePrincipal('lambda.amazonaws.com') },
  worker: { assumedBy: new ServicePrincipal('lambda.amazonaws.com') },
  sentinel: { assumedBy: new ServicePrincipal('lambda.amazonaws.com') },
  queries: { assumedBy: new ServicePrincipal('lambda.amazonaws.com') },
  reads: { assumedBy: new ServicePrincipal('lambda.amazonaws.com') },
  inventory: { assumedBy: new ServicePrincipal('lambda.amazonaws.com') },
  schedule: { assumedBy: serviceOfThisAccount('scheduler.amazonaws.com') },
  // The documented trust policy for registration has no conditions.
  // https://docs.aws.amazon.com/lake-formation/latest/dg/registration-role.html
  lake: { assumedBy: serviceMaybeNamed('lakeformation.amazonaws.com', { 'aws:SourceAccount': Aws.ACCOUNT_ID }) },
  auditor: { assumedBy: holdersOf(permissionSets.auditor), namesSource: true, session: PERSON_SESSION },
  governor: { assumedBy: holdersOf(permissionSets.governor), namesSource: true, session: PERSON_SESSION },
  operator: { assumedBy: holdersOf(permissionSets.operator), namesSource: true, session: PERSON_SESSION },
});
