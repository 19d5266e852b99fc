import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { investigation } from '../../../bin/commands/investigate.ts';
import type { Investigation } from '../../../lib/governance/investigation/index.ts';
import { present } from '../../present.ts';
import { ANALYSTS, DIRECT, SHUT_OUT, writePolicies } from './month.ts';
import { ACCOUNT, object, query, record, restart, roleArn, saved, session } from './records.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-forms-'));
afterAll(() => rmSync(folder, { recursive: true }));
let number = 0;

type Given = Record<string, string | Buffer>;

/** Investigates a day of which only these files are there. */
async function day(files: Given, more: { from?: string; to?: string } = {}): Promise<Investigation> {
  const at = join(folder, String(++number));
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(at, 'logs', name)), { recursive: true });
    writeFileSync(join(at, 'logs', name), bytes);
  }
  writePolicies(join(at, 'policies'));
  return investigation({
    ...{ name: 'redacted', logs: join(at, 'logs'), policies: join(at, 'policies'), wholeDay: false, scale: 'default' },
    ...{ from: '2026-11-09T00:00:00Z', to: '2026-11-10T00:00:00Z', ...more },
  });
}

const BUCKET = 'lake-redacted';
const KEY = 'activity/day=2026-11-03/part-4.parquet';
const reader = session(present(DIRECT[2]), 'job-7');
const read = () => object('2026-11-09T22:10:00Z', 'GetObject', reader, BUCKET, KEY);
const trail = (...records: object[]): Given => ({ 'trail.json': JSON.stringify({ Records: records }) });
const json = JSON.stringify;

const inLogs = (record: object, more: object = {}) => ({
  ...{ messageType: 'DATA_MESSAGE', owner: ACCOUNT, logGroup: 'trail', logStream: 's', subscriptionFilters: ['all'] },
  logEvents: [{ id: '1', timestamp: 1, message: json(record) }],
  ...more,
});
const lake = (record: Record<string, unknown>) =>
  Object.entries(record).map(([name, value]) => ({
    [name.toLowerCase()]: typeof value === 'string' ? value : json(value),
  }));

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
/** A structure as Athena prints one that was not cast to JSON; its names have no capitals, those of a map do. */
const struct = (value: unknown, lower: boolean): string =>
  Array.isArray(value)
    ? `[${value.map((item) => struct(item, lower)).join(', ')}]`
    : typeof value === 'object' && value !== null
      ? `{${Object.entries(value)
          .map(([name, each]) => `${lower ? name.toLowerCase() : name}=${struct(each, lower)}`)
          .join(', ')}}`
      : String(value ?? 'null');
const structured = (record: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name.toLowerCase(),
      typeof value === 'object' ? struct(value, name === 'userIdentity' || name === 'resources') : String(value),
    ]),
  );
