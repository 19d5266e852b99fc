import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { Policy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type ILogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ZoneName } from '../../activity/zones.ts';
import type { Existing } from '../../governance/existing.ts';
import type { Names } from '../names.ts';
import { serviceMaybeNamed } from '../principals/trust.ts';
import { trailArn } from '../zone/log-delivery.ts';
import type { ZoneStore } from '../zone/zone-store.ts';

export interface TrailProps {
  readonly names: Names;
  readonly zones: Readonly<Record<ZoneName, ZoneStore>>;
  readonly operationsKey: IKey;
  readonly existing: Existing;
}

/**
 * Who did what: every management event, every object-level event on the data zones, and reads of the logs themselves.
 * Writes of logs are excluded, or each delivery would cause another log entry for ever.
 */
export class Trail extends Construct {
  /** Object-level events of the last month, which the alarms read; management events too, unless another trail records them. */
  readonly recent: LogGroup;
  /** The log group of management events. */
  readonly management: ILogGroup;

  constructor(scope: Construct, id: string, { names, zones, operationsKey, existing }: TrailProps) {
    super(scope, id);
    this.recent = new LogGroup(this, 'Recent', {
      logGroupName: names.logGroup('trail'),
      encryptionKey: operationsKey,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const { managementTrail, logArchive } = existing;
    this.management =
      managementTrail === undefined
        ? this.recent
        : LogGroup.fromLogGroupName(this, 'Management', managementTrail.logGroup);
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
    const recorded = {
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      advancedEventSelectors: [
        ...(managementTrail === undefined
          ? [selector('Management calls', { eventCategory: { equalTo: ['Management'] } })]
          : []),
        ...dataCalls({ zones, names }),
      ],
    };
    const trail = new CfnTrail(this, 'Trail', {
      ...recorded,
      trailName: names.of('trail'),
      s3BucketName: zones.audit.bucket.bucketName,
      kmsKeyId: zones.audit.key.keyArn,
      cloudWatchLogsLogGroupArn: this.recent.logGroupArn,
      cloudWatchLogsRoleArn: role.roleArn,
    });
    // CloudTrail tests access to the bucket and the log group when the trail is created.
    trail.node.addDependency(append);
    if (logArchive !== undefined)
      new CfnTrail(this, 'Archive', {
        ...recorded,
        trailName: names.of('archive'),
        s3BucketName: logArchive.bucket,
        ...(logArchive.key !== undefined && { kmsKeyId: logArchive.key }),
      });
  }
}

const dataCalls = ({ zones, names }: Pick<TrailProps, 'zones' | 'names'>): CfnTrail.AdvancedEventSelectorProperty[] => [
  selector('Objects of the data zones', {
    eventCategory: { equalTo: ['Data'] },
    'resources.type': { equalTo: ['AWS::S3::Object'] },
    'resources.ARN': {
      startsWith: [zones.raw, zones.redacted, zones.derived, zones.queries, zones.packages].map(
        ({ bucket }) => `${bucket.bucketArn}/`,
      ),
    },
  }),
  selector('Reads of the logs', {
    eventCategory: { equalTo: ['Data'] },
    'resources.type': { equalTo: ['AWS::S3::Object'] },
    'resources.ARN': { startsWith: [`${zones.audit.bucket.bucketArn}/`] },
    readOnly: { equalTo: ['true'] },
  }),
  // Records which principal requested an export: the function does not receive the caller's identity.
  selector('Exports of the teams', {
    eventCategory: { equalTo: ['Data'] },
    'resources.type': { equalTo: ['AWS::Lambda::Function'] },
    'resources.ARN': { equalTo: [names.exportFunctionArn] },
  }),
];

const selector = (
  name: string,
  fields: Readonly<Record<string, Omit<CfnTrail.AdvancedFieldSelectorProperty, 'field'>>>,
): CfnTrail.AdvancedEventSelectorProperty => ({
  name,
  fieldSelectors: Object.entries(fields).map(([field, test]) => ({ field, ...test })),
});
