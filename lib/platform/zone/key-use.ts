import { AccountRootPrincipal, ArnPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Conditions } from '../policy/conditions.ts';
import { type KeyUse, via } from '../policy/key-policy.ts';
import { sidPart } from '../policy/sid.ts';
import { VERBS } from './verbs.ts';
import type { ZoneAccess } from './zone-access.ts';

/**
 * Allows the use of a zone's key only through S3 and only for this zone's objects.
 * @param delivered whether a service puts objects into the zone
 */
export const keyContext = (
  bucketArn: string,
  bucketKey: boolean,
  delivered: boolean,
  { may, under }: ZoneAccess,
): Conditions => {
  const service = { 'kms:ViaService': via('s3') };
  // CloudTrail adds its own encryption context to the logs that it delivers, so a reader's only condition is S3.
  if (delivered && may === 'read') return { StringEquals: service };
  if (bucketKey) return { StringEquals: { ...service, 'kms:EncryptionContext:aws:s3:arn': bucketArn } };
  return {
    StringEquals: service,
    StringLike: { 'kms:EncryptionContext:aws:s3:arn': under.map((prefix) => `${bucketArn}/${prefix}*`) },
  };
};

/**
 * The key policy's half of a permission; empty for verbs that need no key. KMS accepts a principal only when it exists,
 * so a team, whose role is created later, is named in a condition: any principal of the account whose ARN is exactly
 * this role's.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 */
export const keyUse = (
  { role, isTeam, may }: ZoneAccess,
  roleArn: string,
  { ArnEquals, ...conditions }: Conditions,
): KeyUse[] => {
  const actions = VERBS[may].key;
  if (actions.length === 0) return [];
  const who = isTeam
    ? {
        principal: new AccountRootPrincipal(),
        conditions: { ...conditions, ArnEquals: { ...ArnEquals, 'aws:PrincipalArn': roleArn } },
      }
    : { principal: new ArnPrincipal(roleArn), conditions };
  return [{ sid: `${sidPart(role)}Can${sidPart(may)}`, actions, ...who }];
};
