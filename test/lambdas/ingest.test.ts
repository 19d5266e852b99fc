import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { profiles } from '../../config/profiles.ts';
import { storeFrame } from '../../lambdas/ingest/store-frame.ts';
import { storeSegment } from '../../lambdas/ingest/store-segment.ts';
import { participantOf, pseudonym } from '../../lambdas/pseudonym.ts';
import { retain } from '../../lambdas/retain/retain.ts';
import type { BatchOpen } from '../../lib/activity/envelope.ts';
import type { ActivityEvent } from '../../lib/activity/events.ts';
import { readStored, type StoredEvent } from '../../lib/activity/segment/stored.ts';
import { readProfiles } from '../../lib/governance/profile/read-profiles.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { eventOf, gzipLines, openOf, pointerAt, sealLines } from '../activity/build.ts';
import { profileWith } from '../governance/profile/profiles.ts';
import { present } from '../present.ts';
import { NOW, openTestLake, SETTINGS } from './lake.ts';

const T0 = new Date(NOW.getTime() - 3_600_000).toISOString();
const open = (changes: Partial<BatchOpen> = {}) =>
  openOf({ clock: { t0: T0, src: 'wall+mono', tz_known: true, skew_ms: 0 }, ...changes });
const bodyOf = (opening: BatchOpen, events: ActivityEvent[] = [0, 1, 2].map(pointerAt)) =>
  gzipLines(sealLines(opening, events));
/** A device that says when it sent, an hour after T0, and that it had heard the door at T0. */
const HOUR_US = 3_600_000_000;
const hearing = (changes: Partial<BatchOpen> = {}) =>
  open({ clock: { ...open().clock, door: [{ at: T0, mono_us: 0 }] }, ...changes });
const at = (seq: number, seconds: number) => ({ ...pointerAt(seq), mono_us: seconds * 1_000_000 });
const send = (ports: Ports, body: Uint8Array, caller = 'd-4') => storeSegment(body, caller, ports, SETTINGS);
const codeOf = (sent: Promise<unknown>) =>
  sent.then(
    () => 'stored',
    (error) => error.code,
  );

async function stored(ports: Ports): Promise<StoredEvent[]> {
  const found: StoredEvent[] = [];
  for await (const { key } of ports.objects.listVersions('raw', 'segments/')) {
    const { events } = await readStored(await ports.objects.get('raw', key), { motion: true });
    for await (const some of events) found.push(...some);
  }
  return found;
}

