import { describe, expect, test } from 'vitest';
import { contextOf, httpRequest } from '../../bin/embedded/invoke.ts';
import { announceTemplates, readGate } from '../../lambdas/gate.ts';
import { BELIEVED_MS } from '../../lambdas/ingest/gatekeeper.ts';
import { ingestHandler } from '../../lambdas/ingest/handler.ts';
import { approve, askedNow, fileProposal, pauseGate, restart } from '../../lambdas/restart.ts';
import { sentinelHandler } from '../../lambdas/sentinel/handler.ts';
import { answerReport } from '../../lambdas/sentinel/pause.ts';
import { propose } from '../../lib/governance/gate/certificate.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { gzipLines, openOf, pointerAt, sealLines } from '../activity/build.ts';
import { PROPOSED, TEMPLATES } from '../governance/certificates.ts';
import { crashing } from './crash.ts';
import { openTestLake, SETTINGS } from './lake.ts';

process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
process.env.POWERTOOLS_METRICS_DISABLED = 'true';
process.env.POWERTOOLS_TRACE_ENABLED = 'false';

const HOUR = 3_600_000;
const person = (id: string) => ({ id, via: 'declared' }) as const;

/** A grant that somebody made past the deployment, as CloudTrail reports it. */
const grant = (changes: object = {}, id = '7c3e1b52-0d41-4d0c-9b8e-6f2a5d1c0e01') => ({
  version: '0',
  id: 'b1c2d3e4-0000-4000-8000-000000000001',
  'detail-type': 'AWS API Call via CloudTrail',
  source: 'aws.lakeformation',
  account: '111122223333',
  detail: {
    eventVersion: '1.09',
    userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::111122223333:assumed-role/Admin/mallory' },
    eventSource: 'lakeformation.amazonaws.com',
    eventName: 'GrantPermissions',
    eventID: id,
    requestParameters: { principal: { dataLakePrincipalIdentifier: 'mallory' }, permissions: ['SELECT'] },
    ...changes,
  },
});

const sentinel = (ports: Ports) => {
  const handler = sentinelHandler(ports);
  return async (event: unknown) => (await handler(event, contextOf('sentinel'))) as { answer: string };
};

/** Sends a segment of its own through the real handler. */
function collector(ports: Ports) {
  const handler = ingestHandler(ports, SETTINGS);
  return async () => {
    const t0 = new Date(ports.clock.now().getTime() - HOUR).toISOString();
    const body = gzipLines(sealLines(openOf({ clock: { ...openOf().clock, t0 } }), [pointerAt(0)]));
    const answer = (await handler(httpRequest('POST', '/segments', 'd-4', body), contextOf('ingest'))) as {
      statusCode: number;
      body: string;
    };
    return { status: answer.statusCode, ...JSON.parse(answer.body) };
  };
}

const filed = async (ports: Ports): Promise<string[]> => {
  const texts: string[] = [];
  for await (const { key } of ports.objects.listVersions('audit', 'gate/'))
    texts.push(Buffer.concat(await Array.fromAsync(await ports.objects.get('audit', key))).toString());
  return texts;
};

const certify = async (ports: Ports): Promise<string> => {
  const { after, now } = await askedNow(ports, SETTINGS);
  const proposal = propose({ ...PROPOSED, after, issued: now.toISOString() });
  await fileProposal(ports, proposal);
  return proposal.id;
};
const approveAll = async (ports: Ports, id: string): Promise<void> => {
  for (const name of ['ada', 'ben']) await approve(ports, SETTINGS, id, person(name));
};

