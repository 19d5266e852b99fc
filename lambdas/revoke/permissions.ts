import {
  type DataLakeSettings,
  GetDataLakeSettingsCommand,
  LakeFormationClient,
  type Permission,
  type PrincipalResourcePermissions,
  paginateListPermissions,
  type Resource,
  RevokePermissionsCommand,
} from '@aws-sdk/client-lakeformation';

/** Every principal that IAM allows. While it holds a permission, Lake Formation's filters have no effect. */
const IAM_PRINCIPALS = 'IAM_ALLOWED_PRINCIPALS';

/** The database or table in question. */
export interface GrantedResource {
  readonly database: string;
  readonly table?: string;
}

/** One permission entry as Lake Formation lists it. */
export interface PermissionEntry {
  readonly resource: Resource;
  readonly permissions: readonly Permission[];
  readonly grantable: readonly Permission[];
}

/** The Lake Formation calls that are needed. */
export interface Permissions {
  /** The permissions of the IAM principals on the target. */
  list(target: GrantedResource): Promise<readonly PermissionEntry[]>;
  revoke(held: PermissionEntry): Promise<void>;
  /** The settings of the account's lake. */
  settings(): Promise<DataLakeSettings>;
}

/** Lake Formation of the account that the function runs in. */
export class LakeFormationPermissions implements Permissions {
  readonly #client: LakeFormationClient;

  constructor(client = new LakeFormationClient({})) {
    this.#client = client;
  }

  async list(target: GrantedResource): Promise<readonly PermissionEntry[]> {
    const held: PermissionEntry[] = [];
    for (const Resource of resourcesOf(target)) {
      const input = { Principal: { DataLakePrincipalIdentifier: IAM_PRINCIPALS }, Resource };
      for await (const page of paginateListPermissions({ client: this.#client }, input)) {
        held.push(...(page.PrincipalResourcePermissions ?? []).flatMap(heldByIamPrincipals));
      }
    }
    return held;
  }

  async settings(): Promise<DataLakeSettings> {
    return (await this.#client.send(new GetDataLakeSettingsCommand({}))).DataLakeSettings ?? {};
  }

  async revoke({ resource, permissions, grantable }: PermissionEntry): Promise<void> {
    await this.#client.send(
      new RevokePermissionsCommand({
        Principal: { DataLakePrincipalIdentifier: IAM_PRINCIPALS },
        Resource: resource,
        Permissions: [...permissions],
        PermissionsWithGrantOption: [...grantable],
      }),
    );
  }
}

/** Rights on every table of a database are rights on this one, and they are listed apart. */
const resourcesOf = ({ database, table }: GrantedResource): Resource[] =>
  table === undefined
    ? [{ Database: { Name: database } }, { Table: { DatabaseName: database, TableWildcard: {} } }]
    : [{ Table: { DatabaseName: database, Name: table } }];

const heldByIamPrincipals = (entry: PrincipalResourcePermissions): PermissionEntry[] => {
  if (entry.Principal?.DataLakePrincipalIdentifier !== IAM_PRINCIPALS || entry.Resource === undefined) return [];
  return [
    {
      resource: entry.Resource,
      permissions: entry.Permissions ?? [],
      grantable: entry.PermissionsWithGrantOption ?? [],
    },
  ];
};
