import { coversRows } from '../../activity/row-filter/cover.ts';
import type { FoundClass, Inquiry, TeamRights } from '../inquiry/inquiry.ts';
import { type Finding, firstFinding, PROVED } from '../inquiry/nobody-can.ts';
import type { Claim, Verdict } from '../inquiry/proof.ts';
import type { App, Database, LakeGrant, Resource, Table } from '../model/app.ts';
import { at } from '../model/values.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import {
  IAM_ALLOWED_PRINCIPALS,
  type LakePermission,
  lakePermissions,
  overlap,
  s3Path,
} from '../query/lake-permissions.ts';
import { lakeClaim as claim, lakeFault as fault } from './lake-claim.ts';
import { servedClaim, unregistered } from './served.ts';

/**
 * Claim 4. What each principal sees of a table, by union of all its grants, is within what is declared and filtered;
 * and nothing goes round Lake Formation.
 */
export function columnsAndRows(inquiry: Inquiry): Claim[] {
  const claims: Claim[] = [];
  for (const found of inquiry.asked) {
    for (const table of found.tables) {
      claims.push(grantsClaim(inquiry, found, table), servedClaim(inquiry, found, table));
    }
    if (found.tables.length === 0 && found.buckets.length > 0) claims.push(unregistered(inquiry, found));
  }
  if (inquiry.asked.some((dataClass) => dataClass.tables.length > 0)) claims.push(settingsClaim(inquiry));
  return claims;
}

function grantsClaim(inquiry: Inquiry, dataClass: FoundClass, table: Table): Claim {
  const { app } = inquiry;
  const granted = new Set(app.lakeGrants.map((grant) => grant.principal));
  const principals = new Set([
    ...granted,
    ...inquiry.teams.map((team) => team.roleArn),
    ...app.roles.map((role) => role.arn),
  ]);
  for (const trusted of dataClass.exempt) principals.delete(trusted);
  const name = `${table.database}.${table.name}`;
  const findings = [...principals].flatMap((principal) =>
    lakePermissions(app, principal)
      .filter((permission) => permission.table === table.name && permission.database === table.database)
      .map((permission) => within(inquiry, permission, principal, table)),
  );
  const others = app.lakeGrants
    .filter((grant) => !dataClass.exempt.includes(grant.principal) && mayTouch(grant, table))
    .flatMap((grant) => beyondReading(grant, table, reads(app, grant.principal, table)));
  return claim(
    `${dataClass.name}/grants/${table.logicalId}`,
    dataClass.name,
    `Every principal sees of ${name} no more columns and rows than are declared for it, by union of all its grants.`,
    firstFinding(inquiry, [...findings, ...others]),
  );
}

const squeezed = (filter: string | null): string | null => filter?.replace(/\s+/g, ' ').trim() ?? null;

function within(inquiry: Inquiry, permission: LakePermission, principal: string, table: Table): Finding {
  const grant = inquiry.app.resources.find(
    (resource) => resource.logicalId === permission.grant && resource.template === permission.template,
  );
  const origin = grant ?? table;
  const setting = `grant ${permission.grant}${permission.filterName ? ` of filter ${permission.filterName}` : ', not filtered'}`;
  const wrong = (because: string, verdict: Verdict = 'refuted') =>
    fault(origin, principal, table.arn, setting, `${principal} ${because}`, verdict);
  const declared = inquiry.teams.filter((team) => team.roleArn === principal && isOf(team, table));
  if (declared.length === 0) return wrong('may read the table but is not declared to');
  if (permission.filterName === null) return wrong('has a grant on the table that no filter narrows');
  if (permission.columns === '*') return wrong('sees all columns but a few, not a list of them');
  const columns = new Set(declared.flatMap((team) => team.columns));
  // No filter hides a partition key: https://docs.aws.amazon.com/lake-formation/latest/dg/data-filtering-notes.html
  const extra = [...permission.columns, ...table.partitionKeys].filter((column) => !columns.has(column));
  if (extra.length > 0)
    return wrong(`sees ${extra.join(', ')}, which is not declared for it. Declared: ${[...columns].join(', ')}`);
  if (declared.some((team) => team.rowFilter === null)) return PROVED;
  const filters = declared.flatMap((team) => (team.rowFilter === null ? [] : [team.rowFilter]));
  if (permission.rowFilter === null) return wrong(`sees all rows. Declared: ${filters.join(' or ')}`);
  const verdict = rowsWithin(filters, permission.rowFilter);
  const because = `sees rows that are not declared for it. Found: ${permission.rowFilter}. Declared: ${filters.join(' or ')}`;
  return verdict === 'proved' ? PROVED : wrong(because, verdict);
}

/** Whether the rows of a filter are among those of the declared filters. */
function rowsWithin(declared: readonly string[], filter: string): Verdict {
  if (declared.some((other) => squeezed(other) === squeezed(filter))) return 'proved';
  const covers = coversRows(declared, filter);
  if (covers) return 'proved';
  return covers === undefined && isPartly(filter) ? 'undecided' : 'refuted';
}

