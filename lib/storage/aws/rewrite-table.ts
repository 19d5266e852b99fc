import {
  CreatePartitionCommand,
  DeletePartitionCommand,
  type GlueClient,
  paginateGetPartitions,
} from '@aws-sdk/client-glue';
import type { Partition } from '../ports.ts';
import { storageOf } from './catalog.ts';
import { calling, nameOf } from './errors.ts';
import { REWRITE_KEYS } from './rewrite-sql.ts';

export interface RewriteTableNames {
  readonly database: string;
  readonly table: string;
  /** Bucket of the redacted zone. */
  readonly bucket: string;
}

/** The prefix of each part's files, by part name. A name always means the same prefix. */
export type Parts = ReadonlyMap<string, string>;

/**
 * The partitions of the table of rewrites, which exist only during a rewrite. No team has a grant on it: it shows old
 * and new files, including erased rows, before and after readers of the lake see them.
 */
export class RewriteTable {
  readonly #glue: GlueClient;
  readonly #names: RewriteTableNames;

  constructor(glue: GlueClient, names: RewriteTableNames) {
    this.#glue = glue;
    this.#names = names;
  }

  /** Adding a part twice is not an error. */
  async add(partition: Partition, parts: Parts): Promise<void> {
    for (const [part, prefix] of parts) {
      const PartitionInput = {
        Values: valuesOf(partition, part),
        StorageDescriptor: storageOf(`s3://${this.#names.bucket}/${prefix}`),
      };
      const command = new CreatePartitionCommand({ ...this.#table, PartitionInput });
      await this.#unless('AlreadyExistsException', 'open a part of a rewrite', () => this.#glue.send(command));
    }
  }

  async drop(partition: Partition, parts: Iterable<string>): Promise<void> {
    for (const part of parts) await this.#drop(valuesOf(partition, part));
  }

  /** Drops partitions that failed runs left. Call it only while no other rewrite runs. @returns how many */
  async sweep(): Promise<number> {
    const input = { ...this.#table, ExcludeColumnSchema: true };
    const pages = paginateGetPartitions({ client: this.#glue }, input)[Symbol.asyncIterator]();
    const found: string[][] = [];
    for (;;) {
      const { value: page, done } = await calling('list parts of rewrites', () => pages.next());
      if (done) break;
      for (const { Values } of page.Partitions ?? []) if (Values !== undefined) found.push(Values);
    }
    for (const values of found) await this.#drop(values);
    return found.length;
  }

  async #drop(PartitionValues: string[]): Promise<void> {
    const command = new DeletePartitionCommand({ ...this.#table, PartitionValues });
    await this.#unless('EntityNotFoundException', 'close a part of a rewrite', () => this.#glue.send(command));
  }

  async #unless(name: string, task: string, call: () => Promise<unknown>): Promise<void> {
    await calling(task, async () => {
      try {
        await call();
      } catch (error) {
        if (nameOf(error) !== name) throw error;
      }
    });
  }

  get #table(): { DatabaseName: string; TableName: string } {
    return { DatabaseName: this.#names.database, TableName: this.#names.table };
  }
}

const valuesOf = (partition: Partition, part: string): string[] =>
  REWRITE_KEYS.map((key) => (key === 'part' ? part : partition[key]));
