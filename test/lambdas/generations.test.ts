import { Readable } from 'node:stream';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { compact } from '../../lambdas/compact/compact.ts';
import { DuckRewriter } from '../../lambdas/compact/duckdb.ts';
import { ordersOf } from '../../lambdas/erasures.ts';
import { retain } from '../../lambdas/retain/retain.ts';
import type { Hold } from '../../lib/governance/holds.ts';
import { addDays } from '../../lib/retention/days.ts';
import { keepDaysOf } from '../../lib/retention/keep.ts';
import { EVERYTHING } from '../everything.ts';
import { present } from '../present.ts';
import { athenaRewriter, type Meddling } from './athena.ts';
import { SETTINGS } from './lake.ts';
import { type Dies, RetentionWorld, type RewriterOf } from './retention-world.ts';

beforeAll(() => {
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
  process.env.POWERTOOLS_TRACE_ENABLED = 'false';
  process.env.POWERTOOLS_METRICS_DISABLED = 'true';
});

const HOUR = 3_600_000;
const RUNS = Number(process.env.RETENTION_RUNS ?? 3);

/** Everybody who is published, not erased and not due is found once, with every row; nobody is found who was never published. */
async function checkReaders(world: RetentionWorld): Promise<void> {
  const rows = await world.visible();
  const keep = keepDaysOf(SETTINGS, 'redacted', 'XA');
  for (const { batch, day, published, erased } of world.sent) {
    const due = addDays(day, keep) <= world.today;
    const found = rows.get(batch) ?? 0;
    if (published && !erased && !due) expect(found).toBe(world.rowsOfOne);
    else expect([0, world.rowsOfOne]).toContain(found);
  }
}

/**
 * What is not due and not erased is there; after a run that came to its end nothing is that should not be, but what a hold
 * keeps, and nothing ever of an order that was carried out.
 */
async function checkBytes(world: RetentionWorld, ended: boolean, held: Hold['zones'] = []): Promise<void> {
  const [raw, table] = [await world.versions('raw'), await world.leftInTable()];
  const keep = { raw: keepDaysOf(SETTINGS, 'raw', 'XA'), redacted: keepDaysOf(SETTINGS, 'redacted', 'XA') };
  for (const { batch, day, whole, published, erased } of world.sent) {
    const there = raw.some((key) => key.includes(batch));
    const due = { raw: addDays(day, keep.raw) <= world.today, redacted: addDays(day, keep.redacted) <= world.today };
    if (!due.raw && !erased && whole) expect(there).toBe(true);
    if (!due.redacted && !erased && published) expect(table.has(batch)).toBe(true);
    if (ended && !held.includes('raw') && (due.raw || erased)) expect(there).toBe(false);
    if (ended && !held.includes('redacted') && due.redacted) expect(table.has(batch)).toBe(false);
  }
  const open = (await ordersOf(world.ports.control)).filter((order) => order.open).flatMap(({ batches }) => batches);
  for (const { batch, erased } of world.sent)
    if (ended && erased && !open.includes(batch))
      expect([raw.some((key) => key.includes(batch)), table.has(batch)]).toEqual([false, false]);
}

/**
 * A copy is there until its day, or until somebody asked whose recordings it holds, whose team is told before; and no pseudonym
 * of somebody of whom nothing may be left stands in any byte.
 */
async function checkCopies(world: RetentionWorld, ended: boolean, held: Hold['zones']): Promise<void> {
  const there = await world.versions('derived');
  const erased = new Set(world.sent.filter((message) => message.erased).map(({ batch }) => batch));
  for (const { export: name, prefix, batches, due, whole } of world.copied) {
    const lies = there.filter((key) => key.startsWith(prefix)).length;
    const asked = batches.some((batch) => erased.has(batch));
    const isDue = due <= world.today;
    const told = there.some((key) => key.includes(`/notices/${name}.json`));
    if (!asked && !isDue && whole) expect(lies).toBe(2);
    if (!asked) expect(told).toBe(false);
    if (asked && whole && lies === 0 && !isDue) expect(told).toBe(true);
    if (ended && !held.includes('derived') && (isDue || (asked && world.copyDays === 0))) expect(lies).toBe(0);
  }
  const open = (await ordersOf(world.ports.control)).some((order) => order.open);
  if (ended && held.length === 0 && !open) expect(await world.wordsIn(await world.erasedWorkers())).toEqual([]);
}

