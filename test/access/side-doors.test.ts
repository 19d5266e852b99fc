import { describe, expect, it } from 'vitest';
import { WAYS_OUT } from '../../lib/access/side-doors/ways-out.ts';
import {
  claimOf,
  FLOW_CASES,
  KEY,
  keyedStore,
  mayAlso,
  planted,
  put,
  READ_CASES,
  type Resources,
  sideDoors,
  WRITE_CASES,
} from './side-doors.ts';

const sinks = (change: (resources: Resources) => void) => claimOf(sideDoors(change), 'sinks');

describe('an approved reader', () => {
  it.each(WRITE_CASES)('that may %s anything is refuted', (action) => {
    const claim = sinks((r) => mayAlso(r, 'RedactRole', action));
    expect(claim.verdict).toBe('refuted');
    expect(claim.because).toContain(action);
  });

  const ways = WAYS_OUT.flatMap(({ actions }) => [...actions]);
  it.each(ways)('that may %s is refuted', (pattern) => {
    const action = pattern.replace(/^\*:/, 'events:').replace(/\*/g, 'Thing');
    const claim = sinks((r) => mayAlso(r, 'RedactRole', action));
    expect(claim.verdict).toBe('refuted');
    expect(claim.because).toContain(action);
  });

  it('that may take a role is refuted, but for one that is approved too', () => {
    expect(sinks((r) => mayAlso(r, 'RedactRole', 'sts:AssumeRole')).verdict).toBe('refuted');
    const approved = { 'Fn::GetAtt': ['RedactRole', 'Arn'] };
    expect(sinks((r) => mayAlso(r, 'RedactRole', 'sts:AssumeRole', approved)).verdict).toBe('proved');
  });

  it.each([
    ['an action that no table knows', 'unheard:OfThing'],
    ['a wildcard over unknown actions', 's3:Unheard*'],
    ['a wildcard in the service', 'unh*:Do'],
  ])('is undecided with %s', (_, action) => {
    const claim = sinks((r) => mayAlso(r, 'RedactRole', action));
    expect(claim.verdict).toBe('undecided');
    expect(claim.because).toContain(action);
    expect(claim.witness?.path[0]?.statement).toContain('of more');
  });

  it('is not proved with everything but a few actions', () => {
    const claim = sinks((r) => {
      r.Wide = structuredClone(r.TeamPolicy);
      r.Wide.Properties.Roles = [{ Ref: 'RedactRole' }];
      r.Wide.Properties.PolicyDocument.Statement = { Effect: 'Allow', NotAction: ['s3:*', 'kms:*'], Resource: '*' };
    });
    expect(claim.verdict).toBe('refuted');
  });

  const bounded = (...actions: string[]) =>
    sinks((r) => {
      mayAlso(r, 'RedactRole', '*');
      r.RedactRole.Properties.PermissionsBoundary = { Ref: 'Bound' };
      r.Bound = structuredClone(r.TeamBoundary);
      r.Bound.Properties.PolicyDocument.Statement = { Effect: 'Allow', Action: actions, Resource: '*' };
    });
  it('is held to its boundary', () => {
    expect(bounded('kms:Decrypt', 's3:Get*').verdict).toBe('proved');
    expect(bounded('kms:Decrypt', 'ses:SendEmail').verdict).toBe('refuted');
    expect(bounded('kms:Decrypt', 'unheard:Of*').verdict).toBe('undecided');
  });

  it.each([
    'kms:ReEncrypt*',
    'kms:GenerateDataKey*',
    's3:GetObject*',
    's3:GetBucket*',
    's3:List*',
    's3:Abort*',
    's3:DeleteObject*',
    's3:PutObjectLegalHold',
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:ChangeMessageVisibility',
    'dynamodb:BatchGetItem',
    'dynamodb:ConditionCheckItem',
    'dynamodb:GetShardIterator',
    'cloudwatch:PutMetricData',
    'xray:PutTraceSegments',
    'glue:CreatePartition',
    'glue:UpdatePartition',
    'ec2:CreateNetworkInterface',
    'ssm:GetParameter',
    'secretsmanager:GetSecretValue',
  ])('may %s', (action) => {
    expect(sinks((r) => mayAlso(r, 'RedactRole', action)).verdict).toBe('proved');
  });
});

