import { readFileSync } from 'node:fs';
import { StrongroomError } from '../lib/activity/errors.ts';
import { textOf, withoutMark } from '../lib/activity/text.ts';

/** `DESCRIBE`, and `DESCRIBE activity`, as in Athena. */
const DESCRIBE = /^\s*desc(?:ribe)?(?:\s+(?:table\s+)?"?\w+"?)?\s*;?\s*$/i;

export const isDescribe = (sql: string): boolean => DESCRIBE.test(sql);

/**
 * The statement of a query: the one argument, `-` for standard input, or a file.
 * @throws StrongroomError usage when there is none, or more than one
 */
export function queryText(positionals: readonly string[], file: string | undefined, example: string): string {
  const [sql, ...rest] = positionals.map(withoutMark);
  if (rest.length > 0 || (sql === undefined) === (file === undefined))
    throw new StrongroomError('usage', 'a query is one argument, - for standard input, or --file FILE', example);
  if (file !== undefined) return textOf(readFileSync(file));
  return sql === '-' ? textOf(readFileSync(0)) : (sql as string);
}