type Step =
  | { readonly do: 'ingest'; readonly who: number; readonly dies: Dies }
  | { readonly do: 'erase'; readonly who: number }
  | { readonly do: 'redact'; readonly dies: Dies; readonly lost: boolean }
  | { readonly do: 'copy'; readonly days: number; readonly dies: Dies }
  | { readonly do: 'compact'; readonly dies: Dies }
  | { readonly do: 'retain'; readonly dies: Dies; readonly held: Hold['zones']; readonly shares: number }
  | { readonly do: 'pass'; readonly hours: number };

async function take(step: Step, world: RetentionWorld): Promise<void> {
  if (step.do === 'ingest') await world.ingest(step.who, step.dies);
  if (step.do === 'erase') await world.erase(step.who);
  if (step.do === 'redact') await world.redact(step.dies, step.lost);
  if (step.do === 'copy') await world.copy(step.days, step.dies);
  if (step.do === 'compact') await world.compact(step.dies, () => checkReaders(world));
  if (step.do === 'pass') world.lake.advance(step.hours * HOUR);
  if (step.do === 'retain') {
    const ended = await world.retain(step.dies, step.held, step.shares);
    await checkBytes(world, ended, step.held);
    await checkCopies(world, ended, step.held);
  }
  await checkReaders(world);
  const { findings } = await world.inventory();
  expect(findings.filter(({ is }) => is !== 'pending')).toEqual([]);
}

const dies = fc.option(fc.record({ at: fc.nat(14), when: fc.constantFrom('before' as const, 'after' as const) }), {
  nil: undefined,
});
/** Ingest has few writes, and comes to its end half of the time at least. */
const ends = fc.option(fc.record({ at: fc.nat(3), when: fc.constantFrom('before' as const, 'after' as const) }), {
  nil: undefined,
  freq: 2,
});
const held = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Hold['zones']>([]) },
  fc.subarray<Hold['zones'][number]>(['raw', 'redacted', 'derived'], { minLength: 1 }),
);
const shares = fc.constantFrom(1, 1, 2, 3);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('ingest' as const), who: fc.nat(2), dies: ends }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('redact' as const), dies, lost: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('compact' as const), dies }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('copy' as const), days: fc.constantFrom(3, 60), dies }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('retain' as const), dies, held, shares }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), who: fc.nat(2) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pass' as const), hours: fc.constantFrom(5, 24, 50, 24 * 80) }) },
);

const send = async (world: RetentionWorld, ...who: number[]) => {
  for (const one of who) await world.ingest(one);
  await world.redact();
};

const openOf = async (world: RetentionWorld) => (await ordersOf(world.ports.control)).map(({ open }) => open);

/** What writes generations: DuckDB in the embedded lake, and Athena on AWS, where what it did lies beside them for a day. */
const REWRITERS: readonly (readonly [string, RewriterOf | undefined])[] = [
  ['DuckDB', undefined],
  ['Athena', athenaRewriter],
];
const inTable = async (world: RetentionWorld): Promise<string[]> =>
  (await world.versions('redacted')).filter((key) => key.startsWith('activity/'));

