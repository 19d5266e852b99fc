import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Conditions } from '../policy/conditions.ts';
import { sidPart } from '../policy/sid.ts';
import { type BucketDoor, DOORS, VERBS } from './verbs.ts';
import type { ZoneAccess } from './zone-access.ts';

export interface BucketLock {
  readonly bucketArn: string;
  readonly keyArn: string;
  readonly access: readonly ZoneAccess[];
  readonly roleArn: (role: string) => string;
  /** The role that CloudFormation uses to create, read, change and delete the bucket. */
  readonly deploymentRoleArn: string;
  /** AWS services that deliver into the bucket; they pass the write door only. */
  readonly deliveredBy?: readonly string[];
}

/**
 * The lock of a bucket. Each door is denied to every principal but the roles that need it, whatever their own policies
 * allow. `aws:PrincipalArn` of a session is its role's ARN, so no wildcard is needed. The key is single-valued: a set
 * operator such as ForAnyValue would let a request without the key through.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
export const bucketPolicy = (lock: BucketLock): PolicyDocument =>
  new PolicyDocument({
    minimize: false,
    statements: [
      deny(lock, 'DenyInsecureTransport', ['s3:*'], { Bool: { 'aws:SecureTransport': 'false' } }),
      ...(Object.keys(DOORS) as BucketDoor[]).map((door) => doorStatement(lock, door)),
      ...prefixStatements(lock),
      ...keyStatements(lock),
    ],
  });

const doorStatement = (lock: BucketLock, door: BucketDoor): PolicyStatement => {
  const roles = [
    ...rolesThrough(lock.access, door).map(lock.roleArn),
    // Every CloudFormation handler for a bucket lists it. A listing holds names, no content.
    ...(door === 'list' ? [lock.deploymentRoleArn] : []),
  ];
  const services = door === 'write' ? (lock.deliveredBy ?? []) : [];
  return deny(lock, `Deny${sidPart(door)}UnlessListed`, DOORS[door], {
    ...(roles.length > 0 && { ArnNotEquals: { 'aws:PrincipalArn': roles } }),
    ...(services.length > 0 && { StringNotEquals: { 'aws:PrincipalServiceName': services } }),
  });
};

const rolesThrough = (access: readonly ZoneAccess[], door: BucketDoor): string[] => [
  ...new Set(access.filter(({ may }) => VERBS[may].doors.includes(door)).map(({ role }) => role)),
];

/** A reader of one prefix is denied every other prefix: the door alone would let it read the whole bucket. */
const prefixStatements = (lock: BucketLock): PolicyStatement[] =>
  lock.access
    .filter(({ may, under }) => may === 'read' && !under.includes(''))
    .map(
      ({ role, under }) =>
        new PolicyStatement({
          sid: `Deny${sidPart(role)}OutsideItsPrefix`,
          effect: Effect.DENY,
          // As a condition, because S3 accepts a principal only when it exists, and teams' roles are created later.
          principals: [new AnyPrincipal()],
          actions: [...DOORS.read],
          notResources: under.map((prefix) => `${lock.bucketArn}/${prefix}*`),
          conditions: { ArnEquals: { 'aws:PrincipalArn': lock.roleArn(role) } },
        }),
    );

/** A writer may name another key in a header; the object would then be under another lock than the zone's. */
const keyStatements = (lock: BucketLock): PolicyStatement[] => [
  deny(lock, 'DenyOtherKey', ['s3:PutObject'], {
    Null: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'false' },
    StringNotEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': lock.keyArn },
  }),
  deny(lock, 'DenyOtherEncryption', ['s3:PutObject'], {
    Null: { 's3:x-amz-server-side-encryption': 'false' },
    StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' },
  }),
  deny(lock, 'DenyCustomerKey', ['s3:PutObject'], {
    Null: { 's3:x-amz-server-side-encryption-customer-algorithm': 'false' },
  }),
];

const deny = (
  { bucketArn }: BucketLock,
  sid: string,
  actions: readonly string[],
  conditions: Conditions,
): PolicyStatement =>
  new PolicyStatement({
    sid,
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: [...actions],
    resources: [bucketArn, `${bucketArn}/*`],
    ...(Object.keys(conditions).length > 0 && { conditions }),
  });
