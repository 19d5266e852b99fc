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
  readonly schedule: Role;
  readonly key: IKey;
}

/** Starts retention every hour, so that a run goes on where the time of the one before was over; tries again when it cannot, and keeps what could not be started. */
export class RetentionSchedule extends Construct {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { names, retain, schedule, key }: RetentionScheduleProps) {
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
        new PolicyStatement({ sid: 'Start', actions: ['lambda:InvokeFunction'], resources: [retain.functionArn] }),
        new PolicyStatement({ sid: 'Report', actions: ['sqs:SendMessage'], resources: [this.deadLetters.queueArn] }),
        new PolicyStatement({
          sid: 'EncryptReport',
          actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
          resources: [key.keyArn],
        }),
      ],
    });
    const group = new CfnScheduleGroup(this, 'Group', { name: names.prefix });
    const start = new CfnSchedule(this, 'Daily', {
      name: names.of('retain'),
      groupName: group.ref,
      description: 'Destroys what is due',
      // From after midnight UTC, when a new day is due, in every region at the same moment. The page of the workers says that
      // an erasure begins within about an hour.
      scheduleExpression: 'cron(20 * * * ? *)',
      scheduleExpressionTimezone: 'UTC',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: retain.functionArn,
        roleArn: schedule.roleArn,
        input: JSON.stringify({ scheduledTime: '<aws.scheduler.scheduled-time>' }),
        retryPolicy: { maximumRetryAttempts: 10, maximumEventAgeInSeconds: 21_600 },
        deadLetterConfig: { arn: this.deadLetters.queueArn },
      },
    });
    start.node.addDependency(policy);
  }
}
