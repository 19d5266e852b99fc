import { StrongroomError } from '../../../activity/errors.ts';
import { didYouMean } from './did-you-mean.ts';
import type { QueryLimits } from './process/limits.ts';
import type { Failure } from './process/protocol.ts';

/** How the process that runs a statement can end without a report of its own. */
export type Stop = { readonly code: 'crashed' } | { readonly code: 'unavailable'; readonly why: string };

const NARROW = 'narrow it: fewer days, fewer columns, no product of large tables, a LIMIT';

const VALUES: Readonly<Record<Extract<Failure, { code: 'value' }>['kind'], readonly [say: string, todo: string]>> = {
  conversion: ['a value is not of the type that it is converted to', 'use TRY_CAST, which gives NULL for such values'],
  argument: [
    'a function got a value that it does not take, or gave one out of range',
    'look at the values of its arguments, or use a wider type',
  ],
  'several-rows': [
    'a subquery that stands for one value has several rows',
    'aggregate in the subquery, or add LIMIT 1',
  ],
  unknown: [
    'the engine gave up on it, and its reason is not repeated because it may quote rows',
    'take the statement apart, and ask for its parts',
  ],
};

const OVER: Readonly<Record<Extract<Failure, { code: 'too-large' }>['limit'], (limits: QueryLimits) => string>> = {
  memory: ({ memory }) => `it needs more than the ${Math.floor(memory / 1024 ** 2)} MiB of memory that a query has`,
  rows: ({ rows }) => `its result is over ${rows} rows`,
  bytes: ({ bytes }) => `its result is over ${bytes} bytes`,
};

/** Facts that a failure lacks about its query. */
export interface FailedQuery {
  /** The columns that the principal sees. */
  readonly columns: readonly string[];
  /** Fewest workers that an aggregate may cover. */
  readonly cohort: number;
  readonly limits: QueryLimits;
}

/**
 * The error for a person. For a column that the principal does not see, it is the same whether the table has it or not,
 * as in Athena: names of hidden columns are not confirmed to the caller.
 */
export function queryError(failure: Failure | Stop, { columns, cohort, limits }: FailedQuery): StrongroomError {
  const stopped = (code: string, why: string, todo: string) =>
    new StrongroomError(code, `the query was stopped: ${why}`, todo);
  switch (failure.code) {
    case 'refused':
      return new StrongroomError(
        'query.refused',
        `this statement must not run: ${failure.why}`,
        'ask with one SELECT over the table activity; to take data out, use an export',
      );
    case 'unknown-column':
      return new StrongroomError(
        'query.unknown-column',
        `column "${failure.column}" does not exist, or is not granted to you`,
        `${didYouMean(failure.column, columns)}your columns are ${columns.join(', ')}`,
      );
    case 'dialect':
      return new StrongroomError(
        'query.dialect',
        `Athena does not have ${failure.construct}: this statement would run in the embedded lake only`,
        failure.instead === null
          ? 'use functions that Athena has: https://docs.aws.amazon.com/athena/latest/ug/functions-env3.html'
          : `write ${failure.instead}, which works in both`,
      );
    case 'invalid':
      return new StrongroomError(
        'query.failed',
        `the query failed: ${failure.why}`,
        'correct the statement and ask again',
      );
    case 'cohort':
      return aboutOneWorker(failure.by, cohort);
    case 'timeout':
      return stopped('query.timeout', 'it ran longer than a query may', NARROW);
    case 'too-large':
      return stopped('query.too-large', OVER[failure.limit](limits), `${NARROW}; use an export for more`);
    case 'bad-file':
      return new StrongroomError(
        'query.bad-file',
        failure.column === null
          ? 'a file of the lake is no Parquet that can be read'
          : `a file of the lake holds values in column ${failure.column} that are not of its type`,
        'find the writer of the partition: the file does not follow the table',
      );
    case 'value':
      return stopped('query.failed', ...VALUES[failure.kind]);
    case 'crashed':
      return stopped('query.crashed', 'it needs more than the engine can bear, which ended', NARROW);
    case 'unavailable':
      return new StrongroomError(
        'query.unavailable',
        `no process could be started that runs queries: ${failure.why}`,
        'ask again when the machine has memory and processes to spare',
      );
  }
}

function aboutOneWorker(by: readonly string[], cohort: number): StrongroomError {
  const columns = by.join(' and ');
  return new StrongroomError(
    'query.cohort',
    `this statement may give figures about single workers, by ${columns}; each must be about ${cohort} or more`,
    `leave ${columns} out of statements that group, count, rank, order, join or combine rows; with ${columns} rows can only be fetched as they are`,
  );
}
