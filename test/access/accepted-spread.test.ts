import { expect, it } from 'vitest';
import { prove } from '../../lib/access/index.ts';
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';
import { KEY, mayAlso, type Resources } from './side-doors.ts';

const ELSEWHERE = 'arn:aws:logs:eu-west-1:444455556666:destination:elsewhere';
const log = (more: object = {}) => ({ Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 7, ...more } });
const subscription = (source: string, DestinationArn: unknown) => ({
  Type: 'AWS::Logs::SubscriptionFilter',
  Properties: { LogGroupName: { Ref: source }, DestinationArn, FilterPattern: '' },
});

/** What is open of the claims about side doors once each finding of the app before a change is accepted. */
function openAfter(before: (resources: Resources) => void, change: (resources: Resources) => void): string[] {
  const decide = (accepted: readonly string[], ...changes: readonly ((resources: Resources) => void)[]) => {
    const template = structuredClone(lakeTemplate()) as { Resources: Resources };
    for (const apply of changes) apply(template.Resources);
    const { claims } = prove(
      { Lake: template },
      {
        ...lakeDeclaration,
        claims: ['no-side-doors/raw'],
        accepted: accepted.map((id) => ({ id, reason: 'r', approver: 'a', expires: '2026-06-15' })),
      },
      lakePlace,
      { today: '2026-06-15' },
    );
    return claims.filter((claim) => claim.verdict !== 'proved' && !claim.accepted);
  };
  const accepted: string[] = [];
  for (let round = 0; round < 20; round++) {
    const open = decide(accepted, before);
    if (open.length === 0) break;
    accepted.push(...open.map(({ finding = '' }) => finding));
  }
  expect(accepted).not.toEqual([]);
  expect(decide(accepted, before)).toEqual([]);
  return decide(accepted, before, change).map(({ because = '' }) => because);
}

const logged = (resources: Resources): void => {
  resources.Log = log();
  mayAlso(resources, 'RedactRole', 'logs:PutLogEvents', { 'Fn::GetAtt': ['Log', 'Arn'] });
};

const CASES: readonly [string, (resources: Resources) => void, (resources: Resources) => void, RegExp][] = [
  [
    'a log without a key is later subscribed to by another account',
    logged,
    (resources) => Object.assign(resources, { Forward: subscription('Log', ELSEWHERE) }),
    /^Forward forwards log events from .*444455556666/,
  ],
  [
    'a log without a key is later read by another role',
    logged,
    (resources) => {
      resources.Watcher = structuredClone(resources.RegistrationRole);
      mayAlso(resources, 'Watcher', 'logs:GetLogEvents', '*');
    },
    /Watcher can read .*, where raw may be \(logs:GetLogEvents\)$/,
  ],
  [
    'a log without a key later keeps what it gets for ever',
    logged,
    (resources) => Object.assign(resources.Log.Properties, { RetentionInDays: undefined }),
    /^.* keeps what it gets of raw for ever$/,
  ],
  [
    'a queue without a key, to which a function sends what failed, later moves it on',
    (resources) => {
      resources.Dead = { Type: 'AWS::SQS::Queue', Properties: {} };
      resources.RedactFunction.Properties.DeadLetterConfig = { TargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] } };
    },
    (resources) =>
      Object.assign(resources.Dead.Properties, {
        RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:444455556666:elsewhere', maxReceiveCount: 1 },
      }),
    /^Dead moves undelivered messages from .*444455556666/,
  ],
  [
    'a log without a key, into which a task prints, is later subscribed to by another account',
    (resources) => {
      resources.Log = log();
      resources.Task = {
        Type: 'AWS::ECS::TaskDefinition',
        Properties: {
          TaskRoleArn: { 'Fn::GetAtt': ['RedactRole', 'Arn'] },
          ContainerDefinitions: [
            { Name: 'c', LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': { Ref: 'Log' } } } },
          ],
        },
      };
    },
    (resources) => Object.assign(resources, { Forward: subscription('Log', ELSEWHERE) }),
    /^Forward forwards log events from .*444455556666/,
  ],
];

it.each(CASES)('an acceptance does not cover it when %s', (_, before, change, because) => {
  expect(openAfter(before, change)).toContainEqual(expect.stringMatching(because));
});

it.each<[string, (resources: Resources) => void]>([
  ['another log', (resources) => Object.assign(resources, { Other: log() })],
  [
    'a subscription of another log',
    (resources) => Object.assign(resources, { Other: log(), Forward: subscription('Other', ELSEWHERE) }),
  ],
  ['a key on another log', (resources) => Object.assign(resources, { Other: log({ KmsKeyId: KEY }) })],
])('an acceptance of a log without a key holds on beside %s', (_, change) => {
  expect(openAfter(logged, change)).toEqual([]);
});
