import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { maskFrame } from '../../lib/redaction/index.ts';
import { present } from '../present.ts';

const W = 480;
const H = 240;
type Mime = 'image/png' | 'image/jpeg' | 'image/webp';

const drawn = (inner: string, ground = '#f5f6f8'): Sharp =>
  sharp(
    Buffer.from(`<svg width="${W}" height="${H}"><rect width="${W}" height="${H}" fill="${ground}"/>${inner}</svg>`),
  ).removeAlpha();
const text = (x: number, y: number, size: number, value: string, more = 'fill="#223"') =>
  `<text x="${x}" y="${y}" font-size="${size}" font-family="sans-serif" ${more}>${value}</text>`;
const NAME = text(20, 60, 16, 'Natalia Kowalska');

const publish = async (image: Promise<Buffer>, mime: Mime = 'image/png') =>
  maskFrame(await image, { mime, w: W, h: H }, { boxes: [], explained: [] }).then(
    (published) => Buffer.from(published),
    (error) => error.code as string,
  );
const said = (published: Buffer | string) => (typeof published === 'string' ? published : 'published');

/** Numbers that look like chance, the same each time. */
function* chance(): Generator<number> {
  for (let state = 7; ; ) {
    state = (state * 16_807) % 2_147_483_647;
    yield state / 2_147_483_647;
  }
}
const bars = (module: number) => {
  const random = chance();
  let x = 30;
  let path = '';
  for (let i = 0; i < 30; i++) {
    const width = module * (1 + Math.floor(present(random.next().value) * 3));
    path += `M${x} 60h${width}v60h-${width}z`;
    x += width + module * (1 + Math.floor(present(random.next().value) * 3));
  }
  return `<path d="${path}"/>`;
};
const squares = (module: number) => {
  const random = chance();
  const cells = Array.from({ length: 21 * 21 }, (_, i) => i).filter(() => present(random.next().value) < 0.5);
  return `<path d="${cells.map((i) => `M${20 + (i % 21) * module} ${5 + Math.floor(i / 21) * module}h${module}v${module}h-${module}z`).join('')}"/>`;
};

/** A PNG whose pixels are numbers of a palette. */
function paletted(at: (x: number, y: number) => number, colours: Readonly<Record<number, readonly number[]>>): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const head = Buffer.from([0, 0, W >> 8, W & 255, 0, 0, H >> 8, H & 255, 8, 3, 0, 0, 0]);
  const palette = Buffer.from(Array.from({ length: 256 }, (_, i) => colours[i] ?? [0, 0, 0]).flat());
  const rows = Buffer.concat(
    Array.from({ length: H }, (_, y) => Buffer.from([0, ...Array.from({ length: W }, (_, x) => at(x, y))])),
  );
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('wherever it stands and however it lies, a text is seen', () => {
  test.each([
    ['at the bottom', text(100, H - 1, 9, 'Natalia')],
    ['cut off by the bottom', text(100, H + 2, 10, 'Natalia Kowalska')],
    ['at the top', text(100, 6, 9, 'Natalia')],
    ['in the last pixels of the right', [0, 1, 2, 3].map((i) => text(W - 17, 40 + 20 * i, 12, 'Ng')).join('')],
    ['between two tiles', text(107, 103, 14, 'Wu')],
    ['of two characters', text(100, 100, 14, '42')],
    ['of letters of six pixels', text(20, 40, 6, 'Natalia Kowalska')],
    ['of letters that fill the frame', text(5, 190, 190, 'Kow')],
    ...[15, 45, 90, 180, 270].map((angle): [string, string] => [
      `turned by ${angle} degrees`,
      text(0, 0, 14, 'Natalia Kowalska', `fill="#223" transform="translate(240,120) rotate(${angle})"`),
    ]),
    [
      'of lines of one pixel',
      '<path d="M20 20V40M20 30H28M28 20V40M34 20L40 40L46 20M52 20H60M52 20V40H60M66 40V20L74 40V20" stroke="#445" fill="none"/>',
    ],
    ['as bars', bars(1)],
    ['as wide bars', bars(2)],
    ['as wider bars', bars(5)],
    ...[3, 6, 8, 11].map((module): [string, string] => [`as squares of ${module} pixels`, squares(module)]),
  ])('%s', async (_case, inner) => {
    expect(said(await publish(drawn(inner).png().toBuffer()))).toBe('frame.unexplained');
  });

  test.each([
    ['a caret', '<rect x="100" y="100" width="1" height="16"/>'],
    ['a menu of three lines', '<path d="M20 20H38M20 26H38M20 32H38" stroke="#333" stroke-width="2"/>'],
    ['a tick', '<path d="M20 28L26 34L38 20" stroke="#333" fill="none" stroke-width="2"/>'],
    [
      'a table',
      `<path d="${Array.from({ length: 8 }, (_, i) => `M20 ${20 + i * 26}H460`).join('')}M20 20V202M166 20V202M312 20V202M460 20V202" stroke="#ccd"/>`,
    ],
    [
      'columns of a chart',
      [0, 1, 2, 3, 4, 5]
        .map((i) => `<rect x="${30 + i * 70}" y="${40 + i * 20}" width="40" height="${190 - i * 20}" fill="#48c"/>`)
        .join(''),
    ],
    ['a dashed line', '<path d="M20 60.5H460" stroke="#456" stroke-width="3" stroke-dasharray="4 3"/>'],
  ])('and this is none: %s', async (_case, inner) => {
    expect(said(await publish(drawn(inner).png().toBuffer()))).toBe('published');
  });
});

