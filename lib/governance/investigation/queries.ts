import * as history from '../../access/history/index.ts';
import { nth } from '../../activity/there.ts';
import { columnsRead, type SqlCatalog, type SqlReads } from '../sql/index.ts';
import type { KnownFacts } from '../trail/facts.ts';
import { eventsOf, type ObjectUse } from '../trail/index.ts';
import type { LakeAccess, ResultRead, SavedQuery } from '../trail/kept.ts';
import { type Did, gradeOf, ofCopy } from './did.ts';
import type { Permitted } from './permitted.ts';
import { isLakeSession, type Principals, type RecordedReader } from './principals.ts';

/** All evidence in the records about one query. */
export interface QueryEvidence {
  readonly id: string;
  readonly lake: LakeAccess[];
  readonly uses: ObjectUse[];
  readonly results: ResultRead[];
}

/** Tables that a query filled with data it read from the class, each with the read that made it. */
export type Derived = Map<string, Did>;

export interface QueryContext {
  readonly facts: KnownFacts;
  readonly derived: Derived;
  readonly stores: history.Stores;
  readonly permitted: Permitted;
  readonly principals: Principals;
}

const least = (texts: readonly string[]): string => texts.reduce((a, b) => (a < b ? a : b), texts[0] ?? '');
const most = (texts: readonly string[]): string => texts.reduce((a, b) => (a > b ? a : b), texts[0] ?? '');

/**
 * The reads of one query: by its caller, and by every other principal that read its results. Empty for a query that does not
 * touch the class.
 */
export async function queryReads(evidence: QueryEvidence, context: QueryContext): Promise<Did[]> {
  const { facts, stores, permitted, derived } = context;
  const { id, lake, uses, results } = evidence;
  const started = facts.queries.get(id);
  const saved = facts.saved.get(id);
  const times = timesOf(evidence, started, saved);
  const at = least(times.length > 0 ? times : results.map((result) => result.at));
  const sql = saved?.sql || started?.sql || null;
  const reads = sql === null ? undefined : await readsOf(sql, id, at, context);
  const tables = tablesOf(lake, reads, permitted, at);
  const isPlace = lake.some(({ location }) => isInClass(location, stores));
  if (tables.length === 0 && uses.length === 0 && !isPlace) return [];
  const failed = hasFailed(saved);
  if (failed && uses.length === 0) return [];
  const runner = runnerOf(evidence, context);
  const query: Query = { evidence, started, saved, at, sql, reads, tables, runner, failed };
  const row = rowOf(query, context);
  if (!failed) note(derived, reads, row, saved?.database || started?.database || 'default');
  // For a query that ran outside this time, only the reads of its results are in it.
  return [...(times.length > 0 ? [row] : []), ...othersOf(results, row, context)];
}

/** All that is known of one query. */
interface Query {
  readonly evidence: QueryEvidence;
  readonly started: ReturnType<KnownFacts['queries']['get']>;
  readonly saved: SavedQuery | undefined;
  readonly at: string;
  readonly sql: string | null;
  readonly reads: SqlReads | undefined;
  readonly tables: readonly string[];
  readonly runner: RecordedReader;
  readonly failed: boolean;
}

/** What the caller of a query read. */
function rowOf(query: Query, { stores, permitted, principals, derived }: QueryContext): Did {
  const { evidence, started, saved, at, sql, reads, tables, runner, failed } = query;
  const { id, lake, uses, results } = evidence;
  const exact = isExact(reads);
  const columns = columnsOf(reads, runner.principal, at, tables, permitted);
  const partitions = partitionsOf(uses);
  const own = results.filter((result) => isSamePerson(principals.of(result.who), runner));
  const copies = [...new Set([...copiesOf(reads, saved), ...own.flatMap(({ object }) => object || [])])];
  const ways = permitted.ways(runner.principal, at).filter(({ kind }) => kind === 'table');
  const grants = [...new Set(ways.flatMap(({ restsOn }) => restsOn))].sort();
  const fetched = uses.length > 0 || results.length > 0 || (saved !== undefined && !failed);
  const past = uses.some(({ who }) => !isLakeSession(who));
  const full: Did = {
    ...runner,
    class: stores.name,
    query: id,
    sql,
    columns,
    rows: rowsOf(partitions, uses, permitted.filter(runner.principal, at)),
    past_lake_formation: past,
    at,
    until: most([at, ...uses.map(({ last }) => last), ...own.map((read) => read.at)]),
    evidence: gradeOf({ fetched, columns: exact, rows: partitions.length > 0, copied: copies.length > 0 }),
    columns_assumed: exact ? null : assumedBecause(sql, reads),
    via: `${exportOf(reads)}query ${past ? 'past' : 'through'} Lake Formation${sayGrants(ways, columns)}`,
    grants,
    copies,
    count: uses.reduce((sum, { count }) => sum + count, 0),
    bytes: uses.reduce((sum, { bytes }) => sum + bytes, 0),
    approved: history.isMeantToRead(stores, runner.principal, columns),
    events: [
      ...new Set([...idsOf(started), ...lake.flatMap(idsOf), ...uses.flatMap(eventsOf), ...own.flatMap(idsOf)]),
    ].slice(0, 20),
    notes: notesOf(grants, lake, saved?.reused === true, failed),
  };
  // A query that read nothing but copies of the class has read what their maker had read.
  const isCopyOnly = uses.length === 0 && tables.every((table) => derived.has(table));
  const maker = isCopyOnly ? tables.flatMap((table) => derived.get(table) ?? [])[0] : undefined;
  if (maker === undefined) return full;
  const via = `a copy, by a query of ${tables.join(', ')}, which ${maker.principal} made at ${maker.at}`;
  const copy: Did = { ...full, via, grants: [] };
  return { ...copy, ...ofCopy(maker, copy) };
}

