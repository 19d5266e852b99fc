import type { DuckDBConnection } from '@duckdb/node-api';
import type { Column } from '../../../activity/columns.ts';
import { QueryFailure } from './failure.ts';
import { isPlainFetch } from './plain-fetch.ts';
import type { Statement } from './statement.ts';

/** Columns of which each value stands for one worker. */
const ONE_WORKER = ['worker', 'device'] as const;

/**
 * Refuses a statement that uses a column that stands for one worker and does more than fetch rows as they are: whatever
 * puts rows together, or in an order, could give a figure about one worker, and every figure must be about a cohort.
 * It looks at the whole statement, so that no alias, subquery or window hides the column, and refuses more than it must.
 * @param visible columns that the principal sees
 * @throws QueryFailure cohort
 */
export async function checkCohort(
  connection: DuckDBConnection,
  { words, whole, describes, tree }: Statement,
  visible: readonly Column[],
): Promise<void> {
  const by = ONE_WORKER.filter((name) => visible.some((column) => column.name === name) && (whole || words.has(name)));
  if (by.length === 0 || describes || isPlainFetch(tree, await scalarsOf(connection))) return;
  throw new QueryFailure({ code: 'cohort', by });
}

/** Names of the functions that are about one row only, as the engine knows them. Macros may stand for anything. */
async function scalarsOf(connection: DuckDBConnection): Promise<ReadonlySet<string>> {
  const sql =
    "SELECT lower(function_name) FROM duckdb_functions() GROUP BY 1 HAVING bool_and(function_type = 'scalar')";
  const rows = (await connection.runAndReadAll(sql)).getRows();
  return new Set(rows.map(([name]) => String(name)));
}
