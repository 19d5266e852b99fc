import { describe, expect, it } from 'vitest';
import { prove } from '../../lib/access/index.ts';
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';
import type { Resources } from './side-doors.ts';

/** A lock that another account may change keeps that account out of nothing. */
const OTHERS = 'arn:aws:iam::999988887777:root';
const allow = (Action: string | string[], Principal: unknown = { AWS: OTHERS }, Resource: unknown = '*') => ({
  ...{ Effect: 'Allow', Principal, Action, Resource },
});

const fallen = (change: (r: Resources) => void): string[] => {
  const template = structuredClone(lakeTemplate()) as { Resources: Resources };
  change(template.Resources);
  return prove({ Lake: template }, { ...lakeDeclaration, claims: ['two-locks/raw'] }, lakePlace)
    .claims.filter(({ verdict }) => verdict !== 'proved')
    .map(({ id }) => id);
};
const onBucket = (statement: object) => (r: Resources) => {
  r.RawBucketPolicy.Properties.PolicyDocument.Statement.push(statement);
};
const onKey = (statement: object) => (r: Resources) => {
  r.RawKey.Properties.KeyPolicy.Statement.push(statement);
};
const BUCKET = { 'Fn::GetAtt': ['RawBucket', 'Arn'] };

describe('falls where another account', () => {
  it.each<readonly [string, (r: Resources) => void, string]>([
    ['replaces the policy of the bucket', onBucket(allow('s3:PutBucketPolicy', undefined, BUCKET)), 'bucket/RawBucket'],
    ['deletes it', onBucket(allow('s3:Delete*', undefined, BUCKET)), 'bucket/RawBucket'],
    [
      'takes the key off the bucket',
      onBucket(allow('s3:PutEncryptionConfiguration', undefined, BUCKET)),
      'bucket/RawBucket',
    ],
    [
      'has objects listed elsewhere',
      onBucket(allow('s3:PutInventoryConfiguration', undefined, BUCKET)),
      'bucket/RawBucket',
    ],
    ['replaces the policy of the key', onKey(allow('kms:PutKeyPolicy')), 'key/RawKey'],
  ])('%s', (_, change, lock) => {
    expect(fallen(change)).toContain(`two-locks/raw/${lock}`);
  });

  it('is everybody', () => {
    expect(fallen(onBucket(allow('s3:PutBucketPolicy', '*', BUCKET)))).toContain('two-locks/raw/bucket/RawBucket');
  });
});

it.each<readonly [string, (r: Resources) => void]>([
  ['another account looks at the policy', onBucket(allow('s3:GetBucketPolicy', undefined, BUCKET))],
  ['another account writes objects', onBucket(allow('s3:PutObject', undefined, { 'Fn::Join': ['', [BUCKET, '/*']] }))],
  ['another account describes the key', onKey(allow('kms:DescribeKey'))],
  [
    'this account may, by identity policies',
    onKey(allow('kms:PutKeyPolicy', { AWS: 'arn:aws:iam::111122223333:root' })),
  ],
])('holds where %s', (_, change) => {
  expect(fallen(change)).toEqual([]);
});
