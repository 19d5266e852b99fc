import { type DuckDBConnection, LIST, listValue, VARCHAR } from '@duckdb/node-api';
import type { Column } from '../../../activity/columns.ts';
import { QueryFailure } from './failure.ts';
import { plainFetch } from './plain-fetch.ts';
import type { AcceptedStatement } from './statement.ts';

/** Columns whose values each identify one worker. */
const ONE_WORKER = ['worker', 'device'] as const;

/**
 * Refuses a statement that uses a column that identifies one worker and does more than fetch rows as they are: an
 * operation that combines or orders rows could give a figure about one worker, and every figure must be about a cohort.
 * It checks the whole statement, so that no alias, subquery or window hides the column, and therefore refuses more than
 * it must.
 * @param visible columns that the principal sees
 * @throws QueryFailure cohort
 */
export async function checkCohort(
  connection: DuckDBConnection,
  { words, whole, describes, tree }: AcceptedStatement,
  visible: readonly Column[],
): Promise<void> {
  const by = ONE_WORKER.filter((name) => visible.some((column) => column.name === name) && (whole || words.has(name)));
  if (by.length === 0 || describes) return;
  const called = plainFetch(tree);
  if (called && (await areScalar(connection, called))) return;
  throw new QueryFailure({ code: 'cohort', by });
}

/** Whether each function depends on one row only, according to the engine. Macros may expand to anything. */
async function areScalar(connection: DuckDBConnection, names: ReadonlySet<string>): Promise<boolean> {
  if (names.size === 0) return true;
  const sql = `SELECT count(*) FROM (
    SELECT lower(function_name) AS name FROM duckdb_functions() GROUP BY 1 HAVING bool_and(function_type = 'scalar')
  ) WHERE name IN (SELECT unnest($1))`;
  const reader = await connection.runAndReadAll(sql, [listValue([...names])], [LIST(VARCHAR)]);
  return Number(reader.getRows()[0]?.[0]) === names.size;
}