describe.each(REWRITERS)('generations by %s', (_, rewriter) => {
  test('a closed day becomes one file, sorted, and the old ones go a day later with a record', async () => {
    const world = await RetentionWorld.open(rewriter);
    for (let n = 0; n < 3; n++) await send(world, 2, 1, 0);
    world.lake.advance(24 * HOUR);
    await world.compact(undefined, () => checkReaders(world));
    expect((await inTable(world)).length).toBe(4);
    await world.retain(undefined);
    expect((await inTable(world)).length).toBe(4);
    world.lake.advance(48 * HOUR);
    expect(await world.retain(undefined)).toBe(true);
    expect((await inTable(world)).map((key) => key.includes('/generations/'))).toEqual([true]);
    await checkReaders(world);
  });

  test('a worker who is erased is in no byte of the table any more, and the others are all there', async () => {
    const world = await RetentionWorld.open(rewriter);
    await send(world, 0, 1, 2);
    world.lake.advance(24 * HOUR);
    await world.compact(undefined, () => checkReaders(world));
    await world.erase(1);
    await world.retain(undefined);
    expect((await ordersOf(world.ports.control)).map(({ open }) => open)).toEqual([true]);
    await world.compact(undefined, () => checkReaders(world));
    world.lake.advance(48 * HOUR);
    expect(await world.retain(undefined)).toBe(true);
    expect((await ordersOf(world.ports.control)).map(({ open }) => open)).toEqual([false]);
    await checkBytes(world, true);
  });

  test('what lands late is added to the generation, once, and what was erased meanwhile is not', async () => {
    const world = await RetentionWorld.open(rewriter);
    await world.ingest(0);
    await world.ingest(1);
    world.lake.advance(24 * HOUR);
    await world.redact();
    await world.compact(undefined, () => checkReaders(world));
    world.lake.advance(-24 * HOUR);
    await world.ingest(2);
    await world.ingest(1);
    world.lake.advance(24 * HOUR);
    await world.erase(1);
    await world.retain(undefined);
    await world.redact();
    for (let run = 0; run < 2; run++) await world.compact(undefined, () => checkReaders(world));
    expect([...(await world.visible()).values()]).toEqual([world.rowsOfOne, world.rowsOfOne]);
    world.lake.advance(48 * HOUR);
    for (let run = 0; run < 2; run++) expect(await world.retain(undefined)).toBe(true);
    expect(await openOf(world)).toEqual([false]);
    await checkBytes(world, true);
  });

  test('nothing is lost or seen twice, whichever write a run dies at', async () => {
    // Dying after one write is dying before the next. A compaction of one partition makes five, and Athena one more.
    for (let at = 0; at < 7; at += EVERYTHING ? 1 : 2) {
      const world = await RetentionWorld.open(rewriter);
      await send(world, 0, 1);
      world.lake.advance(24 * HOUR);
      await world.compact({ at, when: 'after' }, () => checkReaders(world));
      await world.compact(undefined, () => checkReaders(world));
      world.lake.advance(48 * HOUR);
      expect(await world.retain(undefined)).toBe(true);
      await checkBytes(world, true);
      expect((await inTable(world)).length, `write ${at}`).toBe(1);
    }
  });
});

