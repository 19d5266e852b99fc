import { CONTROL_ITEMS, type DataOf, keyOf, readItem, writeItem } from '../../lib/ledger/index.ts';
import type { Control, ItemWrite, Partition } from '../../lib/storage/ports.ts';

const { generation, replaced } = CONTROL_ITEMS;

/** The location of a partition's rows, as the ledger has it. `rev` is 0 if they were never rewritten. */
export type Generation = DataOf<typeof generation> & { readonly rev: number };
/** Bytes to destroy as soon as no reader can be on them any more. */
export type Replaced = DataOf<typeof replaced> & {
  readonly partition: Partition;
  /** Identifies it among the others of its partition. */
  readonly name: string;
  readonly rev: number;
};

export async function readGeneration(control: Control, partition: Partition, due: string): Promise<Generation> {
  const { pk, sk } = keyOf(generation, partition);
  const item = await control.get(pk, sk);
  if (item !== undefined) return { ...readItem(generation, item), rev: item.rev };
  return { number: 0, prefix: null, rows: 0, orders: [], next: null, due, rev: 0 };
}

export const generationWrite = (partition: Partition, { rev, ...data }: Generation): ItemWrite =>
  writeItem(generation, partition, { data, ifRev: rev, from: data.due });

/** All replaced files, or those of one partition. */
export async function replacedOf(control: Control, partition?: Partition): Promise<Replaced[]> {
  const prefix = partition === undefined ? '' : `${placeOf(partition)}#`;
  const found: Replaced[] = [];
  for await (const item of control.query(replaced.pk, prefix)) {
    const [place = '', name = ''] = item.sk.split('#');
    const [jurisdiction = '', day = '', shard = ''] = place.split('/');
    found.push({ ...readItem(replaced, item), partition: { jurisdiction, day, shard }, name, rev: item.rev });
  }
  return found;
}

/** @param due UTC day on which nothing is left of the partition: until then its files may be looked up */
export const replacedWrite = ({ partition, name, rev, ...data }: Replaced, due: string): ItemWrite =>
  writeItem(replaced, { ...partition, prefix: name }, { data, ifRev: rev, from: due });

const placeOf = ({ jurisdiction, day, shard }: Partition): string => `${jurisdiction}/${day}/${shard}`;
