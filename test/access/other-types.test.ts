// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are those of CloudFormation
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { prove } from '../../lib/access/index.ts';
import { KNOWN_PROPERTIES } from '../../lib/access/understood/known-properties.ts';

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
  [
    'a load balancer of before',
    X('ElasticLoadBalancing::LoadBalancer', { AccessLoggingPolicy: { S3BucketName: bucketName } }),
  ],
  ['a consumer of a stream', X('Kinesis::StreamConsumer', { ConsumerName: bucketName })],
  ['an address that is written into a secret', X('SecretsManager::SecretTargetAttachment', { SecretId: bucketName })],
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

describe('nothing of a store is dropped', () => {
  const runsAsReader = (more: object = {}) => ({
    Function: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'reads', Role: reader, ...more } },
  });
  const table = (more: object) => ({
    Function: {
      Type: 'AWS::DynamoDB::Table',
      Properties: { KeySchema: [], SSESpecification: { SSEEnabled: true, KMSMasterKeyId: keyArn }, ...more },
    },
    Writes: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        Roles: [{ Ref: 'Reader' }],
        PolicyDocument: document({
          ...{ Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: { 'Fn::GetAtt': ['Function', 'Arn'] } },
        }),
      },
    },
  });
  const copies = (resources: Record<string, object>) => verdicts(resources).get('no-side-doors/data/copies');
  const bucket = (more: object) => ({
    Data: { Type: 'AWS::S3::Bucket', Properties: { BucketEncryption: encryption, ...more } },
  });
  const notifies = (to: object) => bucket({ NotificationConfiguration: { EventBridgeConfiguration: to } });

  test.each<[string, Record<string, object>, Record<string, object>]>([
    [
      'an endpoint of others',
      runsAsReader(),
      runsAsReader({ Environment: { Variables: { AWS_ENDPOINT_URL_S3: 'https://example.com' } } }),
    ],
    [
      'an endpoint of others for a service that no list names',
      runsAsReader({ Environment: { Variables: { ENDPOINT: 'https://example.com' } } }),
      runsAsReader({ Environment: { Variables: { AWS_ENDPOINT_URL_NEW_SERVICE: 'https://example.com' } } }),
    ],
    ['a durable execution', runsAsReader(), runsAsReader({ DurableConfig: { RetentionPeriodInDays: 90 } })],
    [
      'keys of items among metrics',
      table({ ContributorInsightsSpecification: { Enabled: false } }),
      table({ ContributorInsightsSpecification: { Enabled: true } }),
    ],
    ['names on the bus', notifies({ EventBridgeEnabled: false }), notifies({})],
  ])('%s', (_, without, withIt) => {
    const [before, after] = [verdicts(without), verdicts(withIt)];
    const fell = [...after].filter(([id, verdict]) => verdict === 'refuted' && before.get(id) !== 'refuted');
    expect(fell.map(([id]) => id)).toContain('no-side-doors/data/copies');
  });

  test('a property that nobody looked at, and a policy where none is expected', () => {
    expect(verdicts(bucket({ NewExport: { Destination: 'arn:aws:s3:::elsewhere' } })).get(LOCK)).toBe('undecided');
    const policy = document({ ...trust, Principal: '*', Action: 's3:*', Resource: '*' });
    expect(verdicts(bucket({ MetricsConfigurations: policy })).get(LOCK)).toBe('undecided');
    expect(copies({})).toBe(copies(bucket({})));
  });

  test.each(Object.keys(KNOWN_PROPERTIES))('%s has the properties that the CDK knows, and no others', (type) => {
    const [, service = '', name = ''] = type.split('::');
    const file = `node_modules/aws-cdk-lib/aws-${service.toLowerCase()}/lib/${service.toLowerCase()}.generated.d.ts`;
    const [, body = ''] =
      new RegExp(`export interface Cfn${name}Props \\{([\\s\\S]*?)\\n\\}`).exec(readFileSync(file, 'utf8')) ?? [];
    const names = [...body.matchAll(/readonly (\w+)\??:/g)].map(([, each = '']) => each.toLowerCase());
    expect((KNOWN_PROPERTIES[type] ?? '').toLowerCase().split(' ').sort()).toEqual(names.sort());
  });
});
