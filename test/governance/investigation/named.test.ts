import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { investigation } from '../../../bin/commands/investigate.ts';
import type { Investigation } from '../../../lib/governance/investigation/index.ts';
import { present } from '../../present.ts';
import { ACCOUNT, object, record, restart, roleArn, session } from './records.ts';

const root = mkdtempSync(join(tmpdir(), 'strongroom-named-'));
afterAll(() => rmSync(root, { recursive: true }));

const [FROM, TO] = ['2026-11-02T00:00:00Z', '2026-11-03T00:00:00Z'];
const BUCKET = 'acme-raw';
const KEY_ID = '7a1f0c55-0000-4000-8000-00000000aaaa';
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${KEY_ID}`;
const FAR = '444455556666';
const farRole = `arn:aws:iam::${FAR}:role/reader`;

const doc = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Principal: unknown, more: object = {}) => ({
  ...{ Sid: 'In', Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: `arn:aws:s3:::${BUCKET}/*` },
  ...more,
});
const deny = (Condition: object) => ({ ...allow('*', { Sid: 'Out', Condition }), Effect: 'Deny' });

/** Answers of the AWS CLI as it writes them: the text of a policy within JSON, and no name of what was asked about. */
const bucketPolicy = (...statements: object[]) => ({ Policy: JSON.stringify(doc(...statements)) });
const encryption = (key?: string) => ({
  ServerSideEncryptionConfiguration: {
    Rules: [
      {
        ApplyServerSideEncryptionByDefault: key
          ? { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key }
          : { SSEAlgorithm: 'AES256' },
        BucketKeyEnabled: key !== undefined,
      },
    ],
  },
});
const keyPolicy = (Principal: unknown) => ({
  Policy: JSON.stringify(
    doc({ Sid: 'Use', Effect: 'Allow', Principal, Action: ['kms:Decrypt', 'kms:DescribeKey'], Resource: '*' }),
  ),
  PolicyName: 'default',
});
const roleDetail = (name: string, ...statements: object[]) => ({
  ...{ Path: '/', RoleName: name, RoleId: `AROA${name.toUpperCase()}`, Arn: roleArn(name) },
  AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(doc())),
  RolePolicyList: statements.map((statement, at) => ({
    PolicyName: `own-${at}`,
    PolicyDocument: encodeURIComponent(JSON.stringify(doc(statement))),
  })),
  AttachedManagedPolicies: [],
});
const mayDo = (Action: string | string[]) => ({ Effect: 'Allow', Action, Resource: '*' });
const IDENTITIES = {
  ...{ UserDetailList: [], GroupDetailList: [], Policies: [] },
  RoleDetailList: [roleDetail('idle', mayDo('sqs:*'))],
};

async function ask(
  files: Readonly<Record<string, unknown>>,
  more: readonly object[] = [],
  name = 'raw',
): Promise<Investigation> {
  const folder = mkdtempSync(join(root, 'case-'));
  restart();
  const logs = [
    object('2026-11-02T10:00:00Z', 'HeadObject', session('idle', 'job'), 'elsewhere', 'x'),
    record('2026-11-02T10:01:00Z', 'ec2', 'DescribeInstances', session('idle', 'job')),
    ...more,
  ];
  put(join(folder, 'logs/records.json'), { Records: logs });
  for (const [file, value] of Object.entries(files)) put(join(folder, 'policies', file), value);
  return investigation({
    ...{ name, logs: join(folder, 'logs'), policies: join(folder, 'policies') },
    ...{ from: FROM, to: TO, wholeDay: false, scale: 'default' },
  });
}

function put(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
}

const rows = ({ could }: Investigation) => could.map(({ principal, certain, reach }) => [principal, certain, reach]);
const unused = ({ inputs }: Investigation) => inputs.unused.map(({ file, code }) => [file, code]);

/** A bucket without a key of its own, of which everything is known. */
const open = (...statements: object[]) => ({
  'get-account-authorization-details.json': IDENTITIES,
  [`get-bucket-policy.${BUCKET}.json`]: bucketPolicy(...statements),
  [`get-bucket-encryption.${BUCKET}.json`]: encryption(),
});

