import { Alarm, type AlarmProps, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { type Watch, type Watched, watches } from './watches.ts';

export interface AlarmsProps extends Watched {
  readonly topic: ITopic;
}

/** Conditions that an operator must look at. Every alarm's description says what has happened and where to read what to do. */
export class Alarms extends Construct {
  readonly all: readonly Alarm[];

  constructor(scope: Construct, id: string, { topic, ...watched }: AlarmsProps) {
    super(scope, id);
    const action = new SnsAction(topic);
    this.all = watches(watched).map((watch) => {
      const alarm = new Alarm(this, watch.id, {
        alarmName: watched.names.of(watch.id),
        alarmDescription: `${watch.says}. What to do: docs/operations.md, "Alarms", ${watch.id}.`,
        metric: watch.metric,
        evaluationPeriods: watch.periods ?? 1,
        treatMissingData: watch.silenceIsBad ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
        ...threshold(watch),
      });
      alarm.addAlarmAction(action);
      return alarm;
    });
  }
}

const threshold = ({ when }: Watch): Pick<AlarmProps, 'threshold' | 'comparisonOperator'> =>
  'atLeast' in when
    ? { threshold: when.atLeast, comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD }
    : { threshold: when.below, comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD };
