import { randomBytes } from 'node:crypto';
import { StrongroomError } from '../../activity/errors.ts';
import type { ZoneName } from '../../activity/zones.ts';
import { tooMany } from '../delete-limit.ts';
import { PART_SIZE } from '../part-size.ts';
import {
  type Bytes,
  type Clock,
  DELETES_AT_ONCE,
  type Folder,
  type KeyRange,
  type ListedObject,
  type Objects,
  type ObjectVersion,
  type ReadingRate,
  type VersionId,
} from '../ports.ts';
import type { AccessRequest, Authority } from './authority.ts';
import type { KeyStore } from './key-store.ts';
import { createdMessage, matches, type NotificationRule } from './notification.ts';
import type { ObjectFiles, ObjectHeader, StoredVersion } from './object-files.ts';

/** A zone as the templates define it, and the location of its files. */
export interface LocalZone {
  readonly name: ZoneName;
  readonly bucket: string;
  readonly bucketArn: string;
  readonly keyArn: string;
  readonly region: string;
  /** Whether S3 derives one bucket key from the zone's key, and so sends KMS the bucket's ARN instead of the object's. */
  readonly bucketKey: boolean;
  readonly files: ObjectFiles;
  readonly notifications: readonly NotificationRule[];
}

/** Objects of all zones, for one principal: every call checks the requests that S3 and KMS would check on AWS. */
export class LocalObjects implements Objects {
  readonly #zones: Readonly<Record<ZoneName, LocalZone>>;
  readonly #keys: KeyStore;
  readonly #authority: Authority;
  readonly #clock: Clock;

  constructor(zones: Readonly<Record<ZoneName, LocalZone>>, keys: KeyStore, authority: Authority, clock: Clock) {
    this.#zones = zones;
    this.#keys = keys;
    this.#authority = authority;
    this.#clock = clock;
  }

  async putOnce(
    name: ZoneName,
    key: string,
    body: Uint8Array | Bytes,
    contentType: string,
    read: ReadingRate = 'often',
  ): Promise<{ created: boolean }> {
    const zone = this.#zones[name];
    const condition = {
      's3:if-none-match': '*',
      ...(read === 'rarely' && { 's3:x-amz-storage-class': 'STANDARD_IA' }),
    };
    return this.#put(zone, key, contentType, condition, (header, dataKey) =>
      zone.files.putOnce(header, dataKey, this.#whole(zone, key, body)),
    );
  }

