import { Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnEventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Capacity } from '../../governance/scale/index.ts';

export interface SegmentSourceProps {
  readonly queue: IQueue;
  readonly key: IKey;
  readonly redact: IFunction;
  readonly role: Role;
  readonly capacity: Pick<Capacity, 'redactionsAtOnce' | 'redactPollers'>;
}

/** The queue in front of redaction: a batch of segments becomes few large files, and a failed segment comes back alone. */
export const segmentSource = (scope: Construct, { queue, key, redact, role, capacity }: SegmentSourceProps): void => {
  const policy = new Policy(scope, 'Receive', {
    roles: [role],
    statements: [
      new PolicyStatement({
        sid: 'Receive',
        actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'],
        resources: [queue.queueArn],
      }),
      new PolicyStatement({ sid: 'ReadMessages', actions: ['kms:Decrypt'], resources: [key.keyArn] }),
    ],
  });
  const source = new CfnEventSourceMapping(scope, 'Source', {
    eventSourceArn: queue.queueArn,
    functionName: redact.functionArn,
    batchSize: 25,
    maximumBatchingWindowInSeconds: 60,
    functionResponseTypes: ['ReportBatchItemFailures'],
    ...scaling(capacity),
  });
  source.node.addDependency(policy);
};

/**
 * A queue starts at most 1,000 redactions at once by itself. With pollers of its own, which are billed by the hour, it
 * starts ten for each of them: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
const scaling = ({ redactionsAtOnce, redactPollers }: SegmentSourceProps['capacity']) =>
  redactPollers === undefined
    ? { scalingConfig: { maximumConcurrency: redactionsAtOnce } }
    : { provisionedPollerConfig: { minimumPollers: 2, maximumPollers: redactPollers } };
