// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are those of CloudFormation
import { describe, expect, test } from 'vitest';
import { type WhoCanAnswer, whoCan } from '../../lib/access/ask/who-can.ts';
import { prove } from '../../lib/access/index.ts';
import { firstClaims } from '../../lib/access/init/first-claims.ts';

// biome-ignore lint/suspicious/noExplicitAny: a mutation reaches into templates of every shape
type Changed = any;
const document = (...Statement: unknown[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: unknown, Resource: unknown = '*', more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const role = (principal: unknown, statements: unknown[], more: object = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: document({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }),
    Policies: [{ PolicyName: 'p', PolicyDocument: document(...statements) }],
    ...more,
  },
});
const ec2 = { Service: 'ec2.amazonaws.com' };
const root = { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } };
const keyArn = { 'Fn::GetAtt': ['RawKey', 'Arn'] };
const templates = {
  T: {
    Parameters: { Given: { Type: 'String' } },
    Resources: {
      RawKey: {
        Type: 'AWS::KMS::Key',
        Properties: { KeyPolicy: document({ Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' }) },
      },
      Raw: {
        Type: 'AWS::S3::Bucket',
        Properties: {
          BucketName: 'raw-bucket',
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [
              { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn } },
            ],
          },
        },
      },
      Website: { Type: 'AWS::S3::Bucket' },
      Reader: role(ec2, [allow(['s3:GetObject', 'kms:Decrypt'])]),
      Chained: role(ec2, [allow('iam:UpdateAssumeRolePolicy'), allow('sts:AssumeRole')]),
      Unsure: role(ec2, [allow({ Ref: 'Given' })]),
      Idle: role(ec2, [allow('s3:GetObject'), { Effect: 'Deny', Action: 'kms:*', Resource: '*' }]),
    },
  },
};
const claims = {
  classes: [{ name: 'raw', buckets: ['Raw'], keys: ['RawKey'], approvedReaders: ['Reader'] }],
  trustedBase: ['arn:aws:iam::000000000000:role/deploys'],
  teams: [],
};
const ask = (verb: string, target: string, principal?: string): readonly WhoCanAnswer[] =>
  whoCan(templates, claims, {}, { verb, what: target, principal });
const short = (answers: readonly WhoCanAnswer[]) =>
  Object.fromEntries(answers.map(({ principal, verdict }) => [principal.split('/').at(-1), verdict]));

describe('who can', () => {
  test('read a class: at once, by steps, perhaps; and not those who cannot', () => {
    const answers = ask('read', 'raw');
    expect(short(answers)).toMatchObject({
      'T-Reader': 'yes',
      'T-Chained': 'yes',
      'T-Unsure': 'unknown',
      deploys: 'unknown',
    });
    expect(short(answers)).not.toHaveProperty('T-Idle');
    const chained = answers.find(({ principal }) => principal.endsWith('Chained'));
    expect(chained?.path.map(({ action }) => action)).toEqual(['iam:UpdateAssumeRolePolicy']);
    // Of those whose answer is unknown it is said why.
    for (const { verdict, because } of answers) expect(because !== undefined).toBe(verdict === 'unknown');
  });

  test('decrypt with a key, write to a bucket, take a role, take an action', () => {
    expect(short(ask('decrypt', 'RawKey'))).toMatchObject({ 'T-Reader': 'yes' });
    expect(short(ask('write', 'raw'))).not.toHaveProperty('T-Reader');
    expect(short(ask('assume', 'Reader'))).toMatchObject({ 'T-Chained': 'yes' });
    expect(short(ask('s3:GetObject', 'raw-bucket'))).toMatchObject({ 'T-Idle': 'yes', 'T-Reader': 'yes' });
  });

  test('one role: yes, unknown, or no with what stops it', () => {
    expect(ask('read', 'raw', 'Reader')).toMatchObject([{ verdict: 'yes' }]);
    expect(ask('read', 'raw', 'Unsure')).toMatchObject([{ verdict: 'unknown' }]);
    expect(ask('read', 'raw', 'Idle')).toMatchObject([
      { verdict: 'no', path: [], because: expect.stringMatching(/kms:Decrypt: Deny statement 2 of .* forbids it/) },
    ]);
  });

  test('others by a role that they may take, where that role can', () => {
    const others = (...taken: string[]) => {
      const given = structuredClone(templates) as { T: { Resources: Record<string, Changed> } };
      for (const name of taken)
        given.T.Resources[name].Properties.AssumeRolePolicyDocument.Statement.push({
          Effect: 'Allow',
          Principal: { AWS: '444455556666' },
          Action: 'sts:AssumeRole',
        });
      const answers = whoCan(given, claims, {}, { verb: 'read', what: 'raw', principal: 'anybody' });
      return Object.fromEntries(answers.map(({ principal, verdict }) => [principal, verdict]));
    };
    expect(others()).not.toHaveProperty('anybody outside the account');
    expect(others('Idle')).not.toHaveProperty('anybody outside the account');
    expect(others('Idle', 'Unsure')).toMatchObject({ 'anybody outside the account': 'unknown' });
    expect(others('Idle', 'Unsure', 'Reader')).toMatchObject({ 'anybody outside the account': 'yes' });
  });

  test('a class by any of its stores', () => {
    const given = structuredClone(templates) as { T: { Resources: Record<string, Changed> } };
    given.T.Resources.Log = { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'raw' } };
    given.T.Resources.Looks = role(ec2, [allow('logs:GetLogEvents')]);
    const [raw] = claims.classes;
    const both = { ...claims, classes: [{ ...raw, name: 'raw', approvedReaders: [], channels: ['Log'] }] };
    const answers = whoCan(given, both, {}, { verb: 'read', what: 'raw' });
    expect(short(answers)).toMatchObject({ 'T-Reader': 'yes', 'T-Looks': 'yes' });
    expect(short(answers)).not.toHaveProperty('T-Idle');
  });

  test('a macro makes everybody unknown, and no is never said', () => {
    const rewritten = { T: { ...templates.T, Transform: 'Some::Macro' } };
    const answers = whoCan(rewritten, claims, {}, { verb: 'read', what: 'raw', principal: 'Idle' });
    expect(answers).toMatchObject([{ principal: '*', verdict: 'unknown', because: expect.stringContaining('macro') }]);
  });

  test.each([
    ['read', 'rwa', 'ask.unknown-name', /raw/],
    ['read', 'RawKy', 'ask.unknown-name', /RawKey/],
    ['paint', 'Raw', 'ask.verb', /^ask read/],
    ['raed', 'Raw', 'ask.verb', /did you mean read\?/],
  ])('%s %s is an error that helps', (verb, target, code, todo) => {
    expect(() => ask(verb, target)).toThrow(expect.objectContaining({ code, todo: expect.stringMatching(todo) }));
  });
});

