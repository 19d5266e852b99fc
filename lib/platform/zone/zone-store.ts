import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  BucketPolicy,
  type IBucket,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ZONES, type ZoneName } from '../../activity/zones.ts';
import { acknowledge } from '../acknowledge.ts';
import { KEPT } from '../keep.ts';
import type { Names } from '../names.ts';
import type { Conditions } from '../policy/conditions.ts';
import { type KeyUse, keyPolicy } from '../policy/key-policy.ts';
import { bucketPolicy } from './bucket-policy.ts';
import { keyContext, keyUse } from './key-use.ts';
import { VERBS } from './verbs.ts';
import type { ZoneAccess } from './zone-access.ts';

export interface ZoneStoreProps {
  readonly zone: ZoneName;
  readonly names: Names;
  readonly retentionDays: number;
  readonly access: readonly ZoneAccess[];
  readonly role: (name: string) => Role;
  /**
   * S3 Bucket Keys save KMS requests, but tie every object to the bucket's encryption context. Without one, the context
   * is the object's ARN, and the key can keep prefixes apart.
   */
  readonly bucketKey: boolean;
  /** AWS services that deliver into the zone, with their use of its key. */
  readonly deliveries?: readonly { readonly service: string; readonly keyUse: KeyUse }[];
  /** Prefixes of objects that are needed for a day at most. */
  readonly passing?: readonly string[];
  /** No principal can destroy an object before its time, retention included. */
  readonly locked?: boolean;
}

const WHY_NO_ACCESS_LOG =
  'Reads and writes are recorded by the trail as S3 data events, which are complete and reach the audit zone signed; ' +
  'server access logs are best effort and would be one more store of object names.';
const WHY_NO_ACCESS_LOG_OF_LOGS =
  'Reads are recorded by the trail as S3 data events. Its own deliveries are not, or each would be logged by the next one ' +
  'for ever: they are signed, versioned and locked instead.';

/**
 * A zone: a bucket with its own key, and every permission on it. Each entry of `access` becomes a statement of the key
 * policy, an exception to the bucket's denies and a statement of the role's own policy, so that no half can be
 * forgotten.
 */
export class ZoneStore extends Construct {
  readonly key: Key;
  readonly bucket: Bucket;
  readonly policy: BucketPolicy;
  readonly #bucketArn: string;
  /** The bucket's ARN as cdk-nag writes it. */
  readonly #asFound: string;
  readonly #context: (entry: ZoneAccess) => Conditions;

  constructor(scope: Construct, id: string, props: ZoneStoreProps) {
    super(scope, id);
    const { zone, names, access, role, bucketKey, deliveries = [] } = props;
    const teams = new Set(access.filter(({ isTeam }) => isTeam).map((entry) => entry.role));
    const roleArn = (name: string): string => (teams.has(name) ? names.roleArn(names.team(name)) : role(name).roleArn);
    this.#bucketArn = names.bucketArn(zone);
    this.#asFound = `arn:<AWS::Partition>:s3:::${names.of(zone)}-<AWS::AccountId>-<AWS::Region>`;
    this.#context = (entry) => keyContext(this.#bucketArn, bucketKey, deliveries.length > 0, entry);

    this.key = new Key(this, 'Key', {
      description: `${names.prefix} ${zone}: ${ZONES[zone].holds}`,
      alias: `alias/${names.of(zone)}`,
      enableKeyRotation: true,
      removalPolicy: KEPT,
      policy: keyPolicy([
        ...access.flatMap((entry) => keyUse(entry, roleArn(entry.role), this.#context(entry))),
        ...deliveries.map(({ keyUse: use }) => use),
      ]),
    });
    this.bucket = this.#makeBucket(props);
    this.policy = new BucketPolicy(this, 'Policy', {
      bucket: this.bucket as IBucket,
      document: bucketPolicy({
        bucketArn: this.bucket.bucketArn,
        keyArn: this.key.keyArn,
        access,
        roleArn,
        deploymentRoleArn: names.deploymentRoleArn,
        deliveredBy: deliveries.map(({ service }) => service),
      }),
      // A retained bucket whose policy is deleted with the stack would keep the data and lose the lock.
      removalPolicy: KEPT,
    });
    for (const entry of access) if (!entry.isTeam) this.allow(role(entry.role), entry);
    acknowledge(this.bucket, props.locked ? WHY_NO_ACCESS_LOG_OF_LOGS : WHY_NO_ACCESS_LOG, 'S1');
  }

  #makeBucket({ zone, names, retentionDays, bucketKey, locked = false, passing = [] }: ZoneStoreProps): Bucket {
    // A current version and its noncurrent version are kept one after the other, so the promised time is their sum. S3
    // counts whole days and rounds up to the next midnight UTC.
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html#intro-lifecycle-rules-number-of-days
    const currentDays = Duration.days(retentionDays - 1);
    return new Bucket(this, 'Bucket', {
      bucketName: names.bucket(zone),
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: bucketKey,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: true,
      ...(locked && {
        objectLockEnabled: true,
        objectLockDefaultRetention: ObjectLockRetention.governance(currentDays),
      }),
      lifecycleRules: [
        {
          id: 'promise',
          expiration: currentDays,
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
        ...passing.map((prefix) => ({
          id: `passing-${prefix.replace('/', '')}`,
          prefix,
          expiration: Duration.days(1),
        })),
      ],
      removalPolicy: KEPT,
    });
  }

  /** The role's own half. The other two are in the key policy and the bucket policy, for every entry of `access`. */
  allow(role: Role, entry: ZoneAccess): void {
    const { may, under } = entry;
    const { object, bucket, key } = VERBS[may];
    const allow = (actions: readonly string[], resources: string[], conditions?: Conditions): void => {
      if (actions.length === 0) return;
      role.addToPrincipalPolicy(
        new PolicyStatement({ actions: [...actions], resources, ...(conditions && { conditions }) }),
      );
    };
    allow(
      object,
      under.map((prefix) => `${this.#bucketArn}/${prefix}*`),
    );
    if (object.length > 0) this.#acknowledgeObjects(role, under);
    const prefixes = under.filter((prefix) => prefix !== '');
    const onlyUnder = { StringLike: { 's3:prefix': prefixes.map((prefix) => `${prefix}*`) } };
    allow(bucket, [this.#bucketArn], prefixes.length > 0 ? onlyUnder : undefined);
    allow(key, [this.key.keyArn], this.#context(entry));
  }

  /** Exactly these wildcards: a wider one, or one on another bucket, is a finding again. */
  #acknowledgeObjects(role: Role, under: readonly string[]): void {
    acknowledge(
      role,
      'Objects cannot be listed beforehand, so the resource ends in /*. The actions are exact, the prefix is what the role ' +
        'works on, and the bucket and key policies limit the same role again.',
      ...under.map((prefix) => `IAM5[Resource::${this.#asFound}/${prefix}*]`),
    );
  }
}
