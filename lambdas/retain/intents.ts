import { createHash, type Hash } from 'node:crypto';
import type { ZoneName } from '../../lib/activity/zones.ts';
import type { ItemValue, ObjectVersion, Ports } from '../../lib/storage/ports.ts';

/** What a run is about to destroy: one zone, one deadline. `number` tells apart later finds with the same deadline. */
export interface Intent {
  readonly zone: ZoneName;
  readonly deadline: string;
  readonly number: number;
  readonly versions: number;
  readonly bytes: number;
  readonly digest: string;
  readonly intended: string;
  readonly rev: number;
}

const PK = 'destruction';
const sortKey = ({ zone, deadline, number }: Pick<Intent, 'zone' | 'deadline' | 'number'>): string =>
  `${zone}#${deadline}#${String(number).padStart(6, '0')}`;

/** Writes down what is due and not yet part of an unfinished intent. Holds counts and hashes, never the list. */
export async function recordIntents(
  zone: ZoneName,
  due: AsyncIterable<ObjectVersion>,
  deadlineOf: (version: ObjectVersion) => string,
  ports: Ports,
): Promise<void> {
  const found = new Map<string, { versions: number; bytes: number; hash: Hash }>();
  for await (const version of due) {
    const deadline = deadlineOf(version);
    const tally = found.get(deadline) ?? { versions: 0, bytes: 0, hash: createHash('sha256') };
    tally.versions++;
    tally.bytes += version.size;
    tally.hash.update(`${version.key}@${version.versionId}\n`);
    found.set(deadline, tally);
  }
  for (const [deadline, { versions, bytes, hash }] of found) {
    const earlier = await intentsOf(zone, deadline, ports);
    if (earlier.some(({ open }) => open)) continue;
    const intent = { zone, deadline, number: earlier.length, versions, bytes, digest: hash.digest('hex') };
    const data = { ...intent, intended: ports.clock.now().toISOString(), open: true };
    await ports.control.write([{ pk: PK, sk: sortKey(intent), ifRev: 0, data }]);
  }
}

/** Intents of a zone that no record stands for yet. */
export async function openIntents(zone: ZoneName, ports: Ports): Promise<Intent[]> {
  return (await intentsOf(zone, '', ports)).filter(({ open }) => open);
}

/** Marks an intent as carried out and recorded. */
export async function finishIntent({ rev, ...intent }: Intent, { control }: Ports): Promise<void> {
  const data = { ...intent, open: false } as { [name: string]: ItemValue };
  await control.write([{ pk: PK, sk: sortKey(intent), ifRev: rev, data }]);
}

async function intentsOf(
  zone: ZoneName,
  deadline: string,
  { control }: Ports,
): Promise<(Intent & { open: boolean })[]> {
  const found: (Intent & { open: boolean })[] = [];
  for await (const { data, rev } of control.query(PK, `${zone}#${deadline}`))
    found.push({ ...(data as unknown as Intent & { open: boolean }), rev });
  return found;
}
