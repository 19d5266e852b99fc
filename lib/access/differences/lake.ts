import { coversRows } from '../../activity/row-filter/cover.ts';
import type { App } from '../model/app.ts';
import { isLakeAdministrator, type LakePermission, lakePermissions } from '../query/lake-permissions.ts';

/** What a principal sees of a table through Lake Formation in one version and not in the other. */
export interface Sight {
  readonly who: string;
  readonly database: string;
  readonly table: string;
  /** Columns in question; all that are seen when it is the rows that differ. */
  readonly columns: readonly string[];
  /** Rows that are seen, in SQL; null for all rows. */
  readonly rows: string | null;
  /** Whether the rows are what differs, and not the columns. */
  readonly byRows: boolean;
  /** Name of the data filter; null when no filter narrows the grant. */
  readonly filter: string | null;
  /** Logical id. */
  readonly grant: string;
  readonly template: string;
  readonly sure: boolean;
}

interface Seen {
  readonly columns: ReadonlySet<string>;
  /** Null once one grant shows all rows. */
  readonly filters: readonly string[] | null;
  readonly by: LakePermission;
}

/** Whatever `wide` shows of its tables beyond what `narrow` shows to the same principal, by union of all its grants. */
export function sightsBeyond(wide: App, narrow: App): Sight[] {
  const ours = principalsOf(wide);
  const before = principalsOf(narrow);
  return [...ours].flatMap(([arn, name]) => {
    const seen = seenBy(wide, arn);
    const known = before.has(arn) ? seenBy(narrow, arn) : new Map<string, Seen>();
    return [...seen].flatMap(([table, sight]) => beyond(name, sight, known.get(table)));
  });
}

/** A table in one version and what is promised of it: columns that were not seen, then rows that were not. */
function beyond(who: string, seen: Seen, before: Seen | undefined): Sight[] {
  const { by, filters } = seen;
  const { database, table, template } = by;
  const rows = rowsOf(filters);
  const place = { who, database, table, rows, filter: by.filterName, grant: by.grant, template };
  const fresh = [...seen.columns].filter((column) => !before?.columns.has(column)).sort();
  const found: Sight[] = fresh.length > 0 ? [{ ...place, columns: fresh, byRows: false, sure: true }] : [];
  if (!before) return found;
  const same = moreRows(filters, before.filters);
  const shared = [...seen.columns].filter((column) => before.columns.has(column)).sort();
  if (same !== 'none' && shared.length > 0)
    found.push({ ...place, columns: shared, byRows: true, sure: same === 'some' });
  return found;
}

/** What both versions show of a table to the same principal: the columns that both have, and rows that are in both. */
export function sightsKept(older: App, newer: App): Sight[] {
  const before = principalsOf(older);
  return [...principalsOf(newer)]
    .filter(([arn]) => before.has(arn))
    .flatMap(([arn, who]) => {
      const known = seenBy(older, arn);
      return [...seenBy(newer, arn)].flatMap(([table, seen]) => kept(who, seen, known.get(table)));
    });
}

function kept(who: string, { by, columns, filters }: Seen, before: Seen | undefined): Sight[] {
  const shared = [...columns].filter((column) => before?.columns.has(column)).sort();
  if (!before || shared.length === 0) return [];
  const [old, fresh] = [rowsOf(before.filters), rowsOf(filters)];
  const rows =
    moreRows(filters, before.filters) === 'none'
      ? fresh
      : moreRows(before.filters, filters) === 'none'
        ? old
        : [old, fresh].map((part) => `(${part})`).join(' AND ');
  const { database, table, template, filterName: filter, grant } = by;
  return [{ who, database, table, template, columns: shared, rows, byRows: false, filter, grant, sure: true }];
}

const rowsOf = (filters: Seen['filters']): string | null => filters?.join(' OR ') ?? null;

/** Whether filters show rows that others do not. */
function moreRows(filters: Seen['filters'], before: Seen['filters']): 'none' | 'some' | 'unknown' {
  if (before === null) return 'none';
  if (filters === null) return 'some';
  const answers = filters.map((filter) => before.includes(filter) || coversRows(before, filter));
  if (answers.every((answer) => answer === true)) return 'none';
  return answers.includes(false) ? 'some' : 'unknown';
}

function seenBy(app: App, arn: string): Map<string, Seen> {
  const found = new Map<string, Seen>();
  for (const permission of lakePermissions(app, arn)) {
    const key = `${permission.database}.${permission.table}`;
    const table = app.tables.find(
      (candidate) => candidate.database === permission.database && candidate.name === permission.table,
    );
    const all = [...(table?.columns ?? []), ...(table?.partitionKeys ?? [])];
    // No filter hides a partition key.
    const columns = permission.columns === '*' ? all : [...permission.columns, ...(table?.partitionKeys ?? [])];
    const before = found.get(key);
    const filters =
      permission.rowFilter === null || before?.filters === null
        ? null
        : [...(before?.filters ?? []), permission.rowFilter];
    found.set(key, {
      columns: new Set([...(before?.columns ?? []), ...columns]),
      filters,
      by: before?.by ?? permission,
    });
  }
  return found;
}

/** ARN and name of everybody who may have a grant. */
const principalsOf = (app: App): Map<string, string> =>
  new Map([
    ...app.lakeGrants.map(({ principal }) => [principal, principal.split('/').at(-1) ?? principal] as const),
    ...[...app.roles, ...app.users].map(({ arn, name }) => [arn, name] as const),
  ]);

/** Permissions beside reading, and administration, that one version gives and the other does not. */
export interface LakeRight {
  readonly who: string;
  readonly permission: string;
  readonly on: string;
  readonly grant: string;
  readonly template: string;
}

const READING = new Set(['SELECT']);

export function lakeRightsBeyond(wide: App, narrow: App): LakeRight[] {
  const held = new Set(narrow.lakeGrants.flatMap((grant) => rightsOf(grant).map(keyOf)));
  const granted = wide.lakeGrants.flatMap(rightsOf).filter((right) => !held.has(keyOf(right)));
  const administrators = [...wide.roles, ...wide.users]
    .filter(({ arn }) => isLakeAdministrator(wide, arn) && !isLakeAdministrator(narrow, arn))
    .map((identity) => ({
      ...{ who: identity.name, permission: 'administers Lake Formation', on: 'the whole data lake' },
      ...{ grant: 'data lake settings', template: wide.lakeSettings[0]?.template ?? '' },
    }));
  return [...granted, ...administrators];
}

const keyOf = ({ who, permission, on }: LakeRight): string => JSON.stringify([who, permission, on]);

function rightsOf({
  principal,
  permissions,
  grantable,
  on,
  logicalId,
  template,
}: App['lakeGrants'][number]): LakeRight[] {
  const who = principal.split('/').at(-1) ?? principal;
  const place = { who, on: targetOf(on), grant: logicalId, template };
  return [
    ...permissions.filter((permission) => !READING.has(permission)).map((permission) => ({ ...place, permission })),
    ...grantable.map((permission) => ({ ...place, permission: `may grant ${permission}` })),
  ];
}

function targetOf(on: App['lakeGrants'][number]['on']): string {
  switch (on.kind) {
    case 'table':
      return `table ${on.database}.${on.table}`;
    case 'filter':
      return `table ${on.database}.${on.table}`;
    case 'database':
      return `database ${on.database}`;
    case 'location':
      return on.arn;
    default:
      return on.kind;
  }
}