describe('ingest', () => {
  test('stores a segment with pseudonyms in place of names', async () => {
    const { ports } = await openTestLake();
    const opening = open({ worker: 'alice@example.com', device: 'LAPTOP-4' });
    expect(await send(ports, bodyOf(opening), 'LAPTOP-4')).toMatchObject({
      events: 3,
      byKind: { pointer: 3 },
      refused: {},
    });
    const [version] = await Array.fromAsync(ports.objects.listVersions('raw', ''));
    const { open: kept } = await readStored(await ports.objects.get('raw', present(version).key), { motion: true });
    expect(kept.worker).toBe(await pseudonym(ports.keys, 'wk', 'alice@example.com', 1));
    expect(kept.worker).toMatch(/^wk_[a-z2-7]{26}$/);
    expect(kept.device).toMatch(/^dv_[a-z2-7]{26}$/);
    expect(kept.worker).not.toBe(await pseudonym(ports.keys, 'wk', 'alice@example.com', 2));
  });

  const refused: [string, Partial<BatchOpen>, string][] = [
    ['a place without a profile', { jur: 'US-CA', profile: 'US-CA@1' }, 'profile.unsupported'],
    ['another version of the profile', { profile: 'XA@2' }, 'profile.version'],
    ['a network that the profile excludes', { budget: { net: 'metered' } }, 'profile.network'],
    ['no notice', { notice: null }, 'notice.missing'],
    ['a notice that nobody acknowledged', { notice: { ...present(openOf().notice), ack_at: null } }, 'notice.missing'],
    [
      'a notice that will be acknowledged tomorrow',
      { notice: { ...present(openOf().notice), ack_at: '2026-05-21T10:00:00Z' } },
      'notice.missing',
    ],
    [
      'a notice that was acknowledged after the activity began',
      { notice: { ...present(openOf().notice), ack_at: '2026-05-20T09:59:59Z' } },
      'notice.missing',
    ],
    [
      'an acknowledgement in the future where nobody asks for one',
      { jur: 'XB', profile: 'XB@1', notice: { ...present(openOf().notice), ack_at: '2026-05-21T10:00:00Z' } },
      'notice.missing',
    ],
    ['a first segment that comes after another', { prev: 'a'.repeat(64) }, 'segment.order'],
    ['a second segment that comes after none', { index: 1 }, 'segment.order'],
    [
      'a notice given yesterday',
      { notice: { ...present(openOf().notice), given_at: '2026-05-19T00:00:00Z' } },
      'notice.late',
    ],
    ['a clock a year ahead', { clock: { ...openOf().clock, t0: '2027-05-20T00:00:00Z' } }, 'clock.future'],
    [
      'activity older than raw data may become',
      { clock: { ...openOf().clock, t0: '2026-05-01T00:00:00Z' } },
      'clock.past',
    ],
    ['the name of another device', { device: 'd-5' }, 'device.mismatch'],
  ];
  test.each(refused)('refuses %s and stores nothing', async (_, changes, code) => {
    const { ports } = await openTestLake();
    expect(await codeOf(send(ports, bodyOf(open(changes))))).toBe(code);
    expect(await stored(ports)).toEqual([]);
  });

  test('takes old activity when it is an import', async () => {
    const { ports } = await openTestLake();
    const old = open({
      clock: { ...openOf().clock, t0: '2026-05-01T00:00:00Z' },
      rec: { name: 'x', ver: '1', import: 'ducktrack' },
    });
    expect(await codeOf(send(ports, bodyOf(old)))).toBe('stored');
  });

  test('stores a segment once, however often and however often at once it is sent', async () => {
    const { ports } = await openTestLake();
    const body = bodyOf(open());
    const codes = await Promise.all(Array.from({ length: 5 }, () => codeOf(send(ports, body))));
    // Two attempts may both be told so: one wrote the object, the other the ledger. What counts is that there is one.
    expect(codes).toContain('stored');
    expect(codes.filter((code) => !['stored', 'segment.duplicate'].includes(code))).toEqual([]);
    expect(await codeOf(send(ports, body))).toBe('segment.duplicate');
    expect(await stored(ports)).toHaveLength(3);
  });

  test('refuses another segment under the same id', async () => {
    const { ports } = await openTestLake();
    const opening = open();
    await send(ports, bodyOf(opening));
    expect(await codeOf(send(ports, bodyOf(opening, [pointerAt(0)])))).toBe('segment.conflict');
  });

  test('puts a gap in place of a kind that the profile does not allow', async () => {
    const { ports } = await openTestLake();
    const opening = open({ jur: 'XB', profile: 'XB@1' });
    const clip: ActivityEvent = {
      kind: 'clipboard',
      seq: 1,
      mono_us: 1000,
      d: { op: 'copy', n: 4, types: [], text: 'word' },
    };
    const result = await send(ports, bodyOf(opening, [pointerAt(0), clip, pointerAt(2)]));
    expect(result).toMatchObject({ events: 2, refused: { 'profile.kind': 1 } });
    expect((await stored(ports)).map(({ kind }) => kind)).toEqual(['path', 'control', 'path']);
  });

  test('withholds what happened in a pause, and does not say that there was one', async () => {
    const { ports } = await openTestLake();
    const worker = await participantOf(ports.keys, 'w-17');
    const said = (seconds: number) => new Date(Date.parse(T0) + seconds * 1_000).toISOString();
    const data = { from: said(60), until: said(120) };
    await ports.participation.write([{ pk: `worker#${worker}`, sk: `pause#${data.from}`, ifRev: 0, data }]);
    const body = bodyOf(hearing(), [at(0, 0), at(1, 90), at(2, 200)]);
    const sent = await storeSegment(body, 'd-4', ports, SETTINGS, HOUR_US);
    expect(sent).toMatchObject({ events: 2, refused: { 'pause.active': 1 } });
    expect(JSON.stringify(await stored(ports))).not.toContain('pause');
  });

  test('withholds what reaches into a pause: a path, a transcript, and a text by the keys that typed it', async () => {
    const { ports } = await openTestLake();
    const worker = await participantOf(ports.keys, 'w-17');
    const said = (seconds: number) => new Date(Date.parse(T0) + seconds * 1_000).toISOString();
    const data = { from: said(100), until: said(200) };
    await ports.participation.write([{ pk: `worker#${worker}`, sk: `pause#${data.from}`, ifRev: 0, data }]);
    const key = { ph: 'down', code: null, key: 'a', cls: 'char', mods: [] };
    const text = { text: 'ab', n: 2, src: 'keys', field: { role: 'unknown', name: '', secure: false } };
    const spoken = { text: 'hm', speaker: 'self', dur_ms: 30_000, all_party_consent: true };
    const shown = { src: 'ax', text: 'x' };
    const events = [
      {
        kind: 'pointer',
        at: 50,
        d: {
          pts: [
            [0, 1, 1],
            [60_000_000, 2, 2],
          ],
        },
        taken: false,
      },
      {
        kind: 'pointer',
        at: 50,
        d: {
          pts: [
            [0, 1, 1],
            [10_000_000, 2, 2],
          ],
        },
        taken: true,
      },
      { kind: 'key', at: 80, d: key, taken: true },
      { kind: 'transcript', at: 85, d: spoken, taken: false },
      { kind: 'screen.text', at: 90, for_us: 5_000_000, d: shown, taken: true },
      { kind: 'screen.text', at: 90, for_us: 20_000_000, d: shown, taken: false },
      { kind: 'key', at: 150, d: key, taken: false },
      { kind: 'key', at: 210, d: key, taken: true },
      { kind: 'text', at: 211, d: { ...text, from: 2, to: 7 }, taken: false },
      { kind: 'text', at: 211, d: { ...text, from: 7, to: 7 }, taken: true },
      { kind: 'text', at: 212, d: { ...text, from: 6 }, taken: false },
      { kind: 'transcript', at: 215, d: spoken, taken: false },
      { kind: 'transcript', at: 290, d: spoken, taken: true },
    ].map(({ at: seconds, taken, ...rest }, seq) => ({ event: { ...rest, seq, mono_us: seconds * 1e6 }, taken }));
    const body = bodyOf(
      hearing(),
      events.map(({ event }) => eventOf(event)),
    );
    // The profile as it is written: by default transcripts are refused, since no team is granted them.
    const settings = { ...SETTINGS, profiles: readProfiles(profiles) };
    await storeSegment(body, 'd-4', ports, settings, HOUR_US);
    const kept = await stored(ports);
    expect(kept.map(({ kind }) => kind !== 'control')).toEqual(events.map(({ taken }) => taken));
    expect(JSON.stringify(kept)).not.toContain('for_us');
  });

  test('withholds a text whose keys stand in the segment before, where there was a pause', async () => {
    const { ports } = await openTestLake();
    const text = { text: 'ab', n: 2, src: 'keys' as const, field: { role: 'unknown', name: '', secure: false } };
    const straddling = { kind: 'text' as const, seq: 5, mono_us: 1, d: { ...text, from: 4, to: 5 } };
    const sent = () => storeSegment(bodyOf(hearing({ first: 5 }), [straddling]), 'd-4', ports, SETTINGS, HOUR_US);
    expect(await sent()).toMatchObject({ events: 1 });
    const worker = await participantOf(ports.keys, 'w-17');
    const data = { from: '2026-05-20T07:00:00Z', until: '2026-05-20T07:10:00Z' };
    await ports.participation.write([{ pk: `worker#${worker}`, sk: `pause#${data.from}`, ifRev: 0, data }]);
    expect(await sent()).toMatchObject({ events: 0, refused: { 'pause.active': 1 } });
  });

  test('takes a device that does not say when it sent for one that may have held it until now', async () => {
    const { ports } = await openTestLake();
    const worker = await participantOf(ports.keys, 'w-17');
    const data = { from: new Date(NOW.getTime() - 60_000).toISOString(), until: NOW.toISOString() };
    await ports.participation.write([{ pk: `worker#${worker}`, sk: `pause#${data.from}`, ifRev: 0, data }]);
    const late = await storeSegment(bodyOf(hearing()), 'd-4', ports, SETTINGS);
    expect(late).toMatchObject({ events: 0, refused: { 'pause.active': 3 } });
    const told = await storeSegment(bodyOf(hearing()), 'd-4', ports, SETTINGS, HOUR_US);
    expect(told).toMatchObject({ events: 3, refused: {} });
  });

  test('does not store what the device heard of the clock here', async () => {
    const { ports } = await openTestLake();
    await storeSegment(bodyOf(hearing()), 'd-4', ports, SETTINGS, HOUR_US);
    const [version] = await Array.fromAsync(ports.objects.listVersions('raw', 'segments/'));
    const { open: kept } = await readStored(await ports.objects.get('raw', present(version).key), { motion: true });
    expect(kept.clock).toEqual(open().clock);
  });

  test('withholds what happened after consent was taken back, and before it was given', async () => {
    const { ports } = await openTestLake();
    const profile = profileWith({ collect: 'opt_in' });
    const settings = { ...SETTINGS, profiles: new Map([['XA', profile]]) };
    const worker = await participantOf(ports.keys, 'w-17');
    const said = (seconds: number) => new Date(Date.parse(T0) + seconds * 1_000).toISOString();
    const agree = (from: number, until: number | null) =>
      ports.participation.write([
        {
          ...{ pk: `worker#${worker}`, sk: `consent#${from}`, ifRev: 0 },
          data: { from: said(from), until: until === null ? null : said(until) },
        },
      ]);
    await agree(-100, 60);
    await agree(300, null);
    const body = bodyOf(hearing(), [at(0, 10), at(1, 100), at(2, 200), at(3, 400)]);
    const sent = await storeSegment(body, 'd-4', ports, settings, HOUR_US);
    expect(sent).toMatchObject({ events: 2, refused: { 'consent.missing': 2 } });
  });

  test('refuses an exempt worker', async () => {
    const { ports } = await openTestLake();
    const worker = await participantOf(ports.keys, 'w-17');
    const data = { from: '2026-01-01T00:00:00Z', until: null };
    await ports.participation.write([{ pk: `worker#${worker}`, sk: 'exemption#1', ifRev: 0, data }]);
    expect(await codeOf(send(ports, bodyOf(open())))).toBe('exemption.active');
  });
});

