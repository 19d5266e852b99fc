import { StrongroomError } from '../activity/errors.ts';
import { PREFIXES } from '../activity/zones.ts';
import type { Partition } from './ports.ts';

/** Hive path of a partition inside the redacted zone, ending in a slash. */
export const partitionPrefix = ({ jurisdiction, day, shard }: Partition): string =>
  `${PREFIXES.table}jurisdiction=${jurisdiction}/day=${day}/shard=${shard}/`;

/** Prefix of a partition's generations, each under its own sub-prefix. */
export const generationsPrefix = ({ jurisdiction, day, shard }: Partition): string =>
  `${PREFIXES.generations}jurisdiction=${jurisdiction}/day=${day}/shard=${shard}/`;

const LOCATION = /^activity\/(?:generations\/)?jurisdiction=([^/]+)\/day=([^/]+)\/shard=([^/]+)\//;

/** The partition that contains an object key, or undefined outside the table. */
export function partitionOf(key: string): Partition | undefined {
  const [, jurisdiction, day, shard] = LOCATION.exec(key) ?? [];
  return jurisdiction && day && shard ? { jurisdiction, day, shard } : undefined;
}

export const noPartition = (): StrongroomError =>
  new StrongroomError('partition.missing', 'the table has no such partition any more', 'look whether its day is due');
