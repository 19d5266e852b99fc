import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { maskFrame } from '../../lib/redaction/index.ts';

const about = { mime: 'image/png' as const, w: 60, h: 40 };
const white = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#fff' } })
  .withMetadata({ exif: { IFD0: { Artist: 'Natalia Kowalska' } } })
  .png()
  .toBuffer();

async function pixels(png: Uint8Array) {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  return (x: number, y: number) => data[(y * info.width + x) * info.channels]!;
}

describe('maskFrame', () => {
  test('blacks out every pixel that a box touches, and nothing else', async () => {
    const at = await pixels(
      await maskFrame(white, about, [
        [10.5, 5, 9.2, 4],
        [-5, 30, 8, 100],
      ]),
    );
    for (let y = 0; y < 40; y++)
      for (let x = 0; x < 60; x++) {
        const black = (x >= 10 && x < 20 && y >= 5 && y < 9) || (x < 3 && y >= 30);
        expect(at(x, y), `${x},${y}`).toBe(black ? 0 : 255);
      }
  });

  test('a box that is no box blacks out everything', async () => {
    const at = await pixels(await maskFrame(white, about, [[Number.NaN, 0, 1, 1]]));
    expect([at(0, 0), at(59, 39)]).toEqual([0, 0]);
  });

  test('nothing but pixels is left of the file', async () => {
    const masked = await maskFrame(white, about, []);
    expect((await sharp(masked).metadata()).exif).toBeUndefined();
    expect(Buffer.from(masked).includes('Kowalska')).toBe(false);
  });

  test.each([
    ['another size', white, { ...about, w: 61 }],
    ['another type', white, { ...about, mime: 'image/jpeg' as const }],
    ['no image', Buffer.from('not an image'), about],
    ['half an image', white.subarray(0, white.length / 2), about],
  ])('refuses %s without quoting it', async (_case, image, declared) => {
    await expect(maskFrame(image, declared, [])).rejects.toMatchObject({ code: 'frame.unreadable' });
  });
});
