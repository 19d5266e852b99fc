import { isRecord } from '../../access/index.ts';
import type { SavedQuery } from './kept.ts';
import { instantOf } from './time.ts';

const record = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Queries as GetQueryExecution and BatchGetQueryExecution answer, alone or in a list. */
export function* savedQueriesIn(value: Record<string, unknown>, file: string): Generator<SavedQuery> {
  const list = Array.isArray(value.QueryExecutions) ? value.QueryExecutions : [value.QueryExecution ?? value];
  for (const each of list.map(record)) {
    if (text(each.QueryExecutionId) === '' || typeof each.Query !== 'string') continue;
    const statistics = record(each.Statistics);
    yield {
      queryId: text(each.QueryExecutionId),
      at: instantOf(record(each.Status).SubmissionDateTime) ?? '',
      sql: each.Query,
      state: text(record(each.Status).State) || 'SUCCEEDED',
      database: text(record(each.QueryExecutionContext).Database),
      catalog: text(record(each.QueryExecutionContext).Catalog),
      workgroup: text(each.WorkGroup),
      output: text(record(each.ResultConfiguration).OutputLocation),
      manifest: text(statistics.DataManifestLocation),
      reused: record(statistics.ResultReuseInformation).ReusedPreviousResult === true,
      file,
    };
  }
}
