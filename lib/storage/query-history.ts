/** A query as Athena remembers it, which it does for 45 days. */
export interface PastQuery {
  readonly id: string;
  readonly workgroup: string;
  readonly asked: Date;
  /** When it ended; undefined while it is queued or runs. */
  readonly ended: Date | undefined;
  /** The answer of GetQueryExecution without what is not needed: no message of an error, which may quote a row. */
  readonly record: object;
}

/** The history of queries. Nothing here gives the result of a query. */
export interface QueryHistory {
  /** Ids of the queries of a work group. The order is not promised. */
  ids(workgroup: string): AsyncIterable<string>;
  /** The query of an id; undefined when it is forgotten, or never was. */
  query(id: string): Promise<PastQuery | undefined>;
}
