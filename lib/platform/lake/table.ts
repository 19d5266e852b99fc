import { Aws } from 'aws-cdk-lib';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import type { Construct } from 'constructs';
import { COLUMNS, type Column, PARTITION_KEYS, uncoveredColumns } from '../../activity/columns.ts';
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
 * @throws StrongroomError `columns.uncovered` when a text column passes no redaction rule
 */
export const lakeTable = (scope: Construct, { database, table }: Lake, program: string, location: string): CfnTable => {
  const uncovered = uncoveredColumns();
  if (uncovered.length > 0) {
    throw new StrongroomError(
      'columns.uncovered',
      `no redaction rule for the text columns ${uncovered.join(', ')}`,
      'Give each a rule in lib/activity/columns.ts: a text column without one would carry what was typed.',
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
