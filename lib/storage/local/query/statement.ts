import type { DuckDBConnection } from '@duckdb/node-api';
import { VARCHAR } from '@duckdb/node-api';
import { refused } from './failure.ts';
import { refusedFunction, TABLE_FUNCTIONS } from './functions.ts';
import { writtenForAthena } from './trino.ts';

/** What an accepted statement uses. */
export interface AcceptedStatement {
  /** Every string of the statement in lower case: except by `whole`, it can only use columns whose names are among them. */
  readonly words: ReadonlySet<string>;
  /** Whether it may use columns without naming them: `*`, a row as a value, DESCRIBE. */
  readonly whole: boolean;
  /** Whether it only describes the columns of a table and needs no rows. */
  readonly describes: boolean;
  /** The query itself, as DuckDB's parser returned it. */
  readonly tree: SyntaxNode;
}

export type SyntaxNode = { readonly [name: string]: unknown };

/** As in Athena: https://docs.aws.amazon.com/athena/latest/ug/service-limits.html */
const LONGEST = 262_144;

/** Sources allowed in FROM. A file name, a system view and another database are all BASE_TABLE, and checked by name. */
const SOURCES = new Set(['BASE_TABLE', 'SUBQUERY', 'JOIN', 'TABLE_FUNCTION', 'EXPRESSION_LIST', 'EMPTY', 'SHOW_REF']);
/** Expressions that use columns without naming them: `*`, COLUMNS(), `#1`. */
const WHOLE_ROW = new Set(['STAR', 'POSITIONAL_REFERENCE']);
/** Supported kinds of queries and expressions. A kind that a new DuckDB introduces is refused until it has been reviewed. */
const QUERIES = new Set(['SELECT_NODE', 'SET_OPERATION_NODE', 'RECURSIVE_CTE_NODE', 'CTE_NODE']);
const EXPRESSIONS = new Set([
  ...[
    'BETWEEN',
    'CASE',
    'CAST',
    'COLLATE',
    'COLUMN_REF',
    'COMPARISON',
    'CONJUNCTION',
    'CONSTANT',
    'DEFAULT',
    'FUNCTION',
  ],
  ...['LAMBDA', 'LAMBDA_REF', 'OPERATOR', 'POSITIONAL_REFERENCE', 'STAR', 'SUBQUERY', 'TYPE', 'WINDOW'],
]);
/** Levels of the parsed tree; DuckDB's own limit is slightly higher. Each level of SQL is two or three of them. */
const DEEPEST = 1000;
const SHOWS = new Set(['DESCRIBE', 'SUMMARY']);
/** CTE names that cannot be mistaken for a file, a URL or a system object, whatever the scope of the CTE is. */
const PLAIN_NAME = /^(?!duckdb_|pragma_|sqlite_|pg_|information_schema)[a-z_][a-z0-9_]*$/i;

/**
 * Reads a statement with DuckDB's own parser, which runs nothing, and accepts only one SELECT (also written WITH,
 * VALUES, FROM, TABLE, DESCRIBE or SUMMARIZE) over the table `activity`.
 * @param database name under which the table may be qualified
 * @throws QueryFailure refused, naming the construct that is not allowed
 */
export async function readStatement(
  parser: DuckDBConnection,
  sql: string,
  database: string,
): Promise<AcceptedStatement> {
  const tree = await parse(parser, sql);
  const walk = new Walk(database);
  walk.visit(tree);
  walk.checkTables();
  const { words, whole } = walk;
  return { words, whole, describes: describes(tree), tree: tree.node as SyntaxNode };
}

/** The tree of one SELECT, as DuckDB's parser gives it. @throws QueryFailure refused */
export async function parse(parser: DuckDBConnection, sql: string): Promise<SyntaxNode> {
  // C code ends a text at NUL: the checked text might not be the text that runs.
  if (sql.includes('\0')) throw refused('it holds a NUL character');
  if (sql.length > LONGEST) throw refused(`it has ${sql.length} characters; at most ${LONGEST} are read`);
  const reader = await parser.runAndReadAll('SELECT json_serialize_sql($1::VARCHAR)', [sql], [VARCHAR]);
  const parsed = JSON.parse(String(reader.getRows()[0]?.[0])) as SyntaxNode;
  if (parsed.error) {
    if (parsed.error_type === 'parser')
      throw refused(
        `it is not SQL that can be read: ${[parsed.error_message, writtenForAthena(sql)].filter(Boolean).join('; ')}`,
      );
    throw refused('only one SELECT, WITH, VALUES, DESCRIBE or SUMMARIZE statement may run');
  }
  const statements = parsed.statements as SyntaxNode[];
  const [statement] = statements;
  if (statement === undefined || statements.length > 1)
    throw refused(`it holds ${statements.length} statements; one may run at a time`);
  if ((statement.named_param_map as unknown[]).length > 0) throw refused('parameters have no values here');
  return statement;
}

