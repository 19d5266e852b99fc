import { createHash } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GlueClient } from '@aws-sdk/client-glue';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { AwsCatalog } from '../../lib/storage/aws/catalog.ts';
import { AwsControl } from '../../lib/storage/aws/control.ts';
import { AwsKeys } from '../../lib/storage/aws/keys.ts';
import { AwsObjects } from '../../lib/storage/aws/objects.ts';
import { telling } from '../../lib/storage/aws/server-time.ts';
import { PART_SIZE } from '../../lib/storage/part-size.ts';
import { SteadyClock } from '../../lib/storage/steady-clock.ts';
import { present } from '../present.ts';
import { answering, type Call, jsonError, type Reply } from './aws-server.ts';
import { bytes, collect, pieces } from './folder.ts';

const NAMES = {
  buckets: { raw: 'raw-bucket', redacted: 'redacted-bucket' },
  ...{
    controlTable: 'control',
    database: 'db',
    table: 'activity',
    pseudonymKey: 'key-p',
    signingKey: 'key-s',
    certificateKey: 'key-c',
  },
};
const coded = (code: string) => expect.objectContaining({ code });
const s3Error = (status: number, Code: string): Reply => ({
  status,
  body: `<Error><Code>${Code}</Code><Message>no</Message></Error>`,
});

