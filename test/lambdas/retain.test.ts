import { createPublicKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { latePlaces, planRetention, retain } from '../../lambdas/retain/retain.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import type { Hold } from '../../lib/governance/holds.ts';
import { isGenuine, type SignedDestruction } from '../../lib/retention/destruction.ts';
import { counted, hashed, NOTHING, summed } from '../../lib/retention/tally.ts';
import type { ObjectVersion, Ports } from '../../lib/storage/ports.ts';
import { crashing, MOMENTS } from './crash.ts';
import { NOW, openTestLake as open, SETTINGS } from './lake.ts';

const openTestLake = () => open({ gate: false });
const DAY = 86_400_000;
const today = NOW.toISOString().slice(0, 10);
const KEYS = {
  raw: [`segments/day=${today}/a.ndjson.gz`, `frames/day=${today}/a/b`, 'stray'],
  redacted: [`activity/jurisdiction=XA/day=${today}/shard=q/p.parquet`, `frames/day=${today}/a/1.png`],
  derived: [`ui-agents/set/expires=2026-05-21/x`, 'text-models/set/y'],
} as const;

async function fill(ports: Ports): Promise<void> {
  for (const [zone, keys] of Object.entries(KEYS))
    for (const key of keys) await ports.objects.putOnce(zone as keyof typeof KEYS, key, Buffer.from(key), 'text/plain');
  await ports.catalog.addPartition({ jurisdiction: 'XA', day: today, shard: 'q' });
}

/** The same store, but with some methods of another kind. */
const objectsWith = (objects: Ports['objects'], other: Partial<Ports['objects']>): Ports['objects'] =>
  new Proxy(objects, {
    get: (target, name) => {
      const own = Reflect.get(other, name) as unknown;
      return own ?? (Reflect.get(target, name) as (...args: unknown[]) => unknown).bind(target);
    },
  });

async function left(ports: Ports): Promise<string[]> {
  const found: string[] = [];
  for (const zone of ['raw', 'redacted', 'derived'] as const)
    for await (const { key } of ports.objects.listVersions(zone, '')) found.push(`${zone}/${key}`);
  return found.sort();
}

async function records(ports: Ports): Promise<SignedDestruction[]> {
  const found: SignedDestruction[] = [];
  for await (const { key } of ports.objects.listVersions('audit', 'destructions/')) {
    const chunks = await Array.fromAsync(await ports.objects.get('audit', key));
    found.push(JSON.parse(Buffer.concat(chunks).toString()));
  }
  return found;
}

describe('retain', () => {
  test('leaves what is not due', async () => {
    const { ports, advance } = await openTestLake();
    await fill(ports);
    const before = await left(ports);
    expect(await retain(ports, SETTINGS)).toMatchObject({ objects: 0, bytes: 0, records: [], partitions: 0 });
    advance(DAY - 1);
    expect(await left(ports)).toEqual(before);
  });

  test.each([
    [2, ['derived/ui-agents/set/expires=2026-05-21/x']],
    [7, ['derived/ui-agents/set/expires=2026-05-21/x', ...KEYS.raw.map((key) => `raw/${key}`)]],
    [90, Object.entries(KEYS).flatMap(([zone, keys]) => keys.map((key) => `${zone}/${key}`))],
  ])('after %i days destroys exactly what is due', async (days, gone) => {
    const { ports, advance } = await openTestLake();
    await fill(ports);
    const before = await left(ports);
    advance(days * DAY);
    const report = await retain(ports, SETTINGS);
    expect(report.objects).toBe(gone.length);
    expect(await left(ports)).toEqual(before.filter((key) => !(gone as string[]).includes(key)));
    expect(report.partitions).toBe(days === 90 ? 1 : 0);
  });

  test('signs what it destroyed, and a changed record is not genuine', async () => {
    const { ports, advance } = await openTestLake();
    await fill(ports);
    advance(90 * DAY);
    await retain(ports, SETTINGS);
    const publicKey = await ports.keys.publicKey('records');
    expect(createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' }).asymmetricKeyType).toBe('ec');
    const all = await records(ports);
    expect(all.length).toBeGreaterThan(3);
    for (const signed of all) {
      expect(isGenuine(signed, publicKey)).toBe(true);
      for (const name of Object.keys(signed.record))
        expect(isGenuine({ ...signed, record: { ...signed.record, [name]: 'x' } }, publicKey)).toBe(false);
    }
  });

  test('says what is due and why, and touches nothing', async () => {
    const { ports, advance } = await openTestLake();
    await fill(ports);
    advance(7 * DAY);
    const before = await left(ports);
    const plan = await planRetention(ports, SETTINGS);
    expect(await left(ports)).toEqual(before);
    expect(plan.due.map(({ prefix, why }) => [prefix, why])).toEqual([
      ['ui-agents/set/expires=2026-05-21/', 'own-day'],
      [`frames/day=${today}/`, 'program'],
      [`segments/day=${today}/`, 'program'],
      ['stray', 'program'],
    ]);
    expect(plan.next).toBe('2026-08-18');
  });

  test('lists nothing deeper than what is due', async () => {
    const { ports, advance } = await openTestLake();
    await fill(ports);
    const later = new Date(NOW.getTime() + 3 * DAY).toISOString().slice(0, 10);
    for (let n = 0; n < 20; n++)
      await ports.objects.putOnce(
        'raw',
        `segments/jurisdiction=XA/day=${later}/${n}.gz`,
        Buffer.from('x'),
        'text/plain',
      );
    advance(7 * DAY);
    const asked: string[] = [];
    const { listVersions } = ports.objects;
    const objects = objectsWith(ports.objects, {
      listVersions: (zone, prefix) => {
        asked.push(prefix);
        return listVersions.call(ports.objects, zone, prefix);
      },
    });
    await retain({ ...ports, objects }, SETTINGS);
    expect(asked.some((prefix) => prefix === `segments/day=${today}/`)).toBe(true);
    expect(asked.filter((prefix) => prefix === '' || prefix.includes(later))).toEqual([]);
  });

  test('goes on in the next run where the time was over, and counts nothing twice', async () => {
    const { ports, advance } = await openTestLake();
    for (let n = 0; n < 2_300; n += 1)
      if (n % 100 === 0)
        await ports.objects.putOnce('raw', `segments/day=${today}/${n}`, Buffer.from('x'), 'text/plain');
    await fill(ports);
    advance(7 * DAY);
    const runs: string[] = [];
    let total = 0;
    for (let time = 1; ; time++) {
      let requests = 0;
      const report = await retain(ports, SETTINGS, { more: () => requests++ < 6 });
      total += report.objects;
      runs.push(String(report.left.length));
      if (report.left.length === 0) break;
      expect(time).toBeLessThan(20);
    }
    expect(runs.length).toBeGreaterThan(1);
    expect(total).toBe(23 + 4);
    expect((await records(ports)).reduce((n, { record }) => n + record.versions, 0)).toBe(total);
  });

  test('a lot that cannot be destroyed keeps no other, and only its place is late', async () => {
    const { ports, advance } = await openTestLake();
    const keyOf = (place: string) => `segments/jurisdiction=${place}/day=${today}/a.gz`;
    for (const place of ['XA', 'XB']) await ports.objects.putOnce('raw', keyOf(place), Buffer.from('x'), 'text/plain');
    advance(7 * DAY);
    const denied = new StrongroomError('access.denied', 'no', 'no');
    const objects = objectsWith(ports.objects, {
      deleteVersions: (zone, versions) =>
        versions.some(({ key }) => key.includes('=XB/'))
          ? Promise.reject(denied)
          : ports.objects.deleteVersions(zone, versions),
    });
    const report = await retain({ ...ports, objects }, SETTINGS);
    expect(report.failed).toMatchObject([{ place: 'XB', code: 'access.denied' }]);
    expect(await left(ports)).toEqual([`raw/${keyOf('XB')}`]);
    expect(latePlaces(report, ports.clock.now(), SETTINGS.retentionLagMs)).toEqual([]);
    advance(2 * DAY);
    expect(latePlaces(report, ports.clock.now(), SETTINGS.retentionLagMs)).toEqual(['XB']);
    expect(await retain(ports, SETTINGS)).toMatchObject({ failed: [], objects: 1 });
  });

  test('a lot that another run works on at the same moment keeps no other from its end', async () => {
    const { ports, advance } = await openTestLake();
    await fill(ports);
    advance(7 * DAY);
    const { control } = ports;
    // Another run counts in the same slice first.
    const write: typeof control.write = async (writes) => {
      if (writes.some(({ pk, ifRev }) => pk === 'destroying#raw' && ifRev === 1)) await control.write(writes);
      return control.write(writes);
    };
    const raced: Ports['control'] = {
      write,
      get: (pk, sk) => control.get(pk, sk),
      query: (pk, prefix) => control.query(pk, prefix),
      between: (pk, from, to) => control.between(pk, from, to),
    };
    const { failed, records } = await retain({ ...ports, control: raced }, SETTINGS);
    expect(failed).toMatchObject([{ zone: 'raw', code: 'retention.raced' }]);
    expect(records).toEqual([expect.stringContaining('/derived/')]);
    await retain(ports, SETTINGS);
    expect((await left(ports)).filter((key) => key.startsWith('raw/'))).toEqual([]);
  });

  test('a lot that a hold keeps in the middle of its destruction has no record before it is gone', async () => {
    const { ports, advance } = await openTestLake();
    await fill(ports);
    advance(7 * DAY);
    // It was counted and written down, and nothing of it destroyed.
    const stuck = objectsWith(ports.objects, { deleteVersions: () => Promise.reject(new Error('stopped')) });
    await expect(retain({ ...ports, objects: stuck }, SETTINGS)).rejects.toThrow('stopped');
    const hold: Hold = {
      ...{ id: 'case-1', reason: 'r', approver: 'a', decision: 'd', zones: ['raw', 'derived'] },
      ...{ until: '2026-06-30', since: '2026-05-01', till: '2026-06-30' },
    };
    expect(await retain(ports, { ...SETTINGS, holds: [hold] })).toMatchObject({ objects: 0, records: [] });
    expect(await records(ports)).toEqual([]);
    await retain(ports, SETTINGS);
    expect((await left(ports)).filter((key) => key.startsWith('raw/'))).toEqual([]);
    expect((await records(ports)).filter(({ record }) => record.zone === 'raw')).toHaveLength(1);
  });

  test('an upload in parts that is still there is no end', async () => {
    const { ports, advance } = await openTestLake();
    await fill(ports);
    advance(7 * DAY);
    const objects = objectsWith(ports.objects, {
      uploads: async function* (_, prefix) {
        if (prefix.startsWith('segments/')) yield `${prefix}half`;
      },
    });
    const report = await retain({ ...ports, objects }, SETTINGS);
    expect(report.failed.map(({ zone, code }) => [zone, code])).toEqual([['raw', 'retention.incomplete']]);
    expect((await records(ports)).map(({ record }) => record.zone)).toEqual(['derived']);
  });

  test('keeps what a hold names until its end, and not without a decision record', async () => {
    const { ports, advance } = await openTestLake();
    await fill(ports);
    const end = new Date(NOW.getTime() + 9 * DAY).toISOString().slice(0, 10);
    const hold: Hold = {
      ...{ id: 'case-1', reason: 'a claim', approver: 'counsel', until: end, zones: ['raw'] },
      ...{ since: today, till: today, decision: 'decisions/17' },
    };
    advance(7 * DAY);
    const { decision: _, ...undecided } = hold;
    expect((await planRetention(ports, { ...SETTINGS, holds: [undecided] })).refused).toEqual([
      { hold: 'case-1', why: 'no-decision' },
    ]);
    const held = await retain(ports, { ...SETTINGS, holds: [hold] });
    expect(held).toMatchObject({ objects: 1, held: 3 });
    advance(2 * DAY);
    expect(await retain(ports, { ...SETTINGS, holds: [hold] })).toMatchObject({ objects: 3, held: 0 });
  });

  test('has nothing to do the second time', async () => {
    const { ports, advance } = await openTestLake();
    await fill(ports);
    advance(90 * DAY);
    await retain(ports, SETTINGS);
    expect(await retain(ports, SETTINGS)).toMatchObject({ objects: 0, records: [], partitions: 0 });
  });

  test('accounts for everything after a crash at any write', async () => {
    for (const when of MOMENTS) {
      for (let at = 0; ; at++) {
        const { ports, advance } = await openTestLake();
        await fill(ports);
        advance(90 * DAY);
        const attempt = crashing(ports, at, when);
        await retain(attempt.ports, SETTINGS).catch(() => {});
        if (!attempt.crashed()) break;
        await retain(ports, SETTINGS);
        const expected = Object.values(KEYS).flat();
        expect(await left(ports)).toEqual([]);
        const recorded = await records(ports);
        expect(
          recorded.reduce((n, { record }) => n + record.versions, 0),
          `${when} ${at}`,
        ).toBe(expected.length);
        expect(recorded.reduce((n, { record }) => n + record.bytes, 0)).toBe(expected.join('').length);
      }
    }
  });

  describe('in several runs at once', () => {
    const OF = 3;
    const all = Array.from({ length: OF }, (_, at) => at);
    const share = (at: number) => ({ share: { of: OF, at } });
    const later = new Date(NOW.getTime() + DAY).toISOString().slice(0, 10);
    const KEPT = `segments/jurisdiction=XA/day=${later}/kept`;

    /** Recordings whose keys begin with everything that ids and others may begin with. */
    const BEGINS = ['0', '2a', '40', '7f', '8', 'a1', 'c0', 'e5', 'ff', 'tags-s', 'Z', 'é', '-'];

    async function fillLot(
      ports: Ports,
      begins: readonly string[] = ['0', '7f', 'e5', 'tags-s'],
    ): Promise<ObjectVersion[]> {
      for (const begin of begins) await put(ports, `segments/jurisdiction=XA/day=${today}/${begin}.x`);
      await put(ports, KEPT);
      return (await Array.fromAsync(ports.objects.listVersions('raw', ''))).filter(({ key }) => key !== KEPT);
    }
    const put = (ports: Ports, key: string) => ports.objects.putOnce('raw', key, Buffer.from(key), 'text/plain');

    const everything = async (ports: Ports) => {
      const found = (await records(ports)).map(({ record }) => record).filter(({ zone }) => zone === 'raw');
      return { lots: found.length, ...summed(found) };
    };

    test("each slice is somebody's, and each lot has one record of all of it", async () => {
      const { ports, advance } = await openTestLake();
      for (const key of [
        `carries/jurisdiction=XA/day=${today}/3.x`,
        `segments/jurisdiction=XB/day=${today}/b1`,
        'stray',
      ])
        await put(ports, key);
      const gone = counted(NOTHING, (await fillLot(ports, BEGINS)).map(hashed));
      advance(7 * DAY);
      // One alone destroys its own slices, and signs nothing of a lot that is not gone.
      const second = await retain(ports, SETTINGS, share(1));
      expect(second.left.map(({ place }) => place)).toContain('XA');
      expect((await records(ports)).filter(({ record }) => record.place === 'XA')).toEqual([]);
      const raw = (await left(ports)).length;
      expect(raw).toBeGreaterThan(1);
      expect(raw).toBeLessThan(gone.versions);
      await Promise.all([2, 0].map((at) => retain(ports, SETTINGS, share(at))));
      for (const at of all) expect(await retain(ports, SETTINGS, share(at))).toMatchObject({ left: [], failed: [] });
      expect(await left(ports)).toEqual([`raw/${KEPT}`]);
      expect(await everything(ports)).toEqual({ lots: 3, ...gone });
    });

    test('a run that never comes leaves its slices, of which the first tells the gate', async () => {
      const { ports, advance } = await openTestLake();
      await fillLot(ports, BEGINS);
      advance(7 * DAY);
      for (let run = 0; run < 2; run++) for (const at of [1, 0]) await retain(ports, SETTINGS, share(at));
      expect((await left(ports)).length).toBeGreaterThan(1);
      advance(2 * DAY);
      const report = await retain(ports, SETTINGS, share(0));
      expect(report).toMatchObject({ records: [], failed: [] });
      expect(latePlaces(report, ports.clock.now(), SETTINGS.retentionLagMs)).toEqual(['XA']);
    });

    test('accounts for everything once after any of them died at any write, and one alone goes on', async () => {
      for (const when of MOMENTS)
        for (let at = 0; ; at++) {
          const { ports, advance } = await openTestLake();
          const gone = counted(NOTHING, (await fillLot(ports)).map(hashed));
          advance(7 * DAY);
          const attempt = crashing(ports, at, when);
          await Promise.allSettled(all.map((n) => retain(n === at % OF ? attempt.ports : ports, SETTINGS, share(n))));
          // It is cut as it was, no matter which run goes on.
          for (let run = 0; run < 2; run++)
            expect(await retain(ports, SETTINGS)).toMatchObject({ left: [], failed: [] });
          expect(await left(ports)).toEqual([`raw/${KEPT}`]);
          expect(await everything(ports), `${when} ${at}`).toEqual({ lots: expect.any(Number), ...gone });
          if (!attempt.crashed()) break;
        }
    });

    test('what comes late is a record of its own, and what was sealed before a crash says what was counted then', async () => {
      const { ports, advance } = await openTestLake();
      const gone = counted(NOTHING, (await fillLot(ports)).map(hashed));
      advance(7 * DAY);
      for (const at of [1, 2]) await retain(ports, SETTINGS, share(at));
      // The lot is sealed, and its record is not filed.
      const audit = objectsWith(ports.objects, { putOnce: () => Promise.reject(new Error('stopped')) });
      await expect(retain({ ...ports, objects: audit }, SETTINGS, share(0))).rejects.toThrow('stopped');
      const late = `segments/jurisdiction=XA/day=${today}/0late`;
      await put(ports, late);
      const found = await Array.fromAsync(ports.objects.listVersions('raw', late));
      // A run reports the record that it files of another, although its own time is over then.
      let over = false;
      const destroying = objectsWith(ports.objects, {
        deleteVersions: async (zone, versions) => {
          await ports.objects.deleteVersions(zone, versions);
          over = true;
        },
      });
      const short = await retain({ ...ports, objects: destroying }, SETTINGS, { ...share(0), more: () => !over });
      expect(short.left).toHaveLength(1);
      expect(short.objects).toBe(gone.versions);
      for (let run = 0; run < 2; run++) for (const at of all) await retain(ports, SETTINGS, share(at));
      expect(await left(ports)).toEqual([`raw/${KEPT}`]);
      expect(await everything(ports)).toEqual({ lots: 2, ...counted(gone, found.map(hashed)) });
    });

    test('the first alone carries out orders and destroys copies', async () => {
      const { ports, advance } = await openTestLake();
      await fill(ports);
      advance(90 * DAY);
      await retain(ports, SETTINGS, share(1));
      await retain(ports, SETTINGS, share(2));
      expect((await left(ports)).filter((key) => key.startsWith('derived/'))).toHaveLength(2);
      await retain(ports, SETTINGS, share(0));
      expect(await left(ports)).toEqual([]);
    });
  });
});
