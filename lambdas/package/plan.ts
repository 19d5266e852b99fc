import { createHash } from 'node:crypto';
import { lastOf } from '../../lib/activity/there.ts';
import {
  CONTROL_ITEMS,
  keyOf,
  PARTICIPATION_ITEMS,
  type PackageAsked,
  readItem,
  writeItem,
} from '../../lib/ledger/index.ts';
import type { Item, Ports } from '../../lib/storage/ports.ts';
import { ordersOf } from '../erasures.ts';
import { recordPackage } from '../lineage.ts';
import { heldKey, SORT } from '../participation.ts';

const { packagePlan } = PARTICIPATION_ITEMS;
/** A segment's id is 36 characters: this many stay far below the size limit of an item, and 100 parts below that of a transaction. */
const CHUNK = 1_000;

/** One request, as it stands in the table. */
export interface Asked {
  readonly id: string;
  readonly rev: number;
  readonly data: PackageAsked;
}

export const askedOf = (item: Item): Asked => ({
  ...{ id: item.sk, rev: item.rev },
  data: readItem(PARTICIPATION_ITEMS.packageAsked, item),
});

/** The id of the package of a request. A request that is begun anew gets another: files of different recordings never share a prefix. */
export const packageId = ({ id, data: { round } }: Pick<Asked, 'id' | 'data'>): string =>
  `pk_${createHash('sha256').update(`${id}#${round}`).digest('hex').slice(0, 16)}`;

/** Segments about which a worker asked for erasure, and did not withdraw it. */
export const erasedOf = async ({ control }: Pick<Ports, 'control'>): Promise<ReadonlySet<string>> =>
  new Set((await ordersOf(control)).flatMap(({ batches }) => batches));

/**
 * The recordings that the package is made from: all that were received of the worker when it was begun, and of which no
 * erasure was asked for. The list is written once, before any file, so that a run that goes on makes the same package. The
 * sources are recorded where retention and the inventory find them: an erasure that comes later destroys the package.
 * @param due UTC day on which the last of the package is destroyed
 */
export async function planOf(asked: Asked, due: string, ports: Ports): Promise<readonly string[]> {
  const id = packageId(asked);
  const segments = (await known(asked, id, ports)) ?? (await begin(asked, id, due, ports));
  await recordPackage(ports.control, id, { prefix: `${id}/`, segments, due });
  return segments;
}

async function known(
  { data: { participant } }: Asked,
  id: string,
  { participation }: Ports,
): Promise<readonly string[] | undefined> {
  const { pk, sk } = keyOf(packagePlan, { participant, id, part: '' });
  const parts = await Array.fromAsync(participation.query(pk, sk));
  return parts.length === 0 ? undefined : parts.flatMap((part) => readItem(packagePlan, part).segments);
}

async function begin(asked: Asked, id: string, due: string, ports: Ports): Promise<readonly string[]> {
  const { participant } = asked.data;
  const held = await Array.fromAsync(ports.participation.query(heldKey(participant), SORT.counted));
  const erased = await erasedOf(ports);
  const segments = held.map(({ sk }) => lastOf(sk.split('#'))).filter((batch) => !erased.has(batch));
  const parts = Math.max(1, Math.ceil(segments.length / CHUNK));
  const writes = Array.from({ length: parts }, (_, n) =>
    writeItem(
      packagePlan,
      { participant, id, part: String(n).padStart(6, '0') },
      { data: { parts, segments: segments.slice(n * CHUNK, (n + 1) * CHUNK) }, ifRev: 0, from: due },
    ),
  );
  if (await ports.participation.write(writes)) return segments;
  const other = await known(asked, id, ports);
  if (other === undefined) throw new Error('the list of an access package could not be written');
  return other;
}

/** The generation of a partition: the prefix of the files into which its rows were put together; null while there are none. */
export async function generationOf(
  partition: { readonly jurisdiction: string; readonly day: string; readonly shard: string },
  { control }: Pick<Ports, 'control'>,
): Promise<string | null> {
  const { pk, sk } = keyOf(CONTROL_ITEMS.generation, partition);
  const item = await control.get(pk, sk);
  return item === undefined ? null : readItem(CONTROL_ITEMS.generation, item).prefix;
}
