import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import { type Finding, firstFinding } from '../inquiry/nobody-can.ts';
import type { Claim } from '../inquiry/proof.ts';
import type { Partition, Registration, Table } from '../model/app.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { holds, overlap, registrationOf, registrationsOf, s3Path } from '../query/lake-permissions.ts';
import { lakeClaim, lakeFault } from './lake-claim.ts';

/** A table whose files no registered location serves, or one that is hybrid, is open to plain S3 permissions. */
export function servedClaim(inquiry: Inquiry, found: FoundClass, table: Table): Claim {
  return lakeClaim(
    `${found.name}/served/${table.logicalId}`,
    found.name,
    `The files of ${table.database}.${table.name} are served by Lake Formation alone, as this table alone, through an approved role.`,
    firstFinding([
      ...servedFaults(inquiry, found, table),
      ...partitionFaults(inquiry, table),
      ...otherTables(inquiry, found),
    ]),
  );
}

function* servedFaults({ app }: Inquiry, found: FoundClass, table: Table): Generator<Finding> {
  if (!registrationOf(app, table))
    yield lakeFault(
      table,
      'anybody',
      table.arn,
      `location ${table.location ?? 'none'}`,
      'no registered location holds the files',
    );
  for (const registration of registrationsOf(app, table)) yield* registrationFaults(found, registration);
}

function* registrationFaults(found: FoundClass, registration: Registration): Generator<Finding> {
  const { locationArn, hybrid, roleArn, properties, logicalId } = registration;
  const wrong = (setting: string, because: string) =>
    lakeFault(registration, 'anybody', locationArn, setting, `registration ${logicalId} of ${locationArn}: ${because}`);
  if (hybrid) yield wrong('HybridAccessEnabled', 'principals that have not opted in are not held to their grants');
  if (roleArn === undefined)
    yield wrong(
      'UseServiceLinkedRole',
      "the service-linked role is beyond the organisation's policies and this bucket's",
    );
  else if (!found.exempt.includes(roleArn))
    yield wrong(`RoleArn ${roleArn}`, 'the role that serves the files is not an approved reader');
  if (properties.WithFederation !== undefined && String(properties.WithFederation) !== 'false')
    yield wrong('WithFederation', 'federated catalogs are not decided here');
}

const sameName = (given: string, name: string): boolean =>
  given.toLowerCase() === name.toLowerCase() || given.includes(UNRESOLVED);

const isPartOf = (partition: Partition, table: Table): boolean =>
  sameName(partition.database, table.database) && sameName(partition.table, table.name);

/** A partition may lie anywhere that the registered role reads: through it the table shows other files. */
function* partitionFaults({ app }: Inquiry, table: Table): Generator<Finding> {
  const home = s3Path(table.location);
  for (const partition of app.partitions) {
    if (partition.location === undefined || !isPartOf(partition, table)) continue;
    const location = s3Path(partition.location);
    if (home !== undefined && location !== undefined && !location.includes(UNRESOLVED) && holds(home, location))
      continue;
    yield lakeFault(
      partition,
      'whoever may read the table',
      table.arn,
      `StorageDescriptor.Location ${partition.location}`,
      `partition ${partition.logicalId} of ${table.database}.${table.name} lies outside the table, at ${partition.location}`,
      location?.includes(UNRESOLVED) ? 'undecided' : 'refuted',
    );
  }
}

/** Tables that are not of a class but lie over its files: no declaration says who may see what of them. */
function* otherTables({ app }: Inquiry, found: FoundClass): Generator<Finding> {
  const others = [
    ...app.tables
      .filter((table) => !found.tables.includes(table))
      .map((table) => ({ part: table, of: `${table.database}.${table.name}`, location: table.location })),
    ...app.partitions
      .filter((partition) => !found.tables.some((table) => isPartOf(partition, table)))
      .map((part) => ({ part, of: `a partition of ${part.database}.${part.table}`, location: part.location })),
  ];
  for (const { part, of, location } of others) {
    const path = s3Path(location);
    // A location that is no path in S3, such as that of a view or of a database, holds no files of the class.
    const bucket = found.buckets.find((each) => path !== undefined && overlap(path, each.name));
    if (!bucket) continue;
    yield lakeFault(
      part,
      'whoever may read the table',
      part.arn ?? part.logicalId,
      `StorageDescriptor.Location ${location}`,
      `${of} lies over files of ${bucket.name}, and is not a table of ${found.name}`,
      path?.includes(UNRESOLVED) ? 'undecided' : 'refuted',
    );
  }
}

/** A class without tables has no business with Lake Formation. */
export function unregistered(inquiry: Inquiry, found: FoundClass): Claim {
  const findings = found.buckets.flatMap((bucket) =>
    inquiry.app.registrations
      .filter((registration) => overlap(s3Path(registration.locationArn), bucket.name))
      .map((registration) =>
        lakeFault(
          registration,
          'anybody with a grant',
          bucket.arn,
          `location ${registration.locationArn}`,
          `${bucket.name} is registered with Lake Formation, though ${found.name} has no tables`,
        ),
      ),
  );
  return lakeClaim(
    `${found.name}/unregistered`,
    found.name,
    `No location of ${found.name} is registered with Lake Formation, and no table lies over it.`,
    firstFinding([...findings, ...otherTables(inquiry, found)]),
  );
}
