/** What a role may do with objects of a zone. */
export type Verb = 'read' | 'write' | 'write-parts' | 'list' | 'list-versions' | 'destroy';

/** The doors of a bucket: each is denied to every principal but the roles whose verbs need it. */
export type BucketDoor = 'read' | 'list' | 'write' | 'destroy';

interface VerbRule {
  /** Actions on objects. */
  readonly object: readonly string[];
  /** Actions on the bucket. */
  readonly bucket: readonly string[];
  /** Actions on the zone's key. */
  readonly key: readonly string[];
  readonly doors: readonly BucketDoor[];
}

/** Each verb with both halves of its permission: S3 actions and key actions. */
export const VERBS: Readonly<Record<Verb, VerbRule>> = {
  read: { object: ['s3:GetObject'], bucket: [], key: ['kms:Decrypt'], doors: ['read'] },
  write: { object: ['s3:PutObject'], bucket: [], key: ['kms:GenerateDataKey'], doors: ['write'] },
  // S3 decrypts the parts' data key when it completes a multipart upload, so the writer needs Decrypt; it still must
  // not read. https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
  'write-parts': {
    object: ['s3:PutObject', 's3:AbortMultipartUpload'],
    bucket: [],
    key: ['kms:GenerateDataKey', 'kms:Decrypt'],
    doors: ['write'],
  },
  list: { object: [], bucket: ['s3:ListBucket'], key: [], doors: ['list'] },
  'list-versions': { object: [], bucket: ['s3:ListBucket', 's3:ListBucketVersions'], key: [], doors: ['list'] },
  destroy: {
    object: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
    bucket: ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'],
    key: [],
    doors: ['list', 'destroy'],
  },
};

/** Verbs with which a role can decrypt: only approved readers of the zone may have them. */
export const DECRYPTING: readonly Verb[] = (Object.keys(VERBS) as Verb[]).filter((verb) =>
  VERBS[verb].key.includes('kms:Decrypt'),
);

/**
 * The S3 actions behind each door. A deny of GetObject alone would leave older versions, copies and the listing open.
 * Changing the bucket's policy is not a door: a deny could lock out every principal, so the change is watched instead.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export const DOORS: Readonly<Record<BucketDoor, readonly string[]>> = {
  read: ['s3:GetObject*'],
  list: ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads', 's3:ListMultipartUploadParts'],
  write: [
    's3:PutObject*',
    's3:AbortMultipartUpload',
    's3:RestoreObject',
    's3:ReplicateObject',
    's3:ReplicateDelete',
    's3:ReplicateTags',
    's3:InitiateReplication',
    's3:ObjectOwnerOverrideToBucketOwner',
  ],
  destroy: ['s3:DeleteObject*', 's3:BypassGovernanceRetention'],
};
