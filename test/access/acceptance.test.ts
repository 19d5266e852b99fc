// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are those of CloudFormation
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Acceptance, type Claim, type Proof, prove } from '../../lib/access/index.ts';

const document = (...Statement: unknown[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: unknown, Resource: unknown) => ({ Effect: 'Allow', Action, Resource });
const role = (...statements: unknown[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: document({
      Effect: 'Allow',
      Principal: { Service: 'ec2.amazonaws.com' },
      Action: 'sts:AssumeRole',
    }),
    Policies: [{ PolicyName: 'p', PolicyDocument: document(...statements) }],
  },
});
const objects = { 'Fn::Sub': '${Bucket.Arn}/*' };
const keyArn = { 'Fn::GetAtt': ['Key', 'Arn'] };
const root = { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } };
const bucket = {
  Type: 'AWS::S3::Bucket',
  Properties: {
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn } },
      ],
    },
  },
};
const READER = role(allow('s3:GetObject', objects), allow('kms:Decrypt', keyArn));
const template = (more: Readonly<Record<string, unknown>> = {}) => ({
  T: {
    Resources: {
      Key: {
        Type: 'AWS::KMS::Key',
        Properties: { KeyPolicy: document({ Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' }) },
      },
      Bucket: bucket,
      Reader: READER,
      ...more,
    },
  },
});
const TODAY = '2026-06-15';
const decide = (
  claims: readonly string[],
  accepted: readonly Acceptance[] = [],
  more?: Readonly<Record<string, unknown>>,
  buckets = ['Bucket'],
): Proof =>
  prove(
    template(more),
    {
      classes: [{ name: 'data', buckets, keys: ['Key'], approvedReaders: [], retentionDays: 7 }],
      trustedBase: [],
      teams: [],
      claims,
      accepted,
    },
    {},
    { today: TODAY },
  );
const accept = (id: string | undefined, expires = TODAY): Acceptance => ({
  id: id ?? '',
  reason: 'r',
  approver: 'a',
  expires,
});
const failing = (proof: Proof): Claim[] => proof.claims.filter(({ verdict }) => verdict !== 'proved');
const findings = (proof: Proof): (string | undefined)[] => failing(proof).map(({ finding }) => finding);
/** Every finding accepted, one after the other: as one is, the next is shown. */
function all(claims: readonly string[], more?: Readonly<Record<string, unknown>>): Acceptance[] {
  const accepted: Acceptance[] = [];
  for (let round = 0; round < 12; round++) {
    const open = failing(decide(claims, accepted, more)).filter((claim) => !claim.accepted);
    if (open.length === 0) break;
    accepted.push(...open.map(({ finding }) => accept(finding)));
  }
  return accepted;
}
const ESCALATION = ['no-escalation/data/templates'];

describe('which claims are asked', () => {
  test('families and ids are chosen, and what was not asked is said', () => {
    const proof = decide(['two-locks/data/key', 'it-dies']);
    expect(proof.claims.map(({ id }) => id)).toEqual(['two-locks/data/key/Key', 'it-dies/data/Bucket']);
    expect(proof.notAsked).toContain('no-escalation');
    expect(proof.notAsked).not.toContain('it-dies');
  });
  test.each([
    ['two-lock', 'did you mean two-locks?'],
    ['columns-and-rows/data/grants', 'There are '],
    ['two-locks/dat', 'did you mean two-locks/data, or '],
    ['two-locks/data/key/Kye', 'two-locks/data/key/Key'],
  ])('%s, which no claim is or begins with, is an error and not a proof of nothing', (entry, todo) => {
    expect(() => decide([entry])).toThrow(
      expect.objectContaining({ code: 'ACCESS_DECLARATION', todo: expect.stringContaining(todo) }),
    );
  });
});

describe('an accepted finding', () => {
  const found = findings(decide(ESCALATION))[0];

  test('counts no more until it expires, and is shown as what it is', () => {
    const proof = decide(ESCALATION, [accept(found)]);
    expect(proof.verdict).toBe('proved');
    expect(failing(proof)).toMatchObject([
      { verdict: 'refuted', accepted: { approver: 'a', reason: 'r', expires: TODAY } },
    ]);
    expect(proof.acceptances).toMatchObject([{ id: found, state: 'in force' }]);
    const late = decide(ESCALATION, [accept(found, '2026-06-14')]);
    expect([late.verdict, late.acceptances[0]?.state]).toEqual(['refuted', 'expired']);
  });

  test.each([
    ['another role', { Other: role(allow('s3:*', '*'), allow('kms:*', '*')) }],
    [
      'another statement of the same role',
      { Reader: role(allow('s3:GetObject', objects), allow('kms:Decrypt', keyArn), allow('s3:Get*', '*')) },
    ],
    [
      'a way to become the role',
      { Other: role(allow('iam:UpdateAssumeRolePolicy', '*'), allow('sts:AssumeRole', '*')) },
    ],
    ['another key statement', { Other: role(allow('s3:GetObject', objects), allow('kms:CreateGrant', '*')) }],
  ])('hides no other cause of the same claim: %s', (_, more) => {
    const proof = decide(ESCALATION, [accept(found)], more);
    expect(proof.verdict).toBe('refuted');
    expect(findings(proof)[0]).not.toBe(found);
    const accepted = all(ESCALATION, more);
    expect(decide(ESCALATION, accepted, more).verdict).toBe('proved');
  });

  test('covers nothing that changed, and one that is gone is said', () => {
    const changed = {
      Reader: role(allow(['s3:GetObject', 's3:GetObjectVersion'], objects), allow('kms:Decrypt', keyArn)),
    };
    const proof = decide(ESCALATION, [accept(found)], changed);
    expect([proof.verdict, proof.acceptances[0]?.state]).toEqual(['refuted', 'gone']);
    const mended = decide(ESCALATION, [accept(found)], { Reader: role() });
    expect([mended.verdict, mended.acceptances[0]?.state]).toEqual(['proved', 'gone']);
  });

  test('without its cause it is the one cause of its claim, and none when there are two', () => {
    const one = decide(ESCALATION, [accept(ESCALATION[0])]);
    expect([one.verdict, one.acceptances[0]?.says]).toEqual(['proved', expect.stringContaining(`${found}`)]);
    const two = decide(ESCALATION, [accept(ESCALATION[0])], { Other: role(allow('s3:*', '*'), allow('kms:*', '*')) });
    expect([two.verdict, two.acceptances[0]?.state]).toEqual(['refuted', 'refused']);
  });

  test('without its cause it answers for nothing beside one that names another cause', () => {
    const more = { Other: role(allow('s3:*', '*'), allow('kms:*', '*')) };
    const both = decide(ESCALATION, [accept(ESCALATION[0]), accept(found)], more);
    expect([both.verdict, both.acceptances[0]?.state]).toEqual(['refuted', 'refused']);
  });

  test.each(['never', '2999', '2026-02-30', '2026-6-1', '2026-12-31T00:00:00Z', ' 2026-12-31', '+002026-12-31', ''])(
    'must expire on a day, which %j is not',
    (expires) => {
      expect(() => decide(ESCALATION, [accept(found, expires)])).toThrow(
        expect.objectContaining({ code: 'ACCESS_DECLARATION' }),
      );
    },
  );

  const within = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
  const bound = (more: object = {}) => ({
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: { PolicyDocument: document({ ...allow('*', '*'), ...more }) },
  });
  const bounded = (more: object) => ({ ...READER, Properties: { ...READER.Properties, ...more } });
  const trusting = (statement: object) =>
    bounded({ AssumeRolePolicyDocument: document({ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }) });
  const denying = (...denies: object[]) =>
    role(...denies, allow('s3:GetObject', objects), allow('kms:Decrypt', keyArn));
  const deny = (more: object, Action: unknown = 's3:*') => ({ Effect: 'Deny', Action, Resource: '*', ...more });
  const outside = { NotIpAddress: { 'aws:SourceIp': ['10.0.0.0/8'] } };
  const guard = (Statement: object) => ({
    Type: 'AWS::S3::BucketPolicy',
    Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: document(Statement) },
  });
  const keeping = { Principal: '*', Condition: outside };

  /** The statement that lets in is the same before and after. */
  test.each<readonly [string, object, object, 'refuted' | 'proved']>([
    ['a Deny of the role is gone', { Reader: denying(deny({ Condition: outside })) }, { Reader: denying() }, 'refuted'],
    [
      'a Deny of the role denies less',
      { Reader: denying(deny({ Condition: outside })) },
      { Reader: denying(deny({ Condition: { ...outside, Bool: { 'aws:ViaAWSService': 'false' } } })) },
      'refuted',
    ],
    ['a Deny of the bucket is gone', { Policy: guard(deny(keeping)) }, {}, 'refuted'],
    [
      'the boundary is gone',
      { Bound: bound({ Condition: within }), Reader: bounded({ PermissionsBoundary: { Ref: 'Bound' } }) },
      {},
      'refuted',
    ],
    [
      'the boundary lets more through',
      { Bound: bound({ Condition: within }), Reader: bounded({ PermissionsBoundary: { Ref: 'Bound' } }) },
      { Bound: bound(), Reader: bounded({ PermissionsBoundary: { Ref: 'Bound' } }) },
      'refuted',
    ],
    [
      'another service may take the role',
      {},
      { Reader: trusting({ Principal: { Service: 'lambda.amazonaws.com' } }) },
      'refuted',
    ],
    [
      'a Deny that is about something else is gone',
      { Reader: denying(deny({}, 'ec2:*')) },
      { Reader: denying() },
      'proved',
    ],
    [
      'two Denies stand in another order',
      { Reader: denying(deny({ Condition: outside }), deny({ Condition: within }, 's3:Put*'), deny({}, 's3:Del*')) },
      { Reader: denying(deny({}, 's3:Del*'), deny({ Condition: within }, 's3:Put*'), deny({ Condition: outside })) },
      'proved',
    ],
  ])('covers a right as narrow as it was: %s', (_, before, after, verdict) => {
    const accepted = all(ESCALATION, { ...before });
    expect(accepted).not.toEqual([]);
    expect(decide(ESCALATION, accepted, { ...before }).verdict).toBe('proved');
    expect(decide(ESCALATION, accepted, { ...after }).verdict).toBe(verdict);
  });

  test('a lock that is not there is one cause, and an opening that comes later is another', () => {
    const locks = findings(decide(['two-locks'])).map((id) => accept(id));
    expect(decide(['two-locks'], locks).verdict).toBe('proved');
    const open = {
      Policy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: { Ref: 'Bucket' },
          PolicyDocument: document({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: objects }),
        },
      },
    };
    expect(decide(['two-locks'], locks, open).verdict).toBe('refuted');
  });

  test('of a store that keeps things for ever hides no other store', () => {
    const dies = all(['it-dies', 'no-silent-administrator']);
    expect(decide(['it-dies', 'no-silent-administrator'], dies).verdict).toBe('proved');
    const second = decide(['it-dies'], dies, { Second: bucket }, ['Bucket', 'Second']);
    expect(
      failing(second)
        .filter(({ accepted }) => !accepted)
        .map(({ id }) => id),
    ).toEqual(['it-dies/data/Second']);
  });
});

