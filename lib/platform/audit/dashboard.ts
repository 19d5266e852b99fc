import { Duration } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  MathExpression,
  SingleValueWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { FUNCTION_NAMES } from '../pipeline/functions.ts';
import { answered, counted, type Watched } from './watches.ts';

const WIDTH = 12;

/**
 * From top to bottom: whether collection runs, how far the segments are, and which faults there are. Metrics hold counts,
 * codes and times, never anything about a worker.
 */
export function dashboard(
  scope: Construct,
  { names, storage: { segments }, pipeline }: Watched,
  alarms: readonly Alarm[],
): Dashboard {
  const { functions } = pipeline;
  const stored = answered('stored');
  return new Dashboard(scope, 'Dashboard', {
    dashboardName: names.of('collection'),
    defaultInterval: Duration.hours(12),
    widgets: [
      [
        new SingleValueWidget({
          title: 'Is it collecting? Segments stored in the last five minutes',
          width: WIDTH,
          metrics: [stored],
        }),
        new SingleValueWidget({
          title: 'Days until the restart certificate ends',
          width: WIDTH,
          metrics: [counted('ingest', 'certificateDays', { statistic: 'Minimum', period: Duration.hours(1) })],
        }),
      ],
      [
        new GraphWidget({
          title: 'Answers of ingest by code',
          width: WIDTH,
          left: [
            new MathExpression({
              expression: `SEARCH('{Strongroom,service,code} service="ingest" MetricName="requests"', 'Sum', 300)`,
              usingMetrics: {},
              label: '',
            }),
          ],
        }),
        new GraphWidget({
          title: 'Segments that wait, and those that are dead',
          width: WIDTH,
          left: [
            segments.queue.metricApproximateNumberOfMessagesVisible(),
            segments.deadLetters.metricApproximateNumberOfMessagesVisible(),
          ],
          right: [segments.queue.metricApproximateAgeOfOldestMessage()],
        }),
      ],
      [
        new GraphWidget({
          title: 'Errors and throttles of functions',
          width: WIDTH,
          left: FUNCTION_NAMES.flatMap((name) => [
            functions[name].function.metricErrors(),
            functions[name].function.metricThrottles(),
          ]),
        }),
        new GraphWidget({
          title: 'Objects destroyed by retention',
          width: WIDTH,
          left: [counted('retain', 'objectsDestroyed', { period: Duration.days(1) })],
        }),
      ],
      [new AlarmStatusWidget({ title: 'Alarms', width: 2 * WIDTH, alarms: [...alarms] })],
    ],
  });
}
