import { type App, readApp } from '../../lib/access/index.ts';
import { COLUMNS, PARTITION_KEYS } from '../../lib/activity/columns.ts';
import { ZONE_NAMES, type ZoneName } from '../../lib/activity/zones.ts';

/** A template small enough to reason about, in the shape of the real ones: two locks per zone, one lake role, some teams. */
export interface TestGrant {
  readonly team: string;
  readonly columns: readonly string[];
  /** Null for all rows. */
  readonly rows: string | null;
}

export interface TestAppOptions {
  readonly grants?: readonly TestGrant[];
  readonly registered?: boolean;
  readonly hybrid?: boolean;
  /** Leaves out a lock of every zone: the buckets' policies, or the keys' (then the account's policies decide). */
  readonly open?: 'buckets' | 'keys';
}

const ACCOUNT = '111122223333';
const arn = (rest: string) => `arn:aws:${rest}`;
export const roleArn = (name: string) => arn(`iam::${ACCOUNT}:role/${name}`);
const bucketArn = (zone: ZoneName) => arn(`s3:::lake-${zone}`);

/** The roles that pass each lock of each zone. */
const MAY: Record<ZoneName, { read: string[]; write: string[]; destroy: string[]; list: string[] }> = {
  raw: { read: ['redact'], write: ['ingest'], destroy: ['retain'], list: ['retain', 'redact'] },
  redacted: { read: ['lake'], write: ['redact'], destroy: ['retain'], list: ['retain', 'lake'] },
  derived: { read: [], write: ['export'], destroy: ['retain'], list: ['retain'] },
  queries: { read: ['auditor'], write: [], destroy: [], list: ['auditor'] },
  packages: { read: ['worker'], write: ['package'], destroy: ['retain'], list: ['retain'] },
  audit: { read: ['auditor'], write: ['retain'], destroy: [], list: ['auditor'] },
};
const DOORS = {
  read: ['s3:GetObject*'],
  write: ['s3:PutObject*'],
  destroy: ['s3:DeleteObject*'],
  list: ['s3:ListBucket', 's3:ListBucketVersions'],
} as const;
type Door = keyof typeof DOORS;
const doors = Object.keys(DOORS) as Door[];

export function testApp({ grants = [], registered = true, hybrid = false, open }: TestAppOptions = {}): App {
  const teams = [...new Set(grants.map((grant) => grant.team))];
  const Resources = {
    ...Object.assign({}, ...ZONE_NAMES.map((name) => zone(name, open))),
    ...Object.assign({}, ...['ingest', 'redact', 'retain', 'lake', 'export', 'auditor', 'idle'].map(role)),
    ...Object.assign({}, ...teams.map(team)),
    ...Object.assign({}, ...grants.map(grantOf)),
    ...QUEUES,
    ...CONTROL,
    ...lakeResources(registered, hybrid),
  };
  return readApp({ lake: { Resources } }, { accountId: ACCOUNT, region: 'eu-test-1' });
}

const zone = (name: ZoneName, open: TestAppOptions['open']) => ({
  [`${name}Key`]: {
    Type: 'AWS::KMS::Key',
    Properties: {
      KeyPolicy: policy(
        allow('Use', [...MAY[name].read, ...MAY[name].write], ['kms:Decrypt', 'kms:GenerateDataKey']),
        ...(open === 'keys' ? [DELEGATION] : []),
      ),
    },
  },
  [`${name}Bucket`]: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketName: `lake-${name}`,
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: name !== 'derived',
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: { 'Fn::GetAtt': [`${name}Key`, 'Arn'] },
            },
          },
        ],
      },
      ...(name === 'raw' && { NotificationConfiguration: { QueueConfigurations: [NOTIFICATION] } }),
    },
  },
  ...(open !== 'buckets' && {
    [`${name}Policy`]: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: { Bucket: `lake-${name}`, PolicyDocument: policy(...doors.map((door) => denyOthers(name, door))) },
    },
  }),
});

const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });

const allow = (Sid: string, roles: readonly string[], Action: readonly string[]) => ({
  ...{ Sid, Effect: 'Allow', Action, Resource: '*' },
  Principal: { AWS: roles.length > 0 ? roles.map(roleArn) : roleArn('idle') },
});

/** The effect of `kms:*` for the account root: identity policies decide. */
const DELEGATION = {
  ...{ Sid: 'Delegate', Effect: 'Allow', Action: 'kms:*', Resource: '*' },
  Principal: { AWS: arn(`iam::${ACCOUNT}:root`) },
};

const denyOthers = (name: ZoneName, door: Door) => ({
  ...{ Sid: `Deny-${door}`, Effect: 'Deny', Principal: '*', Action: DOORS[door] },
  Resource: [bucketArn(name), `${bucketArn(name)}/*`],
  Condition: { ArnNotEquals: { 'aws:PrincipalArn': MAY[name][door].map(roleArn) } },
});

const trust = policy({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });

/** Every role's own policy allows everything: only the locks of the zones stop it. */
const role = (name: string) => ({
  [name]: {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: name,
      AssumeRolePolicyDocument: trust,
      Policies: [
        {
          PolicyName: 'own',
          PolicyDocument: policy({ Effect: 'Allow', Action: ['s3:*', 'dynamodb:*', 'glue:*', 'kms:*'], Resource: '*' }),
        },
      ],
    },
  },
});

