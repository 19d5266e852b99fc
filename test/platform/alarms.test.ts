import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { decide, readApp } from '../../lib/access/index.ts';
import { needsOf } from '../../lib/governance/needs/index.ts';
import { CLOSED_CODES } from '../../lib/platform/audit/watches.ts';
import { place } from '../access/fixtures/platform.ts';
import { platformTemplates } from './synthesized.ts';

interface Alarm {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions?: readonly unknown[];
  readonly Threshold: number;
  readonly Metrics?: readonly { readonly MetricStat?: { readonly Metric: CountedMetric } }[];
}

interface CountedMetric {
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
}

const ROOT = join(import.meta.dirname, '../..');
const runBook = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
let alarms: Alarm[];
let dashboards: string[];
let functions: string[];

beforeAll(async () => {
  const all = Object.values(await platformTemplates()).flatMap((template) =>
    Object.values((template as { Resources: Record<string, { Type: string; Properties: never }> }).Resources),
  );
  alarms = all.filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
  dashboards = all
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Dashboard')
    .map(({ Properties }) => JSON.stringify(Properties));
  functions = all
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .map(({ Properties }: { Properties: { FunctionName: string } }) =>
      Properties.FunctionName.replace(`${environment.prefix}-`, ''),
    );
});

/** A deployment calls it, waits for its answer, and rolls back when it fails. */
const ANSWERS_DEPLOYMENTS = ['revoke'];

it('raises an alarm when a function of the platform fails or comes near its time limit', () => {
  const watched = functions.filter((name) => !ANSWERS_DEPLOYMENTS.includes(name));
  expect(watched.length).toBeGreaterThanOrEqual(14);
  const needed = watched.flatMap((name) => [`${name}-errors`, `${name}-slow`]);
  expect(needed.filter((id) => !alarms.map(idOf).includes(id))).toEqual([]);
});

const idOf = ({ AlarmName }: Alarm): string => AlarmName.replace(`${environment.prefix}-`, '');

/** The names in the first column of the run-book's table of alarms. */
const documented = (): string[] =>
  runBook
    .slice(runBook.indexOf('## Alarms'), runBook.indexOf('## Workers'))
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''));

it('has a run-book paragraph for each alarm, and no other paragraph', () => {
  const [rows, ids] = [documented(), alarms.map(idOf)];
  const lacking = ids.filter((id) => !rows.includes(id));
  expect(lacking, 'give each a row in docs/operations.md, "Alarms": what it means, what the operator does').toEqual([]);
  expect(
    rows.filter((id) => !ids.includes(id)),
    'take these rows out of docs/operations.md, "Alarms"',
  ).toEqual([]);
  expect(rows.toSorted(), 'one row an alarm').toEqual(ids.toSorted());
});

/** The metrics of an alarm: its own, and those that its expression is made of. */
const metricsOf = (alarm: Alarm & CountedMetric): readonly CountedMetric[] => [
  alarm,
  ...(alarm.Metrics ?? []).flatMap(({ MetricStat }) => (MetricStat === undefined ? [] : [MetricStat.Metric])),
];

it('watches only metrics that its function emits: an alarm on another name never goes off', () => {
  const lacking = alarms.flatMap((alarm) =>
    metricsOf(alarm)
      .filter(({ Namespace, MetricName }) => Namespace === 'Strongroom' && MetricName !== undefined)
      .map(({ MetricName, Dimensions }) => {
        const service = Dimensions?.find(({ Name }) => Name === 'service')?.Value;
        const sources = globSync(`lambdas/${service}/*.ts`, { cwd: ROOT }).map((file) =>
          readFileSync(join(ROOT, file), 'utf8'),
        );
        const emits = sources.some(
          (source) => source.includes(`'${MetricName}'`) || source.includes(` ${MetricName}: `),
        );
        return emits ? '' : `${idOf(alarm)}: ${service} emits no ${MetricName}`;
      }),
  );
  expect(lacking.length).toBeGreaterThan(30);
  expect(
    lacking.filter((text) => text !== ''),
    'emit it in lambdas/NAME/handler.ts',
  ).toEqual([]);
});

