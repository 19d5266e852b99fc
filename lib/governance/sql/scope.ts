import { nth } from '../../activity/there.ts';

/** A table with its columns, as far as they are known. */
export interface KnownTable {
  /** `database.table` */
  readonly key: string;
  /** Includes partition keys. Empty when the columns are unknown. */
  readonly columns: readonly string[];
}

export interface Relation {
  /** Names by which columns may be qualified, in lower case, the longest first. */
  readonly names: readonly string[];
  /** A table of the catalog; undefined for a query, a list of values, or an unknown table. */
  readonly table?: KnownTable;
  /** The column names of a query; undefined when they are unknown. */
  readonly outputs?: ReadonlySet<string> | undefined;
}

export interface SqlScope {
  readonly relations: Relation[];
  readonly hidden: Set<string>;
  readonly ctes: ReadonlyMap<string, ReadonlySet<string> | undefined>;
  readonly parent?: SqlScope;
}

/** Columns that were read, by table. */
export class ReadColumns {
  readonly tables = new Map<string, Set<string>>();
  /** Why columns are assumed to have been read although their names were not found. */
  assumed: string | undefined;

  add({ key, columns }: KnownTable, name: string): void {
    const known = columns.find((column) => column.toLowerCase() === name.toLowerCase());
    this.of(key).add(known ?? name.toLowerCase());
  }

  all({ key, columns }: KnownTable): void {
    if (columns.length === 0) this.of(key).add('*');
    for (const column of columns) this.of(key).add(column);
  }

  of(key: string): Set<string> {
    const found = this.tables.get(key) ?? new Set<string>();
    this.tables.set(key, found);
    return found;
  }
}

const has = ({ table }: Relation, name: string): boolean =>
  table?.columns.some((column) => column.toLowerCase() === name) ?? false;

/** Athena's own columns, such as `"$path"`: the location of a row, not its content. */
const isMetadata = (name: string): boolean => name.startsWith('$');

/**
 * Resolves a name, from the inside out, and records the table column that it refers to. A column that comes from a
 * query was recorded when that query was read.
 * @param parts of a name with qualifiers, as written
 * @returns whether it was found
 */
export function resolveName(parts: readonly string[], scope: SqlScope, read: ReadColumns): boolean {
  for (let at: SqlScope | undefined = scope; at; at = at.parent) if (resolveHere(parts, at, read)) return true;
  return false;
}

/** Reads the column of a name that begins with the name of a relation. @returns whether it does */
function isQualified(parts: readonly string[], relations: SqlScope['relations'], read: ReadColumns): boolean {
  for (let length = parts.length - 1; length > 0; length--) {
    const qualifier = parts.slice(0, length).join('.');
    const relation = relations.find(({ names }) => names.includes(qualifier));
    if (!relation) continue;
    if (relation.table) read.add(relation.table, nth(parts, length));
    return true;
  }
  return false;
}

function resolveHere(parts: readonly string[], { relations, hidden }: SqlScope, read: ReadColumns): boolean {
  const lower = parts.map((part) => part.toLowerCase());
  const [first = ''] = lower;
  if (hidden.has(first) || isMetadata(lower.at(-1) ?? '')) return true;
  if (isQualified(lower, relations, read)) return true;
  const owners = relations.filter((relation) => has(relation, first));
  for (const { table } of owners) if (table) read.add(table, first);
  if (owners.length > 0 || relations.some(({ outputs }) => outputs?.has(first))) return true;
  // A name that no other relation has counts as a column of a table whose columns are unknown.
  const open = relations.filter(({ table }) => table?.columns.length === 0);
  for (const { table } of open) if (table) read.add(table, first);
  return open.length > 0 || relations.some(({ table, outputs }) => !table && outputs === undefined);
}