const team = (name: string) => ({
  [name.replace(/\W/g, '')]: {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: name,
      AssumeRolePolicyDocument: trust,
      Policies: [
        {
          PolicyName: 'query',
          PolicyDocument: policy(
            { Effect: 'Allow', Action: ['glue:GetTable', 'glue:GetPartitions'], Resource: '*' },
            { Effect: 'Allow', Action: 'lakeformation:GetDataAccess', Resource: '*' },
            { Effect: 'Allow', Action: 'athena:*', Resource: arn(`athena:eu-test-1:${ACCOUNT}:workgroup/${name}`) },
          ),
        },
      ],
    },
  },
  [`${name.replace(/\W/g, '')}Workgroup`]: {
    Type: 'AWS::Athena::WorkGroup',
    Properties: { Name: name, Tags: [{ Key: 'strongroom:purposes', Value: 'testing more' }] },
  },
});

const grantOf = ({ team: name, columns, rows }: TestGrant, index = 0) => {
  const id = `filter${name.replace(/\W/g, '')}${index}`;
  const filter = { TableCatalogId: ACCOUNT, DatabaseName: 'lakedb', TableName: 'activity', Name: id };
  return {
    [id]: {
      Type: 'AWS::LakeFormation::DataCellsFilter',
      Properties: {
        ...filter,
        ColumnNames: columns,
        RowFilter: rows === null ? { AllRowsWildcard: {} } : { FilterExpression: rows },
      },
    },
    [`${id}Grant`]: {
      Type: 'AWS::LakeFormation::PrincipalPermissions',
      Properties: {
        Principal: { DataLakePrincipalIdentifier: roleArn(name) },
        Resource: { DataCellsFilter: filter },
        Permissions: ['SELECT'],
        PermissionsWithGrantOption: [],
      },
    },
  };
};

const queueArn = (name: string) => arn(`sqs:eu-test-1:${ACCOUNT}:${name}`);
const NOTIFICATION = {
  Event: 's3:ObjectCreated:*',
  Queue: queueArn('segments'),
  Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: 'segments/' }] } },
};
const QUEUES = {
  dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead' } },
  segments: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      QueueName: 'segments',
      VisibilityTimeout: 120,
      RedrivePolicy: { deadLetterTargetArn: queueArn('dead'), maxReceiveCount: 3 },
    },
  },
  mapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: queueArn('segments'),
      FunctionName: 'function',
      BatchSize: 4,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    },
  },
};

const CONTROL = {
  table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'control' } },
  participation: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'participation' } },
  pseudonymKey: {
    Type: 'AWS::KMS::Key',
    Properties: { KeyPolicy: policy(allow('Use', ['ingest'], ['kms:GenerateMac'])) },
  },
  signingKey: {
    Type: 'AWS::KMS::Key',
    Properties: { KeyPolicy: policy(allow('Use', ['retain'], ['kms:Sign', 'kms:GetPublicKey'])) },
  },
  certificateKey: {
    Type: 'AWS::KMS::Key',
    Properties: { KeyPolicy: policy(allow('Use', ['governor'], ['kms:Sign', 'kms:GetPublicKey'])) },
  },
  function: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: 'function',
      Environment: {
        Variables: {
          ...Object.fromEntries(ZONE_NAMES.map((name) => [`${name.toUpperCase()}_BUCKET`, `lake-${name}`])),
          CONTROL_TABLE: 'control',
          PARTICIPATION_TABLE: 'participation',
          PSEUDONYM_KEY: { 'Fn::GetAtt': ['pseudonymKey', 'Arn'] },
          SIGNING_KEY: { 'Fn::GetAtt': ['signingKey', 'Arn'] },
          CERTIFICATE_KEY: { 'Fn::GetAtt': ['certificateKey', 'Arn'] },
          GLUE_DATABASE: 'lakedb',
          GLUE_TABLE: 'activity',
        },
      },
    },
  },
};

const columnsOf = (columns: readonly { name: string; type: string }[]) =>
  columns.map(({ name, type }) => ({ Name: name, Type: type }));

const lakeResources = (registered: boolean, hybrid: boolean) => ({
  settings: {
    Type: 'AWS::LakeFormation::DataLakeSettings',
    Properties: { CreateDatabaseDefaultPermissions: [], CreateTableDefaultPermissions: [] },
  },
  database: {
    Type: 'AWS::Glue::Database',
    Properties: { CatalogId: ACCOUNT, DatabaseInput: { Name: 'lakedb', CreateTableDefaultPermissions: [] } },
  },
  activity: {
    Type: 'AWS::Glue::Table',
    Properties: {
      CatalogId: ACCOUNT,
      DatabaseName: 'lakedb',
      TableInput: {
        Name: 'activity',
        StorageDescriptor: { Location: 's3://lake-redacted/activity/', Columns: columnsOf(COLUMNS) },
        PartitionKeys: columnsOf(PARTITION_KEYS),
      },
    },
  },
  ...(registered && {
    registration: {
      Type: 'AWS::LakeFormation::Resource',
      Properties: {
        ResourceArn: `${bucketArn('redacted')}/activity/`,
        RoleArn: roleArn('lake'),
        UseServiceLinkedRole: false,
        HybridAccessEnabled: hybrid,
      },
    },
  }),
});