describe('an action of AWS', () => {
  test('is known whatever its case, and is asked on what it is about', () => {
    expect(ask('S3:getobject', 'Raw')).toEqual(ask('s3:GetObject', 'Raw'));
    expect(short(ask('s3:getobject', 'Raw'))).toMatchObject({ 'T-Reader': 'yes' });
  });

  test.each([
    ['s3:GetObjekt', 'Raw', /s3:GetObject/],
    ['kms:*', 'RawKey', /ask one of them/],
    ['s3:GetObject?', 'Raw', /ask one of them/],
    ['invoke', 'Reader', /^ask read/],
  ])('%s of %s is refused, and never answered by nobody', (verb, target, todo) => {
    expect(() => ask(verb, target)).toThrow(
      expect.objectContaining({ code: 'ask.verb', todo: expect.stringMatching(todo) }),
    );
  });

  test.each(['arn:aws:iam::999988887777:role/theirs', '999988887777', 'glue.amazonaws.com'])(
    '%s is nobody of the templates, and is asked as anybody',
    (principal) => {
      expect(() => ask('read', 'raw', principal)).toThrow(/no role or user of these templates/);
    },
  );
});

describe('a first claims file', () => {
  const first = firstClaims(templates, {});

  test('names what looks like data, who reads it, and claims that hold', () => {
    expect(first.declaration.classes).toMatchObject([
      { name: 'raw', buckets: ['T/Raw'], keys: ['T/RawKey'], approvedReaders: expect.arrayContaining(['T/Reader']) },
    ]);
    expect(first.because.join()).toContain('left out Website');
    const proof = prove(templates, first.declaration, {});
    expect(proof.verdict).toBe('proved');
    expect(proof.claims.length).toBe(first.holds.length);
  });

  test('says which stores it leaves out, and leaves out none where it would leave out all', () => {
    const queue = { Type: 'AWS::SQS::Queue' };
    const { because, declaration } = firstClaims({ T: { Resources: { SourceQueue: queue, Orders: queue } } }, {});
    expect(because.join()).toContain('left out SourceQueue');
    expect(declaration.classes).toMatchObject([{ channels: ['T/Orders'] }]);
    const alone = firstClaims({ T: { Resources: { SourceQueue: queue } } }, {});
    expect(alone.declaration.classes).toMatchObject([{ channels: ['T/SourceQueue'] }]);
  });

  test('says of every other claim that it is not asked', () => {
    const proof = prove(templates, first.declaration, {});
    expect(first.open.length).toBeGreaterThan(0);
    for (const { id } of first.open)
      expect(proof.notAsked.some((entry) => id === entry || id.startsWith(`${entry}/`))).toBe(true);
  });

  test.each([
    ['AWS::SecretsManager::Secret', 'secretsmanager:GetSecretValue'],
    ['AWS::Logs::LogGroup', 'logs:GetLogEvents'],
  ])('takes %s for data where an app keeps nothing else', (Type, action) => {
    const Resources = { Kept: { Type, Properties: {} }, Worker: role(ec2, [allow(action)]) };
    const { declaration, holds } = firstClaims({ T: { Resources } }, {});
    expect(declaration.classes).toMatchObject([{ channels: ['T/Kept'], approvedReaders: ['T/Worker'] }]);
    expect(holds.length).toBeGreaterThan(0);
    const withBucket = { ...Resources, Bucket: { Type: 'AWS::S3::Bucket' } };
    expect(firstClaims({ T: { Resources: withBucket } }, {}).declaration.classes.length).toBe(1);
  });
});
