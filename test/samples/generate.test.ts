import { expect, test } from 'vitest';
import type { ActivityEvent } from '../../lib/activity/events.ts';
import { inflate } from '../../lib/activity/segment/inflate.ts';
import { LIMITS } from '../../lib/activity/segment/limits.ts';
import { readSegment } from '../../lib/activity/segment/read.ts';
import { type DayOptions, generateDay } from '../../samples/generate.ts';

async function read(options: DayOptions) {
  const events: ActivityEvent[] = [];
  const bodies: Buffer[] = [];
  let faults = 0;
  for await (const { body } of generateDay(options)) {
    bodies.push(body);
    for await (const parts of readSegment(inflate([body], LIMITS.inflated)))
      for (const part of parts) {
        if (part.type === 'event') events.push(part.event);
        if (part.type === 'fault') faults++;
      }
  }
  return { events, bodies, faults };
}

test('a generated day is valid, has the shares that it promises, and says the same again', async () => {
  const options = { events: 20_000, seed: 5, segmentEvents: 6_000 };
  const { events, bodies, faults } = await read(options);
  expect([events.length, bodies.length, faults]).toEqual([20_000, 4, 0]);
  const share = (...kinds: string[]) =>
    (100 * events.filter(({ kind }) => kinds.includes(kind)).length) / events.length;
  expect(share('pointer')).toBeCloseTo(85, -0.5);
  expect(share('key')).toBeCloseTo(12, -0.5);
  expect(share('text', 'screen.text', 'focus')).toBeCloseTo(3, -0.5);
  expect((await read(options)).bodies).toEqual(bodies);
  expect((await read({ ...options, seed: 6 })).bodies).not.toEqual(bodies);
});
