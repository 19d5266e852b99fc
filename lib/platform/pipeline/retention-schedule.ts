import { Duration } from 'aws-cdk-lib';
import { Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { PlatformFunction } from '../function/platform-function.ts';
import type { Names } from '../names.ts';

/** The functions that a schedule starts. */
const STARTED = ['retain', 'keep', 'inventory', 'queries', 'reads', 'package'] as const;
type Started = (typeof STARTED)[number];

interface Run {
  /** Id of the construct. */
  readonly id: string;
  /** Last part of the schedule's name. */
  readonly name: string;
  readonly says: string;
  /** In UTC. */
  readonly at: string;
  readonly starts: Started;
  /** The slices of the data that this run looks at; all of it when undefined. */
  readonly share?: { readonly of: number; readonly at: number };
}

const RUNS: readonly Run[] = [
  // After a day has closed. Repeats every hour of the night to continue an unfinished run.
  { id: 'Nightly', name: 'keep', says: 'Puts closed days together', at: 'cron(50 0-6 * * ? *)', starts: 'keep' },
  // After the night, when compaction is not running.
  {
    ...{ id: 'Morning', name: 'inventory', says: 'Finds data without an item in the ledger' },
    ...{ at: 'cron(10 8 * * ? *)', starts: 'inventory' },
  },
  // Four times a day, beside the events. Athena forgets texts after 45 days, so runs may fail for weeks without a loss.
  {
    ...{ id: 'Texts', name: 'queries', says: 'Saves the texts of queries whose event did not arrive' },
    ...{ at: 'cron(40 1/6 * * ? *)', starts: 'queries' },
  },
  // Every hour: each run continues the work that the run before it left.
  {
    ...{ id: 'Packages', name: 'package', says: 'Makes the copies of their own data that workers asked for' },
    ...{ at: 'cron(35 * * * ? *)', starts: 'package' },
  },
  // Late enough that the last log files of the day before have arrived, and the texts of its queries are saved.
  { id: 'Reads', name: 'reads', says: 'Lists the reads of the day before', at: 'cron(15 9 * * ? *)', starts: 'reads' },
];

export interface RetentionScheduleProps {
  readonly names: Names;
  readonly functions: Readonly<Record<Started, PlatformFunction>>;
  /** Number of parallel retention runs, each with its own slices, and how often a day they start. */
  readonly retentions: Retentions;
  readonly schedule: Role;
  readonly key: IKey;
}

interface Retentions {
  readonly atOnce: number;
  readonly aDay: 24 | 96;
}

/**
 * Retention starts just after midnight UTC, when a new day is due, at the same moment in every region. The workers' page says
 * that an erasure begins within about an hour.
 */
const retentionRuns = ({ atOnce, aDay }: Retentions): Run[] =>
  Array.from({ length: atOnce }, (_, at) => ({
    id: at === 0 ? 'Daily' : `Daily${at}`,
    name: at === 0 ? 'retain' : `retain-${at}`,
    says: at === 0 ? 'Destroys the data that is due' : 'Destroys its share of the data that is due',
    at: aDay === 24 ? 'cron(20 * * * ? *)' : 'cron(5/15 * * * ? *)',
    starts: 'retain',
    share: { of: atOnce, at },
  }));

/**
 * Starts retention every hour or more often, and compaction every night, so that the next run continues where the
 * previous one ran out of time. Retries failed starts, and keeps those that still fail.
 */
export class RetentionSchedule extends Construct {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { names, functions, retentions, schedule, key }: RetentionScheduleProps) {
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
          resources: STARTED.map((name) => functions[name].function.functionArn),
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
    for (const { id, name, says, at, starts, share } of [...retentionRuns(retentions), ...RUNS])
      new CfnSchedule(this, id, {
        name: names.of(name),
        groupName: group.ref,
        description: says,
        scheduleExpression: at,
        scheduleExpressionTimezone: 'UTC',
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: functions[starts].function.functionArn,
          roleArn: schedule.roleArn,
          input: JSON.stringify({ scheduledTime: '<aws.scheduler.scheduled-time>', share }),
          retryPolicy: { maximumRetryAttempts: 10, maximumEventAgeInSeconds: 21_600 },
          deadLetterConfig: { arn: this.deadLetters.queueArn },
        },
      }).node.addDependency(policy);
  }
}
