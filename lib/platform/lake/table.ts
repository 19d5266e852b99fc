import { Aws } from 'aws-cdk-lib';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import type { Construct } from 'constructs';
import { columnFaults } from '../../activity/column-faults.ts';
import { COLUMNS, type Column, PART_KEY, PARTITION_KEYS } from '../../activity/columns.ts';
import { StrongroomError } from '../../activity/errors.ts';
import type { Lake } from '../platform-config.ts';

/** The database itself declares that new tables in it are closed: the account's settings have perhaps not taken effect yet. */
export const lakeDatabase = (scope: Construct, { database }: Lake, program: string): CfnDatabase =>
  new CfnDatabase(scope, 'Database', {
    catalogId: Aws.ACCOUNT_ID,
    databaseInput: {
      name: database,
      description: `${program}: redacted activity`,
      createTableDefaultPermissions: [],
    },
  });

/**
 * The lake table, from the single list of columns.
 * @throws StrongroomError `columns.uncovered` when a column could hide free text
 */
export const lakeTable = (scope: Construct, { database, table }: Lake, program: string, location: string): CfnTable => {
  refuseFaults();
  return tableOf(scope, 'Table', {
    database,
    table,
    location,
    keys: PARTITION_KEYS,
    says: `${program}: one event a row, after redaction`,
  });
};

/** The table of compaction, over the same files, with one more key that selects the files. No team has a grant on it. */
export const rewritesTable = (
  scope: Construct,
  { database, rewrites }: Lake,
  program: string,
  location: string,
): CfnTable =>
  tableOf(scope, 'RewritesTable', {
    ...{ database, table: rewrites, location, keys: [...PARTITION_KEYS, PART_KEY] },
    says: `${program}: the files of a partition before and after they are put together`,
  });

function refuseFaults(): void {
  const faults = columnFaults();
  if (faults.length > 0) {
    throw new StrongroomError(
      'columns.uncovered',
      `free text could hide in the columns ${faults.join('; ')}`,
      'Give a text column a redaction rule, and a closed one its vocabulary, in lib/activity/columns.ts.',
    );
  }
}

interface TableProps {
  readonly database: string;
  readonly table: string;
  readonly location: string;
  readonly keys: readonly GlueColumn[];
  readonly says: string;
}

const tableOf = (scope: Construct, id: string, { database, table, location, keys, says }: TableProps): CfnTable =>
  new CfnTable(scope, id, {
    catalogId: Aws.ACCOUNT_ID,
    databaseName: database,
    tableInput: {
      name: table,
      description: says,
      tableType: 'EXTERNAL_TABLE',
      parameters: { EXTERNAL: 'TRUE', classification: 'parquet' },
      partitionKeys: keys.map(glueColumn),
      storageDescriptor: {
        columns: COLUMNS.map(glueColumn),
        location,
        inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
        outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
        serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
      },
    },
  });

type GlueColumn = Pick<Column, 'name' | 'type' | 'purpose'>;
const glueColumn = ({ name, type, purpose }: GlueColumn) => ({ name, type, comment: purpose });
