import type * as history from '../../access/history/index.ts';
import type { Facts, LakeAccess, ResultRead } from '../trail/facts.ts';
import type { Instant, ObjectUse } from '../trail/index.ts';
import type { Did } from './did.ts';
import { directReads, keyReads } from './direct.ts';
import { Permitted } from './permitted.ts';
import { isLakeSession, Principals } from './principals.ts';
import { type QueryContext, type QueryEvidence, queryReads } from './queries.ts';
import type { Timeline } from './timeline.ts';

export interface ReadsInput {
  readonly facts: Facts;
  readonly copies?: Facts | undefined;
  readonly stores: history.Stores;
  readonly from: Instant;
  readonly to: Instant;
}

/** Every read of a class that the records show, joined: by query, by session of Lake Formation, and what is left by session. */
export async function readsOf({ facts, copies, stores, from, to }: ReadsInput, timeline: Timeline): Promise<Did[]> {
  const principals = new Principals(
    facts,
    timeline.segments.map(({ app }) => app),
  );
  const context: QueryContext = { facts, stores, principals, permitted: new Permitted(timeline, stores) };
  const uses = facts.uses.list();
  const { byQuery, rest } = joined(facts, uses);
  const rows: Did[] = [];
  for (const evidence of byQuery.values()) rows.push(...(await queryReads(evidence, context)));
  rows.push(...directReads(rest, context));
  rows.push(...keyReads(facts, rows, uses, context));
  if (copies) rows.push(...readsOfCopies(copies, rows, context));
  return rows
    .filter(({ at, until }) => until >= from && at < to)
    .toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

const orderOf = ({ at, principal, session, query, via }: Did): string =>
  `${at} ${principal} ${session} ${query} ${via}`;

/** Brings together what belongs to one query: by its id, and by the session in which Lake Formation let its files be read. */
function joined(facts: Facts, uses: readonly ObjectUse[]) {
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
  for (const access of facts.lake) {
    // Of engines that give no id of a query, the session stands for it.
    const id = access.queryId || access.session || `event ${access.id}`;
    of(id).lake.push(access);
    if (access.session !== '') sessions.set(access.session, id);
  }
  for (const id of facts.queries.keys()) of(id);
  for (const id of facts.saved.keys()) of(id);
  for (const result of facts.results) of(result.queryId).results.push(result);
  const rest: ObjectUse[] = [];
  for (const use of uses) {
    const id = use.queryId || (isLakeSession(use.who) ? sessions.get(use.who.session) : undefined);
    if (id === undefined) rest.push(use);
    else of(id).uses.push(use);
  }
  return { byQuery, rest };
}

/** Whoever reads a copy reads the class. */
function readsOfCopies(copies: Facts, rows: readonly Did[], context: QueryContext): Did[] {
  const makers = rows.flatMap((row) =>
    row.copies.map((copy) => ({ place: copy.replace(/^[A-Z ]+ (?=s3:)/, ''), row })),
  );
  return directReads(copies.uses.list(), context).map((read): Did => {
    const from = makers.find(({ place }) =>
      read.rows.objects.some((object) => object.startsWith(place.replace(/\/$/, ''))),
    );
    return {
      ...read,
      past_lake_formation: false,
      via: `a copy, by ${read.via}${from ? `, which ${from.row.principal} made at ${from.row.at}` : ''}`,
      grants: [],
      notes: [],
    };
  });
}

/** Places outside the class to which copies of it went, as bucket and prefix. */
export function copyPlaces(facts: Facts, own: ReadonlySet<string>): Map<string, string[]> {
  const places = new Map<string, string[]>();
  const texts = [
    ...facts.uses.list().flatMap(({ copies }) => [...copies]),
    ...[...facts.saved.values()].flatMap(({ sql }) =>
      [...sql.matchAll(/'(s3:\/\/[^']+)'/g)].map(([, place]) => place ?? ''),
    ),
  ];
  for (const text of texts) {
    const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(text) ?? [];
    if (bucket === undefined || own.has(bucket)) continue;
    places.set(bucket, [...new Set([...(places.get(bucket) ?? []), prefix])].sort());
  }
  return places;
}
