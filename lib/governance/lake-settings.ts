import { StrongroomError } from '../activity/errors.ts';
import type { EnvironmentConfig } from './environment-config.ts';
import { ACCOUNT_READERS } from './roles.ts';

/** Settings that a deployment puts, in the terms of the request that checks them first. Roles by their ARNs. */
export interface LakeSettingsRequest {
  readonly Administrators: readonly string[];
  readonly ReadOnlyAdministrators: readonly string[];
  readonly CrossAccountVersion: string;
  readonly TrustedOwners: readonly string[];
  readonly SessionTags: readonly string[];
  readonly DefaultsMayClose: 'true' | 'false';
}

/**
 * The settings of an environment.
 * @param deployment ARN of the deployment role
 * @param arnOf ARN of a role of the account by its path and name
 */
export function settingsOf(
  { prefix, existing = {}, lakeAdministrators }: Pick<EnvironmentConfig, 'prefix' | 'existing' | 'lakeAdministrators'>,
  deployment: string,
  arnOf: (role: string) => string,
): LakeSettingsRequest {
  const { lake = {} } = existing;
  return {
    Administrators: [deployment, arnOf(`${prefix}-revoke`), ...lakeAdministrators.map(arnOf)],
    ReadOnlyAdministrators: (lake.readOnlyAdministrators ?? []).map(arnOf),
    CrossAccountVersion: lake.crossAccountVersion ?? '',
    TrustedOwners: lake.trustedOwners ?? [],
    SessionTags: lake.sessionTags ?? [],
    DefaultsMayClose: lake.defaultsMayClose === true ? 'true' : 'false',
  };
}

/**
 * Every role that sees all metadata of the lake, the platform's included: Lake Formation lists all grants only to an
 * administrator, and a list that might be incomplete proves nothing. `LakeSettings` omits the platform's roles, because
 * the proof assumes that a custom resource that names a role may run as it.
 */
export const readersIn = ({ Administrators, ReadOnlyAdministrators }: LakeSettingsRequest): string[] => [
  ...ACCOUNT_READERS.map((role) => (Administrators[1] ?? '').replace(/revoke$/, role)),
  ...ReadOnlyAdministrators,
];

interface Principal {
  readonly DataLakePrincipalIdentifier?: string | undefined;
}
type Defaults = readonly { readonly Principal?: Principal | undefined }[];

/** The settings of an account, as Lake Formation returns them. */
export interface LiveLakeSettings {
  readonly DataLakeAdmins?: readonly Principal[] | undefined;
  readonly ReadOnlyAdmins?: readonly Principal[] | undefined;
  readonly CreateDatabaseDefaultPermissions?: Defaults | undefined;
  readonly CreateTableDefaultPermissions?: Defaults | undefined;
  readonly Parameters?: Readonly<Record<string, string>> | undefined;
  readonly TrustedResourceOwners?: readonly string[] | undefined;
  readonly AuthorizedSessionTagValueList?: readonly string[] | undefined;
  readonly AllowExternalDataFiltering?: boolean | undefined;
  readonly AllowFullTableExternalDataAccess?: boolean | undefined;
}

const IAM_PRINCIPALS = 'IAM_ALLOWED_PRINCIPALS';

/** Lake Formation's settings in an account that never changed them. */
const DEFAULTS: Readonly<Record<string, readonly string[]>> = { SET_CONTEXT: ['TRUE'] };

/**
 * Settings that the account would lose, each with the field of `config/environments.ts` that prevents the loss. Empty
 * when nothing is lost.
 */
export function losses(put: LakeSettingsRequest, live: LiveLakeSettings): string[] {
  const { CROSS_ACCOUNT_VERSION: version, ...parameters } = live.Parameters ?? {};
  const others = Object.entries(parameters).filter(([name, value]) => !DEFAULTS[name]?.includes(value.toUpperCase()));
  const administrators = missing(ids(live.DataLakeAdmins), put.Administrators);
  // A lake with an administrator is in use: its owners might rely on a new account's settings.
  const inUse = ids(live.DataLakeAdmins).some((arn) => !isOurs(arn, put));
  return [
    ...administrators.map((arn) => `administrator ${arn} (lakeAdministrators)`),
    ...missing(ids(live.ReadOnlyAdmins), readersIn(put)).map(
      (arn) => `read-only administrator ${arn} (existing.lake.readOnlyAdministrators)`,
    ),
    ...missing(live.TrustedResourceOwners ?? [], put.TrustedOwners).map(
      (owner) => `trusted account ${owner} (existing.lake.trustedOwners)`,
    ),
    ...missing(live.AuthorizedSessionTagValueList ?? [], put.SessionTags).map(
      (tag) => `session tag ${tag} (existing.lake.sessionTags)`,
    ),
    ...(inUse && version !== undefined && version !== put.CrossAccountVersion
      ? [`cross-account version ${version} (existing.lake.crossAccountVersion)`]
      : []),
    ...others.map(([name]) => `parameter ${name} (no field keeps it)`),
    ...(live.AllowExternalDataFiltering === true ? ['external data filtering (it cannot stay: ask its owners)'] : []),
    ...(live.AllowFullTableExternalDataAccess === true
      ? ['full-table access of other engines (it cannot stay: ask its owners)']
      : []),
    ...(inUse && isOpen(live) && put.DefaultsMayClose !== 'true'
      ? ['defaults that leave new databases and tables to IAM policies (existing.lake.defaultsMayClose)']
      : []),
  ];
}

/** @throws StrongroomError `lake.in-use` when these settings would replace another owner's setting */
export function keepsOthers(put: LakeSettingsRequest, live: LiveLakeSettings): void {
  const lost = losses(put, live);
  if (lost.length > 0)
    throw new StrongroomError(
      'lake.in-use',
      `Lake Formation of this account has what this deployment would take away: ${lost.join('; ')}`,
      'Name each in config/environments.ts, in the field beside it, or take it out of the account first; then deploy again.',
    );
}

const ids = (list: readonly Principal[] = []): string[] =>
  list.flatMap(({ DataLakePrincipalIdentifier: id }) => (id === undefined ? [] : [id]));

const missing = (live: readonly string[], put: readonly string[]): string[] =>
  live.filter((role) => !put.includes(role));

/** The first two are always the deployment's own. */
const isOurs = (arn: string, { Administrators }: LakeSettingsRequest): boolean =>
  Administrators.slice(0, 2).includes(arn);

const isOpen = ({ CreateDatabaseDefaultPermissions, CreateTableDefaultPermissions }: LiveLakeSettings): boolean =>
  [...(CreateDatabaseDefaultPermissions ?? []), ...(CreateTableDefaultPermissions ?? [])].some(
    ({ Principal }) => Principal?.DataLakePrincipalIdentifier === IAM_PRINCIPALS,
  );
