import { LONGEST_TEXT } from './process/limits.ts';
import type { Failure } from './process/protocol.ts';
import { lacking } from './trino.ts';

/** Why a statement has no answer, as the query process reports it to its parent. */
export class QueryFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** @param why about the statement only, never about data */
export const refused = (why: string): QueryFailure => new QueryFailure({ code: 'refused', why: oneLine(why) });

/**
 * The meaning of DuckDB's messages by their start, checked in this order. Such messages may quote values, so none of
 * the text is kept.
 */
const KINDS: readonly { says: RegExp; failure: Failure }[] = [
  { says: /^INTERRUPT/, failure: { code: 'timeout' } },
  { says: /^Out of Memory|bad[_ ]?alloc|allocat/i, failure: { code: 'too-large', limit: 'memory' } },
  { says: /^Conversion Error/, failure: { code: 'value', kind: 'conversion' } },
  { says: /More than one row returned by a subquery/, failure: { code: 'value', kind: 'several-rows' } },
  { says: /^(Out of Range|Invalid Input) Error/, failure: { code: 'value', kind: 'argument' } },
  // DuckDB's own bug: the content of such a message is unpredictable.
  { says: /^(INTERNAL|FATAL) Error/, failure: { code: 'value', kind: 'unknown' } },
];

const UNKNOWN_COLUMN =
  /column "([^"]+)"|have a column named "([^"]+)"|column named "([^"]+)"|columns? not found[^"]*"([^"]+)"/i;

const LACKING_FUNCTION = /Function with name "?(\w+)"? does not exist|given name and argument types:? '(\w+)\(/;

/** For a statement that is being bound to a table without rows: DuckDB's message can only be about the statement. */
export function bindingFailure(error: unknown): Failure {
  const failure = failureOf(error);
  if (failure.code !== 'value' || failure.kind !== 'unknown') return failure;
  const message = oneLine(error instanceof Error ? error.message : String(error));
  if (/^(INTERNAL|FATAL) Error/.test(message)) return failure;
  const called = LACKING_FUNCTION.exec(message);
  const asked = called === null ? undefined : lacking(called[1] ?? called[2] ?? '');
  if (asked !== undefined) return { code: 'invalid', why: asked };
  const names = /^Binder Error/.test(message) ? (UNKNOWN_COLUMN.exec(message) ?? []) : [];
  const column = names.slice(1).find(Boolean);
  return column === undefined ? { code: 'invalid', why: message } : { code: 'unknown-column', column };
}

/** For a statement that runs on rows: the kind, or `unknown`. */
export function failureOf(error: unknown): Failure {
  if (error instanceof QueryFailure) return error.failure;
  const message = error instanceof Error ? error.message : String(error);
  return KINDS.find(({ says }) => says.test(message))?.failure ?? { code: 'value', kind: 'unknown' };
}

const oneLine = (message: string): string =>
  message
    .replace(/\n.*/s, '')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ')
    .slice(0, LONGEST_TEXT);