/** The faintest step of one colour, of 255, at which each text of the table in docs/redaction.md is seen. */
describe('the faintest step', () => {
  const GROUND = [128, 128, 128];
  const faint = (channels: readonly number[], step: number, ground = `rgb(${GROUND})`) => {
    const colour = GROUND.map((value, channel) => value + (channels.includes(channel) ? step : 0));
    return drawn(text(20, 60, 16, 'Natalia Kowalska', `fill="rgb(${colour})"`), ground);
  };
  const COLOURS = { red: [0], green: [1], blue: [2], all: [0, 1, 2] } as const;
  const steps: [string, Mime, (image: Sharp) => Promise<Buffer>, Record<keyof typeof COLOURS, number | undefined>][] = [
    ['PNG', 'image/png', (image) => image.png().toBuffer(), { red: 1, green: 1, blue: 1, all: 1 }],
    [
      'JPEG of quality 90 with all colours',
      'image/jpeg',
      (image) => image.jpeg({ quality: 90, chromaSubsampling: '4:4:4' }).toBuffer(),
      { red: 16, green: 16, blue: 16, all: 12 },
    ],
    [
      'JPEG of quality 75',
      'image/jpeg',
      (image) => image.jpeg({ quality: 75 }).toBuffer(),
      { red: 24, green: 16, blue: undefined, all: 12 },
    ],
    [
      'WebP of quality 80',
      'image/webp',
      (image) => image.webp({ quality: 80 }).toBuffer(),
      { red: 48, green: 32, blue: undefined, all: 16 },
    ],
  ];
  const cases = steps.flatMap(([form, mime, store, least]) =>
    (Object.keys(COLOURS) as (keyof typeof COLOURS)[]).flatMap((colour) =>
      least[colour] === undefined ? [] : [{ form, mime, store, colour, least: least[colour] }],
    ),
  );
  test.each(cases)('of $colour in $form is $least', async ({ mime, store, colour, least }) => {
    for (const step of new Set([least, 2 * least, 120]))
      expect(said(await publish(store(faint(COLOURS[colour], step)), mime)), `by ${step}`).toBe('frame.unexplained');
  });

  test('on a gradient of a PNG is two', async () => {
    const gradient =
      '<defs><linearGradient id="g"><stop stop-color="#123"/><stop offset="1" stop-color="#9ac"/></linearGradient></defs>';
    const background = await drawn(`${gradient}<rect width="${W}" height="${H}" fill="url(#g)"/>`).raw().toBuffer();
    const letters = await drawn(text(20, 60, 16, 'Natalia Kowalska', 'fill="#fff"'), '#000')
      .raw()
      .toBuffer();
    for (const channel of [0, 1, 2]) {
      const data = background.map((value, at) => value + (at % 3 === channel && present(letters[at]) > 127 ? 2 : 0));
      const image = sharp(data, { raw: { width: W, height: H, channels: 3 } });
      expect(said(await publish(image.png().toBuffer()))).toBe('frame.unexplained');
    }
    const alone = sharp(background, { raw: { width: W, height: H, channels: 3 } });
    expect(said(await publish(alone.png().toBuffer()))).toBe('published');
  });
});