/** `DESCRIBE x` is parsed as a selection of everything from a description. */
function describes({ node }: SyntaxNode): boolean {
  const from = (node as SyntaxNode).from_table as SyntaxNode | undefined;
  return from?.type === 'SHOW_REF' && from.show_type === 'DESCRIBE';
}

class Walk {
  readonly words = new Set<string>();
  whole = false;
  readonly #database: string;
  readonly #tables: SyntaxNode[] = [];
  readonly #withs = new Set<string>();
  /** Names by which a whole row could be used as a value. */
  readonly #rows = new Set(['activity']);
  readonly #references: string[] = [];

  constructor(database: string) {
    this.#database = database.toLowerCase();
  }

  visit(value: unknown, depth = 0): void {
    if (depth > DEEPEST) throw refused('it is nested too deeply');
    if (typeof value === 'string') this.words.add(value.toLowerCase());
    else if (Array.isArray(value)) for (const item of value) this.visit(item, depth + 1);
    else if (typeof value === 'object' && value !== null) this.#visitNode(value as SyntaxNode, depth);
  }

  /** Called after the whole tree was visited, because a name may be used before its CTE is defined. */
  checkTables(): void {
    for (const { catalog_name, schema_name, table_name } of this.#tables) {
      const name = String(table_name).toLowerCase();
      if (this.#withs.has(name) && !catalog_name && !schema_name) continue;
      const schema = String(schema_name).toLowerCase();
      const ours = name === 'activity' && !catalog_name && (schema === '' || schema === this.#database);
      if (ours) continue;
      const named = [catalog_name, schema_name, table_name].filter(Boolean).join('.');
      throw refused(`there is no table ${named} to read; the table is activity, or in full ${this.#database}.activity`);
    }
    if (this.#references.some((name) => this.#rows.has(name))) this.whole = true;
  }

  #visitNode(node: SyntaxNode, depth: number): void {
    if ('cte_map' in node && !QUERIES.has(String(node.type))) throw refused(`a ${node.type} is not understood`);
    if ('class' in node && !EXPRESSIONS.has(String(node.class))) throw refused(`a ${node.class} is not understood`);
    if ('from_table' in node && !isSource(node.from_table as SyntaxNode)) throw refused('its FROM is not understood');
    if ('cte_map' in node) this.#names((node.cte_map as { map: { key: string }[] }).map);
    if (isSource(node)) this.#source(node);
    if (typeof node.function_name === 'string') this.#function(node);
    if (WHOLE_ROW.has(String(node.class)) || node.ref_type === 'NATURAL') this.whole = true;
    if (node.class === 'COLUMN_REF') this.#reference(node.column_names as string[]);
    for (const inner of Object.values(node)) this.visit(inner, depth + 1);
  }

  #names(withs: readonly { key: string }[]): void {
    for (const { key } of withs) {
      if (!PLAIN_NAME.test(key)) throw refused(`"${key}" is no name for a WITH clause here; use letters, digits and _`);
      this.#withs.add(key.toLowerCase());
    }
  }

  #source(node: SyntaxNode): void {
    const type = String(node.type);
    if (!SOURCES.has(type)) throw refused(`${type} is not allowed in FROM`);
    if (node.at_clause) throw refused('AT is not allowed: the lake has no older states');
    if (typeof node.alias === 'string') this.#rows.add(node.alias.toLowerCase());
    if (type === 'BASE_TABLE') this.#tables.push(node);
    // Column aliases apply by position, whether a column was named before or not.
    if (Array.isArray(node.column_name_alias) && node.column_name_alias.length > 0) this.whole = true;
    if (type === 'TABLE_FUNCTION') this.#tableFunction(node.function as SyntaxNode);
    if (type !== 'SHOW_REF') return;
    this.whole = true;
    if (node.query === null || !SHOWS.has(String(node.show_type))) {
      throw refused('SHOW is not allowed; DESCRIBE activity lists the columns');
    }
  }

  #tableFunction(call: SyntaxNode): void {
    const name = String(call.function_name).toLowerCase();
    if (!TABLE_FUNCTIONS.has(name)) {
      throw refused(`${name}() is not allowed in FROM; allowed are ${[...TABLE_FUNCTIONS].join(', ')}`);
    }
  }

  #function({ function_name, export_state }: SyntaxNode): void {
    // The exported state of an aggregate is engine memory.
    if (export_state) throw refused('EXPORT_STATE is not allowed');
    const name = String(function_name).toLowerCase();
    if (refusedFunction(name)) throw refused(`the function ${name}() is not allowed: it looks outside the table`);
  }

  #reference(names: readonly string[]): void {
    const [first] = names;
    if (names.length === 1 && first !== undefined) this.#references.push(first.toLowerCase());
  }
}

/** Table references are the nodes with `sample` and `type`, and without an expression class. A SELECT node has both too. */
const isSource = (node: SyntaxNode): boolean =>
  typeof node.type === 'string' && 'sample' in node && 'alias' in node && !('class' in node);
