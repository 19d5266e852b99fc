import { type AccessLogLine, handsOut, whoAsked } from './access-log.ts';
import type { Interest } from './interest.ts';
import { type AccessPoints, destinationOf, isCopy, placeOf, type S3Location } from './place.ts';
import type { TrailRecord, Who } from './record.ts';
import { SeenIds } from './seen.ts';
import { hourOf, type Instant } from './time.ts';

/** Objects of one store that one session fetched in one hour, in one way. */
export interface ObjectUse {
  readonly who: Who;
  /** Name of the bucket, or ARN of the table of items. */
  readonly store: string;
  readonly call: string;
  first: Instant;
  last: Instant;
  count: number;
  bytes: number;
  /** The first few objects. */
  readonly objects: Set<string>;
  /** `name=value` parts of their keys. */
  readonly partitions: Set<string>;
  /** Whether there were more of them than are kept: then none is, and any may have been read. */
  manyPartitions: boolean;
  /** Ids of the first events; the rest is counted. */
  readonly events: string[];
  /** Whether every fetch was of a whole object. */
  whole: boolean;
  /** Whether the request was presigned: then any holder of the address made it. */
  readonly presigned: boolean;
  /** Destinations of copies. */
  readonly copies: Set<string>;
  /** Query of Athena, where its agent names it. */
  readonly queryId: string;
  readonly source: 'cloudtrail' | 'access log';
}

const OBJECTS = 20;
/** More than a lake of one place has in ninety days, so that a reader of everything is followed row by row. */
const PARTITIONS = 4_000;
const EVENTS = 5;

/** Calls that return the content of an object. */
const FETCHES = new Set(['GetObject', 'GetObjectTorrent', 'SelectObjectContent', 'CopyObject', 'UploadPartCopy']);
export const isFetch = ({ service, name }: Pick<TrailRecord, 'service' | 'name'>): boolean =>
  service === 's3' && FETCHES.has(name);
