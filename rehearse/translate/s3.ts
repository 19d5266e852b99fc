import type { Account, Bucket } from '../account.ts';
import { type AwsRequest, known, type Translation, UntranslatedError, type Wanted } from './request.ts';

interface Operation {
  readonly method: string;
  /** Whether the path names an object. */
  readonly object: boolean;
  /** Parameters that make it this operation, and those that it may have beside. */
  readonly query: readonly string[];
  readonly also?: readonly string[];
  readonly action: string;
  /** Actions on the zone's key that S3 takes for the caller. */
  readonly key?: readonly string[];
  /** The value of `s3:ObjectCreationOperation`. */
  readonly creates?: boolean;
}

const ENCRYPT = 'kms:GenerateDataKey';
const DECRYPT = 'kms:Decrypt';
const PAGE = ['prefix', 'delimiter', 'encoding-type', 'max-keys'];

/**
 * The operations of S3 that the project sends, with the permissions that each needs.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html ("Permissions")
 */
const S3_OPERATIONS = {
  ListObjectsV2: {
    ...{ method: 'GET', object: false, action: 's3:ListBucket', query: ['list-type'] },
    also: [...PAGE, 'continuation-token', 'start-after'],
  },
  ListObjectVersions: {
    ...{ method: 'GET', object: false, action: 's3:ListBucketVersions', query: ['versions'] },
    also: [...PAGE, 'key-marker', 'version-id-marker'],
  },
  GetObject: { method: 'GET', object: true, action: 's3:GetObject', query: [], key: [DECRYPT] },
  HeadObject: { method: 'HEAD', object: true, action: 's3:GetObject', query: [] },
  PutObject: { method: 'PUT', object: true, action: 's3:PutObject', query: [], key: [ENCRYPT], creates: true },
  CreateMultipartUpload: {
    ...{ method: 'POST', object: true, action: 's3:PutObject', query: ['uploads'], key: [ENCRYPT] },
  },
  UploadPart: {
    ...{ method: 'PUT', object: true, action: 's3:PutObject', query: ['partNumber', 'uploadId'] },
    key: [ENCRYPT, DECRYPT],
  },
  CompleteMultipartUpload: {
    ...{ method: 'POST', object: true, action: 's3:PutObject', query: ['uploadId'], key: [DECRYPT], creates: true },
  },
  AbortMultipartUpload: {
    ...{ method: 'DELETE', object: true, action: 's3:AbortMultipartUpload', query: ['uploadId'] },
  },
  DeleteObject: { method: 'DELETE', object: true, action: 's3:DeleteObject', query: [] },
  DeleteObjects: { method: 'POST', object: false, action: 's3:DeleteObject', query: ['delete'] },
  ListMultipartUploads: {
    ...{ method: 'GET', object: false, action: 's3:ListBucketMultipartUploads', query: ['uploads'] },
    also: [...PAGE, 'key-marker', 'upload-id-marker'],
  },
  DeleteObjectVersion: { method: 'DELETE', object: true, action: 's3:DeleteObjectVersion', query: ['versionId'] },
} as const satisfies Record<string, Operation>;

/** Headers that do not affect the permissions. Any other header of S3's own may change the request. */
const PLAIN =
  /^x-amz-(?:content-sha256|date|security-token|user-agent|trailer|decoded-content-length|checksum-(?!mode)[a-z0-9-]+|sdk-checksum-algorithm)$/;
/** Headers that are condition keys of the same name. */
const ENCRYPTION = ['x-amz-server-side-encryption', 'x-amz-server-side-encryption-aws-kms-key-id'];

