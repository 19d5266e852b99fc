import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { contextOf } from '../../bin/embedded/invoke.ts';
import { access } from '../../config/access.ts';
import { compact } from '../../lambdas/compact/compact.ts';
import { DuckRewriter } from '../../lambdas/compact/duckdb.ts';
import { storeSegment } from '../../lambdas/ingest/store-segment.ts';
import { packageHandler } from '../../lambdas/package/handler.ts';
import { makePackages } from '../../lambdas/package/make.ts';
import { pseudonym } from '../../lambdas/pseudonym.ts';
import { redactHandler } from '../../lambdas/redact/handler.ts';
import { retain } from '../../lambdas/retain/retain.ts';
import { LANGUAGES } from '../../lib/ledger/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { gzipLines, openOf, pointerAt, sealLines } from '../activity/build.ts';
import { EVERYTHING } from '../everything.ts';
import { present } from '../present.ts';
import { Crash, crashing, MOMENTS } from './crash.ts';
import { inventoryOf } from './inventory-of.ts';
import { openTestLake, SETTINGS } from './lake.ts';
import { type Person, workersOn } from './worker-client.ts';

const DAY = 86_400_000;
const ALWAYS = () => true;
const WITH_ACCESS = { ...SETTINGS, access };

/** Two workers whose rows share every file. */
async function neighbours(ports: Ports): Promise<[string, string]> {
  const shardOf = async (worker: string) => (await pseudonym(ports.keys, 'wk', worker, 1)).slice(3, 4);
  const mine = await shardOf('w-17');
  for (let n = 0; ; n++) if ((await shardOf(`n-${n}`)) === mine) return ['w-17', `n-${n}`];
}

async function setUp() {
  const lake = await openTestLake();
  const { ports, queue, advance } = lake;
  const [mine, other] = await neighbours(ports);
  const batches = new Map<string, string[]>();
  const record = async (worker: string): Promise<void> => {
    const t0 = new Date(ports.clock.now().getTime() - 60_000).toISOString();
    const open = openOf({ worker, epoch: 1, clock: { t0, src: 'wall+mono', tz_known: true, skew_ms: 0 } });
    await storeSegment(gzipLines(sealLines(open, [0, 1, 2].map(pointerAt))), 'd-4', ports, SETTINGS);
    batches.set(worker, [...(batches.get(worker) ?? []), open.batch]);
  };
  const redact = redactHandler(ports, SETTINGS);
  /** A day on which both work. */
  const work = async (): Promise<void> => {
    for (const worker of [mine, other]) await record(worker);
    await queue.drain((event) => redact(event, contextOf('redact')));
  };
  await work();
  advance(DAY);
  await work();
  const people = await workersOn(ports);
  // Each time with a token of the hour: tests move the clock.
  const personOf = (sub: string): Pick<Person, 'get' | 'post'> => ({
    get: async (path) => (await people.as(sub)).get(path),
    post: async (path, body) => (await people.as(sub)).post(path, body),
  });
  return {
    lake,
    ports,
    advance,
    reads: lake.reads,
    mine,
    other,
    batches,
    worker: personOf(mine),
    neighbour: personOf(other),
  };
}

type Somebody = Pick<Person, 'get' | 'post'>;

/** The same store, with one call of another kind. */
const having = (objects: Ports['objects'], changed: Partial<Ports['objects']>): Ports['objects'] =>
  new Proxy(objects, {
    get: (target, name) => {
      const own =
        Reflect.get(changed, name) ?? (Reflect.get(target, name) as (...args: unknown[]) => unknown).bind(target);
      return own;
    },
  });

const ask = async (worker: Somebody, language = 'en'): Promise<string> =>
  (await worker.post('/api/requests', { kind: 'copy', language })).body.id;

interface File {
  readonly name: string;
  readonly pieces: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly records: number;
}
const requestOf = async (worker: Somebody, id: string) =>
  (await worker.get('/api/me')).body.requests.find((request: { id: string }) => request.id === id);

