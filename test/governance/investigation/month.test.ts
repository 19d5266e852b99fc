import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { investigation } from '../../../bin/commands/investigate.ts';
import { type Investigation, unusedOf } from '../../../lib/governance/investigation/index.ts';
import { present } from '../../present.ts';
import {
  ANALYSTS,
  DARK,
  DIRECT,
  FROM,
  policies,
  REGISTRATION,
  SECOND,
  SHUT_OUT,
  TO,
  writeMonth,
  writePolicies,
} from './month.ts';
import { object, query, record, roleArn, saved, session } from './records.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-month-'));
afterAll(() => rmSync(folder, { recursive: true }));

const [LOGS, POLICIES] = [join(folder, 'logs'), join(folder, 'policies')];
const ask = (logs = LOGS, given = POLICIES, more: { from?: string; to?: string } = {}): Promise<Investigation> =>
  investigation({
    name: 'redacted',
    logs,
    policies: given,
    from: FROM,
    to: TO,
    wholeDay: false,
    scale: 'default',
    ...more,
  });

let found: Investigation;
beforeAll(async () => {
  writeMonth(LOGS);
  writePolicies(POLICIES);
  found = await ask();
});

const who = (rows: readonly { readonly principal: string }[]) =>
  [...new Set(rows.map(({ principal }) => principal))].sort();

describe('a month in which forty could read, three did, and one source is dark for two hours', () => {
  test('exactly those who could are named, with the time for which they could', () => {
    expect(who(found.could)).toEqual([...ANALYSTS, ...DIRECT, SECOND, REGISTRATION].map(roleArn).sort());
    expect(who(found.could)).toHaveLength(40);
    const second = found.could.filter(({ principal }) => principal === roleArn(SECOND));
    expect(second).toMatchObject([{ from: '2026-11-05T08:00:00Z', to: '2026-11-25T08:00:00Z', certain: true }]);
    expect(present(second[0]).rests_on.join()).toContain('trail#event 00000000-0000-4000-8000-000000000001');
    expect(who(found.could).filter((arn) => SHUT_OUT.map(roleArn).includes(arn))).toEqual([]);
  });

  test('exactly the three who did are named, each by its way', () => {
    expect(found.did.map(({ principal, evidence }) => [principal, evidence])).toEqual([
      [roleArn(SECOND), 'E4'],
      [roleArn(present(DIRECT[2])), 'E4'],
      [roleArn(present(DIRECT[10])), 'E5'],
    ]);
    const [byGrant, past, exported] = found.did;
    expect(byGrant).toMatchObject({
      person: 'wk_ana',
      columns: ['kind', 'text', 'title'],
      rows: { partitions: ['day=2026-11-01'] },
    });
    expect(present(byGrant).grants.join()).toContain('GrantPermissions');
    expect(past).toMatchObject({ past_lake_formation: true, session: 'job-7' });
    expect(exported).toMatchObject({ copies: ['s3://scratch/mine.parquet'], rows: { partitions: ['day=2026-11-02'] } });
    for (const row of found.did) expect(row.events.length).toBeGreaterThan(0);
  });

  test('the dark hours are unknown, and no others', () => {
    const unknown = found.coverage.filter(({ state }) => state === 'unknown');
    expect(unknown.map(({ hour }) => hour)).toEqual(DARK);
    expect(new Set(unknown.map(({ source }) => source))).toEqual(
      new Set(['cloudtrail/111122223333/eu-west-1/data/s3']),
    );
  });

  test('a short time hides no dark hour, and days without any logs are unknown', async () => {
    const dark = (of: Investigation) =>
      of.coverage
        .filter(({ source, state }) => source.endsWith('/data/s3') && state === 'unknown')
        .map(({ hour }) => hour);
    const short = await ask(LOGS, POLICIES, { from: '2026-11-14T09:00:00Z', to: '2026-11-14T12:00:00Z' });
    expect(dark(short)).toEqual(DARK);
    expect(short.dark_hours).toBe(2);
    expect(dark(await ask(LOGS, POLICIES, { from: present(DARK[0]), to: present(DARK[1]) }))).toEqual(DARK.slice(0, 1));
    const week = join(folder, 'week');
    for (const day of ['09', '10', '11'])
      cpSync(
        join(LOGS, `AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/${day}`),
        join(week, `AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/${day}`),
        { recursive: true },
      );
    const few = await ask(week);
    expect(dark(few)).toHaveLength(27 * 24);
    expect(few.dark_hours).toBe(27 * 24);
    expect(few.severity.reasons.join()).toContain(`${27 * 24} hours`);
  });

  test('what was refused is told apart, and a record that came twice counts once', () => {
    expect(found.attempts).toHaveLength(120);
    expect(found.inputs.duplicates).toBe(5);
    expect(found.severity.level).toBe('SEV 1');
    expect(found.deadlines.find(({ place, who }) => place === 'EU-DE' && who === 'authority')).toMatchObject({
      within: '72 hours',
    });
  });

  test('the role with which Lake Formation reads is not proposed to be stripped, nor who has read', () => {
    const { unused, left_out } = unusedOf(found, () => undefined);
    expect(left_out).toEqual([
      { principal: roleArn(REGISTRATION), why: expect.stringContaining('Lake Formation reads') },
    ]);
    const idle = [...ANALYSTS, ...DIRECT.filter((_, at) => at !== 2 && at !== 10)].map(roleArn).sort();
    expect(who(unused)).toEqual(idle);
  });

  test('without data events nothing is said about who reads files', async () => {
    const at = join(folder, 'management');
    const one = record('2026-11-03T10:00:00Z', 'ec2', 'DescribeInstances', session('x', 'y'));
    mkdirSync(at);
    writeFileSync(join(at, 'records.json'), JSON.stringify({ Records: [one] }));
    const { left_out } = unusedOf(await ask(at), () => undefined);
    expect(who(left_out)).toEqual([...DIRECT, REGISTRATION].map(roleArn).sort());
  });

  test('the same inputs give the same bytes', async () => {
    expect(JSON.stringify(await ask())).toBe(JSON.stringify(found));
  });
});