describe('a frame', () => {
  const body = Buffer.from('not really pixels');
  const sha256 = createHash('sha256').update(body).digest('hex');
  const upload = (opening: BatchOpen) => ({ batch: opening.batch, sha256, open: opening, monoUs: 5, body });

  test('is stored once under the rules of its segment', async () => {
    const { ports, advance } = await openTestLake();
    const opening = open();
    await storeFrame(upload(opening), 'd-4', ports, SETTINGS);
    advance(86_400_000);
    await storeFrame(upload(opening), 'd-4', ports, SETTINGS);
    expect(await Array.fromAsync(ports.objects.listVersions('raw', 'frames/'))).toHaveLength(1);
  });

  const frames: [string, (opening: BatchOpen) => object, string][] = [
    ['whose bytes are not those that the hash names', (o) => ({ ...upload(o), sha256: '0'.repeat(64) }), 'frame.hash'],
    ['of another segment', (o) => ({ ...upload(o), batch: randomUUID() }), 'segment.not-capture'],
    ['over the limit', (o) => ({ ...upload(o), body: Buffer.alloc(5 * 1024 * 1024) }), 'frame.too-large'],
    ['of a place without a profile', (o) => upload({ ...o, jur: 'FR', profile: 'FR@1' }), 'profile.unsupported'],
  ];
  test.each(frames)('%s is refused', async (_, change, code) => {
    const { ports } = await openTestLake();
    const sent = storeFrame(change(open()) as ReturnType<typeof upload>, 'd-4', ports, SETTINGS);
    expect(await codeOf(sent)).toBe(code);
    expect(await Array.fromAsync(ports.objects.listVersions('raw', ''))).toEqual([]);
  });
});

