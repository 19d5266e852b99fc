import { canonicalJson, type Json } from '../../activity/canonical-json.ts';
import type { Resource } from '../model/app.ts';
import { isRecord } from '../policy/record.ts';
import {
  type AccountState,
  type Apply,
  type Change,
  capitalised,
  listOf,
  made,
  recordOf,
  textOf,
  without,
  withResource,
} from './change.ts';

const GRANT = 'AWS::LakeFormation::PrincipalPermissions';
const FILTER = 'AWS::LakeFormation::DataCellsFilter';

/** The subject of a grant, without the account, which a call may leave out, and in one order. */
function onWhat(resource: unknown): string {
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(plain).sort();
    if (!isRecord(value)) return value;
    const entries = Object.entries(value).filter(([key, each]) => !/^(Table)?CatalogId$/.test(key) && each !== null);
    return Object.fromEntries(entries.map(([key, each]) => [key, plain(each)]));
  };
  return canonicalJson(plain(resource) as Json);
}

/** The one form of a principal, a resource and permissions: of one call, of each entry of a batch, of an answer of the API. */
interface Granted {
  readonly principal: string;
  readonly resource: unknown;
  readonly permissions: readonly string[];
  readonly grantable: readonly string[];
}

export function grantedOf(value: unknown): Granted {
  const entry = recordOf(capitalised(value));
  return {
    principal: textOf(recordOf(entry.Principal).DataLakePrincipalIdentifier) ?? '*',
    resource: entry.Resource,
    permissions: listOf(entry.Permissions).map((permission) => String(permission).toUpperCase()),
    grantable: listOf(entry.PermissionsWithGrantOption).map((permission) => String(permission).toUpperCase()),
  };
}

export const grantProperties = ({ principal, resource, permissions, grantable }: Granted) => ({
  Principal: { DataLakePrincipalIdentifier: principal },
  Resource: resource,
  Permissions: permissions,
  PermissionsWithGrantOption: grantable,
});

const isSameGrant =
  ({ principal, resource }: Granted) =>
  (other: Resource): boolean =>
    other.type === GRANT &&
    recordOf(other.properties.Principal).DataLakePrincipalIdentifier === principal &&
    onWhat(other.properties.Resource) === onWhat(resource);

function grant(state: AccountState, change: Change, value: unknown, at: number): AccountState {
  const given = grantedOf(value);
  const resource = made(change, GRANT, `grant ${change.id}`, grantProperties(given));
  return withResource(state, at === 0 ? resource : { ...resource, logicalId: `${resource.logicalId} entry ${at + 1}` });
}

/** Takes permissions away from the grants on exactly the same thing; a grant that keeps none is gone. */
function revoke(state: AccountState, value: unknown): AccountState {
  const taken = grantedOf(value);
  const all = taken.permissions.some((permission) => permission === 'ALL' || permission === 'SUPER');
  const resources = state.resources.flatMap((resource) => {
    if (!isSameGrant(taken)(resource)) return [resource];
    const left = listOf(resource.properties.Permissions).filter(
      (permission) => !all && !taken.permissions.includes(String(permission)),
    );
    return left.length === 0 ? [] : [{ ...resource, properties: { ...resource.properties, Permissions: left } }];
  });
  return { ...state, resources };
}

/** For a batch, failed entries are in the answer, by the id that the caller gave them. */
function entriesOf({ params, response }: Change): readonly unknown[] {
  const failed = listOf(response.failures).map((failure) => textOf(recordOf(recordOf(failure).requestEntry).id));
  return listOf(params.entries).filter((entry) => {
    const id = textOf(recordOf(entry).id);
    return id === undefined || !failed.includes(id);
  });
}

const isFilter =
  (data: Readonly<Record<string, unknown>>) =>
  ({ type, properties, name }: Resource): boolean =>
    type === FILTER &&
    name === data.Name &&
    properties.TableName === data.TableName &&
    properties.DatabaseName === data.DatabaseName;

const putFilter: Apply = (state, change) => {
  const data = recordOf(capitalised(change.params.tableData));
  const resource = made(change, FILTER, textOf(data.Name) ?? '', { ...data });
  return { state: withResource(without(state, isFilter(data)), resource) };
};

const dropFilter: Apply = (state, change) => {
  const asked = recordOf(capitalised(change.params));
  return { state: without(state, isFilter(asked)) };
};

const putSettings: Apply = (state, change) => {
  const settings = recordOf(capitalised(change.params.dataLakeSettings));
  const properties = { ...settings, Admins: settings.DataLakeAdmins ?? [] };
  const type = 'AWS::LakeFormation::DataLakeSettings';
  return {
    state: withResource(
      without(state, (resource) => resource.type === type),
      made(change, type, 'settings', properties),
    ),
  };
};

const isRegistered =
  ({ params }: Change) =>
  (resource: Resource) =>
    resource.type === 'AWS::LakeFormation::Resource' && resource.properties.ResourceArn === params.resourceArn;

const register: Apply = (state, change) => {
  const properties = recordOf(capitalised(change.params));
  const resource = made(change, 'AWS::LakeFormation::Resource', String(properties.ResourceArn), { ...properties });
  return { state: withResource(without(state, isRegistered(change)), resource) };
};

const isTable = (database: unknown, name: unknown) => (resource: Resource) =>
  resource.type === 'AWS::Glue::Table' && resource.properties.DatabaseName === database && resource.name === name;

const putTable: Apply = (state, change) => {
  const input = recordOf(capitalised(change.params.tableInput));
  const [database, name] = [textOf(change.params.databaseName) ?? '', textOf(input.Name) ?? ''];
  const arn = `arn:aws:glue:${change.region}:${change.account}:table/${database}/${name}`;
  const resource = made(change, 'AWS::Glue::Table', name, { DatabaseName: database, TableInput: input }, arn);
  return { state: withResource(without(state, isTable(database, name)), resource) };
};

/** Calls of Lake Formation and Glue that change who may see data. */
export const LAKE_CHANGES: Readonly<Record<string, Apply>> = {
  'lakeformation:GrantPermissions': (state, change) => ({ state: grant(state, change, change.params, 0) }),
  'lakeformation:RevokePermissions': (state, change) => ({ state: revoke(state, change.params) }),
  'lakeformation:BatchGrantPermissions': (state, change) => ({
    state: entriesOf(change).reduce<AccountState>((next, entry, at) => grant(next, change, entry, at), state),
  }),
  'lakeformation:BatchRevokePermissions': (state, change) => ({
    state: entriesOf(change).reduce<AccountState>((next, entry) => revoke(next, entry), state),
  }),
  'lakeformation:CreateDataCellsFilter': putFilter,
  'lakeformation:UpdateDataCellsFilter': putFilter,
  'lakeformation:DeleteDataCellsFilter': dropFilter,
  'lakeformation:PutDataLakeSettings': putSettings,
  'lakeformation:RegisterResource': register,
  'lakeformation:UpdateResource': register,
  'lakeformation:DeregisterResource': (state, change) => ({ state: without(state, isRegistered(change)) }),
  'glue:PutResourcePolicy': (state) => ({
    state,
    doubt: 'the policy of the Glue catalog was written, which is not decided here',
  }),
  'glue:CreateTable': putTable,
  'glue:UpdateTable': putTable,
  'glue:DeleteTable': (state, change) => ({
    state: without(state, isTable(change.params.databaseName, change.params.name)),
  }),
};
