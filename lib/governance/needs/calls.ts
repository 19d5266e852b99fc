import type { CallNeed } from '../../access/index.ts';
import { PREFIXES, type ZoneName } from '../../activity/zones.ts';
import type { Where } from './where.ts';

/** A call without its caller and reason. */
export type NeededCall = Pick<CallNeed, 'actions' | 'resource' | 'context' | 'unsure'>;

/** `lib/storage/aws/objects.ts`: the S3 and key permissions that each of its methods needs. */
export const objects = (where: Where) => ({
  /** With a bucket key S3 checks the integrity of its stored key, as the caller. */
  put: (zone: ZoneName, key: string): NeededCall[] => [
    {
      actions: ['s3:PutObject'],
      resource: where.object(zone, key),
      // The adapter names the key; the bucket's default would name it too.
      context: {
        's3:x-amz-server-side-encryption': 'aws:kms',
        's3:if-none-match': '*',
      },
    },
    {
      actions: ['kms:GenerateDataKey', ...(where.hasBucketKey(zone) ? ['kms:Decrypt'] : [])],
      resource: `alias/${where.of(zone)}`,
      context: where.throughS3(zone, key),
    },
  ],
  /** Overwrites the current object: the same call without the condition. */
  replace: (zone: ZoneName, key: string): NeededCall[] => [
    {
      actions: ['s3:PutObject'],
      resource: where.object(zone, key),
      context: { 's3:x-amz-server-side-encryption': 'aws:kms' },
    },
  ],
  /** A body larger than one part: S3 decrypts the parts' key to assemble them. */
  putInParts: (zone: ZoneName, key: string): NeededCall[] => [
    ...objects(where).put(zone, key),
    { actions: ['s3:AbortMultipartUpload'], resource: where.object(zone, key) },
    { actions: ['kms:Decrypt'], resource: `alias/${where.of(zone)}`, context: where.throughS3(zone, key) },
  ],
  get: (zone: ZoneName, key: string): NeededCall[] => [
    { actions: ['s3:GetObject'], resource: where.object(zone, key) },
    { actions: ['kms:Decrypt'], resource: `alias/${where.of(zone)}`, context: where.throughS3(zone, key) },
  ],
  list: (zone: ZoneName, prefix: string): NeededCall[] => [
    { actions: ['s3:ListBucket'], resource: where.bucket(zone), context: { 's3:prefix': prefix } },
  ],
  listVersions: (zone: ZoneName, prefix = ''): NeededCall[] => [
    { actions: ['s3:ListBucketVersions'], resource: where.bucket(zone), context: { 's3:prefix': prefix } },
  ],
  uploads: (zone: ZoneName, prefix = ''): NeededCall[] => [
    { actions: ['s3:ListBucketMultipartUploads'], resource: where.bucket(zone), context: { 's3:prefix': prefix } },
  ],
  /** A request for many versions is decided for each of them, and names no version to the policies. */
  deleteVersions: (zone: ZoneName, key: string): NeededCall[] => [
    { actions: ['s3:DeleteObjectVersion'], resource: where.object(zone, key) },
  ],
});

/** `lib/storage/aws/control.ts`: DynamoDB uses the table's key as the caller, for reads and for writes. */
export const items = (where: Where, table: string) => {
  const call = (actions: readonly string[], keys: readonly string[]): NeededCall => ({
    actions,
    resource: where.table(table),
    context: { 'dynamodb:LeadingKeys': keys },
  });
  const key = (actions: readonly string[]): NeededCall => ({
    actions,
    resource: `alias/${where.of(table)}`,
    context: where.throughDynamo(table),
  });
  return {
    read: (keys: readonly string[]): NeededCall[] => [
      ...keys.map((pk) => call(['dynamodb:GetItem', 'dynamodb:Query'], [pk])),
      key(['kms:Decrypt']),
      { actions: ['kms:DescribeKey'], resource: `alias/${where.of(table)}`, context: where.via('dynamodb') },
    ],
    write: (keys: readonly string[]): NeededCall[] => [
      call(['dynamodb:PutItem'], keys),
      key(['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey']),
    ],
  };
};

/** `lib/storage/aws/keys.ts` */
export const keys = (where: Where) => ({
  mac: (): NeededCall[] => [
    {
      actions: ['kms:GenerateMac'],
      resource: `alias/${where.of('pseudonym')}`,
      context: { 'kms:MacAlgorithm': 'HMAC_SHA_256' },
    },
  ],
  sign: (alias: 'signing' | 'certificates'): NeededCall[] => [
    {
      actions: ['kms:Sign'],
      resource: `alias/${where.of(alias)}`,
      context: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256', 'kms:MessageType': 'DIGEST' },
    },
  ],
  publicKey: (alias: 'signing' | 'certificates'): NeededCall[] => [
    { actions: ['kms:GetPublicKey'], resource: `alias/${where.of(alias)}` },
  ],
});

/** `lib/storage/aws/announcer.ts`: SNS uses the topic's key as the caller. https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
export const announce = (where: Where): NeededCall[] => [
  { actions: ['sns:Publish'], resource: where.arn('sns', where.of('alarms')) },
  {
    actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
    resource: `alias/${where.of('alarms')}`,
    context: where.via('sns'),
  },
];

/**
 * `lib/storage/aws/catalog.ts`: Glue checks a resource and all its ancestors.
 * https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html
 */
export const partitions = (where: Where, table = where.lake.table) => {
  const chain = ['catalog', `database/${where.lake.database}`, `table/${where.lake.database}/${table}`];
  const on = (action: string): NeededCall[] =>
    chain.map((resource) => ({ actions: [action], resource: where.arn('glue', resource) }));
  return {
    add: () => on('glue:CreatePartition'),
    drop: () => on('glue:DeletePartition'),
    list: () => on('glue:GetPartitions'),
    move: () => on('glue:UpdatePartition'),
  };
};

/** `lambdas/gate.ts`: pauses and restarts in the audit zone, by names. */
export const gateLog = (where: Where): NeededCall[] => [
  ...objects(where).list('audit', PREFIXES.certificates),
  ...objects(where).list('audit', `${PREFIXES.gate}00000001-`),
];

/** Reading a table of the catalogue, with the ancestors that Glue also checks. */
export const glueReads = (where: Where, table = where.lake.table): NeededCall[] => [
  ...['catalog', `database/${where.lake.database}`].map((resource) => ({
    actions: ['glue:GetDatabase', 'glue:GetTable'],
    resource: where.arn('glue', resource),
  })),
  { actions: ['glue:GetTable'], resource: where.arn('glue', `table/${where.lake.database}/${table}`) },
];

/** Permissions, except for files, that Athena requires of the caller of a statement on the table of rewrites. */
export const statements = (where: Where): NeededCall[] => [
  {
    actions: [
      ...['athena:StartQueryExecution', 'athena:StopQueryExecution', 'athena:GetQueryExecution'],
      'athena:GetQueryResults',
    ],
    resource: where.arn('athena', `workgroup/${where.of('compact')}`),
  },
  { actions: ['lakeformation:GetDataAccess'], resource: '*' },
  { actions: ['glue:GetDatabase'], resource: where.arn('glue', 'database/default') },
];

/** Athena's calls as its caller to write files: it names the key of its work group. */
export const unloads = (where: Where, key: string): NeededCall[] => [
  { actions: ['s3:GetBucketLocation'], resource: where.bucket('redacted') },
  ...objects(where).list('redacted', key.slice(0, key.lastIndexOf('/') + 1)),
  ...objects(where).putInParts('redacted', key),
  { actions: ['s3:ListMultipartUploadParts'], resource: where.object('redacted', key) },
];
