import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Hold } from '../../lib/governance/holds.ts';
import { addDays } from '../../lib/retention/days.ts';
import { deadlineAndRule, planOf } from '../../lib/retention/plan/plan.ts';
import { copyOf, earlyOf, stockOf, strayOf } from '../../lib/retention/plan/stock.ts';
import type { Stock } from '../../lib/retention/plan/types.ts';
import { present } from '../present.ts';

const DAY0 = '2026-05-20';
const retention = (raw: number, frames: number, redacted: number) => ({
  retention: { raw, frames, redacted, derived: redacted, logs: 365 },
});
const keeping = {
  keepDays: { raw: 7, redacted: 90, derived: 80, packages: 30 },
  profiles: new Map([
    ['XA', retention(5, 14, 60)],
    ['XB', retention(30, 200, 200)],
  ]),
};
const at = (zone: 'raw' | 'redacted', prefix: string) => deadlineAndRule(present(stockOf(zone, prefix, DAY0)), keeping);

describe('a deadline', () => {
  test.each([
    ['raw', `segments/jurisdiction=XA/day=${DAY0}/`, 5, 'profile'],
    ['raw', `segments/jurisdiction=XB/day=${DAY0}/`, 7, 'program'],
    ['raw', `segments/jurisdiction=other/day=${DAY0}/`, 7, 'program'],
    ['raw', `frames/jurisdiction=XA/day=${DAY0}/`, 5, 'profile'],
    ['redacted', `activity/jurisdiction=XA/day=${DAY0}/`, 60, 'profile'],
    ['redacted', `frames/jurisdiction=XA/day=${DAY0}/`, 14, 'profile-frames'],
    ['redacted', `frames/jurisdiction=XB/day=${DAY0}/`, 90, 'program'],
  ] as const)('in %s of %s is after %i days, by the shortest rule', (zone, prefix, days, why) => {
    expect(at(zone, prefix)).toEqual({ deadline: addDays(DAY0, days), why });
  });

  test('of a copy is the day that it says, but not later than its age allows', () => {
    const written = { lastModified: new Date(`${DAY0}T10:00:00Z`) };
    const of = (expires: string) => deadlineAndRule(copyOf('derived', `t/ex/expires=${expires}/`, written), keeping);
    expect(of('2026-06-01')).toEqual({ deadline: '2026-06-01', why: 'own-day' });
    expect(of('9999-12-31')).toEqual({ deadline: addDays(DAY0, 80), why: 'program' });
  });

  test.each(['2026-13-45', '2026-02-30', '2199-01-01', 'soon'])('is not taken from a day that is none: %s', (day) => {
    expect(stockOf('raw', `segments/jurisdiction=XA/day=${day}/`, DAY0)).toBeUndefined();
    const stray = strayOf('raw', { key: `segments/day=${day}/a`, lastModified: new Date(DAY0) });
    expect(deadlineAndRule(stray, keeping).deadline).toBe(addDays(DAY0, 7));
  });

  test('of what is erased is the day of the request', () => {
    const erased = earlyOf('raw', `segments/jurisdiction=XA/day=${DAY0}/a`, 'erasure', DAY0);
    expect(deadlineAndRule(erased, keeping)).toEqual({ deadline: DAY0, why: 'erasure' });
  });
});

