import { type App, lakePermissions } from '../../../access/index.ts';
import type { Column } from '../../../activity/columns.ts';
import { hasCode } from '../../../activity/errors.ts';
import { PREFIXES } from '../../../activity/zones.ts';
import { partitionOf, partitionPrefix } from '../../partition.ts';
import type { Bytes, Partition, Ports } from '../../ports.ts';
import { AccessDeniedError, type AccessRequest, type Authority, type Principal } from '../authority.ts';
import type { LakeNames } from '../names.ts';
import type { LocalZone } from '../objects.ts';
import type { LocalReads } from '../reads.ts';
import { aggregatesOf, checkCohort } from './cohort.ts';
import { type Answer, Engine, LIMITS, type QueryLimits } from './engine.ts';
import { explain } from './errors.ts';
import { defineTable, type LakeFile, loadTable } from './load.ts';
import { checkPurpose } from './purpose.ts';
import { readStatement, type Statement } from './statement.ts';
import { View } from './view.ts';

export interface QueryWorld {
  readonly app: App;
  readonly names: LakeNames;
  /** The zone that holds the table. */
  readonly zone: LocalZone;
  readonly authorityOf: (principal: Principal) => Authority;
  readonly portsFor: (principal: Principal) => Ports;
  /** Fewest workers that a figure may be about. */
  readonly cohort: number;
  readonly reads: Pick<LocalReads, 'record'>;
}

/**
 * One query as Athena and Lake Formation would run it: the principal's own policies decide whether it may ask, its
 * grants decide what it sees, and the registration role's policies decide whether the files can be read
 * (https://docs.aws.amazon.com/athena/latest/ug/lf-athena-access.html).
 * The statement is bound to the visible columns before anything is read, and runs on visible rows only.
 * @param purpose what the query is for; one of those that the team's work group is tagged with
 * @throws StrongroomError query.denied, query.purpose, query.cohort, query.refused, query.unknown-column, query.failed, query.timeout, query.too-large
 */
export async function runQuery(
  world: QueryWorld,
  principal: Principal,
  sql: string,
  purpose: string | undefined,
  limits: Partial<QueryLimits>,
): Promise<Answer> {
  const { view, reader } = admit(world, principal, purpose);
  const { database } = world.names;
  const visible = view.columns.map((c) => c.name);
  const engine = await Engine.open({ ...LIMITS, ...limits });
  try {
    const statement = await readStatement(engine.connection, sql, database);
    checkCohort(statement, view.columns, world.cohort, await aggregatesOf(engine.connection));
    await defineTable(engine, view.columns, database);
    await engine.prepare(sql);
    const columns = used(statement, view.columns);
    await defineTable(engine, columns, database);
    if (!statement.describes) {
      const read = new Map<string, Partition>();
      await loadTable(engine, columns, view, files(world, principal, reader, view, read));
      record(world, { principal, purpose, columns }, read.values());
    }
    return await engine.run(await engine.prepare(sql));
  } catch (error) {
    throw explain(error, visible);
  } finally {
    engine.close();
  }
}

/** Writes down who is about to see what, and for what. A query that cannot be recorded is not answered. */
function record(
  { reads }: QueryWorld,
  query: { principal: Principal; purpose: string | undefined; columns: readonly Column[] },
  partitions: Iterable<Partition>,
): void {
  const { principal, purpose = 'not stated', columns } = query;
  const reader = typeof principal === 'string' ? principal : principal.arn;
  reads.record({ reader, purpose, columns: columns.map(({ name }) => name) }, partitions);
}

/** Columns that a statement can touch; one at least, because a table needs one. */
const used = ({ whole, words }: Statement, columns: readonly Column[]): readonly Column[] => {
  const named = columns.filter(({ name }) => whole || words.has(name));
  return named.length > 0 ? named : columns.slice(-1);
};

/** Decides whether a principal may query, and what it then sees through which role. */
function admit(
  { app, names, authorityOf }: QueryWorld,
  principal: Principal,
  purpose: string | undefined,
): { view: View; reader: string } {
  const authority = authorityOf(principal);
  const denied = (why: string): never => {
    const request = { action: 'lakeformation:GetDataAccess', resource: names.table.table };
    const decision = { decision: 'ImplicitlyDenied', statements: [why] } as const;
    throw new AccessDeniedError(authority.principal, request, 'to query the table', decision, 'query.denied');
  };
  const workgroups = app.workgroups.map(
    ({ arn }): AccessRequest => ({ action: 'athena:StartQueryExecution', resource: arn }),
  );
  const own = workgroups.find((request) => authority.allows(request)) ?? workgroups[0];
  if (own === undefined) return denied('the app has no workgroup');
  const requests: AccessRequest[] = [
    own,
    ...Object.values(names.table).map((resource) => ({ action: 'glue:GetTable', resource })),
    ...Object.values(names.table).map((resource) => ({ action: 'glue:GetPartitions', resource })),
    { action: 'lakeformation:GetDataAccess', resource: '*' },
  ];
  for (const request of requests) {
    const decision = authority.decide(request);
    if (decision.decision === 'Allowed') continue;
    throw new AccessDeniedError(authority.principal, request, 'to query the table', decision, 'query.denied');
  }
  const workgroup = app.workgroups.find(({ arn }) => arn === own.resource);
  if (workgroup === undefined) return denied('its workgroup is not in the app');
  checkPurpose(workgroup, purpose);
  const grants = lakePermissions(app, authority.principal).filter(
    ({ database, table }) => database === names.database && table === names.tableName,
  );
  const [grant] = grants;
  if (grant === undefined) return denied('no Lake Formation grant names it');
  const role = grant.registration?.roleArn;
  if (role === undefined) return denied('no registered location with a role of its own holds the table');
  if (grant.registration?.hybrid) return denied('the location is in hybrid access mode, where grants do not bind');
  return { view: new View(grants), reader: role };
}

/** Every file of the partitions that may hold visible rows, found as the principal and read through the registration role. */
async function* files(
  world: QueryWorld,
  principal: Principal,
  reader: string,
  view: View,
  read: Map<string, Partition>,
): AsyncGenerator<LakeFile> {
  const { zone, portsFor, authorityOf } = world;
  const partitions = new Set<string>();
  for await (const partition of portsFor(principal).catalog.listPartitions()) {
    if (view.mayHold(partition)) partitions.add(partitionPrefix(partition));
  }
  const context = { 's3:prefix': PREFIXES.table };
  authorityOf(reader).require({ action: 's3:ListBucket', resource: zone.bucketArn, context }, `in zone ${zone.name}`);
  const { objects } = portsFor(reader);
  for await (const { key } of zone.files.list(PREFIXES.table)) {
    const partition = partitionOf(key);
    if (partition === undefined || !partitions.has(partitionPrefix(partition))) continue;
    const bytes = await objects.get(zone.name, key).then(collect, gone);
    if (!bytes) continue;
    read.set(partitionPrefix(partition), partition);
    yield { partition, bytes };
  }
}

/** What was destroyed after it was listed is no longer part of the table. */
function gone(error: unknown): undefined {
  if (!hasCode(error, 'object.missing')) throw error;
}

async function collect(body: Bytes): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}