describe('objects on S3', () => {
  const open = async (answer: (call: Call, number: number) => Reply) => {
    const { calls, config } = await answering(answer);
    return { calls, objects: new AwsObjects(new S3Client({ ...config, forcePathStyle: true }), NAMES) };
  };

  test('are written on the condition that the key is free, without encryption headers', async () => {
    const { calls, objects } = await open(() => ({}));
    expect(await objects.putOnce('raw', 'a/b=1', bytes('x'), 'text/plain')).toEqual({ created: true });
    const [call] = calls;
    expect(call).toMatchObject({ method: 'PUT', path: '/raw-bucket/a/b=1' });
    expect(present(call).headers).toMatchObject({ 'if-none-match': '*', 'content-type': 'text/plain' });
    expect(Object.keys(present(call).headers).filter((name) => name.includes('encryption'))).toEqual([]);
  });

  test.each([
    [undefined, undefined],
    ['often', undefined],
    ['rarely', 'STANDARD_IA'],
  ] as const)('that are read %s lie in the class %s', async (read, storageClass) => {
    const { calls, objects } = await open(() => ({}));
    await objects.putOnce('redacted', 'k', bytes('x'), 'text/plain', read);
    await objects.putOnce('redacted', 'k', pieces(bytes('x')), 'text/plain', read);
    expect(calls.map(({ headers }) => headers['x-amz-storage-class'])).toEqual([storageClass, storageClass]);
  });

  test('that are there already, or under way, or forbidden', async () => {
    const put = async (reply: Reply) => (await open(() => reply)).objects.putOnce('raw', 'k', bytes('x'), 'text/plain');
    expect(await put(s3Error(412, 'PreconditionFailed'))).toEqual({ created: false });
    await expect(put(s3Error(409, 'ConditionalRequestConflict'))).rejects.toThrow(coded('object.conflict'));
    await expect(put(s3Error(403, 'AccessDenied'))).rejects.toThrow(coded('access.denied'));
  });

  test('that are streamed and small are one request', async () => {
    const { calls, objects } = await open(() => ({}));
    await objects.putOnce('raw', 'k', pieces(bytes('one '), bytes('two')), 'text/plain');
    expect(calls.map(({ method }) => method)).toEqual(['PUT']);
    expect(present(calls[0]).headers['if-none-match']).toBe('*');
    expect(present(calls[0]).body).toContain('one two');
  });

  test('are replaced without a condition', async () => {
    const { calls, objects } = await open(() => ({}));
    await objects.replace('raw', 'k', bytes('x'), 'text/plain');
    expect(calls.map(({ method, headers }) => [method, headers['if-none-match']])).toEqual([['PUT', undefined]]);
  });

  const large = () => pieces(new Uint8Array(PART_SIZE), new Uint8Array(10));
  const multipart =
    (completed: Reply) =>
    (call: Call): Reply => {
      if (call.query.has('uploads')) return { body: '<r><UploadId>u1</UploadId></r>' };
      if (call.method === 'PUT') return { headers: { ETag: '"e"' } };
      return call.method === 'POST' ? completed : { status: 204 };
    };

  test('that are streamed and large go up in parts, on the same condition', async () => {
    const { calls, objects } = await open(multipart({ body: '<CompleteMultipartUploadResult/>' }));
    expect(await objects.putOnce('raw', 'k', large(), 'text/plain')).toEqual({ created: true });
    const completion = calls.find((call) => call.method === 'POST' && call.query.has('uploadId'));
    expect(present(completion).headers['if-none-match']).toBe('*');
  });

  test('that failed to upload in parts leave no parts', async () => {
    const { calls, objects } = await open(multipart(s3Error(412, 'PreconditionFailed')));
    expect(await objects.putOnce('raw', 'k', large(), 'text/plain')).toEqual({ created: false });
    expect(calls.filter((call) => call.method === 'DELETE').map((call) => call.query.get('uploadId'))).toEqual(['u1']);
  });

  test('are read, missing, or forbidden', async () => {
    const get = async (reply: Reply) => collect(await (await open(() => reply)).objects.get('raw', 'k'));
    expect(String(await get({ body: 'content' }))).toBe('content');
    await expect(get(s3Error(404, 'NoSuchKey'))).rejects.toThrow(coded('object.missing'));
    await expect(get(s3Error(403, 'AccessDenied'))).rejects.toThrow(coded('access.denied'));
    await expect(get(s3Error(404, 'NoSuchBucket'))).rejects.toThrow(expect.objectContaining({ name: 'NoSuchBucket' }));
  });

  test('exist or not', async () => {
    const exists = async (status: number) => (await open(() => ({ status }))).objects.exists('raw', 'k');
    expect([await exists(200), await exists(404)]).toEqual([true, false]);
    await expect(exists(403)).rejects.toThrow(coded('access.denied'));
  });

  test('are listed as they are now, over all pages', async () => {
    const page = (key: string, more: string) =>
      `<r><Contents><Key>${key}</Key><LastModified>2026-05-20T10:00:00Z</LastModified></Contents>${more}</r>`;
    const { calls, objects } = await open((_, number) => ({
      body:
        number === 1
          ? page('p/1', '<IsTruncated>true</IsTruncated><NextContinuationToken>t1</NextContinuationToken>')
          : page('p/2', '<IsTruncated>false</IsTruncated>'),
    }));
    const lastModified = new Date('2026-05-20T10:00:00Z');
    expect(await Array.fromAsync(objects.list('raw', 'p/'))).toEqual([
      { key: 'p/1', lastModified },
      { key: 'p/2', lastModified },
    ]);
    expect(
      calls.map(({ query }) => [query.get('list-type'), query.get('prefix'), query.get('continuation-token')]),
    ).toEqual([
      ['2', 'p/', null],
      ['2', 'p/', 't1'],
    ]);
    const empty = await open(() => ({ body: '<r><IsTruncated>false</IsTruncated></r>' }));
    expect(await Array.fromAsync(empty.objects.list('raw', 'p/'))).toEqual([]);
    const denied = await open(() => s3Error(403, 'AccessDenied'));
    await expect(Array.fromAsync(denied.objects.list('raw', 'p/'))).rejects.toThrow(coded('access.denied'));
  });

  test('are listed with their delete markers, in key order, over all pages', async () => {
    const entry = (kind: string, key: string) =>
      `<${kind}><Key>${key}</Key><VersionId>v-${key}</VersionId><LastModified>2026-05-20T00:00:00Z</LastModified><Size>3</Size></${kind}>`;
    const pages = [
      `<r><IsTruncated>true</IsTruncated><NextKeyMarker>b</NextKeyMarker><NextVersionIdMarker>v-b</NextVersionIdMarker>${entry('Version', 'b')}${entry('DeleteMarker', 'a')}</r>`,
      `<r><IsTruncated>false</IsTruncated>${entry('Version', 'c')}</r>`,
    ];
    const { calls, objects } = await open((_, number) => ({ body: present(pages[number - 1]) }));
    const found: string[] = [];
    for await (const v of objects.listVersions('raw', 'p/'))
      found.push(`${v.key} ${v.versionId} ${v.size} ${v.deleteMarker}`);
    expect(found).toEqual(['a v-a 0 true', 'b v-b 3 false', 'c v-c 3 false']);
    expect(
      calls.map(({ query }) => [query.get('prefix'), query.get('key-marker'), query.get('version-id-marker')]),
    ).toEqual([
      ['p/', null, null],
      ['p/', 'b', 'v-b'],
    ]);
  });

  test('are destroyed by version', async () => {
    const { calls, objects } = await open(() => ({ body: '<r></r>' }));
    await objects.deleteVersions('raw', [
      { key: 'k', versionId: 'v1' },
      { key: 'l', versionId: 'v2' },
    ]);
    expect(calls.map(({ method, query }) => [method, query.has('delete')])).toEqual([['POST', true]]);
  });

  test('that S3 was too busy to destroy are requested again, without the others', async () => {
    const slow = '<r><Error><Key>l</Key><VersionId>v2</VersionId><Code>SlowDown</Code></Error></r>';
    const { calls, objects } = await open((_, number) => ({ body: number === 1 ? slow : '<r></r>' }));
    await objects.deleteVersions('raw', [
      { key: 'k', versionId: 'v1' },
      { key: 'l', versionId: 'v2' },
    ]);
    expect(calls).toHaveLength(2);
    expect([present(calls[1]).body.includes('v1'), present(calls[1]).body.includes('v2')]).toEqual([false, true]);
  });

  test.each([
    ['AccessDenied', 'access.denied'],
    ['InvalidArgument', 'object.undestroyed'],
  ])('that S3 refuses to destroy (%s) do not count as gone', async (reason, expected) => {
    const body = `<r><Error><Key>k</Key><VersionId>v1</VersionId><Code>${reason}</Code></Error></r>`;
    const { objects } = await open(() => ({ body }));
    await expect(objects.deleteVersions('raw', [{ key: 'k', versionId: 'v1' }])).rejects.toThrow(coded(expected));
  });

  test('are listed one level at a time, over all pages', async () => {
    const folder = (name: string) => `<CommonPrefixes><Prefix>${name}</Prefix></CommonPrefixes>`;
    const version =
      '<Version><Key>p/k</Key><VersionId>v</VersionId><LastModified>2026-05-20T00:00:00Z</LastModified><Size>3</Size></Version>';
    const pages = [
      `<r><IsTruncated>true</IsTruncated><NextKeyMarker>p/a/</NextKeyMarker>${folder('p/a/')}</r>`,
      `<r><IsTruncated>false</IsTruncated>${folder('p/b/')}${version}</r>`,
    ];
    const { calls, objects } = await open((_, number) => ({ body: present(pages[number - 1]) }));
    const found = (await Array.fromAsync(objects.level('raw', 'p/'))).map((entry) =>
      'folder' in entry ? entry.folder : entry.key,
    );
    expect(found).toEqual(['p/a/', 'p/b/', 'p/k']);
    expect(calls.map(({ query }) => [query.get('delimiter'), query.get('key-marker')])).toEqual([
      ['/', null],
      ['/', 'p/a/'],
    ]);
  });

  test('unfinished multipart uploads are listed over all pages', async () => {
    const upload = (key: string) => `<Upload><Key>${key}</Key><UploadId>u</UploadId></Upload>`;
    const pages = [
      `<r><IsTruncated>true</IsTruncated><NextKeyMarker>a</NextKeyMarker><NextUploadIdMarker>u</NextUploadIdMarker>${upload('a')}</r>`,
      `<r><IsTruncated>false</IsTruncated>${upload('b')}</r>`,
    ];
    const { objects } = await open((_, number) => ({ body: present(pages[number - 1]) }));
    expect(await Array.fromAsync(objects.uploads('raw', 'p/'))).toEqual(['a', 'b']);
  });

  test('of a zone that the function does not know cannot be requested', async () => {
    const { objects, calls } = await open(() => ({}));
    await expect(objects.get('audit', 'k')).rejects.toThrow(coded('lake.unnamed'));
    expect(calls).toEqual([]);
  });
});

