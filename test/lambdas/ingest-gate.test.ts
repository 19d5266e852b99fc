import { describe, expect, test } from 'vitest';
import { contextOf, httpRequest } from '../../bin/embedded/invoke.ts';
import { announceRetention, announceTemplates, readFacts, readGate } from '../../lambdas/gate.ts';
import { BELIEVED_MS, Gatekeeper } from '../../lambdas/ingest/gatekeeper.ts';
import { ingestHandler } from '../../lambdas/ingest/handler.ts';
import { approve, askedNow, fileProposal, pauseGate, restart, settle } from '../../lambdas/restart.ts';
import { propose, sha256Of } from '../../lib/governance/gate/certificate.ts';
import { type Gate, isOpen } from '../../lib/governance/gate/gate.ts';
import { CONTROL_ITEMS, writeItem } from '../../lib/ledger/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { gzipLines, openOf, pointerAt, sealLines } from '../activity/build.ts';
import { CERTIFIED, newSigner, PROPOSED, signed, TEMPLATES } from '../governance/certificates.ts';
import { present } from '../present.ts';
import { NOW, openGate, openTestLake, SETTINGS } from './lake.ts';

process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
process.env.POWERTOOLS_METRICS_DISABLED = 'true';
process.env.POWERTOOLS_TRACE_ENABLED = 'false';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const GIL = { id: 'gil', via: 'declared' } as const;

/** Sends a segment of its own through the real handler. */
function collector(ports: Ports) {
  const handler = ingestHandler(ports, SETTINGS);
  return async () => {
    const t0 = new Date(ports.clock.now().getTime() - HOUR).toISOString();
    const opening = openOf({ clock: { ...openOf().clock, t0 } });
    const body = gzipLines(sealLines(opening, [pointerAt(0)]));
    const answer = (await handler(httpRequest('POST', '/segments', 'd-4', body), contextOf('ingest'))) as {
      statusCode: number;
      headers: Record<string, string>;
      body: string;
    };
    return { status: answer.statusCode, retry: answer.headers['retry-after'], ...JSON.parse(answer.body) };
  };
}

const stored = (ports: Ports) => Array.fromAsync(ports.objects.listVersions('raw', ''));

describe('collection is off until the proof passes', () => {
  test('before any certificate ingest answers 423, says why and when to ask again, and nothing lands', async () => {
    const { ports } = await openTestLake({ gate: false });
    expect(await collector(ports)()).toMatchObject({
      status: 423,
      code: 'gate.paused',
      reason: 'never-certified',
      retry: '300',
      retry_after_s: 300,
    });
    expect(await stored(ports)).toEqual([]);
  });

  test('an open gate lets a segment in', async () => {
    const { ports } = await openTestLake();
    expect(await collector(ports)()).toMatchObject({ status: 200, code: 'stored' });
  });

  test('a frame is refused as a segment is', async () => {
    const { ports } = await openTestLake({ gate: false });
    const path = `/segments/${openOf().batch}/frames/${'0'.repeat(64)}`;
    const handler = ingestHandler(ports, SETTINGS);
    const answer = (await handler(httpRequest('PUT', path, 'd-4', Buffer.from('x')), contextOf('ingest'))) as {
      statusCode: number;
    };
    expect(answer.statusCode).toBe(423);
    expect(await stored(ports)).toEqual([]);
  });
});