const day = fc.integer({ min: -100, max: 100 }).map((n) => addDays(DAY0, n));
const place = fc.constantFrom('XA', 'XB', 'XC');
const stock: fc.Arbitrary<Stock> = fc.oneof(
  fc
    .record({
      zone: fc.constantFrom('raw' as const, 'redacted' as const),
      kind: fc.constantFrom('segments', 'frames', 'activity'),
      place,
      day,
    })
    .map(({ zone, kind, place, day }) =>
      present(stockOf(zone, `${kind}/jurisdiction=${place}/day=${day}/`, '2199-01-01')),
    ),
  fc
    .record({ expires: day, day })
    .map(({ expires, day }) => copyOf('derived', `t/ex/expires=${expires}/`, { lastModified: new Date(day) })),
);
const hold: fc.Arbitrary<Hold> = fc.record(
  {
    ...{
      id: fc.constant('h'),
      reason: fc.constant('r'),
      approver: fc.constant('a'),
      until: day,
      since: day,
      till: day,
    },
    zones: fc.subarray(['raw', 'redacted', 'derived'] as const, { minLength: 1 }) as fc.Arbitrary<Hold['zones']>,
    places: fc.subarray(['XA', 'XB'], { minLength: 1 }),
    decision: fc.constant('d'),
  },
  { requiredKeys: ['id', 'reason', 'approver', 'until', 'since', 'till', 'zones'] },
);

describe('a plan', () => {
  test('holds exactly what is due, once, whatever the holds: due, held, or to come', () => {
    fc.assert(
      fc.property(fc.array(stock), fc.array(hold, { maxLength: 3 }), day, (stocks, holds, today) => {
        const plan = planOf(stocks, { today, keeping, holds });
        const due = stocks.filter((candidate) => deadlineAndRule(candidate, keeping).deadline <= today);
        expect(plan.due.length + plan.held.length).toBe(due.length);
        expect(plan.seen).toBe(stocks.length);
        for (const { deadline } of [...plan.due, ...plan.held]) expect(deadline <= today).toBe(true);
        if (plan.next !== null) expect(plan.next > today).toBe(true);
        expect(plan.next === null).toBe(due.length === stocks.length);
      }),
      { numRuns: 300 },
    );
  });

  test('a hold without a decision record, or after its end, changes nothing; one more day never makes less due', () => {
    fc.assert(
      fc.property(fc.array(stock), hold, day, (stocks, held, today) => {
        const { decision: _, ...undecided } = held;
        const without = planOf(stocks, { today, keeping, holds: [] });
        expect(planOf(stocks, { today, keeping, holds: [undecided] }).due).toEqual(without.due);
        expect(planOf(stocks, { today, keeping, holds: [{ ...held, until: today }] }).due).toEqual(without.due);
        const later = planOf(stocks, { today: addDays(today, 1), keeping, holds: [] });
        expect(later.due.length).toBeGreaterThanOrEqual(without.due.length);
      }),
      { numRuns: 300 },
    );
  });

  test('a hold keeps copies that were written after its days, and none that was written before them', () => {
    const one: Hold = {
      ...{ id: 'h', reason: 'r', approver: 'a', decision: 'd', zones: ['derived'], until: '2027-01-01' },
      ...{ since: '2026-05-10', till: '2026-05-12' },
    };
    const written = (at: string) => copyOf('derived', 't/ex/expires=2026-06-01/', { lastModified: new Date(at) });
    const heldOf = (at: string) => planOf([written(at)], { today: '2026-06-01', keeping, holds: [one] }).held.length;
    expect(['2026-05-09', '2026-05-10', '2026-05-20'].map(heldOf)).toEqual([0, 1, 1]);
  });

  test('is the same in whatever order things are found', () => {
    // Of two places, and of two kinds that lie in one place and are due on one day.
    const stocks = ['segments/jurisdiction=XB', 'segments/jurisdiction=XA', 'frames/jurisdiction=XA'].flatMap((name) =>
      ['raw', 'redacted'].flatMap((zone) => stockOf(zone as 'raw' | 'redacted', `${name}/day=2026-01-01/`, DAY0) ?? []),
    );
    const input = { today: DAY0, keeping, holds: [] };
    expect(planOf(stocks, input)).toEqual(planOf(stocks.toReversed(), input));
    const order = planOf(stocks, input).due.map(({ deadline, zone, prefix }) => `${deadline} ${zone} ${prefix}`);
    expect(order.length).toBeGreaterThan(3);
    expect(order).toEqual(order.toSorted());
  });
});