describe('a principal that a policy names is never missed', () => {
  const session1 = `arn:aws:sts::${ACCOUNT}:assumed-role/idle/nightly`;
  test.each<[string, unknown, readonly unknown[][]]>([
    ['a whole account by its root', { AWS: `arn:aws:iam::${FAR}:root` }, [[`arn:aws:iam::${FAR}:root`, true, 'group']]],
    ['a whole account by its number', { AWS: FAR }, [[`arn:aws:iam::${FAR}:root`, true, 'group']]],
    ['a role of another account', { AWS: farRole }, [[farRole, false, 'one']]],
    ['one session of a known role', { AWS: session1 }, [[session1, true, 'one']]],
    [
      'one session of a role far away',
      { AWS: `arn:aws:sts::${FAR}:assumed-role/x/y` },
      [[`arn:aws:sts::${FAR}:assumed-role/x/y`, false, 'one']],
    ],
    [
      'a federated user',
      { AWS: `arn:aws:sts::${FAR}:federated-user/ana` },
      [[`arn:aws:sts::${FAR}:federated-user/ana`, false, 'one']],
    ],
    ['a service', { Service: 'cloudfront.amazonaws.com' }, [['cloudfront.amazonaws.com', true, 'one']]],
    ['a canonical user', { CanonicalUser: '79a59df900b949e5' }, [['79a59df900b949e5', false, 'one']]],
    [
      'an origin access identity',
      { AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1' },
      [['arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1', false, 'one']],
    ],
    ['a role that no answer lists', { AWS: roleArn('ghost') }, [[roleArn('ghost'), false, 'one']]],
    ['an id of a principal that is gone', { AWS: 'AROAEXAMPLEGONE00001' }, [['AROAEXAMPLEGONE00001', false, 'one']]],
  ])('%s', async (_, Principal, expected) => {
    const found = await ask(open(allow(Principal)));
    expect(rows(found).filter(([principal]) => principal !== roleArn('idle'))).toEqual(expected);
    expect(unused(found)).toEqual([]);
  });

  test('the whole of an account of which nothing is known', async () => {
    const found = await ask({ [`get-bucket-policy.${BUCKET}.json`]: bucketPolicy(allow({ AWS: FAR })) });
    expect(rows(found)).toEqual([
      [`arn:aws:iam::${ACCOUNT}:root`, false, 'group'],
      [`arn:aws:iam::${FAR}:root`, false, 'group'],
    ]);
  });

  test('a role of which no answer tells the policies', async () => {
    const Role = { RoleName: 'puzzle', Arn: roleArn('puzzle'), AssumeRolePolicyDocument: doc() };
    const found = await ask({
      ...open(deny({ StringEquals: { 'aws:PrincipalTag/x': 'y' } })),
      'get-role.json': { Role },
    });
    expect(rows(found)).toEqual([[roleArn('puzzle'), false, 'one']]);
  });

  test('grants of Lake Formation to accounts, organisations and everybody', async () => {
    const table = { DatabaseName: 'raw', Name: 'events' };
    const grant = (DataLakePrincipalIdentifier: string) => ({
      ...{ Principal: { DataLakePrincipalIdentifier }, Resource: { Table: table }, Permissions: ['SELECT'] },
      PermissionsWithGrantOption: [],
    });
    const organisation = 'arn:aws:organizations::999900001111:organization/o-abc123';
    const found = await ask({
      'get-account-authorization-details.json': IDENTITIES,
      'list-permissions.json': {
        PrincipalResourcePermissions: [FAR, organisation, 'IAM_ALLOWED_PRINCIPALS'].map(grant),
      },
    });
    expect(rows(found)).toEqual([
      ['IAM_ALLOWED_PRINCIPALS', false, 'group'],
      [`arn:aws:iam::${FAR}:root`, false, 'group'],
      [organisation, false, 'group'],
    ]);
  });

  test('the asker is no principal of the account, and Block Public Access makes everybody a perhaps', async () => {
    const found = await ask({
      ...open(allow('*')),
      'get-caller-identity.json': { UserId: 'AIDAX', Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:user/auditor` },
      [`get-public-access-block.${BUCKET}.json`]: {
        PublicAccessBlockConfiguration: { BlockPublicPolicy: true, RestrictPublicBuckets: true },
      },
    });
    expect(rows(found).filter(([principal]) => principal !== roleArn('idle'))).toEqual([
      ['* (anybody, without signing in)', false, 'everybody'],
    ]);
  });

  const PUBLIC = '* (anybody, without signing in)';
  const block = (RestrictPublicBuckets: boolean) => ({
    PublicAccessBlockConfiguration: { BlockPublicPolicy: RestrictPublicBuckets, RestrictPublicBuckets },
  });
  const change = (at: string, name: string, requestParameters: object) =>
    record(at, 's3', name, session('ops', 'o'), { requestParameters, readOnly: false });
  const NOON = '2026-11-02T12:00:00Z';

  test.each<[string, Record<string, object>, [name: string, parameters: object], unknown[][]]>([
    [
      'ends on a bucket',
      { [`get-public-access-block.${BUCKET}.json`]: block(true) },
      ['DeleteBucketPublicAccessBlock', { bucketName: BUCKET, publicAccessBlock: '' }],
      [
        [false, NOON],
        [true, undefined],
      ],
    ],
    [
      'is taken off a bucket in part',
      { [`get-public-access-block.${BUCKET}.json`]: block(true) },
      ['PutBucketPublicAccessBlock', { bucketName: BUCKET, ...block(false) }],
      [
        [false, NOON],
        [true, undefined],
      ],
    ],
    [
      'is set on a bucket',
      {},
      ['PutBucketPublicAccessBlock', { bucketName: BUCKET, ...block(true) }],
      [
        [true, NOON],
        [false, undefined],
      ],
    ],
    [
      'ends on the account',
      { 's3control-get-public-access-block.json': block(true) },
      ['DeleteAccountPublicAccessBlock', { accountId: ACCOUNT }],
      [
        [false, NOON],
        [true, undefined],
      ],
    ],
    [
      'is set on the account',
      {},
      ['PutAccountPublicAccessBlock', { accountId: ACCOUNT, ...block(true) }],
      [
        [true, NOON],
        [false, undefined],
      ],
    ],
    [
      'ends on a bucket and stays on the account',
      {
        's3control-get-public-access-block.json': block(true),
        [`get-public-access-block.${BUCKET}.json`]: block(true),
      },
      ['DeleteBucketPublicAccessBlock', { bucketName: BUCKET }],
      [
        [false, NOON],
        [false, undefined],
      ],
    ],
    [
      'ends on another bucket',
      { [`get-public-access-block.${BUCKET}.json`]: block(true) },
      ['DeleteBucketPublicAccessBlock', { bucketName: 'elsewhere' }],
      [[false, undefined]],
    ],
  ])(
    'a public policy opens and shuts with Block Public Access that %s',
    async (_, more, [name, parameters], expected) => {
      const { could, unknown } = await ask({ ...open(allow('*')), ...more }, [change(NOON, name, parameters)]);
      const times = could.filter(({ principal }) => principal === PUBLIC);
      const last = times.at(-1)?.to;
      expect(times.map(({ certain, to }) => [certain, to === last ? undefined : to])).toEqual(expected);
      expect(unknown).toEqual([]);
    },
  );

  const OWNER = '79a59df900b949e5';
  const list = (...ids: string[]) => ({
    Owner: { ID: OWNER },
    AccessControlList: { Grant: ids.map((ID) => ({ Grantee: { ID }, Permission: 'FULL_CONTROL' })) },
  });
  test.each<[string, string, object, number]>([
    ['the owner alone', 'PutObjectAcl', { AccessControlPolicy: list(OWNER) }, 0],
    ['the owner by a canned list', 'PutBucketAcl', { 'x-amz-acl': ['private'] }, 0],
    ['another account', 'PutObjectAcl', { AccessControlPolicy: list(OWNER, 'b0b') }, 1],
    ['everybody by a canned list', 'PutObjectAcl', { 'x-amz-acl': ['public-read'] }, 1],
    ['an account by a header', 'PutObjectAcl', { 'x-amz-acl': ['private'], 'x-amz-grant-read': ['id=b0b'] }, 1],
    ['a list that the record leaves out', 'PutBucketAcl', { acl: [''] }, 1],
  ])('an access control list for %s', async (_, name, parameters, doubts) => {
    const { unknown } = await ask(open(), [change(NOON, name, { bucketName: BUCKET, key: 'x', ...parameters })]);
    expect(unknown).toHaveLength(doubts);
  });

  test('a reader of which the record names only the account is led to those of it that could', async () => {
    const who = { type: 'AWSAccount', principalId: 'AROAPARTNER000000001:job', accountId: FAR };
    const { did } = await ask(open(allow({ AWS: farRole })), [
      object('2026-11-02T11:00:00Z', 'GetObject', who, BUCKET, 'day=2026-11-01/x'),
    ]);
    expect(did).toMatchObject([{ principal: `AROAPARTNER000000001 of account ${FAR}`, evidence: 'E4' }]);
    expect(present(did[0]).notes).toEqual([`the record names only the account; of it could read: ${farRole}`]);
    expect(present(did[0]).grants.join()).toContain('Allow In');
  });

  test('a key that only one account may use keeps the other out', async () => {
    const found = await ask({
      ...open(allow({ AWS: [FAR, '777788889999'] })),
      [`get-bucket-encryption.${BUCKET}.json`]: encryption(KEY),
      [`get-key-policy.${KEY_ID}.json`]: keyPolicy({ AWS: `arn:aws:iam::${FAR}:root` }),
    });
    expect(rows(found)).toEqual([[`arn:aws:iam::${FAR}:root`, true, 'group']]);
  });
});

describe('a statement for everybody is named for what it lets in', () => {
  test.each<[string, object[], string[]]>([
    ['no condition', [allow('*')], ['* (anybody, without signing in)']],
    [
      'an organisation',
      [allow('*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abc123' } } })],
      ['* (any principal of organisation o-abc123)'],
    ],
    [
      'an organisation, by a Deny',
      [allow('*'), deny({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-abc123' } })],
      ['* (any principal of organisation o-abc123)'],
    ],
    [
      'an account',
      [allow({ AWS: '*' }, { Condition: { StringEquals: { 'aws:PrincipalAccount': FAR } } })],
      [`* (any principal of account ${FAR})`],
    ],
    [
      'an endpoint',
      [allow('*', { Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-0a1' } } })],
      ['* (anybody through VPC endpoint vpce-0a1, without signing in)'],
    ],
    [
      'addresses',
      [allow('*', { Condition: { IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '198.51.100.7/32'] } } })],
      ['* (anybody from address 192.0.2.0/24 or 198.51.100.7/32, without signing in)'],
    ],
    [
      'names of roles',
      [allow('*', { Condition: { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${FAR}:role/ml-*` } } })],
      [`* (any principal called arn:aws:iam::${FAR}:role/ml-*)`],
    ],
    [
      'one role',
      [allow('*', { Condition: { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${FAR}:role/ml` } } })],
      [`arn:aws:iam::${FAR}:role/ml`],
    ],
    [
      'two limits at once',
      [
        allow('*', {
          Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abc123', 'aws:SourceVpce': 'vpce-0a1' } },
        }),
      ],
      ['* (any principal of organisation o-abc123 and through VPC endpoint vpce-0a1)'],
    ],
    [
      'tags',
      [allow('*', { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'ml' } } })],
      ['* (any principal with the tag team ml)'],
    ],
    [
      'access points',
      [allow('*', { Condition: { StringEquals: { 's3:DataAccessPointAccount': ACCOUNT } } })],
      [`* (anybody through an access point of account ${ACCOUNT}, without signing in)`],
    ],
    ['writing', [allow('*', { Action: 's3:PutObject' })], []],
  ])('%s', async (_, statements, expected) => {
    const found = await ask(open(...statements));
    expect(found.could.map(({ principal }) => principal).filter((text) => text !== roleArn('idle'))).toEqual(expected);
  });
});

describe('answers of the AWS CLI', () => {
  const details = { 'get-account-authorization-details.json': IDENTITIES };
  const reader = { AWS: roleArn('reader') };
  const listed = { ...IDENTITIES, RoleDetailList: [roleDetail('reader'), roleDetail('other', mayDo('s3:GetObject'))] };
  const shut = deny({ ArnNotEquals: { 'aws:PrincipalArn': [roleArn('reader'), roleArn('other')] } });
  const sure = [[roleArn('reader'), true, 'one']];
  test.each<[string, Readonly<Record<string, unknown>>, unknown[][], unknown[][]]>([
    [
      'joined by the names of files',
      {
        [`get-bucket-policy.${BUCKET}.json`]: bucketPolicy(allow(reader), shut),
        [`get-bucket-encryption-${BUCKET}.json`]: encryption(KEY),
        [`get-key-policy-${KEY_ID}.json`]: keyPolicy(reader),
      },
      sure,
      [],
    ],
    [
      'joined by the names of folders',
      {
        [`buckets/${BUCKET}/get-bucket-policy.json`]: bucketPolicy(allow(reader), shut),
        [`buckets/${BUCKET}/get-bucket-encryption.json`]: encryption(`arn:aws:kms:eu-west-1:${ACCOUNT}:alias/acme`),
        [`keys/${KEY_ID}/get-key-policy.json`]: keyPolicy(reader),
        'kms/list-aliases.json': {
          Aliases: [
            {
              AliasName: 'alias/acme',
              AliasArn: `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/acme`,
              TargetKeyId: KEY_ID,
            },
          ],
        },
      },
      sure,
      [],
    ],
    [
      'joined by the call around them',
      {
        'all.json': [
          { command: `aws s3api get-bucket-policy --bucket ${BUCKET}`, output: bucketPolicy(allow(reader), shut) },
          { command: `aws s3api get-bucket-encryption --bucket ${BUCKET}`, output: encryption(KEY) },
          { command: `aws kms get-key-policy --key-id ${KEY_ID} --policy-name default`, output: keyPolicy(reader) },
        ],
      },
      sure,
      [],
    ],
    [
      'joined because nothing else is there',
      {
        'get-bucket-policy.json': bucketPolicy(allow(reader), shut),
        'get-bucket-encryption.json': encryption(KEY),
        'get-key-policy.json': keyPolicy(reader),
      },
      sure,
      [],
    ],
    [
      'of two keys without a name, so that nobody knows which',
      {
        [`get-bucket-policy.${BUCKET}.json`]: bucketPolicy(allow(reader), shut),
        [`get-bucket-encryption.${BUCKET}.json`]: encryption(KEY),
        'get-key-policy.1.json': keyPolicy(reader),
        'get-key-policy.2.json': keyPolicy({ AWS: roleArn('other') }),
      },
      [
        [roleArn('other'), false, 'one'],
        [roleArn('reader'), false, 'one'],
      ],
      [
        ['get-key-policy.1.json', 'policies.unplaced'],
        ['get-key-policy.2.json', 'policies.unplaced'],
      ],
    ],
    [
      'without that of the encryption',
      { [`get-bucket-policy.${BUCKET}.json`]: bucketPolicy(allow(reader), shut) },
      [
        [roleArn('other'), false, 'one'],
        [roleArn('reader'), false, 'one'],
      ],
      [],
    ],
    [
      'that say that there is no policy',
      {
        'list-buckets.json': { Buckets: [{ Name: BUCKET, CreationDate: '2026-01-01T00:00:00Z' }] },
        [`get-bucket-policy.${BUCKET}.txt`]:
          '\nAn error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: The bucket policy does not exist\n',
        [`get-bucket-encryption.${BUCKET}.json`]: encryption(),
      },
      [[roleArn('other'), true, 'one']],
      [],
    ],
    [
      'of which one is no JSON',
      {
        [`get-bucket-policy.${BUCKET}.json`]: bucketPolicy(allow(reader), shut),
        [`get-bucket-encryption.${BUCKET}.json`]: encryption(KEY),
        [`get-key-policy.${KEY_ID}.json`]: keyPolicy(reader),
        'notes.txt': 'taken by hand',
      },
      sure,
      [['notes.txt', 'policies.unread']],
    ],
  ])('%s', async (_, files, could, left) => {
    const found = await ask({ ...files, 'get-account-authorization-details.json': listed });
    expect(rows(found)).toEqual(could);
    expect(unused(found)).toEqual(left);
  });

  test('the policy of an identity is never that of a bucket', async () => {
    const wide = doc({ Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${BUCKET}/*` });
    const found = await ask({
      [`get-bucket-policy.${BUCKET}.json`]: bucketPolicy(deny({ Bool: { 'aws:SecureTransport': 'false' } })),
      [`get-bucket-encryption.${BUCKET}.json`]: encryption(),
      'get-role.job.json': { Role: { RoleName: 'job', Arn: roleArn('job'), AssumeRolePolicyDocument: doc() } },
      'get-role.none.json': { Role: { RoleName: 'none', Arn: roleArn('none'), AssumeRolePolicyDocument: doc() } },
      'list-role-policies.job.json': { PolicyNames: ['s3'] },
      'get-role-policy.json': { RoleName: 'job', PolicyName: 's3', PolicyDocument: wide },
      'list-attached-role-policies.job.json': { AttachedPolicies: [] },
      'list-role-policies.none.json': { PolicyNames: [] },
      'list-attached-role-policies.none.json': {
        AttachedPolicies: [{ PolicyName: 'queues', PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/queues` }],
      },
      'get-policy-version.queues.json': {
        PolicyVersion: { Document: doc(mayDo('sqs:*')), VersionId: 'v1', IsDefaultVersion: true },
      },
    });
    expect(rows(found)).toEqual([[roleArn('job'), true, 'one']]);
    expect(unused(found)).toEqual([]);
  });

  test('a file without a place says how to call it', async () => {
    const found = await ask({
      ...details,
      [`get-bucket-policy.${BUCKET}.json`]: bucketPolicy(allow(reader)),
      'get-bucket-policy.acme-redacted.json': bucketPolicy(allow(reader, { Resource: 'arn:aws:s3:::acme-redacted/*' })),
      'get-bucket-encryption.json': encryption(KEY),
    });
    expect(found.inputs.unused).toEqual([
      {
        file: 'get-bucket-encryption.json',
        code: 'policies.unplaced',
        problem: 'get-bucket-encryption.json holds the encryption of a bucket, and nothing says of which bucket',
        fix: 'call it get-bucket-encryption.NAME.json with the name or the id of the bucket for NAME, or put it into a folder of that name',
      },
    ]);
  });
});