describe('a store that an approved reader writes to', () => {
  it.each(READ_CASES)('%s by somebody else is refuted', (action, door, { when, needsKey }) => {
    const claims = sideDoors((r) => {
      r.Other = keyedStore(door.kind, when ? put(when, { StreamViewType: 'NEW_IMAGE' }) : {});
      const arn = door.kind === 'AWS::SNS::Topic' ? 'TopicArn' : 'Arn';
      const target =
        /Secret/.test(door.kind) || /Topic/.test(door.kind) ? { Ref: 'Other' } : { 'Fn::GetAtt': ['Other', arn] };
      mayAlso(r, 'RedactRole', [...door.writes], target);
      mayAlso(r, 'TeamRole', needsKey ? [action, 'kms:Decrypt'] : action);
      if (needsKey)
        r.RawKey.Properties.KeyPolicy.Statement.push({
          Effect: 'Allow',
          Principal: { AWS: { 'Fn::GetAtt': ['TeamRole', 'Arn'] } },
          Action: 'kms:Decrypt',
          Resource: '*',
        });
      delete r.TeamRole.Properties.PermissionsBoundary;
    });
    expect(claimOf(claims, 'closed').verdict).toBe('refuted');
    expect(claimOf(claims, 'closed').because).toContain('TeamRole can read Lake-Other, where raw may be');
  });

  it.each([
    ['a bucket of no class', { Type: 'AWS::S3::Bucket', Properties: {} }, 's3:PutObject', 'a bucket of no class'],
    ['a queue without a key', { Type: 'AWS::SQS::Queue', Properties: {} }, 'sqs:SendMessage', 'not encrypted'],
    [
      'a queue with the key of a class of other readers',
      { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: { 'Fn::GetAtt': ['OtherKey', 'Arn'] } } },
      'sqs:SendMessage',
      'not encrypted with a key of these templates',
    ],
  ])('%s is refuted', (_, store, action, because) => {
    const claim = sinks((r) => {
      r.Other = store;
      const target = { 'Fn::GetAtt': ['Other', 'Arn'] };
      mayAlso(r, 'RedactRole', action, [target, { 'Fn::Join': ['', [target, '/*']] }]);
    });
    expect(claim.verdict).toBe('refuted');
    expect(claim.because).toContain(because);
  });

  it.each([
    ['AWS::Logs::LogGroup', 'logs:PutLogEvents', {}, 'refuted'],
    ['AWS::Logs::LogGroup', 'logs:PutLogEvents', { RetentionInDays: 30 }, 'proved'],
    ['AWS::DynamoDB::Table', 'dynamodb:PutItem', {}, 'refuted'],
    ['AWS::DynamoDB::Table', 'dynamodb:PutItem', { TimeToLiveSpecification: { Enabled: true } }, 'undecided'],
    ['AWS::SQS::Queue', 'sqs:SendMessage', {}, 'proved'],
    ['AWS::Kinesis::Stream', 'kinesis:PutRecord', {}, 'proved'],
  ])('%s with %s and %j forgets: %4$s', (type, action, more, verdict) => {
    const claims = sideDoors((r) => {
      r.Other = keyedStore(type, more);
      mayAlso(r, 'RedactRole', action, { 'Fn::GetAtt': ['Other', 'Arn'] });
    });
    expect(claimOf(claims, 'sinks').verdict).toBe('proved');
    expect(claimOf(claims, 'forgets').verdict).toBe(verdict);
  });

  it('may be a function of an approved reader, and of nobody else', () => {
    const calls = (role: string) =>
      sinks((r) => {
        r.Helper = { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': [role, 'Arn'] } } };
        mayAlso(r, 'RedactRole', 'lambda:InvokeFunction', { 'Fn::GetAtt': ['Helper', 'Arn'] });
      });
    expect(calls('RedactRole').verdict).toBe('proved');
    expect(calls('TeamRole').verdict).toBe('refuted');
  });

  it('may be opened by its own policy to nobody outside', () => {
    const claims = sideDoors((r) => {
      r.Src = keyedStore('AWS::SQS::Queue');
      r.Policy = {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: [{ Ref: 'Src' }],
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'sqs:*', Resource: '*' },
          },
        },
      };
    });
    expect(claimOf(claims, 'closed').because).toContain('a principal outside the account can read Lake-Src');
  });
});

