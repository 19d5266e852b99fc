import {
  CreatePartitionCommand,
  DeletePartitionCommand,
  type GlueClient,
  paginateGetPartitions,
  UpdatePartitionCommand,
} from '@aws-sdk/client-glue';
import { COLUMNS, PARTITION_KEYS } from '../../activity/columns.ts';
import { noPartition, partitionPrefix } from '../partition.ts';
import type { Catalog, LocatedPartition, Partition } from '../ports.ts';
import { type Stopwatch, stopwatch } from '../steady-clock.ts';
import { type AwsNames, given } from './config.ts';
import { calling, nameOf } from './errors.ts';

/**
 * The format of a partition's files for Athena; the table declares the same.
 * https://docs.aws.amazon.com/athena/latest/ug/parquet-serde.html
 */
const FORMAT = {
  InputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
  OutputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
  SerdeInfo: { SerializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
};

/** The catalogue's storage descriptor for files at one location. */
export const storageOf = (Location: string) => ({
  ...FORMAT,
  // The columns come from the vocabulary, not from GetTable: Lake Formation hides columns from its caller.
  Columns: COLUMNS.map(({ name, type }) => ({ Name: name, Type: type })),
  Location,
});

/**
 * How long a partition is remembered as registered (ms). A plan is published every few seconds, while a partition is
 * new a few times a day. Not for good, because other processes drop partitions that are due.
 */
const REMEMBERED_MS = 600_000;

/** Partitions in the Glue Data Catalog. */
export class AwsCatalog implements Catalog {
  readonly #glue: GlueClient;
  readonly #names: AwsNames;
  readonly #watch: Stopwatch;
  /** By a partition's path, the time until which it counts as registered. */
  readonly #registered = new Map<string, number>();

  constructor(glue: GlueClient, names: AwsNames, watch: Stopwatch = stopwatch) {
    this.#watch = watch;
    this.#glue = glue;
    this.#names = names;
  }

  async addPartition(partition: Partition): Promise<void> {
    const path = partitionPrefix(partition);
    const now = this.#watch();
    if ((this.#registered.get(path) ?? Number.NEGATIVE_INFINITY) > now) return;
    const PartitionInput = this.#input(partition, path);
    const command = new CreatePartitionCommand({ ...this.#table, PartitionInput });
    await calling('register a partition', () => unless('AlreadyExistsException', this.#glue.send(command)));
    this.#registered.set(path, now + REMEMBERED_MS);
  }

  /**
   * One call changes the record: a reader sees the old or the new one.
   * https://docs.aws.amazon.com/glue/latest/webapi/API_UpdatePartition.html
   */
  async movePartition(partition: Partition, location: string): Promise<void> {
    const PartitionValueList = valuesOf(partition);
    const PartitionInput = this.#input(partition, location);
    const command = new UpdatePartitionCommand({ ...this.#table, PartitionValueList, PartitionInput });
    await calling('move a partition', async () => {
      try {
        await this.#glue.send(command);
      } catch (error) {
        throw nameOf(error) === 'EntityNotFoundException' ? noPartition() : error;
      }
    });
  }

  #input(partition: Partition, prefix: string) {
    return { Values: valuesOf(partition), StorageDescriptor: storageOf(`${this.#root}${prefix}`) };
  }

  async dropPartition(partition: Partition): Promise<void> {
    this.#registered.delete(partitionPrefix(partition));
    const command = new DeletePartitionCommand({ ...this.#table, PartitionValues: valuesOf(partition) });
    await calling('drop a partition', () => unless('EntityNotFoundException', this.#glue.send(command)));
  }

  async *listPartitions(): AsyncGenerator<Partition> {
    for await (const { partition } of this.locations()) yield partition;
  }

  async *locations(): AsyncGenerator<LocatedPartition> {
    const pages = paginateGetPartitions({ client: this.#glue }, { ...this.#table, ExcludeColumnSchema: true })[
      Symbol.asyncIterator
    ]();
    for (;;) {
      const { value: page, done } = await calling('list partitions', () => pages.next());
      if (done) return;
      for (const { Values = [], StorageDescriptor } of page.Partitions ?? []) {
        const partition = Object.fromEntries(PARTITION_KEYS.map(({ name }, i) => [name, Values[i]])) as Partition;
        yield { partition, location: (StorageDescriptor?.Location ?? '').slice(this.#root.length) };
      }
    }
  }

  /** Prefix of every location in the catalogue. */
  get #root(): string {
    return `s3://${given(this.#names.buckets.redacted, 'the bucket of zone redacted')}/`;
  }

  get #table(): { DatabaseName: string; TableName: string } {
    return {
      DatabaseName: given(this.#names.database, 'the Glue database'),
      TableName: given(this.#names.table, 'the Glue table'),
    };
  }
}

const valuesOf = (partition: Partition): string[] => PARTITION_KEYS.map(({ name }) => partition[name]);

/** Waits for a call, and treats one error as success: the requested state exists already. */
async function unless(name: string, call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (nameOf(error) !== name) throw error;
  }
}