  async replace(name: ZoneName, key: string, body: Uint8Array, contentType: string): Promise<void> {
    const zone = this.#zones[name];
    await this.#put(zone, key, contentType, {}, async (header, dataKey) => {
      await zone.files.replace(header, dataKey, () => this.#whole(zone, key, body));
      return { created: true };
    });
  }

  async #put(
    zone: LocalZone,
    key: string,
    contentType: string,
    condition: NonNullable<AccessRequest['context']>,
    write: (header: ObjectHeader, dataKey: Uint8Array) => Promise<{ created: boolean }>,
  ): Promise<{ created: boolean }> {
    checkKey(key);
    this.#require(zone, 's3:PutObject', key, {
      's3:x-amz-server-side-encryption': 'aws:kms',
      's3:x-amz-server-side-encryption-aws-kms-key-id': zone.keyArn,
      ...condition,
    });
    this.#requireKey(zone, 'kms:GenerateDataKey', key);
    const { clear, wrapped } = this.#keys.dataKey(zone.keyArn, contextOf(zone, key));
    const written = this.#clock.now();
    const versionId = randomBytes(16).toString('hex');
    const { bucket, bucketArn, keyArn, region } = zone;
    const header = {
      ...{ bucket, key, versionId, contentType, written: written.toISOString(), keyArn },
      dataKey: wrapped.toString('base64'),
    };
    const message = createdMessage({ bucket, bucketArn, region, key, versionId, written });
    // The message exists before the object, and becomes visible after it: no crash loses the event of an existing object.
    const held = zone.notifications
      .filter((rule) => matches(rule, key))
      .map(({ queue }) => ({ queue, id: queue.hold(message) }));
    try {
      const { created } = await write(header, clear);
      for (const { queue, id } of held) created ? queue.release(id) : queue.drop(id);
      return { created };
    } catch (error) {
      // A failure after the object got its name must not lose its event.
      const there = (await zone.files.current(key))?.head.header.versionId === versionId;
      for (const { queue, id } of held) there ? queue.release(id) : queue.drop(id);
      throw error;
    } finally {
      clear.fill(0);
    }
  }

  async get(name: ZoneName, key: string): Promise<Bytes> {
    const zone = this.#zones[name];
    this.#require(zone, 's3:GetObject', key);
    const version = await this.#current(zone, key);
    if (version === undefined) throw missing(name, key);
    const { keyArn, dataKey } = version.head.header;
    // The key that wrapped the data key decides; the zone's key may have changed since.
    this.#requireKey({ ...zone, keyArn }, 'kms:Decrypt', key);
    return zone.files.read(version, this.#keys.unwrap(keyArn, Buffer.from(dataKey, 'base64'), contextOf(zone, key)));
  }

  async exists(name: ZoneName, key: string): Promise<boolean> {
    const zone = this.#zones[name];
    this.#require(zone, 's3:GetObject', key);
    return (await this.#current(zone, key)) !== undefined;
  }

  async *list(name: ZoneName, prefix: string): AsyncGenerator<ListedObject> {
    const zone = this.#zones[name];
    this.#authority.require(
      { action: 's3:ListBucket', resource: zone.bucketArn, context: { 's3:prefix': prefix } },
      `in zone ${name}`,
    );
    const newest = new Map<string, Date>();
    for await (const { key, lastModified } of zone.files.list(prefix)) {
      const known = newest.get(key);
      if (known === undefined || known < lastModified) newest.set(key, lastModified);
    }
    for (const [key, lastModified] of newest) yield { key, lastModified };
  }

  async *listVersions(name: ZoneName, prefix: string, within: KeyRange = {}): AsyncGenerator<ObjectVersion> {
    const zone = this.#zones[name];
    this.#authority.require(
      { action: 's3:ListBucketVersions', resource: zone.bucketArn, context: { 's3:prefix': prefix } },
      `in zone ${name}`,
    );
    const { after, upTo } = within;
    for await (const version of zone.files.list(prefix)) {
      if (upTo !== undefined && version.key > upTo) return;
      if (after === undefined || version.key > after) yield version;
    }
  }

  async *level(name: ZoneName, prefix: string): AsyncGenerator<ObjectVersion | Folder> {
    const told = new Set<string>();
    for await (const version of this.listVersions(name, prefix)) {
      const slash = version.key.indexOf('/', prefix.length);
      const folder = version.key.slice(0, slash + 1);
      if (slash < 0) yield version;
      else if (!told.has(folder)) yield { folder };
      told.add(folder);
    }
  }

  // biome-ignore lint/correctness/useYield: a file gets its name when it is whole, so there are no parts of one
  async *uploads(name: ZoneName, prefix: string): AsyncGenerator<string> {
    const request = { action: 's3:ListBucketMultipartUploads', resource: this.#zones[name].bucketArn };
    this.#authority.require({ ...request, context: { 's3:prefix': prefix } }, `in zone ${name}`);
  }

  async deleteVersions(name: ZoneName, versions: readonly VersionId[]): Promise<void> {
    const zone = this.#zones[name];
    if (versions.length > DELETES_AT_ONCE) throw tooMany(versions.length);
    for (const { key, versionId } of versions) {
      this.#require(zone, 's3:DeleteObjectVersion', key, { 's3:VersionId': versionId });
      await zone.files.delete(key, versionId);
    }
  }

  /**
   * S3 reports a missing key only to a caller that may list the bucket; to others it is a denial
   * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html, "Permissions").
   */
  async #current(zone: LocalZone, key: string): Promise<StoredVersion | undefined> {
    const version = await zone.files.current(key);
    if (version === undefined) {
      const context = { 's3:prefix': key };
      this.#authority.require({ action: 's3:ListBucket', resource: zone.bucketArn, context }, `in zone ${zone.name}`);
    }
    return version;
  }

  /**
   * A body larger than one part is a multipart upload on AWS, and S3 reads back the encrypted parts: that requires
   * kms:Decrypt.
   */
  async *#whole(zone: LocalZone, key: string, body: Uint8Array | Bytes): Bytes {
    let size = 0;
    for await (const piece of body instanceof Uint8Array ? [body] : body) {
      if (size <= PART_SIZE && size + piece.length > PART_SIZE && !(body instanceof Uint8Array)) {
        this.#requireKey(zone, 'kms:Decrypt', key);
      }
      size += piece.length;
      yield piece;
    }
  }

  #require(zone: LocalZone, action: string, key: string, context?: NonNullable<AccessRequest['context']>): void {
    const resource = `${zone.bucketArn}/${key}`;
    this.#authority.require({ action, resource, ...(context && { context }) }, `in zone ${zone.name}`);
  }

  #requireKey(zone: LocalZone, action: 'kms:GenerateDataKey' | 'kms:Decrypt', key: string): void {
    const context = {
      'kms:ViaService': `s3.${zone.region}.${suffixOf(zone)}`,
      'kms:EncryptionContext:aws:s3:arn': contextOf(zone, key)['aws:s3:arn'],
      'kms:EncryptionContextKeys': ['aws:s3:arn'],
    };
    this.#authority.require({ action, resource: zone.keyArn, context }, `with the key of zone ${zone.name}`);
  }
}

/** The object, or with bucket keys the bucket (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html). */
const contextOf = ({ bucketArn, bucketKey }: LocalZone, key: string) => ({
  'aws:s3:arn': bucketKey ? bucketArn : `${bucketArn}/${key}`,
});

/** The domain of the partition (https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html). */
const suffixOf = ({ bucketArn }: LocalZone): string =>
  bucketArn.split(':')[1] === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
function checkKey(key: string): void {
  const bytes = Buffer.byteLength(key);
  if (bytes > 0 && bytes <= 1024) return;
  throw new StrongroomError('object.bad-key', `an object key of ${bytes} bytes`, 'use 1 to 1,024 bytes of UTF-8');
}

const missing = (zone: ZoneName, key: string): StrongroomError =>
  new StrongroomError(
    'object.missing',
    `zone ${zone} holds no object ${key}`,
    'check the key, or whether it was destroyed',
  );
