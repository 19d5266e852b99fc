import { type AnswerNode, type AnswerPlace, type AnswerReader, around, named, pick, put } from './answer.ts';
import { documentOf, listOf, recordOf, textOf, type Untold } from './change.ts';
import { loosePolicy } from './identity-answers.ts';
import type { Subject, Told } from './placing.ts';
import { ACCOUNT_BLOCK } from './store-changes.ts';

/** A policy without principals is one of an identity: never that of a store. */
const hasPrincipals = (document: unknown): boolean =>
  listOf(recordOf(document).Statement).some(
    (statement) => 'Principal' in recordOf(statement) || 'NotPrincipal' in recordOf(statement),
  );

/** The owner of a policy on a bucket or a key is named in its statements, else around it. */
export function readPolicyOf(node: AnswerNode, where: AnswerPlace, told: Told): void {
  const document = documentOf(node.Policy ?? node.policy ?? node.bucketPolicy ?? node.keyPolicy ?? node);
  const text = JSON.stringify(document);
  if (!hasPrincipals(document)) {
    loosePolicy(document, where, told);
    return;
  }
  const isKey = /"kms:/i.test(text) && !/"s3:[A-Z*]/i.test(text);
  const { file } = where;
  const texts = around(where);
  if (isKey) {
    const key = /"(arn:[^:"]+:kms:[^:"]*:\d{12}:key\/[\w-]+)"/.exec(text)?.[1];
    const put = (_: Subject, name: string) => {
      const arn = told.names.key.get(name) ?? name;
      putKey(where, told, arn, document);
    };
    told.loose.push({ file, what: 'policy of a key', subjects: ['key'], around: key ? [...texts, key] : texts, put });
    return;
  }
  if (!/"(s3:[A-Z*]|\*")/i.test(text)) return;
  const buckets = [...new Set([...text.matchAll(/"arn:[^:"]+:s3:::([^/"*]+)/g)].flatMap((match) => match[1] ?? []))];
  const put = (_: Subject, bucket: string) => {
    putBucketPolicy(where, told, bucket, document, node);
  };
  const [own] = buckets;
  if (own !== undefined && buckets.length === 1) put('bucket', own);
  else told.loose.push({ file, what: 'policy of a bucket', subjects: ['bucket'], around: [...texts, ...buckets], put });
}

function putKey(where: AnswerPlace, told: Told, arn: string, document: unknown): void {
  told.names.key.set(named(arn), arn);
  put(where, told, 'AWS::KMS::Key', named(arn), { KeyPolicy: document }, arn);
}

function putBucketPolicy(where: AnswerPlace, told: Told, bucket: string, document: unknown, node: AnswerNode): void {
  put(where, told, 'AWS::S3::BucketPolicy', bucket, { Bucket: bucket, PolicyDocument: document });
  putBucket(bucket, where, told, node);
  told.tell(`arn:aws:s3:::${bucket}`, 'policy');
}

/** `get-bucket-encryption` names no bucket. */
export const encryption: AnswerReader = (node, where, told) => {
  told.loose.push({
    ...{ file: where.file, what: 'encryption of a bucket', subjects: ['bucket'], around: around(where) },
    put: (_, name) => putBucket(name, where, told, node),
  });
};

/** Errors that say that there is nothing to get. */
const NOTHING_THERE: Readonly<Record<string, Untold>> = {
  NoSuchBucketPolicy: 'policy',
  ServerSideEncryptionConfigurationNotFoundError: 'encryption',
};

export const nothingThere: AnswerReader = (node, where, told) => {
  const untold = NOTHING_THERE[pick(recordOf(node.Error), 'Code') ?? ''];
  if (untold === undefined) return;
  told.loose.push({
    ...{ file: where.file, what: `answer that a bucket has no ${untold}`, subjects: ['bucket'], around: around(where) },
    put: (_, name) => {
      put(where, told, 'AWS::S3::Bucket', name, { BucketName: name }, `arn:aws:s3:::${name}`);
      told.tell(`arn:aws:s3:::${name}`, untold);
    },
  });
};

const OF_ACCOUNT = /s3-?control|account[-_ ]?(level|wide|public|block)|block[-_ .]account/i;

/** `get-public-access-block` names no bucket; of the account, it is asked with `s3control`. */
export const publicAccess: AnswerReader = (node, where, told) => {
  const { PublicAccessBlockConfiguration } = node;
  if (OF_ACCOUNT.test([...where.path, where.file.split('/').at(-1)].join(' '))) {
    put(where, told, ACCOUNT_BLOCK, 'account', recordOf(PublicAccessBlockConfiguration));
    return;
  }
  told.loose.push({
    ...{ file: where.file, what: 'block of public access', subjects: ['bucket'], around: around(where) },
    put: (_, name) => {
      const properties = { BucketName: name, PublicAccessBlockConfiguration };
      put(where, told, 'AWS::S3::Bucket', name, properties, `arn:aws:s3:::${name}`);
    },
  });
};

/** `describe-key` and `list-keys`: the names of keys. */
export const keyNames: AnswerReader = (node, _, told) => {
  for (const key of [node.KeyMetadata, ...listOf(node.Keys)].map(recordOf)) {
    const arn = pick(key, 'Arn', 'KeyArn');
    if (arn !== undefined) told.names.key.set(named(arn), arn);
  }
};

const ENCRYPTION = [
  ...['ServerSideEncryptionConfiguration', 'encryption', 'key', 'kmsKey', 'keyArn', 'KmsKeyArn', 'KMSMasterKeyID'],
];

export function putBucket(name: string, where: AnswerPlace, told: Told, node: AnswerNode): void {
  const encryption = recordOf(node.ServerSideEncryptionConfiguration ?? node.encryption);
  const rule = recordOf(listOf(encryption.Rules ?? encryption.rules)[0]);
  told.names.bucket.set(name, name);
  if (ENCRYPTION.some((key) => key in node)) told.tell(`arn:aws:s3:::${name}`, 'encryption');
  if ('policy' in node || 'Policy' in node) told.tell(`arn:aws:s3:::${name}`, 'policy');
  const byDefault = recordOf(rule.ApplyServerSideEncryptionByDefault ?? rule.applyServerSideEncryptionByDefault);
  const key =
    pick(byDefault, 'KMSMasterKeyID', 'kmsMasterKeyID') ??
    pick(node, 'key', 'kmsKey', 'keyArn', 'KmsKeyArn', 'KMSMasterKeyID');
  if (key?.startsWith('arn:') && !told.names.key.has(named(key))) told.names.key.set(named(key), key);
  const settings =
    key === undefined
      ? {}
      : {
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [
              { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key } },
            ],
          },
        };
  put(where, told, 'AWS::S3::Bucket', name, { BucketName: name, ...settings }, `arn:aws:s3:::${name}`);
}

export const keyGrants: AnswerReader = (node, { file }, told) => {
  for (const grant of listOf(node.Grants).map(recordOf)) {
    const { EncryptionContextSubset, EncryptionContextEquals } = recordOf(grant.Constraints);
    told.grants.push({
      id: pick(grant, 'GrantId') ?? '',
      keyArn: pick(grant, 'KeyId') ?? '',
      grantee: pick(grant, 'GranteePrincipal', 'GranteeServicePrincipal') ?? '*',
      operations: listOf(grant.Operations).map(String),
      context: { ...recordOf(EncryptionContextSubset), ...recordOf(EncryptionContextEquals) } as Record<string, string>,
      source: file,
    });
  }
};

/** `list-aliases`: other names of keys. */
export const keyAliases: AnswerReader = (node, _, told) => {
  for (const alias of listOf(node.Aliases).map(recordOf)) {
    const [name, id] = [pick(alias, 'AliasName'), pick(alias, 'TargetKeyId')];
    const prefix = pick(alias, 'AliasArn')?.replace(/alias\/.*$/, 'key/');
    if (name === undefined || id === undefined || prefix === undefined) continue;
    told.names.key.set(named(name), `${prefix}${id}`);
    told.names.key.set(id, `${prefix}${id}`);
  }
};

/** `list-buckets`. */
export const bucketNames: AnswerReader = (node, where, told) => {
  for (const bucket of listOf(node.Buckets).map(recordOf))
    if (textOf(bucket.Name)) putBucket(String(bucket.Name), where, told, bucket);
};
