import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { contextOf } from '../../bin/embedded/invoke.ts';
import { configuration } from '../../bin/embedded/proof.ts';
import { readGate } from '../../lambdas/gate.ts';
import { proveHandler } from '../../lambdas/prove/handler.ts';
import { type ProveWorld, proveAgain } from '../../lambdas/prove/prove.ts';
import { answerReport } from '../../lambdas/sentinel/pause.ts';
import type { AccountReading, CallAnswer } from '../../lib/access/live/index.ts';
import { type Findings, findingsOf } from '../../lib/governance/live-proof/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { deployed } from '../access/live/deploy.ts';
import { HARMLESS, PLANTED } from '../access/live/drifts.ts';
import { synthesizedFolder } from '../platform/synthesized.ts';
import { present } from '../present.ts';
import { crashing } from './crash.ts';
import { NOW, openTestLake } from './lake.ts';

process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
process.env.POWERTOOLS_METRICS_DISABLED = 'true';
process.env.POWERTOOLS_TRACE_ENABLED = 'false';

let account: AccountReading;
beforeAll(async () => {
  const folder = await synthesizedFolder();
  const files = readdirSync(folder).filter((file) => file.endsWith('.template.json'));
  account = deployed(new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')])));
});

const at = (seconds: number): string => `${new Date(NOW.getTime() + seconds * 1_000).toISOString().slice(0, 19)}Z`;

/** A change past the deployment, as CloudTrail reports it. */
const call = (seconds = 0, changes: object = {}, id = '7c3e1b52-0d41-4d0c-9b8e-6f2a5d1c0e01') => ({
  'detail-type': 'AWS API Call via CloudTrail',
  source: 'aws.s3',
  detail: {
    userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::111122223333:assumed-role/Admin/mallory' },
    eventSource: 's3.amazonaws.com',
    eventName: 'PutBucketPolicy',
    eventTime: at(seconds),
    eventID: id,
    requestParameters: { bucketName: 'strongroom-raw' },
    ...changes,
  },
});
const schedule = { 'detail-type': 'Scheduled Event', source: 'aws.events', detail: {} };

/** A reading is decided once, however often it is read here: the claims take a second. */
const decided = new Map<readonly CallAnswer[], Promise<Findings>>();
const find: ProveWorld['find'] = async (reading, occasion, facts) => {
  const found = decided.get(reading.answers) ?? findingsOf(reading, configuration, occasion, facts);
  decided.set(reading.answers, found);
  return { ...(await found), began: reading.at, occasion };
};

async function worldOf(reading: AccountReading, options: { gate?: boolean } = {}) {
  const lake = await openTestLake(options);
  const told: { subject: string; text: string }[] = [];
  const seen = { readings: 0, waited: 0 };
  const world: ProveWorld = {
    ports: lake.ports,
    find,
    read: async () => {
      seen.readings++;
      return reading;
    },
    tell: async (subject, text) => void told.push({ subject, text }),
    wait: async (ms) => {
      seen.waited += ms;
      lake.advance(ms);
    },
  };
  return { ...lake, world, told, seen };
}

async function records({ objects }: Ports): Promise<Findings[]> {
  const found: Findings[] = [];
  for await (const { key } of objects.listVersions('audit', 'proofs/'))
    found.push(JSON.parse(Buffer.concat(await Array.fromAsync(await objects.get('audit', key))).toString()));
  return found;
}

let made: AccountReading | undefined;
/** The account after somebody opened the raw zone in it. */
const opened = (): AccountReading => {
  made ??= present(PLANTED['a bucket policy lets another account in']).plant(account);
  return made;
};

describe('after a reported call', () => {
  test('of an account that is what its templates say, approvers hear that every claim holds', async () => {
    const { world, ports, told, seen } = await worldOf(account);
    await answerReport(ports, call());
    expect(await proveHandler(world)(call(), contextOf('prove'))).toEqual({ answer: 'proved' });
    expect(told).toHaveLength(1);
    expect(present(told[0]).text).toMatch(/All \d{3} claims hold\..*differs in nothing/s);
    expect(present(told[0]).text).toContain('7c3e1b52-0d41-4d0c-9b8e-6f2a5d1c0e01');
    expect(seen).toEqual({ readings: 1, waited: 20_000 });
    // It opens nothing.
    expect((await readGate(ports)).gate).toMatchObject({ state: 'paused', reason: 'policy-changed' });
    expect(await records(ports)).toMatchObject([{ verdict: 'proved', fallen: [], drifts: [], severity: [] }]);
  });

  test('that opened the raw zone, it pauses, files the witness, rates it, and says so', async () => {
    const { world, ports, told } = await worldOf(opened());
    expect(await proveAgain(world, call())).toBe('refuted');
    expect((await readGate(ports)).gate).toMatchObject({
      state: 'paused',
      reason: 'live-proof-refuted',
      call: { name: 'PutBucketPolicy' },
    });
    const [record] = await records(ports);
    const fallen = present(record).fallen.find(({ id }) => id.startsWith('two-locks/raw'));
    expect(fallen?.witness?.path.length).toBeGreaterThan(0);
    expect(present(record).severity).toContainEqual(expect.objectContaining({ class: 'raw', level: 'SEV 2' }));
    expect(
      present(record)
        .drifts.map(({ text }) => text)
        .join(),
    ).toContain('strongroom-raw');
    expect(present(told[0]).subject).toContain('REFUTED');
    expect(present(told[0]).text).toContain('Severity of raw: SEV 2');
  });

  test.each(Object.keys(HARMLESS).filter((name) => name.includes('another workload')))(
    '%s: is reported as harmless',
    async (name) => {
      const { world, told } = await worldOf(present(HARMLESS[name])(account));
      expect(await proveAgain(world, call())).toBe('proved');
      expect(present(told[0]).text).toContain('differs in nothing');
    },
  );

  test('of something that AWS does not answer, the claims are undecided: people are told, collection goes on', async () => {
    const answers = account.answers.map(
      (answer): CallAnswer =>
        answer.call === 's3:GetBucketPolicy' && JSON.stringify(answer.input).includes('strongroom-raw')
          ? { call: answer.call, input: answer.input, error: { code: 'aws.throttled', why: 'slow down' } }
          : answer,
    );
    const { world, ports, told } = await worldOf({ ...account, answers });
    expect(await proveAgain(world, call())).toBe('undecided');
    expect(present(told[0]).text).toContain('s3:GetBucketPolicy [aws.throttled]: slow down');
    expect((await readGate(ports)).gate.state).toBe('running');
  });

  test('of which the trail left out the document, that is said', async () => {
    const omitted = { reason: 'requestParameters too large', omitted: 'true', originalSize: '131072' };
    const { world, told } = await worldOf(account);
    await proveAgain(world, call(0, { requestParameters: omitted }));
    expect(present(told[0]).text).toContain('The trail left out what it was given');
  });

  test.each([
    ['a call that failed', call(0, { errorCode: 'AccessDenied' }), 'failed-call', 0],
    ['no time', call(0, { eventTime: undefined }), 'proved', 1],
    ['nothing', null, 'proved', 1],
  ])('%s', async (_, event, answer, readings) => {
    const { world, seen } = await worldOf(account);
    expect(await proveAgain(world, event)).toBe(answer);
    expect(seen.readings).toBe(readings);
  });
});

describe('a hundred calls', () => {
  test('that come twice, late and out of order cost one reading where it began after them', async () => {
    const { world, seen, told, advance } = await worldOf(account);
    advance(60_000);
    const calls = Array.from({ length: 50 }, (_, i) => call(i));
    for (const event of [...calls.toReversed(), ...calls]) await proveAgain(world, event);
    expect(seen.readings).toBe(1);
    expect(told).toHaveLength(1);
    // One that was made after the reading began is not in it.
    advance(10_000);
    expect(await proveAgain(world, call(75))).toBe('proved');
    expect(seen.readings).toBe(2);
  });

  test('at the same time are each covered by a reading that began after them', async () => {
    const { world, ports, seen } = await worldOf(account);
    const answers = await Promise.all(
      [call(0), call(0, {}, 'other'), call(0, {}, 'third')].map((event) => proveAgain(world, event)),
    );
    expect(answers).toEqual(['proved', 'proved', 'proved']);
    expect(await records(ports)).toHaveLength(seen.readings);
    expect(await proveAgain(world, call(0))).toBe('covered');
  });

  test.each([
    ['makes no sense', { began: 'never' }],
    [
      'is still to come',
      { began: '2099-01-01T00:00:00.000Z', verdict: 'proved', key: 'a', digest: 'a'.repeat(64), says: '' },
    ],
  ])('a newest reading that %s covers nothing', async (_, data) => {
    const { world, ports, seen } = await worldOf(account);
    await ports.control.write([{ pk: 'proof', sk: 'last', ifRev: 0, data }]);
    await proveAgain(world, call());
    expect(seen.readings).toBe(1);
  });
});

describe('on the schedule', () => {
  test('people hear of something new, and of nothing that they were told before', async () => {
    const { world, told, advance } = await worldOf(account);
    await proveAgain(world, schedule);
    expect(told).toHaveLength(1);
    advance(3_600_000);
    await proveAgain(world, schedule);
    expect(told).toHaveLength(1);
    const read = async () => opened();
    advance(3_600_000);
    for (const _ of [0, 1]) await proveAgain({ ...world, read }, schedule);
    expect(told).toHaveLength(2);
    expect(present(told[1]).subject).toContain('REFUTED');
  });

  test('a change that no event reported pauses', async () => {
    const { world, ports } = await worldOf(opened());
    await proveAgain(world, schedule);
    expect((await readGate(ports)).gate).toMatchObject({ state: 'paused', reason: 'live-proof-refuted' });
  });

  test('a pause that stands keeps its reason', async () => {
    const { world, ports } = await worldOf(opened());
    await answerReport(ports, call());
    await proveAgain(world, call());
    expect((await readGate(ports)).gate).toMatchObject({ reason: 'policy-changed' });
  });
});

test.each([0, 1, 2, 3].flatMap((write) => (['before', 'after'] as const).map((when) => [when, write] as const)))(
  'after a crash %s write %i the next delivery closes, files and says what is missing',
  async (when, write) => {
    const { world, ports, told } = await worldOf(opened());
    const { ports: dying, crashed } = crashing(ports, write, when);
    await proveAgain({ ...world, ports: dying }, call()).catch(() => {});
    expect(crashed()).toBe(true);
    await proveAgain(world, call());
    expect((await readGate(ports)).gate).toMatchObject({ state: 'paused', reason: 'live-proof-refuted' });
    expect((await records(ports)).length).toBeGreaterThan(0);
    expect(told.length).toBeGreaterThan(0);
  },
);
