import { StrongroomError } from '../../lib/activity/errors.ts';
import { PREFIXES } from '../../lib/activity/zones.ts';
import { type Destruction, signedBytes } from '../../lib/retention/destruction.ts';
import type { Lot } from '../../lib/retention/lot.ts';
import type { Due } from '../../lib/retention/plan/types.ts';
import { counted, hashed, markOf } from '../../lib/retention/tally.ts';
import { DELETES_AT_ONCE, type ObjectVersion, type Ports } from '../../lib/storage/ports.ts';
import { type Intent, intentOf, saveIntent } from './intents.ts';

/** What has become of a lot: `left` when the time was over before it was gone. */
export type Destroyed =
  | { readonly left: true }
  | { readonly left: false; readonly done: Intent; readonly record: string | null };

/** Passes over a lot in which something may still appear, by a writer that was late. */
const PASSES = 3;

/**
 * Destroys a lot, a thousand versions at a time: what is to go is counted and written down first, so that a run after a
 * crash, or after the time was over, goes on where this one stopped and counts nothing twice. Then it looks again, and only
 * when nothing is there it signs.
 * @param more whether there is time for another thousand
 * @throws StrongroomError retention.incomplete when something is still there
 */
export async function destroyLot(
  lot: Lot,
  dues: readonly Due[],
  ports: Ports,
  more: () => boolean,
): Promise<Destroyed> {
  let intent = await intentOf(lot, ports);
  for (let pass = 0; pass < PASSES; pass++) {
    let found = 0;
    for (const due of dues) {
      for await (const some of thousands(versionsOf(due, ports))) {
        if (!more()) return { left: true };
        found += some.length;
        intent = await announce(intent, some, ports);
        await ports.objects.deleteVersions(due.zone, some);
      }
      if (!more()) return { left: true };
    }
    if (found > 0) continue;
    for (const due of dues) for await (const _ of uploadsOf(due, ports)) throw incomplete(lot);
    return { left: false, ...(await finish(intent, ports)) };
  }
  throw incomplete(lot);
}

/** Signs and files the record of a lot that is gone. A lot of which nothing was there leaves none. */
export async function finish(intent: Intent, ports: Ports): Promise<{ done: Intent; record: string | null }> {
  if (intent.rev === 0) return { done: intent, record: null };
  const { zone, place, deadline, why, versions, bytes, digest, intended, number } = intent;
  const verified = ports.clock.now().toISOString();
  const record: Destruction = { zone, place, deadline, why, versions, bytes, digest, intended, verified };
  const signature = Buffer.from(await ports.keys.sign('records', signedBytes(record))).toString('base64');
  const key = `${PREFIXES.destructions}${zone}/${deadline}/${place ?? '-'}/${why}-${number}.json`;
  await ports.objects.putOnce('audit', key, Buffer.from(JSON.stringify({ record, signature })), 'application/json');
  return { done: await saveIntent(intent, { open: false, pending: [] }, ports), record: key };
}

/** Counts versions that are about to be destroyed, but those that were counted before a crash. */
async function announce(intent: Intent, some: readonly ObjectVersion[], ports: Ports): Promise<Intent> {
  const known = new Set(intent.pending);
  const found = some.map(hashed);
  const pending = found.map(markOf);
  const tally = counted(
    intent,
    found.filter((_, at) => !known.has(pending[at]!)),
  );
  return saveIntent(intent, { ...tally, pending }, ports);
}

async function* versionsOf({ zone, prefix, only }: Due, { objects }: Ports): AsyncGenerator<ObjectVersion> {
  const meant = only && new Set(only);
  for await (const version of objects.listVersions(zone, prefix))
    if (meant === null || meant.has(version.key)) yield version;
}

async function* uploadsOf({ zone, prefix, only }: Due, { objects }: Ports): AsyncGenerator<string> {
  for await (const key of objects.uploads(zone, prefix)) if (only === null || only.includes(key)) yield key;
}

async function* thousands(versions: AsyncIterable<ObjectVersion>): AsyncGenerator<ObjectVersion[]> {
  let some: ObjectVersion[] = [];
  for await (const version of versions) {
    if (some.push(version) < DELETES_AT_ONCE) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

const incomplete = ({ zone, place }: Lot) =>
  new StrongroomError(
    'retention.incomplete',
    `something in the ${zone} zone${place === null ? '' : ` of ${place}`} is due and still there`,
    'find what keeps it (a lock, a denied delete, an upload in parts, a writer of late data) and run retention again',
  );
