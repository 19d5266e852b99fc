// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are those of CloudFormation
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
