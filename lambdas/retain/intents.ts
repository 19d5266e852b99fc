import { createHash, type Hash } from 'node:crypto';
import type { ZoneName } from '../../lib/activity/zones.ts';
import { CONTROL_ITEMS, type DataOf, readItem, writeItem } from '../../lib/ledger/index.ts';
import type { ObjectVersion, Ports } from '../../lib/storage/ports.ts';

const ROW = CONTROL_ITEMS.destruction;

/** What a run is about to destroy, as the table has it. */
export type Intent = DataOf<typeof ROW> & { readonly rev: number };

const namesOf = ({ zone, deadline, number }: Pick<Intent, 'zone' | 'deadline' | 'number'>) => ({
  zone,
  deadline,
  number: String(number).padStart(6, '0'),
});

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
    await ports.control.write([writeItem(ROW, namesOf(intent), { data, ifRev: 0 })]);
  }
}

/** Intents of a zone that no record stands for yet. */
export async function openIntents(zone: ZoneName, ports: Ports): Promise<Intent[]> {
  return (await intentsOf(zone, '', ports)).filter(({ open }) => open);
}

/** Marks an intent as carried out and recorded. */
export async function finishIntent({ rev, ...intent }: Intent, { control, clock }: Ports): Promise<void> {
  const data = { ...intent, open: false };
  await control.write([writeItem(ROW, namesOf(intent), { data, ifRev: rev, from: clock.now() })]);
}

async function intentsOf(zone: ZoneName, deadline: string, { control }: Ports): Promise<Intent[]> {
  const found: Intent[] = [];
  for await (const item of control.query(ROW.pk, `${zone}#${deadline}`))
    found.push({ ...readItem(ROW, item), rev: item.rev });
  return found;
}
