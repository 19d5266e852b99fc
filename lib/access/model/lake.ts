import { UNRESOLVED } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';
import type {
  Database,
  DataFilter,
  GrantTarget,
  LakeGrant,
  LakeSettings,
  Registration,
  Resource,
  Table,
  TablePart,
} from './app.ts';
import { at, isOn, list, text, texts } from './values.ts';

/** For settings that open access: off when left out, on when unreadable. */
const OFF = { absent: false, unread: true } as const;

const of = (resources: readonly Resource[], type: string) => resources.filter((resource) => resource.type === type);

/** A list of default permissions that is not plainly empty leaves new databases or tables to IAM policies. */
const open = (value: unknown, path: string): boolean => {
  const found = at(value, path);
  return !(Array.isArray(found) && found.length === 0);
};

export const readDatabases = (resources: readonly Resource[]): Database[] =>
  of(resources, 'AWS::Glue::Database').map((resource) => ({
    ...resource,
    arn: resource.arn ?? UNRESOLVED,
    openByDefault: open(resource.properties, 'DatabaseInput.CreateTableDefaultPermissions'),
  }));

export const readTables = (resources: readonly Resource[]): Table[] =>
  of(resources, 'AWS::Glue::Table').map((resource) => {
    const input = at(resource.properties, 'TableInput');
    const names = (path: string) => list(input, path).map((column) => text(column, 'Name') ?? UNRESOLVED);
    const location = text(input, 'StorageDescriptor.Location');
    return {
      ...resource,
      arn: resource.arn ?? UNRESOLVED,
      database: text(resource.properties, 'DatabaseName') ?? UNRESOLVED,
      ...(location === undefined ? {} : { location }),
      locations: placesOf(resource, 'TableInput'),
      columns: names('StorageDescriptor.Columns'),
      partitionKeys: names('PartitionKeys'),
    };
  });

export const readPartitions = (resources: readonly Resource[]): TablePart[] =>
  of(resources, 'AWS::Glue::Partition').map((resource) => ({
    ...resource,
    database: text(resource.properties, 'DatabaseName') ?? UNRESOLVED,
    table: text(resource.properties, 'TableName') ?? UNRESOLVED,
    locations: placesOf(resource, 'PartitionInput'),
  }));

/** The locations that a table or partition names: a location that is not text yet counts. */
function placesOf(resource: Resource, input: string): string[] {
  const location = text(resource.properties, `${input}.StorageDescriptor.Location`);
  return [...new Set([...(location?.includes(UNRESOLVED) ? [location] : []), ...locationsIn(resource.properties)])];
}

/** Every place in S3 that a value names: of a table also those of its metadata and of the template for its partitions. */
function locationsIn(value: unknown): string[] {
  if (typeof value === 'string') return /^\s*s3[an]?:\/\//.test(value) ? [value.trim()] : [];
  if (Array.isArray(value)) return value.flatMap(locationsIn);
  return isRecord(value) ? Object.values(value).flatMap(locationsIn) : [];
}

export const readRegistrations = (resources: readonly Resource[]): Registration[] =>
  of(resources, 'AWS::LakeFormation::Resource').map((resource) => {
    const roleArn = text(resource.properties, 'RoleArn');
    return {
      ...resource,
      locationArn: text(resource.properties, 'ResourceArn') ?? UNRESOLVED,
      ...(roleArn === undefined ? {} : { roleArn }),
      hybrid: isOn(resource.properties, 'HybridAccessEnabled', OFF),
      serviceLinked: roleArn === undefined || isOn(resource.properties, 'UseServiceLinkedRole', OFF),
    };
  });

export const readDataFilters = (resources: readonly Resource[]): DataFilter[] =>
  of(resources, 'AWS::LakeFormation::DataCellsFilter').map((resource) => {
    const { properties } = resource;
    const all = at(properties, 'RowFilter.AllRowsWildcard') !== undefined;
    const expression = all ? undefined : text(properties, 'RowFilter.FilterExpression');
    const wild = at(properties, 'ColumnNames') === undefined || at(properties, 'ColumnWildcard') !== undefined;
    const columns = wild ? '*' : texts(properties, 'ColumnNames');
    return {
      ...resource,
      catalog: text(properties, 'TableCatalogId'),
      database: text(properties, 'DatabaseName') ?? UNRESOLVED,
      table: text(properties, 'TableName') ?? UNRESOLVED,
      columns,
      rows: expression ?? null,
    };
  });