describe('however a frame was stored', () => {
  const forms: [string, Mime, (image: Sharp) => Promise<Buffer>][] = [
    ['PNG with a palette', 'image/png', (image) => image.png({ palette: true }).toBuffer()],
    ['grey PNG', 'image/png', (image) => image.greyscale().toColourspace('b-w').png().toBuffer()],
    ['PNG of 16 bits', 'image/png', (image) => image.toColourspace('rgb16').png().toBuffer()],
    ['interlaced PNG', 'image/png', (image) => image.png({ progressive: true }).toBuffer()],
    ['PNG that is transparent all over', 'image/png', (image) => image.ensureAlpha(0).png().toBuffer()],
    ['WebP without loss', 'image/webp', (image) => image.webp({ lossless: true }).toBuffer()],
    ['WebP', 'image/webp', (image) => image.webp({ quality: 80 }).toBuffer()],
    ['JPEG', 'image/jpeg', (image) => image.jpeg({ quality: 75 }).toBuffer()],
    [
      'JPEG with all colours',
      'image/jpeg',
      (image) => image.jpeg({ quality: 90, chromaSubsampling: '4:4:4' }).toBuffer(),
    ],
    ['grey JPEG', 'image/jpeg', (image) => image.greyscale().jpeg().toBuffer()],
    ['JPEG for print', 'image/jpeg', (image) => image.toColourspace('cmyk').jpeg().toBuffer()],
  ];
  test.each(forms)('%s: a text is seen, and flat surfaces are not', async (_form, mime, store) => {
    expect(said(await publish(store(drawn(NAME)), mime))).toBe('frame.unexplained');
    expect(
      said(await publish(store(drawn('<rect x="20" y="20" width="90" height="30" rx="4" fill="#26c"/>')), mime)),
    ).toBe('published');
  });

  test.each([
    ['JPEG', 'image/jpeg', (image: Sharp) => image.jpeg({ quality: 90, chromaSubsampling: '4:4:4' }).toBuffer()],
    ['WebP', 'image/webp', (image: Sharp) => image.webp({ quality: 90 }).toBuffer()],
  ] as const)(
    '%s: text of another colour and the same brightness is seen, and waves around a frame are not',
    async (_form, mime, store) => {
      const red = text(20, 60, 18, 'Natalia Kowalska', 'fill="#c83232"');
      expect(said(await publish(store(drawn(red, '#287a28')), mime))).toBe('frame.unexplained');
      const frame =
        '<rect x="40" y="40" width="300" height="120" fill="#fff" stroke="#000"/><rect x="60" y="60" width="100" height="30" fill="#024"/>';
      expect(said(await publish(store(drawn(frame)), mime))).toBe('published');
    },
  );

  test('text that only transparency draws is not published', async () => {
    const letters = await drawn(text(20, 60, 16, 'Natalia Kowalska', 'fill="#fff"'), '#000')
      .extractChannel(0)
      .toBuffer();
    const image = drawn('', '#ffffff').joinChannel(letters).png().toBuffer();
    const published = await publish(image);
    expect(said(published)).toBe('published');
    const { channels } = await sharp(published as Buffer).stats();
    expect(channels.map(({ min, max }) => [min, max])).toEqual([
      [255, 255],
      [255, 255],
      [255, 255],
    ]);
  });

  test('text is seen whose two entries of a palette are one step apart, however far their numbers are', async () => {
    const letters = await drawn(text(20, 60, 16, 'Natalia Kowalska', 'fill="#fff"'), '#000')
      .raw()
      .toBuffer();
    const at = (x: number, y: number) => (present(letters[(y * W + x) * 3]) > 127 ? 200 : 0);
    const image = paletted(at, { 0: [255, 0, 0], 200: [255, 0, 1] });
    expect((await sharp(image).metadata()).isPalette).toBe(true);
    expect(said(await publish(Promise.resolve(image)))).toBe('frame.unexplained');
  });

  test('text of one colour under full transparency is seen, since its colours are published', async () => {
    const image = drawn(NAME).ensureAlpha(0).png().toBuffer();
    expect(said(await publish(image))).toBe('frame.unexplained');
  });

  test('a frame that is stored turned is not published: its boxes lie elsewhere', async () => {
    const image = drawn('').withMetadata({ orientation: 3 }).jpeg().toBuffer();
    expect(said(await publish(image, 'image/jpeg'))).toBe('frame.mismatch');
  });

  test('nothing of the file is left but pixels: no profile, no comment, no small picture, nothing behind its end', async () => {
    const whole = await drawn('')
      .withIccProfile('p3')
      .withExif({ IFD0: { ImageDescription: 'Natalia Kowalska', Software: 'Natalia' } })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>Kowalska</a></x:xmpmeta>')
      .png()
      .toBuffer();
    const published = await publish(Promise.resolve(Buffer.concat([whole, Buffer.from('Natalia Kowalska')])));
    expect(Buffer.isBuffer(published)).toBe(true);
    const bytes = published as Buffer;
    expect(bytes.toString('latin1')).not.toMatch(/Natalia|Kowalska/);
    const chunks: string[] = [];
    for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at))
      chunks.push(bytes.toString('latin1', at + 4, at + 8));
    expect(chunks.filter((name) => !['IHDR', 'pHYs', 'IDAT', 'IEND'].includes(name))).toEqual([]);
  });
});
