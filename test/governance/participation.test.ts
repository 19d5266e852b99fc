import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { access } from '../../config/access.ts';
import { audienceOf } from '../../lib/governance/participation/audience.ts';
import {
  appealExemption,
  askExemption,
  decideExemption,
  type Exemption,
  withdrawExemption,
} from '../../lib/governance/participation/exemptions.ts';
import { type ExemptionAsked, parityOf } from '../../lib/governance/participation/parity.ts';
import { endPause, type LastPause, startPause } from '../../lib/governance/participation/pauses.ts';
import { DEFAULT_RULES } from '../../lib/governance/participation/rules.ts';
import { present } from '../present.ts';

const NOW = new Date('2026-05-20T10:00:00Z');
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'done';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('pauses', () => {
  const rules = { max_s: 1_800, min_gap_s: 60, daily_cap_s: 7_200 };

  test.each([
    [1, 'done'],
    [1_800, 'done'],
    [0, 'pause.length'],
    [1_801, 'pause.length'],
    [-5, 'pause.length'],
    [1.5, 'pause.length'],
    [Number.NaN, 'pause.length'],
    [Number.POSITIVE_INFINITY, 'pause.length'],
  ])('of %d seconds: %s', (seconds, code) => {
    expect(codeOf(() => startPause(undefined, seconds, rules, NOW))).toBe(code);
  });

  test('whatever the requests, no pause is too long, none overlap, and no day exceeds its cap', () => {
    const asked = fc.record({
      wait: fc.integer({ min: 0, max: 40_000 }),
      seconds: fc.integer({ min: -1, max: 2_000 }),
      end: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 60 }), (requests) => {
        let now = NOW.getTime();
        let last: LastPause | undefined;
        const taken: LastPause[] = [];
        for (const { wait, seconds, end } of requests) {
          now += wait * 1000;
          try {
            last = end ? endPause(last, new Date(now)) : startPause(last, seconds, rules, new Date(now));
            if (end) taken.pop();
            taken.push(last);
          } catch {}
        }
        const perDay = new Map<string, number>();
        for (const [i, { from, until }] of taken.entries()) {
          const length = (Date.parse(until) - Date.parse(from)) / 1000;
          expect(length).toBeLessThanOrEqual(1_800);
          if (i > 0) expect(Date.parse(from)).toBeGreaterThanOrEqual(Date.parse(present(taken[i - 1]).until) + 60_000);
          perDay.set(from.slice(0, 10), (perDay.get(from.slice(0, 10)) ?? 0) + length);
        }
        for (const seconds of perDay.values()) expect(seconds).toBeLessThanOrEqual(7_200);
      }),
      { numRuns: 200 },
    );
  });

  test('the unused part of an ended pause does not count', () => {
    const begun = startPause(undefined, 1_800, rules, NOW);
    expect(endPause(begun, new Date(NOW.getTime() + 600_000)).used_s).toBe(600);
  });
});

describe('exemptions', () => {
  const rules = DEFAULT_RULES.exemption;
  const asked = () => askExemption('1', { ground: 'health', words: '' }, [], rules, NOW);
  const decided = (of: Exemption, by: string, outcome: 'granted' | 'refused', at = NOW) =>
    decideExemption(of, { by, outcome, reason: 'why', until: null }, at);

  test('the deadline comes from the profile', () => {
    expect(asked().due).toBe('2026-05-25T10:00:00.000Z');
  });

  test("the second decision is another person's, and there is no third", () => {
    const appealed = appealExemption(decided(asked(), 'ada', 'refused'), 'no', rules, NOW);
    expect(codeOf(() => decided(appealed, 'ada', 'granted'))).toBe('exemption.same-decider');
    const upheld = decided(appealed, 'ben', 'refused');
    expect(upheld.decisions).toHaveLength(2);
    expect(codeOf(() => appealExemption(upheld, '', rules, NOW))).toBe('exemption.closed');
  });

  test('an appeal has a deadline', () => {
    const late = new Date(NOW.getTime() + 14 * 86_400_000);
    expect(codeOf(() => appealExemption(decided(asked(), 'ada', 'refused'), '', rules, late))).toBe(
      'exemption.appeal-late',
    );
  });

  test('in any order of events, it begins only when granted, and no decision is lost', () => {
    const step = fc.constantFrom('ada granted', 'ada refused', 'ben granted', 'ben refused', 'appeal', 'withdraw');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        let exemption = asked();
        for (const one of steps) {
          const before = exemption;
          try {
            if (one === 'appeal') exemption = appealExemption(exemption, '', rules, NOW);
            else if (one === 'withdraw') exemption = withdrawExemption(exemption, NOW);
            else {
              const [by, outcome] = one.split(' ') as [string, 'granted' | 'refused'];
              exemption = decided(exemption, by, outcome);
            }
          } catch {}
          expect(exemption.decisions.slice(0, before.decisions.length)).toEqual(before.decisions);
        }
        const { from, decisions } = exemption;
        expect(from !== null).toBe(decisions.some(({ outcome }) => outcome === 'granted'));
        expect(new Set(decisions.map(({ by }) => by)).size).toBe(decisions.length);
        expect(decisions.length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 200 },
    );
  });
});

describe('parity', () => {
  test('no figure covers fewer workers than the cohort, and no sum reveals one', () => {
    const asked = fc.record({ level: fc.constantFrom('a', 'b', 'c', 'd'), granted: fc.boolean() });
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 80 }), (all: ExemptionAsked[]) => {
        const { levels, suppressed, minCohort } = parityOf(all, 10);
        for (const { level, workers, granted } of levels) {
          const own = all.filter((exemption) => exemption.level === level);
          expect([workers, granted]).toEqual([own.length, own.filter((exemption) => exemption.granted).length]);
          expect(workers).toBeGreaterThanOrEqual(10);
        }
        expect(levels.length + suppressed).toBe(new Set(all.map(({ level }) => level)).size);
        expect(Object.keys({ levels, suppressed, minCohort })).toHaveLength(3);
      }),
      { numRuns: 200 },
    );
  });
});

test('every approved reader is named to workers, in words', () => {
  for (const { of, readers } of audienceOf(access)) {
    const approved = of === 'participation' ? ['ingest', 'worker'] : access.approvedReaders[of];
    expect(readers.map(({ name }) => name)).toEqual(expect.arrayContaining([...approved]));
    for (const { says } of readers) expect(says).not.toMatch(/^A program called/);
  }
});
