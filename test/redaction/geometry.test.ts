import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FORMATS } from '../../lib/activity/column-formats.ts';
import type { Box } from '../../lib/activity/events.ts';
import { fewOrMany, roomy } from '../../lib/redaction/segment/geometry.ts';
import { maskBoxes } from '../../lib/redaction/segment/mask-boxes.ts';
import { maskTypesText, typedMasks } from '../../lib/redaction/segment/mask-types.ts';

const side = fc.double({ min: 0.5, max: 900, noNaN: true });
const place = fc.double({ min: -2_000, max: 4_000, noNaN: true });
const box = fc.tuple(place, place, side, fc.double({ min: 0.5, max: 80, noNaN: true }));

const covers = ([ax, ay, aw, ah]: Box, [bx, by, bw, bh]: Box) =>
  ax <= bx && ay <= by && ax + aw >= bx + bw - 1e-6 && ay + ah >= by + bh - 1e-6;
const meet = ([ax, ay, aw, ah]: Box, [bx, by, bw, bh]: Box) =>
  ax < bx + bw - 1e-6 && bx < ax + aw - 1e-6 && ay < by + bh - 1e-6 && by < ay + ah - 1e-6;

describe('a box of hidden text', () => {
  test('lies in the one that is published, whatever its size and place', () => {
    fc.assert(
      fc.property(box, (only) => {
        expect(covers(roomy(only), only)).toBe(true);
      }),
    );
  });

  test('has few sides that it can have: 200 widths on one line give at most three', () => {
    const line = fc.tuple(fc.integer({ min: 0, max: 1_500 }), fc.integer({ min: 10, max: 28 }));
    const ways = (looks: Box[]) => new Set(looks.map((look) => look.join())).size;
    fc.assert(
      fc.property(line, ([x, h]) => {
        const widths = Array.from({ length: 200 }, (_, i) => (2 + i / 25) * h);
        expect(ways(widths.map((w) => roomy([x, 40, w, h])))).toBeLessThanOrEqual(3);
        expect(ways(widths.map((w) => roomy([x - w, 40, w, h])))).toBeLessThanOrEqual(3);
        expect(ways(widths.map((w) => roomy([x - w / 2, 40, w, h])))).toBeLessThanOrEqual(3);
      }),
    );
  });
});

describe('masks of a frame', () => {
  test('cover what they hide, and take room only where nothing stands that may be seen', () => {
    const boxes = fc.array(box, { maxLength: 8 });
    fc.assert(
      fc.property(boxes, boxes, (hidden, kept) => {
        const masks = maskBoxes(hidden, kept);
        for (const one of hidden) expect(masks.some((mask) => covers(mask, one))).toBe(true);
        for (const one of kept)
          if (!hidden.some((other) => meet(other, one))) expect(masks.some((mask) => meet(mask, one))).toBe(false);
      }),
    );
  });

  test('name all that lies under each, and have the same sides whatever that is', () => {
    const type = fc.constantFrom('PERSON', 'PASSWORD', 'HEALTH', 'no such type');
    const typed = fc.array(fc.record({ box, types: fc.array(type, { minLength: 1, maxLength: 3 }) }), { maxLength: 8 });
    fc.assert(
      fc.property(typed, fc.array(box, { maxLength: 8 }), (hidden, kept) => {
        const sides = maskBoxes(
          hidden.map((item) => item.box),
          kept,
        );
        const masks = typedMasks(sides, hidden);
        expect(masks.map((mask) => mask.box)).toEqual(sides);
        const known = (name: string) => (name === 'no such type' ? 'UNKNOWN' : name);
        for (const { types } of hidden)
          expect(masks.some((mask) => types.every((candidate) => mask.types.includes(known(candidate))))).toBe(true);
        expect(FORMATS.mask_types.test(maskTypesText(masks))).toBe(true);
      }),
    );
    // What neither a report nor a reading explains.
    expect(typedMasks([[0, 0, 9, 9]], [])).toEqual([{ box: [0, 0, 9, 9], types: ['UNKNOWN'] }]);
  });

  test('are one for the words of one text, and stay apart where something stands between', () => {
    const words: Box[] = [
      [10, 10, 60, 16],
      [75, 10, 40, 16],
    ];
    expect(maskBoxes(words, [])).toHaveLength(1);
    expect(maskBoxes(words, [[71, 10, 3, 16]])).toHaveLength(2);
    expect(maskBoxes(words, [[120, 10, 30, 16]])).toEqual([[0, 8, 120, 24]]);
  });

  test('are found among thousands of boxes', () => {
    const many = Array.from({ length: 4_000 }, (_, i): Box => [(i % 60) * 40, Math.floor(i / 60) * 20, 30, 12]);
    const masks = maskBoxes(many.slice(0, 2_000), many.slice(2_000));
    expect(masks.length).toBeGreaterThan(0);
  });
});

test.each([
  [0, 0],
  [1, 1],
  [2, 4],
  [4, 4],
  [5, 16],
  [17, 64],
])('%d missing events are said to be %d', (n, said) => expect(fewOrMany(n)).toBe(said));
