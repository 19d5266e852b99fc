import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { present } from '../../present.ts';
import { ACCOUNT, object, query, REGION, record, restart, roleArn, saved, session } from './records.ts';

/** A month of an account in which forty roles could read the class, three did, and one source is dark for two hours. */
export const FROM = '2026-11-01T00:00:00Z';
export const TO = '2026-12-01T00:00:00Z';
const BUCKET = 'lake-redacted';
export const DARK = ['2026-11-14T10:00:00Z', '2026-11-14T11:00:00Z'];
const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/0a1b2c3d-0000-4000-8000-000000000001`;
const QUERY = '5b0c7a10-1111-4a11-9a11-0123456789ab';

const names = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}-${String(at + 1).padStart(2, '0')}`);
/** By a filtered grant of Lake Formation. */
export const ANALYSTS = names('analyst', 21);
/** By the policies of the bucket and the key. */
export const DIRECT = names('etl', 17);
/** By a second grant, which one event in the month makes. */
export const SECOND = 'visitor';
/** What reads for Lake Formation, and may read by itself. */
export const REGISTRATION = 'lf-registration';
/** S3 rights of their own, which the bucket does not let in. */
export const SHUT_OUT = names('other', 9);

const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: string | string[], Resource: string) => ({ Effect: 'Allow', Action, Resource });

function role(name: string, ...statements: object[]) {
  return {
    Path: '/',
    RoleName: name,
    RoleId: `AROA${name}`,
    Arn: roleArn(name),
    AssumeRolePolicyDocument: encodeURIComponent(
      JSON.stringify(
        document({ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'sts:AssumeRole' }),
      ),
    ),
    RolePolicyList: [
      { PolicyName: 'own', PolicyDocument: encodeURIComponent(JSON.stringify(document(...statements))) },
    ],
    AttachedManagedPolicies: [],
  };
}

const lakeUser = [allow(['lakeformation:GetDataAccess', 'athena:*', 'glue:GetTable'], '*')];
const reader = [allow(['s3:GetObject', 's3:ListBucket'], '*'), allow('kms:Decrypt', '*')];

/** Answers of the AWS API, by the name of the file that holds each. */
export function policies(): Record<string, unknown> {
  const allowed = [...DIRECT, REGISTRATION].map(roleArn);
  const filter = { TableCatalogId: ACCOUNT, DatabaseName: 'lake', TableName: 'activity', Name: 'team' };
  return {
    'get-account-authorization-details.json': {
      UserDetailList: [],
      GroupDetailList: [],
      RoleDetailList: [
        ...ANALYSTS.map((name) => role(name, ...lakeUser)),
        ...[...DIRECT, ...SHUT_OUT, REGISTRATION].map((name) => role(name, ...reader)),
        role(SECOND, ...lakeUser),
      ],
      Policies: [],
    },
    'get-bucket-policy.lake-redacted.json': {
      Policy: JSON.stringify(
        document({
          Sid: 'DenyReadUnlessListed',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:GetObject*',
          Resource: `arn:aws:s3:::${BUCKET}/*`,
          Condition: { ArnNotEquals: { 'aws:PrincipalArn': allowed } },
        }),
      ),
    },
    'get-bucket-encryption.json': {
      Bucket: BUCKET,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEY } }],
      },
    },
    'get-key-policy.json': {
      KeyId: KEY,
      Policy: JSON.stringify(
        document({ Sid: 'Use', Effect: 'Allow', Principal: { AWS: allowed }, Action: 'kms:Decrypt', Resource: '*' }),
      ),
    },
    'get-tables.json': {
      TableList: [
        {
          Name: 'activity',
          DatabaseName: 'lake',
          CatalogId: ACCOUNT,
          StorageDescriptor: {
            Columns: ['worker', 'kind', 'text', 'title'].map((Name) => ({ Name, Type: 'string' })),
            Location: `s3://${BUCKET}/activity/`,
          },
          PartitionKeys: [{ Name: 'day', Type: 'string' }],
        },
      ],
    },
    'list-resources.json': {
      ResourceInfoList: [{ ResourceArn: `arn:aws:s3:::${BUCKET}/activity`, RoleArn: roleArn(REGISTRATION) }],
    },
    'list-data-cells-filter.json': {
      DataCellsFilters: [
        { ...filter, RowFilter: { FilterExpression: "kind = 'key'" }, ColumnNames: ['kind', 'title'] },
      ],
    },
    'list-permissions.json': {
      PrincipalResourcePermissions: ANALYSTS.map((name) => ({
        Principal: { DataLakePrincipalIdentifier: roleArn(name) },
        Resource: { DataCellsFilter: filter },
        Permissions: ['SELECT'],
        PermissionsWithGrantOption: [],
      })),
    },
  };
}