describe('the gate at the door', () => {
  test('a pause is honoured within a minute, however busy the door is', async () => {
    const { ports, advance } = await openTestLake();
    const send = collector(ports);
    expect((await send()).status).toBe(200);
    await pauseGate(ports, SETTINGS, GIL, 'drill');
    let waited = 0;
    for (; (await send()).status === 200; waited += 1_000) advance(1_000);
    expect(waited).toBeLessThanOrEqual(BELIEVED_MS);
    expect(BELIEVED_MS).toBeLessThanOrEqual(60_000);
    expect(await send()).toMatchObject({ status: 423, reason: 'drill' });
  });

  test('a pause is honoured in time when the clock on the wall is set back, and when the other one stands still', async () => {
    for (const [wall, mono] of [
      [-20_000, BELIEVED_MS],
      [-60_000, 1_000],
      [BELIEVED_MS, 0],
    ] as const) {
      const { ports, advance } = await openTestLake();
      let running = 0;
      const gatekeeper = new Gatekeeper(ports, SETTINGS, () => running);
      await gatekeeper.check();
      await pauseGate(ports, SETTINGS, GIL, 'drill');
      advance(wall);
      running += mono;
      await expect(gatekeeper.check()).rejects.toMatchObject({ code: 'gate.paused', reason: 'drill' });
    }
  });

  test('a certificate that has expired stays expired when the clock is set back', async () => {
    const { ports, advance } = await openTestLake({ gate: false });
    await openGate(ports);
    const gatekeeper = new Gatekeeper(ports, SETTINGS);
    advance(-30 * DAY);
    // The certificate was filed after the time that the clock tells: it is not "not yet".
    await gatekeeper.check();
    advance(60 * DAY);
    await announceRetention(ports);
    await expect(gatekeeper.check()).rejects.toMatchObject({ reason: 'certificate-expired' });
    advance(-20 * DAY);
    await expect(gatekeeper.check()).rejects.toMatchObject({ reason: 'certificate-expired' });
    // A function that has just started has not seen that. Retention has run by then: a clock that is set back finds that in the future.
    await expect(new Gatekeeper(ports, SETTINGS).check()).rejects.toMatchObject({ reason: 'retention-late' });
  });

  test('a restart is honoured at once', async () => {
    const { ports, advance } = await openTestLake();
    const send = collector(ports);
    await pauseGate(ports, SETTINGS, GIL, 'drill');
    expect((await send()).status).toBe(423);
    advance(HOUR);
    await certified(ports);
    expect((await send()).status).toBe(200);
  });

  test('a certificate expires to the second, though it was believed a second ago', async () => {
    const { ports, advance } = await openTestLake();
    const send = collector(ports);
    advance(Date.parse(PROPOSED.expires) - NOW.getTime() - 1_000);
    await announceRetention(ports);
    expect((await send()).status).toBe(200);
    advance(1_000);
    expect(await send()).toMatchObject({ status: 423, reason: 'certificate-expired' });
  });

  const lapses: [string, string, (ports: Ports, advance: (ms: number) => void) => unknown][] = [
    ['other templates are deployed', 'templates-changed', ({ control }) => announceTemplates(control, sha256Of('new'))],
    ['retention is dead', 'retention-late', (_, advance) => advance(2 * DAY + 1)],
  ];
  test.each(lapses)('when %s it closes, and the next look writes that down', async (_, reason, happen) => {
    const { ports, advance } = await openTestLake();
    const send = collector(ports);
    expect((await send()).status).toBe(200);
    await happen(ports, advance);
    advance(BELIEVED_MS);
    expect(await send()).toMatchObject({ status: 423, reason });
    expect((await readGate(ports)).gate.state).toBe('running');
    expect((await settle(ports, SETTINGS)).gate).toMatchObject({ state: 'paused', reason, by: null });
  });

  test('whatever cannot be read keeps it shut: 503, with a time to ask again', async () => {
    const { ports, advance } = await openTestLake();
    const broken: [string, Ports][] = [
      ['the table', withControl(ports, { get: () => Promise.reject(new Error('down')) })],
      [
        'the key',
        { ...ports, keys: { ...ports.keys, publicKey: () => Promise.reject(new Error('down')) } as Ports['keys'] },
      ],
    ];
    for (const [what, failing] of broken)
      expect([what, await collector(failing)()]).toEqual([
        what,
        expect.objectContaining({ status: 503, code: 'gate.unknown', retry: '60' }),
      ]);
    // A gate that was open is not believed for ever either.
    let down = false;
    const flaky = withControl(ports, {
      get: (pk, sk) => (down ? Promise.reject(new Error('down')) : ports.control.get(pk, sk)),
    });
    const send = collector(flaky);
    expect((await send()).status).toBe(200);
    down = true;
    advance(BELIEVED_MS);
    expect((await send()).status).toBe(503);
  });

  test('a state that makes no sense is a pause, and needs new approvals after it was found', async () => {
    const { ports, advance } = await openTestLake();
    const { rev } = await readGate(ports);
    await ports.control.write([{ pk: 'gate', sk: 'state', ifRev: rev, data: { state: 'running' } }]);
    expect(await collector(ports)()).toMatchObject({ status: 423, reason: 'unreadable' });
    const found = await settle(ports, SETTINGS);
    expect(found.gate).toMatchObject({ state: 'paused', reason: 'unreadable' });
    expect((await settle(ports, SETTINGS)).rev).toBe(found.rev);
    advance(HOUR);
    await certified(ports);
    expect((await collector(ports)()).status).toBe(200);
  });

  test('a certificate put into the table without the key of the governor opens nothing', async () => {
    const { ports } = await openTestLake({ gate: false });
    await announceTemplates(ports.control, TEMPLATES);
    const forged = await signed(CERTIFIED, newSigner());
    const data: Gate = {
      state: 'running',
      since: NOW.toISOString(),
      by: null,
      first: NOW.toISOString(),
      certificate: forged,
    };
    await ports.control.write([writeItem(CONTROL_ITEMS.gate, {}, { data, ifRev: 0 })]);
    expect(await collector(ports)()).toMatchObject({ status: 423, reason: 'certificate-invalid' });
    expect(await stored(ports)).toEqual([]);
  });
});