/** The principal that ran a query, by the best record of it. */
function runnerOf({ id, lake, uses }: QueryEvidence, { facts, principals }: QueryContext): RecordedReader {
  const who = facts.queries.get(id)?.who ?? lake[0]?.who ?? uses.find((use) => !isLakeSession(use.who))?.who;
  return who ? principals.of(who) : { principal: `the principal that ran query ${id}`, session: '', person: '' };
}

/** Tables of the class that Lake Formation let the query into, or that its text names. */
function tablesOf(
  lake: readonly LakeAccess[],
  reads: SqlReads | undefined,
  permitted: Permitted,
  at: string,
): readonly string[] {
  const entered = lake.flatMap(({ table, location }) =>
    table === '' ? permitted.tablesIn(location, at) : (permitted.tableOf(table, at) ?? []),
  );
  return [...new Set([...entered, ...(reads?.tables.keys() ?? [])])];
}

const idsOf = (event: { readonly id: string } | undefined): string[] => (event === undefined ? [] : [event.id]);

/** When the records show the query at work; when they do not, the time that was saved with it. */
function timesOf({ lake, uses }: QueryEvidence, started?: { readonly at: string }, saved?: SavedQuery): string[] {
  const seen = [...(started ? [started.at] : []), ...lake.map(({ at }) => at), ...uses.map(({ first }) => first)];
  return seen.length > 0 || !saved?.at ? seen : [saved.at];
}

/** Whether the text of a query tells all that it reads of the class. */
const isExact = (reads: SqlReads | undefined): reads is SqlReads =>
  reads !== undefined && reads.assumed === undefined && reads.tables.size > 0;

const hasFailed = (saved: SavedQuery | undefined): boolean =>
  saved !== undefined && /^(FAILED|CANCELLED)$/.test(saved.state);

function exportOf(reads: SqlReads | undefined): string {
  const [copy] = reads?.copies ?? [];
  return copy === undefined ? '' : `export by ${copy.kind} in a `;
}

/** Tables that the query made from the data it read. */
function note(derived: Derived, reads: SqlReads | undefined, row: Did, database: string): void {
  if (reads === undefined || reads.tables.size === 0) return;
  for (const { table } of reads.copies) {
    const parts = table?.replaceAll('"', '').toLowerCase().split('.') ?? [];
    const key = `${parts.at(-2) ?? database.toLowerCase()}.${parts.at(-1)}`;
    if (parts.length > 0 && !derived.has(key)) derived.set(key, row);
  }
}

/** Where the statement puts its copies, and where Athena puts them by default. */
function copiesOf(reads: SqlReads | undefined, saved: SavedQuery | undefined): string[] {
  const files = /^(s3:\/\/.*)-manifest\.csv$/.exec(saved?.manifest ?? '')?.[1];
  return (reads?.copies ?? []).flatMap(({ kind, to }) =>
    to.startsWith('s3://') || files === undefined || kind !== 'CREATE TABLE AS'
      ? [`${kind} ${to}`]
      : [`${kind} ${to}`, `${kind} ${files}/`],
  );
}

const isInClass = (location: string, { buckets }: history.Stores): boolean =>
  buckets.some((arn) => `${location}/`.startsWith(`s3://${arn.replace(/^arn:[^:]+:s3:::/, '')}/`));

/** Athena keeps results for a day, and any principal that may use the work group may read them. */
function othersOf(results: readonly ResultRead[], row: Did, { principals, stores }: QueryContext): Did[] {
  const strangers = Map.groupBy(
    results.filter((result) => !isSamePerson(principals.of(result.who), row)),
    ({ who }) => JSON.stringify(principals.of(who)),
  );
  return [...strangers.values()].map((reads): Did => {
    const reader = principals.of(nth(reads, 0).who);
    const objects = [...new Set(reads.flatMap(({ object }) => (object ? [object] : [])))].sort();
    return {
      ...row,
      ...reader,
      at: least(reads.map(({ at }) => at)),
      until: most(reads.map(({ at }) => at)),
      evidence: gradeOf({
        ...{ fetched: true, columns: row.columns_assumed === null, rows: row.rows.partitions !== 'unknown' },
        copied: objects.length > 0,
      }),
      via: `results of query ${row.query}, which ${row.person || row.principal} ran`,
      grants: [],
      copies: objects,
      count: reads.length,
      bytes: 0,
      approved: history.isMeantToRead(stores, reader.principal, row.columns),
      events: reads.map(({ id }) => id).slice(0, 20),
      notes: row.rows.partitions === 'unknown' ? ['which rows the results hold, no record says'] : [],
    };
  });
}

