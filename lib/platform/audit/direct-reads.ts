import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Names } from '../names.ts';

/** A metric that counts matching lines of the trail. */
export interface TrailMetric {
  readonly name: string;
  readonly says: string;
  readonly filter: MetricFilter;
}

/**
 * Reads that no approved path explains. In `raw` only redaction reads. In `redacted` every reader is a session that
 * Lake Formation opened, whose name starts with AWSLF-. Any other reader got past the locks.
 * https://github.com/aws/aws-lakeformation-best-practices (auditing)
 */
export const directReads = (scope: Construct, names: Names, log: ILogGroup, redactRoleArn: string): TrailMetric[] => [
  count(scope, names, log, {
    id: 'RawReads',
    name: 'UnexplainedRawReads',
    says: 'A principal other than the redaction function asked for an object of the raw zone',
    pattern: reads(names.bucket('raw'), '$.userIdentity.sessionContext.sessionIssuer.arn', redactRoleArn),
  }),
  count(scope, names, log, {
    id: 'RedactedReads',
    name: 'UnexplainedRedactedReads',
    says: 'An object of the redacted zone was asked for outside Lake Formation',
    pattern: reads(names.bucket('redacted'), '$.userIdentity.arn', '*/AWSLF-*'),
  }),
];

/**
 * Any change in IAM. IAM reports its changes to one region of each partition, and an event rule would have to be in
 * that region; the trail records them from every region.
 */
export const iamChanges = (scope: Construct, names: Names, log: ILogGroup): TrailMetric =>
  count(scope, names, log, {
    id: 'IamChanges',
    name: 'IamChanges',
    says: 'A role, policy, trust or credential in IAM was changed',
    pattern: '{ ($.eventSource = "iam.amazonaws.com") && ($.readOnly IS FALSE) }',
  });

/** Reads by principals whose `field` is not `explained`. Users, root and anonymous callers do not have the field at all. */
const reads = (bucket: string, field: string, explained: string): string =>
  `{ ($.eventSource = "s3.amazonaws.com") && ($.eventName = "GetObject*") && ($.requestParameters.bucketName = "${bucket}") && ` +
  `((${field} != "${explained}") || (${field} NOT EXISTS)) }`;

interface Count {
  readonly id: string;
  readonly name: string;
  readonly says: string;
  readonly pattern: string;
}

const count = (
  scope: Construct,
  names: Names,
  logGroup: ILogGroup,
  { id, name, says, pattern }: Count,
): TrailMetric => ({
  name,
  says,
  filter: new MetricFilter(scope, id, {
    logGroup,
    metricNamespace: names.metrics,
    metricName: name,
    metricValue: '1',
    defaultValue: 0,
    filterPattern: FilterPattern.literal(pattern),
  }),
});
