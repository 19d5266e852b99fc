import type { App, DataFilter, LakeGrant, Registration, Table } from '../model/app.ts';
import { UNRESOLVED } from '../policy/pattern.ts';

/** The part of a table that one grant shows a principal. */
export interface LakePermission {
  readonly database: string;
  readonly table: string;
  readonly columns: readonly string[] | '*';
  /** Null for all rows. */
  readonly rowFilter: string | null;
  /** Null for a grant that is not filtered. */
  readonly filterName: string | null;
  /** Logical id of the grant; `default permissions` when the table is left open to IAM policies. */
  readonly grant: string;
  readonly template: string;
  readonly constructPath: string;
  /** The registration that serves the table's files; null when no registered location holds them. */
  readonly registration: Registration | null;
}

/** Permissions that let a principal read a table's rows. */
const READS = new Set(['SELECT', 'ALL', 'SUPER', 'ALL_PERMISSIONS']);
export const IAM_ALLOWED_PRINCIPALS = 'IAM_ALLOWED_PRINCIPALS';

/**
 * All data that Lake Formation grants let a principal read: the union of all its grants, including those to every principal, for
 * a second, wider grant voids a filter. https://docs.aws.amazon.com/lake-formation/latest/dg/data-filtering-notes.html
 */
export function lakePermissions(app: App, principalArn: string): LakePermission[] {
  const found: LakePermission[] = [];
  for (const grant of app.lakeGrants) {
    if (!means(grant.principal, principalArn) || !grant.permissions.some((permission) => READS.has(permission)))
      continue;
    for (const table of app.tables)
      for (const seen of sees(app, grant, table))
        found.push({ ...place(app, table), ...seen, grant: grant.logicalId, ...where(grant) });
  }
  for (const table of app.tables) {
    const opening = openedBy(app, table);
    if (opening) {
      found.push({
        ...place(app, table),
        columns: '*',
        rowFilter: null,
        filterName: null,
        grant: 'default permissions',
        ...where(opening),
      });
    }
  }
  return found;
}

/** The grants that a principal holds on exactly a database, a table of it, or a location. */
export const grantsOf = (
  app: App,
  principalArn: string,
  on:
    | { readonly database: string; readonly table?: string }
    | { readonly location: string }
    | { readonly everything: true },
): LakeGrant[] =>
  app.lakeGrants.filter(({ principal, on: granted }) => {
    if (principal !== principalArn) return false;
    if ('everything' in on) return granted.kind === 'catalog';
    if ('location' in on) return granted.kind === 'location' && holds(s3Path(granted.arn), s3Path(on.location) ?? '');
    return on.table === undefined
      ? granted.kind === 'database' && granted.database === on.database
      : granted.kind === 'table' && granted.database === on.database && [on.table, '*'].includes(granted.table);
  });

export const isLakeAdministrator = (app: App, principalArn: string): boolean =>
  app.lakeSettings.some(({ admins }) => admins.includes(principalArn));

const where = ({ template, constructPath }: { template: string; constructPath: string }) => ({
  template,
  constructPath,
});

const place = (app: App, table: Table) => ({
  database: table.database,
  table: table.name,
  registration: registrationOf(app, table) ?? null,
});

/** Groups that a grant can name, and unknown names, include every principal. */
const means = (granted: string, principal: string): boolean =>
  granted === principal ||
  granted === IAM_ALLOWED_PRINCIPALS ||
  granted.includes(UNRESOLVED) ||
  /:(group\/|IAMPrincipals$)/.test(granted) ||
  granted.endsWith(':IAMPrincipals');

type Seen = Pick<LakePermission, 'columns' | 'rowFilter' | 'filterName'>;

const same = (a: string, b: string): boolean =>
  a === b || a.includes(UNRESOLVED) || b.includes(UNRESOLVED) || a.toLowerCase() === b.toLowerCase();

const EVERYTHING: Seen = { columns: '*', rowFilter: null, filterName: null };

/** The parts of a table that a grant shows: none, or each possible part. */
function sees(app: App, { on }: LakeGrant, table: Table): readonly Seen[] {
  switch (on.kind) {
    case 'table':
      return same(on.database, table.database) && (on.table === '*' || same(on.table, table.name))
        ? [{ ...EVERYTHING, columns: on.columns }]
        : [];
    case 'filter': {
      if (!same(on.database, table.database) || !same(on.table, table.name)) return [];
      const filters = filtersOf(app, on);
      // A filter that is not in the templates may let everything through.
      if (filters.length === 0) return [{ ...EVERYTHING, filterName: on.filter }];
      return filters.map(({ columns, rows }) => ({ columns, rowFilter: rows, filterName: on.filter }));
    }
    case 'tags':
    case 'unknown':
      // Tags are bound to tables outside the grant, so such a grant may reach any table.
      return [EVERYTHING];
    default:
      return [];
  }
}

/** Every filter that a grant may mean: of one catalog there is one of a name. */
const filtersOf = (app: App, on: LakeGrant['on'] & { readonly kind: 'filter' }): DataFilter[] =>
  app.dataFilters.filter(
    (filter) =>
      same(filter.catalog ?? app.place.accountId, on.catalog ?? app.place.accountId) &&
      (filter.name === on.filter || on.filter.includes(UNRESOLVED)) &&
      same(filter.database, on.database) &&
      same(filter.table, on.table),
  );

/** Reasons why a table is left to IAM policies alone: its database, when it does not empty the default permissions. */
const openedBy = (app: App, table: Table) =>
  app.databases.find((database) => same(database.name, table.database) && database.openByDefault);

/** The registered location that holds a table's files. */
export function registrationOf(app: App, table: Table): Registration | undefined {
  const location = s3Path(table.location);
  if (location === undefined) return undefined;
  return app.registrations.find((registration) => holds(s3Path(registration.locationArn), location));
}

/**
 * Every registered location that serves some of a table's files: one around them, one within them, and one that is known
 * only at deployment. The narrowest of those around a file serves it.
 */
export function registrationsOf(app: App, table: Table): Registration[] {
  const location = s3Path(table.location);
  return app.registrations.filter(
    ({ locationArn }) => location !== undefined && overlap(s3Path(locationArn), location),
  );
}

/** Whether two locations have files in common, as far as is known. */
export const overlap = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || b === undefined || [a, b].some((path) => path.includes(UNRESOLVED)) || meet(a, b) || meet(b, a);

/** A location with a star represents all that it may match: of two, the texts before the stars must agree. */
const meet = (outer: string, inner: string): boolean => {
  const star = outer.search(/[*?]/);
  return star < 0
    ? holds(outer, inner)
    : inner.startsWith(outer.slice(0, star)) || outer.slice(0, star).startsWith(`${inner}/`);
};

/** `bucket/prefix` of an `s3://` location or an ARN; undefined for neither. */
export const s3Path = (location: string | undefined): string | undefined =>
  /^(?:s3[an]?:\/\/|arn:[^:]*:s3:::)(.*)$/.exec(location ?? '')?.[1]?.replace(/\/+$/, '');

/** Whether `inner` is at or under `outer`. */
export const holds = (outer: string | undefined, inner: string): boolean =>
  outer !== undefined && (inner === outer || inner.startsWith(`${outer.replace(/\*$/, '').replace(/\/+$/, '')}/`));