/** Of several grants, the one that shows all that was read; when none does by itself, all of them together. */
function sayGrants(ways: readonly history.ReadWay[], columns: readonly string[]): string {
  if (ways.length < 2) return '';
  const covers = ({ columns: seen = '*' }: history.ReadWay) =>
    seen === '*' || columns.every((column) => seen.includes(column));
  const [first, ...more] = ways.filter(covers);
  if (first && more.length === 0) return `, by one of ${ways.length} grants: ${first.restsOn.join('; ')}`;
  return `, by ${ways.length} grants`;
}

const isSamePerson = (a: RecordedReader, b: RecordedReader): boolean =>
  a.principal === b.principal && (a.person !== '' && b.person !== '' ? a.person === b.person : a.session === b.session);

/** If a prepared statement had several texts, each may have run: everything that any of them reads counts as read. */
async function readsOf(sql: string, id: string, at: string, { facts, permitted, derived }: QueryContext) {
  const [started, saved] = [facts.queries.get(id), facts.saved.get(id)];
  const catalog = permitted.catalog(
    saved?.database || started?.database || 'default',
    saved?.catalog || started?.catalog || '',
    at,
  );
  const withCopies: SqlCatalog = {
    ...catalog,
    table: (database, name) => {
      const key = `${database}.${name}`.toLowerCase();
      return catalog.table(database, name) ?? (derived.has(key) ? { key, columns: [] } : undefined);
    },
    view: (database, name) => catalog.view?.(database, name) ?? facts.views.text(database, name, at),
  };
  const found: SqlReads[] = [];
  for (let turn = 0, turns = 1; turn < turns; turn++) {
    const prepared = (name: string): string | undefined => {
      const texts = facts.prepared.texts(saved?.workgroup || started?.workgroup || '', name);
      turns = Math.max(turns, texts.length);
      return texts[turn] ?? texts[0];
    };
    found.push(await columnsRead(sql, withCopies, prepared));
  }
  return found.length === 1 ? nth(found, 0) : together(found);
}

function together(all: readonly SqlReads[]): SqlReads {
  const tables = new Map<string, string[]>();
  for (const [key, columns] of all.flatMap((query) => [...query.tables]))
    tables.set(key, [...new Set([...(tables.get(key) ?? []), ...columns])].sort());
  const assumed = all.find((query) => query.assumed !== undefined)?.assumed;
  return { tables, copies: all.flatMap(({ copies }) => copies), ...(assumed === undefined ? {} : { assumed }) };
}

function columnsOf(
  reads: SqlReads | undefined,
  principal: string,
  at: string,
  tables: readonly string[],
  permitted: Permitted,
): string[] {
  if (!isExact(reads))
    return permitted.columns(principal, at, tables.length > 0 ? tables : permitted.tables(at).map(({ key }) => key));
  const named = [...new Set([...reads.tables.values()].flat())].sort();
  // A star shows the columns that were permitted then, and no more.
  const allowed = permitted.columns(principal, at, tables);
  return allowed.includes('*') ? named : named.filter((name) => name === '*' || allowed.includes(name));
}

function assumedBecause(sql: string | null, reads: SqlReads | undefined): string {
  if (sql === null) return 'the text of the query was not saved';
  return reads?.assumed ?? 'the text names no table of the class';
}

/** Partitions of the objects, as names and values; none where there were more than are kept. */
export const partitionsOf = (uses: readonly ObjectUse[]): string[] =>
  uses.some(({ manyPartitions }) => manyPartitions)
    ? []
    : [...new Set(uses.flatMap((use) => [...use.partitions]))].sort();

export const rowsOf = (
  partitions: readonly string[],
  uses: readonly ObjectUse[],
  filter: string | null,
): Did['rows'] => ({
  partitions: partitions.length > 0 ? partitions : 'unknown',
  filter,
  objects: [...new Set(uses.flatMap(({ objects }) => [...objects]))].sort().slice(0, 20),
});

function notesOf(grants: readonly string[], lake: readonly LakeAccess[], reused: boolean, failed: boolean): string[] {
  return [
    ...(grants.length === 0 ? ['no grant that is known here let it through'] : []),
    ...(lake.length === 0 ? ['no record of Lake Formation letting it in'] : []),
    ...(reused ? ['it was answered with the results of an earlier query'] : []),
    ...(failed ? ['it failed after files had been read'] : []),
  ];
}
