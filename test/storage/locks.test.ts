import { describe, expect, test } from 'vitest';
import { AccessDeniedError } from '../../lib/storage/local/authority.ts';
import { bytes } from './folder.ts';
import { lakeOf } from './lake.ts';
import { roleArn, type TestAppOptions } from './template.ts';

/** A role that makes every request, and that no lock names. */
const IDLE = 'idle';

/** The denied action that stopped the role, or undefined. */
async function stopped(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof AccessDeniedError) return error.request.action;
    throw error;
  }
}

async function tries(options: TestAppOptions, role: string) {
  const lake = await lakeOf([], options);
  await lake.portsFor(roleArn('ingest')).objects.putOnce('raw', 'k', bytes('x'), 'text/plain');
  const { objects } = lake.portsFor(roleArn(role));
  return {
    read: await stopped(objects.get('raw', 'k')),
    write: await stopped(objects.putOnce('raw', 'other', bytes('x'), 'text/plain')),
    missing: await stopped(objects.exists('raw', 'nothing')),
  };
}

describe('of the two locks of a zone', () => {
  test('the bucket stops a principal that is not named, while every key is open', async () => {
    expect(await tries({ open: 'keys' }, IDLE)).toEqual({
      read: 's3:GetObject',
      write: 's3:PutObject',
      missing: 's3:GetObject',
    });
  });

  test('the key stops a principal that is not named, while every bucket is open', async () => {
    expect(await tries({ open: 'buckets' }, IDLE)).toEqual({
      read: 'kms:Decrypt',
      write: 'kms:GenerateDataKey',
      missing: undefined,
    });
  });

  test('each admits the principals that it names, for what it names', async () => {
    expect(await tries({}, 'redact')).toEqual({ read: undefined, write: 's3:PutObject', missing: undefined });
    expect(await tries({}, 'ingest')).toEqual({ read: 's3:GetObject', write: undefined, missing: 's3:GetObject' });
  });

  test('a missing object is a denial to a principal without permission to list', async () => {
    const lake = await lakeOf([], { open: 'buckets' });
    const { objects } = lake.portsFor(roleArn('lake'));
    await expect(objects.get('redacted', 'nothing')).rejects.toThrow(
      expect.objectContaining({ code: 'object.missing' }),
    );
    const strict = await lakeOf([], {});
    expect(await stopped(strict.portsFor(roleArn('auditor')).objects.exists('audit', 'nothing'))).toBeUndefined();
    expect(await stopped(strict.portsFor(roleArn('redact')).objects.exists('redacted', 'nothing'))).toBe(
      's3:GetObject',
    );
  });
});