describe('fail closed when retention dies', () => {
  test('a silent retention job pauses after its lag, a run brings no restart by itself, and a restart needs the run', async () => {
    const { ports, advance } = await openTestLake();
    advance(2 * DAY + 1);
    expect(await collector(ports)()).toMatchObject({ status: 423, reason: 'retention-late' });
    await settle(ports, SETTINGS);
    await expect(certified(ports)).rejects.toMatchObject({ code: 'gate.retention-late' });
    await announceRetention(ports);
    expect((await collector(ports)()).status).toBe(423);
    advance(1_000);
    await certified(ports);
    expect((await collector(ports)()).status).toBe(200);
  });
});

/** Asks, has it approved by two, and restarts. */
async function certified(ports: Ports, changes: object = {}): Promise<string> {
  const now = ports.clock.now();
  const proposal = propose({
    ...PROPOSED,
    after: (await askedNow(ports, SETTINGS)).after,
    issued: now.toISOString(),
    expires: new Date(now.getTime() + 30 * DAY).toISOString(),
    ...changes,
  });
  await fileProposal(ports, proposal);
  for (const id of ['ada', 'ben']) await approve(ports, SETTINGS, proposal.id, { id, via: 'declared' });
  await restart(ports, SETTINGS, proposal.id, GIL);
  return proposal.id;
}

const withControl = (ports: Ports, changes: Partial<Ports['control']>): Ports => ({
  ...ports,
  control: {
    get: (pk, sk) => ports.control.get(pk, sk),
    write: (writes) => ports.control.write(writes),
    query: (pk, prefix) => ports.control.query(pk, prefix),
    between: (pk, from, to) => ports.control.between(pk, from, to),
    ...changes,
  },
});

