import { Aws } from 'aws-cdk-lib';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import type { Construct } from 'constructs';
import { columnFaults } from '../../activity/column-faults.ts';
import { COLUMNS, type Column, PARTITION_KEYS } from '../../activity/columns.ts';
import { StrongroomError } from '../../activity/errors.ts';
import type { Lake } from '../platform-config.ts';

/** The database says for itself that new tables in it are closed: the account's settings may not have taken. */
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
 * The lake table, from the one list of columns.
 * @throws StrongroomError `columns.uncovered` when free text could hide in a column
 */
export const lakeTable = (scope: Construct, { database, table }: Lake, program: string, location: string): CfnTable => {
  const faults = columnFaults();
  if (faults.length > 0) {
    throw new StrongroomError(
      'columns.uncovered',
      `free text could hide in the columns ${faults.join('; ')}`,
      'Give a text column a redaction rule, and a closed one its vocabulary, in lib/activity/columns.ts.',
    );
  }
  return new CfnTable(scope, 'Table', {
    catalogId: Aws.ACCOUNT_ID,
    databaseName: database,
    tableInput: {
      name: table,
      description: `${program}: one event a row, after redaction`,
      tableType: 'EXTERNAL_TABLE',
      parameters: { EXTERNAL: 'TRUE', classification: 'parquet' },
      partitionKeys: PARTITION_KEYS.map(glueColumn),
      storageDescriptor: {
        columns: COLUMNS.map(glueColumn),
        location,
        inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
        outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
        serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
      },
    },
  });
};

const glueColumn = ({ name, type, purpose }: Column) => ({ name, type, comment: purpose });
