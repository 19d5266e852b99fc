import type { Resource } from '../model/app.ts';
import {
  type AccountState,
  type Apply,
  type Change,
  documentOf,
  edited,
  listOf,
  made,
  recordOf,
  textOf,
  toldOf,
  without,
  withResource,
} from './change.ts';
import type { KeyGrantRecord } from './grants.ts';

const bucketIn = ({ params }: Change): string => textOf(params.bucketName) ?? '';

const isBucket = (name: string) => (resource: Resource) =>
  resource.type === 'AWS::S3::Bucket' && resource.name === name;

const isPolicyOf = (name: string) => (resource: Resource) =>
  resource.type === 'AWS::S3::BucketPolicy' && resource.properties.Bucket === name;

const arnOf = (bucket: string): string => `arn:aws:s3:::${bucket}`;

const putBucketPolicy: Apply = (state, change) => {
  const bucket = bucketIn(change);
  const document = documentOf(change.params.bucketPolicy ?? change.params.policy);
  const properties = { Bucket: bucket, PolicyDocument: document };
  return {
    state: withResource(
      toldOf(without(state, isPolicyOf(bucket)), arnOf(bucket), 'policy'),
      made(change, 'AWS::S3::BucketPolicy', bucket, properties),
    ),
  };
};

const putEncryption: Apply = (state, change) => {
  const [rule] = listOf(recordOf(change.params.ServerSideEncryptionConfiguration).Rule);
  const byDefault = recordOf(recordOf(rule).ApplyServerSideEncryptionByDefault);
  return {
    state: edited(toldOf(state, arnOf(bucketIn(change)), 'encryption'), isBucket(bucketIn(change)), (properties) => ({
      ...properties,
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: byDefault }] },
    })),
  };
};

const createBucket: Apply = (state, change) => {
  const name = bucketIn(change);
  if (state.resources.some(isBucket(name))) return { state };
  return {
    state: withResource(state, made(change, 'AWS::S3::Bucket', name, { BucketName: name }, `arn:aws:s3:::${name}`)),
  };
};

/** The ARN of the key that a call names by id, ARN or alias; as it is when the account has no such key. */
function keyArnOf(state: AccountState, name: string, { account, region }: Pick<Change, 'account' | 'region'>): string {
  const keys = state.resources.filter(({ type }) => type === 'AWS::KMS::Key' || type === 'AWS::KMS::ReplicaKey');
  const alias = /(?:^|:)(alias\/.+)$/.exec(name)?.[1];
  if (alias !== undefined) {
    const target = state.resources.find((resource) => resource.type === 'AWS::KMS::Alias' && resource.name === alias);
    const id = textOf(target?.properties.TargetKeyId);
    return keys.find((key) => id !== undefined && [key.arn, key.name].includes(id))?.arn ?? name;
  }
  return (
    keys.find((key) => key.arn === name || key.name === name || key.arn?.endsWith(`/${name}`))?.arn ??
    (name.startsWith('arn:') ? name : `arn:aws:kms:${region}:${account}:key/${name}`)
  );
}

const putKeyPolicy: Apply = (state, change) => {
  const arn = keyArnOf(state, textOf(change.params.keyId) ?? '', change);
  const policy = documentOf(change.params.policy);
  const isKey = (resource: Resource) => resource.arn === arn && /^AWS::KMS::(Key|ReplicaKey)$/.test(resource.type);
  if (!state.resources.some(isKey))
    return {
      state: withResource(
        state,
        made(change, 'AWS::KMS::Key', arn.split('/').at(-1) ?? arn, { KeyPolicy: policy }, arn),
      ),
    };
  return {
    state: {
      ...state,
      resources: state.resources.map((resource) =>
        // It keeps its name, so that references to it still find it; the source of its policy is the event.
        isKey(resource)
          ? {
              ...resource,
              constructPath: `${change.call} at ${change.at}, event ${change.id}`,
              properties: { ...resource.properties, KeyPolicy: policy },
            }
          : resource,
      ),
    },
  };
};

const createKey: Apply = (state, change) => {
  const metadata = recordOf(change.response.keyMetadata);
  const arn =
    textOf(metadata.arn) ?? `arn:aws:kms:${change.region}:${change.account}:key/${textOf(metadata.keyId) ?? change.id}`;
  const policy = change.params.policy === undefined ? {} : { KeyPolicy: documentOf(change.params.policy) };
  return { state: withResource(state, made(change, 'AWS::KMS::Key', arn.split('/').at(-1) ?? arn, policy, arn)) };
};

const createGrant: Apply = (state, change) => {
  const { params, response } = change;
  const constraints = recordOf(params.constraints);
  const grant: KeyGrantRecord = {
    id: textOf(response.grantId) ?? `of event ${change.id}`,
    keyArn: keyArnOf(state, textOf(params.keyId) ?? textOf(response.keyId) ?? '', change),
    grantee: textOf(params.granteePrincipal) ?? textOf(params.granteeServicePrincipal) ?? '*',
    operations: listOf(params.operations).map(String),
    context: {
      ...recordOf(constraints.encryptionContextSubset),
      ...recordOf(constraints.encryptionContextEquals),
    } as Record<string, string>,
    source: `event ${change.id}`,
  };
  return { state: { ...state, grants: [...state.grants, grant] } };
};

