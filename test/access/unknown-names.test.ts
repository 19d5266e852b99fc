import { describe, expect, it } from 'vitest';
import { prove } from '../../lib/access/index.ts';
import { lakeDeclaration, lakeTemplate } from './fixtures/lake.ts';

/** Names of resources that only the deployment knows, and what policies may mean by them. Nobody says where it is deployed. */
// biome-ignore lint/suspicious/noExplicitAny: a mutation reaches into templates of every shape
type Template = Record<string, any>;
type Change = (resources: Template) => void;

const sub = (text: string) => ({ 'Fn::Sub': text.replaceAll('<', '$'.concat('{')).replaceAll('>', '}') });
const doc = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const EVERYBODY = { AWS: sub('arn:<AWS::Partition>:iam::<AWS::AccountId>:root') };
const KEY = { Effect: 'Allow', Action: 'kms:PutKeyPolicy', Resource: { 'Fn::GetAtt': ['RawKey', 'Arn'] } };

const verdictOf = (change: Change): string => {
  const template = structuredClone(lakeTemplate()) as Template;
  template.Parameters = { Project: { Type: 'String' }, Stage: { Type: 'String' }, Bucket: { Type: 'String' } };
  change(template.Resources);
  return prove({ Lake: template }, lakeDeclaration).verdict;
};

/** Somebody opens the raw bucket, if these mean it. */
const opens =
  (BucketName: unknown, Resource: unknown): Change =>
  (r) => {
    if (BucketName !== undefined) r.RawBucket.Properties.BucketName = BucketName;
    r.Planted = {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: doc({ Effect: 'Allow', Principal: EVERYBODY, Action: 'sts:AssumeRole' }),
        Policies: [
          { PolicyName: 'own', PolicyDocument: doc(KEY, { Effect: 'Allow', Action: 's3:PutBucketPolicy', Resource }) },
        ],
      },
    };
  };
/** The lock of the raw bucket names the bucket and its reader so. */
const locks =
  (names: { bucket?: unknown; role?: unknown }, bucket: unknown, objects: unknown, reader: unknown): Change =>
  (r) => {
    if (names.bucket !== undefined) r.RawBucket.Properties.BucketName = names.bucket;
    if (names.role !== undefined) r.RedactRole.Properties.RoleName = names.role;
    for (const each of r.RawBucketPolicy.Properties.PolicyDocument.Statement) {
      each.Resource = [bucket, objects];
      if (each.Condition?.ArnNotEquals) each.Condition.ArnNotEquals['aws:PrincipalArn'] = [reader];
    }
  };
const READER = { 'Fn::GetAtt': ['RedactRole', 'Arn'] };

describe('means the resource', () => {
  it.each<[string, unknown, unknown]>([
    ['the same parameters', sub('<Project>-raw'), sub('arn:aws:s3:::<Project>-raw')],
    ['one parameter', { Ref: 'Bucket' }, sub('arn:<AWS::Partition>:s3:::<Bucket>')],
    [
      'two parameters, joined',
      sub('<Project>-<Stage>-raw'),
      { 'Fn::Join': ['', ['arn:aws:s3:::', { Ref: 'Project' }, '-', { Ref: 'Stage' }, '-raw']] },
    ],
    ['parameters and the account', sub('<Project>-<AWS::AccountId>'), sub('arn:aws:s3:::<Project>-<AWS::AccountId>*')],
    ['a pattern that fits the known part', sub('<Project>-raw'), 'arn:aws:s3:::*-raw'],
  ])('%s', (_, name, resource) => expect(verdictOf(opens(name, resource))).toBe('refuted'));
});

describe('may mean the resource', () => {
  it.each<[string, unknown, unknown]>([
    ['a pattern, where the name is a parameter', { Ref: 'Bucket' }, 'arn:aws:s3:::acme-*'],
    ['a name that has the known part', sub('<Project>-raw'), 'arn:aws:s3:::acme-raw'],
    ['another parameter in the same place', sub('<Project>-raw'), sub('arn:aws:s3:::<Stage>-raw')],
    ['another parameter that may hold more', sub('acme-<Project>-raw'), sub('arn:aws:s3:::acme-<Stage>')],
    ['a pattern over what CloudFormation makes up', undefined, 'arn:aws:s3:::*-rawbucket-*'],
    ['a name that CloudFormation once made up', undefined, 'arn:aws:s3:::lake-rawbucket-1a2b3c4d5e6f'],
  ])('%s', (_, name, resource) => expect(verdictOf(opens(name, resource))).toBe('undecided'));

  it('a lock on a name as it is made up here, which no bucket will have', () => {
    const typed = locks({}, 'arn:aws:s3:::lake-rawbucket', 'arn:aws:s3:::lake-rawbucket/*', READER);
    expect(verdictOf(typed)).not.toBe('proved');
  });
});

describe('means something else', () => {
  it.each<[string, unknown, unknown]>([
    ['another known part', sub('<Project>-raw'), sub('arn:aws:s3:::<Project>-logs')],
    ['a name that is written out, where the bucket is a parameter', { Ref: 'Bucket' }, 'arn:aws:s3:::elasticmapreduce'],
    ['a pattern that ends otherwise than what CloudFormation makes up', undefined, sub('arn:aws:s3:::<Project>-site')],
    ['a longer name', undefined, 'arn:aws:s3:::lake-rawbucket-logs'],
    ['a pattern of other names', sub('acme-<Project>-raw'), 'arn:aws:s3:::aws-glue-*'],
    ['a pattern within a bucket of another name', sub('<Project>-raw'), 'arn:aws:s3:::acme-logs/*-raw'],
    ['the other bucket, by reference', sub('<Project>-raw'), sub('<RedactedBucket.Arn>*')],
  ])('%s', (_, name, resource) => expect(verdictOf(opens(name, resource))).toBe('proved'));

  it.each<[string, Change]>([
    [
      'a lock by the parameters of the bucket and of its reader',
      locks(
        { bucket: sub('<Project>-raw'), role: sub('<Project>-<Stage>-redact') },
        sub('arn:<AWS::Partition>:s3:::<Project>-raw'),
        sub('arn:<AWS::Partition>:s3:::<Project>-raw/*'),
        sub('arn:<AWS::Partition>:iam::<AWS::AccountId>:role/<Project>-<Stage>-redact'),
      ),
    ],
    [
      'a lock by reference',
      locks({ bucket: { Ref: 'Bucket' } }, { 'Fn::GetAtt': ['RawBucket', 'Arn'] }, sub('<RawBucket.Arn>/*'), READER),
    ],
  ])('%s holds', (_, change) => expect(verdictOf(change)).toBe('proved'));

  it('a lock by the parameters of another role does not hold', () => {
    const other = sub('arn:<AWS::Partition>:iam::<AWS::AccountId>:role/<Project>-other');
    const change = locks(
      { role: sub('<Project>-redact') },
      { 'Fn::GetAtt': ['RawBucket', 'Arn'] },
      sub('<RawBucket.Arn>/*'),
      other,
    );
    expect(verdictOf(change)).not.toBe('proved');
  });
});
