import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { noPartition, partitionPrefix } from '../partition.ts';
import type { Catalog, LocatedPartition, Partition } from '../ports.ts';
import type { Authority } from './authority.ts';
import { rowsOf } from './rows.ts';

/** The Glue resources that a request on partitions touches; IAM must allow it on each of them. */
export interface TableArns {
  readonly catalog: string;
  readonly database: string;
  readonly table: string;
}

const ROW = z.object({
  jurisdiction: z.string(),
  day: z.string(),
  shard: z.string(),
  location: z.string().nullable(),
});

/** Partitions of the lake table in SQLite, for one principal. */
export class LocalCatalog implements Catalog {
  readonly #db: DatabaseSync;
  readonly #arns: TableArns;
  readonly #authority: Authority;

  constructor(db: DatabaseSync, arns: TableArns, authority: Authority) {
    this.#db = db;
    this.#arns = arns;
    this.#authority = authority;
  }

  async addPartition({ jurisdiction, day, shard }: Partition): Promise<void> {
    this.#require('glue:CreatePartition');
    this.#db
      .prepare('INSERT OR IGNORE INTO partition (jurisdiction, day, shard) VALUES (?, ?, ?)')
      .run(jurisdiction, day, shard);
  }

  async dropPartition({ jurisdiction, day, shard }: Partition): Promise<void> {
    this.#require('glue:DeletePartition');
    this.#db
      .prepare('DELETE FROM partition WHERE jurisdiction = ? AND day = ? AND shard = ?')
      .run(jurisdiction, day, shard);
  }

  async *listPartitions(): AsyncGenerator<Partition> {
    for await (const { partition } of this.locations()) yield partition;
  }

  async *locations(): AsyncGenerator<LocatedPartition> {
    this.#require('glue:GetPartitions');
    const rows = this.#db.prepare('SELECT jurisdiction, day, shard, location FROM partition ORDER BY 1, 2, 3').all();
    for (const { location, ...partition } of rowsOf(ROW, rows))
      yield { partition, location: location ?? partitionPrefix(partition) };
  }

  async movePartition(partition: Partition, location: string): Promise<void> {
    this.#require('glue:UpdatePartition');
    const { jurisdiction, day, shard } = partition;
    const { changes } = this.#db
      .prepare('UPDATE partition SET location = ? WHERE jurisdiction = ? AND day = ? AND shard = ?')
      .run(location, jurisdiction, day, shard);
    if (changes === 0) throw noPartition();
  }

  /** https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html ("Resource and ancestors") */
  #require(action: string): void {
    for (const resource of Object.values(this.#arns) as string[]) {
      this.#authority.require({ action, resource }, 'on the lake table');
    }
  }
}
