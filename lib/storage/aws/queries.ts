import { setTimeout as sleep } from 'node:timers/promises';
import {
  AthenaClient,
  type ColumnInfo,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type QueryExecution,
  type Row,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { StrongroomError } from '../../activity/errors.ts';
import type { Clock } from '../ports.ts';
import { answered, calling } from './errors.ts';

/** The work group and database of a team's queries. */
export interface QueryPlace {
  readonly workgroup: string;
  readonly database: string;
}

export interface QueryAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly unknown[][];
}

const CATALOG = 'AwsDataCatalog';
/** Most rows in one page of results. https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html */
const PAGE = 1_000;
/** Time limit of a statement (ms). Athena's own limit is half an hour. */
const LONGEST = 30 * 60_000;
/** Maximum age of a result (ms): permissions may have been revoked since, and results are kept for a day. */
const FRESH = 60 * 60_000;
/** Pauses between polls of a query (ms): most finish within seconds. */
const LOOKS = { first: 250, most: 2_000 };

/** Queries of one work group, with the credentials of the client. */
export class AwsQueries {
  readonly #athena: AthenaClient;
  readonly #place: QueryPlace;
  readonly #clock: Clock;

  constructor(place: QueryPlace, athena = new AthenaClient(), clock: Clock = { now: () => new Date() }) {
    this.#athena = athena;
    this.#place = place;
    this.#clock = clock;
  }

  /**
   * Runs a statement to its end, or stops it.
   * @param patience time limit (ms)
   * @returns the query id
   * @throws StrongroomError access.denied; query.slow; query.failed, which quotes nothing of the data
   */
  async run(sql: string, patience = LONGEST): Promise<string> {
    const { workgroup: WorkGroup, database: Database } = this.#place;
    const start = new StartQueryExecutionCommand({
      ...{ QueryString: sql, WorkGroup },
      QueryExecutionContext: { Catalog: CATALOG, Database },
    });
    const { QueryExecutionId } = await calling('start a query', () => this.#athena.send(start));
    const id = answered(QueryExecutionId, 'the id of a query');
    let left = patience;
    for (let wait = LOOKS.first; ; wait = Math.min(LOOKS.most, wait * 2)) {
      const state = (await this.#look(id))?.Status?.State;
      if (state === 'SUCCEEDED') return id;
      if (state === 'FAILED' || state === 'CANCELLED')
        throw new StrongroomError(
          'query.failed',
          `Athena ended query ${id} as ${state.toLowerCase()}`,
          'look at it in the work group of the team: its message may quote data, so it is not repeated here',
        );
      if (left <= 0) {
        const stop = new StopQueryExecutionCommand({ QueryExecutionId: id });
        await calling('stop a query', () => this.#athena.send(stop));
        throw new StrongroomError('query.slow', `Athena did not end query ${id} in time`, 'ask for less at once');
      }
      await sleep(wait);
      left -= wait;
    }
  }

  /**
   * The statement of a query that succeeded in this work group and on this database within the last hour, and did not
   * reuse an earlier result; otherwise undefined. The same text may mean something else in another work group or
   * database, and an old result was given under old permissions.
   */
  async statementOf(id: string): Promise<string | undefined> {
    const query = await this.#look(id);
    const { Database, Catalog } = query?.QueryExecutionContext ?? {};
    const isHere = query?.WorkGroup === this.#place.workgroup && Database?.toLowerCase() === this.#place.database;
    // Athena returns the catalogue's name in lower case in some responses.
    const isOurs = (Catalog ?? CATALOG).toLowerCase() === CATALOG.toLowerCase();
    const { State, SubmissionDateTime: asked } = query?.Status ?? {};
    // https://docs.aws.amazon.com/athena/latest/ug/reusing-query-results.html
    const isReused = query?.Statistics?.ResultReuseInformation?.ReusedPreviousResult === true;
    const isFresh = asked !== undefined && this.#clock.now().getTime() - asked.getTime() <= FRESH && !isReused;
    return isHere && isOurs && isFresh && State === 'SUCCEEDED' ? query.Query : undefined;
  }

  /**
   * Location of the list of files that a statement wrote; undefined when it wrote none.
   * https://docs.aws.amazon.com/athena/latest/APIReference/API_QueryExecutionStatistics.html
   */
  async manifestOf(id: string): Promise<string | undefined> {
    return (await this.#look(id))?.Statistics?.DataManifestLocation;
  }

  /** The complete result of a query, page by page. */
  async answer(QueryExecutionId: string): Promise<QueryAnswer> {
    const rows: unknown[][] = [];
    let info: readonly ColumnInfo[] = [];
    let NextToken: string | undefined;
    do {
      const page = new GetQueryResultsCommand({ QueryExecutionId, MaxResults: PAGE, ...(NextToken && { NextToken }) });
      const { ResultSet, NextToken: next } = await calling('read an answer', () => this.#athena.send(page));
      if (NextToken === undefined) info = ResultSet?.ResultSetMetadata?.ColumnInfo ?? [];
      const given = ResultSet?.Rows ?? [];
      // The first row of a SELECT repeats the names of its columns.
      const from = NextToken === undefined && given[0] !== undefined && isHeader(given[0], info) ? 1 : 0;
      for (const { Data = [] } of given.slice(from))
        rows.push(info.map(({ Type }, i) => cellOf(Data[i]?.VarCharValue, Type)));
      NextToken = next;
    } while (NextToken !== undefined);
    return { columns: info.map(({ Name }) => Name ?? ''), rows };
  }

  async #look(QueryExecutionId: string): Promise<QueryExecution | undefined> {
    const command = new GetQueryExecutionCommand({ QueryExecutionId });
    return (await calling('look at a query', () => this.#athena.send(command))).QueryExecution;
  }
}

const isHeader = ({ Data = [] }: Row, info: readonly ColumnInfo[]): boolean =>
  info.length > 0 && info.every(({ Name }, i) => Data[i]?.VarCharValue === Name);

const NUMBERS: ReadonlySet<string> = new Set(['tinyint', 'smallint', 'integer', 'bigint', 'float', 'real', 'double']);

function cellOf(text: string | undefined, type: string | undefined): unknown {
  if (text === undefined) return null;
  if (type === 'boolean') return text === 'true';
  return NUMBERS.has(type ?? '') ? Number(text) : text;
}
