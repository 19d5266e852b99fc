import * as history from '../../access/history/index.ts';
import type { App, Environment } from '../../access/index.ts';
import type { Instant } from '../trail/index.ts';

/** The principals that could read, from one moment to the next. */
export interface Segment {
  readonly from: Instant;
  to: Instant;
  readonly readers: history.Readers;
  readonly app: App;
  /** The snapshot or the event that began it. */
  readonly because: string;
}

/** A time in which it is unknown which principals could read. */
export interface Doubt {
  readonly from: Instant;
  to: Instant;
  readonly why: string;
  readonly event: string;
}

export interface Timeline {
  readonly segments: readonly Segment[];
  readonly doubts: readonly Doubt[];
}

export interface TimelineInput {
  readonly snapshots: readonly history.Snapshot[];
  /** In any order. */
  readonly changes: readonly history.Change[];
  readonly stores: history.Stores;
  readonly environment: Environment;
  readonly from: Instant;
  readonly to: Instant;
  /** From the trail's name for the key of a bucket to the name in the policies. */
  readonly keys: ReadonlyMap<string, string>;
}

type Moment =
  | { readonly at: Instant; readonly order: 0; readonly snapshot: history.Snapshot }
  | { readonly at: Instant; readonly order: 1; readonly change: history.Change };

/** Replays snapshots and recorded changes. After each that affects the class, it decides which principals could read it. */
export function timelineOf(input: TimelineInput): Timeline {
  const { stores, environment, from, to } = input;
  const finder = new history.ReaderFinder();
  const segments: Segment[] = [];
  const doubts: Doubt[] = [];
  let state: history.AccountState = history.NOTHING;
  let before: history.Snapshot | undefined;
  const decide = (at: Instant, because: string): void => {
    const app = history.appOf(state.resources, environment);
    const readers = finder.find(app, stores, state);
    const last = segments.at(-1);
    if (last) last.to = at;
    segments.push({ from: at, to, readers, app, because });
  };
  const take = (at: Instant, snapshot: history.Snapshot): void => {
    state = history.merged(state, snapshot, before);
    if (snapshot.kind === 'templates') before = snapshot;
    // A reading shows the actual state, whatever was unknown before it.
    if (snapshot.kind === 'reading') for (const doubt of doubts) if (doubt.to > at) doubt.to = at;
    decide(at, snapshot.label);
  };
  const apply = (change: history.Change): void => {
    const next = history.applied(state, change);
    if (next.doubt !== undefined && bears(change, stores, true))
      doubts.push({ from: change.at, to, why: next.doubt, event: change.id });
    state = next.state;
    if (segments.length > 0 && bears(change, stores, false)) decide(change.at, `${change.call}, event ${change.id}`);
  };
  for (const moment of momentsOf(input)) {
    if (moment.at >= to) break;
    if (moment.order === 0) take(moment.at, moment.snapshot);
    else apply(renamed(moment.change, input.keys));
  }
  const [first] = segments;
  if (!first || first.from > from)
    doubts.unshift({ from, to: first?.from ?? to, why: 'no policies are given for this time', event: '' });
  const within = segments.filter((segment) => segment.to > from);
  return {
    segments: within.map((segment) => ({ ...segment, from: segment.from < from ? from : segment.from })),
    doubts: doubts
      .filter((doubt) => doubt.to > from)
      .map((doubt) => ({ ...doubt, from: doubt.from < from ? from : doubt.from })),
  };
}

/**
 * The trail gives no order within one second: the change with the later id is applied last, so that the result is always the
 * same.
 */
function momentsOf({ snapshots, changes }: TimelineInput): Moment[] {
  const moments: Moment[] = [
    ...snapshots.map((snapshot): Moment => ({ at: snapshot.at, order: 0, snapshot })),
    ...changes.map((change): Moment => ({ at: change.at, order: 1, change })),
  ];
  const rank = (moment: Moment): string =>
    `${moment.at} ${moment.order} ${moment.order === 1 ? moment.change.id : moment.snapshot.label}`;
  return moments.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

function renamed(change: history.Change, keys: ReadonlyMap<string, string>): history.Change {
  const { keyId } = change.params;
  if (!change.call.startsWith('kms:') || typeof keyId !== 'string') return change;
  const known = keys.get(keyId) ?? [...keys].find(([arn]) => arn.endsWith(`/${keyId}`))?.[1];
  return known === undefined ? change : { ...change, params: { ...change.params, keyId: known } };
}

const bucketName = (arn: string): string => arn.replace(/^arn:[^:]+:s3:::/, '');

/** Buckets that the parameters of a call name, however deep: `bucketName`, or `Bucket` within the request of an access point. */
const bucketsNamed = (params: unknown): string[] =>
  typeof params !== 'object' || params === null
    ? []
    : Object.entries(params).flatMap(([name, value]) =>
        /^bucket(Name)?$/i.test(name) && typeof value === 'string'
          ? [bucketName(value)]
          : name === 'bucketPolicy'
            ? []
            : bucketsNamed(value),
      );

/** Whether a change may affect who reads the class: of stores and tables only its own, of identities any. */
function bears({ call, params, omitted }: history.Change, stores: history.Stores, doubtful: boolean): boolean {
  const [service] = call.split(':');
  if (omitted) return doubtful && service !== 'glue';
  if (service === 's3') {
    const named = bucketsNamed(params);
    // Access points and grants have names of their own: the record need not name the bucket behind one. Without a bucket, Block
    // Public Access is that of the account, and counts for all its buckets.
    return named.length === 0
      ? doubtful || call.endsWith('PublicAccessBlock')
      : named.some((name) => stores.buckets.map(bucketName).includes(name));
  }
  if (service === 'lakeformation' || service === 'glue') return stores.tables.length > 0;
  return true;
}