/** All files of a copy, as the page fetches them, by name: what is in each ZIP. */
async function fetched(worker: Somebody, id: string): Promise<Record<string, Record<string, string>>> {
  const files: [string, Record<string, string>][] = [];
  for (const { name, pieces, bytes, sha256 } of (await requestOf(worker, id)).files as File[]) {
    const all: Buffer[] = [];
    for (let piece = 0; piece < pieces; piece++) {
      const answer = await worker.post('/api/packages/piece', { id, file: name, piece });
      expect(answer.headers['content-type']).toBe('application/octet-stream');
      all.push(Buffer.from(answer.body, 'base64'));
    }
    const zip = Buffer.concat(all);
    expect([zip.length, createHash('sha256').update(zip).digest('hex')]).toEqual([bytes, sha256]);
    const entries = Object.entries(unzipSync(zip)).map(([path, content]) => [path, Buffer.from(content).toString()]);
    files.push([name, Object.fromEntries(entries)]);
  }
  return Object.fromEntries(files);
}

const segmentsIn = (files: Record<string, Record<string, string>>): string[] => [
  ...new Set(
    Object.values(files).flatMap((file) =>
      'records.json' in file
        ? JSON.parse(present(file['records.json'])).map(({ segment }: { segment: string }) => segment)
        : [],
    ),
  ),
];

