import { describe, expect, test } from 'vitest';
import { type Claim, type Declaration, proveAccount } from '../../lib/access/index.ts';
import { accountOf, driftOf } from '../../lib/access/live/index.ts';
import type { AccountReading, CallAnswer } from '../../lib/access/live/reading.ts';
import { there } from '../../lib/activity/there.ts';
import { deployed } from './live/deploy.ts';

import { answered, asMallory, edited } from './live/drifts.ts';

const account = 'arn:aws:iam::111122223333:root';
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

const TEMPLATE = {
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeyPolicy: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { AWS: account }, Action: 'kms:*', Resource: '*' }],
        },
      },
    },
    Stream: {
      Type: 'AWS::Kinesis::Stream',
      Properties: { Name: 'strokes', StreamEncryption: { EncryptionType: 'KMS', KeyId: arnOf('Key') } },
    },
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'answers', KmsKeyId: arnOf('Key') } },
    Settings: {
      Type: 'AWS::LakeFormation::DataLakeSettings',
      Properties: { Admins: [{ DataLakePrincipalIdentifier: 'arn:aws:iam::111122223333:role/strongroom-auditor' }] },
    },
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: { TableName: 'people', SSESpecification: { KMSMasterKeyId: arnOf('Key') } },
    },
    Repository: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: 'programs' } },
    Reader: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
      },
    },
  },
};

const reading = deployed(new Map([['App.template.json', JSON.stringify(TEMPLATE)]]));
const named = (name: string, channel: string) => ({
  name,
  channels: [channel],
  keys: ['Key'],
  approvedReaders: ['Reader'],
});
const declaration: Declaration = {
  classes: [named('strokes', 'Stream'), named('answers', 'Secret'), named('people', 'Table')],
  trustedBase: [],
  teams: [],
  claims: ['no-side-doors'],
};

const closedIn = async (given: AccountReading): Promise<Record<string, Claim['verdict']>> => {
  const { app } = await accountOf(given);
  const { claims } = proveAccount(app, declaration);
  return Object.fromEntries(
    claims.filter(({ id }) => id.endsWith('/closed')).map(({ class: of = '', verdict }) => [of, verdict]),
  );
};

const STREAM = 'arn:aws:dynamodb:eu-west-1:111122223333:table/people/stream/2026-11-27T00:00:00.000';

const lets = (Action: string, Resource = '*'): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: asMallory, Action, Resource }],
  });

/** What is put onto a store by hand after it was deployed, and the class that it opens. */
const BY_HAND: Readonly<Record<string, readonly [of: string, plant: (before: AccountReading) => AccountReading]>> = {
  'a policy on a stream': [
    'strokes',
    (before) => edited(before, 'kinesis:GetResourcePolicy', 'strokes', () => ({ Policy: lets('kinesis:GetRecords') })),
  ],
  'a policy on a secret': [
    'answers',
    (before) =>
      edited(before, 'secretsmanager:GetResourcePolicy', 'answers', (answer) => ({
        ...answer,
        ResourcePolicy: lets('secretsmanager:GetSecretValue'),
      })),
  ],
  'a policy on the stream of a table': [
    'people',
    (before) =>
      answered(
        edited(before, 'dynamodb:DescribeTable', 'people', ({ Table }) => ({
          Table: {
            ...{ ...Table, LatestStreamArn: STREAM },
            StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
          },
        })),
        {
          ...{ call: 'dynamodb:GetResourcePolicy', input: { ResourceArn: STREAM } },
          output: { Policy: lets('dynamodb:GetRecords', STREAM) },
        },
      ),
  ],
};

describe('stores that carry a policy of their own', () => {
  test('are closed as their templates say', async () => {
    expect(await closedIn(reading)).toEqual({ strokes: 'proved', answers: 'proved', people: 'proved' });
  });

  test.each(Object.entries(BY_HAND))('%s opens it', async (_, [of, plant]) => {
    const found = await closedIn(plant(reading));
    expect(found).toEqual({ ...(await closedIn(reading)), [of]: 'refuted' });
  });

  test('differ from the templates by each policy that was put onto them', async () => {
    const opened = [
      (before: AccountReading) =>
        edited(before, 'ecr:GetRepositoryPolicy', 'programs', () => ({ policyText: lets('ecr:PutImage') })),
      (before: AccountReading) =>
        edited(before, 'ecr:GetRegistryPolicy', '', () => ({ policyText: lets('ecr:ReplicateImage') })),
      (before: AccountReading) =>
        edited(before, 'ecr:DescribePullThroughCacheRules', '', () => ({
          pullThroughCacheRules: [{ ecrRepositoryPrefix: 'programs', upstreamRegistryUrl: 'public.ecr.aws' }],
        })),
      ...Object.values(BY_HAND).map(([, plant]) => plant),
    ].reduce((before, plant) => plant(before), reading);
    const { app, expected } = await accountOf(opened);
    const { drifts, beside, others } = driftOf(there(expected, 'templates'), app);
    const told = [...drifts.map(({ text }) => text), ...beside].join();
    for (const each of ['programs', 'strokes', 'answers', 'people']) expect(told).toContain(each);
    expect(beside.length + drifts.length + others).toBeGreaterThan(5);
  });

  test.each([
    'kinesis:ListStreams',
    'kinesis:GetResourcePolicy',
    'secretsmanager:ListSecrets',
    'secretsmanager:GetResourcePolicy',
  ])('what %s does not answer leaves undecided what rests on it', async (call) => {
    const answers = reading.answers.map(
      (answer): CallAnswer =>
        answer.call === call
          ? { call, input: answer.input, error: { code: 'access.denied', why: 'not for you' } }
          : answer,
    );
    const of = call.startsWith('kinesis') ? 'strokes' : 'answers';
    expect((await closedIn({ ...reading, answers }))[of]).not.toBe('proved');
  });
});
