import { expect, test } from 'vitest';
import { prove } from '../../lib/access/index.ts';

type Properties = Record<string, unknown>;

const OBJECTS = { Field: 'resources.type', Equals: ['AWS::S3::Object'] };
const DATA = { Field: 'eventCategory', Equals: ['Data'] };
const arn = { 'Fn::GetAtt': ['Data', 'Arn'] };
const ofData = { Field: 'resources.ARN', StartsWith: [{ 'Fn::Join': ['', [arn, '/']] }] };
const advanced = (...FieldSelectors: object[]) => ({ AdvancedEventSelectors: [{ FieldSelectors }] });
const plain = (more: object, Values: unknown[] = ['arn:aws:s3']) => ({
  AdvancedEventSelectors: undefined,
  EventSelectors: [{ DataResources: [{ Type: 'AWS::S3::Object', Values }], ...more }],
});

function verdict(trail: Properties | undefined, home: Properties = {}): string | undefined {
  const Trail = {
    Type: 'AWS::CloudTrail::Trail',
    Properties: {
      ...{ IsLogging: true, EnableLogFileValidation: true, S3BucketName: { Ref: 'Log' } },
      ...advanced(DATA, OBJECTS, ofData),
      ...trail,
    },
  };
  const Resources = {
    Data: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'data' } },
    Other: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'other' } },
    Log: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        BucketName: 'log',
        ObjectLockEnabled: true,
        ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 400 } } },
        ...home,
      },
    },
    LogKey: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [] } } },
    OtherKey: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [] } } },
    ...(trail ? { Trail } : {}),
  };
  const declaration = {
    classes: [
      { name: 'data', buckets: ['Data'], approvedReaders: [], readsRecorded: true },
      { name: 'log', buckets: ['Log'], keys: ['LogKey'], approvedReaders: [] },
    ],
    trustedBase: [],
    teams: [],
  };
  return prove({ T: { Resources } }, declaration).claims.find(({ id }) => id.includes('/recorded/'))?.verdict;
}

test.each<[string, Properties, Properties?]>([
  ['the objects of the bucket', {}],
  ['its files under a key of their class', { KMSKeyId: { 'Fn::GetAtt': ['LogKey', 'Arn'] } }],
  ['only reads', advanced(DATA, OBJECTS, { Field: 'readOnly', Equals: ['true'] })],
  ['the objects of every bucket, the old way', plain({})],
  ['the objects of the bucket, the old way', plain({ ReadWriteType: 'ReadOnly' }, [{ 'Fn::Join': ['', [arn, '/']] }])],
])('a trail that records %s is enough', (_, trail, home) => {
  expect(verdict(trail, home)).toBe('proved');
});

test.each<[string, Properties | undefined, Properties?]>([
  ['there is none', undefined],
  ['it is off', { IsLogging: false }],
  ['only the deployment knows whether it is on', { IsLogging: { 'Fn::ImportValue': 'x' } }],
  ['it does not validate its files', { EnableLogFileValidation: false }],
  ['it files in a bucket of no class', { S3BucketName: { Ref: 'Other' } }],
  ['it files in a bucket that is not locked', {}, { ObjectLockEnabled: false }],
  ['the lock keeps nothing by itself', {}, { ObjectLockConfiguration: undefined }],
  ['it encrypts with a key of no class', { KMSKeyId: { 'Fn::GetAtt': ['OtherKey', 'Arn'] } }],
  ['it encrypts with a key of others', { KMSKeyId: 'arn:aws:kms:eu-west-1:999988887777:key/x' }],
  ['it records only calls', { AdvancedEventSelectors: undefined }],
  ['it records another bucket', advanced(DATA, OBJECTS, { ...ofData, StartsWith: ['arn:aws:s3:::other/'] })],
  ['it records a folder', advanced(DATA, OBJECTS, { ...ofData, StartsWith: ['arn:aws:s3:::data/frames/'] })],
  [
    'it leaves out a folder',
    advanced(DATA, OBJECTS, { Field: 'resources.ARN', NotStartsWith: ['arn:aws:s3:::data/x'] }),
  ],
  [
    'it leaves out somebody',
    advanced(DATA, OBJECTS, { Field: 'userIdentity.arn', NotEquals: ['arn:aws:iam::1:role/x'] }),
  ],
  ['it records only writes', advanced(DATA, OBJECTS, { Field: 'readOnly', Equals: ['false'] })],
  ['it records only writes, the old way', plain({ ReadWriteType: 'WriteOnly' })],
])('no trail records the reads where %s', (_, trail, home) => {
  expect(verdict(trail, home)).toBe('refuted');
});
