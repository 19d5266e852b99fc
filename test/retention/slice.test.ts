import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MOST_SHARES } from '../../lib/governance/scale/shares.ts';
import { isIn, ownOf, rangeOf, slicesOf } from '../../lib/retention/slice.ts';
import { ANY_CHARACTER } from '../any-character.ts';

const LOT = { zone: 'raw', why: 'program' } as const;
const shares = fc.integer({ min: 1, max: MOST_SHARES });

test('every key of a lot is in one slice, whatever it begins with, and every slice is of one share', () => {
  const key = fc.oneof(
    fc.uuid(),
    fc.string({ unit: ANY_CHARACTER }),
    fc.constantFrom('', '0', 'ff', 'FF', '80', 'tags-x'),
  );
  fc.assert(
    fc.property(shares, key, (of, rest) => {
      const own = Array.from({ length: of }, (_, at) => ownOf({ of, at }, slicesOf(LOT, { of, at }))).flat();
      expect(new Set(own.map(({ at }) => at)).size).toBe(own.length);
      expect(own.filter((slice) => isIn(slice, 'a/', `a/${rest}`))).toHaveLength(1);
    }),
  );
});

test('ids at random are dealt out evenly', () => {
  const ids = Array.from({ length: 256 }, (_, n) => `${n.toString(16).padStart(2, '0')}x`);
  for (const count of [1, 2, 7, 24, MOST_SHARES]) {
    const slices = slicesOf(LOT, { of: count, at: 0 });
    const held = Array.from({ length: count }, (_, at) => {
      const own = ownOf({ of: count, at }, slices);
      return ids.filter((id) => own.some((slice) => isIn(slice, '', id))).length;
    });
    expect(Math.max(...held) * count).toBeLessThanOrEqual(256 * 1.25);
  }
});

test('a lot that is cut was begun by one transaction, which takes a hundred writes', () => {
  for (let count = 1; count <= MOST_SHARES; count++) expect(slicesOf(LOT, { of: count, at: 0 })).toBeLessThan(100);
  expect(rangeOf({ of: 1, at: 0 }, 'a/')).toEqual({});
});

test('what only the first may decide is one slice', () => {
  expect(slicesOf({ ...LOT, why: 'erasure' }, { of: 9, at: 0 })).toBe(1);
  expect(slicesOf({ zone: 'derived', why: 'own-day' }, { of: 9, at: 0 })).toBe(1);
});
