import { describe, expect, test } from 'vitest';
import { checkEmpty, checkEnvironment, runTrial } from '../../bin/first-account/run.ts';
import { STEPS } from '../../bin/first-account/steps.ts';
import type { Execute, Sandbox, Trial } from '../../bin/first-account/types.ts';
import { environment } from '../../config/environments.ts';
import { present } from '../present.ts';

const ACCOUNT = '111122223333';
const PLACE: Sandbox = {
  ...{ account: ACCOUNT, region: 'eu-central-1', began: '2026-05-01T10:00:00.000Z', prefix: 'strongroom' },
  ...{ database: 'strongroom', table: 'activity', raw: 'raw', redacted: 'redacted', audit: 'audit', trail: 'trail' },
  ...{ records: '/aws/events/strongroom/queries', workgroup: 'team', alarm: 'alarm', redactRole: 'redact' },
  ...{ compact: 'fn-compact', keep: 'fn-keep' },
  ...{ teamProfile: 'team', auditorProfile: 'auditor', wait: async () => {}, minutes: () => 10 },
};
const FRESH: Trial = {
  account: ACCOUNT,
  region: 'eu-central-1',
  began: PLACE.began,
  state: 'deploying',
  answers: {},
  stays: [],
};
const ok = (value: unknown) => ({ code: 0, stdout: JSON.stringify(value), stderr: '' });
const refused = (code: string) => ({ code: 254, stdout: '', stderr: `An error occurred (${code}) when calling` });
const events = (...all: string[]) => ok({ Events: all.map((CloudTrailEvent) => ({ CloudTrailEvent })) });

