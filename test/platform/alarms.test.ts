import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { environment } from '../../config/environments.ts';
import { CLOSED_CODES } from '../../lib/platform/audit/watches.ts';
import { platformTemplates } from './synthesized.ts';

interface Alarm {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions?: readonly unknown[];
  readonly Threshold: number;
}

const runBook = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
let alarms: Alarm[];
let dashboards: string[];

beforeAll(async () => {
  const all = Object.values(await platformTemplates()).flatMap((template) =>
    Object.values((template as { Resources: Record<string, { Type: string; Properties: never }> }).Resources),
  );
  alarms = all.filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
  dashboards = all
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Dashboard')
    .map(({ Properties }) => JSON.stringify(Properties));
});

const idOf = ({ AlarmName }: Alarm): string => AlarmName.replace(`${environment.prefix}-`, '');

/** The names in the first column of the run-book's table of alarms. */
const documented = (): string[] =>
  runBook
    .slice(runBook.indexOf('## Alarms'), runBook.indexOf('## Workers'))
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''));

it('has a paragraph in the run-book for each alarm, and no paragraph for none', () => {
  expect(documented().toSorted()).toEqual(alarms.map(idOf).toSorted());
});

it('tells somebody, and says where to read what to do', () => {
  for (const alarm of alarms) {
    expect(alarm.AlarmActions, alarm.AlarmName).toHaveLength(1);
    expect(alarm.AlarmDescription).toContain(`docs/operations.md, "Alarms", ${idOf(alarm)}.`);
  }
});

describe('an alarm for each thing that must not happen unseen', () => {
  it.each([
    ['the gate closes', 'gate-closed'],
    ['the certificate ends within a week', 'certificate-ends'],
    ['nothing comes in working hours', 'collection-silent'],
    ['refusals by the thousand', 'refusals'],
    ['dead letters', 'segments-dead'],
    ['their age', 'segments-dying'],
    ['duration near the limit', 'retain-slow'],
    ['throttles', 'ingest-throttled'],
    ['digests that do not come', 'digests-late'],
  ])('%s', (_, id) => {
    expect(alarms.map(idOf)).toContain(id);
  });
});

it('counts every answer that says that the gate is closed', () => {
  expect(CLOSED_CODES).toEqual(expect.arrayContaining(['gate.paused', 'gate.unknown']));
  const alarm = JSON.stringify(alarms.find((each) => idOf(each) === 'gate-closed'));
  for (const code of CLOSED_CODES) expect(alarm).toContain(`"Value":"${code}"`);
});

it('shows on one dashboard whether anything is collected', () => {
  expect(dashboards).toHaveLength(1);
  expect(dashboards[0]).toContain('Is it collecting?');
});
