import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GlueClient } from '@aws-sdk/client-glue';
import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { LakeFormationClient } from '@aws-sdk/client-lakeformation';
import {
  CopyObjectCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { readTemplates } from '../../lib/access/files/templates.ts';
import { Account, PLACE } from '../../rehearse/account.ts';
import { Authorizer, type Upstreams } from '../../rehearse/authorizer.ts';
import { Decider } from '../../rehearse/decide.ts';
import { SDK_ACTIONS } from '../governance/sdk-actions.ts';
import { synthesizedFolder } from '../platform/synthesized.ts';
import { present } from '../present.ts';
import { answering, type Call, type Reply } from '../storage/aws-server.ts';
import { type Clients, RAW, SENT } from './sent.ts';

let account: Account;
beforeAll(async () => {
  account = new Account(readTemplates(await synthesizedFolder()));
});

/** What a stand-in would answer, as far as the clients must be able to read it. */
const ANSWERS: Readonly<Record<string, string>> = {
  POST: '<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>',
};
const empty = ({ method, operation }: Call): Reply =>
  operation === '' && method === 'POST'
    ? { body: present(ANSWERS.POST), headers: { etag: '"e"' } }
    : { body: operation === '' ? '' : '{}', headers: { etag: '"e"' } };

const SERVICES = ['s3', 'dynamodb', 'sqs', 'kms', 'glue', 'lakeformation'];

async function open(role: string, answer: (call: Call, number: number) => Reply = empty) {
  const { calls, config } = await answering(answer);
  const upstreams: Upstreams = Object.fromEntries(SERVICES.map((service) => [service, config.endpoint]));
  const authorizer = new Authorizer(account, upstreams);
  const endpoint = await authorizer.listen();
  onTestFinished(() => authorizer.close());
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = authorizer.credentialsOf(
    role,
    'one',
  );
  const options = { endpoint, region: PLACE.region, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1 };
  const clients: Clients = {
    s3: new S3Client(options),
    db: DynamoDBDocumentClient.from(new DynamoDBClient(options)),
    sqs: new SQSClient({ ...options, useQueueUrlAsEndpoint: false }),
    kms: new KMSClient(options),
    glue: new GlueClient(options),
    lake: new LakeFormationClient(options),
    sts: new STSClient(options),
    cloudFormation: new CloudFormationClient(options),
  };
  return { calls, authorizer, clients, options };
}

/** A decider that lets everything through. */
class AllowsAll extends Decider {
  override denial(): undefined {}
  override denialOf(): undefined {}
}
const failing = (name: string) => expect.objectContaining({ name });

describe('translation', () => {
  test.each(Object.keys(SENT) as (keyof typeof SENT)[])(
    '%s takes the actions that the table of the SDK says',
    async (name) => {
      const { authorizer, clients } = await open('strongroom-redact');
      authorizer.decider = new AllowsAll(account);
      // What the answer looks like is not the point.
      await SENT[name](clients).catch(() => {});
      expect(authorizer.untranslated).toEqual([]);
      const actions = [...authorizer.allowed.values()].flatMap(({ takes }) => takes.wants.map(({ action }) => action));
      const expected = name === 'GetCallerIdentityCommand' ? ['sts:GetCallerIdentity'] : SDK_ACTIONS[name];
      // A part of an upload that ends well aborts nothing.
      for (const action of expected.filter((text) => name !== 'Upload' || text === 's3:PutObject'))
        expect(actions).toContain(action);
      const services = new Set(expected.map((action) => action.split(':')[0]));
      expect(actions.filter((action) => !services.has(action.split(':')[0]) && !action.startsWith('kms:'))).toEqual([]);
    },
  );

  test('has a use of every call of the SDK', () => {
    const sent = Object.keys(SENT).filter((name) => name !== 'GetCallerIdentityCommand');
    expect(sent.sort()).toEqual(Object.keys(SDK_ACTIONS).sort());
  });

  test('what is not in the table is refused, and remembered', async () => {
    const { authorizer, clients, calls } = await open('strongroom-retain');
    authorizer.decider = new AllowsAll(account);
    const refused: [() => Promise<unknown>, string][] = [
      [() => clients.s3.send(new GetBucketPolicyCommand({ Bucket: RAW })), 's3: GET of a bucket with policy'],
      [
        () => clients.s3.send(new CopyObjectCommand({ Bucket: RAW, Key: 'k', CopySource: 'a/b' })),
        's3: PutObject with x-amz-copy-source',
      ],
      [
        () => clients.s3.send(new PutObjectCommand({ Bucket: RAW, Key: 'k', ACL: 'public-read' })),
        's3: PutObject with x-amz-acl',
      ],
      [() => clients.s3.send(new GetObjectCommand({ Bucket: 'other', Key: 'k' })), 's3: bucket other'],
      [() => clients.db.send(new ScanCommand({ TableName: 'strongroom-control' })), 'dynamodb: Scan'],
      [
        () => clients.kms.send(new DecryptCommand({ CiphertextBlob: Buffer.from('c'), KeyId: 'alias/strongroom-raw' })),
        'kms: Decrypt',
      ],
    ];
    for (const [call, what] of refused) {
      await expect(call(), what).rejects.toThrow();
      expect(authorizer.untranslated.at(-1)).toContain(what);
    }
    expect(calls).toEqual([]);
  });
});

describe('the authorizer', () => {
  test('lets through what the synthesized policies allow, and nothing else', async () => {
    const { clients, calls, authorizer } = await open('strongroom-ingest');
    const put = (Key: string) =>
      clients.s3.send(new PutObjectCommand({ Bucket: RAW, Key, Body: 'b', IfNoneMatch: '*' }));
    await put('segments/a');
    await expect(put('elsewhere/a')).rejects.toThrow(failing('AccessDenied'));
    await expect(clients.s3.send(new GetObjectCommand({ Bucket: RAW, Key: 'segments/a' }))).rejects.toThrow(
      failing('AccessDenied'),
    );
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([`PUT /${RAW}/segments/a`]);
    expect(authorizer.decided.map(({ denial }) => denial?.action)).toEqual([undefined, 's3:PutObject', 's3:GetObject']);
  });

  test('decides by partition key', async () => {
    const { clients, calls } = await open('strongroom-ingest');
    const get = (pk: string) =>
      clients.db.send(new GetCommand({ TableName: 'strongroom-control', Key: { pk, sk: 's' } }));
    await get('gate');
    await expect(get('erasure')).rejects.toThrow(failing('AccessDeniedException'));
    expect(calls).toHaveLength(1);
  });

  test('denies when the zone’s key is not for that role, as S3 would', async () => {
    const { clients, authorizer } = await open('strongroom-redact');
    const without = new Map(
      [...account.templates].map(([name, text]) => [
        name,
        text.replaceAll('"kms:Decrypt"', '"kms:DescribeCustomKeyStores"'),
      ]),
    );
    authorizer.decider = new Decider(new Account(without));
    await expect(clients.s3.send(new GetObjectCommand({ Bucket: RAW, Key: 'segments/a' }))).rejects.toThrow(
      failing('AccessDenied'),
    );
    expect(authorizer.decided.at(-1)?.denial?.action).toBe('kms:Decrypt');
  });

  test('says 403 of a missing object to a caller without the right to list the bucket', async () => {
    const { clients } = await open('strongroom-redact', () => ({
      status: 404,
      body: '<Error><Code>NoSuchKey</Code></Error>',
    }));
    const missing = { Bucket: RAW, Key: 'segments/a' };
    await expect(clients.s3.send(new GetObjectCommand(missing))).rejects.toThrow(failing('AccessDenied'));
    await expect(clients.s3.send(new HeadObjectCommand(missing))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
  });

  test('gives a person the prefix that the role may list, and no other', async () => {
    const { clients } = await open('strongroom-governor');
    const list = (Prefix: string) =>
      clients.s3.send(new ListObjectsV2Command({ Bucket: RAW.replace('raw', 'audit'), Prefix }));
    await list('certificates/');
    await expect(list('')).rejects.toThrow(failing('AccessDenied'));
  });

  test('makes one call fail, however often it is tried', async () => {
    const { authorizer, options, calls } = await open('strongroom-ingest');
    const db = new DynamoDBClient({ ...options, maxAttempts: 2 });
    const get = () =>
      db.send(new GetCommand({ TableName: 'strongroom-control', Key: { pk: 'gate', sk: 's' } }) as never);
    const principal = 'arn:aws:sts::111122223333:assumed-role/strongroom-ingest/one';
    const stop = authorizer.inject({ principal, at: 1, kind: 'failing' });
    await get();
    await expect(get()).rejects.toThrow(failing('InternalServerError'));
    await get();
    expect(stop()).toBe(3);
    expect(calls).toHaveLength(2);
  });

  test('knows who calls, and nobody else', async () => {
    const { clients, options } = await open('strongroom-governor');
    expect((await clients.sts.send(new GetCallerIdentityCommand({}))).Arn).toMatch(
      /assumed-role\/strongroom-governor\/one$/,
    );
    const credentials = { accessKeyId: 'AKIASTRANGER', secretAccessKey: 's' };
    const stranger = new S3Client({ ...options, credentials });
    await expect(stranger.send(new GetObjectCommand({ Bucket: RAW, Key: 'k' }))).rejects.toThrow(
      failing('InvalidClientTokenId'),
    );
  });
});
