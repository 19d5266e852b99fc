import fc from 'fast-check';
import { expect, test } from 'vitest';
import { darkOnLight } from '../../lib/redaction/pixels/dark-on-light.ts';

/** The room around a part, and the reach of the median, as in the code. */
const [ROOM, X, Y] = [4, 10, 5];

/** The same sheet, with the median of each pixel sorted anew. */
function slowly(data: Uint8Array, width: number, height: number, [x, y, w, h]: [number, number, number, number]) {
  const sheet = new Uint8Array(width * height).fill(255);
  const [left, top] = [Math.max(0, x - ROOM), Math.max(0, y - ROOM)];
  const [right, bottom] = [Math.min(width, x + w + ROOM), Math.min(height, y + h + ROOM)];
  const apart = new Map<number, number>();
  for (let row = top; row < bottom; row++)
    for (let column = left; column < right; column++) {
      const window: number[] = [];
      for (let b = Math.max(0, row - Y); b < Math.min(height, row + Y + 1); b++)
        for (let a = Math.max(0, column - X); a < Math.min(width, column + X + 1); a++)
          window.push(data[b * width + a] ?? 0);
      const median = window.toSorted((a, b) => a - b)[window.length >> 1] ?? 0;
      apart.set(row * width + column, Math.abs((data[row * width + column] ?? 0) - median));
    }
  const most = Math.max(0, ...apart.values());
  if (most >= 24) for (const [at, by] of apart) sheet[at] = 255 - Math.round((255 * by) / most);
  return sheet;
}

test('the median of a window that moves is that of its pixels, wherever a part of the picture lies, and the search for it ends', () => {
  const sheet = fc.record({
    width: fc.integer({ min: 1, max: 60 }),
    height: fc.integer({ min: 1, max: 24 }),
    x: fc.integer({ min: 0, max: 60 }),
    y: fc.integer({ min: 0, max: 24 }),
    w: fc.integer({ min: 1, max: 40 }),
    h: fc.integer({ min: 1, max: 20 }),
    greys: fc.array(fc.constantFrom(0, 7, 120, 250, 255), { minLength: 1, maxLength: 9 }),
  });
  fc.assert(
    fc.property(sheet, ({ width, height, w, h, greys, ...at }) => {
      const [x, y] = [at.x % width, at.y % height];
      const data = Uint8Array.from({ length: width * height }, (_, i) => greys[(i * 7 + (i >> 5)) % greys.length] ?? 0);
      const drawn = darkOnLight({ data, width, height, channels: 1 }, [[x, y, w, h]]);
      expect(drawn.data).toEqual(slowly(data, width, height, [x, y, w, h]));
    }),
    { numRuns: 60 },
  );
});
