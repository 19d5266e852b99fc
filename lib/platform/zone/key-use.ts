import { ArnPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Conditions } from '../policy/conditions.ts';
import { type KeyUse, via } from '../policy/key-policy.ts';
import { sidPart } from '../policy/sid.ts';
import { VERBS } from './verbs.ts';
import type { ZoneAccess } from './zone-access.ts';

/** Use of a zone's key only through S3 and only for this zone's objects. */
export const keyContext = (bucketArn: string, bucketKey: boolean, { role, under }: ZoneAccess): Conditions => {
  const service = { 'kms:ViaService': via('s3') };
  // CloudTrail adds its own encryption context to the logs it delivers, so the auditor is held to S3 alone.
  if (role === 'auditor') return { StringEquals: service };
  if (bucketKey) return { StringEquals: { ...service, 'kms:EncryptionContext:aws:s3:arn': bucketArn } };
  return {
    StringEquals: service,
    StringLike: { 'kms:EncryptionContext:aws:s3:arn': under.map((prefix) => `${bucketArn}/${prefix}*`) },
  };
};

/** The key policy's half of a permission; none for verbs that need no key. */
export const keyUse = ({ role, may }: ZoneAccess, roleArn: string, conditions: Conditions): KeyUse[] => {
  const actions = VERBS[may].key;
  if (actions.length === 0) return [];
  return [{ sid: `${sidPart(role)}Can${sidPart(may)}`, principal: new ArnPrincipal(roleArn), actions, conditions }];
};
