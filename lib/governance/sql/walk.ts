import { there } from '../../activity/there.ts';
import type { Grammar, TreeNode } from './grammar.ts';
import { type KnownTable, type ReadColumns, type Relation, resolveName, type SqlScope } from './scope.ts';

/** The catalog's content when the statement ran. */
export interface SqlCatalog {
  readonly database: string;
  /** Name of the data catalog in which unqualified names are looked up. */
  readonly name?: string;
  /** The table of that name; undefined for one that is not relevant here. */
  table(database: string, name: string): KnownTable | undefined;
  /** The text of a view, which reads whatever its query reads. */
  view?(database: string, name: string): string | undefined;
}

/** Walks the tree of a statement: which columns of which tables it uses. */
export class Walk {
  readonly #grammar: Grammar;
  readonly #catalog: SqlCatalog;
  readonly #read: ReadColumns;
  /** Views being read, so that a recursive view terminates. */
  readonly #views: ReadonlySet<string>;

  constructor(grammar: Grammar, catalog: SqlCatalog, read: ReadColumns, views: ReadonlySet<string> = new Set()) {
    this.#grammar = grammar;
    this.#catalog = catalog;
    this.#read = read;
    this.#views = views;
  }

  statement(tree: TreeNode): void {
    this.#any(tree, { relations: [], hidden: new Set(), ctes: new Map() });
  }

