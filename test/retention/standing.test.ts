import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../lib/retention/days.ts';
import { nameOf } from '../../lib/retention/lot.ts';
import { type Destroyed, type Part, standingOf } from '../../lib/retention/standing.ts';

const ZONES = ['raw', 'redacted'] as const;
const day = fc.integer({ min: 0, max: 5 }).map((n) => addDays('2026-01-01', n));
const moment = day.map((on) => `${on}T03:00:00.000Z`);
const part: fc.Arbitrary<Part> = fc.record({
  batch: fc.constant('b'),
  zone: fc.constantFrom('raw', 'redacted'),
  place: fc.constant('XA'),
  gone: day,
  why: fc.constantFrom('program', 'profile-frames'),
  before: fc.option(moment, { nil: undefined }),
});
const order = fc.record({
  open: fc.boolean(),
  closed: fc.option(day, { nil: undefined }),
});
const destroyed: fc.Arbitrary<Destroyed> = fc.record({
  finished: fc.option(moment, { nil: undefined }),
  on: fc
    .uniqueArray(day, { maxLength: 3 })
    .map(
      (days) =>
        new Map(
          days.flatMap((deadline) =>
            ZONES.map((zone) => [nameOf({ zone, place: 'XA', deadline, why: 'program' }), deadline] as const),
          ),
        ),
    ),
  orders: fc.option(order, { nil: undefined }).map((drawn) => new Map(drawn === undefined ? [] : [['b', drawn]])),
});

const lotOf = ({ zone, place, gone, why }: Part): string => nameOf({ zone, place, deadline: gone, why });

test('nothing is said to be gone that no run and no order has destroyed', () => {
  fc.assert(
    fc.property(part, destroyed, day, (other, item, today) => {
      const standing = standingOf(other, item, today);
      const { finished, orders, on } = item;
      const byRun =
        on.has(lotOf(other)) &&
        finished !== undefined &&
        finished !== other.before &&
        finished.slice(0, 10) >= other.gone;
      const byOrder = orders.get('b')?.open === false;
      if (!byRun && !byOrder) expect(standing).toEqual({ is: 'kept', gone: other.gone, late: other.gone <= today });
      if (standing.is === 'destroyed') expect(standing.why === 'time' ? byRun : byOrder).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('what was destroyed was destroyed on the day that the record says', () => {
  const one: Part = {
    batch: 'b',
    zone: 'raw',
    place: 'XA',
    gone: '2026-01-08',
    why: 'program',
    before: undefined,
  };
  const known = {
    finished: '2026-01-09T03:00:00.000Z',
    on: new Map([[lotOf(one), '2026-01-09']]),
    orders: new Map(),
  };
  expect(standingOf(one, known, '2026-01-10')).toEqual({ is: 'destroyed', on: '2026-01-09', why: 'time' });
  // That run was over before it came: a clock that was set back afterwards changes nothing.
  expect(standingOf({ ...one, before: known.finished }, known, '2026-01-02')).toMatchObject({
    is: 'kept',
    late: false,
  });
});

test('pictures that are gone say nothing of other recordings with the same day, which go by another rule', () => {
  const one: Part = {
    batch: 'b',
    zone: 'raw',
    place: 'XA',
    gone: '2026-01-08',
    why: 'program',
    before: undefined,
  };
  const known = {
    finished: '2026-01-09T03:00:00.000Z',
    on: new Map([[lotOf({ ...one, why: 'profile-frames' }), '2026-01-08']]),
    orders: new Map(),
  };
  expect(standingOf(one, known, '2026-01-10')).toEqual({ is: 'kept', gone: '2026-01-08', late: true });
});
