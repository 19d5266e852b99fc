import fc from 'fast-check';
import { generateKeyPair, SignJWT } from 'jose';
import { describe, expect, test, vi } from 'vitest';
import { contextOf } from '../../bin/embedded/invoke.ts';
import { announceRetention } from '../../lambdas/gate.ts';
import { storeSegment } from '../../lambdas/ingest/store-segment.ts';
import { PARITY } from '../../lambdas/participation.ts';
import { participantOf, pseudonym } from '../../lambdas/pseudonym.ts';
import { redactHandler } from '../../lambdas/redact/handler.ts';
import { retain } from '../../lambdas/retain/retain.ts';
import { ROUTE_NAMES } from '../../lambdas/worker/route.ts';
import type { ActivityEvent } from '../../lib/activity/events.ts';
import { readStored } from '../../lib/activity/segment/stored.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { gzipLines, openOf, pointerAt, sealLines } from '../activity/build.ts';
import { present } from '../present.ts';
import { NOW, openTestLake, SETTINGS } from './lake.ts';
import { workersOn } from './worker-client.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * What a device of worker w-17 gets for a segment of three pointer events that begins at `t0`, when it heard the door. Its
 * wall clock says what it likes.
 */
async function record(ports: Ports, t0: Date, worker = 'w-17', wrongMs = 0): Promise<string> {
  const said = new Date(t0.getTime() + wrongMs).toISOString();
  const door = [{ at: t0.toISOString(), mono_us: 0 }];
  const open = openOf({ worker, clock: { t0: said, src: 'wall+mono', tz_known: true, skew_ms: 0, door } });
  const body = gzipLines(sealLines(open, [0, 1, 2].map(pointerAt)));
  const sentUs = Math.max(0, ports.clock.now().getTime() - t0.getTime()) * 1_000;
  return storeSegment(body, 'd-4', ports, SETTINGS, sentUs).then(
    ({ events, refused }) => `${events} stored${Object.keys(refused).map((code) => `, ${code}`)}`,
    (error) => error.code,
  );
}

const redactOn = (ports: Ports) => redactHandler(ports, SETTINGS);

async function setUp() {
  const lake = await openTestLake();
  return { ...lake, ...(await workersOn(lake.ports)) };
}

