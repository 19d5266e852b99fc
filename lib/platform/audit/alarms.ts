import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Names } from '../names.ts';
import type { PipelineStack } from '../stacks/pipeline-stack.ts';
import type { StorageStack } from '../stacks/storage-stack.ts';
import type { TrailMetric } from './direct-reads.ts';

export interface AlarmsProps {
  readonly names: Names;
  readonly topic: ITopic;
  readonly storage: StorageStack;
  readonly pipeline: PipelineStack;
  readonly trailMetrics: readonly TrailMetric[];
}

interface Watch {
  readonly id: string;
  readonly says: string;
  readonly metric: IMetric;
  /** Alarms when the metric is at least this. */
  readonly atLeast: number;
}

/** What somebody must look at. Every alarm says in its description what has happened. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, { names, topic, storage, pipeline, trailMetrics }: AlarmsProps) {
    super(scope, id);
    const action = new SnsAction(topic);
    for (const { id: name, says, metric, atLeast } of watches(storage, pipeline, trailMetrics)) {
      new Alarm(this, name, {
        alarmName: names.of(name),
        alarmDescription: says,
        metric,
        threshold: atLeast,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }).addAlarmAction(action);
    }
    this.#deadMan(names, pipeline, action);
  }

  /** Promises die quietly when retention stops running, so silence is the alarm. */
  #deadMan(names: Names, { functions }: PipelineStack, action: SnsAction): void {
    const period = Duration.days(1);
    const retain = functions.retain.function;
    new Alarm(this, 'retention-stopped', {
      alarmName: names.of('retention-stopped'),
      alarmDescription: 'Retention has not run to its end for a day: what is due is still there',
      metric: new MathExpression({
        expression: 'ran - failed',
        usingMetrics: { ran: retain.metricInvocations({ period }), failed: retain.metricErrors({ period }) },
        period,
      }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    }).addAlarmAction(action);
  }
}

const watches = (
  { segments }: StorageStack,
  { functions, schedule, api, workerApi }: PipelineStack,
  trailMetrics: readonly TrailMetric[],
): Watch[] => {
  const period = Duration.minutes(5);
  return [
    ...trailMetrics.map(({ name, says, filter }) => ({
      id: name,
      says,
      metric: filter.metric({ statistic: 'Sum', period }),
      atLeast: 1,
    })),
    {
      id: 'segments-dead',
      says: 'Segments could not be redacted and wait in the dead-letter queue; they die with the raw zone',
      metric: segments.deadLetters.metricApproximateNumberOfMessagesVisible({ period }),
      atLeast: 1,
    },
    {
      id: 'segments-late',
      says: 'The oldest segment has waited for redaction for more than an hour',
      metric: segments.queue.metricApproximateAgeOfOldestMessage({ period }),
      atLeast: 3_600,
    },
    {
      id: 'retention-dead',
      says: 'The scheduler could not start retention',
      metric: schedule.deadLetters.metricApproximateNumberOfMessagesVisible({ period }),
      atLeast: 1,
    },
    ...(['ingest', 'redact', 'retain', 'worker', 'page', 'sentinel'] as const).map((name) => ({
      id: `${name}-errors`,
      says: `The ${name} function failed`,
      metric: functions[name].function.metricErrors({ period }),
      atLeast: 1,
    })),
    {
      id: 'sentinel-gave-up',
      says: 'The sentinel could not answer a reported change, again and again: pause collection by hand',
      // Lambda's own count of what it stopped trying to hand over: nothing is kept of an event but that it was dropped.
      metric: functions.sentinel.function.metric('AsyncEventsDropped', { statistic: 'Sum', period }),
      atLeast: 1,
    },
    {
      id: 'ingest-5xx',
      says: 'The ingest API answered with server errors',
      metric: api.api.metricServerError({ period }),
      atLeast: 5,
    },
    {
      id: 'worker-5xx',
      says: 'The API of the workers answered with server errors: somebody may be unable to pause',
      metric: workerApi.api.metricServerError({ period }),
      atLeast: 1,
    },
  ];
};