describe('a setting that forwards', () => {
  it.each(FLOW_CASES)('%s elsewhere is refuted', (_, flow, path) => {
    expect(claimOf(sideDoors(planted(flow, path, false)), 'copies').verdict).toBe('proved');
    const claim = claimOf(sideDoors(planted(flow, path, true)), 'copies');
    expect(claim.verdict).toBe('refuted');
    expect(claim.witness?.path.at(-1)?.action).toBe(flow.says);
  });

  it('is followed from store to store', () => {
    const dead = (other: object) =>
      sideDoors((r) => {
        r.Src = keyedStore('AWS::SNS::Topic', {
          Subscription: [{ Protocol: 'sqs', Endpoint: { 'Fn::GetAtt': ['First', 'Arn'] } }],
        });
        r.First = keyedStore('AWS::SQS::Queue', {
          RedrivePolicy: JSON.stringify({ deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:111122223333:dead' }),
        });
        r.Dead = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead', ...other } };
      });
    expect(claimOf(dead({ KmsMasterKeyId: KEY }), 'copies').verdict).toBe('proved');
    const claim = claimOf(dead({}), 'copies');
    expect(claim.verdict).toBe('refuted');
    expect(claim.witness?.path.map((step) => step.action)).toEqual(['delivers messages', 'moves undelivered messages']);
  });
});

describe('a crawler that runs as a reader', () => {
  const crawling =
    (DatabaseName: unknown, database: object | undefined, grant?: object) =>
    (r: Resources): void => {
      r.Crawler = {
        Type: 'AWS::Glue::Crawler',
        Properties: { Role: { 'Fn::GetAtt': ['RegistrationRole', 'Arn'] }, DatabaseName, Targets: {} },
      };
      if (database)
        r.Crawled = {
          Type: 'AWS::Glue::Database',
          Properties: { CatalogId: { Ref: 'AWS::AccountId' }, DatabaseInput: { Name: 'crawled', ...database } },
        };
      if (grant)
        r.Grant = {
          Type: 'AWS::LakeFormation::PrincipalPermissions',
          Properties: {
            Principal: { DataLakePrincipalIdentifier: 'arn:aws:iam::111122223333:role/analyst' },
            Permissions: ['SELECT'],
            PermissionsWithGrantOption: [],
            Resource: grant,
          },
        };
    };
  const closed = { CreateTableDefaultPermissions: [] };
  const wildcard = (DatabaseName: string) => ({
    Table: { CatalogId: '111122223333', DatabaseName, TableWildcard: {} },
  });

  it.each<[string, (r: Resources) => void, string]>([
    ['makes tables that nobody was granted', crawling('crawled', closed), 'proved'],
    ['makes no tables', crawling(undefined, undefined), 'proved'],
    ['makes tables in a database with grants on another', crawling('crawled', closed, wildcard('other')), 'proved'],
    ['makes tables that are open by default', crawling('crawled', {}), 'refuted'],
    ['makes tables that a grant on all of them shows', crawling('crawled', closed, wildcard('crawled')), 'refuted'],
    ['makes tables in a database of others', crawling('elsewhere', closed), 'undecided'],
  ])('%s', (_, change, verdict) => {
    const claim = claimOf(sideDoors(change, 'redacted'), 'copies', 'redacted');
    expect([claim.verdict, claim.because]).toEqual([
      verdict,
      verdict === 'proved' ? undefined : expect.stringContaining('Crawler makes tables'),
    ]);
  });
});
