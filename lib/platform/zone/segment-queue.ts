import { Aws, Duration } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Queue, QueueEncryption, type QueueProps, RedrivePermission } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DELIVERIES } from '../../activity/dead-letters.ts';
import { PREFIXES } from '../../activity/zones.ts';
import type { Names } from '../names.ts';
import type { ZoneStore } from './zone-store.ts';

/** Maximum time of redaction for a batch of segments. The queue's visibility timeout is six times as long. */
export const REDACT_TIMEOUT = Duration.minutes(5);

/**
 * How long a segment waits for later segments of its session: redaction uses everything that has arrived by then. This
 * is the longest delay of SQS
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-delay-queues.html).
 */
const HOLD = Duration.minutes(15);

export interface SegmentQueueProps {
  readonly names: Names;
  readonly key: IKey;
  readonly raw: ZoneStore;
}

/**
 * New segments, from the bucket to redaction's queue. Messages hold object names, never content, also in the
 * dead-letter queue.
 */
export class SegmentQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { names, key, raw }: SegmentQueueProps) {
    super(scope, id);
    const common: QueueProps = {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(7),
    };
    this.deadLetters = new Queue(this, 'DeadLetters', {
      ...common,
      // Counts from the first send of a message. This is the maximum of SQS: a dead message must not be forgotten
      // before the segment itself
      // (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html).
      retentionPeriod: Duration.days(14),
      queueName: names.of('segments-dead'),
      redriveAllowPolicy: { redrivePermission: RedrivePermission.BY_QUEUE, sourceQueues: [sourceOf(this, names)] },
    });
    this.queue = new Queue(this, 'Queue', {
      ...common,
      queueName: names.of('segments'),
      deliveryDelay: HOLD,
      visibilityTimeout: Duration.seconds(REDACT_TIMEOUT.toSeconds() * 6),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: DELIVERIES },
    });
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        sid: 'NewSegments',
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions: {
          ArnEquals: { 'aws:SourceArn': names.bucketArn('raw') },
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        },
      }),
    );
    this.#notify(raw);
  }

  /**
   * Set on the bucket itself: the custom resource that the CDK would use is a function that can rewrite the
   * notifications of every bucket. S3 tests the queue when it accepts the configuration, so the queue's policy is
   * created first.
   */
  #notify(raw: ZoneStore): void {
    const bucket = raw.bucket.node.defaultChild as CfnBucket;
    bucket.notificationConfiguration = {
      queueConfigurations: [
        {
          event: 's3:ObjectCreated:*',
          queue: this.queue.queueArn,
          filter: { s3Key: { rules: [{ name: 'prefix', value: PREFIXES.segments }] } },
        },
      ],
    };
    bucket.node.addDependency(this.queue.node.findChild('Policy'));
  }
}

/** The queue by name: it names its dead-letter queue, so the dead-letter queue cannot refer back to it. */
const sourceOf = (scope: Construct, names: Names) =>
  Queue.fromQueueArn(scope, 'Source', names.arn('sqs', names.of('segments')));
