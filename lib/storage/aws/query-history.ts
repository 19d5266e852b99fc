import {
  AthenaClient,
  GetQueryExecutionCommand,
  paginateListQueryExecutions,
  type QueryExecution,
} from '@aws-sdk/client-athena';
import type { PastQuery, QueryHistory } from '../query-history.ts';
import { answered, calling, nameOf } from './errors.ts';

/** Most ids in one page. https://docs.aws.amazon.com/athena/latest/APIReference/API_ListQueryExecutions.html */
const PAGE = 50;
/** A state that a query never leaves. https://docs.aws.amazon.com/athena/latest/APIReference/API_QueryExecutionStatus.html */
const LAST = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED']);

/** Texts of queries that other principals ran, with the credentials of the client. */
export class AwsQueryHistory implements QueryHistory {
  readonly #athena: AthenaClient;

  /** Waits longer from refusal to refusal: Athena takes few of these calls a second, from all of an account together. */
  constructor(athena = new AthenaClient({ retryMode: 'adaptive', maxAttempts: 6 })) {
    this.#athena = athena;
  }

  async *ids(WorkGroup: string): AsyncGenerator<string> {
    const pages = paginateListQueryExecutions({ client: this.#athena, pageSize: PAGE }, { WorkGroup });
    for (;;) {
      const { value, done } = await calling('list the queries of a team', () => pages.next());
      if (done) return;
      yield* value.QueryExecutionIds ?? [];
    }
  }

  async query(QueryExecutionId: string): Promise<PastQuery | undefined> {
    const command = new GetQueryExecutionCommand({ QueryExecutionId });
    try {
      const { QueryExecution } = await calling('fetch the text of a query', () => this.#athena.send(command));
      return pastQuery(answered(QueryExecution, 'the query'));
    } catch (error) {
      if (nameOf(error) === 'InvalidRequestException' && /not found/i.test((error as Error).message)) return undefined;
      throw error;
    }
  }
}

/** @throws StrongroomError aws.incomplete */
function pastQuery(query: QueryExecution): PastQuery {
  const { Status, Statistics, ResultConfiguration, QueryExecutionContext, Query, StatementType } = query;
  const id = answered(query.QueryExecutionId, 'the id of a query');
  const WorkGroup = answered(query.WorkGroup, 'the work group of a query');
  const asked = answered(Status?.SubmissionDateTime, 'the time of a query');
  const isOver = LAST.has(answered(Status?.State, 'the state of a query'));
  const { ResultReuseInformation, DataManifestLocation, DataScannedInBytes } = Statistics ?? {};
  return {
    ...{ id, workgroup: WorkGroup, asked },
    // A query that was cancelled in the queue may have no time of its end.
    ended: isOver ? (Status?.CompletionDateTime ?? asked) : undefined,
    record: {
      QueryExecution: {
        ...{ QueryExecutionId: id, WorkGroup, Query: answered(Query, 'the text of a query'), StatementType },
        QueryExecutionContext,
        ResultConfiguration: { OutputLocation: ResultConfiguration?.OutputLocation },
        Status: { State: Status?.State, SubmissionDateTime: asked, CompletionDateTime: Status?.CompletionDateTime },
        Statistics: { ResultReuseInformation, DataManifestLocation, DataScannedInBytes },
      },
    },
  };
}