describe('the control table on DynamoDB', () => {
  const open = async (answer: (call: Call, number: number) => Reply, maxAttempts = 1) => {
    const { calls, config } = await answering(answer);
    const client = new DynamoDBClient({ ...config, maxAttempts });
    return { calls, control: new AwsControl(DynamoDBDocumentClient.from(client), NAMES.controlTable) };
  };
  const cancelled = (...codes: string[]) =>
    jsonError('com.amazonaws.dynamodb.v20120810#TransactionCanceledException', {
      CancellationReasons: codes.map((Code) => ({ Code })),
    });
  const write = { pk: 'p', sk: 's', data: { n: 1 }, ifRev: 0 };

  test('is written in one transaction, each item on the revision that was read', async () => {
    const { calls, control } = await open(() => ({ body: {} }));
    const expiresAt = new Date('2026-05-20T00:00:00.001Z');
    expect(await control.write([write, { ...write, sk: 't', ifRev: 4, expiresAt }])).toBe(true);
    expect(calls.map(({ operation }) => operation)).toEqual(['TransactWriteItems']);
    const [first, second] = JSON.parse(present(calls[0]).body).TransactItems.map((item: { Put: object }) => item.Put);
    expect(first).toMatchObject({ TableName: 'control', ConditionExpression: 'attribute_not_exists(pk)' });
    expect(first.Item).toEqual({ pk: { S: 'p' }, sk: { S: 's' }, rev: { N: '1' }, data: { M: { n: { N: '1' } } } });
    expect(second).toMatchObject({
      ConditionExpression: 'rev = :rev',
      ExpressionAttributeValues: { ':rev': { N: '4' } },
    });
    expect(second.Item).toMatchObject({
      rev: { N: '5' },
      expiresAt: { N: String(Math.ceil(expiresAt.getTime() / 1000)) },
    });
  });

  const two = [write, { ...write, sk: 't' }];

  test('returns false when a condition does not hold', async () => {
    const { control } = await open(() => cancelled('None', 'ConditionalCheckFailed', 'TransactionConflict'));
    expect(await control.write(two)).toBe(false);
  });

  test('takes one write without a transaction, on the revision that was read', async () => {
    const { calls, control } = await open(() => ({ body: {} }));
    expect(await control.write([{ ...write, ifRev: 4 }])).toBe(true);
    expect(calls.map(({ operation }) => operation)).toEqual(['PutItem']);
    const { Item, ...put } = JSON.parse(present(calls[0]).body);
    expect(put).toMatchObject({
      ...{ TableName: 'control', ConditionExpression: 'rev = :rev' },
      ExpressionAttributeValues: { ':rev': { N: '4' } },
    });
    expect(Item).toMatchObject({ pk: { S: 'p' }, sk: { S: 's' }, rev: { N: '5' } });
    const failed = (Item: object) =>
      jsonError('com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException', { Item });
    const other = await open(() => failed({ ...Item, token: { S: 'of-another' } }));
    expect(await other.control.write([write])).toBe(false);
  });

  test('knows its own write again when the answer to it was lost', async () => {
    const lost = (call: Call, number: number) => {
      if (number === 1) return { ...jsonError('com.amazonaws.dynamodb.v20120810#InternalServerError'), status: 500 };
      const { Item } = JSON.parse(call.body);
      return jsonError('com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException', { Item });
    };
    const { calls, control } = await open(lost, 2);
    expect(await control.write([write])).toBe(true);
    expect(calls).toHaveLength(2);
    const [first, second] = calls.map(({ body }) => JSON.parse(body).Item.token);
    expect(first).toEqual(second);
  });

  test('retries after a conflict with another transaction, and reports when it cannot get through', async () => {
    const { calls, control } = await open((_, number) =>
      number < 3 ? cancelled('TransactionConflict') : { body: {} },
    );
    expect(await control.write(two)).toBe(true);
    expect(calls).toHaveLength(3);
    const busy = await open(() => cancelled('TransactionConflict'));
    await expect(busy.control.write(two)).rejects.toThrow(coded('control.busy'));
  });

  test('fails for any other reason', async () => {
    await expect((await open(() => cancelled('ThrottlingError'))).control.write(two)).rejects.toThrow(/no/);
    const meeting = jsonError('com.amazonaws.dynamodb.v20120810#TransactionConflictException');
    const alone = await open((_, number) => (number < 3 ? meeting : { body: {} }));
    expect(await alone.control.write([write])).toBe(true);
    const denied = await open(() => jsonError('com.amazon.coral.service#AccessDeniedException'));
    await expect(denied.control.write([write])).rejects.toThrow(coded('access.denied'));
  });

  test('is read consistently, over all pages', async () => {
    const item = (sk: string) => ({ pk: { S: 'p' }, sk: { S: sk }, rev: { N: '2' }, data: { M: {} } });
    const { calls, control } = await open((_, number) => ({
      body:
        number === 1
          ? { Items: [item('a1')], LastEvaluatedKey: { pk: { S: 'p' }, sk: { S: 'a1' } } }
          : { Items: [item('a2')] },
    }));
    const found: string[] = [];
    for await (const { sk, rev } of control.query('p', 'a')) found.push(`${sk} ${rev}`);
    expect(found).toEqual(['a1 2', 'a2 2']);
    expect(calls.map(({ body }) => JSON.parse(body).ConsistentRead)).toEqual([true, true]);
    expect(JSON.parse(present(calls[1]).body).ExclusiveStartKey).toEqual({ pk: { S: 'p' }, sk: { S: 'a1' } });
  });

  test('has an item or not', async () => {
    const found = await open(() => ({
      body: {
        Item: {
          pk: { S: 'p' },
          sk: { S: 's' },
          rev: { N: '1' },
          data: { M: { a: { NULL: true } } },
          expiresAt: { N: '9' },
        },
      },
    }));
    expect(await found.control.get('p', 's')).toEqual({ pk: 'p', sk: 's', rev: 1, data: { a: null } });
    expect(JSON.parse(present(found.calls[0]).body).ConsistentRead).toBe(true);
    expect(await (await open(() => ({ body: {} }))).control.get('p', 's')).toBeUndefined();
  });
});

