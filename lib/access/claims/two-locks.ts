import type { Actor } from '../decide/actor.ts';
import { globPattern, literalPattern } from '../decide/atoms.ts';
import type { SolverQuestion } from '../decide/question.ts';
import { CATALOGUE, type Entry } from '../escalate/catalogue.ts';
import { KEY_OPENERS, usageOf } from '../escalate/key-uses.ts';
import { isBesideBucket } from '../escalate/openings.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import { type Finding, firstFinding, nobodyCan } from '../inquiry/nobody-can.ts';
import { type Claim, settingStep } from '../inquiry/proof.ts';
import type { Bucket, Key } from '../model/app.ts';
import { isOn } from '../model/values.ts';
import { outsiders } from './outsiders.ts';

/**
 * Actions that return an object's content.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
const OBJECT_READS = [
  's3:GetObject',
  's3:GetObjectVersion',
  's3:GetObjectTorrent',
  's3:GetObjectVersionTorrent',
  's3:GetObjectVersionForReplication',
  's3:GetObjectAnnotation',
] as const;

/**
 * Claim 1. A principal that is neither approved nor trusted, with whatever identity policies, reads nothing in one request; and
 * each lock holds alone: the bucket's if every key were open, the key's if every bucket were.
 */
export function twoLocks(inquiry: Inquiry): Claim[] {
  return inquiry.asked.flatMap((dataClass) => {
    const claims: Claim[] = [];
    for (const bucket of dataClass.buckets) {
      claims.push(
        bucketLock(inquiry, dataClass, bucket),
        encryption(dataClass, bucket),
        both(inquiry, dataClass, bucket),
      );
    }
    for (const key of dataClass.keys) claims.push(keyLock(inquiry, dataClass, key));
    return claims;
  });
}

const objectRead = (inquiry: Inquiry, bucket: Bucket, actor: Actor, action: string): SolverQuestion => ({
  action,
  actor,
  resources: [globPattern(`${bucket.arn}/?*`)],
  resourceAccount: inquiry.app.place.accountId,
  ...(bucket.policy ? { resourcePolicy: bucket.policy } : {}),
});

const keyRead = (inquiry: Inquiry, key: Key, actor: Actor, action: string): SolverQuestion => ({
  action,
  actor,
  resources: [literalPattern(key.arn)],
  resourceAccount: inquiry.app.place.accountId,
  resourcePolicy: key.policy,
});

function* each<T>(inquiry: Inquiry, of: readonly T[], find: (actor: Actor, one: T) => Finding): Generator<Finding> {
  for (const actor of inquiry.anybody) for (const target of of) yield find(actor, target);
}

/** Steps by which the lock of a bucket is replaced, and that of a key. */
const lockChanges = (target: Entry['target']): string[] =>
  CATALOGUE.filter(
    ({ yields, plane, ...entry }) => entry.target === target && yields === 'opens' && plane === 'control',
  )
    .flatMap(({ actions }) => actions)
    .filter((action) => !isBesideBucket(action));

/** Settings by which objects, or their names, go elsewhere, or by which old ones stay. */
const SETTINGS = [
  'PutReplicationConfiguration',
  'PutInventoryConfiguration',
  'PutBucketNotification',
  'PutBucketLogging',
  'PutLifecycleConfiguration',
  'PutBucketOwnershipControls',
  'PutBucketPublicAccessBlock',
].map((name) => `s3:${name}`);

const BUCKET_CHANGES = [...lockChanges('bucket'), ...lockChanges('encryption'), ...SETTINGS];
const KEY_CHANGES = lockChanges('key');

function* bucketFindings(inquiry: Inquiry, dataClass: FoundClass, bucket: Bucket): Generator<Finding> {
  yield* each(inquiry, OBJECT_READS, (actor, action) =>
    nobodyCan(inquiry, [objectRead(inquiry, bucket, actor, action)], dataClass.exempt),
  );
  yield* outsiders(inquiry, BUCKET_CHANGES, (actor, action) =>
    nobodyCan(
      inquiry,
      [{ ...objectRead(inquiry, bucket, actor, action), resources: [literalPattern(bucket.arn)] }],
      dataClass.exempt,
    ),
  );
}

