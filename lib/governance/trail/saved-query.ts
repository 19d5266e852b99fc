import { isRecord } from '../../access/index.ts';
import type { SavedQuery } from './kept.ts';
import { instantOf } from './time.ts';

const record = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Queries as GetQueryExecution and BatchGetQueryExecution answer, alone or in a list. */
export function* savedQueriesIn(value: Record<string, unknown>, file: string): Generator<SavedQuery> {
  const list = Array.isArray(value.QueryExecutions) ? value.QueryExecutions : [value.QueryExecution ?? value];
  for (const query of list.map(record)) {
    if (text(query.QueryExecutionId) === '' || typeof query.Query !== 'string') continue;
    const statistics = record(query.Statistics);
    yield {
      queryId: text(query.QueryExecutionId),
      at: instantOf(record(query.Status).SubmissionDateTime) ?? '',
      sql: query.Query,
      state: text(record(query.Status).State) || 'SUCCEEDED',
      database: text(record(query.QueryExecutionContext).Database),
      catalog: text(record(query.QueryExecutionContext).Catalog),
      workgroup: text(query.WorkGroup),
      output: text(record(query.ResultConfiguration).OutputLocation),
      manifest: text(statistics.DataManifestLocation),
      reused: record(statistics.ResultReuseInformation).ReusedPreviousResult === true,
      file,
    };
  }
}
