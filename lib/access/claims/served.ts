import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import { type Finding, firstFinding } from '../inquiry/nobody-can.ts';
import type { Claim } from '../inquiry/proof.ts';
import type { Registration, Table, TablePart } from '../model/app.ts';
import { at, isOn, text } from '../model/values.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { holds, overlap, registrationOf, registrationsOf, s3Path } from '../query/lake-permissions.ts';
import { lakeClaim, lakeFault } from './lake-claim.ts';

/** A table whose files no registered location serves, or one that is hybrid, is open to plain S3 permissions. */
export function servedClaim(inquiry: Inquiry, dataClass: FoundClass, table: Table): Claim {
  return lakeClaim(
    `${dataClass.name}/served/${table.logicalId}`,
    dataClass.name,
    `The files of ${table.database}.${table.name} are served by Lake Formation alone, as this table alone, through an approved role.`,
    firstFinding(inquiry, [
      ...servedFaults(inquiry, dataClass, table),
      ...viewFaults(table),
      ...partitionFaults(inquiry, table),
      ...otherTables(inquiry, dataClass),
    ]),
  );
}

function* servedFaults({ app }: Inquiry, dataClass: FoundClass, table: Table): Generator<Finding> {
  if (!registrationOf(app, table))
    yield lakeFault(
      table,
      'anybody',
      table.arn,
      `location ${table.location ?? 'none'}`,
      'no registered location holds the files',
    );
  for (const registration of registrationsOf(app, table)) yield* registrationFaults(dataClass, registration);
}

/** What makes a view of a table: its rows are those of a query, in which filters of this table count for nothing. */
const OF_VIEWS = ['ViewOriginalText', 'ViewExpandedText', 'ViewDefinition'] as const;

function* viewFaults(table: Table): Generator<Finding> {
  const input = at(table.properties, 'TableInput');
  const type = text(input, 'TableType') ?? '';
  const isView = /VIEW/i.test(type) || type.includes(UNRESOLVED) || OF_VIEWS.some((name) => at(input, name));
  if (isView)
    yield lakeFault(
      table,
      'every principal that may read the table',
      table.arn,
      `TableType ${type || 'of a view'}`,
      `${table.database}.${table.name} may be a view, and which rows of which tables it selects is not read`,
      'undecided',
    );
}

const OFF = { absent: false, unread: true } as const;

function* registrationFaults(dataClass: FoundClass, registration: Registration): Generator<Finding> {
  const { locationArn, hybrid, serviceLinked, roleArn = '', properties, logicalId } = registration;
  const wrong = (setting: string, because: string) =>
    lakeFault(registration, 'anybody', locationArn, setting, `registration ${logicalId} of ${locationArn}: ${because}`);
  if (hybrid) yield wrong('HybridAccessEnabled', 'principals that have not opted in are not held to their grants');
  if (serviceLinked)
    yield wrong(
      'UseServiceLinkedRole',
      "the service-linked role is beyond the organisation's policies and this bucket's",
    );
  else if (!dataClass.exempt.includes(roleArn))
    yield wrong(`RoleArn ${roleArn}`, 'the role that serves the files is not an approved reader');
  if (isOn(properties, 'WithFederation', OFF)) yield wrong('WithFederation', 'federated catalogs are not decided here');
  if (isOn(properties, 'WithPrivilegedAccess', OFF))
    yield wrong('WithPrivilegedAccess', 'the principal that registers it may do anything there without a grant');
}

const sameName = (given: string, name: string): boolean =>
  given.toLowerCase() === name.toLowerCase() || given.includes(UNRESOLVED);

const isPartOf = (partition: TablePart, table: Table): boolean =>
  sameName(partition.database, table.database) && sameName(partition.table, table.name);

/** A partition may lie anywhere that the registered role reads: through it the table shows other files. */
function* partitionFaults({ app }: Inquiry, table: Table): Generator<Finding> {
  const home = s3Path(table.location);
  const parts = [table, ...app.partitions.filter((partition) => isPartOf(partition, table))];
  for (const part of parts) {
    for (const named of part.locations) {
      const path = s3Path(named);
      const isKnown = home !== undefined && path !== undefined && !path.includes(UNRESOLVED);
      if (isKnown && holds(home, path)) continue;
      yield lakeFault(
        part,
        'every principal that may read the table',
        table.arn,
        `location ${named}`,
        `${part === table ? 'a place that the table names' : `partition ${part.logicalId}`} of ${table.database}.${table.name} lies outside the table, at ${named}`,
        isKnown ? 'refuted' : 'undecided',
      );
    }
  }
}

/** Tables that are not of a class but lie over its files: no declaration says who may see what of them. */
function* otherTables({ app }: Inquiry, dataClass: FoundClass): Generator<Finding> {
  const others = [
    ...app.tables.filter((table) => !dataClass.tables.includes(table)),
    ...app.partitions.filter((partition) => !dataClass.tables.some((table) => isPartOf(partition, table))),
  ];
  for (const part of others) {
    for (const named of part.locations) {
      // Names of buckets that are not made here may still be those of the class.
      const path = s3Path(named) ?? UNRESOLVED;
      const bucket = dataClass.buckets.find((candidate) => overlap(path, candidate.name));
      if (!bucket) continue;
      yield lakeFault(
        part,
        'every principal that may read the table',
        part.arn ?? part.logicalId,
        `location ${named}`,
        `${part.database}.${'columns' in part ? part.name : `${part.table}, by partition ${part.logicalId},`} lies over files of ${bucket.name}, and is not a table of ${dataClass.name}`,
        path.includes(UNRESOLVED) ? 'undecided' : 'refuted',
      );
    }
  }
}

/** A class without tables has no business with Lake Formation. */
export function unregistered(inquiry: Inquiry, dataClass: FoundClass): Claim {
  const findings = dataClass.buckets.flatMap((bucket) =>
    inquiry.app.registrations
      .filter((registration) => overlap(s3Path(registration.locationArn), bucket.name))
      .map((registration) =>
        lakeFault(
          registration,
          'anybody with a grant',
          bucket.arn,
          `location ${registration.locationArn}`,
          `${bucket.name} is registered with Lake Formation, though ${dataClass.name} has no tables`,
        ),
      ),
  );
  return lakeClaim(
    `${dataClass.name}/unregistered`,
    dataClass.name,
    `No location of ${dataClass.name} is registered with Lake Formation, and no table lies over it.`,
    firstFinding(inquiry, [...findings, ...otherTables(inquiry, dataClass)]),
  );
}
