import sharp from 'sharp';
import { expect, test } from 'vitest';
import { imageHeader } from '../../../lib/activity/importers/image.ts';

const blank = () => sharp({ create: { width: 321, height: 123, channels: 3, background: '#888' } });
const made: [string, () => Promise<Buffer>, string][] = [
  ['PNG', () => blank().png().toBuffer(), 'image/png'],
  ['JPEG', () => blank().jpeg().toBuffer(), 'image/jpeg'],
  ['progressive JPEG', () => blank().jpeg({ progressive: true }).toBuffer(), 'image/jpeg'],
  [
    'JPEG with metadata before its header',
    () =>
      blank()
        .withExif({ IFD0: { Copyright: 'x'.repeat(999) } })
        .jpeg()
        .toBuffer(),
    'image/jpeg',
  ],
  ['lossy WebP', () => blank().webp().toBuffer(), 'image/webp'],
  ['lossless WebP', () => blank().webp({ lossless: true }).toBuffer(), 'image/webp'],
  [
    'extended WebP',
    () =>
      blank()
        .withExif({ IFD0: { Copyright: 'x' } })
        .webp()
        .toBuffer(),
    'image/webp',
  ],
];
test.each(made)('the size of a %s is read from its header', async (_, make, mime) => {
  expect(imageHeader(await make())).toEqual({ mime, w: 321, h: 123 });
});

test.each(made)('a %s cut anywhere is read or not, but never throws', async (_, make) => {
  const whole = await make();
  for (let n = 0; n < Math.min(whole.length, 200); n++) imageHeader(whole.subarray(0, n));
});

test('other bytes are no image', () => {
  for (const bytes of ['', 'GIF89a', '<svg/>', '\x89PNG\r\n\x1a\n'])
    expect(imageHeader(Buffer.from(bytes, 'latin1'))).toBeUndefined();
});
