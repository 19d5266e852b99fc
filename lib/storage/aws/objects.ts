import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import {
  AbortMultipartUploadCommand,
  type _Error as DeleteError,
  type DeleteMarkerEntry,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutObjectCommand,
  type S3Client,
  StorageClass,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { StrongroomError } from '../../activity/errors.ts';
import type { ZoneName } from '../../activity/zones.ts';
import { tooMany } from '../delete-limit.ts';
import { PART_SIZE } from '../part-size.ts';
import {
  type Bytes,
  DELETES_AT_ONCE,
  type Folder,
  type KeyRange,
  type ListedObject,
  type Objects,
  type ObjectVersion,
  type ReadingRate,
  type VersionId,
} from '../ports.ts';
import { type AwsNames, given } from './config.ts';
import { answered, calling, nameOf, statusOf } from './errors.ts';

/** Attempts to destroy versions when S3 is busy, and the pause before the second one (ms); it doubles each time. */
const ATTEMPTS = 6;
const FIRST_PAUSE = 200;
/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const BUSY: readonly string[] = ['SlowDown', 'InternalError', 'ServiceUnavailable', 'RequestTimeout'];

/** Upload parts in memory at once. */
const PARALLEL_PARTS = 2;

/** The zones as S3 buckets. The bucket's default encryption applies; a key header could only name a wrong key. */
export class AwsObjects implements Objects {
  readonly #s3: S3Client;
  readonly #names: AwsNames;

  constructor(s3: S3Client, names: AwsNames) {
    this.#s3 = s3;
    this.#names = names;
  }

  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
  async putOnce(
    zone: ZoneName,
    key: string,
    body: Uint8Array | Bytes,
    contentType: string,
    read: ReadingRate = 'often',
  ): Promise<{ created: boolean }> {
    const params = {
      ...{ ...this.#at(zone, key), ContentType: contentType, IfNoneMatch: '*' },
      ...(read === 'rarely' && { StorageClass: StorageClass.STANDARD_IA }),
    };
    return calling(`write to zone ${zone}`, async () => {
      try {
        if (body instanceof Uint8Array) await this.#s3.send(new PutObjectCommand({ ...params, Body: body }));
        else await this.#upload(params, body);
        return { created: true };
      } catch (error) {
        if (statusOf(error) === 412) return { created: false };
        if (statusOf(error) === 409) throw conflict(zone, key);
        throw error;
      }
    });
  }

  async replace(zone: ZoneName, key: string, body: Uint8Array, contentType: string): Promise<void> {
    const command = new PutObjectCommand({ ...this.#at(zone, key), ContentType: contentType, Body: body });
    await calling(`write to zone ${zone}`, () => this.#s3.send(command));
  }

  async get(zone: ZoneName, key: string): Promise<Bytes> {
    return calling(`read from zone ${zone}`, async () => {
      try {
        const { Body } = await this.#s3.send(new GetObjectCommand(this.#at(zone, key)));
        return Body as Readable;
      } catch (error) {
        throw nameOf(error) === 'NoSuchKey' ? missing(zone, key) : error;
      }
    });
  }

  async exists(zone: ZoneName, key: string): Promise<boolean> {
    return calling(`look into zone ${zone}`, async () => {
      try {
        await this.#s3.send(new HeadObjectCommand(this.#at(zone, key)));
        return true;
      } catch (error) {
        if (statusOf(error) === 404) return false;
        throw error;
      }
    });
  }

  async *list(zone: ZoneName, prefix: string): AsyncGenerator<ListedObject> {
    const request = { Bucket: this.#bucket(zone), Prefix: prefix };
    let token: { ContinuationToken?: string } = {};
    for (;;) {
      const command = new ListObjectsV2Command({ ...request, ...token });
      const page = await calling(`list zone ${zone}`, () => this.#s3.send(command));
      for (const { Key, LastModified } of page.Contents ?? [])
        yield { key: answered(Key, 'a key'), lastModified: answered(LastModified, 'the time of an object') };
      if (page.NextContinuationToken === undefined) return;
      token = { ContinuationToken: page.NextContinuationToken };
    }
  }

  /** A key marker alone starts after that key. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
  async *listVersions(zone: ZoneName, prefix: string, within: KeyRange = {}): AsyncGenerator<ObjectVersion> {
    const { after = '', upTo } = within;
    for await (const page of this.#versionPages(zone, prefix, undefined, within.after)) {
      // A page lists its delete markers after its versions, so it must be read to its end to know whether it is the last.
      const all = versionsOf(page);
      yield* all.filter(({ key }) => key > after && (upTo === undefined || key <= upTo));
      if (upTo !== undefined && all.some(({ key }) => key > upTo)) return;
    }
  }

  async *#versionPages(zone: ZoneName, prefix: string, delimiter?: string, after?: string) {
    const request = { Bucket: this.#bucket(zone), Prefix: prefix, ...(delimiter && { Delimiter: delimiter }) };
    let marker: { KeyMarker?: string; VersionIdMarker?: string } = { ...(after !== undefined && { KeyMarker: after }) };
    for (;;) {
      const command = new ListObjectVersionsCommand({ ...request, ...marker });
      const page: ListObjectVersionsCommandOutput = await calling(`list zone ${zone}`, () => this.#s3.send(command));
      yield page;
      if (!page.IsTruncated) return;
      marker = {
        ...(page.NextKeyMarker !== undefined && { KeyMarker: page.NextKeyMarker }),
        ...(page.NextVersionIdMarker !== undefined && { VersionIdMarker: page.NextVersionIdMarker }),
      };
    }
  }

  async *level(zone: ZoneName, prefix: string): AsyncGenerator<ObjectVersion | Folder> {
    for await (const page of this.#versionPages(zone, prefix, '/')) {
      for (const { Prefix } of page.CommonPrefixes ?? []) yield { folder: answered(Prefix, 'a folder') };
      yield* versionsOf(page);
    }
  }

  async *uploads(zone: ZoneName, prefix: string): AsyncGenerator<string> {
    const request = { Bucket: this.#bucket(zone), Prefix: prefix };
    let marker: { KeyMarker?: string; UploadIdMarker?: string } = {};
    for (;;) {
      const command = new ListMultipartUploadsCommand({ ...request, ...marker });
      const page = await calling(`list uploads to zone ${zone}`, () => this.#s3.send(command));
      for (const { Key } of page.Uploads ?? []) yield answered(Key, 'a key');
      if (!page.IsTruncated) return;
      marker = {
        KeyMarker: answered(page.NextKeyMarker, 'the key that the next page begins after'),
        UploadIdMarker: answered(page.NextUploadIdMarker, 'the upload that the next page begins after'),
      };
    }
  }

  /**
   * S3 responds 200 even when it did not destroy some versions, and lists those. Versions that failed because S3 was
   * busy are requested again, with growing pauses.
   * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
   */
  async deleteVersions(zone: ZoneName, versions: readonly VersionId[]): Promise<void> {
    if (versions.length > DELETES_AT_ONCE) throw tooMany(versions.length);
    let left = versions.map(({ key, versionId }) => ({ Key: key, VersionId: versionId }));
    for (let attempt = 1; left.length > 0; attempt++) {
      const Delete = { Objects: left, Quiet: true };
      const command = new DeleteObjectsCommand({ Bucket: this.#bucket(zone), Delete });
      const { Errors = [] } = await calling(`destroy in zone ${zone}`, () => this.#s3.send(command));
      const lasting = Errors.find(({ Code }) => !BUSY.includes(Code ?? ''));
      if (lasting !== undefined) throw undestroyed(zone, lasting);
      if (Errors.length > 0 && attempt === ATTEMPTS) throw busy(zone, Errors.length);
      left = Errors.map(({ Key, VersionId }) => ({
        Key: answered(Key, 'a key'),
        VersionId: answered(VersionId, 'the id of a version'),
      }));
      if (left.length > 0) await wait(FIRST_PAUSE * 2 ** (attempt - 1) * (0.5 + Math.random()));
    }
  }

  /** Streams the body; a single part is one PutObject. A multipart upload checks its condition on completion. */
  async #upload(params: { Bucket: string; Key: string }, body: Bytes): Promise<void> {
    const upload = new Upload({
      client: this.#s3,
      params: { ...params, Body: Readable.from(body, { objectMode: false }) },
      partSize: PART_SIZE,
      queueSize: PARALLEL_PARTS,
    });
    try {
      await upload.done();
    } catch (error) {
      // The library leaves the parts behind when the completion of an upload fails, for example because the key exists.
      const { Bucket, Key } = params;
      const UploadId = upload.uploadId;
      if (UploadId) await this.#s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })).catch(() => {});
      throw error;
    }
  }

  #at(zone: ZoneName, key: string): { Bucket: string; Key: string } {
    return { Bucket: this.#bucket(zone), Key: key };
  }

  #bucket(zone: ZoneName): string {
    return given(this.#names.buckets[zone], `the bucket of zone ${zone}`);
  }
}

/** One page in key order: S3 returns versions and delete markers as two lists. */
function versionsOf({ Versions = [], DeleteMarkers = [] }: ListObjectVersionsCommandOutput): ObjectVersion[] {
  const common = ({ Key, VersionId, LastModified }: DeleteMarkerEntry) => ({
    key: answered(Key, 'a key'),
    versionId: answered(VersionId, 'the id of a version'),
    lastModified: answered(LastModified, 'the time of a version'),
  });
  const versions = [
    ...Versions.map((version) => ({ ...common(version), size: version.Size ?? 0, deleteMarker: false })),
    ...DeleteMarkers.map((marker) => ({ ...common(marker), size: 0, deleteMarker: true })),
  ];
  return versions.sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
}

const missing = (zone: ZoneName, key: string): StrongroomError =>
  new StrongroomError(
    'object.missing',
    `zone ${zone} holds no object ${key}`,
    'check the key, or whether it was destroyed',
  );

const conflict = (zone: ZoneName, key: string): StrongroomError =>
  new StrongroomError('object.conflict', `another write of ${key} in zone ${zone} is under way`, 'try again');

/** A refusal for one of many versions comes in a response with status 200. */
const undestroyed = (zone: ZoneName, { Code = 'unknown' }: DeleteError): StrongroomError =>
  Code === 'AccessDenied'
    ? new StrongroomError(
        'access.denied',
        `AWS refused to destroy in zone ${zone}`,
        'look for a lock, or a statement that denies s3:DeleteObjectVersion to this role',
      )
    : new StrongroomError('object.undestroyed', `S3 did not destroy an object of zone ${zone}: ${Code}`, 'try again');

const busy = (zone: ZoneName, versions: number): StrongroomError =>
  new StrongroomError('object.busy', `S3 was too busy to destroy ${versions} versions in zone ${zone}`, 'try again');