const NO_POINTS: AccessPoints = new Map();
const ITEM_READS = new Set([
  ...['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems', 'ExecuteStatement', 'BatchExecuteStatement'],
  ...['ExecuteTransaction', 'GetRecords', 'ExportTableToPointInTime'],
]);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export class ObjectUses {
  readonly #interest: Interest;
  readonly #uses = new Map<string, ObjectUse>();
  /** Request ids of fetches in the trail: an access log repeats them. */
  readonly #requests = new SeenIds();
  readonly #lines: AccessLogLine[] = [];

  constructor(interest: Interest) {
    this.#interest = interest;
  }

  list(): readonly ObjectUse[] {
    return [...this.#uses.values()];
  }

  /** The object, or other thing of interest, that a call was on. */
  touched(event: TrailRecord): string | undefined {
    const { bucket, key } = this.place(event);
    if (this.#isOurs(bucket, key)) return `s3://${bucket}/${key}`;
    return event.arns.find((arn) => this.#interest.channels.includes(arn));
  }

  /** The object that a call of S3 hands out. */
  place(event: TrailRecord): S3Location {
    return placeOf(event, this.#interest.accessPoints ?? NO_POINTS);
  }

  record(event: TrailRecord): void {
    if (event.service === 'dynamodb') this.#items(event);
    else if (isFetch(event)) this.#objects(event);
  }

  /** Kept until the trail has been read: most lines repeat its records. */
  line(line: AccessLogLine): void {
    if (this.#isOurs(line.bucket, line.key) && handsOut(line)) this.#lines.push(line);
  }

  end(): void {
    for (const line of this.#lines) if (this.#requests.add(line.requestId)) this.#fromLine(line);
    this.#lines.length = 0;
  }

  #isOurs(bucket: string, key: string): boolean {
    return this.#interest.buckets.get(bucket)?.some((place) => isWithin(key, place)) ?? false;
  }

  #objects(event: TrailRecord): void {
    const { bucket, key } = this.place(event);
    const { params, extra } = event;
    if (!this.#isOurs(bucket, key)) return;
    this.#requests.add(event.requestId);
    this.#put(event, {
      store: bucket,
      call: `s3:${event.name}`,
      object: `s3://${bucket}/${key}`,
      bytes: Number(extra.bytesTransferredOut) || 0,
      whole: text(params.range) === '' && event.name !== 'SelectObjectContent' && event.name !== 'UploadPartCopy',
      presigned: extra.AuthenticationMethod === 'QueryString' || 'X-Amz-Expires' in params,
      copy: isCopy(event) ? destinationOf(event) : '',
      queryId: queryIn(event.agent),
      source: 'cloudtrail',
    });
  }

  #items(event: TrailRecord): void {
    if (!ITEM_READS.has(event.name)) return;
    const store = event.arns.find((arn) =>
      this.#interest.channels.some((channel) => arn === channel || arn.startsWith(`${channel}/`)),
    );
    if (store === undefined) return;
    const to = text(event.params.s3Bucket);
    this.#put(event, {
      store,
      call: `dynamodb:${event.name}`,
      object: store,
      bytes: 0,
      whole: false,
      presigned: false,
      copy: event.name === 'ExportTableToPointInTime' ? `s3://${to}/${text(event.params.s3Prefix)}` : '',
      queryId: '',
      source: 'cloudtrail',
    });
  }

  #fromLine(line: AccessLogLine): void {
    this.#put(
      { id: line.requestId, at: line.at, who: whoAsked(line) },
      {
        store: line.bucket,
        call: line.operation,
        object: `s3://${line.bucket}/${line.key}`,
        bytes: line.bytes,
        whole: line.status === 200,
        presigned: line.presigned,
        copy: line.operation.includes('COPY') ? 'a place that the access log does not name' : '',
        queryId: queryIn(line.agent),
        source: 'access log',
      },
    );
  }

  #put({ id, at, who }: Pick<TrailRecord, 'id' | 'at' | 'who'>, seen: Seen): void {
    const { store, call, presigned, queryId, source, copy } = seen;
    const whose = [who.principal, who.session, who.person, who.invokedBy, who.accessKey];
    const era = (this.#interest.boundaries ?? []).filter((boundary) => boundary <= at).length;
    const how = [store, call, presigned, queryId, source, copy !== ''];
    const key = JSON.stringify([...whose, ...how, hourOf(at), era]);
    const use = this.#uses.get(key) ?? {
      ...{ who, store, call, first: at, last: at, count: 0, bytes: 0 },
      ...{ objects: new Set<string>(), partitions: new Set<string>(), manyPartitions: false, events: [] },
      ...{ whole: true, presigned, copies: new Set<string>(), queryId, source },
    };
    this.#uses.set(key, use);
    // The same records are kept in whichever order they come.
    if (at < use.first) use.first = at;
    if (at > use.last) use.last = at;
    use.count++;
    use.bytes += seen.bytes;
    use.whole &&= seen.whole;
    if (copy !== '') keepLeast(use.copies, copy, OBJECTS);
    keepLeast(use.objects, seen.object, OBJECTS);
    const partition = partitionIn(seen.object);
    if (partition !== '' && !use.manyPartitions) use.partitions.add(partition);
    if (use.partitions.size > PARTITIONS) {
      use.manyPartitions = true;
      use.partitions.clear();
    }
    use.events.push(`${at} ${id}`);
    if (use.events.length > EVENTS * 8) use.events.sort().splice(EVENTS);
  }
}

/** Athena names its query in the user agent of its requests, when it reads with the caller's rights. */
const queryIn = (agent: string): string => /athenaQueryId=([0-9a-f-]{36})/.exec(agent)?.[1] ?? '';

interface Seen {
  readonly store: string;
  readonly call: string;
  readonly object: string;
  readonly bytes: number;
  readonly whole: boolean;
  readonly presigned: boolean;
  readonly copy: string;
  readonly queryId: string;
  readonly source: ObjectUse['source'];
}

/** An empty place is the whole bucket, one that ends in a slash a folder, and any other one object. */
const isWithin = (key: string, place: string): boolean =>
  place === '' || (place.endsWith('/') ? key.startsWith(place) : key === place);

/** The first events of a use, oldest first. */
export const eventsOf = ({ events }: ObjectUse): string[] =>
  events
    .toSorted()
    .slice(0, EVENTS)
    .map((line) => line.slice(line.indexOf(' ') + 1));

function keepLeast(set: Set<string>, value: string, most: number): void {
  if (set.size < most || set.has(value)) {
    set.add(value);
    return;
  }
  let largest = value;
  for (const number of set) if (number > largest) largest = number;
  if (largest === value) return;
  set.delete(largest);
  set.add(value);
}

/** The Hive parts of a key: `jurisdiction=XA/day=2026-11-01`. */
const partitionIn = (object: string): string =>
  object
    .split('/')
    .filter((part) => /^[\w-]+=[^=]+$/.test(part))
    .join('/');
