import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sensitivity } from '../../../lib/activity/sensitivity.ts';
import {
  EVERYONE,
  type Exposure,
  SCALES,
  type Scale,
  scaleFaults,
  severityOf,
} from '../../../lib/governance/severity/index.ts';

const LEVELS: readonly Sensitivity[] = ['S0', 'S1', 'S2', 'S3', 'S4'];
const number = fc.oneof(fc.nat(1000), fc.constant(EVERYONE));
const exposure: fc.Arbitrary<Exposure> = fc.record({
  sensitivity: fc.constantFrom(...LEVELS),
  couldRead: number,
  didRead: number,
  unknownHours: fc.nat(1000),
  openHours: fc.nat(10_000),
});
const rank = (scale: Scale, level: string) => scale.levels.findIndex((step) => step.level === level);

/** A class that the whole organisation could read, without any known read. */
const story: Exposure = { sensitivity: 'S4', couldRead: EVERYONE, didRead: 0, unknownHours: 0, openHours: 300 };

describe('severity', () => {
  test('an open class without a confirmed read is SEV 2, and a read makes it SEV 1', () => {
    expect(severityOf(story, SCALES.default).level).toBe('SEV 2');
    expect(severityOf({ ...story, unknownHours: 2 }, SCALES.default).level).toBe('SEV 2');
    expect(severityOf({ ...story, didRead: 1 }, SCALES.default).level).toBe('SEV 1');
    expect(severityOf({ ...story, sensitivity: 'S3' }, SCALES.default).level).toBe('SEV 2');
    expect(severityOf({ ...story, sensitivity: 'S3', didRead: 1 }, SCALES.default).level).toBe('SEV 1');
  });

  test('every input has its reason, and the points of the reasons make the score', () => {
    const { reasons, score } = severityOf({ ...story, didRead: 3 }, SCALES.default);
    const points = reasons.flatMap((reason) => /\((\d+(?:\.\d+)?)\)$/.exec(reason)?.[1] ?? []);
    expect(points).toHaveLength(5);
    expect(points.reduce((sum, point) => sum + Number(point), 0)).toBe(score);
  });

  test('no exposure is the lowest level, whatever logs are missing', () => {
    for (const scale of Object.values(SCALES))
      for (const sensitivity of LEVELS)
        expect(severityOf({ sensitivity, couldRead: 0, didRead: 0, unknownHours: 50, openHours: 0 }, scale).level).toBe(
          scale.levels[0].level,
        );
  });

  test.each(Object.entries(SCALES))('more of any input never scores less: %s', (_, scale) => {
    expect(scaleFaults(scale)).toEqual([]);
    fc.assert(
      fc.property(exposure, exposure, (a, b) => {
        const most = (key: 'couldRead' | 'didRead' | 'unknownHours' | 'openHours') => Math.max(a[key], b[key]);
        const both: Exposure = {
          sensitivity: a.sensitivity > b.sensitivity ? a.sensitivity : b.sensitivity,
          couldRead: most('couldRead'),
          didRead: most('didRead'),
          unknownHours: most('unknownHours'),
          openHours: most('openHours'),
        };
        const [one, other] = [severityOf(a, scale), severityOf(both, scale)];
        expect(other.score).toBeGreaterThanOrEqual(one.score);
        expect(rank(scale, other.level)).toBeGreaterThanOrEqual(rank(scale, one.level));
      }),
    );
  });

  test('a scale that falls somewhere is reported', () => {
    const scale: Scale = SCALES.default;
    const falling = [
      { ...scale, sensitivity: { ...scale.sensitivity, S4: 0 } },
      { ...scale, reads: scale.reads.toReversed() },
      { ...scale, breadth: scale.breadth.map((step) => ({ ...step, points: -step.points })) },
      { ...scale, levels: scale.levels.toReversed() },
      { ...scale, openHours: [] },
    ];
    for (const each of falling) expect(scaleFaults(each)).not.toEqual([]);
  });
});
