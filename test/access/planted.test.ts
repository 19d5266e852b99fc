import { describe, expect, it } from 'vitest';
import { type Claim, prove } from '../../lib/access/index.ts';
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';

// biome-ignore lint/suspicious/noExplicitAny: a mutation reaches into templates of every shape
type Resources = Record<string, any>;
type Planted = readonly [what: string, change: (r: Resources) => void];

const fallen = (change: (r: Resources) => void): Claim[] => {
  const template = structuredClone(lakeTemplate());
  change(template.Resources);
  return prove({ Lake: template }, lakeDeclaration, lakePlace).claims.filter((claim) => claim.verdict !== 'proved');
};
const ids = (claims: readonly Claim[]) => claims.map((claim) => `${claim.verdict} ${claim.id}`);

const statement = (Principal: unknown, Action: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Principal,
  Action,
  Resource: '*',
  ...more,
});
const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const ROOT = { AWS: '111122223333' };
const pattern = (r: Resources) => r.Watch.Properties.EventPattern.detail;
const alarm = (r: Resources) => r.AlarmPolicy.Properties.PolicyDocument.Statement[0];
const withKey = (r: Resources, key: object) => {
  r.AlarmKey = { Type: 'AWS::KMS::Key', Properties: key };
  r.Alarm.Properties.KmsMasterKeyId = { 'Fn::GetAtt': ['AlarmKey', 'Arn'] };
};
const EVENTS = { Service: 'events.amazonaws.com' };
const watchKeys = (r: Resources) => {
  pattern(r).eventName.push('DisableKey', 'ScheduleKeyDeletion');
};

describe('a change that reaches no person does not count as announced', () => {
  const SILENT: Planted[] = [
    [
      'the rule is disabled',
      (r) => {
        r.Watch.Properties.State = 'DISABLED';
      },
    ],
    [
      'the rule is on a bus of its own',
      (r) => {
        r.Watch.Properties.EventBusName = 'own';
      },
    ],
    [
      'the rule runs by the clock',
      (r) => {
        delete r.Watch.Properties.EventPattern;
        r.Watch.Properties.ScheduleExpression = 'rate(1 day)';
      },
    ],
    [
      'the pattern is a text',
      (r) => {
        r.Watch.Properties.EventPattern = '{"source":["aws.ec2"]}';
      },
    ],
    [
      'the topic does not let EventBridge publish',
      (r) => {
        delete r.AlarmPolicy;
      },
    ],
    [
      'the topic lets EventBridge publish for another account',
      (r) => {
        alarm(r).Condition = { StringEquals: { 'aws:SourceAccount': '444455556666' } };
      },
    ],
    [
      'the topic denies everybody',
      (r) => {
        r.AlarmPolicy.Properties.PolicyDocument.Statement.push({ ...statement('*', 'sns:Publish'), Effect: 'Deny' });
      },
    ],
    [
      'the target is a topic of another account',
      (r) => {
        r.Watch.Properties.Targets[0].Arn = 'arn:aws:sns:eu-west-1:444455556666:x';
      },
    ],
    [
      'the target is a queue that takes nothing',
      (r) => {
        r.Q = { Type: 'AWS::SQS::Queue', Properties: {} };
        r.Watch.Properties.Targets[0].Arn = { 'Fn::GetAtt': ['Q', 'Arn'] };
      },
    ],
    [
      "the topic has a key of AWS's own",
      (r) => {
        r.Alarm.Properties.KmsMasterKeyId = 'alias/aws/sns';
      },
    ],
    [
      'the key of the topic does not let EventBridge use it',
      (r) => {
        watchKeys(r);
        withKey(r, { KeyPolicy: policy(statement(ROOT, 'kms:DescribeKey')) });
      },
    ],
    [
      'the key of the topic is disabled',
      (r) => {
        watchKeys(r);
        withKey(r, { Enabled: false, KeyPolicy: policy(statement(EVENTS, 'kms:*')) });
      },
    ],
    [
      'there is no trail',
      (r) => {
        delete r.Trail;
      },
    ],
    [
      'the trail is off',
      (r) => {
        r.Trail.Properties.IsLogging = false;
      },
    ],
    [
      'the trail records reads only',
      (r) => {
        r.Trail.Properties.EventSelectors = [{ ReadWriteType: 'ReadOnly' }];
      },
    ],
    [
      'the trail leaves out KMS',
      (r) => {
        r.Trail.Properties.EventSelectors = [{ ExcludeManagementEventSources: ['kms.amazonaws.com'] }];
      },
    ],
    [
      'the trail records data events only',
      (r) => {
        r.Trail.Properties.AdvancedEventSelectors = [
          { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }] },
        ];
      },
    ],
  ];
  it.each(SILENT)('%s', (_, change) => {
    expect(ids(fallen(change))).toContain('refuted no-silent-administrator/raw');
  });

  it('a function beside a topic that takes nothing is not enough', () => {
    const found = fallen((r) => {
      delete r.AlarmPolicy;
      r.Pause = { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'pause' } };
      r.PausePermission = {
        Type: 'AWS::Lambda::Permission',
        Properties: { FunctionName: 'pause', Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' },
      };
      r.Watch.Properties.Targets.push({ Id: 'pause', Arn: { 'Fn::GetAtt': ['Pause', 'Arn'] } });
    });
    expect(ids(found)).toContain('refuted no-silent-administrator/raw');
  });

  const HEARD: Planted[] = [
    [
      'a key that lets EventBridge in',
      (r) => {
        watchKeys(r);
        withKey(r, { KeyPolicy: policy(statement(EVENTS, ['kms:Decrypt', 'kms:GenerateDataKey'])) });
      },
    ],
    [
      'a trail of management calls, chosen the new way',
      (r) => {
        r.Trail.Properties.AdvancedEventSelectors = [
          { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] },
        ];
      },
    ],
    [
      'a topic that asks for the account',
      (r) => {
        alarm(r).Condition = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
      },
    ],
  ];
  it('also when one of several targets takes nothing', () => {
    const found = fallen((r) => {
      r.Q = { Type: 'AWS::SQS::Queue', Properties: {} };
      r.Watch.Properties.Targets.push({ Id: 'more', Arn: { 'Fn::GetAtt': ['Q', 'Arn'] } });
    });
    expect(ids(found)).toEqual([]);
  });

  it.each(HEARD)('still announced: %s', (_, change) => {
    expect(ids(fallen(change))).toEqual([]);
  });
});

