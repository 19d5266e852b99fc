import { afterEach, describe, expect, test, vi } from 'vitest';
import { examineAccount } from '../../bin/aws/doctor.ts';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { type Check, verdictOf } from '../../lib/governance/doctor/checks.ts';
import type { EnvironmentConfig } from '../../lib/governance/environment-config.ts';
import { answering, type Call, jsonError, type Reply } from '../storage/aws-server.ts';

const ACCOUNT = '111122223333';
const EXEC = `cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-eu-test-1`;
const by = (DataLakePrincipalIdentifier: string) => ({ DataLakePrincipalIdentifier });
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

const xml = (operation: string, body: string): Reply => ({
  headers: { 'content-type': 'text/xml' },
  body: `<${operation}Response><${operation}Result>${body}</${operation}Result></${operation}Response>`,
});
const failure = (status: number, code: string): Reply => ({
  status,
  headers: { 'content-type': 'text/xml', 'x-amzn-errortype': code },
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
});
const members = (all: readonly string[]) => all.map((text) => `<member>${text}</member>`).join('');

/** The name of an operation, whatever protocol its service uses. */
function operationOf({ operation, path, method, body }: Call): string {
  if (operation !== '') return operation;
  if (path === '/GetDataLakeSettings') return 'GetDataLakeSettings';
  if (path.startsWith('/2016-08-19/account-settings')) return 'GetAccountSettings';
  if (method === 'HEAD') return 'HeadBucket';
  if (path.endsWith('/.well-known/openid-configuration')) return 'Issuer';
  return new URLSearchParams(body).get('Action') ?? '?';
}

const SERVICES = [
  'apigateway',
  'athena',
  'cloudformation',
  'cloudtrail',
  'cloudwatch',
  'dynamodb',
  'events',
  'glue',
].concat(['iam', 'kms', 'lakeformation', 'lambda', 's3', 'scheduler', 'sns', 'sqs', 'sts']);

type Answer = (call: Call) => Reply;
/** A ready account: bootstrapped, and otherwise empty. */
const READY: Readonly<Record<string, Answer>> = {
  GetCallerIdentity: () =>
    xml('GetCallerIdentity', `<Arn>arn:aws:iam::${ACCOUNT}:user/ada</Arn><Account>${ACCOUNT}</Account>`),
  GetParametersByPath: () => ({ body: { Parameters: SERVICES.map((Value) => ({ Value })) } }),
  GetParameter: () => ({ body: { Parameter: { Value: '28' } } }),
  GetRole: ({ body }) => {
    const name = new URLSearchParams(body).get('RoleName') ?? '';
    return name === EXEC ? xml('GetRole', `<Role><RoleName>${name}</RoleName></Role>`) : failure(404, 'NoSuchEntity');
  },
  ListRoles: () =>
    xml(
      'ListRoles',
      `<Roles>${members(
        [
          ...Object.values(environment.permissionSets),
          ...Object.values(access.teams).map((team) => team.permissionSet),
        ].map((set) => `<RoleName>AWSReservedSSO_${set}_0123456789abcdef</RoleName>`),
      )}</Roles><IsTruncated>false</IsTruncated>`,
    ),
  GetAccountSettings: () => ({
    headers: { 'content-type': 'application/json' },
    body: { AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 1000 } },
  }),
  ListServiceQuotas: ({ body }) => ({
    body: {
      Quotas:
        JSON.parse(body).ServiceCode === 'athena'
          ? [{ QuotaName: 'Active DML queries', Value: 20 }]
          : [{ QuotaName: 'Cryptographic operations (symmetric) request rate', Value: 10_000 }],
    },
  }),
  GetDataLakeSettings: () => ({ headers: { 'content-type': 'application/json' }, body: { DataLakeSettings: {} } }),
  GetDatabase: ({ body }) =>
    JSON.parse(body).Name === 'default'
      ? { body: { Database: { Name: 'default' } } }
      : jsonError('EntityNotFoundException'),
  GetDataCatalogEncryptionSettings: () => ({ body: { DataCatalogEncryptionSettings: {} } }),
  HeadBucket: () => ({ status: 404 }),
  DescribeTrails: () => ({ body: { trailList: [] } }),
  DescribeStacks: () => failure(400, 'ValidationError'),
};

