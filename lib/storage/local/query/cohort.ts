import type { DuckDBConnection } from '@duckdb/node-api';
import type { Column } from '../../../activity/columns.ts';
import { StrongroomError } from '../../../activity/errors.ts';
import type { Statement } from './statement.ts';

/** Columns of which each value stands for one worker. */
const ONE_WORKER = ['worker', 'device'];

/**
 * Refuses a statement that groups, counts or ranks and uses a column that stands for one worker: its groups, or what it is
 * about, could be single workers, and every figure must be about a cohort. It looks at the whole statement, so that no
 * alias, subquery or window hides the column, and therefore refuses more than it must.
 * @param visible columns that the principal sees
 * @param cohort fewest workers that a figure may be about
 * @throws StrongroomError query.cohort
 */
export function checkCohort(
  { words, whole, functions, groups }: Statement,
  visible: readonly Column[],
  cohort: number,
  aggregates: ReadonlySet<string>,
): void {
  const summarises = groups || [...functions].some((name) => aggregates.has(name));
  const used = ONE_WORKER.filter(
    (name) => visible.some((column) => column.name === name) && (whole || words.has(name)),
  );
  if (!summarises || used.length === 0) return;
  throw new StrongroomError(
    'query.cohort',
    `this statement may give figures about single workers, by ${used.join(' and ')}; each must be about ${cohort} or more`,
    `leave ${used.join(' and ')} out of statements that group, count or rank`,
  );
}

/** Names of the functions that make one value of many rows, as the engine knows them. */
export async function aggregatesOf(connection: DuckDBConnection): Promise<ReadonlySet<string>> {
  const sql =
    "SELECT DISTINCT lower(function_name) FROM duckdb_functions() WHERE function_type IN ('aggregate', 'window')";
  const rows = (await connection.runAndReadAll(sql)).getRows();
  return new Set(rows.map(([name]) => String(name)));
}
