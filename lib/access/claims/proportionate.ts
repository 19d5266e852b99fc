import { coversRows } from '../../activity/row-filter/cover.ts';
import type { KeptTable } from '../inquiry/declaration.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import { type Finding, firstFinding } from '../inquiry/nobody-can.ts';
import { type Claim, settingStep } from '../inquiry/proof.ts';
import type { Resource, Table } from '../model/app.ts';
import { type LakePermission, lakePermissions } from '../query/lake-permissions.ts';

/** What a team is granted of a table. */
type Grant = LakePermission & { readonly principal: string };
/** A part of a table that is used: a grant opens it, or the declared purpose of a team needs it. */
type Use = Pick<Grant, 'columns' | 'rowFilter'>;

/**
 * Claim 10. Nothing is kept of a table that no granted purpose uses: each column and each kind of row is granted, or listed with
 * the reason why it is kept; and no grant names a column in which the rows that it lets through hold nothing. What approved
 * readers are granted is not a purpose.
 */
export function proportionate(inquiry: Inquiry): Claim[] {
  return inquiry.asked.flatMap((dataClass) =>
    dataClass.tables.flatMap((table) => {
      const kept = inquiry.kept.find((keptTable) => keptTable.table === `${table.database}.${table.name}`);
      return kept ? claimsOn(inquiry, dataClass, table, kept) : [];
    }),
  );
}

function claimsOn(inquiry: Inquiry, dataClass: FoundClass, table: Table, kept: KeptTable): Claim[] {
  const grants = grantsOn(inquiry, dataClass, table);
  // A grant may be narrower than the declaration of its team. The team then uses less than it may, and still for a purpose.
  const declared = inquiry.teams.filter((team) => team.table === table.name && team.database === table.database);
  const uses: readonly Use[] = [...grants, ...declared];
  const name = `${table.database}.${table.name}`;
  const claim = (part: string, text: string, findings: Iterable<Finding>): Claim => ({
    id: `proportionate/${dataClass.name}/${part}/${table.logicalId}`,
    class: dataClass.name,
    tier: 'B',
    text,
    ...firstFinding(inquiry, findings),
    guards: [],
  });
  const listed = kept.columns.map((column) => column.name);
  const reasons = kept.rows.filter(({ reason }) => reason !== undefined).map((row) => row.name);
  return [
    claim(
      'columns',
      `Each column of ${name} that is no partition key is granted to a principal beside the approved readers, or declared for a team${besides('written empty', kept.empty)}${besides('listed with the reason why it is kept', listed)}.`,
      unusedColumns(table, kept, uses),
    ),
    claim(
      'rows',
      `Each kind of row that is written into ${name} is granted to a principal beside the approved readers, or declared for a team${besides('listed with the reason why it is kept', reasons)}.`,
      unusedRows(table, kept, uses),
    ),
    claim(
      'granted',
      `No principal beside the approved readers is granted by name a column of ${name} in which the rows that it is granted hold nothing.`,
      idleGrants(inquiry, table, kept, grants),
    ),
  ];
}

const besides = (kind: string, names: readonly string[]): string =>
  names.length > 0 ? `, or ${kind} (${names.join(', ')})` : '';

const grantsOn = ({ app }: Inquiry, dataClass: FoundClass, table: Table): Grant[] =>
  [...new Set(app.lakeGrants.map(({ principal }) => principal))]
    .filter((principal) => !dataClass.exempt.includes(principal))
    .flatMap((principal) =>
      lakePermissions(app, principal)
        .filter((lakePermission) => lakePermission.table === table.name && lakePermission.database === table.database)
        .map((lakePermission) => ({ ...lakePermission, principal })),
    );

const isGranted = (grant: Use, column: string): boolean => grant.columns === '*' || grant.columns.includes(column);

const fault = (origin: Resource, table: Table, principal: string, excess: string, because: string): Finding => ({
  verdict: 'refuted',
  because,
  witness: { principal, path: [settingStep(origin, 'keeps', `${table.arn}/${excess}`, because)] },
});

function* unusedColumns(table: Table, kept: KeptTable, uses: readonly Use[]): Generator<Finding> {
  for (const column of table.columns) {
    if (kept.empty.includes(column) || kept.columns.some(({ name }) => name === column)) continue;
    if (uses.some((use) => isGranted(use, column))) continue;
    yield fault(
      table,
      table,
      'nobody',
      column,
      `column ${column} is kept, no grant names it, and no reason is listed for keeping it`,
    );
  }
}

function* unusedRows(table: Table, kept: KeptTable, uses: readonly Use[]): Generator<Finding> {
  for (const { name, filter, reason } of kept.rows) {
    if (reason !== undefined) continue;
    const met = uses.map((use) => meets(use, filter));
    if (met.includes(true)) continue;
    if (met.includes(undefined))
      yield { verdict: 'undecided', because: `whether a grant lets rows of ${name} through is not known` };
    else yield fault(table, table, 'nobody', name, `rows of ${name} are kept, and no grant lets one through`);
  }
}

/** Whether a grant lets a row through that the filter describes; undefined when its own filter is not understood. */
function meets({ rowFilter }: Use, filter: string): boolean | undefined {
  if (rowFilter === null) return true;
  const missed = coversRows([`NOT (${rowFilter})`], filter);
  return missed === undefined ? undefined : !missed;
}

function* idleGrants(inquiry: Inquiry, table: Table, kept: KeptTable, grants: readonly Grant[]): Generator<Finding> {
  for (const grant of grants) {
    if (grant.columns === '*') continue;
    const seen: readonly Use[] = [grant, ...inquiry.teams.filter(({ roleArn }) => roleArn === grant.principal)];
    // A grant whose own filter is not understood may let the row through.
    const rows = kept.rows.filter(({ filter }) => seen.some((use) => meets(use, filter) ?? true));
    const filled = new Set(rows.flatMap((row) => row.columns));
    const idle = grant.columns.filter((column) => !filled.has(column) || kept.empty.includes(column));
    const origin = inquiry.app.resources.find(
      (resource) => resource.logicalId === grant.grant && resource.template === grant.template,
    );
    if (idle.length > 0)
      yield fault(
        origin ?? table,
        table,
        grant.principal,
        idle.join(','),
        `${grant.principal} is granted ${idle.join(', ')}, and no row that it is granted holds anything there: take ${idle.length > 1 ? 'them' : 'it'} out of its columns`,
      );
  }
}