export const readLakeSettings = (resources: readonly Resource[]): LakeSettings[] =>
  of(resources, 'AWS::LakeFormation::DataLakeSettings').map((resource) => ({
    ...resource,
    admins: list(resource.properties, 'Admins').map(
      (admin) => text(admin, 'DataLakePrincipalIdentifier') ?? UNRESOLVED,
    ),
    openByDefault:
      open(resource.properties, 'CreateDatabaseDefaultPermissions') ||
      open(resource.properties, 'CreateTableDefaultPermissions'),
    // Without a mutation type, settings replace those of the account; otherwise they are added to the access that was open
    // before.
    appends: !['REPLACE', undefined].includes(text(resource.properties, 'MutationType')),
    externalFiltering: isOn(resource.properties, 'AllowExternalDataFiltering', OFF),
    fullTableExternalAccess: isOn(resource.properties, 'AllowFullTableExternalDataAccess', OFF),
  }));

/** Grants, of the present type and of the older AWS::LakeFormation::Permissions. */
export const readLakeGrants = (resources: readonly Resource[]): LakeGrant[] => [
  ...of(resources, 'AWS::LakeFormation::PrincipalPermissions').map((resource) =>
    grant(resource, 'Principal', 'PermissionsWithGrantOption', readTarget(at(resource.properties, 'Resource'))),
  ),
  ...of(resources, 'AWS::LakeFormation::Permissions').map((resource) =>
    grant(
      resource,
      'DataLakePrincipal',
      'PermissionsWithGrantOption',
      readOldTarget(at(resource.properties, 'Resource')),
    ),
  ),
];

const grant = (resource: Resource, principal: string, grantable: string, on: GrantTarget): LakeGrant => ({
  ...resource,
  principal: text(resource.properties, `${principal}.DataLakePrincipalIdentifier`) ?? UNRESOLVED,
  permissions: texts(resource.properties, 'Permissions').map((permission) => permission.toUpperCase()),
  grantable: texts(resource.properties, grantable).map((permission) => permission.toUpperCase()),
  on,
});

/** The subject of a grant; for several at once, none is returned. */
function onlyEntry(target: unknown): readonly [kind?: string, value?: unknown] {
  const entries = isRecord(target) ? Object.entries(target) : [];
  return entries.length === 1 ? (entries[0] ?? []) : [];
}

function readTarget(target: unknown): GrantTarget {
  const [kind, value] = onlyEntry(target);
  const database = text(value, 'DatabaseName') ?? text(value, 'Name') ?? UNRESOLVED;
  switch (kind) {
    case 'Table':
      return tableTarget(value, database, '*');
    case 'TableWithColumns':
      return tableTarget(value, database, at(value, 'ColumnNames') === undefined ? '*' : texts(value, 'ColumnNames'));
    case 'DataCellsFilter':
      return {
        kind: 'filter',
        database,
        table: text(value, 'TableName') ?? UNRESOLVED,
        catalog: text(value, 'TableCatalogId'),
        filter: text(value, 'Name') ?? UNRESOLVED,
      };
    case 'Database':
      return { kind: 'database', database: text(value, 'Name') ?? UNRESOLVED };
    case 'DataLocation':
      return { kind: 'location', arn: text(value, 'ResourceArn') ?? UNRESOLVED };
    case 'LFTag':
    case 'LFTagPolicy':
      return { kind: 'tags' };
    case 'Catalog':
      return { kind: 'catalog' };
    default:
      return { kind: 'unknown' };
  }
}

const tableTarget = (value: unknown, database: string, columns: readonly string[] | '*'): GrantTarget => ({
  kind: 'table',
  database,
  table: at(value, 'TableWildcard') === undefined ? (text(value, 'Name') ?? UNRESOLVED) : '*',
  columns,
});

/** The older type names the kind of resource with another suffix. */
function readOldTarget(target: unknown): GrantTarget {
  const [kind, value] = onlyEntry(target);
  if (kind === 'DataLocationResource') return { kind: 'location', arn: text(value, 'S3Resource') ?? UNRESOLVED };
  return kind === undefined ? { kind: 'unknown' } : readTarget({ [kind.replace(/Resource$/, '')]: value });
}
