import { at, list, text } from '../../model/values.ts';
import { UNRESOLVED } from '../../policy/pattern.ts';
import { isRecord } from '../../policy/record.ts';
import { given, type Properties, type SeenAccount } from './seen.ts';

/** Lake Formation, the catalogue that it guards, and the workgroups that query it. */
export function lake(seen: SeenAccount): void {
  const settings = at(seen.get('lakeformation:GetDataLakeSettings'), 'DataLakeSettings');
  if (isRecord(settings))
    seen.put('AWS::LakeFormation::DataLakeSettings', 'settings', undefined, {
      ...settings,
      Admins: settings.DataLakeAdmins ?? [],
      // The account's settings are complete, so they replace.
      MutationType: 'REPLACE',
    });
  for (const [index, grant] of seen.list('lakeformation:ListPermissions', 'PrincipalResourcePermissions').entries())
    seen.put('AWS::LakeFormation::PrincipalPermissions', grantName(grant, index), undefined, {
      Principal: at(grant, 'Principal'),
      Permissions: list(grant, 'Permissions'),
      PermissionsWithGrantOption: list(grant, 'PermissionsWithGrantOption'),
      Resource: targetOf(at(grant, 'Resource')),
    });
  for (const filter of seen.list('lakeformation:ListDataCellsFilter', 'DataCellsFilters'))
    if (isRecord(filter))
      seen.put('AWS::LakeFormation::DataCellsFilter', text(filter, 'Name') ?? UNRESOLVED, undefined, filtered(filter));
  for (const registered of seen.list('lakeformation:ListResources', 'ResourceInfoList')) {
    const role = text(registered, 'RoleArn');
    const linked = role === undefined || /:role\/aws-service-role\/lakeformation\./.test(role);
    seen.put('AWS::LakeFormation::Resource', text(registered, 'ResourceArn') ?? UNRESOLVED, undefined, {
      ResourceArn: text(registered, 'ResourceArn'),
      RoleArn: role,
      UseServiceLinkedRole: linked,
      HybridAccessEnabled: at(registered, 'HybridAccessEnabled'),
      WithFederation: at(registered, 'WithFederation'),
    });
  }
  catalogue(seen);
  for (const listed of seen.list('athena:ListWorkGroups', 'WorkGroups')) {
    const name = text(listed, 'Name') ?? UNRESOLVED;
    const group = at(seen.get('athena:GetWorkGroup', { WorkGroup: name }), 'WorkGroup');
    seen.put('AWS::Athena::WorkGroup', name, seen.arn('athena', `workgroup/${name}`), {
      Name: name,
      State: text(group, 'State'),
      WorkGroupConfiguration: at(group, 'Configuration') ?? UNRESOLVED,
    });
  }
}

/** The principal, on the most specific resource that the grant names. */
const grantName = (grant: unknown, index: number): string => {
  const [kind = '', on] = Object.entries((at(grant, 'Resource') ?? {}) as object)[0] ?? [];
  const what = text(on, 'Name') ?? text(on, 'ResourceArn') ?? text(on, 'DatabaseName') ?? '';
  const who = text(grant, 'Principal.DataLakePrincipalIdentifier')?.split(/[:/]/).at(-1);
  return `to ${who} on ${kind} ${what} (${index + 1})`;
};

/** SELECT on every table of a database is listed as a grant on columns of one that is called ALL_TABLES. */
function targetOf(target: unknown): unknown {
  if (!isRecord(target)) return target;
  return Object.fromEntries(
    Object.entries(target).map(([kind, on]) => [
      kind,
      isRecord(on) && on.Name === 'ALL_TABLES' && /^Table/.test(kind) ? { ...on, TableWildcard: {} } : on,
    ]),
  );
}

/** A filter with a column wildcard excludes columns; its list of columns is then empty and has no meaning. */
function filtered(filter: Properties): Properties {
  const { ColumnNames, ...rest } = filter;
  const wild = isRecord(rest.ColumnWildcard) || list(filter, 'ColumnNames').length === 0;
  return wild ? rest : { ...rest, ColumnNames };
}

function catalogue(seen: SeenAccount): void {
  for (const database of seen.list('glue:GetDatabases', 'DatabaseList')) {
    const name = text(database, 'Name') ?? UNRESOLVED;
    seen.put('AWS::Glue::Database', name, seen.arn('glue', `database/${name}`), {
      CatalogId: text(database, 'CatalogId'),
      DatabaseInput: given({
        Name: name,
        LocationUri: text(database, 'LocationUri'),
        CreateTableDefaultPermissions: at(database, 'CreateTableDefaultPermissions'),
      }),
    });
    for (const table of seen.list('glue:GetTables', 'TableList', { DatabaseName: name }))
      seen.put(
        'AWS::Glue::Table',
        text(table, 'Name') ?? UNRESOLVED,
        seen.arn('glue', `table/${name}/${text(table, 'Name')}`),
        { CatalogId: text(table, 'CatalogId'), DatabaseName: name, TableInput: inputOf(table) },
      );
  }
}

/** The table input as its creator gave it: AWS adds who and when. */
const inputOf = (table: unknown): unknown => {
  const { CatalogId, DatabaseName, CreateTime, UpdateTime, CreatedBy, VersionId, IsMultiDialectView, ...input } =
    isRecord(table) ? table : {};
  const { IsRegisteredWithLakeFormation, IsMaterializedView, ...said } = input;
  return said;
};