/** Responds to a command that contains a key of `answers`, and records every command. */
function standIn(answers: Readonly<Record<string, (command: readonly string[]) => Awaited<ReturnType<Execute>>>> = {}) {
  const asked: string[] = [];
  const execute: Execute = async (command) => {
    const said = command.join(' ');
    asked.push(said);
    const found = Object.entries(answers).find(([part]) => said.includes(part));
    return found?.[1](command) ?? ok({});
  };
  return { asked, execute };
}
const work = (execute: Execute, kept: Trial[] = []) => ({
  execute,
  place: PLACE,
  say: () => {},
  keep: (trial: Trial) => void kept.push(structuredClone(trial)),
});
const codeOf = async (doing: () => unknown): Promise<unknown> => {
  try {
    await doing();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return undefined;
};

test('the steps have ids, and N3, N7, N9, N10, N11, N21 to N23 are among them', () => {
  const ids = STEPS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const rows = ids.flatMap((id) => /^N(\d+)/.exec(id)?.[1] ?? []).map(Number);
  // N21 and N23 also settle another row; N22 is the alarm.
  expect(rows.toSorted((a, b) => a - b)).toEqual([3, 7, 9, 10, 11, 21, 22, 23]);
  for (const { readings } of STEPS) expect(Object.keys(readings).length).toBeGreaterThan(1);
});

describe('refuses', () => {
  const target = { account: ACCOUNT, region: 'eu-central-1' };
  test.each([
    ['production', { ...environment, name: 'production', target }, ACCOUNT, 'first-account.production'],
    ['what is live', { ...environment, name: 'eu-live', target }, ACCOUNT, 'first-account.production'],
    ['an environment without an account', { ...environment, target: null }, ACCOUNT, 'first-account.target'],
    ['to go on unasked', { ...environment, name: 'sandbox', target }, undefined, 'first-account.unconfirmed'],
    [
      'another account than was typed',
      { ...environment, name: 'sandbox', target },
      '999988887777',
      'first-account.unconfirmed',
    ],
    ['nothing else', { ...environment, name: 'sandbox', target }, ACCOUNT, undefined],
  ] as const)('%s', async (_name, config, confirmed, code) => {
    expect(await codeOf(() => checkEnvironment(config, confirmed))).toBe(code);
  });

  const empty = {
    'sts get-caller-identity': () => ok({ Account: ACCOUNT }),
    'describe-stacks': () => ok({ Stacks: [{ StackName: 'CDKToolkit' }] }),
    'list-buckets': () => ok({ Buckets: [{ Name: 'cdk-hnb659fds-assets' }] }),
    'list-functions': () => ok({ Functions: [] }),
    'get-databases': () => ok({ DatabaseList: [{ Name: 'default' }] }),
  };
  test.each([
    ['nothing but a bootstrap', {}, undefined],
    ['a stack', { 'describe-stacks': () => ok({ Stacks: [{ StackName: 'app' }] }) }, 'first-account.not-empty'],
    ['a bucket', { 'list-buckets': () => ok({ Buckets: [{ Name: 'b' }] }) }, 'first-account.not-empty'],
    ['a function', { 'list-functions': () => ok({ Functions: [{ FunctionName: 'f' }] }) }, 'first-account.not-empty'],
    ['a database', { 'get-databases': () => ok({ DatabaseList: [{ Name: 'd' }] }) }, 'first-account.not-empty'],
    ['stacks that cannot be read', { 'describe-stacks': () => refused('AccessDenied') }, 'first-account.unread'],
    ['an answer without a list', { 'list-buckets': () => ok({}) }, 'first-account.unread'],
    [
      'credentials of another',
      { 'sts get-caller-identity': () => ok({ Account: '1' }) },
      'first-account.wrong-account',
    ],
    [
      'no command line of AWS',
      { 'sts get-caller-identity': () => ({ code: 127, stdout: '', stderr: 'ENOENT' }) },
      'first-account.wrong-account',
    ],
  ])('an account that holds %s', async (_name, changes, code) => {
    const { execute, asked } = standIn({ ...empty, ...changes });
    expect(await codeOf(() => checkEmpty(execute, target))).toBe(code);
    expect(asked.some((command) => /deploy|destroy/.test(command))).toBe(false);
  });
});

describe('a trial', () => {
  const isDestroy = (command: string) => command.startsWith('npx cdk destroy');

  test('deploys, tries each step in order, removes everything, and lists the remains', async () => {
    const { execute, asked } = standIn();
    const kept: Trial[] = [];
    const trial = await runTrial(FRESH, work(execute, kept));
    expect(asked[0]).toBe('npx cdk deploy --all --require-approval never');
    expect(asked.filter(isDestroy)).toEqual([asked.at(-1)]);
    expect(Object.keys(trial.answers)).toEqual(STEPS.map(({ id }) => id));
    expect(trial).toMatchObject({
      state: 'taken-down',
      stays: expect.arrayContaining([expect.stringContaining('audit')]),
    });
    expect(kept.map(({ state }) => state).filter((state, at, all) => state !== all[at - 1])).toEqual([
      'deploying',
      'deployed',
      'taken-down',
    ]);
  });

  test.each(STEPS.map(({ id }) => id))(
    'removes everything after a fault in %s, and tries the other steps',
    async (id) => {
      const { execute, asked } = standIn();
      const steps = STEPS.map((step) =>
        step.id === id ? { ...step, try: async () => Promise.reject(new Error('broken')) } : step,
      );
      const trial = await runTrial(FRESH, { ...work(execute), steps });
      expect(trial.answers[id]).toEqual({ reading: 'untold', why: 'broken' });
      expect(Object.keys(trial.answers)).toHaveLength(STEPS.length);
      expect(asked.filter(isDestroy)).toHaveLength(1);
    },
  );

  test('removes the remains of a failed deployment, and then reports why it failed', async () => {
    const kept: Trial[] = [];
    const { execute, asked } = standIn({ 'cdk deploy': () => ({ code: 1, stdout: '', stderr: 'x\nNo bootstrap' }) });
    expect(await codeOf(() => runTrial(FRESH, work(execute, kept)))).toBe('first-account.deployment');
    expect(asked.filter(isDestroy)).toHaveLength(1);
    expect(kept.at(-1)?.state).toBe('taken-down');
  });

  test('removes everything when its answers cannot be saved', async () => {
    const { execute, asked } = standIn();
    let left = 3;
    const keep = () => {
      if (left-- === 0) throw new Error('disk full');
    };
    await expect(runTrial(FRESH, { ...work(execute), keep })).rejects.toThrow('disk full');
    expect(asked.filter(isDestroy)).toHaveLength(1);
  });

  test('whose removal failed says so, and can be resumed', async () => {
    const kept: Trial[] = [];
    const failing = standIn({ 'cdk destroy': () => ({ code: 1, stdout: '', stderr: 'in use' }) });
    expect(await codeOf(() => runTrial(FRESH, work(failing.execute, kept)))).toBe('first-account.teardown');
    expect(kept.at(-1)?.state).toBe('deployed');
    const again = standIn();
    expect((await runTrial(kept.at(-1) ?? FRESH, work(again.execute))).state).toBe('taken-down');
  });

  test('keeps given answers, and retries the others', async () => {
    const answers = { 'N22-alarm': { reading: 'published', why: 'then' }, digests: { reading: 'untold', why: 'then' } };
    const { execute, asked } = standIn();
    const trial = await runTrial({ ...FRESH, answers }, work(execute));
    expect(trial.answers['N22-alarm']?.why).toBe('then');
    expect(trial.answers.digests?.why).not.toBe('then');
    expect(asked.some((command) => command.includes('set-alarm-state'))).toBe(false);
  });

  test('retries unanswered steps, as often as requested', async () => {
    const [first] = STEPS;
    let left = 2;
    const late = { ...present(first), try: async () => ({ reading: left-- > 0 ? 'untold' : 'reached', why: '' }) };
    const trial = await runTrial(FRESH, { ...work(standIn().execute), steps: [late], rounds: 5 });
    expect([trial.answers[present(first).id]?.reading, left]).toEqual(['reached', -1]);
  });

  test('accepts no answer outside the listed readings', async () => {
    const { execute } = standIn();
    const [first] = STEPS;
    const steps = [{ ...present(first), try: async () => ({ reading: 'toString', why: '' }) }];
    expect((await runTrial(FRESH, { ...work(execute), steps })).answers[present(first).id]?.reading).toBe('untold');
  });
});

/** Possible responses of AWS, and the reading of each. */
const READINGS: readonly [id: string, reading: string, answers: Parameters<typeof standIn>[0]][] = [
  ['N23-notification', 'reached', { 'get-bucket-notification': () => ok({ QueueConfigurations: [{}] }) }],
  ['N23-notification', 'refused', {}],
  ['N23-notification', 'untold', { 'get-bucket-notification': () => refused('AccessDenied') }],
  ['N3-workgroup-key', 'creator', { GenerateDataKey: () => events('cdk-x-cfn-exec-role athena') }],
  ['N3-workgroup-key', 'service', { GenerateDataKey: () => events('s3') }],
  ['N3-workgroup-key', 'untold', { GenerateDataKey: () => events() }],
  ['N21-trail-to-logs', 'delivers', { 'get-trail-status': () => ok({ LatestCloudWatchLogsDeliveryTime: 1 }) }],
  ['N21-trail-to-logs', 'refused', { 'get-trail-status': () => ok({ LatestCloudWatchLogsDeliveryError: 'denied' }) }],
  ['N21-trail-to-logs', 'untold', {}],
  [
    'defaults',
    'empty',
    { 'get-data-lake-settings': () => ok({ DataLakeSettings: { CreateTableDefaultPermissions: [] } }) },
  ],
  [
    'defaults',
    'kept',
    { 'get-data-lake-settings': () => ok({ DataLakeSettings: { CreateTableDefaultPermissions: [{}] } }) },
  ],
  ['defaults', 'untold', {}],
  ...(['SUCCEEDED', 'FAILED', 'CANCELLED'] as const).map(
    (State, at): [string, string, Parameters<typeof standIn>[0]] => [
      'N7-lake-role',
      ['runs', 'role-refused', 'refused'][at] ?? '',
      {
        'start-query': () => ok({ QueryExecutionId: 'q' }),
        'get-query-execution': () =>
          ok({
            QueryExecution: {
              Status: { State, StateChangeReason: State === 'FAILED' ? 'could not assume role' : 'x' },
            },
          }),
      },
    ],
  ),
  ['N7-lake-role', 'refused', { 'start-query': () => refused('AccessDeniedException') }],
  [
    'N7-lake-role',
    'untold',
    {
      'start-query': () => ok({ QueryExecutionId: 'q' }),
      'get-query-execution': () => ok({ QueryExecution: { Status: { State: 'RUNNING' } } }),
    },
  ],
  ['N11-query-planning', 'asked', { StartQueryPlanning: () => events('x') }],
  ['N11-query-planning', 'not-asked', { GetDataAccess: () => events('x') }],
  ['N11-query-planning', 'untold', {}],
  ['N10-query-records', 'recorded', { 'describe-log-streams': () => ok({ logStreams: [{}] }) }],
  ['N10-query-records', 'lost', { 'describe-log-streams': () => ok({ logStreams: [] }) }],
  [
    'N22-alarm',
    'published',
    { history: () => ok({ AlarmHistoryItems: [{ HistorySummary: 'Successfully executed action' }] }) },
  ],
  [
    'N22-alarm',
    'refused',
    { history: () => ok({ AlarmHistoryItems: [{ HistorySummary: 'Failed to execute action' }] }) },
  ],
  ['N22-alarm', 'untold', {}],
  ['N9-bucket-key', 'needed', { Decrypt: () => events('redact on redacted') }],
  ['N9-bucket-key', 'untold', {}],
  ['digests', 'come', { 'list-objects': () => ok({ Contents: [{}] }) }],
  ['digests', 'untold', {}],
  ...(
    [
      ['rewrite-parts', 'written', 'fn-compact', { state: 'done', keys: [], rows: 0 }],
      ['rewrite-parts', 'refused', 'fn-compact', { state: 'refused', code: 'access.denied', message: 'no' }],
      ['rewrite-parts', 'untold', 'fn-compact', { errorMessage: 'x' }],
      ['rewrite-rows', 'moved', 'fn-keep', { rewritten: 1, rows: 3, failed: [] }],
      ['rewrite-rows', 'refused', 'fn-keep', { rewritten: 0, failed: [{ code: 'generation.miscounted' }] }],
      ['rewrite-rows', 'untold', 'fn-keep', { rewritten: 0, failed: [] }],
    ] as const
  ).map(([id, reading, name, answer]): [string, string, Parameters<typeof standIn>[0]] => [
    id,
    reading,
    { [name]: () => ({ code: 0, stdout: `${JSON.stringify(answer)}{\n    "StatusCode": 200\n}\n`, stderr: '' }) },
  ]),
  ...(['SUCCEEDED', 'FAILED'] as const).map((State): [string, string, Parameters<typeof standIn>[0]] => [
    'rewrite-grants',
    State === 'FAILED' ? 'closed' : 'open',
    {
      'start-query': () => ok({ QueryExecutionId: 'q' }),
      'get-query-execution': () => ok({ QueryExecution: { Status: { State } } }),
    },
  ]),
  ['rewrite-grants', 'closed', { 'start-query': () => refused('AccessDeniedException') }],
];

test.each(READINGS)('%s: %s', async (id, reading, answers) => {
  const step = STEPS.find((candidate) => candidate.id === id);
  const { execute } = standIn(answers);
  expect((await step?.try(execute, PLACE))?.reading).toBe(reading);
});

test('digests that did not arrive within two hours are missing', async () => {
  const step = STEPS.find(({ id }) => id === 'digests');
  expect((await step?.try(standIn().execute, { ...PLACE, minutes: () => 121 }))?.reading).toBe('missing');
});