const isPartly = (filter: string): boolean => filter.includes(UNRESOLVED);

const isOf = (team: TeamRights, table: Table): boolean =>
  team.table === table.name && (team.database === '' || team.database === table.database);

/** Grants on locations, on the catalog and by tags are not bound to one database. */
const mayTouch = ({ on }: LakeGrant, table: Table): boolean =>
  !('database' in on) || on.database === table.database || on.database.includes(UNRESOLVED);

/** Whether a principal has any grant to read the table. */
const reads = (app: App, principal: string, table: Table): boolean =>
  lakePermissions(app, principal).some(
    (lakePermission) => lakePermission.table === table.name && lakePermission.database === table.database,
  );

const READING = new Set(['SELECT', 'DESCRIBE']);

/**
 * Rights to change the table. Beside a right to read they void its filter; without one they show nothing by themselves
 * (who may also repoint a table in Glue is a matter of escalation).
 * https://docs.aws.amazon.com/lake-formation/latest/dg/data-filtering-notes.html
 */
const CHANGING = new Set(['ALTER', 'DROP', 'DELETE', 'INSERT', 'CREATE_TABLE', 'CREATE_DATABASE']);

/** Rights that void filters or pass rights on. */
function beyondReading(grant: LakeGrant, table: Table, alsoReads: boolean): Finding[] {
  const found: Finding[] = [];
  const wrong = (because: string) =>
    found.push(fault(grant, grant.principal, table.arn, `grant ${grant.logicalId}`, because));
  if (grant.principal === IAM_ALLOWED_PRINCIPALS) wrong('the table is left to IAM policies');
  if (grant.grantable.length > 0) wrong(`${grant.principal} may pass on ${grant.grantable.join(', ')}`);
  const beyond = grant.permissions.filter(
    (permission) => !READING.has(permission) && (alsoReads || !CHANGING.has(permission)),
  );
  if (beyond.length > 0) wrong(`${grant.principal} has ${beyond.join(', ')}, beside which a filter has no effect`);
  return found;
}

/** Whether a table of a class, or one over files of a class, is in a database. */
const holdsOurs = (app: App, classes: readonly FoundClass[], database: Database): boolean =>
  app.tables.some(
    (table) =>
      (table.database === database.name || table.database.includes(UNRESOLVED)) &&
      classes.some(
        (dataClass) =>
          dataClass.tables.includes(table) ||
          dataClass.buckets.some((bucket) =>
            table.locations.some((location) => overlap(s3Path(location), bucket.name)),
          ),
      ),
  );

/** That a setting has a value which only the deployment knows: it counts as the open one. */
const openTo = ({ properties }: Resource, setting: string): string =>
  JSON.stringify(at(properties, setting) ?? '').includes(UNRESOLVED)
    ? `: the value of ${setting} is known only at deployment, and may be the open one`
    : '';

function settingsClaim(inquiry: Inquiry): Claim {
  const { app, classes, trusted } = inquiry;
  const text = 'Lake Formation decides alone: nothing is left open by default, and nobody else filters or administers.';
  const [first] = app.lakeSettings;
  if (!first) {
    return claim('settings', 'all', text, {
      verdict: 'undecided',
      because: 'the templates have no AWS::LakeFormation::DataLakeSettings, and an account begins open',
    });
  }
  const findings = app.lakeSettings.flatMap((settings) => {
    const found: Finding[] = [];
    const wrong = (setting: string, because: string) =>
      found.push(fault(settings, 'anybody', settings.logicalId, setting, `${because}${openTo(settings, setting)}`));
    if (settings.openByDefault) wrong('Create…DefaultPermissions', 'new tables are left to IAM policies');
    if (settings.appends)
      wrong('MutationType', 'the settings are added to those that the account has, and an account begins open');
    if (settings.externalFiltering)
      wrong('AllowExternalDataFiltering', 'a caller may be handed unfiltered data to filter itself');
    if (settings.fullTableExternalAccess)
      wrong('AllowFullTableExternalDataAccess', 'full-table readers may be handed S3 credentials');
    for (const admin of settings.admins) {
      if (!trusted.includes(admin))
        wrong(`Admins ${admin}`, `${admin} may grant itself anything and is not in the trusted base`);
    }
    return found;
  });
  // A database of others that is left open opens only the tables in it.
  const open = app.databases
    .filter((database) => database.openByDefault && holdsOurs(app, classes, database))
    .map((database) =>
      fault(
        database,
        'anybody',
        database.arn,
        'CreateTableDefaultPermissions',
        `tables of ${database.name} are left to IAM policies`,
      ),
    );
  return claim('settings', 'all', text, firstFinding(inquiry, [...findings, ...open]));
}
