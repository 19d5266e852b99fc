import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { pseudonym } from '../../lambdas/ingest/pseudonym.ts';
import { storeFrame } from '../../lambdas/ingest/store-frame.ts';
import { storeSegment } from '../../lambdas/ingest/store-segment.ts';
import type { BatchOpen } from '../../lib/activity/envelope.ts';
import type { ActivityEvent } from '../../lib/activity/events.ts';
import { readStored, type StoredEvent } from '../../lib/activity/segment/stored.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { gzipLines, openOf, pointerAt, sealLines } from '../activity/build.ts';
import { NOW, openTestLake, SETTINGS } from './lake.ts';

const T0 = new Date(NOW.getTime() - 3_600_000).toISOString();
const open = (changes: Partial<BatchOpen> = {}) =>
  openOf({ clock: { t0: T0, src: 'wall+mono', tz_known: true, skew_ms: 0 }, ...changes });
const bodyOf = (opening: BatchOpen, events: ActivityEvent[] = [0, 1, 2].map(pointerAt)) =>
  gzipLines(sealLines(opening, events));
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
    const { open: kept } = await readStored(await ports.objects.get('raw', version!.key), { motion: true });
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
    ['a notice that nobody acknowledged', { notice: { ...openOf().notice!, ack_at: null } }, 'notice.missing'],
    ['a notice given yesterday', { notice: { ...openOf().notice!, given_at: '2026-05-19T00:00:00Z' } }, 'notice.late'],
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
    expect(codes.filter((code) => code === 'stored')).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['stored', 'segment.duplicate']));
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
    const worker = await pseudonym(ports.keys, 'wk', 'w-17', 1);
    const at = Date.parse(T0);
    const data = { from: new Date(at + 1).toISOString(), until: new Date(at + 2).toISOString() };
    await ports.control.write([{ pk: `worker#${worker}`, sk: `pause#${data.from}`, ifRev: 0, data }]);
    expect(await send(ports, bodyOf(open()))).toMatchObject({ events: 2, refused: { 'pause.active': 1 } });
    expect(JSON.stringify(await stored(ports))).not.toContain('pause');
  });

  test('refuses an exempt worker', async () => {
    const { ports } = await openTestLake();
    const worker = await pseudonym(ports.keys, 'wk', 'w-17', 1);
    const data = { from: '2026-01-01T00:00:00Z', until: null };
    await ports.control.write([{ pk: `worker#${worker}`, sk: 'exemption#1', ifRev: 0, data }]);
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
