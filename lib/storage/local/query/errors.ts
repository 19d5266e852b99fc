import { StrongroomError } from '../../../activity/errors.ts';

export const queryRefused = (why: string): StrongroomError =>
  new StrongroomError(
    'query.refused',
    `this statement may not run: ${why}`,
    'ask with one SELECT over the table activity; to take data out, use an export',
  );

/** By how DuckDB's message starts: our code, what we say instead of a message that would quote values, and what to do. */
const KINDS: readonly { start: RegExp; code: string; say?: string; todo: string }[] = [
  {
    start: /^INTERRUPT/,
    code: 'query.timeout',
    say: 'it ran longer than a query may',
    todo: 'narrow it: fewer days, fewer columns, no product of large tables',
  },
  { start: /^Out of Memory/, code: 'query.too-large', todo: 'narrow it: fewer days, fewer columns, a LIMIT' },
  {
    start: /^Conversion Error/,
    code: 'query.failed',
    say: 'a value is not of the type that it is converted to',
    todo: 'use TRY_CAST, which gives NULL for such values',
  },
  {
    start: /^(Out of Range|Invalid Input) Error/,
    code: 'query.failed',
    say: 'a function got a value that it does not take, or gave one out of range',
    todo: 'look at the values of its arguments, or use a wider type',
  },
];

const UNKNOWN_COLUMN =
  /column "([^"]+)"|have a column named "([^"]+)"|column named "([^"]+)"|columns? not found[^"]*"([^"]+)"/i;

/**
 * What DuckDB said, as an error that a person can act on. For a column that the principal does not see, the message is
 * the same whether the table has it or not, as Athena's is: names of hidden columns are not confirmed to who asks.
 * @param columns the columns that the principal sees
 */
export function explain(error: unknown, columns: readonly string[]): StrongroomError {
  if (error instanceof StrongroomError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const first = message.split('\n')[0]!;
  const kind = KINDS.find(({ start }) => start.test(message));
  if (kind) return new StrongroomError(kind.code, `the query was stopped: ${kind.say ?? first}`, kind.todo);
  const unknown = /^Binder Error/.test(message) ? UNKNOWN_COLUMN.exec(first) : null;
  if (unknown) {
    return new StrongroomError(
      'query.unknown-column',
      `column "${unknown.slice(1).find(Boolean)}" does not exist, or is not granted to you`,
      `your columns are ${columns.join(', ')}`,
    );
  }
  return new StrongroomError('query.failed', `the query failed: ${first}`, 'correct the statement and ask again');
}