it('notifies the topic, and says where to read what to do', () => {
  for (const alarm of alarms) {
    expect(alarm.AlarmActions, alarm.AlarmName).toHaveLength(1);
    expect(alarm.AlarmDescription).toContain(`docs/operations.md, "Alarms", ${idOf(alarm)}.`);
  }
});

describe('an alarm for each condition that must not go unnoticed', () => {
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

it('counts every response that the gate is closed', () => {
  expect(CLOSED_CODES).toEqual(expect.arrayContaining(['gate.paused', 'gate.unknown']));
  const alarm = JSON.stringify(alarms.find((candidate) => idOf(candidate) === 'gate-closed'));
  for (const code of CLOSED_CODES) expect(alarm).toContain(`"Value":"${code}"`);
});

it('shows on one dashboard whether anything is collected', () => {
  expect(dashboards).toHaveLength(1);
  expect(dashboards[0]).toContain('Is it collecting?');
});

/**
 * The call behind each command of the run-book. A Strongroom command makes the calls that the table of needs lists for
 * its user.
 */
const COMMANDS: readonly (readonly [
  RegExp,
  (match: RegExpExecArray) => readonly (readonly [string, string])[] | 'needs',
])[] = [
  [/^(strongroom )?(gate (status|pause|certify|resume)|deadletters)\b/, () => 'needs'],
  [/^strongroom prove --live/, () => 'needs'],
  [/^status\(\)$/, () => []],
  [
    /^aws lambda invoke --function-name <prefix>-(\w+)/,
    ([, name]) => [['lambda:InvokeFunction', arn('lambda', `function:${environment.prefix}-${name}`)]],
  ],
  [/^aws cloudwatch get-dashboard /, () => [['cloudwatch:GetDashboard', '*']]],
  [/^aws cloudwatch describe-alarms /, () => [['cloudwatch:DescribeAlarms', '*']]],
  [/^aws cloudtrail describe-trails/, () => [['cloudtrail:DescribeTrails', '*']]],
];
const arn = (service: string, resource: string) => `arn:aws:${service}:${place.region}:${place.accountId}:${resource}`;
/** Each row of the run-book: the alarms, and the action with its role. */
const rows = (): { readonly alarms: string; readonly todo: string }[] =>
  runBook
    .slice(runBook.indexOf('## Alarms'), runBook.indexOf('## Workers'))
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => ({ alarms: line.split('|')[1] ?? '', todo: line.split('|').slice(3).join('|') }));

/** The commands of a row, each with the last role named before it. */
function commandsOf(todo: string): { readonly role: string; readonly command: string }[] {
  let role = '';
  return [...todo.matchAll(/\b(governor|operator|auditor)\b|`([^`]+)`/gi)].flatMap(([, who, command]) => {
    if (who !== undefined) role = who.toLowerCase();
    return command !== undefined && /^(aws|strongroom|gate|deadletters) |\(\)$/.test(command)
      ? [{ role, command }]
      : [];
  });
}

it('names for each alarm with a command a role that may run it', async () => {
  const app = readApp((await platformTemplates()) as Parameters<typeof readApp>[0], place);
  const needs = needsOf({ access, program, environment }, app);
  const all = rows().flatMap(({ alarms: which, todo }) => commandsOf(todo).map((command) => ({ ...command, which })));
  expect(all.length).toBeGreaterThan(10);
  for (const { role, command, which } of all) {
    const said = `${which}: ${role}: ${command}`;
    expect(role, said).toMatch(/./);
    const [match, calls] = COMMANDS.flatMap(([shape, called]) => {
      const found = shape.exec(command);
      return found === null ? [] : [[found, called(found)] as const];
    })[0] ?? [undefined, undefined];
    expect(match, said).toBeDefined();
    if (calls === 'needs')
      expect(
        needs.some(({ id }) => id.startsWith(`${role}/`)),
        said,
      ).toBe(true);
    for (const [action, resource] of calls === 'needs' || calls === undefined ? [] : calls) {
      const principal = `arn:aws:iam::${place.accountId}:role/${environment.prefix}-${role}`;
      expect(decide(app, { principal, action, resource }).decision, said).toBe('Allowed');
    }
  }
});
