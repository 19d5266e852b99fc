import fc from 'fast-check';
import { expect, test } from 'vitest';
import { participantOf } from '../../lambdas/pseudonym.ts';
import { present } from '../present.ts';
import { landed, Rig, texts } from './rig.ts';
import type { SimDisk } from './sim-disk.ts';

/**
 * Pauses that a worker begins and ends on the page, while the device has any clocks. The assumptions are in `ASSUMED`:
 * monotonic clocks gain at most a thousandth, and stop while the device sleeps; functions behind the door differ by a
 * second. The device's wall clock may show anything.
 */
const RUNS = Number(process.env.CLOCK_RUNS ?? 5);

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('work' as const), s: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pause' as const), s: fc.integer({ min: 1, max: 120 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('resume' as const), s: fc.constant(0) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('set' as const), s: fc.integer({ min: -500, max: 500 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sleep' as const), s: fc.integer({ min: 1, max: 3_600 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('freeze' as const), s: fc.integer({ min: 1, max: 3_600 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('offline' as const), s: fc.integer({ min: 1, max: 200 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), s: fc.integer({ min: 0, max: 100 }) }) },
);

interface History {
  readonly gain: number;
  readonly wrong: number;
  readonly steps: readonly { readonly do: string; readonly s: number }[];
}

/** Plays a history, with a text for each second of work. @returns texts with whether a pause was in force, and the stored ones */
async function live({ gain, wrong, steps }: History) {
  const rig = await Rig.open();
  const { ports } = rig.lake;
  const pk = `worker#${await participantOf(ports.keys, rig.identity.worker)}`;
  const now = () => ports.clock.now().getTime();
  const offered: { text: string; at: number; taken: boolean }[] = [];
  const pauses: { from: number; until: number }[] = [];
  let offlineFor = 0;
  const pass = (ms: number) => {
    rig.lake.advance(ms);
    rig.wall += ms;
    rig.mono += Math.round(ms * 1_000 * (1 + gain));
  };
  const write = async (from: number, until: number, ifRev: number) => {
    const data = { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
    await ports.participation.write([{ pk, sk: `pause#${data.from}`, ifRev, data }]);
  };
  rig.wall += wrong;
  rig.fault = () => (offlineFor > 0 ? 'cut-request' : 'none');
  const acts: Record<string, (s: number) => unknown> = {
    work: async (s) => {
      for (let i = 0; i < s; i++, offlineFor--) {
        pass(700);
        const text = `text-${offered.length}`;
        offered.push({ text, at: now(), taken: rig.text(text) !== undefined });
        pass(300);
        await rig.step();
      }
    },
    pause: async (s) => {
      if ((pauses.at(-1)?.until ?? 0) > now()) return;
      pauses.push({ from: now(), until: now() + s * 1_000 });
      await write(now(), now() + s * 1_000, 0);
    },
    resume: async () => {
      const last = pauses.at(-1);
      if (last === undefined || last.until <= now() || last.from === now()) return;
      last.until = now();
      await write(last.from, now(), 1);
    },
    set: (s) => (rig.wall += s * 1_000),
    // The wall clock continues.
    sleep: (s) => {
      rig.lake.advance(s * 1_000);
      rig.wall += s * 1_000;
    },
    // A machine that is suspended and resumed in the same state.
    freeze: (s) => rig.lake.advance(s * 1_000),
    offline: (s) => (offlineFor = s),
    restart: async (s) => {
      rig.disk = (rig.disk as SimDisk).restart();
      rig.lake.advance(s * 1_000);
      rig.wall += s * 1_000;
      rig.mono = 1_000_000;
      await rig.start();
      await rig.collector.send();
    },
  };
  await present(acts.work)(2);
  for (const { do: what, s } of steps) await present(acts[what])(s);
  await rig.drain();
  const landedTexts = new Set(texts(await landed(ports)));
  const paused = (at: number) => pauses.some(({ from, until }) => at >= from && at < until);
  return offered.map((item) => ({ ...item, paused: paused(item.at), landed: landedTexts.has(item.text) }));
}

test("no event of a pause is stored, whatever the device's clocks do", async () => {
  let inPauses = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.double({ min: -0.01, max: 0.001, noNaN: true }),
      fc.integer({ min: -3_600_000, max: 500_000 }),
      fc.array(step, { minLength: 6, maxLength: 16 }),
      async (gain, wrong, steps) => {
        const all = await live({ gain, wrong, steps });
        expect(all.filter(({ paused, landed: stored }) => paused && stored)).toEqual([]);
        inPauses += all.filter(({ paused, taken }) => paused && taken).length;
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  );
  // Captured, because the device did not know of the pause: otherwise the property would not test the door.
  expect(inPauses).toBeGreaterThan(0);
});

test('a device with a slightly wrong clock loses only a few seconds around each pause', async () => {
  const pauseNow = { do: 'pause', s: 30 };
  const steps = Array.from({ length: 6 }, () => [{ do: 'work', s: 90 }, pauseNow, { do: 'work', s: 120 }]).flat();
  const all = await live({ gain: 0.000_1, wrong: -400, steps });
  const free = all.filter(({ paused, taken }) => !paused && taken);
  const lost = free.filter(({ landed: stored }) => !stored);
  expect(free.length).toBeGreaterThan(900);
  // Six pauses, a second for clocks of the door on each side, and a thousandth of a minute.
  expect(lost.length).toBeLessThanOrEqual(6 * 4);
});