const endGrant: Apply = (state, { params, response }) => {
  const id = textOf(params.grantId) ?? textOf(response.grantId);
  return { state: { ...state, grants: state.grants.filter((grant) => grant.id !== id) } };
};

/** The type under which the state holds the block of public access of the account; no template has one. */
export const ACCOUNT_BLOCK = 'AWS::S3::AccountPublicAccessBlock';

/** Sets or ends Block Public Access of a bucket, or of the account where the record names no bucket. */
const setPublicAccess =
  (isDeleted: boolean): Apply =>
  (state, change) => {
    const block = isDeleted ? {} : recordOf(change.params.PublicAccessBlockConfiguration);
    const bucket = bucketIn(change);
    if (bucket !== '')
      return {
        state: edited(state, isBucket(bucket), (own) => ({ ...own, PublicAccessBlockConfiguration: block })),
      };
    const rest = without(state, ({ type }) => type === ACCOUNT_BLOCK);
    return { state: withResource(rest, made(change, ACCOUNT_BLOCK, 'account', block)) };
  };

/** Canned lists that name nobody but the owners. */
const OWNERS_ONLY = ['private', 'bucket-owner-full-control', 'bucket-owner-read'];

/** Whether an access control list lets in its owner alone. A list in a form that is not known lets in others too. */
function isOfOwner({ params }: Change): boolean {
  const canned = listOf(params['x-amz-acl']);
  const { AccessControlList, Owner } = recordOf(params.AccessControlPolicy);
  const grants = listOf(recordOf(AccessControlList).Grant);
  const owner = textOf(recordOf(Owner).ID);
  const byHeader = Object.keys(params).some((name) => /^x-amz-grant-/i.test(name));
  if (byHeader || (canned.length === 0 && grants.length === 0)) return false;
  return (
    canned.every((grantee) => OWNERS_ONLY.includes(String(grantee))) &&
    grants.every((grant) => owner !== undefined && textOf(recordOf(recordOf(grant).Grantee).ID) === owner)
  );
}

/** Calls that share objects in ways not decided here: from then on the readers are unknown. */
const undecided =
  (subject: string): Apply =>
  (state, change) => ({
    state,
    doubt: `${subject} of ${bucketIn(change) || 'a bucket'} was written, which is not decided here`,
  });

const putAcl =
  (subject: string): Apply =>
  (state, change) =>
    isOfOwner(change) ? { state } : undecided(subject)(state, change);

/** Calls of S3 and KMS that change who may read. */
export const STORE_CHANGES: Readonly<Record<string, Apply>> = {
  's3:CreateBucket': createBucket,
  's3:DeleteBucket': (state, change) => ({ state: without(state, isBucket(bucketIn(change))) }),
  's3:PutBucketPolicy': putBucketPolicy,
  's3:DeleteBucketPolicy': (state, change) => ({
    state: toldOf(without(state, isPolicyOf(bucketIn(change))), arnOf(bucketIn(change)), 'policy'),
  }),
  's3:PutBucketEncryption': putEncryption,
  's3:DeleteBucketEncryption': (state, change) => ({
    state: edited(
      toldOf(state, arnOf(bucketIn(change)), 'encryption'),
      isBucket(bucketIn(change)),
      ({ BucketEncryption: _, ...rest }) => rest,
    ),
  }),
  's3:PutBucketPublicAccessBlock': setPublicAccess(false),
  's3:PutPublicAccessBlock': setPublicAccess(false),
  's3:PutAccountPublicAccessBlock': setPublicAccess(false),
  's3:DeleteBucketPublicAccessBlock': setPublicAccess(true),
  's3:DeletePublicAccessBlock': setPublicAccess(true),
  's3:DeleteAccountPublicAccessBlock': setPublicAccess(true),
  's3:PutBucketAcl': putAcl('the access control list'),
  's3:PutObjectAcl': putAcl('the access control list of an object'),
  's3:PutBucketReplication': undecided('a replication'),
  's3:CreateAccessPoint': undecided('an access point'),
  's3:PutAccessPointPolicy': undecided('the policy of an access point'),
  's3:CreateMultiRegionAccessPoint': undecided('an access point of several Regions'),
  's3:PutMultiRegionAccessPointPolicy': undecided('the policy of an access point of several Regions'),
  's3:CreateAccessGrant': undecided('a grant of S3 Access Grants'),
  's3:PutAccessGrantsInstanceResourcePolicy': undecided('the policy of S3 Access Grants'),
  'kms:CreateKey': createKey,
  'kms:PutKeyPolicy': putKeyPolicy,
  'kms:CreateGrant': createGrant,
  'kms:RevokeGrant': endGrant,
  'kms:RetireGrant': endGrant,
};