describe('generations', () => {
  test.each<[string, string, Meddling]>([
    ['generation.miscounted', 'leaves a row out', (sql) => sql.replace(' ORDER BY', ' AND seq <> 1 ORDER BY')],
    [
      'generation.unerased',
      'keeps rows that it had to leave out',
      (sql) => sql.replace(/ AND segment NOT IN \([^)]*\)/, ''),
    ],
    ['generation.foreign', 'writes to another place', (sql) => sql.replace('/generations/', '/generations-of-others/')],
  ])('are not switched to: %s when Athena %s', async (code, _, meddle) => {
    const world = await RetentionWorld.open();
    await send(world, 0, 1, 2);
    world.lake.advance(24 * HOUR);
    await world.erase(1);
    await world.retain(undefined);
    const report = await compact(world.ports, await athenaRewriter(world.ports, meddle), SETTINGS);
    expect(report).toMatchObject({ rewritten: 0, failed: [{ code }] });
    await checkReaders(world);
    const again = await compact(world.ports, await athenaRewriter(world.ports), SETTINGS);
    expect(again).toMatchObject({ rewritten: 1, failed: [] });
    await checkReaders(world);
  });

  test.each([0, 5])(
    'a copy with a worker who is erased goes %s days later, and its team is told before, whatever dies',
    async (days) => {
      for (let at = 0; at < 4; at++) {
        const world = await RetentionWorld.open();
        world.copyDays = days;
        await send(world, 0, 1);
        await world.copy(60, undefined);
        await world.erase(1);
        await world.copy(60, undefined);
        world.lake.advance(24 * HOUR);
        await world.retain({ at, when: 'after' });
        for (let day = 0; day < days; day++) {
          await world.compact(undefined, () => checkReaders(world));
          expect(await world.retain(undefined)).toBe(true);
          await checkCopies(world, true, []);
          world.lake.advance(24 * HOUR);
        }
        await world.compact(undefined, () => checkReaders(world));
        world.lake.advance(48 * HOUR);
        for (let run = 0; run < 2; run++) expect(await world.retain(undefined)).toBe(true);
        await checkCopies(world, true, []);
        const there = await world.versions('derived');
        expect(there.map((key) => key.split('/')[1]).toSorted()).toEqual(
          ['notices', ...Array.from({ length: 2 }, () => present(world.copied[1]).export)].toSorted(),
        );
        expect(await openOf(world)).toEqual([false]);
        expect((await world.inventory()).findings).toEqual([]);
      }
    },
  );

  test('an order waits for the copies of its own recordings, and for no other', async () => {
    const world = await RetentionWorld.open();
    world.copyDays = 9;
    await send(world, 0);
    await world.copy(60, undefined);
    await send(world, 1);
    await world.erase(0);
    await world.erase(1);
    world.lake.advance(24 * HOUR);
    for (let run = 0; run < 3; run++) {
      await world.compact(undefined, () => checkReaders(world));
      expect(await world.retain(undefined)).toBe(true);
      world.lake.advance(48 * HOUR);
    }
    const orders = await ordersOf(world.ports.control);
    const copied = new Set(present(world.copied[0]).batches);
    expect(orders.map(({ open, batches }) => [batches.some((batch) => copied.has(batch)), open]).toSorted()).toEqual([
      [false, false],
      [true, true],
    ]);
  });

  test('an order stays open while what a dead attempt wrote has rows of it, though their own file went as a whole', async () => {
    const world = await RetentionWorld.open();
    await send(world, 1);
    world.lake.advance(24 * HOUR);
    // It has written down what it will replace, and the file of the new generation.
    await world.compact({ at: 1, when: 'after' }, () => checkReaders(world));
    await world.erase(1);
    for (let run = 0; run < 2; run++) {
      expect(await world.retain(undefined)).toBe(true);
      expect(await openOf(world)).toEqual([true]);
      await world.compact(undefined, () => checkReaders(world));
    }
    world.lake.advance(48 * HOUR);
    expect(await world.retain(undefined)).toBe(true);
    expect(await openOf(world)).toEqual([false]);
    await checkBytes(world, true);
  });

  test('an order is carried out at the latest when the rows of its day are due, and not while a hold keeps any', async () => {
    const world = await RetentionWorld.open();
    await send(world, 0, 1);
    world.lake.advance(24 * HOUR);
    await world.compact(undefined, () => checkReaders(world));
    const last = keepDaysOf(SETTINGS, 'redacted', 'XA') - 1;
    world.lake.advance((last - 1) * 24 * HOUR);
    await world.erase(1);
    await world.retain(undefined);
    world.lake.advance(24 * HOUR);
    const day = present(world.sent[0]).day;
    const hold: Hold = {
      ...{ id: 'h', reason: 'r', approver: 'a', decision: 'd', zones: ['redacted'] },
      ...{ until: addDays(world.today, 9), since: day, till: day },
    };
    await retain(world.ports, { ...SETTINGS, holds: [hold] });
    expect([await openOf(world), (await world.leftInTable()).size]).toEqual([[true], 2]);
    await world.retain(undefined);
    expect([await openOf(world), (await world.leftInTable()).size]).toEqual([[false], 0]);
  });

  test('an order is not carried out while a hold keeps a recording whose day is over', async () => {
    const world = await RetentionWorld.open();
    await send(world, 1);
    const day = present(world.sent[0]).day;
    world.lake.advance((keepDaysOf(SETTINGS, 'raw', 'XA') + 1) * 24 * HOUR);
    const hold: Hold = {
      ...{ id: 'h', reason: 'r', approver: 'a', decision: 'd', zones: ['raw'] },
      ...{ until: addDays(world.today, 9), since: day, till: day },
    };
    await world.erase(1);
    await retain(world.ports, { ...SETTINGS, holds: [hold] });
    expect([await openOf(world), (await world.versions('raw')).length > 0]).toEqual([[true], true]);
    await retain(world.ports, SETTINGS);
    expect([await openOf(world), await world.versions('raw')]).toEqual([[false], []]);
  });

  test('an order about a recording that is on its way is carried out when a second run has looked for it', async () => {
    const world = await RetentionWorld.open();
    await world.ingest(0);
    await world.erase(0);
    const [key] = await world.versions('raw');
    await retain(world.ports, SETTINGS);
    expect([await openOf(world), await world.versions('raw')]).toEqual([[true], []]);
    // Its writer had begun before.
    await world.ports.objects.putOnce('raw', present(key), Buffer.from('late'), 'application/gzip');
    world.lake.advance(HOUR);
    await retain(world.ports, SETTINGS);
    expect([await openOf(world), await world.versions('raw')]).toEqual([[false], []]);
  });

  test('a file goes once all in it is erased, though an order about the others in it waits since before', async () => {
    const world = await RetentionWorld.open();
    await send(world, 0, 1);
    for (const [who, left] of [
      [0, 2],
      [1, 0],
    ] as const) {
      await world.erase(who);
      await retain(world.ports, SETTINGS);
      expect((await world.leftInTable()).size).toBe(left);
    }
    expect(await openOf(world)).toEqual([false, false]);
  });

  test('a partition that cannot be read is named, without a word of what it says, and keeps no other from its end', async () => {
    const world = await RetentionWorld.open();
    await send(world, 0);
    world.lake.advance(24 * HOUR);
    await send(world, 1);
    world.lake.advance(24 * HOUR);
    const [first, second] = world.sent.map(({ day }) => day);
    const { objects } = world.ports;
    const broken: Pick<typeof objects, 'get' | 'putOnce'> = {
      get: (zone, key) =>
        key.includes(`day=${first}`)
          ? Promise.resolve(Readable.from([Buffer.from('hunter2')]))
          : objects.get(zone, key),
      putOnce: (...all) => objects.putOnce(...all),
    };
    const rewriter = new DuckRewriter({ objects: { ...objects, ...broken } });
    const report = await compact(world.ports, rewriter, SETTINGS);
    expect(report).toMatchObject({ rewritten: 1, failed: [{ day: first, code: 'generation.unreadable' }] });
    await checkReaders(world);
    expect(JSON.stringify(report)).not.toContain('hunter2');
    expect((await world.versions('redacted')).filter((key) => key.includes('/generations/'))).toEqual([
      expect.stringContaining(`day=${second}`),
    ]);
    await world.compact(undefined, () => checkReaders(world));
    world.lake.advance(48 * HOUR);
    expect(await world.retain(undefined)).toBe(true);
    expect((await world.versions('redacted')).length).toBe(2);
  });

  test('after any history no byte outlives its promise, nothing is destroyed early, and no reader sees neither', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 10, maxLength: 24 }),
        fc.nat(1),
        fc.constantFrom(0, 5),
        async (steps, which, copyDays) => {
          const world = await RetentionWorld.open(present(REWRITERS[which])[1]);
          world.copyDays = copyDays;
          for (const one of steps) await take(one, world);
        },
      ),
      { numRuns: RUNS, endOnFailure: RUNS <= 10 },
    );
  });
});
