import type { PartitionKey } from '../activity/columns.ts';
import type { ZoneName } from '../activity/zones.ts';

/** Bytes that are read once, piece by piece. */
export type Bytes = AsyncIterable<Uint8Array>;

export interface ObjectVersion {
  readonly key: string;
  readonly versionId: string;
  /** Bytes as stored; 0 for a delete marker. */
  readonly size: number;
  readonly lastModified: Date;
  readonly deleteMarker: boolean;
}

/** Identifies one version of one object. */
export type VersionId = Pick<ObjectVersion, 'key' | 'versionId'>;

/** The common prefix of all keys in one folder, including the slash. */
export interface Folder {
  readonly folder: string;
}

/** Keys in listing order: after `after`, up to and including `upTo`. Both are ASCII; an omitted bound bounds nothing. */
export interface KeyRange {
  readonly after?: string;
  readonly upTo?: string;
}

/** Most versions that one request may destroy. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export const DELETES_AT_ONCE = 1_000;

/** An object in a listing. */
export interface ListedObject {
  readonly key: string;
  /** Time by the store's clock. */
  readonly lastModified: Date;
}

/** How often an object is likely to be read: at least once a week, or a few times in all. */
export type ReadingRate = 'often' | 'rarely';

/** The zones as versioned object stores. An adapter acts as one principal. A forbidden call throws `access.denied`. */
export interface Objects {
  /**
   * Writes an object once. When the key already holds an object, nothing is written and `created` is false, so that any
   * write can be repeated after a crash (S3: `If-None-Match: *`).
   * @param read how often it is likely to be read, from which an adapter may choose where its bytes lie
   */
  putOnce(
    zone: ZoneName,
    key: string,
    body: Uint8Array | Bytes,
    contentType: string,
    read?: ReadingRate,
  ): Promise<{ created: boolean }>;
  /**
   * Overwrites the object at the key, so that no `putOnce` of another process can take effect any more. The previous
   * version stays until retention destroys it, and no reader of the key gets it.
   */
  replace(zone: ZoneName, key: string, body: Uint8Array, contentType: string): Promise<void>;
  /**
   * @throws StrongroomError object.missing; access.denied, which S3 also returns for a missing object to a principal
   *   without permission to list the bucket (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html, "Permissions")
   */
  get(zone: ZoneName, key: string): Promise<Bytes>;
  exists(zone: ZoneName, key: string): Promise<boolean>;
  /** The current objects under a prefix, in key order. A listing names objects and reads none. */
  list(zone: ZoneName, prefix: string): AsyncIterable<ListedObject>;
  /** Every version and delete marker under a prefix, in key order. With a range, nothing outside it is requested. */
  listVersions(zone: ZoneName, prefix: string, within?: KeyRange): AsyncIterable<ObjectVersion>;
  /**
   * The entries directly below a prefix that ends in a slash, or is empty: versions and delete markers whose keys have
   * no further slash, and the prefix of each folder that contains any version. One request per thousand, however much
   * is deeper.
   */
  level(zone: ZoneName, prefix: string): AsyncIterable<ObjectVersion | Folder>;
  /** Keys of multipart uploads under a prefix that were neither completed nor aborted. */
  uploads(zone: ZoneName, prefix: string): AsyncIterable<string>;
  /** Destroys up to a thousand versions for good, all or with an error. A version that is already gone is no error. */
  deleteVersions(zone: ZoneName, versions: readonly VersionId[]): Promise<void>;
}

/** Values that both DynamoDB and the local table keep unchanged. */
export type ItemValue =
  | string
  | number
  | boolean
  | null
  | readonly ItemValue[]
  | { readonly [name: string]: ItemValue };

/** An item of the control table. `rev` counts its writes, from 1. */
export interface Item {
  readonly pk: string;
  readonly sk: string;
  readonly rev: number;
  readonly data: { readonly [name: string]: ItemValue };
}

export interface ItemWrite {
  readonly pk: string;
  readonly sk: string;
  readonly data: Item['data'];
  /** The `rev` that must be current, 0 for "no item yet". */
  readonly ifRev: number;
  /** When DynamoDB may drop it. Only for items whose loss is harmless. */
  readonly expiresAt?: Date;
}

