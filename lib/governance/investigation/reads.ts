import type * as history from '../../access/history/index.ts';
import type { KnownFacts } from '../trail/facts.ts';
import { type Instant, type ObjectUse, resultIn } from '../trail/index.ts';
import type { LakeAccess, ResultRead } from '../trail/kept.ts';
import { type Did, ofCopy } from './did.ts';
import { directReads, keyReads } from './direct.ts';
import { Permitted } from './permitted.ts';
import { isLakeSession, Principals } from './principals.ts';
import { type Derived, type QueryContext, type QueryEvidence, queryReads } from './queries.ts';
import type { Timeline } from './timeline.ts';

/** Facts of other places, read again from the same logs: by bucket, folders and objects. */
export type ReadPlaces = (places: ReadonlyMap<string, readonly string[]>) => Promise<KnownFacts>;

export interface ReadsInput {
  readonly facts: KnownFacts;
  /** Undefined when nothing more can be read. */
  readonly readPlaces?: ReadPlaces | undefined;
  readonly stores: history.Stores;
  readonly from: Instant;
  readonly to: Instant;
}

/** A copy of a copy, and so on: each round reads all logs again. */
const ROUNDS = 3;

/** Every read of a class that the records show, joined: by query, by session of Lake Formation, and the rest by session. */
export async function readsOf({ facts, readPlaces, stores, from, to }: ReadsInput, timeline: Timeline): Promise<Did[]> {
  const principals = new Principals(
    facts,
    timeline.segments.map(({ app }) => app),
  );
  const derived: Derived = new Map();
  const context: QueryContext = { facts, stores, principals, derived, permitted: new Permitted(timeline, stores) };
  const isWithin = ({ at }: { readonly at: Instant }) => at >= from && at < to;
  const all = facts.uses.list();
  const uses = all.filter(({ first }) => isWithin({ at: first }));
  const { byQuery, rest } = joined(facts, uses, isWithin);
  const rows: Did[] = [];
  for (const evidence of byQuery) rows.push(...(await queryReads(evidence, context)));
  rows.push(...directReads(rest, context));
  rows.push(...keyReads(facts.keyUses.filter(isWithin), rows, uses, context));
  const found = rows.filter(({ at, until }) => until >= from && at < to);
  if (readPlaces) {
    const makers = [...rows, ...directReads(copiedBefore(all, from), context)];
    found.push(...(await readsOfCopies(readPlaces, makers, context, { from, to })));
  }
  return found.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

const orderOf = ({ at, principal, session, query, via }: Did): string =>
  `${at} ${principal} ${session} ${query} ${via}`;

/** Joins the records of one query: by its id, and by the session in which Lake Formation let its files be read. */
function joined(
  facts: KnownFacts,
  uses: readonly ObjectUse[],
  isWithin: (each: { readonly at: Instant }) => boolean,
): { readonly byQuery: readonly QueryEvidence[]; readonly rest: readonly ObjectUse[] } {
  const byQuery = new Map<string, QueryEvidence>();
  const of = (id: string): QueryEvidence => {
    const found = byQuery.get(id) ?? {
      id,
      lake: [] as LakeAccess[],
      uses: [] as ObjectUse[],
      results: [] as ResultRead[],
    };
    byQuery.set(id, found);
    return found;
  };
  const sessions = new Map<string, string>();
  for (const access of facts.lake.filter(isWithin)) {
    // For engines that give no query id, the session identifies the query.
    const id = access.queryId || access.session || `event ${access.id}`;
    of(id).lake.push(access);
    if (access.session !== '') sessions.set(access.session, id);
  }
  for (const id of facts.queries.keys()) of(id);
  for (const id of facts.saved.keys()) of(id);
  for (const result of facts.results.filter(isWithin)) of(result.queryId).results.push(result);
  const rest: ObjectUse[] = [];
  for (const use of uses) {
    const id = use.queryId || (isLakeSession(use.who) ? sessions.get(use.who.session) : undefined);
    if (id === undefined) rest.push(use);
    else of(id).uses.push(use);
  }
  // A query reads the tables that queries before it made.
  const begun = ({ id, lake }: QueryEvidence): string =>
    `${facts.queries.get(id)?.at ?? facts.saved.get(id)?.at ?? lake[0]?.at ?? ''} ${id}`;
  return { byQuery: [...byQuery.values()].toSorted((a, b) => (begun(a) < begun(b) ? -1 : 1)), rest };
}

/** Uses that copied before a moment. The moment divides the sums of uses (see `Interest`), so none is on both sides of it. */
const copiedBefore = (uses: readonly ObjectUse[], from: Instant): ObjectUse[] =>
  uses.filter(({ first, copies }) => first < from && copies.size > 0);

/**
 * A reader of a copy reads the class, and so does a reader of a copy of that copy. The copies may be older than the time in which
 * they are read.
 * @param rows the reads that made copies, also those before that time
 */
async function readsOfCopies(
  readPlaces: ReadPlaces,
  rows: readonly Did[],
  context: QueryContext,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<Did[]> {
  const own = new Set(context.stores.buckets.map((arn) => arn.replace(/^arn:[^:]+:s3:::/, '')));
  const found: Did[] = [];
  const known = new Set<string>();
  let makers = copiesIn(rows, own);
  for (let round = 0; round < ROUNDS && makers.length > 0; round++) {
    for (const { place } of makers) known.add(place);
    const uses = (await readPlaces(placesOf(makers))).uses.list();
    const readsBy = (some: readonly ObjectUse[]): Did[] =>
      directReads(some, context).flatMap((read): Did[] => {
        const maker = makers.find((copy) => read.until >= copy.row.at && read.rows.objects.some(isIn(copy.place)));
        if (maker === undefined) return [];
        const via = `a copy, by ${read.via}, which ${maker.row.principal} made at ${maker.row.at}`;
        return [{ ...read, ...ofCopy(maker.row, read), past_lake_formation: false, via, grants: [] }];
      });
    const reads = readsBy(uses.filter(({ first }) => first >= from && first < to));
    const earlier = readsBy(copiedBefore(uses, from));
    found.push(...reads);
    makers = copiesIn([...earlier, ...reads], own).filter(({ place }) => !known.has(place));
  }
  return found;
}

interface Copy {
  /** `s3://bucket/folder/`, or an object. */
  readonly place: string;
  readonly row: Did;
}

/** Downloaded results are no copy elsewhere: their readers are found by the results' names. */
const copiesIn = (rows: readonly Did[], own: ReadonlySet<string>): Copy[] =>
  rows.flatMap((row) =>
    row.copies.flatMap((copy): Copy[] => {
      const [, kind = '', place = ''] = /^([A-Z ]+ )?(s3:\/\/.+)$/.exec(copy) ?? [];
      const bucket = place.split('/')[2];
      if (bucket === undefined || own.has(bucket) || resultIn(place) !== undefined) return [];
      return [{ row, place: kind === '' || place.endsWith('/') ? place : `${place}/` }];
    }),
  );

const isIn =
  (place: string) =>
  (object: string): boolean =>
    place.endsWith('/') ? object.startsWith(place) : object === place;

/** By bucket, in the form that a reading of the logs takes. */
function placesOf(copies: readonly Copy[]): Map<string, string[]> {
  const places = new Map<string, string[]>();
  for (const { place } of copies) {
    const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(place) ?? [];
    places.set(bucket, [...new Set([...(places.get(bucket) ?? []), key])].sort());
  }
  return places;
}
