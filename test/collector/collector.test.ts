import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVERYTHING } from '../everything.ts';
import { check, MODES, type Mode, World } from './world.ts';

type Action =
  | { do: 'offer'; n: number; ago: number }
  | { do: 'advance'; ms: number }
  | { do: 'jump'; ms: number }
  | { do: 'pause'; s: number }
  | { do: 'resume' }
  | { do: 'mode'; mode: Mode }
  | { do: 'net'; net: 'corp' | 'home' | 'metered' }
  | { do: 'disk'; broken: boolean }
  | { do: 'crash'; at: number; when: 'before' | 'after' | 'torn' };

const always: fc.Arbitrary<Action>[] = [
  fc.record({
    do: fc.constant('offer' as const),
    n: fc.integer({ min: 1, max: 30 }),
    ago: fc.constantFrom(0, 0, 400, 70_000),
  }),
  fc.record({ do: fc.constant('advance' as const), ms: fc.constantFrom(500, 5_000, 61_000, 600_000, 3_000_000) }),
  fc.record({ do: fc.constant('jump' as const), ms: fc.constantFrom(-7_200_000, -3_000, 1_000, 3_000, 7_200_000) }),
  fc.record({ do: fc.constant('pause' as const), s: fc.constantFrom(1, 60, 1_800) }),
  fc.record({ do: fc.constant('resume' as const) }),
  fc.record({ do: fc.constant('mode' as const), mode: fc.constantFrom(...(Object.keys(MODES) as Mode[])) }),
  fc.record({ do: fc.constant('mode' as const), mode: fc.constant('ok' as const) }),
  fc.record({
    do: fc.constant('net' as const),
    net: fc.constantFrom('corp' as const, 'home' as const, 'metered' as const),
  }),
  fc.record({ do: fc.constant('disk' as const), broken: fc.boolean() }),
];
const crash: fc.Arbitrary<Action> = fc.record({
  do: fc.constant('crash' as const),
  at: fc.integer({ min: 0, max: 25 }),
  when: fc.constantFrom('before' as const, 'after' as const, 'torn' as const),
});

async function live(world: World, actions: readonly Action[]): Promise<void> {
  await world.open();
  if (world.disk.dead) await world.restart();
  for (const action of actions) {
    if (action.do === 'offer') for (let i = 0; i < action.n; i++) world.offer(action.ago);
    if (action.do === 'advance') world.advance(action.ms);
    if (action.do === 'jump') world.jump(action.ms);
    if (action.do === 'pause') await world.pause(action.s);
    if (action.do === 'resume') await world.resume();
    if (action.do === 'mode') world.mode = action.mode;
    if (action.do === 'net') world.device = { ...world.device, net: action.net };
    if (action.do === 'disk') world.disk.broken = action.broken;
    if (action.do === 'crash') world.disk.losePower(action);
    if (!world.disk.dead) await world.step();
    if (world.disk.dead) await world.restart();
  }
  await world.drain();
  check(world);
}

/** Small, so that a short history fills them. */
const SMALL = {
  segment: { events: 20, bytes: 4_096, ms: 60_000 },
  queue: { bytes: 6_000, ms: 4 * 3_600_000 },
  leaseMs: 2 * 3_600_000,
};
const RUNS = { numRuns: Number(process.env.COLLECTOR_RUNS ?? 150) };

describe('any history', () => {
  test('without power loss: no forbidden event is captured, and every event arrives once or is counted', async () => {
    const history = fc.tuple(fc.array(fc.oneof(...always), { maxLength: 40 }), fc.integer());
    await fc.assert(
      fc.asyncProperty(history, ([actions, seed]) => live(new World(seed, SMALL), actions)),
      RUNS,
    );
  });

  test('with power loss: saved events arrive once, and a gap stands for the rest', async () => {
    const history = fc.tuple(fc.array(fc.oneof(...always, crash), { maxLength: 40 }), fc.integer());
    await fc.assert(
      fc.asyncProperty(history, ([actions, seed]) => live(new World(seed, SMALL), actions)),
      RUNS,
    );
  });
});

/** Everything that changes the disk: cuts, a lost response, a full queue, a pause, a gate that closes and opens. */
const SCENARIO: readonly Action[] = [
  { do: 'advance', ms: 500 },
  { do: 'offer', n: 6, ago: 0 },
  { do: 'mode', mode: 'lost' },
  { do: 'advance', ms: 61_000 },
  { do: 'mode', mode: 'down' },
  { do: 'offer', n: 6, ago: 0 },
  { do: 'offer', n: 15, ago: 0 },
  { do: 'pause', s: 60 },
  { do: 'offer', n: 3, ago: 0 },
  { do: 'advance', ms: 61_000 },
  { do: 'offer', n: 6, ago: 0 },
  { do: 'mode', mode: 'paused' },
  { do: 'advance', ms: 600_000 },
  { do: 'offer', n: 2, ago: 0 },
  { do: 'mode', mode: 'ok' },
  { do: 'advance', ms: 600_000 },
  { do: 'advance', ms: 600_000 },
  { do: 'offer', n: 2, ago: 0 },
  { do: 'jump', ms: 3_000 },
  { do: 'offer', n: 2, ago: 0 },
  { do: 'advance', ms: 61_000 },
];
const TINY = { ...SMALL, segment: { ...SMALL.segment, events: 5 }, queue: { ...SMALL.queue, bytes: 4_500 } };

test('the power fails at each change of the disk: before it, after it, and in the middle of a write', async () => {
  const dry = new World(1, TINY);
  await live(dry, SCENARIO);
  const { changes, writes, folderSyncs } = dry.disk;
  expect(changes).toBeGreaterThan(100);
  // In the suite at every third: two in three of these changes are steps of the same kind of write.
  for (let at = 0; at < changes; at += EVERYTHING ? 1 : 3)
    for (const when of ['before', 'after', 'torn'] as const) {
      if (when === 'torn' && !writes.has(at)) continue;
      // After any other change equals before the next one.
      if (when === 'after' && !folderSyncs.has(at)) continue;
      const world = new World(at, TINY);
      world.disk.losePower({ at, when });
      await live(world, SCENARIO);
      expect(world.crashes).toBe(1);
    }
});