function bucketLock(inquiry: Inquiry, dataClass: FoundClass, bucket: Bucket): Claim {
  const finding = firstFinding(inquiry, bucketFindings(inquiry, dataClass, bucket));
  return {
    id: `two-locks/${dataClass.name}/bucket/${bucket.logicalId}`,
    class: dataClass.name,
    tier: 'A',
    text: `Even if every key were open, nobody but the approved readers of ${dataClass.name} can read an object of ${bucket.name}, and nobody outside this account can change who may, or where objects go.`,
    ...finding,
    guards: [],
  };
}

const [CREATE_GRANT, , REPLICATE] = KEY_OPENERS;

/** What anybody who is not approved can do to a key, by one request of these actions. */
export const keyFindings = (
  inquiry: Inquiry,
  dataClass: FoundClass,
  key: Key,
  actions: readonly string[],
): Generator<Finding> =>
  each(
    inquiry,
    // The key's material becomes usable in another region, under a policy of the caller's own.
    isOn(key.properties, 'MultiRegion', { absent: false, unread: true }) ? [...actions, REPLICATE] : actions,
    (actor, action) => nobodyCan(inquiry, [keyRead(inquiry, key, actor, action)], dataClass.exempt),
  );

function* keyLockFindings(inquiry: Inquiry, dataClass: FoundClass, key: Key): Generator<Finding> {
  yield* keyFindings(inquiry, dataClass, key, [...usageOf(key).actions, CREATE_GRANT]);
  yield* outsiders(inquiry, KEY_CHANGES, (actor, action) =>
    nobodyCan(inquiry, [keyRead(inquiry, key, actor, action)], dataClass.exempt),
  );
}

function keyLock(inquiry: Inquiry, dataClass: FoundClass, key: Key): Claim {
  return {
    id: `two-locks/${dataClass.name}/key/${key.logicalId}`,
    class: dataClass.name,
    tier: 'A',
    text: `Even if every bucket were open, nobody but the approved readers of ${dataClass.name} can ${usageOf(key).says} with key ${key.logicalId}, and nobody outside this account can change who may.`,
    ...firstFinding(inquiry, keyLockFindings(inquiry, dataClass, key)),
    guards: [],
  };
}

/** Why what encrypts a store is no lock of its class. */
export const noKeyOf = ({ name, keys }: FoundClass, keyArn: string | undefined): string =>
  keyArn === undefined
    ? 'no key of these templates encrypts it'
    : `the key that encrypts it is not among the ${keys.length === 0 ? 'keys, of which there are none,' : 'keys'} of ${name}`;

/** The second lock is only there when objects are encrypted with a key of the class. */
function encryption(dataClass: FoundClass, bucket: Bucket): Claim {
  const locked = bucket.keyArn !== undefined && dataClass.keys.some((key) => key.arn === bucket.keyArn);
  const text = `Objects of ${bucket.name} are encrypted with a key of ${dataClass.name} unless the request says otherwise.`;
  const claim = {
    id: `two-locks/${dataClass.name}/encryption/${bucket.logicalId}`,
    class: dataClass.name,
    tier: 'A' as const,
    text,
    guards: [],
  };
  if (locked) return { ...claim, verdict: 'proved' };
  const setting = `BucketEncryption uses ${bucket.keyArn ?? 'a key that AWS owns'}`;
  return {
    ...claim,
    verdict: 'refuted',
    because: `the bucket has no second lock: ${noKeyOf(dataClass, bucket.keyArn)}`,
    witness: {
      principal: 'anybody whom the bucket lets in',
      path: [settingStep(bucket, 's3:GetObject', `${bucket.arn}/*`, setting)],
    },
  };
}

function both(inquiry: Inquiry, dataClass: FoundClass, bucket: Bucket): Claim {
  const key = dataClass.keys.find((candidate) => candidate.arn === bucket.keyArn);
  const finding = firstFinding(
    inquiry,
    each(inquiry, OBJECT_READS, (actor, action) =>
      nobodyCan(
        inquiry,
        [objectRead(inquiry, bucket, actor, action), ...(key ? [keyRead(inquiry, key, actor, 'kms:Decrypt')] : [])],
        dataClass.exempt,
      ),
    ),
  );
  return {
    id: `two-locks/${dataClass.name}/both/${bucket.logicalId}`,
    class: dataClass.name,
    tier: 'A',
    text: `No single request of anybody but the approved readers of ${dataClass.name} returns an object of ${bucket.name} in the clear.`,
    ...finding,
    guards: [],
  };
}