const at = (day: number, time: string): string => `2026-11-${String(day).padStart(2, '0')}T${time}Z`;

/** What happens in every hour, and has nothing to do with the class; the source that is dark leaves its part out. */
function* background(day: number, hour: number): Generator<Record<string, unknown>> {
  const time = (minute: number): string =>
    at(day, `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00`);
  const someone = session(present(SHUT_OUT[day % SHUT_OUT.length]), 'job');
  yield record(time(1), 'ec2', 'DescribeInstances', someone);
  yield record(time(2), 'sts', 'GetCallerIdentity', someone);
  if (DARK.includes(time(0))) return;
  yield object(time(3), 'GetObject', someone, 'other-bucket', `x/${day}`);
  if (hour % 6 === 0) {
    yield object(time(4), 'HeadObject', someone, BUCKET, 'activity/day=2026-11-01/part-1.parquet');
    const denied = { errorCode: 'AccessDenied', errorMessage: 'Access Denied' };
    yield object(time(5), 'GetObject', someone, BUCKET, 'activity/day=2026-11-01/part-1.parquet', denied);
  }
}

/** The three reads, and the grant that made the first possible. */
function telling(): Record<string, unknown>[] {
  const deploy = session('deploy', 'ci');
  const table = { catalogId: ACCOUNT, databaseName: 'lake', name: 'activity' };
  const granted = {
    principal: { dataLakePrincipalIdentifier: roleArn(SECOND) },
    resource: { table },
    permissions: ['SELECT'],
    permissionsWithGrantOption: [],
  };
  const source = `${BUCKET}/activity/day%3D2026-11-02/part-9.parquet`;
  return [
    record(at(5, '08:00:00'), 'lakeformation', 'GrantPermissions', deploy, {
      readOnly: false,
      requestParameters: granted,
    }),
    ...query(at(6, '09:01:40'), QUERY, SECOND, 'wk_ana', 'day=2026-11-01', BUCKET),
    object(
      at(9, '22:10:00'),
      'GetObject',
      session(present(DIRECT[2]), 'job-7'),
      BUCKET,
      'activity/day=2026-11-03/part-4.parquet',
    ),
    record(
      at(9, '22:10:00'),
      'kms',
      'Decrypt',
      session(present(DIRECT[2]), 'job-7', { invokedBy: 'fas.s3.amazonaws.com' }),
      {
        requestParameters: {
          encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
          encryptionContext: { 'aws:s3:arn': `arn:aws:s3:::${BUCKET}` },
        },
        resources: [{ accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN: KEY }],
      },
    ),
    object(
      at(20, '03:00:00'),
      'CopyObject',
      session(present(DIRECT[10]), 'dave'),
      'scratch',
      'mine.parquet',
      {},
      { 'x-amz-copy-source': source },
    ),
    record(at(25, '08:00:00'), 'lakeformation', 'RevokePermissions', deploy, {
      readOnly: false,
      requestParameters: granted,
    }),
  ];
}

const savedQuery = saved(QUERY, "SELECT text, a.title FROM activity a WHERE a.kind = 'text'");

/** Writes the month as a trail delivers it: a compressed file for six hours, events out of order, some of them twice. */
export function writeMonth(dir: string, extra: readonly Record<string, unknown>[] = []): void {
  restart();
  const put = (path: string, bytes: string | Buffer) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), bytes);
  };
  const all = [...telling(), ...extra];
  for (let day = 1; day <= 30; day++) {
    for (let hour = 5; hour < 24; hour += 6) {
      const hours = [hour - 5, hour - 4, hour - 3, hour - 2, hour - 1, hour];
      const records = hours.flatMap((other) => {
        const begin = at(day, `${String(other).padStart(2, '0')}:00`).slice(0, 13);
        const own = all.filter(({ eventTime }) => String(eventTime).startsWith(begin));
        return [...own, ...background(day, other), ...own.slice(0, 1)].reverse();
      });
      const stamp = `202611${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}55Z`;
      const name = `AWSLogs/${ACCOUNT}/CloudTrail/${REGION}/2026/11/${String(day).padStart(2, '0')}/${ACCOUNT}_CloudTrail_${REGION}_${stamp}_x.json.gz`;
      put(name, gzipSync(JSON.stringify({ Records: records }), { level: 1 }));
    }
  }
  put('athena/2026-11-06.json', JSON.stringify(savedQuery));
}

export function writePolicies(dir: string, files: Record<string, unknown> = policies()): void {
  mkdirSync(join(dir, '2026-10-31'), { recursive: true });
  for (const [name, value] of Object.entries(files))
    writeFileSync(join(dir, '2026-10-31', name), JSON.stringify(value));
}