describe('a grant that nobody approved', () => {
  test('pauses collection: ingest answers 423 within the time that it believes an open gate', async () => {
    const { ports, advance } = await openTestLake();
    const send = collector(ports);
    expect((await send()).status).toBe(200);
    expect(await sentinel(ports)(grant())).toEqual({ answer: 'paused' });
    advance(BELIEVED_MS);
    expect(await send()).toMatchObject({ status: 423, code: 'gate.paused', reason: 'policy-changed' });
  });

  test('leaves in the gate and in the audit zone which call it was, and nothing of who made it or with what', async () => {
    const { ports } = await openTestLake();
    await sentinel(ports)(grant());
    const call = { service: 'lakeformation', name: 'GrantPermissions', id: grant().detail.eventID };
    expect((await readGate(ports)).gate).toMatchObject({ state: 'paused', by: null, call });
    const texts = await filed(ports);
    expect(texts).toHaveLength(1);
    expect(JSON.parse(texts[0] ?? '')).toMatchObject({ reason: 'policy-changed', call });
    const stored = await Array.fromAsync(ports.control.query('gate'));
    expect(JSON.stringify([texts, stored])).not.toMatch(/mallory|SELECT|111122223333/);
  });

  const answers: [string, unknown, string, string | undefined][] = [
    ['a grant', grant(), 'paused', 'policy-changed'],
    [
      'a change of a key',
      grant({ eventSource: 'kms.amazonaws.com', eventName: 'PutKeyPolicy' }),
      'paused',
      'policy-changed',
    ],
    [
      'a name with a version',
      grant({ eventSource: 'lambda.amazonaws.com', eventName: 'AddPermission20150331v2' }),
      'paused',
      'policy-changed',
    ],
    ['a call that failed', grant({ errorCode: 'AccessDenied' }), 'failed-call', undefined],
    ['an error code that says nothing', grant({ errorCode: '' }), 'paused', 'policy-event-unreadable'],
    ['an error code that is no text', grant({ errorCode: null }), 'paused', 'policy-event-unreadable'],
    ['no detail', { ...grant(), detail: undefined }, 'paused', 'policy-event-unreadable'],
    ['no name', grant({ eventName: undefined }), 'paused', 'policy-event-unreadable'],
    ['no id', grant({ eventID: undefined }), 'paused', 'policy-event-unreadable'],
    ['a name that is no name', grant({ eventName: 'Grant <b>' }), 'paused', 'policy-event-unreadable'],
    ['another service', grant({ eventSource: 'example.com' }), 'paused', 'policy-event-unreadable'],
    ['another kind of event', { ...grant(), 'detail-type': 'x' }, 'paused', 'policy-event-unreadable'],
    ['no object', 'text', 'paused', 'policy-event-unreadable'],
    ['nothing', null, 'paused', 'policy-event-unreadable'],
  ];
  test.each(answers)('%s', async (_, event, answer, reason) => {
    const { ports } = await openTestLake();
    expect(await sentinel(ports)(event)).toEqual({ answer });
    const { gate } = await readGate(ports);
    expect(gate).toMatchObject(reason === undefined ? { state: 'running' } : { state: 'paused', reason });
    expect('call' in gate).toBe(reason === 'policy-changed');
  });

  test('delivered again it does nothing more, not even after a restart; the next change pauses again', async () => {
    const { ports, advance } = await openTestLake();
    const answer = sentinel(ports);
    await answer(grant());
    const before = await filed(ports);
    expect(await answer(grant())).toEqual({ answer: 'paused' });
    expect(await filed(ports)).toEqual(before);
    advance(HOUR);
    const id = await certify(ports);
    await approveAll(ports, id);
    await restart(ports, SETTINGS, id, person('gil'));
    await answer(grant());
    expect((await readGate(ports)).gate.state).toBe('running');
    expect((await collector(ports)()).status).toBe(200);
    expect(await answer(grant({}, 'another'))).toEqual({ answer: 'paused' });
    expect((await readGate(ports)).gate.state).toBe('paused');
  });

  test('a pause of somebody else stays as it is', async () => {
    const { ports } = await openTestLake();
    const { gate } = await pauseGate(ports, SETTINGS, person('gil'), 'drill');
    expect(await sentinel(ports)(grant())).toEqual({ answer: 'already' });
    expect((await readGate(ports)).gate).toEqual(gate);
  });

  test('before any certificate it finds collection paused, and does not need a gate', async () => {
    const { ports } = await openTestLake({ gate: false });
    expect(await sentinel(ports)(grant())).toEqual({ answer: 'already' });
    expect((await readGate(ports)).gate).toMatchObject({ state: 'paused', reason: 'never-certified' });
  });

  test('voids approvals that were given before it', async () => {
    const { ports, advance } = await openTestLake();
    await pauseGate(ports, SETTINGS, person('gil'), 'drill');
    advance(HOUR);
    const id = await certify(ports);
    await approveAll(ports, id);
    advance(1_000);
    expect(await sentinel(ports)(grant())).toEqual({ answer: 'paused' });
    await expect(restart(ports, SETTINGS, id, person('gil'))).rejects.toMatchObject({ code: 'certificate.stale' });
    advance(1_000);
    const next = await certify(ports);
    await approveAll(ports, next);
    await restart(ports, SETTINGS, next, person('gil'));
    expect((await readGate(ports)).gate.state).toBe('running');
  });

  test('voids them before the first start too', async () => {
    const { ports, advance } = await openTestLake({ gate: false });
    await announceTemplates(ports.control, TEMPLATES);
    const id = await certify(ports);
    await approveAll(ports, id);
    advance(1_000);
    expect(await sentinel(ports)(grant())).toEqual({ answer: 'paused' });
    await expect(restart(ports, SETTINGS, id, person('gil'))).rejects.toMatchObject({ code: 'certificate.stale' });
  });

  test('a state that makes no sense is paused for good', async () => {
    const { ports } = await openTestLake();
    const { rev } = await readGate(ports);
    await ports.control.write([{ pk: 'gate', sk: 'state', ifRev: rev, data: { state: 'open' } }]);
    expect(await sentinel(ports)(grant())).toEqual({ answer: 'paused' });
    expect(await readGate(ports)).toMatchObject({
      readable: true,
      gate: { state: 'paused', reason: 'policy-changed' },
    });
  });

  test('when others change the gate meanwhile it tries again, and says so when it cannot', async () => {
    const { ports } = await openTestLake();
    const refusing = (times: number): Ports => {
      let left = times;
      const control = new Proxy(ports.control, {
        get: (target, name) => {
          const value = Reflect.get(target, name, target);
          if (name !== 'write') return typeof value === 'function' ? value.bind(target) : value;
          return async (items: Parameters<typeof target.write>[0]) =>
            items.some(({ sk }) => sk === 'state') && left-- > 0 ? false : target.write(items);
        },
      });
      return { ...ports, control };
    };
    await expect(sentinel(refusing(99))(grant())).rejects.toThrow();
    expect((await readGate(ports)).gate.state).toBe('running');
    // Lambda hands the same event over again: that the first attempt failed must not count as an answer.
    expect(await sentinel(refusing(2))(grant())).toEqual({ answer: 'paused' });
    expect((await readGate(ports)).gate.state).toBe('paused');
  });

  const crashes = [0, 1].flatMap((at) => (['before', 'after'] as const).map((when) => [when, at] as const));
  test.each(crashes)('a crash %s write %i is made good by the next delivery', async (when, at) => {
    const { ports } = await openTestLake();
    const { ports: dying, crashed } = crashing(ports, at, when);
    await expect(answerReport(dying, grant())).rejects.toThrow();
    expect(crashed()).toBe(true);
    const closed = (await collector(ports)()).reason;
    await answerReport(ports, grant());
    expect((await readGate(ports)).gate).toMatchObject({ state: 'paused', reason: 'policy-changed' });
    expect(await filed(ports)).toHaveLength(1);
    // What reads the gate first is closed by the first write already.
    if (at > 0 || when === 'after')
      expect(closed).toBe(at === 1 && when === 'after' ? 'policy-changed' : 'pause-recorded');
  });
});