describe('the profile at the door', () => {
  const under = (changes: object) => ({
    ...SETTINGS,
    profiles: new Map([...SETTINGS.profiles, ['XA', profileWith(changes)]]),
  });
  const sendTo = (ports: Ports, settings: typeof SETTINGS, events: ActivityEvent[], opening = open()) =>
    storeSegment(bodyOf(opening, events), 'd-4', ports, settings);
  const focusOn = (seq: number, app_class: string, visible: string[] = []): ActivityEvent => ({
    kind: 'focus',
    seq,
    mono_us: seq * 1000,
    d: { app: 'App', app_class, visible, title: 'Dear diary' },
  });
  const textAt = (seq: number, ctx?: number): ActivityEvent => ({
    kind: 'screen.text',
    seq,
    mono_us: seq * 1000,
    ...(ctx !== undefined && { ctx }),
    d: { src: 'ax', text: 'secret words' },
  });
  const reasons = async (ports: Ports) =>
    (await stored(ports)).map((event) => (event.kind === 'control' ? event.d.reason : event.kind));

  test('an event in quiet hours leaves a gap, and those around it are stored', async () => {
    const { ports } = await openTestLake();
    // The segment starts at 09:00 UTC, and quiet hours a minute later.
    const windows = [{ days: ['wed'], from: '09:01', to: '10:00' }];
    const settings = under({ quiet_hours: { zone: 'UTC', windows } });
    const sent = storeSegment(bodyOf(hearing(), [at(0, 0), at(1, 61)]), 'd-4', ports, settings, HOUR_US);
    expect(await sent).toMatchObject({ events: 1, refused: { 'profile.quiet-hours': 1 } });
    expect(await reasons(ports)).toEqual(['path', 'withheld']);
  });

  test('of an import without a zone nothing is taken that some zone would put into quiet hours', async () => {
    const { ports } = await openTestLake();
    const rec = { name: 'x', ver: '1', import: 'ducktrack' };
    const t0 = new Date(NOW.getTime() - 100 * 3_600_000).toISOString();
    const windows = [{ days: ['sat' as const], from: '16:00', to: '17:00' }];
    const settings = under({ quiet_hours: { zone: 'UTC', windows } });
    // 2026-05-16, a Saturday, at 06:00 by the clock of a place that is not named.
    const unzoned = open({ rec, clock: { ...open().clock, t0, tz_known: false } });
    expect(await sendTo(ports, settings, [pointerAt(0)], unzoned)).toMatchObject({
      events: 0,
      refused: { 'profile.quiet-hours': 1 },
    });
    const zoned = open({ rec, clock: { ...open().clock, t0 } });
    expect(await sendTo(ports, settings, [pointerAt(0)], zoned)).toMatchObject({ events: 1, refused: {} });
  });

  test('a recording of now, by the clock of a place east of UTC that is not named, is taken', async () => {
    const { ports } = await openTestLake();
    const east = (hours: number, tz_known: boolean) => {
      const t0 = new Date(NOW.getTime() + hours * 3_600_000).toISOString();
      return codeOf(send(ports, bodyOf(open({ clock: { ...open().clock, t0, tz_known } }))));
    };
    expect(await Promise.all([1, 5.5, 9, 14].map((hours) => east(hours, false)))).toEqual(Array(4).fill('stored'));
    expect(await east(15, false)).toBe('clock.future');
    expect(await east(1, true)).toBe('clock.future');
  });

  test('a frame taken in quiet hours is not stored', async () => {
    const { ports } = await openTestLake();
    const settings = under({ quiet_hours: { zone: 'UTC', windows: [{ days: ['wed'], from: '08:00', to: '10:00' }] } });
    const body = Buffer.from('pixels');
    const opening = open();
    const sha256 = createHash('sha256').update(body).digest('hex');
    const sent = storeFrame({ batch: opening.batch, sha256, open: opening, monoUs: 5, body }, 'd-4', ports, settings);
    expect(await codeOf(sent)).toBe('profile.quiet-hours');
    expect(await Array.fromAsync(ports.objects.listVersions('raw', ''))).toEqual([]);
  });

  test('a segment from a home network is refused where only the corporate one may be used', async () => {
    const { ports } = await openTestLake();
    const home = open({ budget: { net: 'home', battery_pct: 80 } });
    expect(await codeOf(sendTo(ports, under({ networks: ['corp'] }), [pointerAt(0)], home))).toBe('profile.network');
    expect(await stored(ports)).toEqual([]);
  });

  test('an objection, or consent that is missing, stores nothing', async () => {
    const { ports } = await openTestLake();
    const worker = await participantOf(ports.keys, 'w-17');
    const said = (refusal: string, until: string | null = null) =>
      ports.participation.write([
        { pk: `worker#${worker}`, sk: `${refusal}#1`, ifRev: 0, data: { from: '2026-05-01T00:00:00Z', until } },
      ]);
    const optIn = under({ collect: 'opt_in' });
    expect(await codeOf(sendTo(ports, optIn, [pointerAt(0)]))).toBe('consent.missing');
    await said('consent');
    expect(await codeOf(sendTo(ports, optIn, [pointerAt(0)]))).toBe('stored');
    await said('objection');
    for (const collect of ['opt_in', 'opt_out', 'mandatory_with_objection'])
      expect(await codeOf(sendTo(ports, under({ collect }), [pointerAt(0)]))).toBe('objection.active');
    expect(await stored(ports)).toHaveLength(1);
  });

  test('a new purpose in the profile blocks until a notice of it was acknowledged', async () => {
    const { ports } = await openTestLake();
    const purposes = ['cua_training', 'evaluation'];
    const versions = [
      { ver: 1, purposes: ['cua_training'], wording_ref: null },
      { ver: 2, purposes, wording_ref: null },
    ];
    const notice = { ...profileWith().notice, versions };
    const settings = under({ version: 2, purposes, notice });
    const told = (ver: number, ack_at: string | null) =>
      open({ profile: 'XA@2', notice: { ...present(openOf().notice), ver, ack_at } });
    expect(await codeOf(sendTo(ports, settings, [pointerAt(0)]))).toBe('profile.version');
    expect(await codeOf(sendTo(ports, settings, [pointerAt(0)], told(1, '2026-01-02T00:00:00Z')))).toBe(
      'notice.outdated',
    );
    expect(await codeOf(sendTo(ports, settings, [pointerAt(0)], told(2, null)))).toBe('notice.missing');
    expect(await stored(ports)).toEqual([]);
    expect(await codeOf(sendTo(ports, settings, [pointerAt(0)], told(2, '2026-01-02T00:00:00Z')))).toBe('stored');
  });

  test('what is shown of a personal application is refused, and of an unknown one too', async () => {
    const { ports } = await openTestLake();
    const settings = under({ apps: { allow: null, deny: ['mail.personal'] } });
    const events = [
      textAt(0),
      focusOn(1, 'office'),
      textAt(2),
      focusOn(3, 'mail.personal'),
      textAt(4),
      textAt(5, 1),
      focusOn(6, 'office', ['mail.personal']),
      textAt(7),
    ];
    expect(await sendTo(ports, settings, events)).toMatchObject({ events: 4, refused: { 'profile.app': 4 } });
    const refused = 'withheld';
    expect(await reasons(ports)).toEqual([
      refused,
      'focus',
      'screen.text',
      refused,
      refused,
      'screen.text',
      'focus',
      refused,
    ]);
  });

  test('an excluded category and an unagreed transcript are refused', async () => {
    const { ports } = await openTestLake();
    const settings = under({ categories_excluded: ['union'], transcripts: { allowed: true, all_party: true } });
    const said = (seq: number, all_party_consent: boolean): ActivityEvent => ({
      kind: 'transcript',
      seq,
      mono_us: seq * 1000,
      d: { text: 'hm', speaker: 'other', dur_ms: 1, all_party_consent },
    });
    const events = [{ ...textAt(0), cats: ['union'] }, said(1, false), said(2, true)];
    expect(await sendTo(ports, settings, events)).toMatchObject({
      events: 1,
      refused: { 'profile.category': 1, 'transcript.consent': 1 },
    });
  });

  test('a masked kind is stored without its content', async () => {
    const { ports } = await openTestLake();
    const settings = under({ kinds: { ...profileWith().kinds, 'screen.text': 'mask', focus: 'mask' } });
    await sendTo(ports, settings, [focusOn(0, 'office'), textAt(1)]);
    const text = JSON.stringify(await stored(ports));
    expect(text).not.toMatch(/secret|diary/);
    expect(text).toContain('office');
  });

  test('data of a place is not kept longer than its profile says', async () => {
    const { ports, advance } = await openTestLake();
    const settings = under({ retention: { ...profileWith().retention, raw: 3 } });
    await sendTo(ports, settings, [pointerAt(0)]);
    await sendTo(ports, settings, [pointerAt(0)], open({ jur: 'XB', profile: 'XB@1' }));
    advance(3 * 86_400_000);
    await retain(ports, settings);
    const left = await Array.fromAsync(ports.objects.listVersions('raw', 'segments/'));
    expect(left.map(({ key }) => key)).toEqual([expect.stringContaining('jurisdiction=XB/')]);
  });
});
