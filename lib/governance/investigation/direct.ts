import type * as history from '../../access/history/index.ts';
import { nth } from '../../activity/there.ts';
import { eventsOf, hourOf, type ObjectUse } from '../trail/index.ts';
import type { KeptKeyUse } from '../trail/kept.ts';
import { type Did, gradeOf } from './did.ts';
import type { Permitted } from './permitted.ts';
import { isLakeSession, type Principals, type RecordedReader } from './principals.ts';
import { partitionsOf, type QueryContext, rowsOf } from './queries.ts';

const least = (texts: readonly string[]): string => texts.reduce((a, b) => (a < b ? a : b));
const most = (texts: readonly string[]): string => texts.reduce((a, b) => (a > b ? a : b));

/** Reads of files and items that no query explains: one row a session and way. */
export function directReads(uses: readonly ObjectUse[], context: QueryContext): Did[] {
  const { principals, stores } = context;
  const groups = Map.groupBy(uses, (use) => {
    const reader = readerOf(use, principals);
    return JSON.stringify([reader, use.presigned, use.copies.size > 0, use.store, isLakeSession(use.who)]);
  });
  return [...groups.values()].map((group) => {
    const [first] = group as [ObjectUse];
    const reader = readerOf(first, principals);
    const at = least(group.map((use) => use.first));
    const isItems = first.store.startsWith('arn:');
    const isLake = isLakeSession(first.who);
    const past = !isItems && !isLake && isUnderLake(first.store, context.permitted, stores, at);
    const partitions = partitionsOf(group);
    const copies = [...new Set(group.flatMap((use) => [...use.copies]))].sort();
    const whole = group.every((use) => use.whole);
    const known = context.permitted.ways(reader.principal, at);
    const near =
      known.length === 0 && first.who.kind === 'account' ? context.permitted.ofAccount(first.who.account, at) : [];
    const ways = [...known, ...near.flatMap((other) => other.ways)].filter(
      ({ kind }) => (kind === 'objects') === !isLake,
    );
    const grants = [...new Set(ways.flatMap(({ restsOn }) => restsOn))].sort();
    return {
      ...reader,
      class: stores.name,
      at,
      until: most(group.map((use) => use.last)),
      // A reader of a whole object has every column and row in it.
      evidence: gradeOf({ fetched: true, columns: whole, rows: whole, copied: copies.length > 0 }),
      columns: isLake
        ? context.permitted.columns(
            reader.principal,
            at,
            context.permitted.tables(at).map(({ key }) => key),
          )
        : ['*'],
      columns_assumed: whole && !isLake ? null : 'which columns were read of a file, no record says',
      rows: rowsOf(partitions, group, isLake ? context.permitted.filter(reader.principal, at) : null),
      query: null,
      sql: null,
      via: wayOf(first, past, copies.length > 0, grants),
      grants,
      past_lake_formation: past,
      copies,
      count: group.reduce((sum, { count }) => sum + count, 0),
      bytes: group.reduce((sum, { bytes }) => sum + bytes, 0),
      approved: stores.approved.includes(reader.principal),
      events: group
        .toSorted((a, b) => (a.first < b.first ? -1 : 1))
        .flatMap(eventsOf)
        .slice(0, 20),
      notes: notesOf(
        first,
        grants,
        near.map(({ principal }) => principal),
      ),
    };
  });
}

/** @param near principals of the account, when the record names only the account */
function notesOf(use: ObjectUse, grants: readonly string[], near: readonly string[]): string[] {
  const notes: readonly (readonly [isTrue: boolean, note: string])[] = [
    [grants.length === 0 && use.who.kind !== 'service', 'no policy that is known here let it through'],
    [near.length > 0, `the record names only the account; of it could read: ${near.join(', ')}`],
    [use.who.principal === 'cloudfront.amazonaws.com', 'who asked CloudFront, only its own logs say'],
    [use.presigned, 'a signed address: who used it is not known, only who signed it'],
    [use.source === 'access log', 'from the access log of the bucket; the trail has no record of it'],
  ];
  return notes.flatMap(([isTrue, note]) => (isTrue ? [note] : []));
}

function readerOf({ who }: ObjectUse, principals: Principals): RecordedReader {
  if (!isLakeSession(who)) return principals.of(who);
  const asked = principals.asked(who);
  return { principal: asked ?? 'somebody through Lake Formation', session: who.session, person: '' };
}

function wayOf(
  { call, store, who, presigned }: ObjectUse,
  past: boolean,
  copied: boolean,
  grants: readonly string[],
): string {
  if (isLakeSession(who)) return 'files through Lake Formation, by no query that is known';
  const how = copied ? `export by ${call}` : presigned ? `${call} through a signed address` : call;
  const byGrant = grants.find((grant) => grant.startsWith('grant '));
  return `${how} of ${store}${past ? ', past Lake Formation' : ''}${byGrant === undefined ? '' : `, by key ${byGrant}`}`;
}

/** Whether files of a bucket are a table's that Lake Formation guards. */
function isUnderLake(bucket: string, permitted: Permitted, stores: history.Stores, at: string): boolean {
  const app = permitted.segment(at)?.app;
  const tables = (app?.tables ?? []).filter(({ arn }) => stores.tables.includes(arn));
  return (
    tables.some(({ locations, location }) =>
      [...locations, location].some((path) => path?.startsWith(`s3://${bucket}/`) || path === `s3://${bucket}`),
    ) || (app?.registrations ?? []).some(({ locationArn }) => locationArn.includes(`:::${bucket}`))
  );
}

/** A use of the class's key for its bucket, by a principal without any other record in that hour of what it fetched. */
export function keyReads(
  keyUses: readonly KeptKeyUse[],
  rows: readonly Did[],
  uses: readonly ObjectUse[],
  { principals, stores, permitted }: QueryContext,
): Did[] {
  const known = new Set([
    ...rows.map(({ principal, at }) => `${principal} ${hourOf(at)}`),
    ...uses.flatMap((use) => [`${principals.of(use.who).principal} ${hourOf(use.first)}`]),
  ]);
  const open = keyUses.filter(
    ({ who, at }) => !isLakeSession(who) && !known.has(`${principals.of(who).principal} ${hourOf(at)}`),
  );
  const groups = Map.groupBy(open, ({ who, bucket }) => JSON.stringify([principals.of(who), bucket]));
  return [...groups.values()].map((group: KeptKeyUse[]) => {
    const reader = principals.of(nth(group, 0).who);
    const at = least(group.map((use) => use.at));
    return {
      ...reader,
      class: stores.name,
      at,
      until: most(group.map((use) => use.at)),
      evidence: 'E1' as const,
      columns: ['*'],
      columns_assumed: 'what was fetched, no record says',
      rows: { partitions: 'unknown' as const, filter: null, objects: [] },
      query: null,
      sql: null,
      via: `kms:Decrypt for objects of ${nth(group, 0).bucket}`,
      grants: [...new Set(permitted.ways(reader.principal, at).flatMap(({ restsOn }) => restsOn))].sort(),
      past_lake_formation: false,
      copies: [],
      count: group.length,
      bytes: 0,
      approved: stores.approved.includes(reader.principal),
      events: group
        .map(({ id }) => id)
        .sort()
        .slice(0, 20),
      notes: ['the key was used for the bucket, and no record of that hour says for which object'],
    };
  });
}
