import { registerHooks } from 'node:module';

/** The part of antlr4ng's parse tree that this room uses. */
export interface TreeNode {
  readonly ruleIndex?: number;
  readonly children?: readonly TreeNode[] | null;
  getText(): string;
}

export interface Grammar {
  /** The tree of one statement, or its first problem. */
  parse(sql: string): { readonly tree: TreeNode } | { readonly problem: string };
  /** Name of a node's grammar rule; undefined for a token. */
  rule(node: TreeNode): string | undefined;
}

const PACKAGE = '/dt-sql-parser/dist/';

/** The package imports its own files without extension, which Node rejects. This hook resolves those files and nothing else. */
function helpToFind(): { deregister(): void } {
  return registerHooks({
    resolve: (specifier, context, next) =>
      specifier.startsWith('.') && !specifier.endsWith('.js') && context.parentURL?.includes(PACKAGE)
        ? next(`${specifier}.js`, context)
        : next(specifier, context),
  });
}

let loaded: Promise<Grammar> | undefined;

/**
 * Trino's grammar, from dt-sql-parser (MIT): adapted from Trino 450. Loaded with the first statement, since that takes
 * half a second.
 */
export const trinoGrammar = (): Promise<Grammar> => {
  loaded ??= load();
  return loaded;
};

/* v8 ignore next */
const silent = {
  syntaxError() {},
  reportAmbiguity() {},
  reportAttemptingFullContext() {},
  reportContextSensitivity() {},
};

async function load(): Promise<Grammar> {
  const hooks = helpToFind();
  const [{ CharStreams, CommonTokenStream }, { TrinoSqlLexer }, { TrinoSqlParser }] = await Promise.all([
    import('antlr4ng'),
    import('dt-sql-parser/dist/lib/trino/TrinoSqlLexer.js'),
    import('dt-sql-parser/dist/lib/trino/TrinoSqlParser.js'),
  ]).finally(() => hooks.deregister());
  return {
    rule: ({ ruleIndex }) =>
      ruleIndex === undefined || ruleIndex < 0 ? undefined : TrinoSqlParser.ruleNames[ruleIndex],
    parse(sql) {
      let problem: string | undefined;
      const listener = {
        ...silent,
        syntaxError(_: unknown, __: unknown, line: number, column: number) {
          problem ??= `line ${line}, column ${column}`;
        },
      };
      const lexer = new TrinoSqlLexer(CharStreams.fromString(sql));
      const parser = new TrinoSqlParser(new CommonTokenStream(lexer));
      for (const part of [lexer, parser]) {
        part.removeErrorListeners();
        part.addErrorListener(listener as never);
      }
      const tree = parser.program();
      return problem === undefined ? { tree } : { problem };
    },
  };
}