describe('partitions in Glue', () => {
  const open = async (answer: (call: Call, number: number) => Reply) => {
    const { calls, config } = await answering(answer);
    return { calls, catalog: new AwsCatalog(new GlueClient(config), NAMES) };
  };
  const partition = { jurisdiction: 'XA', day: '2026-05-20', shard: '3' };

  test('are registered where their files are, in the order of the keys', async () => {
    const { calls, catalog } = await open(() => ({ body: {} }));
    await catalog.addPartition(partition);
    const { DatabaseName, TableName, PartitionInput } = JSON.parse(present(calls[0]).body);
    expect([DatabaseName, TableName, PartitionInput.Values]).toEqual(['db', 'activity', ['XA', '2026-05-20', '3']]);
    expect(PartitionInput.StorageDescriptor.Location).toBe(
      's3://redacted-bucket/activity/jurisdiction=XA/day=2026-05-20/shard=3/',
    );
  });

  test('are registered once in a while, not for each file, and again after they were dropped', async () => {
    const { calls, config } = await answering(() => ({ body: {} }));
    let now = 0;
    const catalog = new AwsCatalog(new GlueClient(config), NAMES, () => now);
    for (let file = 0; file < 5; file++) await catalog.addPartition(partition);
    await catalog.addPartition({ ...partition, shard: '4' });
    expect(calls).toHaveLength(2);
    now += 600_000;
    await catalog.addPartition(partition);
    expect(calls).toHaveLength(3);
    await catalog.dropPartition(partition);
    await catalog.addPartition(partition);
    expect(calls).toHaveLength(5);
  });

  test('that are there, or gone, already', async () => {
    await (await open(() => jsonError('AlreadyExistsException'))).catalog.addPartition(partition);
    await (await open(() => jsonError('EntityNotFoundException'))).catalog.dropPartition(partition);
    const denied = await open(() => jsonError('AccessDeniedException'));
    await expect(denied.catalog.addPartition(partition)).rejects.toThrow(coded('access.denied'));
    await expect(
      (await open(() => jsonError('InvalidInputException'))).catalog.addPartition(partition),
    ).rejects.toThrow('no');
  });

  test('are listed over all pages', async () => {
    const page = (shard: string) => ({ Partitions: [{ Values: ['XA', '2026-05-20', shard] }] });
    const { catalog } = await open((_, number) => ({
      body: number === 1 ? { ...page('1'), NextToken: 't' } : page('2'),
    }));
    const found: string[] = [];
    for await (const { jurisdiction, day, shard } of catalog.listPartitions())
      found.push([jurisdiction, day, shard].join());
    expect(found).toEqual(['XA,2026-05-20,1', 'XA,2026-05-20,2']);
  });
});

