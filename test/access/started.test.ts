import { beforeAll, describe, expect, it } from 'vitest';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { causesOf } from '../../lib/access/causes/causes.ts';
import { minutesBetween } from '../../lib/access/claims/started.ts';
import { type Declaration, prove, readApp } from '../../lib/access/index.ts';
import { declarationOf } from '../../lib/governance/declaration.ts';
import { platformTemplates } from '../platform/synthesized.ts';
import { place } from './fixtures/platform.ts';

// biome-ignore lint/suspicious/noExplicitAny: a change reaches into templates of every shape
type Templates = Record<string, { Resources: Record<string, any> }>;
let templates: Templates;
let declaration: Declaration;

beforeAll(async () => {
  templates = (await platformTemplates()) as Templates;
  const asked = ['works/clock', 'it-dies/control', 'it-dies/participation'];
  declaration = { ...declarationOf({ access, program, environment }, readApp(templates, place)), claims: asked };
});

const RETAIN = 'strongroom-retain';

// biome-ignore lint/suspicious/noExplicitAny: see above
type Change = (of: (type: string, name: string) => any, changed: Templates) => void;

function fallenBy(change: Change): Record<string, string> {
  const changed = structuredClone(templates);
  change((type, name) => {
    const found = Object.values(changed).flatMap(({ Resources }) =>
      Object.entries(Resources).filter(([id, { Type, Properties }]) => {
        return Type === type && (id.startsWith(name) || Object.values(Properties).includes(name));
      }),
    );
    expect(found.length).toBe(1);
    return found[0]?.[1].Properties;
  }, changed);
  const proof = prove(changed, declaration, place, { guards: false });
  const causes = causesOf(readApp(changed, place), declaration, proof);
  // Each says where it is, and what to do.
  for (const { source, advice } of causes) expect([source === '', advice.length > 0]).toEqual([false, true]);
  return Object.fromEntries(
    proof.claims
      .filter(({ verdict }) => verdict !== 'proved')
      .map(({ id, verdict, because }) => [id, `${verdict}: ${because}`]),
  );
}

const SCHEDULE = 'AWS::Scheduler::Schedule';

