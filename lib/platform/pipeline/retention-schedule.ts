import { Duration } from 'aws-cdk-lib';
import { Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { Names } from '../names.ts';

export interface RetentionScheduleProps {
  readonly names: Names;
  readonly retain: IFunction;
  /** Runs of retention that start at the same time, each with slices of its own, and how often a day they do. */
  readonly retentions: { readonly atOnce: number; readonly aDay: 24 | 96 };
  readonly keep: IFunction;
  readonly inventory: IFunction;
  readonly schedule: Role;
  readonly key: IKey;
}

/** Starts retention every hour or more often, and compaction every night, so that a run goes on where the time of the one before was over; tries again when it cannot, and keeps what could not be started. */
export class RetentionSchedule extends Construct {
  readonly deadLetters: Queue;

  constructor(
    scope: Construct,
    id: string,
    { names, retain, retentions, keep, inventory, schedule, key }: RetentionScheduleProps,
  ) {
    super(scope, id);
    this.deadLetters = new Queue(this, 'DeadLetters', {
      queueName: names.of('retention-dead'),
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this.deadLetters, 'This is the dead-letter queue of the schedule.', 'SQS3');
    const policy = new Policy(this, 'Start', {
      roles: [schedule],
      statements: [
        new PolicyStatement({
          sid: 'Start',
          actions: ['lambda:InvokeFunction'],
          resources: [retain, keep, inventory].map((each) => each.functionArn),
        }),
        new PolicyStatement({ sid: 'Report', actions: ['sqs:SendMessage'], resources: [this.deadLetters.queueArn] }),
        new PolicyStatement({
          sid: 'EncryptReport',
          actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
          resources: [key.keyArn],
        }),
      ],
    });
    const group = new CfnScheduleGroup(this, 'Group', { name: names.prefix });
    const shares = Array.from({ length: retentions.atOnce }, (_, at) => ({ of: retentions.atOnce, at }));
    for (const { id, name, says, at, starts, share } of [
      // From after midnight UTC, when a new day is due, in every region at the same moment. The page of the workers says that
      // an erasure begins within about an hour.
      ...shares.map((share) => ({
        id: share.at === 0 ? 'Daily' : `Daily${share.at}`,
        name: share.at === 0 ? 'retain' : `retain-${share.at}`,
        says: share.at === 0 ? 'Destroys what is due' : 'Helps to destroy what is due',
        at: retentions.aDay === 24 ? 'cron(20 * * * ? *)' : 'cron(5/15 * * * ? *)',
        starts: retain,
        share,
      })),
      // Once a day has closed. It goes on every hour of the night, where a run did not come to its end.
      {
        id: 'Nightly',
        name: 'keep',
        says: 'Puts closed days together',
        at: 'cron(50 0-6 * * ? *)',
        starts: keep,
        share: undefined,
      },
      // After the night, when nothing is being put together.
      {
        id: 'Morning',
        name: 'inventory',
        says: 'Finds what nobody accounts for',
        at: 'cron(10 8 * * ? *)',
        starts: inventory,
        share: undefined,
      },
    ])
      new CfnSchedule(this, id, {
        name: names.of(name),
        groupName: group.ref,
        description: says,
        scheduleExpression: at,
        scheduleExpressionTimezone: 'UTC',
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: starts.functionArn,
          roleArn: schedule.roleArn,
          input: JSON.stringify({ scheduledTime: '<aws.scheduler.scheduled-time>', share }),
          retryPolicy: { maximumRetryAttempts: 10, maximumEventAgeInSeconds: 21_600 },
          deadLetterConfig: { arn: this.deadLetters.queueArn },
        },
      }).node.addDependency(policy);
  }
}