test('keys in KMS sign a digest, so that a message may exceed the limit of KMS', async () => {
  const { calls, config } = await answering(() => ({ body: { Signature: 'AQI=', Mac: 'Aw==', PublicKey: 'BA==' } }));
  const keys = new AwsKeys(new KMSClient(config), NAMES);
  const message = new Uint8Array(10_000).fill(7);
  expect([
    ...(await keys.sign('records', message)),
    ...(await keys.mac(bytes('w'))),
    ...(await keys.publicKey('certificates')),
  ]).toEqual([1, 2, 3, 4]);
  const digest = createHash('sha256').update(message).digest('base64');
  expect(JSON.parse(present(calls[0]).body)).toEqual({
    KeyId: 'key-s',
    Message: digest,
    MessageType: 'DIGEST',
    SigningAlgorithm: 'ECDSA_SHA_256',
  });
  expect(JSON.parse(present(calls[1]).body)).toMatchObject({ KeyId: 'key-p', MacAlgorithm: 'HMAC_SHA_256' });
});

describe('the clock', () => {
  test('is never behind the time of an AWS response, and continues from there', async () => {
    const [earlier, later] = ['Wed, 20 May 2026 10:00:00 GMT', 'Wed, 20 May 2026 11:00:00 GMT'];
    const { config } = await answering((_, number) => ({
      headers: { date: present([earlier, later, earlier, 'nonsense'][number - 1]) },
      body: '{}',
    }));
    let [wall, mono] = [Date.parse('2026-05-20T10:30:00Z'), 5_000];
    const clock = new SteadyClock({ wall: () => wall, watch: () => mono });
    const client = telling(clock, new DynamoDBClient(config));
    const control = new AwsControl(DynamoDBDocumentClient.from(client), 'control');
    const told: string[] = [];
    for (let n = 0; n < 4; n++) {
      await control.get('p', 's');
      told.push(clock.now().toISOString().slice(11, 19));
      mono += 1_000;
    }
    expect(told).toEqual(['10:30:00', '11:00:00', '11:00:01', '11:00:02']);
    wall = Date.parse('2026-05-20T12:00:00Z');
    expect(clock.now().toISOString()).toBe('2026-05-20T12:00:00.000Z');
    wall = Date.parse('2020-01-01T00:00:00Z');
    expect(clock.now().toISOString()).toBe('2026-05-20T12:00:00.000Z');
  });
});