const SIGN_IN = { ...environment.signIn, issuer: 'https://sign-in.acme.test/' };

afterEach(() => vi.unstubAllGlobals());

/** The doctor's report on an account with these responses. */
async function doctor(changes: Readonly<Record<string, Answer>> = {}, more: Partial<EnvironmentConfig> = {}) {
  const answers: Readonly<Record<string, Answer>> = { ...READY, ...changes };
  const { config, calls } = await answering((call) => answers[operationOf(call)]?.(call) ?? failure(400, 'Unexpected'));
  const real = globalThis.fetch;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) =>
    url.startsWith('https://sign-in.acme.test')
      ? Promise.resolve(Response.json({ issuer: SIGN_IN.issuer }))
      : real(url, init),
  );
  const configuration = { access, program, environment: { ...environment, signIn: SIGN_IN, ...more } };
  const checks = await examineAccount(configuration, config);
  const of = (id: string): Check => {
    const found = checks.find((check) => check.id === id);
    if (found === undefined) throw new Error(`no check ${id}`);
    return found;
  };
  return { checks, of, calls, verdict: verdictOf(checks) };
}

describe('a new account that is ready', () => {
  test('passes every check, and nothing in it changes', async () => {
    const { verdict, checks, calls } = await doctor();
    expect(checks.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(verdict).toBe('ready');
    for (const call of calls) expect(operationOf(call)).toMatch(/^(Get|List|Describe|Head)/);
  });
});

/** A fault of an account, the check that detects it, and the advice. */
const FAULTS: readonly [
  name: string,
  answers: Record<string, Answer>,
  id: string,
  todo: RegExp,
  more?: Partial<EnvironmentConfig>,
][] = [
  [
    'ten concurrent executions, as a new account has',
    {
      GetAccountSettings: () => ({
        headers: { 'content-type': 'application/json' },
        body: { AccountLimit: { ConcurrentExecutions: 10, UnreservedConcurrentExecutions: 10 } },
      }),
    },
    'lambda-concurrency',
    /L-B99A9384/,
  ],
  [
    'no bootstrap',
    { GetParameter: () => jsonError('ParameterNotFound') },
    'bootstrap',
    /npx cdk bootstrap aws:\/\/111122223333\/eu-test-1$/,
  ],
  ['an old bootstrap', { GetParameter: () => ({ body: { Parameter: { Value: '5' } } }) }, 'bootstrap', /cdk bootstrap/],
  [
    'another qualifier',
    { GetParameter: () => jsonError('ParameterNotFound') },
    'bootstrap',
    /--qualifier other$/,
    { qualifier: 'other' },
  ],
  ['no deployment role', { GetRole: () => failure(404, 'NoSuchEntity') }, 'deployment-role', /bootstrap/],
  [
    'a lake with an administrator that nobody named',
    {
      GetDataLakeSettings: () => ({
        headers: { 'content-type': 'application/json' },
        body: { DataLakeSettings: { DataLakeAdmins: [by(role('DataOffice'))] } },
      }),
    },
    'lake-settings',
    /name each in the field/,
  ],
  [
    'no default database',
    { GetDatabase: () => jsonError('EntityNotFoundException') },
    'default-database',
    /aws glue create-database/,
  ],
  [
    'a database of our name',
    { GetDatabase: () => ({ body: { Database: { Name: 'x' } } }) },
    'lake-database',
    /another prefix/,
  ],
  [
    'a bucket that somebody else has',
    { HeadBucket: ({ path }) => ({ status: path.includes('-raw-') ? 403 : 404 }) },
    'bucket-names',
    /another prefix/,
  ],
  [
    'an encrypted catalogue',
    {
      GetDataCatalogEncryptionSettings: () => ({
        body: {
          DataCatalogEncryptionSettings: {
            EncryptionAtRest: {
              CatalogEncryptionMode: 'SSE-KMS',
              SseAwsKmsKeyId: 'arn:aws:kms:eu-test-1:111122223333:key/a',
            },
          },
        },
      }),
    },
    'catalogue-key',
    /existing.catalogKey/,
  ],
  [
    'five trails',
    {
      DescribeTrails: () => ({
        body: { trailList: [1, 2, 3, 4, 5].map((n) => ({ TrailARN: `arn:aws:cloudtrail:eu-test-1:1:trail/t${n}` })) },
      }),
      GetTrailStatus: () => ({ body: { IsLogging: true } }),
      GetEventSelectors: () => ({ body: {} }),
    },
    'trail',
    /take one out/,
  ],
  ['the example sign-in', {}, 'sign-in', /fill signIn/, { signIn: environment.signIn }],
  [
    'a sign-in that calls itself otherwise',
    {},
    'sign-in',
    /to the letter/,
    { signIn: { ...SIGN_IN, issuer: 'https://sign-in.acme.test' } },
  ],
  [
    'another account',
    {},
    'credentials',
    /credentials of 999988887777/,
    { target: { account: '999988887777', region: 'eu-test-1' } },
  ],
  ['another region', {}, 'credentials', /AWS_REGION=eu-west-1/, { target: { account: ACCOUNT, region: 'eu-west-1' } }],
  [
    'a region without Lake Formation',
    { GetParametersByPath: () => ({ body: { Parameters: [{ Value: 's3' }] } }) },
    'services',
    /region that has them/,
  ],
];

describe('predicts each failure, with the remedy', () => {
  test.each(FAULTS)('%s', async (_name, answers, id, todo, more) => {
    const { verdict, of } = await doctor(answers, more);
    expect(of(id)).toMatchObject({ state: 'fails', todo: expect.stringMatching(todo) });
    expect(verdict).toBe('fails');
  });

  test('a permission set without members is a warning', async () => {
    const { verdict, of } = await doctor({
      ListRoles: () => xml('ListRoles', '<Roles/><IsTruncated>false</IsTruncated>'),
    });
    expect(of('people')).toMatchObject({ state: 'warning', found: expect.stringContaining('StrongroomAuditor') });
    expect(verdict).toBe('ready');
  });
});

describe('an account in use, with its configuration', () => {
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] };
  const key = 'arn:aws:kms:eu-test-1:111122223333:key/a';
  const trail = {
    TrailARN: 'arn:aws:cloudtrail:eu-test-1:1:trail/org',
    IsMultiRegionTrail: true,
    IncludeGlobalServiceEvents: true,
    CloudWatchLogsLogGroupArn: 'arn:aws:logs:eu-test-1:1:log-group:org-trail:*',
  };
  const answers: Record<string, Answer> = {
    GetDataLakeSettings: () => ({
      headers: { 'content-type': 'application/json' },
      body: { DataLakeSettings: { DataLakeAdmins: [by(role('DataOffice'))] } },
    }),
    GetDataCatalogEncryptionSettings: () => ({
      body: {
        DataCatalogEncryptionSettings: { EncryptionAtRest: { CatalogEncryptionMode: 'SSE-KMS', SseAwsKmsKeyId: key } },
      },
    }),
    GetKeyPolicy: () => ({ body: { Policy: JSON.stringify(policy) } }),
    GetPolicy: () => xml('GetPolicy', '<Policy><DefaultVersionId>v2</DefaultVersionId></Policy>'),
    GetPolicyVersion: () =>
      xml(
        'GetPolicyVersion',
        `<PolicyVersion><Document>${encodeURIComponent(JSON.stringify(policy))}</Document></PolicyVersion>`,
      ),
    DescribeTrails: () => ({ body: { trailList: [trail] } }),
    GetTrailStatus: () => ({ body: { IsLogging: true } }),
    GetEventSelectors: () => ({ body: { EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: 'All' }] } }),
  };
  const inUse: Partial<EnvironmentConfig> = {
    lakeAdministrators: ['DataOffice'],
    existing: {
      catalogKey: { arn: key, policy },
      permissionsBoundary: { name: 'Corp', document: policy },
      managementTrail: { arn: trail.TrailARN, logGroup: 'org-trail' },
    },
  };

  test('passes every check', async () => {
    const { verdict, checks } = await doctor(answers, inUse);
    expect(checks.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(verdict).toBe('ready');
  });

  test.each<[string, Record<string, Answer>, string]>([
    ['a key whose policy was changed', { GetKeyPolicy: () => ({ body: { Policy: '{}' } }) }, 'catalogue-key'],
    [
      'a boundary that was changed',
      { GetPolicyVersion: () => xml('GetPolicyVersion', '<PolicyVersion><Document>%7B%7D</Document></PolicyVersion>') },
      'permissions-boundary',
    ],
    ['a boundary that is gone', { GetPolicy: () => failure(404, 'NoSuchEntity') }, 'permissions-boundary'],
    ['a trail that is off', { GetTrailStatus: () => ({ body: { IsLogging: false } }) }, 'trail'],
    [
      'a trail of reads',
      {
        GetEventSelectors: () => ({
          body: { EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: 'ReadOnly' }] },
        }),
      },
      'trail',
    ],
    [
      'another log group',
      { DescribeTrails: () => ({ body: { trailList: [{ ...trail, CloudWatchLogsLogGroupArn: undefined }] } }) },
      'trail',
    ],
  ])('%s', async (_name, changes, id) => {
    expect((await doctor({ ...answers, ...changes }, inUse)).of(id).state).toBe('fails');
  });

  test('facts that only other accounts and people can read are unknown, with what to look for', async () => {
    const { verdict, of } = await doctor(answers, {
      ...inUse,
      existing: {
        ...inUse.existing,
        logArchive: { bucket: 'corp-logs' },
        network: { subnets: ['subnet-1'], securityGroups: ['sg-1'], endpoints: { s3: 'vpce-1' } },
      },
    });
    expect(of('network')).toMatchObject({ state: 'unknown', todo: expect.stringContaining('subnet-1') });
    expect(of('log-archive')).toMatchObject({ state: 'unknown', todo: expect.stringContaining('strongroom-archive') });
    expect(verdict).toBe('unknown');
  });
});

