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

/** Which version of which object. */
export type VersionId = Pick<ObjectVersion, 'key' | 'versionId'>;

/** What all keys of one folder begin with, the slash included. */
export interface Folder {
  readonly folder: string;
}

/** Keys in the order of a listing: after one, and up to another, which is in it. Both are ASCII; one that is left out bounds nothing. */
export interface KeyRange {
  readonly after?: string;
  readonly upTo?: string;
}

/** Versions that one request may destroy. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export const DELETES_AT_ONCE = 1_000;

/** An object as a listing names it. */
export interface ListedObject {
  readonly key: string;
  /** By the clock of the store. */
  readonly lastModified: Date;
}

/** The zones as versioned object stores. An adapter acts as one principal. A forbidden call throws `access.denied`. */
export interface Objects {
  /**
   * Writes an object once. When the key holds an object already, nothing is written and `created` is false,
   * so that any write can be repeated after a crash (S3: `If-None-Match: *`).
   */
  putOnce(zone: ZoneName, key: string, body: Uint8Array | Bytes, contentType: string): Promise<{ created: boolean }>;
  /**
   * Writes an object over whatever the key holds, so that no `putOnce` of another process can take effect any more. The
   * version that was there stays until retention destroys it, and nobody who reads the key gets it.
   */
  replace(zone: ZoneName, key: string, body: Uint8Array, contentType: string): Promise<void>;
  /**
   * @throws StrongroomError object.missing; access.denied, which S3 also says of a missing object to a principal that may
   *   not list the bucket (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html, "Permissions")
   */
  get(zone: ZoneName, key: string): Promise<Bytes>;
  exists(zone: ZoneName, key: string): Promise<boolean>;
  /** The objects under a prefix, as they are now, in key order. A listing names objects and reads none. */
  list(zone: ZoneName, prefix: string): AsyncIterable<ListedObject>;
  /** Every version and delete marker under a prefix, in key order; of a range of them, nothing outside of it is asked for. */
  listVersions(zone: ZoneName, prefix: string, within?: KeyRange): AsyncIterable<ObjectVersion>;
  /**
   * What lies directly below a prefix that ends in a slash, or is empty: versions and delete markers whose keys have no
   * further slash, and the prefix of each folder with any version in it. One request a thousand, however much lies deeper.
   */
  level(zone: ZoneName, prefix: string): AsyncIterable<ObjectVersion | Folder>;
  /** Keys of uploads in parts under a prefix that were neither completed nor aborted. */
  uploads(zone: ZoneName, prefix: string): AsyncIterable<string>;
  /** Destroys up to a thousand versions for good, all or with an error. Versions that are gone already are no error. */
  deleteVersions(zone: ZoneName, versions: readonly VersionId[]): Promise<void>;
}

/** Values that both DynamoDB and the local table keep as they are. */
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
  /** The `rev` that must be in force, 0 for "no item yet". */
  readonly ifRev: number;
  /** When DynamoDB may drop it. Only for things whose loss is harmless. */
  readonly expiresAt?: Date;
}

/** State that must survive and must not race: strongly consistent reads, conditional writes. */
export interface Control {
  get(pk: string, sk: string): Promise<Item | undefined>;
  /** All or nothing; at most 100 writes. False when any condition does not hold, and then nothing was written. */
  write(writes: readonly ItemWrite[]): Promise<boolean>;
  /** Items of one partition whose sort key starts with `prefix`, in order. */
  query(pk: string, prefix?: string): AsyncIterable<Item>;
}

export type Partition = { readonly [K in PartitionKey]: string };

/** A partition, and the prefix in the redacted zone under which its rows are read. */
export interface Located {
  readonly partition: Partition;
  readonly location: string;
}

/** Partitions of the lake table. */
export interface Catalog {
  /** Registering a partition twice is not an error. */
  addPartition(partition: Partition): Promise<void>;
  /** A partition that is gone already is not an error. */
  dropPartition(partition: Partition): Promise<void>;
  listPartitions(): AsyncIterable<Partition>;
  /** All partitions, each with where it lies, as readers find them. */
  locations(): AsyncIterable<Located>;
  /**
   * Lets readers find a partition elsewhere from now on. Each sees the old place or the new one, never neither, for as long
   * as the old one is there. Moving it again to the same place is not an error.
   * @throws StrongroomError partition.missing when it is gone
   */
  movePartition(partition: Partition, location: string): Promise<void>;
}

/** What is signed: records of destruction, by retention; restart certificates, by the governor. A key for each. */
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

/** A message that the queue of segments gave up on. It holds the names of objects, never what is in them. */
export interface DeadLetter {
  readonly body: string;
  /** When it was sent. */
  readonly sent: Date;
  /** Deliveries, of all queues: more than the queue tried when somebody has looked at it here. */
  readonly received: number;
}

/** The dead-letter queue of segments, for those who work on it. */
export interface DeadLetters {
  /**
   * Hands each message to `decide`, which says what becomes of it. While that goes on nobody else sees them.
   * `retry` sends it to the queue that it came from, and only then takes it away: after a crash in between it is in both,
   * and its segments are published once all the same. `remove` takes it away for good. `keep` leaves it.
   */
  each(decide: (letter: DeadLetter) => Promise<'keep' | 'retry' | 'remove'>): Promise<void>;
}

/** One query as it was answered. */
export interface ReadRecord {
  /** By which it can be asked about. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** ARN of the role that asked. */
  readonly reader: string;
  /** What it was stated to be for, by the name that the team's configuration has for it. */
  readonly purpose: string;
  /** Columns that the query could touch. */
  readonly columns: readonly string[];
}

/** Who read the lake, as far as the installation's own records show it here. */
export interface Reads {
  /** Queries that went through a partition, oldest first. */
  of(partition: Partition): AsyncIterable<ReadRecord>;
  /** What reads are not in these records, as a sentence for a worker; null when all are. */
  readonly missing: string | null;
}

/** Everything that a use case may touch. */
export interface Ports {
  readonly objects: Objects;
  readonly control: Control;
  /** What workers decide about themselves: pauses, exemptions, objections, requests. A table and a key of its own. */
  readonly participation: Control;
  readonly reads: Reads;
  readonly catalog: Catalog;
  readonly keys: Keys;
  readonly clock: Clock;
}