const cells = (row: Record<string, string>) => Object.entries(row).map(([name, value]) => ({ [name]: value }));
const table = (row: Record<string, string>, all = false): string =>
  [Object.keys(row), Object.values(row)]
    .map((item) => item.map((cell) => (all || /[",]/.test(cell) ? quoted(cell) : cell)).join(','))
    .join('\n');

/** One read, as each service and tool of AWS hands it on. */
const FORMS: Readonly<Record<string, (one: Record<string, unknown>) => string | Buffer>> = {
  'a trail, compressed': (event) => gzipSync(json({ Records: [event] })),
  'two compressed files in one': (event) => Buffer.concat([gzipSync(`${json(event)}\n`), gzipSync(`${json(event)}\n`)]),
  'the mark of a byte order': (event) => `\ufeff${json({ Records: [event] })}`,
  'one record over many lines': (event) => json(event, null, 2),
  'a subscription of CloudWatch Logs': (event) => json(inLogs(event)),
  'subscriptions one after the other': (event) =>
    `${json(inLogs(record('2026-11-09T09:00:00Z', 'ec2', 'DescribeInstances', reader)))}${json(inLogs(event))}`,
  'a test of a subscription before it': (event) =>
    `${json({ messageType: 'CONTROL_MESSAGE', logEvents: [] })}\n${json(inLogs(event))}`,
  'what a subscription hands to a function': (event) =>
    json({ awslogs: { data: gzipSync(json(inLogs(event))).toString('base64') } }),
  'an export of CloudWatch Logs': (event) =>
    gzipSync(`2026-11-09T22:10:01.000Z ${json(event)}\n2026-11-09T22:10:02.000Z ${json(event)}\n`),
  FilterLogEvents: (event) => json({ searchedLogStreams: [], events: [{ logStreamName: 's', message: json(event) }] }),
  'LookupEvents, with a token first': (event) =>
    json({ NextToken: 't', Events: [{ EventId: '1', CloudTrailEvent: json(event) }] }, null, 1),
  EventBridge: (event) =>
    json({ version: '0', 'detail-type': 'AWS API Call via CloudTrail', source: 'aws.s3', detail: event }),
  'a queue': (event) => json({ Messages: [{ MessageId: 'm', Body: json({ detail: event }) }] }),
  'a notification': (event) => json({ Type: 'Notification', Message: json({ 'detail-type': 'x', detail: event }) }),
  'rows of CloudTrail Lake': (event) => json({ QueryStatus: 'FINISHED', QueryResultRows: [lake(event)] }),
  'rows of CloudTrail Lake that hold the event': (event) => json({ QueryResultRows: [[{ eventJson: json(event) }]] }),
  'a table of CloudTrail Lake': (event) => gzipSync(table(structured(event))),
  'a table of Athena, each cell quoted': (event) => table(structured(event), true),
  'a table that holds the event': (event) => `eventTime,eventJson\n2026-11-09,${quoted(json(event))}\n`,
  'a table of CloudWatch Logs Insights': (event) =>
    `@timestamp,@message\r\n2026-11-09 22:10:00.000,${quoted(json(event))}\r\n`,
  'rows of CloudTrail Lake with structures of SQL': (event) => json({ QueryResultRows: [cells(structured(event))] }),
  Elastic: (event) => json({ '@timestamp': '2026-11-09T22:11:00Z', event: { original: json(event) } }),
};

describe('a read is found in every form in which its record is handed on', () => {
  test.each(Object.keys(FORMS))('%s', async (form) => {
    const found = await day({ 'file.json': present(FORMS[form])(read()) });
    expect(found.did).toMatchObject([
      { principal: roleArn(present(DIRECT[2])), evidence: 'E4', at: '2026-11-09T22:10:00Z', count: 1 },
    ]);
    expect(found.inputs.unusable).toEqual({});
  });

  test('and counts that CloudTrail writes beside it are nobody’s read, and no fault', async () => {
    const insight = {
      eventVersion: '1.08',
      eventTime: '2026-11-09T10:00:00Z',
      eventType: 'AwsCloudTrailInsight',
      eventCategory: 'Insight',
      insightDetails: { eventSource: 's3.amazonaws.com' },
    };
    const sum = {
      eventVersion: '1.11',
      eventTime: '2026-11-09T10:05:00Z',
      eventCategory: 'Aggregated',
      eventType: 'AwsAggregatedEvent',
      summary: {},
    };
    const { did, inputs } = await day(trail(insight, sum, read()));
    expect(did).toHaveLength(1);
    expect(inputs.unusable).toEqual({});
  });
});

test('what holds no record is named, file by file, with what to do', async () => {
  const { inputs } = await day({
    ...trail(read()),
    'empty.json': '',
    'history.csv': 'Event name,Event time,User name,Event source\nGetObject,2026-11-09,ana,s3.amazonaws.com\n',
    'flow.log':
      '2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK\n',
    'logs.zip': Buffer.from('504b0304140000000800', 'hex'),
    'no-records.json': json({ Records: [] }),
    'list.json': json({ widgets: [1] }),
  });
  expect(inputs.unused.map(({ file, code }) => [file, code])).toEqual([
    ['empty.json', 'logs.empty'],
    ['flow.log', 'logs.unread'],
    ['history.csv', 'logs.unread'],
    ['list.json', 'logs.unread'],
    ['logs.zip', 'logs.unread'],
  ]);
  expect(present(inputs.unused.find(({ file }) => file === 'history.csv')).fix).toContain('eventJson');
});

describe('what is known of an object that was fetched', () => {
  const only = async (event: object) => (await day(trail(event))).did;

  test('stands in the resources where the parameters are left out', async () => {
    expect(await only({ ...read(), requestParameters: null })).toMatchObject([
      { rows: { partitions: ['day=2026-11-03'] } },
    ]);
  });

  test('is the source of a copy, however it is named', async () => {
    const to = { bucketName: 'scratch', key: 'k' };
    const at = `arn:aws:s3:::${BUCKET}/${KEY}`;
    const resources = [
      { type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::scratch/k' },
      { type: 'AWS::S3::Object', ARN: at },
    ];
    const point = `arn:aws:s3:eu-west-1:111122223333:accesspoint/p/object/${KEY}`;
    for (const source of [
      undefined,
      `/${BUCKET}/${encodeURIComponent(KEY)}?versionId=v.1`,
      point,
      `p-abc-s3alias/${KEY}`,
    ]) {
      const requestParameters = { ...to, ...(source ? { 'x-amz-copy-source': source } : {}) };
      const [row, ...more] = await only({ ...read(), eventName: 'UploadPartCopy', requestParameters, resources });
      expect(row, source).toMatchObject({
        evidence: 'E5',
        copies: ['s3://scratch/k'],
        rows: { objects: [`s3://${BUCKET}/${KEY}`] },
      });
      expect(more).toEqual([]);
    }
  });

  test('is nothing where only its name, its rights or its head was asked for, or nothing came', async () => {
    const quiet = ['HeadObject', 'GetObjectAcl', 'GetObjectTagging', 'GetObjectAttributes', 'ListObjects', 'PutObject'];
    const refused = ['AccessDenied', 'SlowDown', 'NoSuchKey'].map((errorCode) => ({
      ...read(),
      errorCode,
      eventID: errorCode,
    }));
    expect(await only({})).toEqual([]);
    const { did, attempts } = await day(
      trail(...quiet.map((eventName) => ({ ...read(), eventName, eventID: eventName })), ...refused),
    );
    expect(did).toEqual([]);
    expect(attempts.map(({ error }) => error).sort()).toEqual(['AccessDenied', 'NoSuchKey', 'SlowDown']);
  });

  test('names every partition, and none where there were too many to keep', async () => {
    const rows = async (partitions: number) => {
      const reads = Array.from({ length: partitions }, (_, at) =>
        object('2026-11-09T22:10:00Z', 'GetObject', reader, BUCKET, `activity/day=2026-11-03/shard=${at}/a.parquet`),
      );
      return present((await day(trail(...reads))).did[0]).rows.partitions;
    };
    expect(await rows(1_000)).toHaveLength(1_000);
    expect(await rows(4_001)).toBe('unknown');
  });

  test('is all of it, or a part: a range, a selection, an address that was signed', async () => {
    const range = { ...read(), requestParameters: { bucketName: BUCKET, key: KEY, range: 'bytes=0-9' } };
    expect(await only(range)).toMatchObject([{ evidence: 'E2', columns: ['*'], columns_assumed: expect.any(String) }]);
    expect(await only({ ...read(), eventName: 'SelectObjectContent' })).toMatchObject([{ evidence: 'E2' }]);
    const signed = { ...read(), requestParameters: { bucketName: BUCKET, key: KEY, 'X-Amz-Expires': '300' } };
    expect(present((await only(signed))[0]).notes.join()).toContain('signed address');
  });
});

describe('the time that is asked about', () => {
  const at = (eventTime: string) => ({ ...read(), eventTime, eventID: eventTime });

  test('begins with its first second and ends before its last', async () => {
    const times = ['08T23:59:59', '09T00:00:00', '09T23:59:59', '10T00:00:00'].map((time) => at(`2026-11-${time}Z`));
    const { did } = await day(trail(...times));
    expect(did).toMatchObject([{ at: '2026-11-09T00:00:00Z', until: '2026-11-09T23:59:59Z', count: 2 }]);
  });

  test('holds no read of a session that read before it and after it', async () => {
    expect((await day(trail(at('2026-11-08T10:00:00Z'), at('2026-11-11T10:00:00Z')))).did).toEqual([]);
    const within = { from: '2026-11-09T10:30:00Z', to: '2026-11-09T10:40:00Z' };
    expect((await day(trail(at('2026-11-09T10:10:00Z'), at('2026-11-09T10:50:00Z')), within)).did).toEqual([]);
  });
});

test('who reads a copy in the time that is asked about is found, however long before it the copy was made, and from which copy', async () => {
  restart();
  const copy = (at: string, who: string, source: string, bucketName: string) =>
    object(at, 'CopyObject', session(who, 'c'), bucketName, 'p', {}, { 'x-amz-copy-source': source });
  const fetch = (at: string, who: string, bucket: string) => object(at, 'GetObject', session(who, 'r'), bucket, 'p');
  const { did } = await day(
    trail(
      copy('2026-11-06T10:00:00Z', present(DIRECT[2]), `${BUCKET}/${KEY}`, 'away'),
      copy('2026-11-07T10:00:00Z', present(SHUT_OUT[0]), 'away/p', 'far'),
      fetch('2026-11-08T10:00:00Z', present(SHUT_OUT[1]), 'far'),
      fetch('2026-11-09T10:00:00Z', present(SHUT_OUT[2]), 'far'),
      fetch('2026-11-09T11:00:00Z', present(SHUT_OUT[3]), 'away'),
      fetch('2026-11-09T12:00:00Z', present(SHUT_OUT[4]), 'other'),
    ),
  );
  expect(did.map(({ principal, at, via }) => [principal, at, via.replace(/.* made at /, '')])).toEqual([
    [roleArn(present(SHUT_OUT[2])), '2026-11-09T10:00:00Z', '2026-11-07T10:00:00Z'],
    [roleArn(present(SHUT_OUT[3])), '2026-11-09T11:00:00Z', '2026-11-06T10:00:00Z'],
  ]);
});

test('a record that comes again counts once: in another file, in another form, corrected', async () => {
  const one = read();
  const late = {
    ...one,
    eventID: 'new',
    addendum: { reason: 'UPDATED_DATA', originalEventID: one.eventID, originalRequestID: one.requestID },
  };
  const { did } = await day({
    'a.json': json({ Records: [late] }),
    'b.json': json(inLogs(one)),
    'c/a.json': json({ Records: [late] }),
  });
  expect(did).toMatchObject([{ count: 1 }]);
});

describe('who it was', () => {
  const taken = (eventName: string, userIdentity: object, id: string, key: string, requestParameters: object = {}) => ({
    ...record('2026-11-09T08:00:00Z', 'sts', eventName, userIdentity as never),
    requestParameters,
    responseElements: { credentials: { accessKeyId: key }, assumedRoleUser: { assumedRoleId: id } },
  });
  const by = (role: string, name: string, accessKeyId: string) => session(role, name, { accessKeyId });
  const user = (userName: string) => ({
    type: 'IAMUser',
    principalId: `AIDA${userName}`,
    arn: `arn:aws:iam::${ACCOUNT}:user/people/${userName}`,
    accountId: ACCOUNT,
    userName,
  });
  const idOf = (who: Record<string, unknown>) => String(who.principalId);

  test('is led back over every role to the person, by the key of the session', async () => {
    const first = by('base', 's', 'ASIA1');
    const second = by(present(DIRECT[2]), 'same', 'ASIA2');
    const other = by(present(DIRECT[2]), 'same', 'ASIA3');
    const fetched = (who: object, eventID: string) => ({ ...read(), userIdentity: who, eventID });
    const { did } = await day(
      trail(
        fetched(second, 'x'),
        fetched(other, 'y'),
        taken('AssumeRole', user('ana'), idOf(first), 'ASIA1'),
        taken('AssumeRole', first, idOf(second), 'ASIA2'),
        taken('AssumeRoleWithSAML', { type: 'SAMLUser', principalId: 'h:bo', userName: 'bo' }, idOf(other), 'ASIA3'),
      ),
    );
    expect(did.map(({ person }) => person).sort()).toEqual(['ana', 'bo']);
  });

  test('is nobody where several took a session of that name, and no key says which', async () => {
    const { accessKeyId: _, ...nameless } = by(present(DIRECT[2]), 'same', '') as Record<string, unknown>;
    const { did } = await day(
      trail(taken('AssumeRole', user('ana'), idOf(nameless), ''), taken('AssumeRole', user('bo'), idOf(nameless), ''), {
        ...read(),
        userIdentity: nameless,
      }),
    );
    expect(did).toMatchObject([{ person: '' }]);
  });

  test('is the name of the session for a role of IAM Identity Center, and root, and a service, by their names', async () => {
    const role = 'AWSReservedSSO_Analyst_0123456789abcdef';
    const rows = async (who: object) => (await day(trail({ ...read(), userIdentity: who }))).did;
    expect(await rows(session(role, 'ana@example.com'))).toMatchObject([{ person: 'ana@example.com' }]);
    expect(
      await rows({ type: 'Root', principalId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT }),
    ).toMatchObject([{ principal: `arn:aws:iam::${ACCOUNT}:root` }]);
    const centre = by(role, 'bo@example.com', 'ASIA7');
    const later = by(present(DIRECT[2]), 'botocore-session-1', 'ASIA8');
    const chain = trail({ ...read(), userIdentity: later }, taken('AssumeRole', centre, idOf(later), 'ASIA8'));
    expect((await day(chain)).did).toMatchObject([{ person: 'bo@example.com' }]);
    expect(await rows({ type: 'AWSService', invokedBy: 'cloudfront.amazonaws.com' })).toMatchObject([
      { principal: 'cloudfront.amazonaws.com', notes: ['who asked CloudFront, only its own logs say'] },
    ]);
  });
});

describe('queries of Athena', () => {
  const ID = '5b0c7a10-2222-4a11-9a11-0123456789ab';
  const OTHER = '5b0c7a10-3333-4a11-9a11-0123456789ab';
  const run = (id = ID, who = present(ANALYSTS[0]), at = '2026-11-09T09:00:00Z') =>
    query(at, id, who, `wk_${who}`, 'day=2026-11-01', BUCKET);
  const asked = async (sql: string, more: readonly object[] = [], texts: readonly object[] = []) => {
    restart();
    const files = {
      ...trail(...run(), ...more),
      'q.jsonl': [saved(ID, sql), ...texts].map((query) => json(query)).join('\n'),
    };
    return (await day(files)).did;
  };

  test.each([
    ['SELECT "kind" FROM "awsdatacatalog"."lake"."activity"', ['kind']],
    ['SELECT a.* FROM lake.activity a -- all of it', ['day', 'kind', 'title']],
    ['WITH x AS (SELECT title t FROM activity) SELECT count(*) FROM x /* no rows */', ['title']],
    ['SELECT KIND FROM Activity WHERE title IN (SELECT title FROM lake.ACTIVITY)', ['kind', 'title']],
    ["EXECUTE IMMEDIATE 'SELECT title FROM activity WHERE kind = ?' USING 'key'", ['kind', 'title']],
    ['SELECT row_number() OVER (PARTITION BY kind ORDER BY title) FROM activity', ['kind', 'title']],
  ])('%s', async (sql, columns) => {
    expect(await asked(sql)).toMatchObject([
      { principal: roleArn(present(ANALYSTS[0])), evidence: 'E4', columns, columns_assumed: null },
    ]);
  });

  test('of a prepared statement have read what any text of it reads, in its work group', async () => {
    const put = (WorkGroupName: string, QueryStatement: string) => ({
      PreparedStatement: { StatementName: 'p', WorkGroupName, QueryStatement },
    });
    const texts = [put('alpha', 'SELECT title FROM activity WHERE kind = ?'), put('beta', 'SELECT day FROM activity')];
    expect(await asked("EXECUTE p USING 'key'", [], texts)).toMatchObject([{ columns: ['kind', 'title'] }]);
    expect(present((await asked("EXECUTE p USING 'key'", [], texts.slice(1)))[0]).columns_assumed).toContain(
      'prepared',
    );
    const prepared = saved(OTHER, 'PREPARE p FROM SELECT kind FROM activity');
    expect(await asked('EXECUTE p', [], [prepared])).toMatchObject([{ columns: ['kind'] }]);
  });

  test('of a view have read what the view reads, when only the query that made it was saved', async () => {
    const view = saved(OTHER, 'CREATE OR REPLACE VIEW lake.v AS SELECT title FROM activity');
    expect(await asked('SELECT * FROM v', [], [view])).toMatchObject([{ columns: ['title'], columns_assumed: null }]);
  });

  test('of another source are none of the class, whatever its tables are called', async () => {
    restart();
    const [start] = run();
    const from = async (catalog: string) =>
      (
        await day({
          ...trail(present(start)),
          'q.json': json(saved(ID, `SELECT title FROM "${catalog}".lake.activity`)),
        })
      ).did;
    for (const other of ['lambda:crm', 's3tablescatalog/sales']) expect(await from(other)).toEqual([]);
    // Anybody may give the lake's own catalog another name.
    for (const same of ['mine', 'system', 's3tablescatalog-mine', 'lambda'])
      expect(await from(same), same).toMatchObject([{ columns: ['title'] }]);
  });

  test('that made a table: a reader of it, or of its files, has read a copy; a reader of others has not', async () => {
    const made = "CREATE TABLE mine.copy WITH (external_location = 's3://away/c') AS SELECT title FROM activity";
    const others = [
      ...run(OTHER, present(SHUT_OUT[0]), '2026-11-09T11:00:00Z').slice(0, 1),
      object('2026-11-09T12:00:00Z', 'GetObject', session(present(SHUT_OUT[1]), 'a'), 'away', 'c/part-1'),
      object('2026-11-09T12:00:00Z', 'GetObject', session(present(SHUT_OUT[2]), 'b'), 'away', 'elsewhere/part-1'),
      object(
        '2026-11-09T13:00:00Z',
        'CopyObject',
        session(present(SHUT_OUT[3]), 'c'),
        'far',
        'p',
        {},
        { 'x-amz-copy-source': 'away/c/part-1' },
      ),
      object('2026-11-09T14:00:00Z', 'GetObject', session(present(SHUT_OUT[4]), 'd'), 'far', 'p'),
      object('2026-11-09T08:00:00Z', 'GetObject', session(present(SHUT_OUT[5]), 'e'), 'away', 'c/before'),
    ];
    const did = await asked(made, others, [saved(OTHER, 'SELECT title FROM mine.copy')]);
    expect(did.map(({ principal }) => principal).sort()).toEqual(
      [present(ANALYSTS[0]), ...[0, 1, 3, 4].map((at) => present(SHUT_OUT[at]))].map(roleArn).sort(),
    );
    for (const row of did.slice(1)) expect(row.via).toMatch(/^a copy, .* made at 2026-11-09T/);
  });

  test('whose results another took: as a page, as a file, by a copy of the file, by the log of the bucket alone', async () => {
    const file = `results/${ID}.csv`;
    const more = [
      object('2026-11-09T10:00:00Z', 'GetObject', session(present(SHUT_OUT[0]), 'a'), 'results', file),
      object(
        '2026-11-09T10:00:00Z',
        'CopyObject',
        session(present(SHUT_OUT[1]), 'b'),
        'away',
        'x.csv',
        {},
        { 'x-amz-copy-source': `results/${file}` },
      ),
      object(
        '2026-11-09T10:00:00Z',
        'GetObject',
        session(present(ANALYSTS[0]), `wk_${ANALYSTS[0]}`, { invokedBy: 'athena.amazonaws.com' }, `wk_${ANALYSTS[0]}`),
        'results',
        file,
      ),
    ];
    const did = await asked('SELECT title FROM activity', more);
    expect(did.map(({ principal, evidence }) => [principal, evidence])).toEqual([
      [roleArn(present(ANALYSTS[0])), 'E4'],
      [roleArn(present(SHUT_OUT[0])), 'E5'],
      [roleArn(present(SHUT_OUT[1])), 'E5'],
    ]);
    expect(present(did[2]).copies).toEqual(['s3://away/x.csv']);
    restart();
    const line = `own results [09/Nov/2026:10:30:00 +0000] 198.51.100.7 arn:aws:sts::${ACCOUNT}:assumed-role/etl-08/s9 RQ1 REST.GET.OBJECT ${file} "GET /p HTTP/1.1" 200 - 1 8 41 12 "-" "aws-cli" - H= SigV4 TLS QueryString h TLSv1.3 - - eu-west-1`;
    const logged = await day({
      ...trail(...run()),
      'q.json': json(saved(ID, 'SELECT title FROM activity')),
      '2026-11-09-10-30-00-AB': line,
    });
    expect(logged.did.map(({ session: name }) => name)).toContain('s9');
  });

  test('that the time does not hold leave only who read their results in it', async () => {
    restart();
    const before = run(ID, present(ANALYSTS[0]), '2026-11-08T09:00:00Z');
    const later = record(
      '2026-11-09T10:00:00Z',
      'athena',
      'GetQueryResults',
      session(present(ANALYSTS[1]), 'wk_b', {}, 'wk_b'),
      { requestParameters: { queryExecutionId: ID } },
    );
    const text = json(saved(ID, 'SELECT title FROM activity'));
    const { did } = await day({ ...trail(...before, later), 'q.json': text });
    expect(did.map(({ principal }) => principal)).toEqual([roleArn(present(ANALYSTS[1]))]);
  });

  test('asked for by a location, or for another account, are still somebody’s', async () => {
    restart();
    const [, access] = run();
    const located = {
      ...present(access),
      requestParameters: { dataLocations: [`arn:aws:s3:::${BUCKET}/activity`] },
      additionalEventData: { requesterService: 'UNKNOWN' },
    };
    const foreign = {
      ...present(access),
      eventID: 'f',
      userIdentity: { type: 'AWSAccount', principalId: 'AROAFAR:s', accountId: '444455556666' },
      additionalEventData: {
        lakeFormationPrincipal: 'arn:aws:iam::444455556666:role/far',
        lakeFormationRoleSessionName: 'AWSLF-00-AT-1-2',
      },
    };
    const centre = {
      ...present(access),
      eventID: 'g',
      userIdentity: { type: 'AWSService', invokedBy: 'glue.amazonaws.com' },
      additionalEventData: {
        lakeFormationPrincipal: 'arn:aws:identitystore:::user/u-1',
        lakeFormationRoleSessionName: 'AWSLF-00-NA-1-3',
      },
      requestParameters: { tableArn: 'arn:aws:glue:eu-west-1:111122223333:table/lake/activity' },
    };
    const { did } = await day(trail(located, foreign, centre));
    expect(did.map(({ principal, evidence }) => [principal, evidence]).sort()).toEqual([
      ['arn:aws:iam::111122223333:role/analyst-01', 'E1'],
      ['arn:aws:iam::444455556666:role/far', 'E1'],
      ['arn:aws:identitystore:::user/u-1', 'E1'],
    ]);
  });
});

test('lines of an access log: what hands out an object counts, and what cannot be read to its end counts too', async () => {
  const line = (operation: string, session: string, tail: string) =>
    `own ${BUCKET} [09/Nov/2026:10:30:00 +0000] 198.51.100.7 arn:aws:sts::${ACCOUNT}:assumed-role/etl-08/${session} RQ${session} ${operation} ${KEY} "GET /p HTTP/1.1" ${tail}`;
  const good = '200 - 1 8 41 12 "-" "aws-cli" - H= SigV4 TLS QueryString h TLSv1.3 - - eu-west-1';
  const lines = [
    line('REST.GET.OBJECT', 'signed', good),
    line('REST.COPY.OBJECT_GET', 'copied', good),
    line('REST.GET.ACL', 'rights', good),
    line('REST.GET.OBJECT_TAGGING', 'tags', good),
    line('REST.HEAD.OBJECT', 'head', good),
    line('REST.GET.OBJECT', 'same', good.replace('200', '304')),
    line('REST.GET.OBJECT', 'cut', '200 - 1 8'),
  ];
  const { did } = await day({ '2026-11-09-10-30-00-AB': lines.join('\n') });
  expect(did.map(({ session: name }) => name).sort()).toEqual(['copied', 'cut', 'signed']);
  expect(present(did.find(({ session: name }) => name === 'signed')).notes.join()).toContain('signed address');
});

describe('a source that goes dark', () => {
  const place = `cloudtrail/${ACCOUNT}/eu-west-1`;
  const unknown = ({ coverage }: Investigation) => coverage.filter(({ state }) => state === 'unknown');
  /** A record a minute of three days, in two Regions, without what is silent. */
  const busy = (silent: (at: string, region: string) => boolean) => {
    const records: object[] = [];
    for (let minute = 0; minute < 3 * 24 * 60; minute++) {
      const at = new Date(Date.parse('2026-11-09T00:00:00Z') + minute * 60_000).toISOString().replace('.000', '');
      for (const awsRegion of ['eu-west-1', 'us-east-1']) {
        if (silent(at, awsRegion)) continue;
        records.push({ ...record(at, 'iam', 'ListRoles', reader), awsRegion });
        if (awsRegion === 'eu-west-1') records.push(object(at, 'GetObject', reader, 'other', 'k'));
      }
    }
    return records;
  };
  const to = { to: '2026-11-12T00:00:00Z' };

  test('is unknown from the minute, not only for whole hours, and only where it is dark', async () => {
    const dark = (at: string, region: string) =>
      at >= '2026-11-10T10:20:00Z' && at < '2026-11-10T12:40:00Z' && region === 'us-east-1';
    const found = unknown(await day(trail(...busy(dark)), to));
    const elsewhere = found.filter(({ source }) => source.startsWith(`cloudtrail/${ACCOUNT}/us-east-1/management`));
    expect(found).toEqual(elsewhere);
    expect([...new Set(found.map(({ hour }) => hour.slice(11, 13)))]).toEqual(['10', '11', '12']);
    expect(present(found[0]).why).toContain('no record for 40 minutes from 2026-11-10T10:20Z');
  });

  test('is not, where a source that speaks at random is silent for as long as chance makes it', async () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 48271) % 2147483647;
      return seed / 2147483647;
    };
    expect(unknown(await day(trail(...busy(() => random() < 0.8)), to))).toEqual([]);
  });

  test('is unknown in an hour of which a file is cut off or has a record without time, and for the Region of a file that a digest misses', async () => {
    const cut = json({ Records: [...busy(() => false)] }).replace(/.{40}$/, '');
    const name = (region: string, stamp: string) => `${ACCOUNT}_CloudTrail_${region}_20261110T${stamp}Z_x.json`;
    const lost = {
      s3Object: 'x/gone.json.gz',
      oldestEventTime: '2026-11-11T04:10:00Z',
      newestEventTime: '2026-11-11T04:20:00Z',
    };
    const digest = { digestStartTime: '2026-11-11T04:00:00Z', digestEndTime: '2026-11-11T05:00:00Z', logFiles: [lost] };
    const found = unknown(
      await day(
        {
          [name('eu-west-1', '1055')]: cut,
          [name('eu-west-1', '1355')]: json({ Records: [read(), { ...read(), eventTime: 'soon' }] }),
          [name('eu-west-1', '1555')]: json({ Records: [] }),
          [`${ACCOUNT}_CloudTrail-Digest_us-east-1_lake_eu-west-1_20261111T050000Z.json`]: json(digest),
        },
        to,
      ),
    );
    const hours = (region: string) => [
      ...new Set(found.filter(({ source }) => source.includes(region)).map(({ hour }) => hour.slice(8, 13))),
    ];
    expect(hours('eu-west-1')).toEqual(['10T10', '10T13']);
    expect(hours('us-east-1')).toEqual(['11T04']);
    expect(found.every(({ source }) => source.startsWith(place) || source.includes('us-east-1'))).toBe(true);
  });
});

test('a door beside the bucket leaves unknown who could read, and one to another bucket does not', async () => {
  const door = (eventName: string, requestParameters: object) => ({
    ...record('2026-11-09T10:00:00Z', 's3', eventName, session('deploy', 'ci')),
    requestParameters,
  });
  const doubts = async (event: object) => (await day(trail(event))).unknown.map(({ why }) => why);
  const point = (Bucket: string) => door('CreateAccessPoint', { name: 'p', CreateAccessPointRequest: { Bucket } });
  expect(await doubts(point(BUCKET))).toHaveLength(1);
  expect(await doubts(point('other'))).toEqual([]);
  expect(await doubts(door('CreateAccessGrant', { accountId: ACCOUNT }))).toHaveLength(1);
  expect(await doubts(door('PutBucketReplication', { bucketName: BUCKET }))).toHaveLength(1);
  expect(await doubts(door('PutBucketReplication', { bucketName: 'other' }))).toEqual([]);
});