  #rule(node: TreeNode): string | undefined {
    return this.#grammar.rule(node);
  }

  #of(node: TreeNode, ...rules: string[]): TreeNode[] {
    return (node.children ?? []).filter((child) => rules.includes(this.#rule(child) ?? ''));
  }

  /** Applies its own rule to every child; a node without any name is skipped. */
  #any(node: TreeNode, scope: SqlScope): void {
    const rule = this.#rule(node) ?? '';
    if (Object.hasOwn(this.#walks, rule)) this.#walks[rule]?.(node, scope);
    else this.#children(node, scope);
  }

  /** What nodes of a rule read. Those of any other rule read what their children do. */
  readonly #walks: Readonly<Record<string, (node: TreeNode, scope: SqlScope) => void>> = {
    query: (node, scope) => void this.#query(node, scope),
    querySpecification: (node, scope) => void this.#specification(node, scope),
    queryPrimary: (node, scope) => {
      if (this.#tokens(node)[0] === 'TABLE') this.#wholeTable(node, scope);
      else this.#children(node, scope);
    },
    statement: (node, scope) => this.#statement(node, scope),
    relation: (node, scope) => this.#relation(node, scope),
    columnName: (node, scope) => this.#name(node, scope),
    columnRef: (node, scope) => this.#name(node, scope),
    selectAllWithoutTable: (_, { relations }) => {
      for (const { table } of relations) if (table) this.#read.all(table);
    },
    tableAllColumns: (node, scope) => this.#qualifiedStar(node, scope),
    functionName: () => {},
    tableRef: () => {},
    primaryExpression: (node, scope) => this.#expression(node, scope),
  };

  #children(node: TreeNode, scope: SqlScope): void {
    for (const child of node.children ?? []) this.#any(child, scope);
  }

  #tokens(node: TreeNode): string[] {
    return (node.children ?? [])
      .filter((child) => this.#rule(child) === undefined)
      .map((child) => child.getText().toUpperCase());
  }

  /** The output column names of a query, as far as they can be determined. */
  #query(node: TreeNode, outer: SqlScope): ReadonlySet<string> | undefined {
    const ctes = new Map(outer.ctes);
    const scope: SqlScope = { relations: [], hidden: new Set(), ctes, parent: outer };
    for (const clause of this.#of(node, 'with')) {
      for (const named of this.#of(clause, 'namedQuery')) {
        const name = idOf(this.#of(named, 'identifier')[0]);
        // A recursive query may name itself.
        ctes.set(name, undefined);
        const aliases = this.#aliases(named);
        const outputs = this.#of(named, 'query').map((query) => this.#query(query, scope))[0];
        ctes.set(name, aliases ?? outputs);
      }
    }
    const body = this.#of(node, 'queryNoWith')[0];
    if (!body) return undefined;
    const [term] = this.#of(body, 'queryTerm');
    const inner = term ? this.#term(term, scope) : undefined;
    for (const sort of this.#of(body, 'sortItem')) {
      const hidden = new Set([...(inner?.outputs ?? [])]);
      this.#any(sort, { relations: inner?.scope?.relations ?? [], hidden, ctes, parent: outer });
    }
    return inner?.outputs;
  }

  /** The first query of a union names its columns. */
  #term(node: TreeNode, scope: SqlScope): { outputs?: ReadonlySet<string> | undefined; scope?: SqlScope } | undefined {
    let first: { outputs?: ReadonlySet<string> | undefined; scope?: SqlScope } | undefined;
    for (const child of node.children ?? []) {
      const rule = this.#rule(child);
      let found: typeof first;
      if (rule === 'querySpecification') found = this.#specification(child, scope);
      else if (rule === 'queryTerm' || (rule === 'queryPrimary' && this.#tokens(child)[0] !== 'TABLE'))
        found = this.#term(child, scope);
      else if (rule === 'queryNoWith') found = this.#of(child, 'queryTerm').map((term) => this.#term(term, scope))[0];
      else this.#any(child, scope);
      first ??= found;
    }
    return first;
  }

  #specification(node: TreeNode, outer: SqlScope): { outputs: ReadonlySet<string> | undefined; scope: SqlScope } {
    const scope: SqlScope = { relations: [], hidden: new Set(), ctes: outer.ctes, parent: outer };
    for (const relation of this.#of(node, 'relation')) this.#relation(relation, scope);
    const outputs = this.#outputs(node, scope);
    for (const child of node.children ?? []) {
      const rule = this.#rule(child);
      if (rule === 'relation') continue;
      // GROUP BY may refer to an output's name only where no relation has such a column.
      if (rule === 'groupBy')
        this.#any(child, { ...scope, parent: { ...outer, hidden: new Set([...outer.hidden, ...(outputs ?? [])]) } });
      else this.#any(child, scope);
    }
    return { outputs, scope };
  }

  #outputs(node: TreeNode, scope: SqlScope): ReadonlySet<string> | undefined {
    const names = new Set<string>();
    const items = this.#of(node, 'selectList').flatMap((list) => this.#of(list, 'selectItem'));
    for (const item of items) {
      const own = this.#outputsOf(item, scope);
      if (own === undefined) return undefined;
      for (const name of own) names.add(name);
    }
    return names;
  }

  /** Names of the columns that an item of a SELECT gives; undefined for a star over a relation whose columns are unknown. */
  #outputsOf(item: TreeNode, { relations }: SqlScope): readonly string[] | undefined {
    const [inner] = item.children ?? [];
    if (!inner) return [];
    const rule = this.#rule(inner);
    if (rule !== 'selectAllWithoutTable' && rule !== 'tableAllColumns') {
      const alias = this.#of(item, 'identifier').at(-1) ?? this.#of(inner, 'identifier').at(-1);
      return [alias ? idOf(alias) : (partsOf(inner.getText()).at(-1) ?? '').toLowerCase()];
    }
    if (relations.some(({ table, outputs }) => !table && outputs === undefined)) return undefined;
    return relations.flatMap(({ table, outputs }) =>
      [...(table?.columns ?? []), ...(outputs ?? [])].map((column) => column.toLowerCase()),
    );
  }

  #statement(node: TreeNode, scope: SqlScope): void {
    const [first] = this.#tokens(node);
    if (first === 'MERGE' || first === 'DELETE' || first === 'UPDATE') {
      const [target] = this.#of(node, 'tableRef');
      if (target) scope.relations.push(this.#table(target, this.#of(node, 'identifier')[0], scope));
      for (const relation of this.#of(node, 'relation')) this.#relation(relation, scope);
      for (const child of node.children ?? []) if (this.#rule(child) !== 'relation') this.#any(child, scope);
      return;
    }
    this.#children(node, scope);
  }

  #relation(node: TreeNode, scope: SqlScope): void {
    for (const child of node.children ?? []) {
      switch (this.#rule(child)) {
        case 'relation':
        case 'sampledRelation':
        case 'patternRecognition':
          this.#relation(child, scope);
          break;
        case 'aliasedRelation':
          this.#aliased(child, scope);
          break;
        case 'joinCriteria':
          this.#joined(child, scope);
          break;
        case undefined:
          if (child.getText().toUpperCase() === 'NATURAL') this.#natural(scope);
          if (child.getText().toUpperCase() === 'MATCH_RECOGNIZE') {
            // Its measures and conditions refer to pattern variables: every column of the relation may be read.
            for (const { table } of scope.relations) if (table) this.#read.all(table);
            return;
          }
          break;
        case 'joinType':
          break;
        default:
          this.#any(child, scope);
      }
    }
  }

  #aliased(node: TreeNode, scope: SqlScope): void {
    const [alias] = this.#of(node, 'identifier');
    const aliases = this.#aliases(node);
    for (const primary of this.#of(node, 'relationPrimary')) {
      const inner = primary.children?.[0];
      const rule = inner && this.#rule(inner);
      if (this.#of(primary, 'relation').length > 0)
        for (const relation of this.#of(primary, 'relation')) this.#relation(relation, scope);
      else if (rule === 'tableOrViewName')
        this.#tableIn(there(inner, 'the relation of a primary'), alias, aliases, scope);
      else {
        const from = rule === 'relationSourceTable' ? there(inner, 'the relation of a primary') : primary;
        let outputs: ReadonlySet<string> | undefined;
        for (const child of from.children ?? []) {
          if (this.#rule(child) === 'query') outputs = this.#query(child, scope);
          else this.#any(child, scope);
        }
        scope.relations.push({ names: alias ? [idOf(alias)] : [], outputs: aliases ?? outputs });
      }
    }
  }

  #tableIn(
    node: TreeNode,
    alias: TreeNode | undefined,
    aliases: ReadonlySet<string> | undefined,
    scope: SqlScope,
  ): void {
    const found = this.#table(this.#of(node, 'tableRef', 'viewRef')[0] ?? node, alias, scope);
    if (found.table && aliases) {
      // New names for all columns: the mapping is unknown, so all count as read.
      this.#read.all(found.table);
      scope.relations.push({ names: found.names, outputs: aliases });
    } else scope.relations.push(found);
  }

  #table(node: TreeNode, alias: TreeNode | undefined, scope: SqlScope): Relation {
    const parts = this.#of(node, 'identifier').map((child) => unquote(child.getText()));
    const name = parts.at(-1) ?? '';
    const lower = parts.map((part) => part.toLowerCase());
    const names = alias ? [idOf(alias)] : lower.map((_, at) => lower.slice(at).join('.'));
    if (parts.length === 1 && scope.ctes.has(name.toLowerCase()))
      return { names, outputs: scope.ctes.get(name.toLowerCase()) };
    if (isFederated(lower.length > 2 ? lower.at(-3) : this.#catalog.name?.toLowerCase())) return { names };
    const database = parts.at(-2) ?? this.#catalog.database;
    const view = this.#catalog.view?.(database, name);
    if (view !== undefined) return { names, outputs: this.#view(`${database}.${name}`.toLowerCase(), view) };
    const table = this.#catalog.table(database, name);
    if (table) this.#read.of(table.key);
    return table ? { names, table } : { names };
  }

  #view(key: string, text: string): ReadonlySet<string> | undefined {
    if (this.#views.has(key)) return undefined;
    const parsed = this.#grammar.parse(text);
    if ('problem' in parsed) this.#read.assumed ??= `the text of view ${key} cannot be read`;
    else new Walk(this.#grammar, this.#catalog, this.#read, new Set([...this.#views, key])).statement(parsed.tree);
    return undefined;
  }

  #wholeTable(node: TreeNode, scope: SqlScope): void {
    for (const child of this.#of(node, 'tableRef')) {
      const { table } = this.#table(child, undefined, scope);
      if (table) this.#read.all(table);
    }
  }

  /** The columns of USING count on both sides. */
  #joined(node: TreeNode, scope: SqlScope): void {
    if (this.#tokens(node)[0] !== 'USING') {
      this.#children(node, scope);
      return;
    }
    for (const column of this.#of(node, 'identifier')) resolveName([unquote(column.getText())], scope, this.#read);
  }

  /** Every column that two tables share is compared: without the other side's columns, any column may be. */
  #natural({ relations }: SqlScope): void {
    for (const { table } of relations) if (table) this.#read.all(table);
  }

  #aliases(node: TreeNode): ReadonlySet<string> | undefined {
    const [list] = this.#of(node, 'columnAliases');
    return list && new Set(this.#of(list, 'identifier').map(idOf));
  }

  #qualifiedStar(node: TreeNode, scope: SqlScope): void {
    const text = node.getText();
    const parts = partsOf(text.replace(/\.\*.*$/s, '')).map((part) => part.toLowerCase());
    for (let at: SqlScope | undefined = scope; at; at = at.parent) {
      const relation = at.relations.find(({ names }) => names.includes(parts.join('.')));
      if (!relation) continue;
      if (relation.table) this.#read.all(relation.table);
      return;
    }
    this.#children(node, scope);
  }

  /** A lambda hides the names of its parameters. */
  #expression(node: TreeNode, scope: SqlScope): void {
    if (!this.#tokens(node).includes('->')) {
      this.#children(node, scope);
      return;
    }
    const hidden = new Set([...scope.hidden, ...this.#of(node, 'identifier').map(idOf)]);
    this.#children(node, { ...scope, hidden });
  }

  #name(node: TreeNode, scope: SqlScope): void {
    const parts = partsOf(node.getText());
    if (!resolveName(parts, scope, this.#read)) this.#read.assumed ??= 'a name in it could not be resolved';
  }
}

/**
 * Catalogs that a function or another service provides: no table there is one of the lake, whatever its name. Any other name may be
 * registered for the lake's own catalog; none that is registered holds a colon or a slash.
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateDataCatalog.html
 */
const isFederated = (catalog: string | undefined): boolean =>
  catalog !== undefined && /^(lambda:|s3tablescatalog\/)/.test(catalog);

const idOf = (node: TreeNode | undefined): string => unquote(node?.getText() ?? '').toLowerCase();

const unquote = (text: string): string => (/^".*"$/s.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text);

/** The parts of a dotted name; dots within quotes do not separate. */
const partsOf = (text: string): string[] => (text.match(/"(?:[^"]|"")*"|[^."]+/g) ?? []).map(unquote);
