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
  readonly keep: IFunction;
  readonly inventory: IFunction;
  readonly schedule: Role;
  readonly key: IKey;
}

/** Starts retention every hour and compaction every night, so that a run goes on where the time of the one before was over; tries again when it cannot, and keeps what could not be started. */
export class RetentionSchedule extends Construct {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { names, retain, keep, inventory, schedule, key }: RetentionScheduleProps) {
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
    for (const { id, name, says, at, starts } of [
      // From after midnight UTC, when a new day is due, in every region at the same moment. The page of the workers says that
      // an erasure begins within about an hour.
      { id: 'Daily', name: 'retain', says: 'Destroys what is due', at: 'cron(20 * * * ? *)', starts: retain },
      // Once a day has closed. It goes on every hour of the night, where a run did not come to its end.
      { id: 'Nightly', name: 'keep', says: 'Puts closed days together', at: 'cron(50 0-6 * * ? *)', starts: keep },
      // After the night, when nothing is being put together.
      {
        id: 'Morning',
        name: 'inventory',
        says: 'Finds what nobody accounts for',
        at: 'cron(10 8 * * ? *)',
        starts: inventory,
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
          input: JSON.stringify({ scheduledTime: '<aws.scheduler.scheduled-time>' }),
          retryPolicy: { maximumRetryAttempts: 10, maximumEventAgeInSeconds: 21_600 },
          deadLetterConfig: { arn: this.deadLetters.queueArn },
        },
      }).node.addDependency(policy);
  }
}
