// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are those of CloudFormation
import { describe, expect, test } from 'vitest';
import { prove } from '../../lib/access/index.ts';

// Types that apps of others have beside their stores: what is harmless in them clouds no claim, and the rest still does.
const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const objects = { 'Fn::Sub': '${Data.Arn}/*' };
const keyArn = { 'Fn::GetAtt': ['Key', 'Arn'] };
const reader = { 'Fn::GetAtt': ['Reader', 'Arn'] };
const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
const lock = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:GetObject*',
  Resource: objects,
  Condition: {
    ArnNotEquals: { 'aws:PrincipalArn': reader },
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
  },
};
const rootOnly = { ...lock, Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } }, Condition: {} };
const encryption = {
  ServerSideEncryptionConfiguration: [
    { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn } },
  ],
};

function verdicts(extra: Record<string, object>, statements: object[] = [lock]): Map<string, string> {
  const Resources = {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: { KeyPolicy: document({ ...trust, Principal: { AWS: reader }, Action: 'kms:*', Resource: '*' }) },
    },
    Data: { Type: 'AWS::S3::Bucket', Properties: { BucketEncryption: encryption } },
    Policy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: { Bucket: { Ref: 'Data' }, PolicyDocument: document(...statements) },
    },
    Reader: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document(trust) } },
    ...extra,
  };
  const declaration = {
    classes: [{ name: 'data', buckets: ['Data'], keys: ['Key'], approvedReaders: ['Reader'] }],
    trustedBase: [],
    teams: [],
  };
  const { claims } = prove({ T: { Resources } }, declaration);
  return new Map(claims.map(({ id, verdict }) => [id, verdict]));
}

const plain = verdicts({});
const LOCK = 'two-locks/data/bucket/Data';
const X = (type: string, Properties: object): Record<string, object> => ({ X: { Type: `AWS::${type}`, Properties } });
const bucketName = { Ref: 'Data' };
const distribution = X('CloudFront::Distribution', {
  DistributionConfig: {
    Enabled: true,
    Origins: [{ Id: 'o', DomainName: { 'Fn::GetAtt': ['Data', 'RegionalDomainName'] }, S3OriginConfig: {} }],
  },
});

test.each<[string, Record<string, object>]>([
  ['a distribution that no policy lets in', distribution],
  ['an access control', X('CloudFront::OriginAccessControl', { OriginAccessControlConfig: { Name: bucketName } })],
  ['a mount target', X('EFS::MountTarget', { FileSystemId: bucketName })],
  ['a load balancer', X('ElasticLoadBalancingV2::LoadBalancer', { LoadBalancerAttributes: [{ Value: bucketName }] })],
  ['a classifier', X('Glue::Classifier', { CsvClassifier: { Name: bucketName } })],
  ['a database with the key', X('RDS::DBInstance', { KmsKeyId: keyArn, MasterUserSecret: { KmsKeyId: keyArn } })],
  ['a cluster with the key', X('RDS::DBCluster', { KmsKeyId: keyArn })],
  ['a file system with the key', X('EFS::FileSystem', { KmsKeyId: keyArn })],
  ['a domain with the key', X('OpenSearchService::Domain', { EncryptionAtRestOptions: { KmsKeyId: keyArn } })],
])('%s clouds nothing', (_, resources) => {
  expect([...plain.values()]).toContain('proved');
  expect(verdicts(resources)).toEqual(plain);
});

describe('what is not harmless is seen', () => {
  test.each<[string, Record<string, object>]>([
    ['a role that reads', X('RDS::DBCluster', { KmsKeyId: keyArn, AssociatedRoles: [{ RoleArn: reader }] })],
    ['a place to read from', X('FSx::FileSystem', { LustreConfiguration: { ImportPath: bucketName } })],
    ['a key in a setting that is not listed', X('RDS::DBInstance', { Another: keyArn })],
  ])('%s', (_, resources) => {
    expect([...verdicts(resources).values()]).not.toContain('proved');
  });

  test('a policy that lets the service of the distribution read', () => {
    const SourceArn = { 'Fn::Sub': 'arn:aws:cloudfront::${AWS::AccountId}:distribution/${X}' };
    const lets = {
      ...{ Effect: 'Allow', Principal: { Service: 'cloudfront.amazonaws.com' }, Action: 's3:GetObject' },
      ...{ Resource: objects, Condition: { StringEquals: { 'AWS:SourceArn': SourceArn } } },
    };
    expect(verdicts(distribution, [lock, lets]).get(LOCK)).toBe('refuted');
  });

  test.each<[string, object]>([
    ['ARN', { AWS: { 'Fn::Sub': 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ${Identity}' } }],
    ['canonical user', { CanonicalUser: { 'Fn::GetAtt': ['Identity', 'S3CanonicalUserId'] } }],
  ])('a policy that lets an identity of CloudFront read, by its %s', (_, Principal) => {
    const Identity = { Type: 'AWS::CloudFront::CloudFrontOriginAccessIdentity', Properties: {} };
    const lets = { Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: objects };
    expect(verdicts({}, [rootOnly]).get(LOCK)).toBe('proved');
    expect(verdicts({ ...distribution, Identity }, [rootOnly, lets]).get(LOCK)).not.toBe('proved');
  });
});

test.each<[string, object]>([
  ['AWS::SSM::Parameter', { Type: 'String', Value: 'x' }],
  ['AWS::AppConfig::Deployment', { Tags: [] }],
])('who reads a declared %s is never taken for nobody, since no claim asks', (type, Properties) => {
  const reads = { Effect: 'Allow', Action: 'ssm:GetParameter', Resource: '*' };
  const Resources = {
    Told: { Type: type, Properties },
    Other: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: document(trust),
        Policies: [{ PolicyName: 'p', PolicyDocument: document(reads) }],
      },
    },
  };
  const declaration = {
    classes: [{ name: 'data', channels: ['Told'], approvedReaders: [] }],
    trustedBase: [],
    teams: [],
  };
  const { claims } = prove({ T: { Resources } }, declaration);
  const closed = claims.find(({ id }) => id === 'no-side-doors/data/closed');
  expect([closed?.verdict, closed?.because]).toEqual(['undecided', expect.stringContaining('is not known')]);
});
