import { describe, expect, test } from 'vitest';
import { LIVE_CALLS } from '../../lib/access/live/calls.ts';
import { Answers } from '../../lib/access/live/reading.ts';
import { readLive } from '../../lib/storage/aws/live.ts';
import { CALLS } from '../../lib/storage/aws/live-table.ts';
import { answering, type Call, type Reply } from './aws-server.ts';

const ARN = 'arn:aws:sts::111122223333:assumed-role/strongroom-auditor/eva';
const KEY = 'arn:aws:kms:eu-test-1:111122223333:key/';
const identity: Reply = {
  headers: { 'content-type': 'text/xml' },
  body: `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${ARN}</Arn><UserId>U</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
};
const denied: Reply = { status: 403, body: { __type: 'AccessDeniedException', message: 'not for you' } };
const throttled: Reply = { status: 400, body: { __type: 'ThrottlingException', message: 'Rate exceeded' } };
const xml = (status: number, code: string): Reply => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`,
});

/** Reads an account with these responses, which refuses all other calls. */
async function readingOf(answer: (call: Call, asked: (pattern: string) => number) => Reply | undefined) {
  const seen: string[] = [];
  const { config, calls } = await answering((call) => {
    if (call.body.includes('Action=GetCallerIdentity')) return identity;
    const said = `${call.operation} ${call.path} ${call.body}`;
    seen.push(said);
    return answer(call, (pattern) => seen.filter((text) => text.includes(pattern)).length) ?? denied;
  });
  const reading = await readLive({ ...config, maxAttempts: 3, stacks: [] });
  return { reading, answers: new Answers(reading.answers), calls };
}

describe('an account is read through the SDK', () => {
  test('all pages of a list, and each listed resource', async () => {
    const { answers, reading } = await readingOf(({ operation, body }) => {
      if (operation === 'ListKeys')
        return body.includes('"m1"')
          ? { body: { Keys: [{ KeyId: 'b', KeyArn: `${KEY}b` }], Truncated: false } }
          : { body: { Keys: [{ KeyId: 'a', KeyArn: `${KEY}a` }], NextMarker: 'm1', Truncated: true } };
      if (operation === 'DescribeKey') {
        const arn = JSON.parse(body).KeyId;
        return {
          body: { KeyMetadata: { KeyId: arn.slice(-1), Arn: arn, KeyManager: arn.endsWith('a') ? 'CUSTOMER' : 'AWS' } },
        };
      }
      if (operation === 'GetKeyPolicy') return { body: { Policy: '{"Statement":[]}', PolicyName: 'default' } };
      if (operation === 'ListGrants') return { body: { Grants: [], Truncated: false } };
      return undefined;
    });
    expect(reading.caller).toBe(ARN);
    expect(answers.of('kms:ListKeys')).toMatchObject({ output: { Keys: [{ KeyId: 'a' }, { KeyId: 'b' }] } });
    expect(answers.of('kms:GetKeyPolicy', { KeyId: `${KEY}a` })).toMatchObject({ output: { PolicyName: 'default' } });
    // The policy of an AWS-owned key is not read.
    expect(answers.of('kms:GetKeyPolicy', { KeyId: `${KEY}b` })).toBeUndefined();
  });

  test("all pages of an account's roles, with one token per page", async () => {
    const page = (name: string, more: string): Reply => ({
      headers: { 'content-type': 'text/xml' },
      body: `<GetAccountAuthorizationDetailsResponse><GetAccountAuthorizationDetailsResult><RoleDetailList><member><RoleName>${name}</RoleName></member></RoleDetailList>${more}</GetAccountAuthorizationDetailsResult></GetAccountAuthorizationDetailsResponse>`,
    });
    const { answers, calls } = await readingOf(({ body }) => {
      if (!body.includes('Action=GetAccountAuthorizationDetails')) return undefined;
      if (body.includes('Marker=m2')) return page('three', '<IsTruncated>false</IsTruncated>');
      const mark = body.includes('Marker=m1') ? 'm2' : 'm1';
      return page(mark === 'm1' ? 'one' : 'two', `<IsTruncated>true</IsTruncated><Marker>${mark}</Marker>`);
    });
    const RoleDetailList = ['one', 'two', 'three'].map((RoleName) => expect.objectContaining({ RoleName }));
    expect(answers.of('iam:GetAccountAuthorizationDetails')).toMatchObject({ output: { RoleDetailList } });
    const details = calls.filter(({ body }) => body.includes('Action=GetAccountAuthorizationDetails'));
    expect(details.map(({ body }) => /Marker=(\w+)/.exec(body)?.[1])).toEqual([undefined, 'm1', 'm2']);
  });

  test('a missing resource differs from a refused one', async () => {
    const { answers } = await readingOf(({ path, query }) => {
      if (path === '/' && query.has('x-id'))
        return {
          headers: { 'content-type': 'application/xml' },
          body: '<ListAllMyBucketsResult><Buckets><Bucket><Name>one</Name></Bucket><Bucket><Name>two</Name></Bucket></Buckets></ListAllMyBucketsResult>',
        };
      if (query.has('policy'))
        return path.startsWith('/one') ? xml(404, 'NoSuchBucketPolicy') : xml(403, 'AccessDenied');
      return undefined;
    });
    expect(answers.of('s3:GetBucketPolicy', { Bucket: 'one' })).toMatchObject({ output: null });
    expect(answers.of('s3:GetBucketPolicy', { Bucket: 'two' })).toMatchObject({ error: { code: 'access.denied' } });
  });

  test('a throttled call is retried, and reported as throttled when that does not help', async () => {
    const { answers } = await readingOf(({ operation }, asked) => {
      if (operation === 'ListAliases') return asked('ListAliases') < 3 ? throttled : { body: { Aliases: [] } };
      return operation === 'ListKeys' ? throttled : undefined;
    });
    expect(answers.of('kms:ListAliases')).toMatchObject({ output: { Aliases: [] } });
    expect(answers.of('kms:ListKeys')).toMatchObject({ error: { code: 'aws.throttled' } });
  });

  test("values of functions' environments are dropped on reading", async () => {
    const { reading } = await readingOf(({ path }) =>
      /functions\/?$/.test(path)
        ? {
            body: {
              Functions: [
                { FunctionName: 'f', FunctionArn: 'arn:f', Environment: { Variables: { PASSWORD: 'hunter2' } } },
              ],
            },
          }
        : undefined,
    );
    expect(JSON.stringify(reading)).toContain('PASSWORD');
    expect(JSON.stringify(reading)).not.toContain('hunter2');
  });

  test('each refused call is in the reading with its code', async () => {
    const { reading } = await readingOf(() => undefined);
    expect(reading.answers.length).toBeGreaterThan(20);
    for (const each of reading.answers) expect(each).toMatchObject({ error: { code: 'access.denied' } });
  });
});

test('every call of a walk is in the table of commands', () => {
  expect(LIVE_CALLS.filter((call) => CALLS[call] === undefined)).toEqual([]);
});
