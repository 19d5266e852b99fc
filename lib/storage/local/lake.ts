import { join } from 'node:path';
import { type App, decide } from '../../access/index.ts';
import { StrongroomError } from '../../activity/errors.ts';
import { ZONE_NAMES, type ZoneName } from '../../activity/zones.ts';
import type { Clock, DeadLetters, Partition, Ports } from '../ports.ts';
import { Authority, type Decide, type LocalPrincipal, type Policies } from './authority.ts';
import { LocalCatalog } from './catalog.ts';
import { LocalControl } from './control.ts';
import { openDatabase } from './database.ts';
import { LocalDeadLetters } from './dead-letters.ts';
import { KeyStore } from './key-store.ts';
import { LocalKeys } from './keys.ts';
import { type LakeNames, lakeNames } from './names.ts';
import { announced } from './notification.ts';
import { ObjectFiles } from './object-files.ts';
import { LocalObjects, type LocalZone } from './objects.ts';
import type { ProcessAnswer } from './query/process/converse.ts';
import { LIMITS, type QueryLimits } from './query/process/limits.ts';
import { QueryProcesses } from './query/process/processes.ts';
import type { Dialect } from './query/process/protocol.ts';
import { runQuery } from './query/query.ts';
import { LocalQueue } from './queue.ts';
import { LocalReads } from './reads.ts';

export type { LocalPrincipal } from './authority.ts';

/** An embedded lake: a folder that represents the account of a synthesized app. */
export interface LocalLake {
  readonly app: App;
  readonly names: LakeNames;
  /** The ports for one principal. */
  portsFor(principal: LocalPrincipal): Ports;
  /** Dead letters of the segment queue, for one principal. */
  deadLetters(principal: LocalPrincipal): DeadLetters;
  /** Decides one principal's requests without making them. */
  authorityOf(principal: LocalPrincipal): Authority;
  /** Queues that functions read, by ARN. */
  readonly queues: ReadonlyMap<string, LocalQueue>;
  /** Runs one SELECT over the table `activity` with a principal's view, for a purpose granted to it. */
  query(principal: LocalPrincipal, sql: string, purpose: string | undefined): Promise<ProcessAnswer>;
  /** Records that a principal is about to receive data of partitions by another way than a query. */
  recordRead(principal: string, purpose: string, columns: readonly string[], partitions: Iterable<Partition>): void;
  close(): void;
}

export interface LakeOptions {
  readonly clock?: Clock;
  /** Limits of a query. */
  readonly limits?: Partial<QueryLimits>;
  /** Query processes that were already started. Their starter closes them. */
  readonly processes?: QueryProcesses;
  /** Fewest workers that an aggregate may cover. */
  readonly cohort?: number;
  /** Default athena. With engine, tests hold the containment against all that the engine can run. */
  readonly dialect?: Dialect;
}

