import { StrongroomError } from '../../lib/activity/errors.ts';
import { PREFIXES, type ZoneName } from '../../lib/activity/zones.ts';
import { dayOf, isDue } from '../../lib/retention/days.ts';
import { signedBytes } from '../../lib/retention/destruction.ts';
import { DYING, deadlineIn, keepDaysOf } from '../../lib/retention/keep.ts';
import type { ObjectVersion, Ports } from '../../lib/storage/ports.ts';
import type { Settings } from '../settings.ts';
import { openErasures } from './erase.ts';
import { finishIntent, type Intent, openIntents, recordIntents } from './intents.ts';

/** What a run destroyed, finished runs that had crashed included. */
export interface RetentionReport {
  readonly objects: number;
  readonly bytes: number;
  readonly byZone: Readonly<Record<string, { objects: number; bytes: number }>>;
  readonly partitions: number;
  /** Keys of the destruction records in the audit zone. */
  readonly records: readonly string[];
}

const DELETES_AT_ONCE = 16;

/**
 * Destroys what is due, and what a worker asked to be erased: every version and delete marker, lists again to see that it is gone, and only then writes the
 * signed record. What is to be destroyed is written down first, so that a run after a crash can still say all of it.
 * @throws StrongroomError retention.incomplete when something due is still there
 */
export async function retain(ports: Ports, settings: Settings): Promise<RetentionReport> {
  const today = dayOf(ports.clock.now());
  const done: Intent[] = [];
  const records: string[] = [];
  const erasures = await openErasures(ports);
  for (const zone of DYING) {
    const deadline = (version: ObjectVersion) => erasures.since(version.key) ?? deadlineIn(settings, zone, version);
    const due = () => dueVersions(zone, deadline, today, ports);
    await recordIntents(zone, due(), deadline, ports);
    await destroy(zone, due(), ports);
    for await (const _ of due()) throw incomplete(zone);
    for (const intent of await openIntents(zone, ports)) {
      records.push(await finish(intent, ports));
      done.push(intent);
    }
  }
  await erasures.finish();
  return { ...sum(done), partitions: await dropPartitions(settings, today, ports), records };
}

async function* dueVersions(
  zone: ZoneName,
  deadline: (version: ObjectVersion) => string,
  today: string,
  { objects }: Ports,
): AsyncGenerator<ObjectVersion> {
  for await (const version of objects.listVersions(zone, '')) if (deadline(version) <= today) yield version;
}

async function destroy(zone: ZoneName, due: AsyncIterable<ObjectVersion>, { objects }: Ports): Promise<void> {
  const batch: ObjectVersion[] = [];
  const flush = () =>
    Promise.all(batch.splice(0).map(({ key, versionId }) => objects.deleteVersion(zone, key, versionId)));
  for await (const version of due) {
    batch.push(version);
    if (batch.length === DELETES_AT_ONCE) await flush();
  }
  await flush();
}

/** Signs and files the record of one intent that has been carried out. */
async function finish(intent: Intent, ports: Ports): Promise<string> {
  const { zone, deadline, versions, bytes, digest, intended } = intent;
  const record = { zone, deadline, versions, bytes, digest, intended, verified: ports.clock.now().toISOString() };
  const signature = Buffer.from(await ports.keys.sign('records', signedBytes(record))).toString('base64');
  const key = `${PREFIXES.destructions}${zone}/${deadline}/${intent.number}.json`;
  await ports.objects.putOnce('audit', key, Buffer.from(JSON.stringify({ record, signature })), 'application/json');
  await finishIntent(intent, ports);
  return key;
}

async function dropPartitions(settings: Settings, today: string, { catalog }: Ports): Promise<number> {
  let dropped = 0;
  for await (const partition of catalog.listPartitions()) {
    if (!isDue(partition.day, keepDaysOf(settings, 'redacted', partition.jurisdiction), today)) continue;
    await catalog.dropPartition(partition);
    dropped++;
  }
  return dropped;
}

function sum(intents: readonly Intent[]): Pick<RetentionReport, 'objects' | 'bytes' | 'byZone'> {
  const byZone: Record<string, { objects: number; bytes: number }> = {};
  for (const { zone, versions, bytes } of intents) {
    byZone[zone] ??= { objects: 0, bytes: 0 };
    byZone[zone].objects += versions;
    byZone[zone].bytes += bytes;
  }
  const totals = Object.values(byZone);
  return {
    objects: totals.reduce((n, one) => n + one.objects, 0),
    bytes: totals.reduce((n, one) => n + one.bytes, 0),
    byZone,
  };
}

const incomplete = (zone: ZoneName) =>
  new StrongroomError(
    'retention.incomplete',
    `something in the ${zone} zone is due and still there`,
    'find what keeps it (a lock, a denied delete, a writer of late data) and run retention again',
  );