const XML = ['GetCallerIdentity', 'GetRole', 'ListRoles', 'DescribeStacks'];

describe('an unreadable fact never counts as ok', () => {
  /** Every kind of missing answer, by the response in its place. */
  const NONE: Readonly<Record<string, readonly [Reply, string]>> = {
    'a refusal': [
      {
        ...failure(403, 'AccessDeniedException'),
        body: JSON.stringify({ __type: 'AccessDeniedException', message: 'no' }),
      },
      'access.denied',
    ],
    'a throttle': [
      {
        ...failure(400, 'ThrottlingException'),
        body: JSON.stringify({ __type: 'ThrottlingException', message: 'no' }),
      },
      'aws.throttled',
    ],
    'an outage': [
      { ...failure(500, 'InternalFailure'), body: JSON.stringify({ __type: 'InternalFailure', message: 'no' }) },
      'aws.failed',
    ],
    'an empty answer': [{ headers: { 'content-type': 'application/json' }, body: '{}' }, ''],
  };

  test.each(Object.keys(NONE))('%s to each operation, one at a time', async (name) => {
    const [reply, code] = NONE[name] ?? [{}, ''];
    for (const operation of Object.keys(READY)) {
      // These respond in XML, and with a status.
      if (
        name === 'an empty answer' &&
        ['HeadBucket', 'DescribeStacks', 'ListRoles', 'GetRole', 'GetCallerIdentity'].includes(operation)
      )
        continue;
      if (operation === 'HeadBucket' && name === 'a refusal') continue;
      const { verdict, checks } = await doctor({ [operation]: () => reply });
      const unread = checks.filter(({ state }) => state === 'unknown');
      expect(unread, operation).not.toEqual([]);
      if (code !== '' && operation !== 'GetCallerIdentity')
        for (const { found, todo } of unread) {
          if (!['GetRole', 'ListRoles', 'GetCallerIdentity', 'DescribeStacks', 'HeadBucket'].includes(operation))
            expect(found).toContain(`[${code}]`);
          expect(todo).not.toBe('');
        }
      expect(verdict, operation).toBe('unknown');
    }
  });

  test('without credentials every fact is unknown, and each line says so', async () => {
    const { verdict, of, checks } = await doctor(
      Object.fromEntries(
        Object.keys(READY).map((operation) => [
          operation,
          () =>
            XML.includes(operation) ? failure(403, 'InvalidClientTokenId') : jsonError('UnrecognizedClientException'),
        ]),
      ),
    );
    expect(of('lake-settings')).toMatchObject({
      state: 'unknown',
      found: expect.stringContaining('[aws.credentials]'),
      todo: expect.stringContaining('sign in'),
    });
    expect(checks.filter(({ state }) => state === 'ok').map(({ id }) => id)).toEqual(['sign-in']);
    expect(verdict).toBe('unknown');
  });
});