export function translateS3(request: AwsRequest, account: Account): Translation {
  const [name = '', ...rest] = decodeURIComponent(request.path).slice(1).split('/');
  const key = rest.join('/');
  const bucket = known('s3', account.bucket(name), `bucket ${name}`);
  const [operation, found] = operationOf(request, key !== '');
  checkHeaders(request, operation);
  if (operation === 'DeleteObjects')
    return { service: 's3', operation, wants: deletions(request.body.toString('utf8'), bucket.arn) };
  const resource = key === '' ? bucket.arn : `${bucket.arn}/${key}`;
  const context = {
    ...contextOf(request, key !== ''),
    ...('creates' in found || isPart(operation) ? creation(found) : {}),
  };
  const checksum = operation !== 'GetObject' && request.headers['x-amz-checksum-mode'] !== undefined ? [DECRYPT] : [];
  const wants = [
    { action: found.action, resource, ...(Object.keys(context).length > 0 && { context }) },
    ...[...(found.key ?? []), ...checksum, ...(found.key?.includes(ENCRYPT) && bucket.bucketKey ? [DECRYPT] : [])].map(
      (action) => keyUse(action, bucket, key, account),
    ),
  ];
  return {
    service: 's3',
    operation,
    wants,
    ...(found.action === 's3:GetObject' && { ifMissing: { action: 's3:ListBucket', resource: bucket.arn } }),
    ...(found.creates && { creates: { bucket: name, key } }),
  };
}

function operationOf({ method, query }: AwsRequest, object: boolean): [string, Operation] {
  const given = [...query.keys()].filter((name) => name !== 'x-id');
  const matches = ([, one]: [string, Operation]) =>
    one.method === method &&
    one.object === object &&
    one.query.every((name) => given.includes(name)) &&
    given.every((name) => one.query.includes(name) || one.also?.includes(name));
  const found = Object.entries(S3_OPERATIONS as Record<string, Operation>).find(matches);
  return known(
    's3',
    found,
    `${method} ${object ? 'of an object' : 'of a bucket'} with ${given.join(', ') || 'no parameter'}`,
  );
}

/** Each object that is named is decided by itself. S3 answers 200 and refuses one by one; here one refusal refuses all. */
function deletions(body: string, bucketArn: string): Wanted[] {
  const objects = [...body.matchAll(/<Object>(.*?)<\/Object>/gs)].map(([, object = '']) => object);
  if (objects.length === 0) throw new UntranslatedError('s3', 'DeleteObjects of nothing');
  return objects.map((object) => {
    const key = /<Key>(.*?)<\/Key>/s.exec(object)?.[1] ?? '';
    const action = object.includes('<VersionId>') ? 's3:DeleteObjectVersion' : 's3:DeleteObject';
    return { action, resource: `${bucketArn}/${unescaped(key)}` };
  });
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const unescaped = (text: string): string =>
  text.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (whole, hex, decimal, name) =>
    name === undefined
      ? String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
      : (ENTITIES[name] ?? whole),
  );

function checkHeaders({ headers }: AwsRequest, operation: string): void {
  const strange = Object.keys(headers).find(
    (name) =>
      name.startsWith('x-amz-') && !PLAIN.test(name) && !ENCRYPTION.includes(name) && name !== 'x-amz-checksum-mode',
  );
  if (strange !== undefined) throw new UntranslatedError('s3', `${operation} with ${strange}`);
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
function contextOf({ headers, query }: AwsRequest, object: boolean): Record<string, string> {
  const named = object
    ? ENCRYPTION.map((name) => [`s3:${name}`, headers[name]])
    : [['s3:prefix', query.get('prefix') ?? '']];
  const conditional = [
    ['s3:if-none-match', headers['if-none-match']],
    ['s3:VersionId', query.get('versionId') ?? undefined],
  ];
  return Object.fromEntries([...named, ...conditional].filter(([, value]) => value !== undefined));
}

const isPart = (operation: string): boolean => ['CreateMultipartUpload', 'UploadPart'].includes(operation);
const creation = ({ creates }: Operation) => ({ 's3:ObjectCreationOperation': String(creates === true) });

/** With a bucket key S3 names the bucket to KMS. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html */
function keyUse(action: string, bucket: Bucket, key: string, account: Account): Wanted {
  return {
    action,
    resource: known('s3', bucket.keyArn, `the key of ${bucket.name}`),
    context: {
      'kms:ViaService': account.via('s3'),
      'kms:EncryptionContext:aws:s3:arn': bucket.bucketKey ? bucket.arn : `${bucket.arn}/${key}`,
      'kms:EncryptionContextKeys': ['aws:s3:arn'],
    },
  };
}
