import { existsSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { REFUSALS, type RefusalCode, RefusedError } from '../../lib/activity/refusals.ts';
import { shortageOf } from '../../lib/activity/shortage.ts';
import { AwsControl } from '../../lib/storage/aws/control.ts';
import { AwsKeys } from '../../lib/storage/aws/keys.ts';
import { AwsObjects } from '../../lib/storage/aws/objects.ts';
import { answering, jsonError, type Reply } from './aws-server.ts';
import { bytes, testFolder } from './folder.ts';

/** The error of a call, through the real adapters and clients. */
const thrown = async (call: () => unknown): Promise<unknown> => {
  try {
    await call();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};

describe('a shortage is distinguished from a fault', () => {
  const s3 = (status: number, Code: string): Reply => ({ status, body: `<Error><Code>${Code}</Code></Error>` });
  const put = async (reply: Reply) => {
    const { config } = await answering(() => reply);
    const objects = new AwsObjects(new S3Client({ ...config, forcePathStyle: true }), { buckets: { raw: 'b' } });
    return shortageOf(await thrown(() => objects.putOnce('raw', 'k', bytes('x'), 'text/plain')));
  };
  const write = async (reply: Reply) => {
    const { config } = await answering(() => reply);
    const control = new AwsControl(DynamoDBDocumentClient.from(new DynamoDBClient(config)), 'table');
    return shortageOf(await thrown(() => control.write([{ pk: 'p', sk: 's', ifRev: 0, data: {} }])));
  };
  const mac = async (reply: Reply) => {
    const { config } = await answering(() => reply);
    return shortageOf(
      await thrown(() => new AwsKeys(new KMSClient(config), { buckets: {}, pseudonymKey: 'k' }).mac(bytes('x'))),
    );
  };
  const cancelled = (...codes: string[]) =>
    jsonError('TransactionCanceledException', { CancellationReasons: codes.map((Code) => ({ Code })) });

  test('in a response of AWS', async () => {
    expect(await put(s3(503, 'SlowDown'))).toBe('throttled');
    expect(await put(s3(500, 'InternalError'))).toBe('service');
    expect(await put(s3(409, 'ConditionalRequestConflict'))).toBe('busy');
    expect(await put(s3(403, 'AccessDenied'))).toBeUndefined();
    expect(await put(s3(400, 'InvalidArgument'))).toBeUndefined();
    expect(await write(jsonError('ProvisionedThroughputExceededException'))).toBe('throttled');
    expect(await write(cancelled('None', 'ThrottlingError'))).toBe('throttled');
    expect(await write(cancelled('ValidationError'))).toBeUndefined();
    expect(await write(jsonError('ValidationException'))).toBeUndefined();
    expect(await mac(jsonError('ThrottlingException'))).toBe('throttled');
    expect(await mac(jsonError('DisabledException'))).toBe('service');
    expect(await mac(jsonError('InvalidKeyUsageException'))).toBeUndefined();
  });

  test('where a service does not respond', async () => {
    const { config } = await answering(() => ({}));
    const nobody = { ...config, endpoint: 'http://127.0.0.1:9' };
    const objects = new AwsObjects(new S3Client({ ...nobody, forcePathStyle: true }), { buckets: { raw: 'b' } });
    expect(shortageOf(await thrown(() => objects.get('raw', 'k')))).toBe('service');
  });

  test('in an error of SQLite', async () => {
    const path = join(testFolder(), 'db');
    const [one, other] = [new DatabaseSync(path), new DatabaseSync(path, { timeout: 1 })];
    one.exec('CREATE TABLE t (x BLOB UNIQUE); INSERT INTO t VALUES (1); PRAGMA max_page_count = 10');
    expect(shortageOf(await thrown(() => one.exec('INSERT INTO t VALUES (zeroblob(1000000))')))).toBe('disk');
    expect(shortageOf(await thrown(() => one.exec('INSERT INTO t VALUES (1)')))).toBeUndefined();
    one.exec('BEGIN IMMEDIATE');
    expect(shortageOf(await thrown(() => other.exec('BEGIN IMMEDIATE')))).toBe('busy');
    one.close();
    other.close();
    expect(shortageOf(await thrown(() => new DatabaseSync('/')))).toBe('files');
  });

  test.skipIf(!existsSync('/dev/full'))('in a full disk', async () => {
    expect(shortageOf(await thrown(() => writeFileSync(openSync('/dev/full', 'w'), 'x')))).toBe('disk');
  });

  test('in a lack of memory, and in wrapped errors', async () => {
    expect(shortageOf(await thrown(() => new ArrayBuffer(2 ** 52)))).toBe('memory');
    expect(shortageOf(Object.assign(new Error('Memory error'), { code: 'Z_MEM_ERROR' }))).toBe('memory');
    const open = Object.assign(new Error('open'), { code: 'EMFILE' });
    expect(shortageOf(new Error('outer', { cause: new AggregateError([new Error('one'), open]) }))).toBe('files');
    const round = new Error('round');
    round.cause = round;
    expect(shortageOf(round)).toBeUndefined();
  });

  test('and no refusal, nor anything that is no error, is one', () => {
    for (const code of Object.keys(REFUSALS) as RefusalCode[])
      expect(shortageOf(new RefusedError(code)), code).toBeUndefined();
    expect(shortageOf(new StrongroomError('segment.unreadable', 'x', 'y'))).toBeUndefined();
    for (const nothing of [undefined, null, 'EMFILE', 5, {}, new Error('EMFILE')])
      expect(shortageOf(nothing)).toBeUndefined();
  });
});
