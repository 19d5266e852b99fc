import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '../../config/environments.ts';
import { platformTemplates } from '../platform/synthesized.ts';
import { ROOT } from './lines.ts';

interface Alarm {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly ComparisonOperator: string;
  readonly Threshold: number;
  readonly EvaluationPeriods: number;
  readonly Period?: number;
  readonly TreatMissingData: string;
  readonly Metrics?: readonly { readonly MetricStat?: { readonly Period: number }; readonly Period?: number }[];
}

/** One alarm of the synthesized app, with the row of the run-book that names it. */
export interface KnownAlarm {
  readonly id: string;
  readonly says: string;
  /** When it goes off, in words. */
  readonly when: string;
  readonly means: string;
  readonly todo: string;
}

/** Every alarm of the templates, by name. */
export async function knownAlarms(): Promise<KnownAlarm[]> {
  const rows = runBook();
  return Object.values(await platformTemplates())
    .flatMap((template) =>
      Object.values((template as { Resources: Record<string, { Type: string; Properties: unknown }> }).Resources),
    )
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .map(({ Properties }) => Properties as Alarm)
    .map((alarm) => {
      const id = alarm.AlarmName.replace(`${environment.prefix}-`, '');
      const { means = '', todo = '' } = rows.get(id) ?? {};
      return { id, says: alarm.AlarmDescription.split(' What to do: ')[0] ?? '', when: whenOf(alarm), means, todo };
    })
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function whenOf(alarm: Alarm): string {
  const { ComparisonOperator: operator, Threshold, EvaluationPeriods, TreatMissingData } = alarm;
  const periods = (alarm.Metrics ?? []).flatMap((metric) => metric.MetricStat?.Period ?? metric.Period ?? []);
  const seconds = alarm.Period ?? Math.max(0, ...periods);
  const sign = operator === 'LessThanThreshold' ? 'below' : 'at least';
  const often = EvaluationPeriods === 1 ? '' : `, ${EvaluationPeriods} times running`;
  return `${sign} ${Threshold} in ${spanOf(seconds)}${often}${TreatMissingData === 'breaching' ? ', and when nothing is reported' : ''}`;
}

const spanOf = (seconds: number): string =>
  seconds % 86_400 === 0
    ? `${seconds / 86_400} d`
    : seconds % 3_600 === 0
      ? `${seconds / 3_600} h`
      : `${seconds / 60} min`;

/** The table of the run-book, by each alarm that a row names. */
function runBook(): Map<string, { readonly means: string; readonly todo: string }> {
  const text = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
  const rows = text
    .slice(text.indexOf('## Alarms'), text.indexOf('## Workers'))
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  return new Map(
    rows.flatMap((row) => {
      const [, names = '', means = '', todo = ''] = row.split(/(?<!\\)\|/).map((part) => part.trim());
      return [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => [name, { means, todo }] as const);
    }),
  );
}
