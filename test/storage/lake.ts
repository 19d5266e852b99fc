import { zstdCompressSync } from 'node:zlib';
import { type BasicType, parquetWriteBuffer } from 'hyparquet-writer';
import { onTestFinished } from 'vitest';
import { COLUMNS, type Row } from '../../lib/activity/columns.ts';
import { type LakeOptions, type LocalLake, openLake } from '../../lib/storage/local/lake.ts';
import { LIMITS } from '../../lib/storage/local/query/process/limits.ts';
import { QueryProcesses } from '../../lib/storage/local/query/process/processes.ts';
import { partitionPrefix } from '../../lib/storage/partition.ts';
import type { Partition } from '../../lib/storage/ports.ts';
import { testFolder } from './folder.ts';
import { roleArn, type TestAppOptions, testApp } from './template.ts';

const PARQUET: Record<(typeof COLUMNS)[number]['type'], BasicType> = {
  ...{ string: 'STRING', int: 'INT32', bigint: 'INT64', double: 'DOUBLE', boolean: 'BOOLEAN' },
};

/** Rows as a file of the lake, in several row groups, compressed as Athena prefers. */
function parquet(rows: readonly Row[]): Uint8Array {
  const columnData = COLUMNS.map(({ name, type }) => ({
    name,
    type: PARQUET[type],
    nullable: true,
    data: rows.map((row) => {
      const value = row[name] ?? null;
      return type === 'bigint' && value !== null ? BigInt(value) : value;
    }),
  }));
  const compressors = { ZSTD: (input: Uint8Array) => zstdCompressSync(input) };
  return new Uint8Array(parquetWriteBuffer({ columnData, codec: 'ZSTD', compressors, rowGroupSize: [3, 1000] }));
}

export interface LakePart {
  readonly partition: Partition;
  readonly rows: readonly Row[];
}

/**
 * Shared processes for all lakes of a file without their own limits, because each takes a while to start. Their limits
 * are long, so that a busy machine is no reason to fail, and they end with the test run.
 */
const PROCESSES = new QueryProcesses({ ...LIMITS, read: 300_000, time: 300_000 });

/** A lake with these rows, written by the role that writes on AWS. */
export async function lakeOf(
  parts: readonly LakePart[],
  app: TestAppOptions,
  { after = onTestFinished, ...options }: LakeOptions & { after?: (clean: () => void) => void } = {},
): Promise<LocalLake> {
  const lake = await openLake(testFolder(after), testApp(app), {
    ...(options.limits === undefined && { processes: PROCESSES }),
    // The bounds of the engine are tested against everything that it understands.
    dialect: 'engine',
    ...options,
  });
  after(() => lake.close());
  const { objects, catalog } = lake.portsFor(roleArn('redact'));
  for (const [i, { partition, rows }] of parts.entries()) {
    await objects.putOnce(
      'redacted',
      `${partitionPrefix(partition)}${i}.parquet`,
      parquet(rows),
      'application/octet-stream',
    );
    await catalog.addPartition(partition);
  }
  return lake;
}

export const at = (jurisdiction: string, day = '2026-05-20', shard = '0'): Partition => ({ jurisdiction, day, shard });