describe('other things that a month may hold', () => {
  const month = async (
    extra: readonly Record<string, unknown>[],
    change?: (files: Record<string, unknown>) => void,
  ) => {
    const at = mkdtempSync(join(folder, 'other-'));
    const files = policies();
    change?.(files);
    writeMonth(join(at, 'logs'), extra);
    writePolicies(join(at, 'policies'), files);
    return { logs: join(at, 'logs'), policies: join(at, 'policies') };
  };

  test('a copy, a reader of it, an account far away, an address signed before, and a role that is gone by then', async () => {
    const partner = { type: 'AWSAccount', principalId: 'AROAPARTNER000000001:job', accountId: '444455556666' };
    const key = 'activity/day=2026-11-04/part-1.parquet';
    const { logs, policies: given } = await month([
      object('2026-11-21T04:10:00Z', 'GetObject', session(present(SHUT_OUT[0]), 'eve'), 'scratch', 'mine.parquet'),
      object('2026-11-21T05:10:00Z', 'GetObject', partner, 'lake-redacted', key, { sharedEventID: 's-1' }),
      object(
        '2026-11-21T05:10:00Z',
        'GetObject',
        { ...session('job', 'j1'), accountId: '444455556666' },
        'lake-redacted',
        key,
        {
          sharedEventID: 's-1',
          recipientAccountId: '444455556666',
        },
      ),
      object('2026-11-22T06:10:00Z', 'GetObject', session(present(DIRECT[4]), 'kim'), 'lake-redacted', key, {
        additionalEventData: { AuthenticationMethod: 'QueryString' },
      }),
      record('2026-11-23T06:00:00Z', 'iam', 'DeleteRole', session('deploy', 'ci'), {
        requestParameters: { roleName: DIRECT[4] },
      }),
    ]);
    const { did, could } = await ask(logs, given);
    const eve = did.find(({ session: name }) => name === 'eve');
    expect(eve).toMatchObject({ principal: roleArn(present(SHUT_OUT[0])) });
    expect(present(eve).via).toMatch(/^a copy, .*etl-11 made/);
    expect(eve).toMatchObject({ evidence: 'E4', rows: { partitions: ['day=2026-11-02'] } });
    expect(present(eve).notes.join()).toContain('at most those');
    expect(did.filter(({ session: name }) => name === 'j1' || name === 'job')).toHaveLength(1);
    expect(did.find(({ session: name }) => name === 'kim')).toMatchObject({ principal: roleArn(present(DIRECT[4])) });
    expect(present(did.find(({ session: name }) => name === 'kim')).notes.join()).toContain('signed address');
    expect(could.find(({ principal }) => principal === roleArn(present(DIRECT[4])))).toMatchObject({
      to: '2026-11-23T06:00:00Z',
    });
  });

  test('an export by a query, results that another took, a text that nobody saved, a query that failed, a line of an access log', async () => {
    const ids = ['aaaaaaaa', 'bbbbbbbb', 'cccccccc'].map((text) => `${text}-1111-4a11-9a11-0123456789ab`);
    const [exported, taken, failed] = ids as [string, string, string];
    const results = { requestParameters: { queryExecutionId: taken } };
    const { logs, policies: given } = await month([
      ...query('2026-11-07T09:00:00Z', exported, present(ANALYSTS[3]), 'wk_cy', 'day=2026-11-01', 'lake-redacted'),
      ...query('2026-11-08T09:00:00Z', taken, present(ANALYSTS[4]), 'wk_di', 'day=2026-11-02', 'lake-redacted'),
      ...['00', '05', '10'].map((minute) =>
        record(
          ...([`2026-11-08T10:${minute}:00Z`, 'athena', 'GetQueryResults'] as const),
          session(present(ANALYSTS[5]), 'wk_ed', {}, 'wk_ed'),
          results,
        ),
      ),
      ...query('2026-11-09T09:00:00Z', failed, present(ANALYSTS[6]), 'wk_fo', 'day=2026-11-02', 'lake-redacted').slice(
        0,
        1,
      ),
    ]);
    const texts = [
      saved(exported, "UNLOAD (SELECT * FROM activity) TO 's3://away/x/' WITH (format = 'PARQUET')"),
      saved(failed, 'SELECT text FROM activity', 'FAILED'),
    ];
    writeFileSync(join(logs, 'queries.jsonl'), texts.map((text) => JSON.stringify(text)).join('\n'));
    const requester = 'arn:aws:sts::111122223333:assumed-role/etl-08/s9';
    const line = `own lake-redacted [14/Nov/2026:10:30:00 +0000] 198.51.100.7 ${requester} RQ1 REST.GET.OBJECT activity/day%3D2026-11-05/p "GET /p HTTP/1.1" 200 - 1 8 41 12 "-" "aws-cli" - H= SigV4 TLS AuthHeader h TLSv1.3 - - eu-west-1`;
    writeFileSync(join(logs, '2026-11-14-10-30-00-AB'), line);
    const { did, coverage } = await ask(logs, given);
    const by = (person: string) => did.filter((row) => row.person === person);
    // A star shows what was permitted, and no more.
    expect(by('wk_cy')).toMatchObject([
      { evidence: 'E5', columns: ['day', 'kind', 'title'], copies: ['UNLOAD s3://away/x/'] },
    ]);
    expect(by('wk_di')).toMatchObject([{ evidence: 'E2', columns_assumed: 'the text of the query was not saved' }]);
    // Pages are no copy: each reader of them has the grade of the query, however many there are.
    expect(by('wk_ed')).toMatchObject([
      {
        evidence: 'E2',
        query: taken,
        principal: roleArn(present(ANALYSTS[5])),
        count: 3,
        rows: { partitions: ['day=2026-11-02'] },
      },
    ]);
    expect(by('wk_fo')).toEqual([]);
    // The trail is dark in that hour, and the bucket's own log is not.
    expect(did.find((row) => row.session === 's9')).toMatchObject({
      principal: roleArn('etl-08'),
      past_lake_formation: true,
    });
    expect(
      coverage.filter(({ source, state }) => source === 'athena/saved queries' && state === 'unknown'),
    ).toMatchObject([{ hour: '2026-11-08T09:00:00Z' }]);
  });

  test('a change without its document leaves unknown who could, until the next reading', async () => {
    const omitted = { reason: 'requestParameters too large', omitted: 'true', originalSize: '118772' };
    const { logs, policies: given } = await month([
      record('2026-11-10T10:00:00Z', 'iam', 'PutRolePolicy', session('deploy', 'ci'), { requestParameters: omitted }),
    ]);
    expect((await ask(logs, given)).unknown).toMatchObject([{ from: '2026-11-10T10:00:00Z', to: TO }]);
  });

  test('a trail that was stopped, a file that is broken and a line that is none are told', async () => {
    const { logs, policies: given } = await month([
      record('2026-11-11T10:05:00Z', 'cloudtrail', 'StopLogging', session('deploy', 'ci')),
      record('2026-11-11T12:50:00Z', 'cloudtrail', 'StartLogging', session('deploy', 'ci')),
    ]);
    const name =
      'AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/13/111122223333_CloudTrail_eu-west-1_20261113T0855Z_x.json.gz';
    writeFileSync(join(logs, name), 'this is no gzip and no JSON');
    writeFileSync(
      join(logs, '111122223333_CloudTrail_eu-west-1_20261115T0855Z_y.json.gz'),
      Buffer.from([0x1f, 0x8b, 1, 2, 3]),
    );
    appendFileSync(join(logs, 'athena/2026-11-06.json'), '\n{"eventVersion": "1.11"}\n');
    const { coverage, inputs } = await ask(logs, given);
    const data = coverage
      .filter(({ source, state }) => source.endsWith('data/s3') && state === 'unknown')
      .map(({ hour }) => hour);
    expect(data).toEqual(
      ['11T10', '11T11', '11T12', '13T08', '14T10', '14T11', '15T08'].map((hour) => `2026-11-${hour}:00:00Z`),
    );
    expect(Object.keys(inputs.unusable).map((reason) => reason.split(':')[0])).toEqual([
      'no-time',
      'not-gzip',
      'not-json',
    ]);
  });

  test('a digest tells of a file that is not here, and does not make a dark source bright', async () => {
    const { logs, policies: given } = await month([]);
    const time = (hour: number): string =>
      new Date(Date.parse(FROM) + hour * 3_600_000 + 7000).toISOString().replace('.000', '');
    for (let hour = 0; hour < 720; hour++) {
      const gone = { s3Object: 'AWSLogs/x/gone.json.gz', oldestEventTime: time(hour), newestEventTime: time(hour) };
      const digest = {
        digestStartTime: time(hour),
        digestEndTime: time(hour + 1),
        logFiles: hour === 200 ? [gone] : [],
      };
      const stamp = time(hour + 1).replaceAll(/[-:]/g, '');
      writeFileSync(
        join(logs, `111122223333_CloudTrail-Digest_eu-west-1_lake_eu-west-1_${stamp}.json`),
        JSON.stringify(digest),
      );
    }
    const { coverage } = await ask(logs, given);
    const data = coverage.filter(({ source, state }) => source.endsWith('data/s3') && state === 'unknown');
    expect(data.map(({ hour }) => hour)).toEqual(['2026-11-09T08:00:00Z', ...DARK]);
  });

  test('a grant on the key, and a bucket that lets everybody in', async () => {
    const open = {
      Version: '2012-10-17',
      Statement: {
        Sid: 'Everybody',
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::lake-redacted/*',
      },
    };
    const grant = {
      keyId: 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000001',
      granteePrincipal: roleArn(present(SHUT_OUT[1])),
      operations: ['Decrypt'],
    };
    const { logs, policies: given } = await month([
      record('2026-11-16T10:00:00Z', 's3', 'PutBucketPolicy', session('deploy', 'ci'), {
        requestParameters: { bucketName: 'lake-redacted', bucketPolicy: open, policy: '' },
      }),
      record('2026-11-16T11:00:00Z', 'kms', 'CreateGrant', session('deploy', 'ci'), {
        requestParameters: grant,
        responseElements: { grantId: 'g-1' },
      }),
      record('2026-11-16T12:00:00Z', 'kms', 'RevokeGrant', session('deploy', 'ci'), {
        requestParameters: { keyId: grant.keyId, grantId: 'g-1' },
      }),
    ]);
    const { could } = await ask(logs, given);
    expect(could.filter(({ principal }) => principal === roleArn(present(SHUT_OUT[1])))).toMatchObject([
      { from: '2026-11-16T11:00:00Z', to: '2026-11-16T12:00:00Z' },
    ]);
  });
});
