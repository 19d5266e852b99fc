import { z } from 'zod';
import { hasCode } from '../../lib/activity/errors.ts';
import { uuid } from '../../lib/activity/formats.ts';
import { WorkerRefusedError } from '../../lib/governance/participation/refusals.ts';
import {
  keyOf,
  PARTICIPATION_ITEMS,
  type PackageAsked,
  type PackageVolume,
  type PageLanguage,
  type RightsRequest,
  readItem,
  writeItem,
} from '../../lib/ledger/index.ts';
import { dayOf } from '../../lib/retention/days.ts';
import type { ItemWrite } from '../../lib/storage/ports.ts';
import { packageId } from '../package/plan.ts';
import { pieceKey } from '../package/volume.ts';
import { collect } from '../redact/collect.ts';
import { type Asking, bodyAs } from './asking.ts';

const { packageAsked, packageVolume } = PARTICIPATION_ITEMS;

/** One file of a copy, as its worker sees it. */
export interface FileView extends Pick<PackageVolume, 'day' | 'place' | 'bytes' | 'pieces' | 'sha256' | 'expires'> {
  readonly name: string;
  readonly records: number;
  readonly pictures: number;
}

/** The order for the function that makes packages. It is written together with the request. */
export const packageWrite = (
  { id, asked, due }: RightsRequest,
  participant: string,
  language: PageLanguage,
): ItemWrite =>
  writeItem(
    packageAsked,
    { id },
    { data: { participant, language, asked, due, round: 0, open: true, made: null, withdrawn: false }, ifRev: 0 },
  );

/** Where a copy stands, and its files that are still there. */
export async function packageOf(
  asking: Asking,
  { id, state, due }: RightsRequest,
): Promise<{ state: RightsRequest['state']; files: readonly FileView[] }> {
  const found = await askedBy(asking, id);
  // Forgotten long after it was answered.
  if (found === undefined) return { state: due < asking.now.toISOString() ? 'done' : state, files: [] };
  const { withdrawn, made } = found.data;
  if (made === null) return { state: withdrawn ? 'withdrawn' : 'open', files: [] };
  const volumes = await volumesOf(asking, id, found.data);
  return { state: 'done', files: volumes.map(({ name, volume }) => viewOf(name, volume)) };
}

/** @returns whether it was withdrawn: one that is made, or was withdrawn before, is not */
export async function withdrawPackage(asking: Asking, id: string): Promise<boolean> {
  const found = await askedBy(asking, id);
  if (found === undefined || !found.data.open) return false;
  const data = { ...found.data, open: false, withdrawn: true };
  return asking.ports.participation.write([
    writeItem(packageAsked, { id }, { data, ifRev: found.rev, from: asking.now }),
  ]);
}

const pieceSchema = z.strictObject({
  id: uuid,
  file: z.string().max(64),
  piece: z.int().min(0).max(999_999),
});

/** Bytes that are answered as they are. */
export class Octets {
  readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}

/** `POST /api/packages/piece`: a piece of a file of the caller's own copy. */
export async function piece(asking: Asking): Promise<Octets> {
  const { id, file, piece: n } = bodyAs(pieceSchema, asking);
  const found = await askedBy(asking, id);
  if (found === undefined || found.data.made === null) throw new WorkerRefusedError('package.unknown');
  const volume = (await volumesOf(asking, id, found.data)).find(({ name }) => name === file)?.volume;
  if (volume === undefined || n >= volume.pieces) throw new WorkerRefusedError('package.unknown');
  try {
    return new Octets(await collect(await asking.ports.objects.get('packages', pieceKey(volume.prefix, n))));
  } catch (error) {
    // An erasure destroyed it before its day. S3 calls that denied where the bucket must not be listed.
    if (hasCode(error, 'object.missing') || hasCode(error, 'access.denied'))
      throw new WorkerRefusedError('package.unknown');
    throw error;
  }
}

/** The order behind a request, if the caller made it: the id of a request is no secret. */
async function askedBy(
  { ports, caller }: Asking,
  id: string,
): Promise<{ data: PackageAsked; rev: number } | undefined> {
  const { pk, sk } = keyOf(packageAsked, { id });
  const item = await ports.participation.get(pk, sk);
  if (item === undefined) return undefined;
  const data = readItem(packageAsked, item);
  return data.participant === caller.participant ? { data, rev: item.rev } : undefined;
}

async function volumesOf({ ports, caller, now }: Asking, id: string, data: PackageAsked) {
  const names = { participant: caller.participant, id: packageId({ id, data }), name: '' };
  const { pk, sk } = keyOf(packageVolume, names);
  const items = await Array.fromAsync(ports.participation.query(pk, sk));
  return items
    .map((item) => ({ name: item.sk.slice(sk.length), volume: readItem(packageVolume, item) }))
    .filter(({ volume }) => volume.expires > dayOf(now))
    .toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

/** The overview first, then day by day. */
const orderOf = ({ volume: { day, place, number } }: { volume: PackageVolume }): string =>
  `${day ?? ''}#${place ?? ''}#${String(number).padStart(6, '0')}`;

const viewOf = (name: string, { prefix: _, number: __, ...view }: PackageVolume): FileView => ({ name, ...view });
