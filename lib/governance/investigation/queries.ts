import * as history from '../../access/history/index.ts';
import { columnsRead, type SqlReads } from '../sql/index.ts';
import type { Facts, LakeAccess, ResultRead } from '../trail/facts.ts';
import { eventsOf, type ObjectUse } from '../trail/index.ts';
import { type Did, gradeOf } from './did.ts';
import type { Permitted } from './permitted.ts';
import type { Principals, Reader } from './principals.ts';

/** Everything that the records say of one query. */
export interface QueryEvidence {
  readonly id: string;
  readonly lake: LakeAccess[];
  readonly uses: ObjectUse[];
  readonly results: ResultRead[];
}

export interface QueryContext {
  readonly facts: Facts;
  readonly stores: history.Stores;
  readonly permitted: Permitted;
  readonly principals: Principals;
}

const least = (texts: readonly string[]): string => texts.reduce((a, b) => (a < b ? a : b), texts[0] ?? '');
const most = (texts: readonly string[]): string => texts.reduce((a, b) => (a > b ? a : b), texts[0] ?? '');

/** The reads of one query: by who ran it, and by whoever else read its results. Empty for one that is not of the class. */
export async function queryReads(evidence: QueryEvidence, context: QueryContext): Promise<Did[]> {
  const { facts, stores, permitted, principals } = context;
  const { id, lake, uses, results } = evidence;
  const started = facts.queries.get(id);
  const saved = facts.saved.get(id);
  const times = [...(started ? [started.at] : []), ...lake.map(({ at }) => at), ...uses.map(({ first }) => first)];
  const at = least([...times, ...results.map((each) => each.at)]);
  const whose = started?.who ?? lake[0]?.who;
  const sql = saved?.sql || started?.sql || null;
  const reads =
    sql === null ? undefined : await readsOf(sql, saved?.database || started?.database || 'default', at, context);
  const tables = [
    ...new Set([...lake.flatMap(({ table }) => permitted.tableOf(table, at) ?? []), ...(reads?.tables.keys() ?? [])]),
  ];
  if (tables.length === 0 && uses.length === 0) return [];
  const failed = saved !== undefined && /^(FAILED|CANCELLED)$/.test(saved.state);
  if (failed && uses.length === 0) return [];
  const runner: Reader = whose
    ? principals.of(whose)
    : { principal: `whoever ran query ${id}`, session: '', person: '' };
  const exact = reads !== undefined && reads.assumed === undefined && reads.tables.size > 0;
  const columns = columnsOf(reads, exact, runner.principal, at, tables, permitted);
  const partitions = [...new Set(uses.flatMap((use) => [...use.partitions]))].sort();
  const own = results.filter((each) => isSamePerson(principals.of(each.who), runner));
  const copies = [
    ...(reads?.copies.map(({ kind, to }) => `${kind} ${to}`) ?? []),
    ...own.flatMap(({ object }) => (object ? [object] : [])),
  ];
  const ways = permitted.ways(runner.principal, at).filter(({ kind }) => kind === 'table');
  const grants = [...new Set(ways.flatMap(({ restsOn }) => restsOn))].sort();
  const fetched = uses.length > 0 || results.length > 0 || (saved !== undefined && !failed);
  const common = {
    class: stores.name,
    query: id,
    sql,
    columns,
    rows: rowsOf(partitions, uses, permitted.filter(runner.principal, at)),
    past_lake_formation: false,
  };
  const row: Did = {
    ...runner,
    ...common,
    at,
    until: most([at, ...uses.map(({ last }) => last), ...own.map((each) => each.at)]),
    evidence: gradeOf({ fetched, columns: exact, rows: partitions.length > 0, copied: copies.length > 0 }),
    columns_assumed: exact ? null : assumedBecause(sql, reads),
    via: `${reads && reads.copies.length > 0 ? `export by ${reads.copies[0]!.kind} in a ` : ''}query through Lake Formation${sayGrants(ways, columns)}`,
    grants,
    copies,
    count: uses.reduce((sum, { count }) => sum + count, 0),
    bytes: uses.reduce((sum, { bytes }) => sum + bytes, 0),
    approved: history.isMeantToRead(stores, runner.principal, columns),
    events: [
      ...new Set([
        ...(started ? [started.id] : []),
        ...lake.map((each) => each.id),
        ...uses.flatMap(eventsOf),
        ...own.map((each) => each.id),
      ]),
    ].slice(0, 20),
    notes: notesOf(grants, lake, saved?.reused === true, failed),
  };
  return [row, ...othersOf(results, row, context)];
}

/** Results lie with Athena for a day, and whoever may use the work group may read them. */
function othersOf(results: readonly ResultRead[], row: Did, { principals, stores }: QueryContext): Did[] {
  const strangers = Map.groupBy(
    results.filter((each) => !isSamePerson(principals.of(each.who), row)),
    ({ who }) => JSON.stringify(principals.of(who)),
  );
  return [...strangers.values()].map((reads): Did => {
    const reader = principals.of(reads[0]!.who);
    const objects = reads.flatMap(({ object }) => (object ? [object] : []));
    return {
      ...row,
      ...reader,
      at: least(reads.map(({ at }) => at)),
      until: most(reads.map(({ at }) => at)),
      evidence: 'E5',
      via: `results of query ${row.query}, which ${row.person || row.principal} ran`,
      grants: [],
      copies: objects,
      count: reads.length,
      bytes: 0,
      approved: history.isMeantToRead(stores, reader.principal, row.columns),
      events: reads.map(({ id }) => id).slice(0, 20),
      notes: [],
    };
  });
}

/** Of several grants, the one that shows all that was read; where none does by itself, all of them together. */
function sayGrants(ways: readonly history.ReadWay[], columns: readonly string[]): string {
  if (ways.length < 2) return '';
  const covers = ({ columns: seen = '*' }: history.ReadWay) =>
    seen === '*' || columns.every((column) => seen.includes(column));
  const [first, ...more] = ways.filter(covers);
  if (first && more.length === 0) return `, by one of ${ways.length} grants: ${first.restsOn.join('; ')}`;
  return `, by ${ways.length} grants`;
}

const isSamePerson = (a: Reader, b: Reader): boolean =>
  a.principal === b.principal && (a.person !== '' && b.person !== '' ? a.person === b.person : a.session === b.session);

const readsOf = (sql: string, database: string, at: string, { facts, permitted }: QueryContext): Promise<SqlReads> =>
  columnsRead(sql, permitted.catalog(database, at), (name) => facts.prepared.get(name));

function columnsOf(
  reads: SqlReads | undefined,
  exact: boolean,
  principal: string,
  at: string,
  tables: readonly string[],
  permitted: Permitted,
): string[] {
  if (!exact)
    return permitted.columns(principal, at, tables.length > 0 ? tables : permitted.tables(at).map(({ key }) => key));
  const named = [...new Set([...reads!.tables.values()].flat())].sort();
  // A star shows what was permitted then, and no more.
  const allowed = permitted.columns(principal, at, tables);
  return allowed.includes('*') ? named : named.filter((name) => name === '*' || allowed.includes(name));
}

function assumedBecause(sql: string | null, reads: SqlReads | undefined): string {
  if (sql === null) return 'the text of the query was not saved';
  return reads?.assumed ?? 'the text names no table of the class';
}

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