describe('an acceptance converges', () => {
  const items = {
    AttributeDefinitions: [{ AttributeName: 'a', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' }],
  };
  const Rule = {
    Type: 'AWS::Events::Rule',
    Properties: { EventPattern: { source: ['aws.kms'] }, Targets: [{ Id: 'a', Arn: { Ref: 'Topic' } }] },
  };
  const Topic = { Type: 'AWS::SNS::Topic', Properties: {} };
  const silent = (store: object, accepted: readonly Acceptance[]): Proof =>
    prove(
      { T: { Resources: { Rule, Topic, Store: store } } },
      {
        classes: [{ name: 'data', buckets: [], channels: ['Store'], keys: [], approvedReaders: [], retentionDays: 7 }],
        trustedBase: [],
        teams: [],
        claims: ['no-silent-administrator/data'],
        accepted,
      },
      {},
      { today: TODAY },
    );

  test.each([
    ['AWS::DynamoDB::Table', items, 'dynamodb:Scan'],
    ['AWS::DynamoDB::GlobalTable', { ...items, Replicas: [{ Region: 'eu-west-1' }] }, 'dynamodb:Scan'],
    ['AWS::SQS::Queue', {}, 'sqs:ReceiveMessage'],
    ['AWS::Logs::LogGroup', {}, 'logs:FilterLogEvents'],
    ['AWS::Kinesis::Stream', {}, 'kinesis:SubscribeToShard'],
    ['AWS::SecretsManager::Secret', {}, 'secretsmanager:GetSecretValue'],
  ])(
    'on %s without a lock: each action is a cause, asked once, whichever object is the example',
    (Type, Properties, some) => {
      const accepted: Acceptance[] = [];
      const actions: string[] = [];
      for (let round = 0; round < 20; round++) {
        const [open] = failing(silent({ Type, Properties }, accepted)).filter((claim) => !claim.accepted);
        if (!open) break;
        accepted.push(accept(open.finding));
        actions.push(open.witness?.path.map(({ action }) => action).join() ?? '');
      }
      expect(actions).toContain(some);
      expect(new Set(actions).size).toBe(actions.length);
      expect(silent({ Type, Properties }, accepted).verdict).toBe('proved');
      // Each acceptance is needed: the search does not end at the first cause.
      for (const { id } of accepted)
        expect(
          silent(
            { Type, Properties },
            accepted.filter((acceptance) => acceptance.id !== id),
          ).verdict,
        ).toBe('refuted');
    },
  );

  test('of a table covers no policy that the table gets later', () => {
    const first = findings(silent({ Type: 'AWS::DynamoDB::Table', Properties: items }, []))[0];
    const opened = {
      ...items,
      ResourcePolicy: {
        PolicyDocument: document({ Effect: 'Deny', Principal: '*', Action: 'dynamodb:Scan', Resource: '*' }),
      },
    };
    expect(findings(silent({ Type: 'AWS::DynamoDB::Table', Properties: opened }, []))[0]).not.toBe(first);
  });
});

describe('the same templates with their keys in another order', () => {
  type Order = (names: string[]) => string[];
  const shuffled = (value: unknown, order: Order): unknown => {
    if (Array.isArray(value)) return value.map((item) => shuffled(item, order));
    if (typeof value !== 'object' || value === null) return value;
    const all = value as Readonly<Record<string, unknown>>;
    return Object.fromEntries(order(Object.keys(all)).map((name) => [name, shuffled(all[name], order)]));
  };
  const orders = fc.infiniteStream(fc.nat(1_000_000)).map(
    (numbers): Order =>
      (names) => {
        const drawn = names.map((name) => ({ name, at: numbers.next().value ?? 0 }));
        return drawn.toSorted((a, b) => a.at - b.at).map(({ name }) => name);
      },
  );
  const claims = ['no-escalation', 'two-locks', 'it-dies', 'no-silent-administrator', 'no-side-doors'];
  const { Resources: resources } = template({ Other: role(allow('s3:*', '*'), allow('kms:CreateGrant', '*')) }).T;
  const proofOf = (Resources: unknown, accepted: readonly Acceptance[] = []): Proof =>
    prove(
      { T: { Resources } },
      {
        classes: [{ name: 'data', buckets: ['Bucket'], keys: ['Key'], approvedReaders: [], retentionDays: 7 }],
        trustedBase: [],
        teams: [],
        claims,
        accepted,
      },
      {},
      { today: TODAY },
    );

  test('are the same document, with the same names of findings', () => {
    const plain = proofOf(resources);
    expect(findings(plain).length).toBeGreaterThan(5);
    fc.assert(
      fc.property(orders, (order) => {
        const entries = Object.entries(resources).map(([name, resource]) => [name, shuffled(resource, order)]);
        expect(proofOf(Object.fromEntries(entries))).toEqual(plain);
      }),
      { numRuns: 20 },
    );
  });

  test('are covered by the same acceptances, whichever resource comes first', () => {
    const accepted: Acceptance[] = [];
    for (let round = 0; round < 20; round++) {
      const open = failing(proofOf(resources, accepted)).filter((claim) => !claim.accepted);
      if (open.length === 0) break;
      accepted.push(...open.map(({ finding }) => accept(finding)));
    }
    fc.assert(
      fc.property(orders, (order) => {
        expect(proofOf(shuffled(resources, order), accepted).verdict).toBe('proved');
      }),
      { numRuns: 5 },
    );
  });
});
