import { Aws } from 'aws-cdk-lib';
import { CfnDataCellsFilter } from 'aws-cdk-lib/aws-lakeformation';
import type { Construct } from 'constructs';
import { renderRowFilter } from '../../activity/row-filter/write.ts';
import type { Team } from '../../governance/access-config.ts';
import { contentHash } from '../content-hash.ts';
import type { Lake } from '../platform-config.ts';

export interface TeamFilter {
  readonly filter: CfnDataCellsFilter;
  readonly name: string;
  /** Eight hex digits of the filter's columns and rows. */
  readonly hash: string;
}

/**
 * The columns and rows of a team. A change to any property replaces the filter, and CloudFormation creates before it
 * deletes, so a changed filter under the same name would collide with itself: the name carries a hash of the content.
 * Columns are listed, never "all but": a new column must not become visible by default.
 */
export const teamFilter = (scope: Construct, teamName: string, team: Team, lake: Lake): TeamFilter => {
  const columnNames = [...team.columns];
  const filterExpression = renderRowFilter(team.rows);
  const hash = contentHash([{ database: lake.database, table: lake.table }, columnNames, filterExpression]);
  const name = `${teamName.replaceAll('-', '_')}_${hash}`;
  const filter = new CfnDataCellsFilter(scope, `Filter${hash}`, {
    tableCatalogId: Aws.ACCOUNT_ID,
    databaseName: lake.database,
    tableName: lake.table,
    name,
    columnNames,
    rowFilter: { filterExpression },
  });
  return { filter, name, hash };
};
