import {
  CreatePartitionCommand,
  DeletePartitionCommand,
  type GlueClient,
  paginateGetPartitions,
} from '@aws-sdk/client-glue';
import { COLUMNS, PARTITION_KEYS } from '../../activity/columns.ts';
import { partitionPrefix } from '../partition.ts';
import type { Catalog, Partition } from '../ports.ts';
import { type AwsNames, given } from './config.ts';
import { calling, nameOf } from './errors.ts';

/** How Athena reads the files of a partition; the table says the same. https://docs.aws.amazon.com/athena/latest/ug/parquet-serde.html */
const FORMAT = {
  InputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
  OutputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
  SerdeInfo: { SerializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
};

/** Partitions in the Glue Data Catalog. */
export class AwsCatalog implements Catalog {
  readonly #glue: GlueClient;
  readonly #names: AwsNames;

  constructor(glue: GlueClient, names: AwsNames) {
    this.#glue = glue;
    this.#names = names;
  }

  async addPartition(partition: Partition): Promise<void> {
    const bucket = given(this.#names.buckets.redacted, 'the bucket of zone redacted');
    // The columns come from the vocabulary, not from GetTable: Lake Formation hides columns from who asks there.
    const StorageDescriptor = {
      ...FORMAT,
      Columns: COLUMNS.map(({ name, type }) => ({ Name: name, Type: type })),
      Location: `s3://${bucket}/${partitionPrefix(partition)}`,
    };
    const PartitionInput = { Values: valuesOf(partition), StorageDescriptor };
    const command = new CreatePartitionCommand({ ...this.#table, PartitionInput });
    await calling('register a partition', () => unless('AlreadyExistsException', this.#glue.send(command)));
  }

  async dropPartition(partition: Partition): Promise<void> {
    const command = new DeletePartitionCommand({ ...this.#table, PartitionValues: valuesOf(partition) });
    await calling('drop a partition', () => unless('EntityNotFoundException', this.#glue.send(command)));
  }

  async *listPartitions(): AsyncGenerator<Partition> {
    const pages = paginateGetPartitions({ client: this.#glue }, { ...this.#table, ExcludeColumnSchema: true })[
      Symbol.asyncIterator
    ]();
    for (;;) {
      const { value: page, done } = await calling('list partitions', () => pages.next());
      if (done) return;
      for (const { Values = [] } of page.Partitions ?? []) {
        yield Object.fromEntries(PARTITION_KEYS.map(({ name }, i) => [name, Values[i]])) as Partition;
      }
    }
  }

  get #table(): { DatabaseName: string; TableName: string } {
    return {
      DatabaseName: given(this.#names.database, 'the Glue database'),
      TableName: given(this.#names.table, 'the Glue table'),
    };
  }
}

const valuesOf = (partition: Partition): string[] => PARTITION_KEYS.map(({ name }) => partition[name]);

/** Waits for a call, and takes one error for success: what was asked for is so already. */
async function unless(name: string, call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (nameOf(error) !== name) throw error;
  }
}