/** Opens the lake in `folder`, and creates it if it does not exist. The policies of `app` decide every access. */
export async function openLake(
  folder: string,
  app: App,
  { clock = SYSTEM, limits, processes: started, cohort = COHORT, dialect = 'athena' }: LakeOptions = {},
): Promise<LocalLake> {
  const names = lakeNames(app);
  const store = new KeyStore(join(folder, 'keys'));
  const db = openDatabase(join(folder, 'control.sqlite'));
  const queues = new Map(names.queues.map((settings) => [settings.arn, new LocalQueue(db, settings, clock)]));
  const zones = Object.fromEntries(ZONE_NAMES.map((zone) => [zone, zoneOf(zone, folder, names, queues)])) as Record<
    ZoneName,
    LocalZone
  >;
  await settle(zones, queues, clock);
  for (const table of ['item', 'participation', 'reading'])
    db.prepare(`DELETE FROM ${table} WHERE expires < ?`).run(clock.now().getTime());
  const reads = new LocalReads(db, clock);
  const processes = started ?? new QueryProcesses({ ...LIMITS, ...limits });

  const authorities = new Map<string, Authority>();
  const authorityOf = (principal: LocalPrincipal): Authority => {
    if (typeof principal !== 'string') return new Authority(principal.arn, policiesOf(app, principal.policies));
    const authority = authorities.get(principal) ?? new Authority(principal, policiesOf(app));
    authorities.set(principal, authority);
    return authority;
  };
  const portsFor = (principal: LocalPrincipal): Ports => {
    const authority = authorityOf(principal);
    return {
      objects: new LocalObjects(zones, store, authority, clock),
      control: new LocalControl(db, names.controlTable, store.derive(names.controlTable, 'items'), authority),
      participation: new LocalControl(
        ...([db, names.participationTable, store.derive(names.participationTable, 'items'), authority] as const),
        'participation',
      ),
      reads,
      catalog: new LocalCatalog(db, names.table, authority),
      keys: new LocalKeys(
        store,
        { pseudonym: names.pseudonymKey, records: names.signingKey, certificates: names.certificateKey },
        authority,
      ),
      clock,
    };
  };
  const query = (principal: LocalPrincipal, sql: string, purpose: string | undefined): Promise<ProcessAnswer> =>
    runQuery(
      { app, names, zone: zones.redacted, authorityOf, portsFor, cohort, reads, processes, dialect },
      principal,
      sql,
      purpose,
    );
  const deadLetters = (principal: LocalPrincipal): DeadLetters => {
    const [settings] = names.queues;
    const queue = settings && queues.get(settings.arn);
    if (settings === undefined || queue === undefined) throw noQueue();
    const key = { arn: settings.keyArn, via: `sqs.${names.region}.${names.domain}` };
    return new LocalDeadLetters(queue, key, authorityOf(principal));
  };
  const close = (): void => {
    if (!started) processes.close();
    db.close();
  };
  const recordRead: LocalLake['recordRead'] = (reader, purpose, columns, partitions) =>
    reads.record({ reader, purpose, columns }, partitions);
  return { app, names, portsFor, deadLetters, authorityOf, queues, query, recordRead, close };
}

const noQueue = (): StrongroomError =>
  new StrongroomError('queue.unknown', 'the templates hold no queue', 'synthesize again');

/** The cohort of the shipped profiles. */
const COHORT = 10;

const SYSTEM: Clock = { now: () => new Date() };

const policiesOf =
  (app: App, identityPolicies?: Policies): Decide =>
  (principal, request) => {
    const { decision, statements } = decide(app, {
      principal,
      ...request,
      ...(identityPolicies && { identityPolicies }),
    });
    return {
      decision,
      statements: statements.map(({ policy, sid, index, origin }) => {
        const place = origin?.constructPath?.replace(/\/Resource$/, '') ?? policy;
        return `statement ${sid ?? index + 1} of ${place}`;
      }),
    };
  };

function zoneOf(
  name: ZoneName,
  folder: string,
  { zones, region }: LakeNames,
  queues: ReadonlyMap<string, LocalQueue>,
): LocalZone {
  const { bucket, bucketArn, keyArn, bucketKey, queues: rules } = zones[name];
  const notifications = rules.flatMap(({ prefix, suffix, queueArn }) => {
    const queue = queues.get(queueArn);
    return queue ? [{ prefix, suffix, queue }] : [];
  });
  return {
    name,
    bucket,
    bucketArn,
    keyArn,
    bucketKey,
    region,
    files: new ObjectFiles(join(folder, name), bucket),
    notifications,
  };
}

/** Settles the messages and files that dead processes left behind. */
async function settle(
  zones: Readonly<Record<ZoneName, LocalZone>>,
  queues: ReadonlyMap<string, LocalQueue>,
  clock: Clock,
): Promise<void> {
  for (const zone of Object.values(zones)) await zone.files.sweep(clock.now());
  const happened = async (body: string): Promise<boolean> => {
    const { bucket, key, versionId } = announced(body);
    const zone = Object.values(zones).find((z) => z.bucket === bucket);
    return (await zone?.files.current(key))?.head.header.versionId === versionId;
  };
  for (const queue of queues.values()) await queue.recover(happened);
}