describe('a principal that could silence the announcements is announced', () => {
  it.each([
    'DisableRule',
    'DeleteRule',
    'RemoveTargets',
    'PutRule',
    'StopLogging',
    'DeleteTrail',
    'UpdateTrail',
    'PutEventSelectors',
    'DeleteTopic',
    'SetTopicAttributes',
    'RemovePermission',
  ])('%s', (event) => {
    const found = fallen((r) => {
      pattern(r).eventName = pattern(r).eventName.filter((name: string) => name !== event);
    });
    expect(ids(found)).toContain('refuted no-silent-administrator/unsilenced');
    expect(found[0]?.because).toContain(event);
  });
});

const trust = (r: Resources) => r.RedactRole.Properties.AssumeRolePolicyDocument.Statement;
const trusting = (service: string) => (r: Resources) => {
  trust(r).push({ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' });
};
const MACRO = { 'Fn::Transform': { Name: 'Mine' } };

describe('a planted breach is found', () => {
  const PLANTED: readonly [string, (r: Resources) => void, string][] = [
    [
      'holders of certificates may take an approved role',
      trusting('rolesanywhere.amazonaws.com'),
      'refuted no-escalation/raw/trust/RedactRole',
    ],
    [
      'an API lends an approved role',
      trusting('apigateway.amazonaws.com'),
      'refuted no-escalation/raw/trust/RedactRole',
    ],
    [
      'an unknown service may take an approved role',
      trusting('new.amazonaws.com'),
      'undecided no-escalation/raw/trust/RedactRole',
    ],
    [
      'a resource of another type runs as an approved role',
      (r) => {
        r.Method = {
          Type: 'AWS::ApiGateway::Method',
          Properties: { Integration: { Credentials: { 'Fn::GetAtt': ['RedactRole', 'Arn'] } } },
        };
      },
      'undecided no-escalation/raw/anybody',
    ],
    [
      'another account may change the code',
      (r) => {
        r.Open = {
          Type: 'AWS::Lambda::Permission',
          Properties: { FunctionName: 'redact', Action: 'lambda:UpdateFunctionCode', Principal: '444455556666' },
        };
      },
      'refuted no-escalation/raw/anybody',
    ],
    [
      'a key without a policy',
      (r) => {
        delete r.RawKey.Properties.KeyPolicy;
      },
      'refuted two-locks/raw/key/RawKey',
    ],
    [
      'a replica that the account may use',
      (r) => {
        r.Replica = {
          Type: 'AWS::KMS::ReplicaKey',
          Properties: {
            PrimaryKeyArn: { 'Fn::GetAtt': ['RawKey', 'Arn'] },
            KeyPolicy: policy(statement(ROOT, 'kms:*')),
          },
        };
      },
      'refuted two-locks/raw/key/Replica',
    ],
    [
      'a key that the account may replicate',
      (r) => {
        r.RawKey.Properties.MultiRegion = true;
        r.RawKey.Properties.KeyPolicy.Statement.push(statement(ROOT, 'kms:ReplicateKey'));
      },
      'refuted two-locks/raw/key/RawKey',
    ],
    [
      'a macro among the properties of a bucket',
      (r) => {
        Object.assign(r.RawBucket.Properties, MACRO);
      },
      'undecided two-locks/raw/bucket/RawBucket',
    ],
    [
      'a macro for all the properties of a role',
      (r) => {
        r.Other = { Type: 'AWS::IAM::Role', Properties: MACRO };
      },
      'undecided two-locks/raw/bucket/RawBucket',
    ],
    [
      'resources made in a loop over what is not in the template',
      (r) => {
        r['Fn::ForEach::Roles'] = ['Name', { Ref: 'Names' }, {}];
      },
      'undecided two-locks/raw/bucket/RawBucket',
    ],
    [
      'a type that is not known, with a policy',
      (r) => {
        r.Odd = {
          Type: 'AWS::New::Thing',
          Properties: { Policy: policy({ Effect: 'Allow', Action: '*', Resource: '*' }) },
        };
      },
      'undecided no-escalation/raw/templates',
    ],
  ];
  it.each(PLANTED)('%s', (_, change, id) => expect(ids(fallen(change))).toContain(id));
});

it('a policy of an unknown type about itself changes no claim', () => {
  const found = fallen((r) => {
    r.Files = {
      Type: 'AWS::EFS::FileSystem',
      Properties: { FileSystemPolicy: policy(statement('*', 'elasticfilesystem:*')) },
    };
  });
  expect(ids(found)).toEqual([]);
});

describe('principals that the environment declares', () => {
  const arn = 'arn:aws:iam::111122223333:role/ops/Deployer';
  const claimWith = (...statements: object[]) => {
    const principals = [{ arn, policies: [policy(...statements)] }];
    const { claims } = prove({ Lake: lakeTemplate() }, lakeDeclaration, { ...lakePlace, principals });
    return claims.find((claim) => claim.id === 'no-escalation/raw/templates');
  };
  it('are followed as those of the templates are', () => {
    const claim = claimWith({ Effect: 'Allow', Action: 'lambda:*', Resource: '*' });
    expect(claim).toMatchObject({ verdict: 'refuted', witness: { principal: arn } });
    expect(claimWith({ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::other/*' })?.verdict).toBe('proved');
  });
  it('are roles or users, or it is an error', () => {
    const principals = [{ arn: 'arn:aws:iam::111122223333:group/x', policies: [] }];
    expect(() => prove({ Lake: lakeTemplate() }, lakeDeclaration, { ...lakePlace, principals })).toThrow(
      /neither|not the ARN/,
    );
  });
});

it('says who acts at each step, and with what request', () => {
  const found = fallen((r) => {
    r.RawKey.Properties.KeyPolicy.Statement.shift();
    const role = (Principal: object, ...statements: object[]) => ({
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: policy({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }),
        Policies: [{ PolicyName: 'own', PolicyDocument: policy(...statements) }],
      },
    });
    r.Second = role(
      { AWS: { 'Fn::GetAtt': ['First', 'Arn'] } },
      { Effect: 'Allow', Action: 'lambda:UpdateFunctionCode', Resource: '*' },
    );
    r.First = role({ Service: 'ec2.amazonaws.com' });
  });
  const witness = found.find((claim) => claim.id === 'no-escalation/raw/templates')?.witness;
  expect(witness?.path.map((step) => [step.principal, step.action])).toEqual(
    witness?.principal.endsWith('Second')
      ? [[witness.principal, 'lambda:UpdateFunctionCode']]
      : [
          ['arn:aws:iam::111122223333:role/Lake-First', 'sts:AssumeRole'],
          ['arn:aws:iam::111122223333:role/Lake-Second', 'lambda:UpdateFunctionCode'],
        ],
  );
});