describe('an access package', () => {
  test('holds every row of its worker and no row of anybody else, though they share each file', async () => {
    const { ports, worker, neighbour, batches, mine, other } = await setUp();
    const id = await ask(worker);
    expect(await makePackages(ports, WITH_ACCESS, ALWAYS)).toEqual({ made: 1, left: 0, failed: [], late: 0 });
    const files = await fetched(worker, id);
    expect(Object.keys(files)).toEqual(['overview', 'XA-2026-05-20-1', 'XA-2026-05-21-1']);
    expect(segmentsIn(files).toSorted()).toEqual(present(batches.get(mine)).toSorted());
    const [, day] = Object.values(files);
    expect(JSON.parse(present(present(day)['records.json']))).toHaveLength(3);
    expect(present(present(day)['records.csv']).trim().split('\r\n')).toHaveLength(4);
    const all = JSON.stringify(files);
    for (const batch of present(batches.get(other))) expect(all).not.toContain(batch);
    // The pseudonyms would tell readers of the lake whose rows these are.
    expect(all).not.toMatch(/wk_[a-z2-7]|dv_[a-z2-7]|pa_[a-z2-7]/);
    // Another sign-in gets nothing, whatever it names.
    expect((await neighbour.get('/api/me')).body.requests).toEqual([]);
    for (const file of Object.keys(files))
      expect((await neighbour.post('/api/packages/piece', { id, file, piece: 0 })).body.code).toBe('package.unknown');
    expect((await worker.post('/api/packages/piece', { id, file: 'overview', piece: 99 })).status).toBe(404);
  });

  test.each(LANGUAGES)('speaks the language that its worker asked in: %s', async (language) => {
    const { ports, worker } = await setUp();
    const id = await ask(worker, language);
    await makePackages(ports, WITH_ACCESS, ALWAYS);
    const files = await fetched(worker, id);
    for (const file of Object.values(files)) {
      expect(file['index.html']).toContain(`<html lang="${language}">`);
      expect(file['index.html']).not.toMatch(/\{\w+\}|undefined|\[object|<script/);
    }
    const said = { en: 'Who has read it', de: 'Wer es gelesen hat', fr: 'Qui l’a lu', es: 'Quién lo ha leído' };
    expect(present(files.overview)['index.html']).toContain(said[language]);
  });

  test('says who read, what is held and what was destroyed, as the page does, and is what it was when it was made', async () => {
    const { ports, worker, reads, mine } = await setUp();
    const shard = (await pseudonym(ports.keys, 'wk', mine, 1)).slice(3, 4);
    const reader = 'arn:aws:iam::1:role/strongroom-team-ui-agents';
    reads.record({ reader, purpose: 'cua_training', columns: ['kind', 'x'] }, [
      { jurisdiction: 'XA', day: '2026-05-20', shard },
    ]);
    const id = await ask(worker);
    const held = (await worker.get('/api/held')).body;
    await makePackages(ports, WITH_ACCESS, ALWAYS);
    const { overview } = await fetched(worker, id);
    const data = JSON.parse(present(present(overview)['data.json']));
    expect(data.held).toEqual(held);
    expect(data.reads).toEqual((await worker.get('/api/reads')).body.reads);
    expect(present(overview)['who-read.csv']).toContain('ui-agents');
    expect(data.decisions.requests).toMatchObject([{ kind: 'copy' }]);
  });

  test('finds rows that were put together with those of others, without those that were erased', async () => {
    const { ports, worker, neighbour, batches, mine, advance } = await setUp();
    advance(2 * DAY);
    await neighbour.post('/api/requests', { kind: 'erasure' });
    await retain(ports, SETTINGS);
    await compact(ports, new DuckRewriter(ports), SETTINGS);
    advance(DAY);
    await retain(ports, SETTINGS);
    const id = await ask(worker);
    const other = await ask(neighbour);
    expect(await makePackages(ports, WITH_ACCESS, ALWAYS)).toMatchObject({ made: 2 });
    expect(segmentsIn(await fetched(worker, id)).toSorted()).toEqual(present(batches.get(mine)).toSorted());
    expect(segmentsIn(await fetched(neighbour, other))).toEqual([]);
  });

  test('is not made when rows that the ledger counts are not found, and stays asked for', async () => {
    const { ports, worker } = await setUp();
    await ask(worker);
    const { objects } = ports;
    const get: Ports['objects']['get'] = (zone, key) => objects.get(zone, key.replace('.parquet', '.gone'));
    const blind = { ...ports, objects: having(objects, { get }) };
    expect(await makePackages(blind, WITH_ACCESS, ALWAYS)).toMatchObject({ made: 0, failed: ['package.incomplete'] });
    expect(await makePackages(ports, WITH_ACCESS, ALWAYS)).toMatchObject({ made: 1, failed: [] });
  });

  test('goes on where a run had no time, day by day', async () => {
    const { ports, worker } = await setUp();
    const id = await ask(worker);
    let days = 1;
    expect(await makePackages(ports, WITH_ACCESS, () => days-- > 0)).toMatchObject({ made: 0, left: 1 });
    expect((await requestOf(worker, id)).files).toEqual([]);
    expect(await makePackages(ports, WITH_ACCESS, () => false)).toMatchObject({ made: 0, left: 1 });
    days = 1;
    expect(await makePackages(ports, WITH_ACCESS, () => days-- > 0)).toMatchObject({ made: 1, left: 0 });
    expect(Object.keys(await fetched(worker, id))).toHaveLength(3);
  });
});

describe('whatever happens meanwhile', () => {
  test.each(['objects', 'participation'] as const)(
    'a crash about any write to %s leaves a package that is made whole',
    async (store) => {
      const dying = (ports: Ports, at: number, when: 'before' | 'after') => {
        if (store === 'objects') return crashing(ports, at, when);
        const swapped = crashing({ ...ports, control: ports.participation }, at, when);
        return { crashed: swapped.crashed, ports: { ...ports, participation: swapped.ports.control } };
      };
      for (const when of MOMENTS)
        for (let at = 0; ; at += EVERYTHING ? 1 : 2) {
          const { ports, worker, batches, mine, lake } = await setUp();
          const id = await ask(worker);
          const attempt = dying(ports, at, when);
          const died = await makePackages(attempt.ports, WITH_ACCESS, ALWAYS).catch((error) => error);
          if (!attempt.crashed()) {
            expect(at).toBeGreaterThan(3);
            break;
          }
          expect(died).toBeInstanceOf(Crash);
          await makePackages(ports, WITH_ACCESS, ALWAYS);
          const files = await fetched(worker, id);
          expect(segmentsIn(files).toSorted()).toEqual(present(batches.get(mine)).toSorted());
          expect(Object.keys(files)).toHaveLength(3);
          // What the run that died left behind is accounted for, and dies with the package.
          expect((await inventoryOf(lake)).findings.filter(({ is }) => is === 'unaccounted')).toEqual([]);
        }
    },
  );

  test('what is asked to be erased goes into no package, and destroys one that holds it', async () => {
    const { ports, worker, advance } = await setUp();
    const id = await ask(worker);
    let days = 1;
    await makePackages(ports, WITH_ACCESS, () => days-- > 0);
    expect(await Array.fromAsync(ports.objects.list('packages', ''))).not.toEqual([]);
    await worker.post('/api/requests', { kind: 'erasure' });
    expect(await makePackages(ports, WITH_ACCESS, ALWAYS)).toMatchObject({ made: 1 });
    const files = await fetched(worker, id);
    expect(Object.keys(files)).toEqual(['overview']);
    await retain(ports, SETTINGS);
    const left = await Array.fromAsync(ports.objects.list('packages', ''));
    expect(left.map(({ key }) => present(key.split('/').at(-2)).slice(0, 8))).toEqual(['overview']);
    advance(31 * DAY);
    await retain(ports, SETTINGS);
    expect(await Array.fromAsync(ports.objects.listVersions('packages', ''))).toEqual([]);
  });

  test('an erasure destroys a package that is made, and its worker is told that its files are gone', async () => {
    const { ports, worker } = await setUp();
    const id = await ask(worker);
    await makePackages(ports, WITH_ACCESS, ALWAYS);
    await worker.post('/api/requests', { kind: 'erasure' });
    await retain(ports, SETTINGS);
    expect(await Array.fromAsync(ports.objects.listVersions('packages', ''))).toEqual([]);
    const answer = await worker.post('/api/packages/piece', { id, file: 'overview', piece: 0 });
    expect(answer).toMatchObject({ status: 404, body: { code: 'package.unknown' } });
  });

  test('one that is taken back is not made, also when that happens in the middle; one that is made cannot be', async () => {
    const { ports, worker } = await setUp();
    const id = await ask(worker);
    expect((await worker.post('/api/requests/withdraw', { id })).body.state).toBe('withdrawn');
    expect(await makePackages(ports, WITH_ACCESS, ALWAYS)).toMatchObject({ made: 0, left: 0 });
    const again = await ask(worker);
    let asked = 0;
    const meanwhile = () => {
      asked++;
      return true;
    };
    const { objects } = ports;
    const putOnce: Ports['objects']['putOnce'] = async (...put) => {
      if (asked === 1) await worker.post('/api/requests/withdraw', { id: again });
      asked = 2;
      return objects.putOnce(...put);
    };
    const watched = { ...ports, objects: having(objects, { putOnce }) };
    await makePackages(watched, WITH_ACCESS, meanwhile);
    expect(await requestOf(worker, again)).toMatchObject({ state: 'withdrawn', files: [] });
    const third = await ask(worker);
    await makePackages(ports, WITH_ACCESS, ALWAYS);
    expect((await worker.post('/api/requests/withdraw', { id: third })).body.code).toBe('request.begun');
    expect(await fetched(worker, third)).toHaveProperty('overview');
  });

  test('a request that is open within a week of its deadline counts as late, and each hour again', async () => {
    const { ports, worker, advance } = await setUp();
    await ask(worker);
    const never: Ports = {
      ...ports,
      reads: {
        unknown: (from, to) => ports.reads.unknown(from, to),
        of: () => {
          throw new Crash('dead');
        },
      },
    };
    const late = async () => (await makePackages(ports, WITH_ACCESS, () => false)).late;
    expect(await late()).toBe(0);
    advance(22 * DAY);
    expect(await late()).toBe(0);
    advance(2 * DAY);
    expect(await late()).toBe(1);
    advance(30 * DAY);
    expect(await late()).toBe(1);
    await expect(makePackages(never, WITH_ACCESS, ALWAYS)).rejects.toThrow(Crash);
    const handler = packageHandler(ports, WITH_ACCESS);
    const report = await handler({ scheduledTime: ports.clock.now().toISOString() }, contextOf('package') as never);
    expect(report).toEqual({ made: 1, left: 0, failed: [], late: 0 });
  });

  test('its files die with what they were made from, and in no case later than the days for packages', async () => {
    const { ports, worker, advance } = await setUp();
    advance(80 * DAY);
    const id = await ask(worker);
    await makePackages(ports, WITH_ACCESS, ALWAYS);
    const until = (await requestOf(worker, id)).files.map(({ name, expires }: { name: string; expires: string }) => [
      name,
      expires,
    ]);
    expect(until).toEqual([
      ['overview', '2026-09-08'],
      ['XA-2026-05-20-1', '2026-08-18'],
      ['XA-2026-05-21-1', '2026-08-19'],
    ]);
    advance(9 * DAY);
    await retain(ports, SETTINGS);
    expect(Object.keys(await fetched(worker, id))).toEqual(['overview', 'XA-2026-05-21-1']);
  });
});