describe('pause up to 30 minutes at a time', () => {
  test('1,800 seconds are taken, 1,801 are refused, and a second pause may follow', async () => {
    const { as, advance } = await setUp();
    const worker = await as('w-17');
    expect(await worker.post('/api/pauses', { seconds: 1_801 })).toMatchObject({
      status: 400,
      body: { code: 'pause.length' },
    });
    expect((await worker.get('/api/me')).body.pause.until).toBeNull();
    const until = new Date(NOW.getTime() + 1_800_000).toISOString();
    expect(await worker.post('/api/pauses', { seconds: 1_800 })).toMatchObject({ status: 200, body: { until } });
    expect((await worker.post('/api/pauses', { seconds: 60 })).body.code).toBe('pause.running');
    advance(30 * MINUTE);
    expect((await worker.post('/api/pauses', { seconds: 1_800 })).status).toBe(200);
    expect((await worker.post('/api/pauses/end')).body.until).toBeNull();
    expect((await worker.post('/api/pauses/end')).body.code).toBe('pause.none');
  });

  test('no reason is asked, and one that is given is refused rather than kept', async () => {
    const { as } = await setUp();
    const answer = await (await as('w-17')).post('/api/pauses', { seconds: 60, reason: 'doctor' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'body.invalid' } });
  });

  test('the day’s cap comes from the profile', async () => {
    const { as, advance } = await setUp();
    const cap = present(present(SETTINGS.profiles.get('XA')).pause.daily_cap_s);
    for (let used = 0; used < cap; used += 1_800) {
      expect((await (await as('w-17')).post('/api/pauses', { seconds: 1_800 })).status).toBe(200);
      advance(30 * MINUTE);
    }
    expect((await (await as('w-17')).post('/api/pauses', { seconds: 1 })).body.code).toBe('pause.daily-cap');
    advance(DAY);
    expect((await (await as('w-17')).post('/api/pauses', { seconds: 1 })).status).toBe(200);
  });

  test('of two pauses asked for at the same moment one is made', async () => {
    const { as } = await setUp();
    const worker = await as('w-17');
    const answers = await Promise.all([1, 2, 3].map(() => worker.post('/api/pauses', { seconds: 60 })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(2);
  });

  test('a pause really stops capture, whatever epoch the device sends, and leaves nothing that tells of it', async () => {
    const { as, ports, advance } = await setUp();
    await (await as('w-17')).post('/api/pauses', { seconds: 600 });
    advance(5 * MINUTE);
    for (const wrong of [0, -2_000, -300_000, 300_000])
      expect(await record(ports, ports.clock.now(), 'w-17', wrong)).toBe('0 stored, pause.active');
    const open = openOf({ epoch: 9, clock: { ...openOf().clock, t0: ports.clock.now().toISOString() } });
    const body = gzipLines(sealLines(open, [pointerAt(0)]));
    expect((await storeSegment(body, 'd-4', ports, SETTINGS)).refused).toEqual({ 'pause.active': 1 });
    for await (const { key } of ports.objects.listVersions('raw', 'segments/')) {
      const { events } = await readStored(await ports.objects.get('raw', key), { motion: true });
      for await (const some of events)
        for (const event of some) expect(event).toMatchObject({ mono_us: 0, d: { op: 'gap', reason: 'withheld' } });
    }
    expect(await record(ports, new Date(ports.clock.now().getTime() - 10 * MINUTE))).toBe('3 stored');
    advance(6 * MINUTE);
    expect(await record(ports, ports.clock.now())).toBe('3 stored');
  });

  test('a pause holds however the worker is spelt, and what cannot be seen in an id is refused', async () => {
    const { as, ports } = await setUp();
    await (await as('Zoë.Müller@example.com ')).post('/api/pauses', { seconds: 600 });
    for (const spelling of ['zoe\u0308.mu\u0308ller@example.com', ' ZOË.MÜLLER@EXAMPLE.COM', 'zoë.müller@example.com'])
      expect(await record(ports, ports.clock.now(), spelling)).toBe('0 stored, pause.active');
    for (const unseen of [
      'zoë.müller@\u200bexample.com',
      'zoë\u00a0müller',
      'zoë\u202e',
      'zoë\u0007',
      'zoë\u3164',
      '\ud83d',
      ' ',
    ])
      expect(await record(ports, ports.clock.now(), unseen)).toBe('segment.not-capture');
    expect((await (await as('zoë.müller@\u200bexample.com')).get('/api/me')).status).toBe(401);
    expect(await record(ports, ports.clock.now(), 'zoé.müller@example.com')).toBe('3 stored');
  });

  test('a gap that a pause leaves looks like one that anything else leaves', async () => {
    const { as, ports, advance } = await setUp();
    await (await as('w-17')).post('/api/pauses', { seconds: 600 });
    const opening = (jur: string) =>
      openOf({ jur, profile: `${jur}@1`, clock: { ...openOf().clock, t0: ports.clock.now().toISOString() } });
    const clip: ActivityEvent = {
      kind: 'clipboard',
      seq: 0,
      mono_us: 7_000,
      d: { op: 'copy', n: 4, types: [], text: 'word' },
    };
    await storeSegment(gzipLines(sealLines(opening('XA'), [pointerAt(0)])), 'd-4', ports, SETTINGS);
    advance(11 * MINUTE);
    await storeSegment(gzipLines(sealLines(opening('XB'), [clip])), 'd-4', ports, SETTINGS);
    const gaps: string[] = [];
    for await (const { key } of ports.objects.listVersions('raw', 'segments/')) {
      const { events } = await readStored(await ports.objects.get('raw', key), { motion: true });
      for await (const some of events) gaps.push(...some.map((event) => JSON.stringify(event)));
    }
    expect(gaps).toHaveLength(2);
    expect(new Set(gaps).size).toBe(1);
  });
});

describe('request exemptions', () => {
  test('request, refusal, appeal, grant by somebody else: then the device stops', async () => {
    const { as, officer, ports, advance } = await setUp();
    const worker = await as('w-17');
    const asked = (await worker.post('/api/exemptions', { ground: 'health', words: 'I would rather not say' })).body;
    expect(asked).toMatchObject({ state: 'asked', due: new Date(NOW.getTime() + 5 * DAY).toISOString() });
    expect((await worker.post('/api/exemptions', { ground: 'health' })).body.code).toBe('exemption.pending');
    expect(await record(ports, NOW)).toBe('3 stored');

    const ada = await officer('ada');
    const { requests } = (await ada.get('/api/queue')).body;
    expect(requests).toEqual([
      expect.objectContaining({
        id: asked.id,
        ground: 'health',
        words: 'I would rather not say',
        appeal: null,
        notMine: null,
      }),
    ]);
    expect(JSON.stringify(requests)).not.toMatch(/w-17|clerk|pa_|wk_/);
    const no = { id: asked.id, outcome: 'refused', reason: 'not enough' };
    expect((await ada.post('/api/decisions', no)).body.state).toBe('refused');
    expect((await ada.post('/api/decisions', no)).body.code).toBe('exemption.closed');

    expect((await worker.post('/api/appeals', { id: asked.id, words: 'look again' })).body.state).toBe('appealed');
    expect((await ada.get('/api/queue')).body.requests[0].notMine).toBe('exemption.same-decider');
    const yes = { id: asked.id, outcome: 'granted', reason: 'of course' };
    expect((await ada.post('/api/decisions', yes)).body.code).toBe('exemption.same-decider');
    expect((await (await officer('ben')).post('/api/decisions', yes)).body.state).toBe('granted');

    expect(await record(ports, NOW)).toBe('exemption.active');
    const [mine] = (await worker.get('/api/me')).body.exemptions;
    expect(mine.decisions.map(({ outcome, reason }: Record<string, string>) => [outcome, reason])).toEqual([
      ['refused', 'not enough'],
      ['granted', 'of course'],
    ]);
    expect(JSON.stringify(mine)).not.toContain('of_');
    advance(MINUTE);
    await worker.post('/api/exemptions/withdraw', { id: asked.id });
    advance(MINUTE);
    expect(await record(ports, NOW)).toBe('0 stored, exemption.active');
    expect(await record(ports, ports.clock.now())).toBe('3 stored');
  });

  test('an exemption ends when it was granted until', async () => {
    const { as, officer, ports, advance } = await setUp();
    const { id } = (await (await as('w-17')).post('/api/exemptions', { ground: 'belief' })).body;
    const ada = await officer('ada');
    const past = { id, outcome: 'granted', reason: 'r', until: '2026-05-19' };
    expect((await ada.post('/api/decisions', past)).body.code).toBe('body.invalid');
    await ada.post('/api/decisions', { ...past, until: '2026-05-21' });
    expect(await record(ports, NOW)).toBe('exemption.active');
    advance(2 * DAY);
    expect(await record(ports, ports.clock.now())).toBe('3 stored');
  });

  test('nobody decides about themselves, and only officers see the queue', async () => {
    const { as, officer } = await setUp();
    const ada = await officer('ada');
    const { id } = (await ada.post('/api/exemptions', { ground: 'other' })).body;
    expect((await ada.get('/api/queue')).body.requests[0].notMine).toBe('exemption.own');
    const decision = { id, outcome: 'granted', reason: 'mine' };
    expect((await ada.post('/api/decisions', decision)).body.code).toBe('exemption.own');
    const worker = await as('w-17', { groups: 'strongroom' });
    expect((await worker.get('/api/queue')).status).toBe(403);
    expect((await worker.post('/api/decisions', decision)).status).toBe(403);
  });

  test('the report by level leaves out fewer than ten, and is the same for everybody', async () => {
    const { as, officer } = await setUp();
    const ada = await officer('ada');
    const request = async (sub: string, job_level: string, outcome: 'granted' | 'refused') => {
      const { id } = (await (await as(sub, { job_level })).post('/api/exemptions', { ground: 'other' })).body;
      await ada.post('/api/decisions', { id, outcome, reason: 'r' });
    };
    for (let i = 0; i < 10; i++) await request(`clerk-${i}`, 'clerk', i < 3 ? 'granted' : 'refused');
    for (let i = 0; i < 9; i++) await request(`lead-${i}`, 'lead', 'granted');
    const report = { levels: [{ level: 'clerk', workers: 10, granted: 3 }], suppressed: 1, minCohort: 10 };
    for (const person of [await as('w-17'), await as('w-18', { work_jurisdiction: 'nowhere' }), ada])
      expect((await person.get('/api/parity')).body).toEqual(report);
    expect(JSON.stringify(report)).not.toContain('lead');
  });
});

describe('who can see already gathered records', () => {
  test('what is held, who can read it, who did, with purpose and reference, and when it dies', async () => {
    const { as, ports, reads, advance, queue } = await setUp();
    await record(ports, NOW);
    await record(ports, NOW, 'w-18');
    const worker = await as('w-17');
    expect((await worker.get('/api/held')).body).toMatchObject({
      received: [expect.objectContaining({ kind: 'pointer', count: 3, jurisdiction: 'XA' })],
      // It is not redacted yet: no team has it.
      redacted: [],
      destroyed: [],
      notPublished: { waiting: 1, pictures: 0 },
      remembered: {
        days: 14,
        says: expect.arrayContaining([{ id: 'segment', says: expect.stringMatching(/^that a recording came, when/) }]),
      },
    });
    await queue.drain((event) => redactOn(ports)(event, contextOf('redact')));
    expect((await worker.get('/api/held')).body).toMatchObject({
      destroyed: [],
      notPublished: { waiting: 0, pictures: 0 },
      captured: [
        expect.objectContaining({
          kind: 'pointer',
          count: 3,
          sensitivity: 'S4',
          jurisdiction: 'XA',
          lastGone: '2026-05-27',
        }),
      ],
      redacted: [
        expect.objectContaining({
          kind: 'pointer',
          count: 3,
          sensitivity: 'S1',
          jurisdiction: 'XA',
          lastGone: '2026-08-18',
        }),
      ],
    });

    const { proof, audiences } = (await worker.get('/api/readers')).body;
    expect(proof.stands).toBe(true);
    const words = JSON.stringify(audiences);
    expect(words).toMatch(/removes private details/);
    expect(words).toMatch(
      /They see who did what with the data, and which questions were asked; a question may quote a recording/,
    );

    expect((await worker.get('/api/reads')).body).toEqual({ reads: [], unknown: [] });
    const shard = (await pseudonym(ports.keys, 'wk', 'w-17', 1)).slice(3, 4);
    const read = {
      reader: 'arn:aws:iam::1:role/strongroom-team-ui-agents',
      purpose: 'learn clicks',
      columns: ['x', 'kind'],
    };
    reads.record(read, [{ jurisdiction: 'XA', day: '2026-05-20', shard }]);
    reads.record({ ...read, purpose: 'not theirs' }, [{ jurisdiction: 'XA', day: '2026-05-20', shard: '-' }]);
    expect((await worker.get('/api/reads')).body.reads).toEqual([
      {
        ...{
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          at: NOW.toISOString(),
          who: 'ui-agents',
          purpose: 'learn clicks',
        },
        saw: [
          { id: 'pointing', says: 'where you pointed, clicked and scrolled' },
          expect.objectContaining({ id: 'order' }),
        ],
        days: ['2026-05-20'],
      },
    ]);

    const heldNow = async () => (await (await as('w-17')).get('/api/held')).body;
    const retention = async () => {
      await retain(ports, SETTINGS);
      await announceRetention(ports);
    };
    advance(7 * DAY);
    // Nobody has seen yet that it is gone.
    expect((await heldNow()).captured).toEqual([expect.objectContaining({ count: 3, late: 3 })]);
    await retention();
    const destroyed = { zone: 'raw', on: '2026-05-27', why: 'time', count: 3, firstDay: '2026-05-20' };
    expect(await heldNow()).toMatchObject({ captured: [], redacted: [{ count: 3, late: 0 }], destroyed: [destroyed] });
    advance(83 * DAY);
    await retention();
    expect(await heldNow()).toMatchObject({ captured: [], redacted: [], received: [{ count: 3 }] });
    expect((await heldNow()).destroyed).toEqual([
      expect.objectContaining({ zone: 'redacted', on: '2026-08-18', why: 'time', count: 3 }),
      expect.objectContaining(destroyed),
    ]);
  });

  test('says that no proof stands when collection is not certified', async () => {
    const lake = await openTestLake({ gate: false });
    const { as } = await workersOn(lake.ports);
    const { proof } = (await (await as('w-17')).get('/api/readers')).body;
    expect(proof).toEqual({ stands: false, since: null, until: null });
  });

  test('a segment that is sent again is counted once', async () => {
    const { as, ports } = await setUp();
    const open = openOf({ clock: { ...openOf().clock, t0: NOW.toISOString() } });
    const body = gzipLines(sealLines(open, [pointerAt(0)]));
    await Promise.allSettled([1, 2, 3].map(() => storeSegment(body, 'd-4', ports, SETTINGS)));
    expect((await (await as('w-17')).get('/api/held')).body.captured[0].count).toBe(1);
  });

  test('an erasure can be taken back until it is begun, and then nothing is destroyed', async () => {
    const { as, ports } = await setUp();
    await record(ports, NOW);
    const worker = await as('w-17');
    const { id } = (await worker.post('/api/requests', { kind: 'erasure' })).body;
    // Somebody else's is not theirs to take back.
    expect((await (await as('w-18')).post('/api/requests/withdraw', { id })).status).toBe(400);
    expect((await worker.post('/api/requests/withdraw', { id })).body.state).toBe('withdrawn');
    expect((await worker.post('/api/requests/withdraw', { id })).body.code).toBe('request.begun');
    expect((await retain(ports, SETTINGS)).objects).toBe(0);
    expect((await worker.get('/api/me')).body.requests[0].state).toBe('withdrawn');
    expect((await worker.get('/api/held')).body.captured).toEqual([expect.objectContaining({ count: 3, late: 0 })]);

    const again = (await worker.post('/api/requests', { kind: 'erasure' })).body;
    await retain(ports, SETTINGS);
    expect((await worker.post('/api/requests/withdraw', { id: again.id })).body.code).toBe('request.begun');
    // Redaction may have had it in its hands: that nothing is left is said once another run has looked.
    await retain(ports, SETTINGS);
    expect((await worker.get('/api/held')).body.captured).toEqual([]);
  });

  test('of two asked for at the same moment one counts, and what is taken back destroys nothing', async () => {
    const { as, ports } = await setUp();
    await record(ports, NOW);
    const worker = await as('w-17');
    // The second one is asked while the first is about to be written.
    const write = ports.participation.write.bind(ports.participation);
    let id = '';
    vi.spyOn(ports.participation, 'write').mockImplementationOnce(async (writes) => {
      ({ id } = (await worker.post('/api/requests', { kind: 'erasure' })).body);
      return write(writes);
    });
    expect((await worker.post('/api/requests', { kind: 'erasure' })).body.code).toBe('raced');
    expect((await worker.post('/api/requests/withdraw', { id })).body.state).toBe('withdrawn');
    expect((await retain(ports, SETTINGS)).objects).toBe(0);
  });

  test('a request that dies anywhere destroys nothing that its worker is not shown, and is carried out once it is shown', async () => {
    // Its item, its orders, and that they stand: it dies before each of these.
    for (let at = 0; at < 3; at++) {
      const { as, ports } = await setUp();
      await record(ports, NOW);
      const worker = await as('w-17');
      let writes = 0;
      const dying = (port: typeof ports.control) => {
        const write = port.write.bind(port);
        return vi.spyOn(port, 'write').mockImplementation(async (all) => {
          if (writes++ >= at) throw new Error('dead');
          return write(all);
        });
      };
      const spies = [dying(ports.control), dying(ports.participation)];
      await expect(worker.post('/api/requests', { kind: 'erasure' })).rejects.toThrow('dead');
      for (const spy of spies) spy.mockRestore();
      const before = (await retain(ports, SETTINGS)).objects;
      const { requests } = (await worker.get('/api/me')).body;
      expect(requests.map(({ state }: { state: string }) => state)).toEqual(at === 0 ? [] : ['open']);
      expect(JSON.stringify(requests)).not.toContain('ordered');
      // Nothing goes before it can be seen; what had its orders is shown from then on, whatever was destroyed.
      if (at < 2) expect(before).toBe(0);
      if (at > 0) for (let run = 0; run < 2; run++) await retain(ports, SETTINGS);
      expect((await worker.get('/api/held')).body.captured.length).toBe(at === 0 ? 1 : 0);
    }
  });

  test('what somebody asks to be erased is destroyed by the next run of retention, and nobody else’s', async () => {
    const { as, ports, queue } = await setUp();
    // The keys are drawn anew for each test, and with them the shards: one in 32 would be the same for two workers.
    const shardOf = async (worker: string) => (await pseudonym(ports.keys, 'wk', worker, 1)).slice(3, 4);
    const mine = await shardOf('w-17');
    let other = 18;
    while ((await shardOf(`w-${other}`)) === mine) other++;
    const others = await shardOf(`w-${other}`);
    await record(ports, NOW);
    await record(ports, NOW, `w-${other}`);
    await queue.drain((event) => redactOn(ports)(event, contextOf('redact')));
    await record(ports, new Date(NOW.getTime() + 1));
    const objects = async () => {
      const versions = [];
      for (const zone of ['raw', 'redacted'] as const)
        for await (const { key } of ports.objects.listVersions(zone, '')) versions.push(key);
      return versions;
    };
    const before = await objects();
    const worker = await as('w-17');
    expect((await worker.post('/api/requests', { kind: 'erasure' })).body.state).toBe('open');
    expect(JSON.stringify(await Array.fromAsync(ports.control.query('erasure')))).not.toMatch(/w-17|wk_|pa_/);
    const { objects: destroyed, records } = await retain(ports, SETTINGS);
    // One recording was on its way to redaction: another run looks for its result.
    expect((await worker.get('/api/me')).body.requests[0].state).toBe('open');
    expect((await retain(ports, SETTINGS)).objects).toBe(0);
    expect((await worker.get('/api/me')).body.requests[0].state).toBe('done');
    const after = await objects();
    expect(destroyed).toBe(before.length - after.length);
    expect(after.filter((key) => key.endsWith('.parquet'))).toEqual([expect.stringContaining(`shard=${others}`)]);
    expect(after.filter((key) => key.startsWith('segments/'))).toHaveLength(1);
    expect(records.length).toBeGreaterThan(0);
    const held = (await worker.get('/api/held')).body;
    expect(held).toMatchObject({ captured: [], redacted: [], notPublished: { waiting: 0 } });
    expect(held.destroyed.length).toBeGreaterThan(0);
    for (const line of held.destroyed) expect(line).toMatchObject({ why: 'asked', on: '2026-05-20' });
    expect((await retain(ports, SETTINGS)).objects).toBe(0);
  });

  test('an erasure is open while a file that holds the records of others too has some of it', async () => {
    const { as, ports, queue } = await setUp();
    const shardOf = async (worker: string) => (await pseudonym(ports.keys, 'wk', worker, 1)).slice(3, 4);
    let neighbour = 'n-0';
    for (let n = 1; (await shardOf(neighbour)) !== (await shardOf('w-17')); n++) neighbour = `n-${n}`;
    await record(ports, NOW);
    await record(ports, NOW, neighbour);
    await queue.drain((event) => redactOn(ports)(event, contextOf('redact')));
    const worker = await as('w-17');
    await worker.post('/api/requests', { kind: 'erasure' });
    await retain(ports, SETTINGS);
    expect((await worker.get('/api/me')).body.requests[0].state).toBe('open');
    const raw = await Array.fromAsync(ports.objects.listVersions('raw', 'segments/'));
    const lake = await Array.fromAsync(ports.objects.listVersions('redacted', 'activity/'));
    expect([raw.length, lake.length]).toEqual([1, 1]);
  });

  test('asks for a copy and for erasure have a deadline, and each is asked once', async () => {
    const { as } = await setUp();
    const worker = await as('w-17');
    const due = new Date(NOW.getTime() + 30 * DAY).toISOString();
    for (const kind of ['copy', 'erasure'])
      expect((await worker.post('/api/requests', { kind })).body).toMatchObject({ kind, due, state: 'open' });
    expect((await worker.post('/api/requests', { kind: 'copy' })).body.code).toBe('request.pending');
    expect((await worker.get('/api/copy')).body).toMatchObject({ requests: [{ kind: 'copy' }, { kind: 'erasure' }] });
  });
});

describe('an objection stops collection', () => {
  test('at once, which is within the hours of the profile, and can be taken back', async () => {
    const { as, ports, advance } = await setUp();
    const worker = await as('w-17');
    const { stopsBy, since } = (await worker.post('/api/objections')).body;
    expect(Date.parse(stopsBy) - Date.parse(since)).toBe(24 * 60 * MINUTE);
    expect(await record(ports, NOW)).toBe('objection.active');
    expect(await record(ports, NOW, 'w-18')).toBe('3 stored');
    expect((await worker.post('/api/objections')).body.code).toBe('objection.standing');
    advance(MINUTE);
    expect((await worker.post('/api/objections/withdraw')).body.since).toBeNull();
    expect(await record(ports, NOW)).toBe('objection.active');
    advance(2_000);
    expect(await record(ports, ports.clock.now())).toBe('3 stored');
  });

  test('somebody whose place is not known can pause and object all the same', async () => {
    const { as } = await setUp();
    const worker = await as('w-17', { work_jurisdiction: undefined });
    expect((await worker.post('/api/objections')).status).toBe(200);
    expect((await worker.post('/api/pauses', { seconds: 60 })).status).toBe(200);
  });
});

describe('a worker reaches their own records only', () => {
  /** Another worker's identity in every place where a request could carry one. */
  const hostile = (theirs: string, participant: string) => ({
    rawQueryString: `worker=${theirs}&participant=${participant}&sub=${theirs}`,
    queryStringParameters: { worker: theirs, participant, sub: theirs },
    pathParameters: { proxy: theirs, worker: participant },
    cookies: [`worker=${theirs}`],
    requestContext: {
      http: { method: 'GET' },
      authorizer: { jwt: { claims: { sub: theirs, groups: 'strongroom-exemption-officers' }, scopes: null } },
    },
  });

  test.each(ROUTE_NAMES)('%s, whatever else the request says', async (name) => {
    const { as, officer, ports, request } = await setUp();
    const victim = await as('victim', { job_level: 'secret-level' });
    await victim.post('/api/pauses', { seconds: 777 });
    await victim.post('/api/objections');
    const { id } = (await victim.post('/api/exemptions', { ground: 'health', words: 'my secret words' })).body;
    await victim.post('/api/requests', { kind: 'erasure' });
    await record(ports, NOW, 'victim');
    const before = (await victim.get('/api/copy')).body;

    const [method = '', path = ''] = name.split(' ');
    const participant = await participantOf(ports.keys, 'victim');
    const attacker = await as('attacker');
    const more = hostile('victim', participant);
    const context = { ...more.requestContext, http: { method } };
    const bodies = [
      undefined,
      { id },
      { id, words: 'x', outcome: 'granted', reason: 'x', kind: 'copy', seconds: 1, ground: 'health' },
      ...['worker', 'sub', 'participant', '__proto__'].map((key) => ({ [key]: participant, seconds: 1, kind: 'copy' })),
      { seconds: 1 },
    ];
    for (const body of bodies) {
      const headers = {
        authorization: `Bearer ${attacker.token}`,
        'x-worker': 'victim',
        'x-amzn-oidc-identity': 'victim',
      };
      const answer = await request(method, path, null, body, { ...more, requestContext: context, headers });
      expect([200, 400, 403, 404, 409]).toContain(answer.status);
      expect(JSON.stringify(answer.body)).not.toMatch(/my secret words|777|secret-level|pa_|wk_/);
    }
    const { now: _, ...after } = (await victim.get('/api/copy')).body;
    expect(after).toEqual({ ...before, now: undefined });
    // The queue is the one thing through which somebody's words reach another, who must be an officer.
    expect((await (await officer('ada')).get('/api/queue')).body.requests[0].words).toBe('my secret words');
  });

  test('no path is another name for a route, and none leads out of the page’s folder', async () => {
    const { as, request } = await setUp();
    const { token } = await as('w-17');
    for (const path of [
      '/api/me/',
      '/api//me',
      '/API/me',
      '/api/victim/me',
      '/api/__proto__',
      '/api/constructor',
      '/../package.json',
      '/..%2fhandler.ts',
      '/page/index.html',
      '/toString',
    ])
      expect((await request('GET', path, token)).status, path).toBe(404);
  });

  test('tokens of others, for others, out of time, unsigned, or claimed by the caller are none', async () => {
    const { request, sign, settings } = await setUp();
    const { privateKey } = await generateKeyPair('RS256');
    const now = Math.floor(NOW.getTime() / 1000);
    const make = (changes: { iss?: string; aud?: string; exp?: number; sub?: string }, key = privateKey) => {
      const { iss = settings.signIn.issuer, aud = settings.signIn.audience, exp = now + 60, sub = 'victim' } = changes;
      return new SignJWT({ sub })
        .setProtectedHeader({ alg: 'RS256', kid: 'demo' })
        .setIssuer(iss)
        .setAudience(aud)
        .setExpirationTime(exp)
        .sign(key);
    };
    const unsigned = `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ sub: 'victim', exp: now + 60 }))}.`;
    const forged = {
      'no token': null,
      'another key': await make({}),
      unsigned,
      nonsense: 'a.b.c',
      'out of time': await sign.token({ sub: 'victim', claims: {} }, now - 7_200),
      'another issuer': await make({ iss: 'https://elsewhere.example' }),
    };
    const claims = { requestContext: { http: { method: 'GET' }, authorizer: { jwt: { claims: { sub: 'victim' } } } } };
    for (const [what, token] of Object.entries(forged)) {
      expect((await request('GET', '/api/me', token)).status, what).toBe(401);
      expect((await request('GET', '/api/me', token, undefined, claims)).status, what).toBe(401);
    }
    const other = await tokenFor('another-audience', sign, now);
    expect((await request('GET', '/api/me', other)).status).toBe(401);
  });

  test('whatever a body says, the answer is a refusal or a document, never an error', async () => {
    const { as, request } = await setUp();
    const { token } = await as('w-17');
    const posts = ROUTE_NAMES.filter((name) => name.startsWith('POST')).map((name) => name.slice(5));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...posts), fc.oneof(fc.json(), fc.string()), async (path, body) => {
        const { status } = await request('POST', path, token, undefined, { body });
        expect([200, 400, 403, 404, 409, 413]).toContain(status);
      }),
      { numRuns: 60 },
    );
  });
});

