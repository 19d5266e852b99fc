import { FORMATS as FORMS } from '../../lib/activity/column-formats.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { nth, there } from '../../lib/activity/there.ts';
import type { SeenRow } from '../../lib/episodes/index.ts';
import type { Partition } from '../../lib/storage/ports.ts';

/** Asks the lake as the team. */
export interface Ask {
  (sql: string): Promise<{ readonly columns: readonly string[]; readonly rows: readonly unknown[][] }>;
  /** Receives the statements that will be asked. */
  readonly expect?: (statements: readonly string[]) => void;
}

/** A segment of which the team sees at least one row. */
export interface Source extends Partition {
  readonly segment: string;
  /** Null where the team does not see sessions: then each segment counts as one. */
  readonly session: string | null;
  readonly first: number;
  readonly rows: number;
}

/** The columns that put rows in order. */
const NEEDED = ['segment', 'seq', 'kind'];
/** Rows that one statement asks for: fewer than a query may answer with. */
const PAGE = 40_000;
/** Segments that a statement names at most: Athena takes 262,144 bytes (https://docs.aws.amazon.com/athena/latest/ug/service-limits.html). */
const NAMED = 5_000;

/** The columns that the team sees. @throws StrongroomError export.no-order */
export async function columnsOf(ask: Ask): Promise<string[]> {
  const { columns } = await ask('SELECT * FROM activity LIMIT 0');
  const missing = NEEDED.filter((name) => !columns.includes(name));
  if (missing.length > 0)
    throw new StrongroomError(
      'export.no-order',
      `the team does not see ${missing.join(', ')}, so its rows have no order`,
      'grant them in config/access.ts: they say nothing about a person',
    );
  return [...columns];
}

export interface Days {
  /** UTC days of receipt, both included. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/**
 * The rows the team sees, by segment: a session's segments are adjacent, in order.
 * @throws StrongroomError usage
 */
export async function sourcesOf(ask: Ask, columns: readonly string[], { since, until }: Days): Promise<Source[]> {
  for (const day of [since, until]) if (day !== undefined && !isDay(day)) throw notADay();
  const session = columns.includes('session') ? 'session' : 'CAST(NULL AS varchar)';
  const { rows } = await ask(
    `SELECT jurisdiction, day, shard, segment, ${session} AS session, min(seq) AS first, count(*) AS n FROM activity
     WHERE day BETWEEN '${since ?? '0000-01-01'}' AND '${until ?? '9999-12-31'}' GROUP BY 1, 2, 3, 4, 5`,
  );
  const sources = rows.map(([jurisdiction, day, shard, segment, of, first, n]): Source => {
    const place = { jurisdiction: String(jurisdiction), day: String(day), shard: String(shard) };
    return {
      ...place,
      segment: String(segment),
      session: of === null ? null : String(of),
      first: Number(first),
      rows: Number(n),
    };
  });
  // Sorted by place, so that a part of an export is in few partitions; each session stays together, at the place where it begins.
  const places = new Map<string, string>();
  for (const source of sources) {
    const [key, place] = [keyOf(source), `${source.jurisdiction}/${source.day}/${source.shard}`];
    if (place < (places.get(key) ?? '~')) places.set(key, place);
  }
  const placeOf = (source: Source) => there(places.get(keyOf(source)), 'the place of a session');
  return sources.toSorted(
    (a, b) =>
      compare(placeOf(a), placeOf(b)) ||
      compare(keyOf(a), keyOf(b)) ||
      a.first - b.first ||
      compare(a.segment, b.segment),
  );
}

/** Whether the calendar has a day: the form alone lets 31 February through. */
const isDay = (day: string): boolean => FORMS.day.test(day) && Number.isFinite(Date.parse(`${day}T00:00:00Z`));

const notADay = () => new StrongroomError('usage', 'a day is YYYY-MM-DD', 'strongroom export --since 2026-01-31');

/** The key that the segments of one session share. */
export const keyOf = ({ session, segment }: Pick<Source, 'session' | 'segment'>): string => session ?? segment;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The rows of each session, one session at a time. */
export async function* sessionsOf(ask: Ask, sources: readonly Source[]): AsyncGenerator<SeenRow[]> {
  let session: SeenRow[] = [];
  let current: string | undefined;
  for (const page of pagesOf(sources)) {
    const bySegment = Map.groupBy(await rowsOf(ask, page), (row) => there(row.segment, 'the segment of a row'));
    for (const { segment, session: of } of page) {
      const key = keyOf({ segment, session: of });
      if (current !== undefined && current !== key) {
        yield session;
        session = [];
      }
      current = key;
      session.push(...(bySegment.get(segment) ?? []));
    }
  }
  if (session.length > 0) yield session;
}

function* pagesOf(sources: readonly Source[]): Generator<Source[]> {
  let page: Source[] = [];
  let rows = 0;
  for (const source of sources) {
    if (page.length > 0 && (rows + source.rows > PAGE || page.length >= NAMED)) {
      yield page;
      [page, rows] = [[], 0];
    }
    page.push(source);
    rows += source.rows;
  }
  if (page.length > 0) yield page;
}

/** The statements that ask for the rows of some segments. */
export const statementsOf = (sources: readonly Source[]): string[] => [...pagesOf(sources)].map(statementOf);

function statementOf(page: readonly Source[]): string {
  const among = (column: 'jurisdiction' | 'day' | 'shard' | 'segment', form: RegExp) => {
    const values = new Set(page.map((source) => source[column]).filter((value) => form.test(value)));
    return `${column} IN (${[...values].map((value) => `'${value}'`).join(', ')})`;
  };
  // Partitions are named beside segments, so that no others are read.
  const places = [among('jurisdiction', FORMS.place), among('day', FORMS.day), among('shard', FORMS.shard)];
  return `SELECT * FROM activity WHERE ${[...places, among('segment', FORMS.uuid)].join(' AND ')} ORDER BY segment, seq`;
}

async function rowsOf(ask: Ask, page: readonly Source[]): Promise<SeenRow[]> {
  const { columns, rows } = await ask(statementOf(page));
  // Parsed, so that all rows have one shape with room for every column. An object that grows by that many keys becomes a hash
  // table, which takes several times the memory, and its fields several times the time.
  const blank: Record<string, unknown> = JSON.parse(
    JSON.stringify(Object.fromEntries(columns.map((name) => [name, null]))),
  );
  return rows.map((row) => {
    const seen = { ...blank };
    for (let i = 0; i < columns.length; i++) seen[nth(columns, i)] = row[i];
    return seen as SeenRow;
  });
}