describe('a restart', () => {
  const asked = async (ports: Ports) => {
    const now = ports.clock.now();
    const { after } = await askedNow(ports, SETTINGS);
    const proposal = propose({ ...PROPOSED, after, issued: now.toISOString() });
    await fileProposal(ports, proposal);
    return proposal.id;
  };
  const fresh = async () => {
    const { ports, advance } = await openTestLake({ gate: false });
    await announceTemplates(ports.control, TEMPLATES);
    return { ports, advance };
  };
  const by = (id: string) => ({ id, via: 'declared' }) as const;
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error) => error.code,
    );

  test('needs two others, each once', async () => {
    const { ports } = await fresh();
    const id = await asked(ports);
    expect(await codeOf(approve(ports, SETTINGS, id, by('rae')))).toBe('certificate.approvers');
    expect(await codeOf(restart(ports, SETTINGS, id, GIL))).toBe('certificate.approvers');
    expect(await approve(ports, SETTINGS, id, by('ada'))).toHaveLength(1);
    for (const ada of ['ada', 'Ada ', 'ADA'])
      expect(await codeOf(approve(ports, SETTINGS, id, by(ada)))).toBe('certificate.approvers');
    expect(await codeOf(restart(ports, SETTINGS, id, GIL))).toBe('certificate.approvers');
    expect(await approve(ports, SETTINGS, id, by('ben'))).toHaveLength(2);
    expect(await codeOf(restart(ports, SETTINGS, id, GIL))).toBe('done');
    expect(isOpen((await readGate(ports)).gate, await readFacts(ports, SETTINGS))).toBe(true);
  });

  test('is refused without a request, for other templates, and after its time', async () => {
    const { ports, advance } = await fresh();
    expect(await codeOf(approve(ports, SETTINGS, 'f'.repeat(64), by('ada')))).toBe('certificate.unknown');
    const id = await asked(ports);
    await announceTemplates(ports.control, sha256Of('new'));
    expect(await codeOf(approve(ports, SETTINGS, id, by('ada')))).toBe('certificate.templates');
    await announceTemplates(ports.control, TEMPLATES);
    for (const name of ['ada', 'ben']) await approve(ports, SETTINGS, id, by(name));
    await announceTemplates(ports.control, sha256Of('new'));
    expect(await codeOf(restart(ports, SETTINGS, id, GIL))).toBe('certificate.templates');
    await announceTemplates(ports.control, TEMPLATES);
    advance(30 * DAY);
    expect(await codeOf(restart(ports, SETTINGS, id, GIL))).toBe('certificate.expired');
    expect((await readGate(ports)).gate.state).toBe('paused');
  });

  test('that meets a pause loses to it, and is told', async () => {
    const { ports } = await fresh();
    const id = await asked(ports);
    for (const name of ['ada', 'ben']) await approve(ports, SETTINGS, id, by(name));
    let raced = false;
    const slow = withControl(ports, {
      write: async (writes) => {
        if (!raced && writes.some(({ sk }) => sk === 'state')) {
          raced = true;
          await pauseGate(ports, SETTINGS, GIL, 'no');
        }
        return ports.control.write(writes);
      },
    });
    expect(await codeOf(restart(slow, SETTINGS, id, GIL))).toBe('gate.raced');
    expect((await readGate(ports)).gate).toMatchObject({ state: 'paused', reason: 'no' });
  });

  test('leaves a history in the audit zone that nobody rewrites, whatever became of the control table', async () => {
    const { ports, advance } = await fresh();
    await certified(ports);
    advance(HOUR);
    // The pause is filed, and the process dies before the control table hears of it.
    const dying = withControl(ports, { write: () => Promise.reject(new Error('died')) });
    await expect(pauseGate(dying, SETTINGS, GIL, 'incident')).rejects.toThrow('died');
    expect((await readGate(ports)).gate.state).toBe('running');
    expect(await collector(ports)()).toMatchObject({ status: 423, reason: 'pause-recorded' });
    expect((await settle(ports, SETTINGS)).gate).toMatchObject({ state: 'paused', reason: 'pause-recorded' });
    advance(HOUR);
    await certified(ports);
    expect((await collector(ports)()).status).toBe(200);
    const certificates = (await Array.fromAsync(ports.objects.list('audit', 'certificates/'))).map(({ key }) => key);
    expect(certificates.map((key) => key.slice(0, 22))).toEqual(['certificates/00000001-', 'certificates/00000002-']);
    const pauses = await Array.fromAsync(ports.objects.list('audit', 'gate/'));
    expect(
      pauses.map(({ key }) => key.startsWith(present(certificates[0]).replace('certificates/', 'gate/').slice(0, -5))),
    ).toEqual([true]);
    const [record] = await Array.fromAsync(await ports.objects.get('audit', present(pauses[0]).key));
    expect(JSON.parse(Buffer.from(present(record)).toString())).toMatchObject({
      state: 'paused',
      reason: 'incident',
      by: GIL,
    });
  });
});
