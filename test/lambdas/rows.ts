import { COLUMNS } from '../../lib/activity/columns.ts';
import { readParquet } from '../../lib/storage/local/query/parquet.ts';
import { partitionOf } from '../../lib/storage/partition.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { present } from '../present.ts';

export type LakeRow = Record<string, unknown>;

/** Every row of every file of the lake table, whether or not its partition is registered. */
export async function lakeRows({ objects }: Ports): Promise<LakeRow[]> {
  const rows: LakeRow[] = [];
  for await (const { key } of objects.listVersions('redacted', 'activity/')) {
    const bytes = Buffer.concat(await Array.fromAsync(await objects.get('redacted', key)));
    for await (const { rows: length, columns } of readParquet(bytes, COLUMNS, present(partitionOf(key))))
      for (let i = 0; i < length; i++)
        rows.push(Object.fromEntries(COLUMNS.map(({ name }, c) => [name, present(columns[c])[i]])));
  }
  return rows;
}
