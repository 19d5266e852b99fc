import { Aws } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Names } from '../names.ts';
import type { KeyUse } from '../policy/key-policy.ts';
import type { ZoneStore } from './zone-store.ts';

export const TRAIL_SERVICE = 'cloudtrail.amazonaws.com';

export const trailArn = (names: Names): string => names.arn('cloudtrail', `trail/${names.of('trail')}`);

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
export const trailKeyUse = (names: Names): KeyUse => ({
  sid: 'TrailEncrypts',
  principal: new ServicePrincipal(TRAIL_SERVICE),
  actions: ['kms:GenerateDataKey*', 'kms:DescribeKey'],
  conditions: {
    // The ARN contains the account. `aws:SourceAccount` is "supported, but not recommended" here.
    StringEquals: { 'aws:SourceArn': trailArn(names) },
    StringLikeIfExists: { 'kms:EncryptionContext:aws:cloudtrail:arn': trailArn(names) },
  },
});

/** Filter id of the audit bucket's request metrics for the trail's digests. */
export const DIGESTS = 'digests';

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
export const allowTrailDelivery = (audit: ZoneStore, names: Names): void => {
  // Lets an alarm notice missing digests.
  audit.bucket.addMetric({ id: DIGESTS, prefix: `AWSLogs/${Aws.ACCOUNT_ID}/CloudTrail-Digest/` });
  const ours = { 'aws:SourceArn': trailArn(names) };
  const principals = [new ServicePrincipal(TRAIL_SERVICE)];
  audit.policy.document.addStatements(
    new PolicyStatement({
      sid: 'TrailLooksAtBucket',
      effect: Effect.ALLOW,
      principals,
      actions: ['s3:GetBucketAcl'],
      resources: [audit.bucket.bucketArn],
      conditions: { StringEquals: ours },
    }),
    new PolicyStatement({
      sid: 'TrailDelivers',
      effect: Effect.ALLOW,
      principals,
      actions: ['s3:PutObject'],
      resources: [`${audit.bucket.bucketArn}/AWSLogs/${Aws.ACCOUNT_ID}/*`],
      conditions: { StringEquals: { ...ours, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    }),
  );
};
