import { StrongroomError } from '../../lib/activity/errors.ts';
import { nth } from '../../lib/activity/there.ts';
import { PREFIXES } from '../../lib/activity/zones.ts';
import { type Destruction, signedBytes } from '../../lib/retention/destruction.ts';
import type { Lot } from '../../lib/retention/lot.ts';
import type { Due } from '../../lib/retention/plan/types.ts';
import { isIn, rangeOf, type Slice } from '../../lib/retention/slice.ts';
import { counted, hashed, markOf } from '../../lib/retention/tally.ts';
import { DELETES_AT_ONCE, type ObjectVersion, type Ports } from '../../lib/storage/ports.ts';
import { beginPart, closeIntent, type Intent, intentOf, type Part, savePart, sealIntent } from './intents.ts';

/** A record in the audit zone, and the destruction that it records. */
export interface Recorded {
  readonly done: Intent;
  /** Its key. */
  readonly record: string;
}

/** All due data of one lot. */
export interface DueLot {
  readonly lot: Lot;
  readonly dues: readonly Due[];
}

/**
 * Destroys the objects of one slice of a lot, a thousand versions at a time. The versions are counted and recorded before they
 * go, so that a run after a crash, or after the time was over, resumes where this one stopped and counts nothing twice.
 * @param more whether there is time for another thousand
 * @param filed receives the record filed on the way, of an earlier run that died before its record
 * @returns false when the time was over
 * @throws StrongroomError retention.raced
 */
export async function destroySlice(
  { lot, dues }: DueLot,
  slice: Slice,
  ports: Ports,
  more: () => boolean,
  filed: (earlier: Recorded) => void,
): Promise<boolean> {
  let begun: { readonly intent: Intent; readonly part: Part } | undefined;
  for (const due of dues) {
    for await (const some of thousands(versionsOf(due, slice, ports))) {
      if (!more()) return false;
      begun ??= await beginPart(lot, slice, ports, async (intent) => filed(await recordOf(intent, ports)));
      begun = { ...begun, part: await announce(begun, some, ports) };
      await ports.objects.deleteVersions(due.zone, some);
    }
    if (!more()) return false;
  }
  return true;
}

/**
 * Looks at all of a lot again. Only when nothing is left, it seals and signs the counts of all its slices.
 * @returns the record; null when the lot never held anything; `there` while something is left, or another run is at it
 * @throws StrongroomError retention.incomplete for an upload in parts
 */
export async function closeLot(
  { lot, dues }: DueLot,
  own: readonly Slice[],
  ports: Ports,
): Promise<Recorded | null | { readonly there: 'own' | 'of-others' }> {
  for (const due of dues)
    for await (const { key } of versionsOf(due, null, ports))
      return { there: own.some((slice) => isIn(slice, due.prefix, key)) ? 'own' : 'of-others' };
  for (const due of dues) for await (const _ of uploadsOf(due, ports)) throw incomplete(lot);
  const { open } = await intentOf(lot, ports);
  return open === undefined ? null : ((await finish(open, ports)) ?? { there: 'of-others' });
}

/** Seals, signs and files the record of a lot that is gone. Undefined while another run is at it. */
export async function finish(intent: Intent, ports: Ports): Promise<Recorded | undefined> {
  const sealed = intent.sealed === null ? await sealIntent(intent, ports) : intent;
  return sealed && recordOf(sealed, ports);
}

/** Signs and files the sealed counts: the same words, however often it is repeated. */
async function recordOf(intent: Intent, ports: Ports): Promise<Recorded> {
  const { zone, place, deadline, why, versions, bytes, digest, intended, number, sealed } = intent;
  const record: Destruction = {
    zone,
    place,
    deadline,
    why,
    versions,
    bytes,
    digest,
    intended,
    verified: String(sealed),
  };
  const signature = Buffer.from(await ports.keys.sign('records', signedBytes(record))).toString('base64');
  const key = `${PREFIXES.destructions}${zone}/${deadline}/${place ?? '-'}/${why}-${number}.json`;
  await ports.objects.putOnce('audit', key, Buffer.from(JSON.stringify({ record, signature })), 'application/json');
  await closeIntent(ports, intent);
  return { done: intent, record: key };
}

/** Counts versions that are about to be destroyed, but those that were counted before a crash. */
async function announce(
  { intent, part }: { readonly intent: Intent; readonly part: Part },
  some: readonly ObjectVersion[],
  ports: Ports,
): Promise<Part> {
  const known = new Set(part.pending);
  const found = some.map(hashed);
  const pending = found.map(markOf);
  const tally = counted(
    part,
    found.filter((_, at) => !known.has(nth(pending, at))),
  );
  return savePart(intent, part, { ...tally, pending }, ports);
}

/** @param slice all of it when null */
async function* versionsOf(
  { zone, prefix, only }: Due,
  slice: Slice | null,
  { objects }: Ports,
): AsyncGenerator<ObjectVersion> {
  const meant = only && new Set(only);
  const range = slice === null || slice.of === 1 ? undefined : rangeOf(slice, prefix);
  for await (const version of objects.listVersions(zone, prefix, range))
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

export const incomplete = ({ zone, place }: Lot): StrongroomError =>
  new StrongroomError(
    'retention.incomplete',
    `something in the ${zone} zone${place === null ? '' : ` of ${place}`} is due and still there`,
    'find what keeps it (a lock, a denied delete, an upload in parts, a writer of late data) and run retention again',
  );