describe('what only the clock starts', () => {
  it('holds as it is', () => expect(fallenBy(() => {})).toEqual({}));

  const FALLS: readonly (readonly [string, Change, RegExp])[] = [
    [
      'a schedule that is off',
      (of) => Object.assign(of(SCHEDULE, RETAIN), { State: 'DISABLED' }),
      /^refuted: .*is switched off/,
    ],
    [
      'one of which that is not known',
      (of, all) => {
        const [stack] = Object.values(all).filter((template) => JSON.stringify(template).includes('RetentionDaily'));
        Object.assign(stack ?? {}, { Parameters: { On: { Type: 'String' } } });
        Object.assign(of(SCHEDULE, RETAIN), { State: { Ref: 'On' } });
      },
      /^undecided: .*may be switched off/,
    ],
    [
      'one that ends',
      (of) => Object.assign(of(SCHEDULE, RETAIN), { EndDate: '2040-01-01T00:00:00Z' }),
      /^refuted: .*stops on a day/,
    ],
    [
      'one that begins some day',
      (of) => Object.assign(of(SCHEDULE, RETAIN), { StartDate: '2040-01-01T00:00:00Z' }),
      /^undecided: .*begins on a day/,
    ],
    [
      'one that starts once',
      (of) => Object.assign(of(SCHEDULE, RETAIN), { ScheduleExpression: 'at(2026-12-01T00:00:00)' }),
      /^refuted: .*only once/,
    ],
    [
      'a day between',
      (of) => Object.assign(of(SCHEDULE, RETAIN), { ScheduleExpression: 'rate(1 day)' }),
      /^refuted: .*leaves 24 h .*1 h are the most/,
    ],
    [
      'working days',
      (of) => Object.assign(of(SCHEDULE, RETAIN), { ScheduleExpression: 'cron(20 * ? * MON-FRI *)' }),
      /^undecided: .*too seldom/,
    ],
    [
      'another target',
      (of) =>
        Object.assign(of(SCHEDULE, RETAIN).Target, {
          Arn: 'arn:aws:lambda:region:000000000000:function:strongroom-page',
        }),
      /^refuted: no schedule starts strongroom-retain/,
    ],
    [
      'a function that must not run',
      (of) => Object.assign(of('AWS::Lambda::Function', RETAIN), { ReservedConcurrentExecutions: 0 }),
      /^refuted: strongroom-retain must never run/,
    ],
  ];
  it.each(FALLS)('falls by %s', (_, change, says) => {
    expect(fallenBy(change)).toEqual({ 'works/clock/starts-retain': expect.stringMatching(says) });
  });

  it('falls where a rule of EventBridge is off', () => {
    const fallen = fallenBy((of) => Object.assign(of('AWS::Events::Rule', 'strongroom-prove'), { State: 'DISABLED' }));
    expect(Object.keys(fallen)).toEqual(['works/clock/starts-prove']);
  });

  it('needs each share of the work', () => {
    const need = declaration.needs?.find(({ id }) => id === 'clock/starts-retain');
    const shared = { ...declaration, needs: [{ ...need, shares: 2 }] } as Declaration;
    const changed = structuredClone(templates);
    const [stack] = Object.values(changed).filter(({ Resources }) =>
      JSON.stringify(Resources).includes('RetentionDaily'),
    );
    const [first] = Object.values(stack?.Resources ?? {}).filter(({ Properties }) => Properties?.Name === RETAIN);
    const verdictOf = () =>
      prove(changed, shared, place, { guards: false }).claims.find(({ id }) => id.startsWith('works'))?.verdict;
    expect(verdictOf()).toBe('refuted');
    Object.assign(stack?.Resources ?? {}, { Twin: structuredClone(first) });
    expect(verdictOf()).toBe('refuted');
    Object.assign(stack?.Resources.Twin.Properties.Target, { Input: '{"share":{"of":2,"at":1}}' });
    expect(verdictOf()).toBe('proved');
    Object.assign(stack?.Resources.Twin.Properties, { State: 'DISABLED' });
    expect(verdictOf()).toBe('refuted');
  });
});

describe('tables whose items say when they go', () => {
  const TABLE = 'AWS::DynamoDB::Table';
  it.each([
    ['off', { Enabled: false, AttributeName: 'expiresAt' }, /forgets no item/],
    ['by another attribute', { Enabled: true, AttributeName: 'expires_at' }, /forgets items by expires_at/],
  ])('fall where the time to live is %s', (_, setting, says) => {
    const fallen = fallenBy((of) =>
      Object.assign(of(TABLE, 'strongroom-participation'), { TimeToLiveSpecification: setting }),
    );
    const [[id, found] = []] = Object.entries(fallen);
    expect([id, found]).toEqual([expect.stringMatching(/^it-dies\/participation\//), expect.stringMatching(says)]);
  });
});

it.each([
  ['rate(5 minutes)', 5],
  ['rate(1 hour)', 60],
  ['cron(20 * * * ? *)', 60],
  ['cron(5/15 * * * ? *)', 15],
  ['cron(50 0-6 * * ? *)', 18 * 60],
  ['cron(40 1/6 * * ? *)', 360],
  ['cron(0,45 8,20 * * ? *)', 11 * 60 + 15 + 0],
  ['cron(15 9 * * ? *)', 1_440],
  ['at(2026-01-01T00:00:00)', Number.POSITIVE_INFINITY],
  ['cron(0 8 1 * ? *)', undefined],
  ['cron(0 8 * * ? 2026)', undefined],
  ['cron(0 25 * * ? *)', undefined],
  ['cron(0 8/0 * * ? *)', undefined],
  ['cron(0 8 * * *)', undefined],
  ['rate(daily)', undefined],
])('%s leaves %s minutes between two starts', (expression, minutes) => {
  expect(minutesBetween(expression)).toBe(minutes);
});