test('the page comes with a policy that runs nothing but its own script', async () => {
  const { request, settings } = await setUp();
  for (const path of ['/', '/queue', '/page.js', '/settings.json']) {
    const { status, headers, body } = await request('GET', path, null);
    expect(status, path).toBe(200);
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    if (path !== '/settings.json') expect(body).not.toMatch(/<script>|style=|onclick=/);
    else expect(Object.keys(body)).toEqual(['clientId', 'authorizeUrl', 'tokenUrl', 'scope', 'demonstration']);
  }
  expect(settings.signIn.exemptionOfficer).toBeTypeOf('string');
});

test('who asked at which level is kept under no name', async () => {
  const { as, ports } = await setUp();
  await (await as('alice@example.com')).post('/api/exemptions', { ground: 'other' });
  const items = await Array.fromAsync(ports.participation.query(PARITY));
  expect(JSON.stringify(items)).not.toContain('alice');
});

/** A token of the right key for another audience. */
async function tokenFor(audience: string, sign: Awaited<ReturnType<typeof setUp>>['sign'], now: number) {
  const own = sign.signIn.audience;
  Object.assign(sign.signIn, { audience });
  const token = await sign.token({ sub: 'victim', claims: {} }, now);
  Object.assign(sign.signIn, { audience: own });
  return token;
}
