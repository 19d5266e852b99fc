import { expect, it } from 'vitest';
import { awsManagedPolicies } from '../../lib/access/aws-managed/index.ts';
import { prove } from '../../lib/access/index.ts';
import { isUnheardOf } from '../../lib/access/reference/index.ts';
import actions from './fixtures/aws-actions.json' with { type: 'json' };
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';

/** An action that AWS's reference does not know leaves undecided what it may touch, and nothing else. */
// biome-ignore lint/suspicious/noExplicitAny: a mutation reaches into templates of every shape
type Resources = Record<string, any>;
type Change = (resources: Resources) => void;

const verdicts = (change: Change): ReadonlyMap<string, string> => {
  const template = structuredClone(lakeTemplate());
  change(template.Resources);
  const { claims } = prove({ Lake: template }, lakeDeclaration, lakePlace);
  return new Map(claims.map(({ id, verdict }) => [id, verdict]));
};
const own = verdicts(() => {});
/** The families and classes, as ids begin, of claims that are no longer proved; each with its verdict. */
const fallen = (change: Change): string[] => {
  const found = [...verdicts(change)].filter(([id, verdict]) => verdict !== own.get(id));
  return [...new Set(found.map(([id, verdict]) => `${verdict} ${id.split('/').slice(0, 2).join('/')}`))].sort();
};

const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const arn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const objects = (bucket: string) => ({ 'Fn::Join': ['', [arn(bucket), '/*']] });
const may =
  (Action: string | string[], Resource: unknown = '*', more: object = {}): Change =>
  (r) => {
    r.Mallory = {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: document({
          ...{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
        }),
        Policies: [{ PolicyName: 'own', PolicyDocument: document({ Effect: 'Allow', Action, Resource, ...more }) }],
      },
    };
  };
const lets =
  (list: (r: Resources) => object[], Action: string, Principal: unknown = { AWS: '444455556666' }): Change =>
  (r) => {
    list(r).push({ Effect: 'Allow', Principal, Action, Resource: '*' });
  };
const bucketPolicy = (r: Resources) => r.RawBucketPolicy.Properties.PolicyDocument.Statement;
const keyPolicy = (r: Resources) => r.RawKey.Properties.KeyPolicy.Statement;
const trust = (r: Resources) => r.RedactRole.Properties.AssumeRolePolicyDocument.Statement;
const RAW = ['undecided no-escalation/raw', 'undecided two-locks/raw'];

it.each<[string, Change, string[]]>([
  ['on objects of a bucket', may('s3:StreamObjectContent', objects('RawBucket')), RAW],
  ['on a bucket', may('s3:UpdateBucketMirror', arn('RawBucket')), RAW],
  [
    'that a key leaves to policies of the account',
    lets(keyPolicy, 'kms:ShareKeyMaterial', { AWS: '111122223333' }),
    RAW,
  ],
  ['as a pattern under which nothing is known', may('s3:Stream*', objects('RawBucket')), RAW],
  ['in another case', may('S3:streamobjectcontent', objects('RawBucket')), RAW],
  ['that a bucket lets another account do', lets(bucketPolicy, 's3:StreamObjectContent'), RAW],
  ['that a key lets anybody do', lets(keyPolicy, 'kms:ShareKeyMaterial', '*'), RAW],
  ['that the trust of a reader lets the account do', lets(trust, 'sts:AssumeRoleWithPasskey'), RAW.slice(0, 1)],
  ['on a reader', may('iam:LendRole', arn('RedactRole')), RAW.slice(0, 1)],
  ['on the function of a reader', may('lambda:PatchCode', arn('RedactFunction')), RAW.slice(0, 1)],
])('an unknown action %s', (_, change, expected) => {
  // A new action of a service that takes a reader's role is a way that nobody hears of besides.
  expect(fallen(change).filter((text) => /(escalation|locks)\/raw$/.test(text))).toEqual(expected);
  expect(fallen(change).filter((text) => !text.startsWith('undecided '))).toEqual([]);
});

it('an unknown action on everything touches every class, and no family that does not rest on it', () => {
  expect(fallen(may('s3:StreamObjectContent'))).toEqual(
    ['raw', 'redacted']
      .flatMap((name) =>
        ['no-escalation', 'no-silent-administrator', 'two-locks'].map((text) => `undecided ${text}/${name}`),
      )
      .sort(),
  );
});

it.each<[string, Change]>([
  ['on the bucket of somebody else', may('s3:StreamObjectContent', 'arn:aws:s3:::elsewhere/*')],
  ['of a service that keeps nothing of a class', may(['sqs:PeekMessage', 'sns:Overhear', 'ssm:ReadAloud'])],
  ['of an unknown service, on everything', may('newservice:DoAnything')],
  ['on a key that leaves it to no policy of the account', may('kms:ShareKeyMaterial', arn('RawKey'))],
  ['that is an operation of the API', may(['s3:HeadObject', 's3:ListObjectsV2'], objects('RawBucket'))],
  ['that is denied', may('s3:StreamObjectContent', objects('RawBucket'), { Effect: 'Deny' })],
  ['that the approved may do', lets(bucketPolicy, 's3:StreamObjectContent', { AWS: arn('RedactRole') })],
  ['of a pattern that also stands for known ones', may('s3:List*')],
])('an action touches nothing %s', (_, change) => {
  expect(fallen(change)).toEqual([]);
});

it('a lock that denies the action keeps it out', () => {
  const denied = fallen((r) => {
    may('s3:StreamObjectContent', objects('RawBucket'))(r);
    bucketPolicy(r)[0].Action.push('s3:*Object*');
  });
  expect(denied).toEqual([]);
});

it('every action that the reference has is known, and every one that AWS itself gives in its policies', () => {
  const known = Object.entries(actions).flatMap(([prefix, names]) =>
    names.split(' ').map((name) => `${prefix}:${name}`),
  );
  expect(known.filter(isUnheardOf)).toEqual([]);
  const managed = [
    '/AdministratorAccess',
    '/AmazonS3FullAccess',
    '/ReadOnlyAccess',
    '/service-role/AWSGlueServiceRole',
  ];
  const given = managed
    .map((path) => awsManagedPolicies.document(path) as { Statement: { Action?: string | string[] }[] })
    .flatMap(({ Statement }) => Statement.flatMap(({ Action = [] }) => Action));
  expect(given.length).toBeGreaterThan(100);
  expect(given.filter(isUnheardOf)).toEqual([]);
});
