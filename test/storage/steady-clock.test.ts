import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SteadyClock } from '../../lib/storage/steady-clock.ts';

test('a steady clock never goes back, and after it was set back continues by the stopwatch', () => {
  const step = fc.record({ ms: fc.integer({ min: 0, max: 100_000 }), set: fc.integer({ min: -1e9, max: 1e6 }) });
  fc.assert(
    fc.property(fc.array(step), fc.integer({ min: 0, max: 2_000 }), (steps, seen) => {
      let [wall, watch] = [1_000, 0];
      const clock = new SteadyClock({ wall: () => wall, watch: () => watch, seen });
      let last = clock.now().getTime();
      expect(last).toBeGreaterThanOrEqual(seen);
      for (const { ms, set } of steps) {
        wall += ms + set;
        watch += ms;
        const now = clock.now().getTime();
        expect(now).toBe(Math.max(wall, last + (wall >= last ? 0 : ms)));
        last = now;
      }
    }),
  );
});
