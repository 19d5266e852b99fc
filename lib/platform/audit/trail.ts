import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { Policy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Names } from '../names.ts';
import { serviceMaybeNamed } from '../principals/trust.ts';
import { trailArn } from '../zone/log-delivery.ts';
import type { ZoneStore } from '../zone/zone-store.ts';

export interface TrailProps {
  readonly names: Names;
  readonly zones: Readonly<Record<'raw' | 'redacted' | 'derived' | 'audit', ZoneStore>>;
  readonly operationsKey: IKey;
}

/**
 * Who did what: every management call, every object call on the data zones, and reads of the logs themselves. Writes of
 * logs are left out, or each delivery would be logged by the next one for ever.
 */
export class Trail extends Construct {
  /** The last month, where alarms look. */
  readonly recent: LogGroup;

  constructor(scope: Construct, id: string, { names, zones, operationsKey }: TrailProps) {
    super(scope, id);
    this.recent = new LogGroup(this, 'Recent', {
      logGroupName: names.logGroup('trail'),
      encryptionKey: operationsKey,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      roleName: names.of('trail'),
      assumedBy: serviceMaybeNamed('cloudtrail.amazonaws.com', { 'aws:SourceArn': trailArn(names) }),
    });
    const append = new Policy(this, 'Append', {
      roles: [role],
      statements: [
        new PolicyStatement({
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [this.recent.logGroupArn],
        }),
      ],
    });
    const trail = new CfnTrail(this, 'Trail', {
      trailName: names.of('trail'),
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      s3BucketName: zones.audit.bucket.bucketName,
      kmsKeyId: zones.audit.key.keyArn,
      cloudWatchLogsLogGroupArn: this.recent.logGroupArn,
      cloudWatchLogsRoleArn: role.roleArn,
      advancedEventSelectors: [
        selector('Management calls', { eventCategory: { equalTo: ['Management'] } }),
        selector('Objects of the data zones', {
          eventCategory: { equalTo: ['Data'] },
          'resources.type': { equalTo: ['AWS::S3::Object'] },
          'resources.ARN': {
            startsWith: [zones.raw, zones.redacted, zones.derived].map(({ bucket }) => `${bucket.bucketArn}/`),
          },
        }),
        selector('Reads of the logs', {
          eventCategory: { equalTo: ['Data'] },
          'resources.type': { equalTo: ['AWS::S3::Object'] },
          'resources.ARN': { startsWith: [`${zones.audit.bucket.bucketArn}/`] },
          readOnly: { equalTo: ['true'] },
        }),
      ],
    });
    // CloudTrail tries the bucket and the log group when the trail is made.
    trail.node.addDependency(append);
  }
}

const selector = (
  name: string,
  fields: Readonly<Record<string, Omit<CfnTrail.AdvancedFieldSelectorProperty, 'field'>>>,
): CfnTrail.AdvancedEventSelectorProperty => ({
  name,
  fieldSelectors: Object.entries(fields).map(([field, test]) => ({ field, ...test })),
});
