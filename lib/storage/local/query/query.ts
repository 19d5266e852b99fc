import { hasCode } from '../../../activity/errors.ts';
import { PREFIXES } from '../../../activity/zones.ts';
import { partitionPrefix } from '../../partition.ts';
import type { Bytes, Partition, Ports } from '../../ports.ts';
import type { LocalPrincipal } from '../authority.ts';
import type { LocalZone } from '../objects.ts';
import type { LocalReads } from '../reads.ts';
import { admit, type Deciders } from './admit.ts';
import { queryError } from './errors.ts';
import type { LakeFile } from './load.ts';
import { converse, type ProcessAnswer } from './process/converse.ts';
import type { QueryProcesses } from './process/processes.ts';
import type { Dialect } from './process/protocol.ts';
import { Stopped } from './process/query-process.ts';
import type { LakeView } from './view.ts';

export interface QueryWorld extends Deciders {
  /** The zone that holds the table. */
  readonly zone: LocalZone;
  readonly portsFor: (principal: LocalPrincipal) => Ports;
  /** Fewest workers that an aggregate may cover. */
  readonly cohort: number;
  readonly reads: Pick<LocalReads, 'record'>;
  readonly processes: QueryProcesses;
  readonly dialect: Dialect;
}

/**
 * One query as Athena and Lake Formation would run it: the principal's own policies decide whether it may query, its
 * grants decide what it sees, and the registration role's policies decide whether the files can be read
 * (https://docs.aws.amazon.com/athena/latest/ug/lf-athena-access.html). The statement runs in its own process, which
 * receives files and returns rows, and has no key and no folder. It is bound to the visible columns before anything is
 * read, and runs on visible rows only.
 * @param purpose purpose of the query; one of the purpose tags of the team's work group
 * @throws StrongroomError query.denied, query.purpose, query.cohort, query.refused, query.dialect, query.unknown-column, query.failed,
 *   query.timeout, query.too-large, query.crashed, query.bad-file, query.unavailable
 */
export async function runQuery(
  world: QueryWorld,
  principal: LocalPrincipal,
  sql: string,
  purpose: string | undefined,
): Promise<ProcessAnswer> {
  const { grants, view, reader } = admit(world, principal, purpose);
  const { database } = world.names;
  const read = new Map<string, Partition>();
  async function* filesFor(columns: readonly string[]): AsyncGenerator<LakeFile> {
    yield* files(world, principal, reader, view, read);
    record(world, { principal, purpose, columns }, read.values());
  }
  const question = { ask: { type: 'ask', sql, grants, database, dialect: world.dialect }, files: filesFor } as const;
  const outcome = await world.processes
    .use(nameOf(principal), (process) => converse(process, question, world.processes.limits))
    .catch((error) => {
      if (error instanceof Stopped) return { failure: error.failure };
      throw error;
    });
  if ('answer' in outcome) return outcome.answer;
  const columns = view.columns.map(({ name }) => name);
  throw queryError(outcome.failure, { columns, cohort: world.cohort, limits: world.processes.limits });
}

const nameOf = (principal: LocalPrincipal): string => (typeof principal === 'string' ? principal : principal.arn);

/** Records which principal is about to see which data, and its purpose. A query that cannot be recorded is not answered. */
function record(
  { reads }: QueryWorld,
  query: { principal: LocalPrincipal; purpose: string | undefined; columns: readonly string[] },
  partitions: Iterable<Partition>,
): void {
  const { principal, purpose = 'not stated', columns } = query;
  reads.record({ reader: nameOf(principal), purpose, columns }, partitions);
}

/** Every file of the partitions that may hold visible rows: listed as the principal, read through the registration role. */
async function* files(
  world: QueryWorld,
  principal: LocalPrincipal,
  reader: string,
  view: LakeView,
  read: Map<string, Partition>,
): AsyncGenerator<LakeFile> {
  const { zone, portsFor, authorityOf } = world;
  // All at once: if a partition moves meanwhile, it is read at its old location, whose files stay for a day.
  const partitions = new Map<string, Partition>();
  for await (const { partition, location } of portsFor(principal).catalog.locations()) {
    if (view.mayHold(partition)) partitions.set(location, partition);
  }
  const context = { 's3:prefix': PREFIXES.table };
  authorityOf(reader).require({ action: 's3:ListBucket', resource: zone.bucketArn, context }, `in zone ${zone.name}`);
  const { objects } = portsFor(reader);
  for await (const { key } of zone.files.list(PREFIXES.table)) {
    const partition = partitions.get(key.slice(0, key.lastIndexOf('/') + 1));
    if (partition === undefined) continue;
    const bytes = await objects.get(zone.name, key).then(collect, gone);
    if (!bytes) continue;
    read.set(partitionPrefix(partition), partition);
    yield { partition, bytes };
  }
}

/** A file that was destroyed after it was listed is no longer part of the table. */
function gone(error: unknown): undefined {
  if (!hasCode(error, 'object.missing')) throw error;
}

async function collect(body: Bytes): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}