/** State that must survive and must not race: strongly consistent reads, conditional writes. */
export interface Control {
  get(pk: string, sk: string): Promise<Item | undefined>;
  /**
   * All or nothing; at most 100 writes. False when any condition fails, and then nothing was written. One exception: a single
   * write whose answer was lost, and whose item another process changed before the request was repeated, took effect and
   * returns false. So after false, read again.
   */
  write(writes: readonly ItemWrite[]): Promise<boolean>;
  /** Items of one partition whose sort key starts with `prefix`, in order. */
  query(pk: string, prefix?: string): AsyncIterable<Item>;
  /** Items of one partition whose sort key lies from `from` to `to`, both included, in order. Both are ASCII. */
  between(pk: string, from: string, to: string): AsyncIterable<Item>;
}

export type Partition = { readonly [K in PartitionKey]: string };

/** A partition, and the prefix in the redacted zone under which its rows are read. */
export interface LocatedPartition {
  readonly partition: Partition;
  readonly location: string;
}

/** Partitions of the lake table. */
export interface Catalog {
  /** Registering a partition twice is not an error. */
  addPartition(partition: Partition): Promise<void>;
  /** Dropping a missing partition is not an error. */
  dropPartition(partition: Partition): Promise<void>;
  listPartitions(): AsyncIterable<Partition>;
  /** All partitions, each with its current location for readers. */
  locations(): AsyncIterable<LocatedPartition>;
  /**
   * Moves a partition to another location for readers. Each reader sees the old location or the new one, never neither,
   * as long as the old one exists. Moving it again to the same location is not an error.
   * @throws StrongroomError partition.missing when it is gone
   */
  movePartition(partition: Partition, location: string): Promise<void>;
}

/** Signing keys, one per kind of document: destruction records by retention; restart certificates by the governor. */
export type SigningKey = 'records' | 'certificates';

/** Keys that never leave their store. */
export interface Keys {
  /** HMAC-SHA-256 with the pseudonym key (KMS GenerateMac). 32 bytes. */
  mac(message: Uint8Array): Promise<Uint8Array>;
  /** ECDSA P-256 over SHA-256 (KMS Sign). DER. */
  sign(key: SigningKey, message: Uint8Array): Promise<Uint8Array>;
  /** The public half of a signing key. DER, SubjectPublicKeyInfo. */
  publicKey(key: SigningKey): Promise<Uint8Array>;
}

export interface Clock {
  now(): Date;
}

/** A message that the segment queue gave up on. It holds the names of objects, never their content. */
export interface DeadLetter {
  readonly body: string;
  /** When it was sent. */
  readonly sent: Date;
  /** Deliveries by all queues: more than the queue attempted when an operator has read it here. */
  readonly received: number;
}

/** The dead-letter queue of segments, for operators. */
export interface DeadLetters {
  /**
   * Passes each message to `decide`, which returns its fate. Meanwhile the message is hidden from other consumers.
   * `retry` sends it to the queue that it came from, and only then removes it. After a crash in between it is in both
   * queues, and its segments are still published once. `remove` removes it for good. `keep` leaves it.
   */
  each(decide: (letter: DeadLetter) => Promise<'keep' | 'retry' | 'remove'>): Promise<void>;
}

/** One answered query. */
export interface ReadRecord {
  /** The id for questions about it. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** ARN of the role that asked. */
  readonly reader: string;
  /** The purpose that the query stated, by its name in the team's configuration; empty where the records name none. */
  readonly purpose: string;
  /** Columns that the query could touch. */
  readonly columns: readonly string[];
}

/** Reads of the lake, as far as the installation's own records show them here. */
export interface Reads {
  /** Each read of these partitions, with its partition. */
  of(partitions: readonly Partition[]): AsyncIterable<readonly [Partition, ReadRecord]>;
  /** Days among them whose reads the records show only in part, or not at all. The last day counts. */
  unknown(from: string, to: string): Promise<readonly string[]>;
}

/** Everything that a use case may touch. */
export interface Ports {
  readonly objects: Objects;
  readonly control: Control;
  /** Workers' decisions about themselves: pauses, exemptions, objections, requests. It has its own table and key. */
  readonly participation: Control;
  readonly reads: Reads;
  readonly catalog: Catalog;
  readonly keys: Keys;
  readonly clock: Clock;
}
