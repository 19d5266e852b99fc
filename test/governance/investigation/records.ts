/** Records in the shapes in which CloudTrail writes them, with made-up values. Every call gives the same ones. */
export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

let number = 0;
const nextId = (): string => `00000000-0000-4000-8000-${String(++number).padStart(12, '0')}`;
export const restart = (): void => {
  number = 0;
};

type Fields = Readonly<Record<string, unknown>>;

export const roleArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const idOf = (name: string): string =>
  `AROA${name
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .padEnd(16, '0')
    .slice(0, 16)}`;

/** A session of a role. */
export const session = (role: string, name: string, more: Fields = {}, sourceIdentity?: string): Fields => ({
  type: 'AssumedRole',
  principalId: `${idOf(role)}:${name}`,
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${name}`,
  accountId: ACCOUNT,
  accessKeyId: 'ASIAEXAMPLE',
  sessionContext: {
    sessionIssuer: { type: 'Role', principalId: idOf(role), arn: roleArn(role), accountId: ACCOUNT, userName: role },
    attributes: { creationDate: '2026-11-02T08:59:30Z', mfaAuthenticated: 'false' },
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
  },
  ...more,
});

export function record(
  at: string,
  service: string,
  name: string,
  userIdentity: Fields,
  more: Fields = {},
): Record<string, unknown> {
  return {
    eventVersion: '1.11',
    userIdentity,
    eventTime: at,
    eventSource: `${service}.amazonaws.com`,
    eventName: name,
    awsRegion: REGION,
    sourceIPAddress: '198.51.100.7',
    userAgent: 'aws-sdk-js/3.900',
    requestParameters: null,
    responseElements: null,
    requestID: `REQ${number + 1}`,
    eventID: nextId(),
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
    ...more,
  };
}

/** A data event of S3. */
export const object = (
  at: string,
  name: string,
  who: Fields,
  bucket: string,
  key: string,
  more: Fields = {},
  params: Fields = {},
) =>
  record(at, 's3', name, who, {
    managementEvent: false,
    eventCategory: 'Data',
    requestParameters: { bucketName: bucket, key, Host: `${bucket}.s3.${REGION}.amazonaws.com`, ...params },
    additionalEventData: {
      SignatureVersion: 'SigV4',
      AuthenticationMethod: 'AuthHeader',
      bytesTransferredOut: 1048576,
    },
    resources: [
      { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${bucket}/${key}` },
      { accountId: ACCOUNT, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}` },
    ],
    ...more,
  });

/** What Athena and Lake Formation leave of one query: the start, the way in, the files, the results. */
export function query(
  at: string,
  id: string,
  role: string,
  person: string,
  partition: string,
  bucket: string,
): Record<string, unknown>[] {
  const time = (seconds: number): string => new Date(Date.parse(at) + seconds * 1000).toISOString().replace('.000', '');
  const who = session(role, person, {}, person);
  const lake = `AWSLF-00-AT-${ACCOUNT}-${id.slice(0, 10)}`;
  const athena = { invokedBy: 'athena.amazonaws.com' };
  return [
    record(time(0), 'athena', 'StartQueryExecution', who, {
      readOnly: false,
      requestParameters: { queryString: '***OMITTED***', queryExecutionContext: { database: 'lake' }, workGroup: role },
      responseElements: { queryExecutionId: id },
    }),
    record(
      time(2),
      'lakeformation',
      'GetDataAccess',
      { ...who, ...athena },
      {
        requestParameters: {
          tableArn: `arn:aws:glue:${REGION}:${ACCOUNT}:table/lake/activity`,
          permissions: ['SELECT'],
          auditContext: { additionalAuditContext: `{queryId: ${id}}` },
        },
        additionalEventData: {
          requesterService: 'ATHENA',
          lakeFormationPrincipal: roleArn(role),
          lakeFormationRoleSessionName: lake,
        },
      },
    ),
    object(
      time(3),
      'GetObject',
      session('lf-registration', lake, athena),
      bucket,
      `activity/${partition}/part-1.parquet`,
    ),
    record(time(9), 'athena', 'GetQueryResults', who, {
      requestParameters: { queryExecutionId: id, maxResults: 1000 },
    }),
  ];
}

/** A query as it is saved once it has ended. */
export const saved = (id: string, sql: string, state = 'SUCCEEDED'): Fields => ({
  QueryExecution: {
    QueryExecutionId: id,
    Query: sql,
    StatementType: 'DML',
    QueryExecutionContext: { Database: 'lake', Catalog: 'awsdatacatalog' },
    Status: { State: state, SubmissionDateTime: '2026-11-02T09:01:40.120Z' },
    WorkGroup: 'alpha',
  },
});
