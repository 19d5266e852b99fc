import { trinoGrammar } from './grammar.ts';
import { ReadColumns } from './scope.ts';
import { type CopyOut, unwrap } from './statement.ts';
import { type SqlCatalog, Walk } from './walk.ts';

export type { KnownTable } from './scope.ts';
export type { CopyOut } from './statement.ts';
export type { SqlCatalog } from './walk.ts';

/** The tables and columns that a statement read. */
export interface SqlReads {
  /** Columns by `database.table`, for tables that the catalog knows; `*` when the columns are unknown. */
  readonly tables: ReadonlyMap<string, readonly string[]>;
  readonly copies: readonly CopyOut[];
  /** Why all columns of its possible tables are assumed, and not only the listed ones. */
  readonly assumed?: string;
}

/** Longer than any query that a person writes; Athena accepts 262,144 bytes. The parser's time rises with both limits. */
const LONGEST = 65_536;
const DEEPEST = 60;

/**
 * Columns that an Athena statement reads, by Trino's grammar. A statement that cannot be parsed within the bounds, or
 * that names something unknown, counts as reading every column: `assumed` says why.
 * @param prepared the text of a prepared statement, by name
 */
export async function columnsRead(
  sql: string,
  catalog: SqlCatalog,
  prepared?: (name: string) => string | undefined,
): Promise<SqlReads> {
  const { sql: text, copies, all } = unwrap(sql, prepared);
  const read = new ReadColumns();
  if (all !== undefined) read.assumed = all;
  else if (text !== undefined) await parse(text, catalog, read);
  return {
    tables: new Map([...read.tables].map(([key, columns]) => [key, [...columns].sort()])),
    copies,
    ...(read.assumed === undefined ? {} : { assumed: read.assumed }),
  };
}

async function parse(text: string, catalog: SqlCatalog, read: ReadColumns): Promise<void> {
  if (text.length > LONGEST) {
    read.assumed = `it is longer than ${LONGEST} characters`;
    return;
  }
  if (depthOf(text) > DEEPEST) {
    read.assumed = `it is nested deeper than ${DEEPEST} levels`;
    return;
  }
  const grammar = await trinoGrammar();
  try {
    const parsed = grammar.parse(text);
    if ('problem' in parsed) read.assumed = `it cannot be parsed: ${parsed.problem}`;
    else new Walk(grammar, catalog, read).statement(parsed.tree);
  } catch (error) {
    // A tree can be deeper than its text suggests.
    if (!(error instanceof RangeError)) throw error;
    read.assumed = 'it is nested too deep to be read';
  }
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === '(' || character === '[') deepest = Math.max(deepest, ++depth);
    else if (character === ')' || character === ']') depth--;
  }
  // CASE and NOT nest without brackets.
  return Math.max(deepest, (text.match(/\bCASE\b/gi) ?? []).length);
}
