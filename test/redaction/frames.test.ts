import '../steps/counting.ts';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Box } from '../../lib/activity/events.ts';
import {
  type Explained,
  type FrameDecision,
  hasUnexplained,
  isOrdinaryLabel,
  maskFrame,
  maskReadFrame,
  missedParts,
  SegmentRedactor,
} from '../../lib/redaction/index.ts';
import { symbolsOf } from '../../lib/redaction/pixels/symbols.ts';
import { unexplainedParts } from '../../lib/redaction/pixels/unexplained.ts';
import { detect } from '../../lib/redaction/text/detect.ts';
import { present } from '../present.ts';
import { within } from '../steps/steps.ts';
import { Script } from './build.ts';

const NOTHING = { boxes: [], explained: [] };

const about = { mime: 'image/png' as const, w: 60, h: 40 };
const white = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#fff' } })
  .withMetadata({ exif: { IFD0: { Artist: 'Natalia Kowalska' } } })
  .png()
  .toBuffer();

const SIZE = { w: 6_000, h: 6_000 };
const huge = await sharp({ create: { width: SIZE.w, height: SIZE.h, channels: 3, background: '#fff' } })
  .png()
  .toBuffer();
const black = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#000' } })
  .png()
  .toBuffer();
const moving = await sharp([white, black], { join: { animated: true } })
  .webp()
  .toBuffer();

async function pixels(png: Uint8Array) {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  return (x: number, y: number) => present(data[(y * info.width + x) * info.channels]);
}

describe('maskFrame', () => {
  test('blacks out every pixel that a box touches, and nothing else', async () => {
    const at = await pixels(
      await maskFrame(white, about, {
        boxes: [
          [10.5, 5, 9.2, 4],
          [-5, 30, 8, 100],
        ],
        explained: [],
      }),
    );
    for (let y = 0; y < 40; y++)
      for (let x = 0; x < 60; x++) {
        const black = (x >= 10 && x < 20 && y >= 5 && y < 9) || (x < 3 && y >= 30);
        expect(at(x, y), `${x},${y}`).toBe(black ? 0 : 255);
      }
  });

  test('a box that is no box blacks out everything', async () => {
    const at = await pixels(await maskFrame(white, about, { boxes: [[Number.NaN, 0, 1, 1]], explained: [] }));
    expect([at(0, 0), at(59, 39)]).toEqual([0, 0]);
  });

  test('nothing but pixels is left of the file', async () => {
    const masked = await maskFrame(white, about, NOTHING);
    expect((await sharp(masked).metadata()).exif).toBeUndefined();
    expect(Buffer.from(masked).includes('Kowalska')).toBe(false);
  });

  test.each([
    ['another size', white, { ...about, w: 61 }, 'frame.mismatch'],
    ['another type', white, { ...about, mime: 'image/jpeg' as const }, 'frame.mismatch'],
    ['no image', Buffer.from('not an image'), about, 'frame.unreadable'],
    ['half an image', white.subarray(0, white.length / 2), about, 'frame.unreadable'],
    ['nothing', Buffer.alloc(0), about, 'frame.unreadable'],
    ['more pixels than memory holds, in a small file', huge, { ...about, ...SIZE }, 'frame.too-large'],
    ['the same, declared small', huge, about, 'frame.unreadable'],
    ['more bytes than ingest takes', Buffer.alloc(9_000_000), about, 'frame.too-large'],
    ['an animation', moving, { mime: 'image/webp' as const, w: 60, h: 40 }, 'frame.animated'],
  ])('refuses %s by its reason, without quoting it', async (_case, image, declared, code) => {
    await expect(maskFrame(image, declared, NOTHING)).rejects.toMatchObject({ code });
  });
});

describe('content that no box explains', () => {
  const W = 480;
  const H = 240;
  const screen = async (inner: string) =>
    sharp(
      Buffer.from(`<svg width="${W}" height="${H}"><rect width="${W}" height="${H}" fill="#f5f6f8"/>${inner}</svg>`),
    )
      .png()
      .toBuffer();
  const text = (x: number, y: number, size: number, value: string, fill = '#223') =>
    `<text x="${x}" y="${y}" font-size="${size}" font-family="sans-serif" fill="${fill}">${value}</text>`;
  const publish = async (image: Buffer, explained: Explained[], boxes: Box[] = []) =>
    maskFrame(image, { mime: 'image/png', w: W, h: H }, { boxes, explained }).then(
      () => 'published',
      (error) => error.code,
    );

  test.each([
    ['small letters', text(20, 40, 10, 'Natalia Kowalska')],
    ['a short name', text(20, 40, 14, 'Ng Wu')],
    ['large letters', text(20, 120, 64, 'Kowalska')],
    ['pale letters', text(20, 40, 14, 'Natalia Kowalska', '#b4b8c0')],
    [
      'light letters on a dark bar',
      `<rect width="${W}" height="50" fill="#123"/>${text(20, 30, 14, 'Natalia', '#cde')}`,
    ],
    ['numbers', text(300, 200, 13, '4111 1111')],
  ])('is refused: %s', async (_case, inner) => {
    expect(await publish(await screen(inner), [])).toBe('frame.unexplained');
  });

  test('is blacked out in a frame that was read, and what was read stays', async () => {
    const image = await screen(text(20, 40, 14, 'Save all') + text(20, 160, 14, 'Natalia Kowalska'));
    const about = { mime: 'image/png', w: W, h: H } as const;
    const read: Explained[] = [{ box: [16, 24, 70, 24], chars: 8 }];
    const { image: masked, boxes } = await maskReadFrame(image, about, { boxes: [], explained: read });
    const at = await pixels(masked);
    const dark = (y: number) =>
      Array.from({ length: 120 }, (_, i) => at(20 + i, y)).filter((value) => value < 128).length;
    expect(dark(36)).toBeGreaterThan(0);
    expect(dark(36)).toBeLessThan(60);
    // All of the name is one black bar.
    expect(dark(156)).toBe(120);
    expect(boxes.length).toBeGreaterThan(0);
    expect(await publish(Buffer.from(masked), [...read, ...boxes.map((box) => ({ box, chars: 1e9 }))])).toBe(
      'published',
    );
  });

  test.each([
    ['white words on a blue button', '#1a56db', '#ffffff'],
    ['dark words on a light button', '#e8eef7', '#20242b'],
  ])('stands dark on light for a second reading, and nothing else does: %s', async (_case, ground, ink) => {
    const button = `<rect x="20" y="140" width="120" height="30" rx="4" fill="${ground}"/>`;
    const image = await screen(text(20, 40, 14, 'Save all') + button + text(30, 160, 14, 'Save note', ink));
    const explained: Explained[] = [{ box: [16, 24, 70, 24], chars: 8 }];
    const sheet = await missedParts(image, { mime: 'image/png', w: W, h: H }, { boxes: [], explained });
    const at = await pixels(present(sheet));
    const greys = (y: number) => Array.from({ length: 70 }, (_, i) => at(30 + i, y));
    expect(greys(156).filter((grey) => grey < 96).length).toBeGreaterThan(8);
    expect(greys(156).filter((grey) => grey > 224).length).toBeGreaterThan(30);
    expect(greys(36).every((grey) => grey === 255)).toBe(true);
  });

  const box = `<rect x="20.5" y="40.5" width="180" height="30" fill="#fff" stroke="#888"/>`;
  const pointer = (x: number, y: number) =>
    `<path d="M${x} ${y} v16 l4 -4 l3 7 l2 -1 l-3 -7 h5 z" fill="#fff" stroke="#000"/>`;
  const arrow = (x: number, y: number) => `<path d="M${x} ${y} l5 5 l5 -5" fill="none" stroke="#444"/>`;

  test.each([
    ['a pointer', pointer(200, 120)],
    ['a pointer on the edge of a field', box + pointer(150, 58)],
    ['the arrow of a field', box + arrow(180, 52)],
  ])('in a frame that was read is a symbol, and stays: %s', async (_case, inner) => {
    const about = { mime: 'image/png', w: W, h: H, from: 'video' } as const;
    expect((await maskReadFrame(await screen(inner), about, NOTHING)).boxes).toEqual([]);
  });

  test.each([
    ['a short name', (size: number) => text(60, 120, size, 'Ian')],
    ['a name', (size: number) => text(60, 120, size, 'Kowalska')],
    ['spaced letters', (size: number) => [...'Lilian'].map((c, i) => text(60 + i * size, 120, size, c)).join('')],
    [
      'letters below each other',
      (size: number) => [...'Lilian'].map((c, i) => text(60, 60 + i * size, size, c)).join(''),
    ],
    ['a number', (size: number) => text(60, 120, size, '4111')],
    ['a name on the edge of a field', (size: number) => box + text(60, 68, size, 'Kowalska')],
  ])('in a frame that was read is no symbol when it is %s, however small', async (_case, draw) => {
    for (const size of [9, 11, 12, 13, 14, 16, 20]) {
      const { data, info } = await sharp(await screen(draw(size)))
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      const drawn = { data, width: W, height: H, channels: info.channels };
      for (const stored of ['exact', 'lossy'] as const)
        expect(symbolsOf(drawn, unexplainedParts(drawn, [], stored), []), `${size} ${stored}`).toEqual([]);
    }
  });

  test('has nothing to be read again where all is explained', async () => {
    const image = await screen(text(20, 40, 14, 'Save all'));
    const explained: Explained[] = [{ box: [16, 24, 70, 24], chars: 8 }];
    expect(await missedParts(image, { mime: 'image/png', w: W, h: H }, { boxes: [], explained })).toBeUndefined();
  });

  test.each([
    ['Keep changes', true],
    ['New Encounter', true],
    ['125%', true],
    ['5 hours', true],
    ['Natalia Kowalska', false],
    ['Kowalska', false],
    ['Joy Bell', false],
    ['Will', false],
    ['4111 1111', false],
    ['1680', false],
    ['721', false],
    ['17', false],
    ['hunter2', false],
    ['—', false],
    ['', false],
  ])('is an ordinary label or not: %s', (label, ordinary) => {
    expect(isOrdinaryLabel(label)).toBe(ordinary);
  });

  test('of a video counts as stored with losses: its noise is no content, and words are', async () => {
    const noise = Buffer.alloc(W * H * 3, 200).map((grey, i) => grey + (i % 7 === 0 ? 1 : 0));
    const noisy = await sharp(noise, { raw: { width: W, height: H, channels: 3 } })
      .png()
      .toBuffer();
    const of = (image: Buffer, from: 'screen' | 'video') =>
      maskFrame(image, { mime: 'image/png', w: W, h: H, from }, NOTHING).then(
        () => 'published',
        (error) => error.code,
      );
    expect(await of(noisy, 'video')).toBe('published');
    expect(await of(await screen(text(20, 40, 14, 'Natalia Kowalska')), 'video')).toBe('frame.unexplained');
  });

  test('is refused where all of a frame would be black', async () => {
    const page = Array.from({ length: 15 }, (_, i) => text(4, 14 + 16 * i, 14, 'Natalia Kowalska '.repeat(5))).join('');
    const about = { mime: 'image/png', w: W, h: H } as const;
    await expect(maskReadFrame(await screen(page), about, NOTHING)).rejects.toMatchObject({
      code: 'frame.unexplained',
    });
  });

  /** Colours of the same brightness, or one step apart: a person with a contrast tool reads them. */
  test.each([
    ['red on green', '#c83232', '#287a28'],
    ['blue on red', '#3c3cff', '#a00000'],
    ['a red of Bootstrap on slate', '#dc3545', '#6c757d'],
    ['pastel on pastel', '#ffd9e8', '#d9f0ff'],
    ['five steps from white', '#fafafa', '#ffffff'],
    ['one step from white', '#fefefe', '#ffffff'],
    ['one step of blue only', '#2020ff', '#2020fe'],
  ])('is refused: letters %s', async (_case, fill, ground) => {
    const image = await screen(
      `<rect width="${W}" height="${H}" fill="${ground}"/>${text(20, 60, 16, 'Natalia Kowalska', fill)}`,
    );
    expect(await publish(image, [])).toBe('frame.unexplained');
  });

  test('is refused: a picture', async () => {
    let state = 7;
    const noise = Buffer.from(
      Array.from({ length: 100 * 80 * 3 }, () => {
        state = (state * 16_807) % 2_147_483_647;
        return state & 255;
      }),
    );
    const picture = await sharp(noise, { raw: { width: 100, height: 80, channels: 3 } })
      .blur(1.2)
      .png()
      .toBuffer();
    const image = await sharp(await screen(''))
      .composite([{ input: picture, left: 200, top: 100 }])
      .png()
      .toBuffer();
    expect(await publish(image, [])).toBe('frame.unexplained');
  });

  test.each([
    ['nothing', ''],
    [
      'lines and frames',
      '<rect x="20" y="20" width="300" height="90" fill="#fff" stroke="#889"/><path d="M0 150H480M240 0V240" stroke="#ccd"/>',
    ],
    [
      'flat buttons',
      '<rect x="20" y="20" width="90" height="30" rx="4" fill="#26c"/><rect x="130" y="20" width="90" height="30" fill="#dde"/>',
    ],
    [
      'a gradient',
      '<defs><linearGradient id="g"><stop stop-color="#123"/><stop offset="1" stop-color="#9ac"/></linearGradient></defs><rect width="480" height="60" fill="url(#g)"/>',
    ],
  ])('is not: %s', async (_case, inner) => {
    expect(await publish(await screen(inner), [])).toBe('published');
  });

  test('is what lies outside of the boxes that were reported or blacked out', async () => {
    const image = await screen(text(20, 40, 14, 'Save all') + text(20, 100, 14, 'Natalia'));
    const label: Explained = { box: [18, 26, 70, 20], chars: 8 };
    expect(await publish(image, [label])).toBe('frame.unexplained');
    expect(await publish(image, [label], [[18, 86, 70, 20]])).toBe('published');
  });

  test('is what a container holds beyond its own text', async () => {
    const box: Box = [0, 0, W, H];
    const lines = Array.from({ length: 8 }, (_, i) =>
      text(20, 30 + i * 26, 14, 'Natalia Kowalska called us today'),
    ).join('');
    expect(await publish(await screen(lines), [{ box, chars: 4 }])).toBe('frame.unexplained');
    expect(await publish(await screen(text(20, 40, 14, 'Note')), [{ box, chars: 4 }])).toBe('published');
  });

  test('is looked for in a frame of 4K in a few steps a pixel', async () => {
    const [w, h] = [3_840, 2_160];
    const pixels = { data: new Uint8Array(w * h * 3).fill(250), width: w, height: h, channels: 3 };
    const boxes = Array.from({ length: 2_000 }, (_, i): Explained => ({ box: [i, i % h, 3_000, 3], chars: 1 }));
    expect(within(40 * w * h, () => hasUnexplained(pixels, boxes))).toBe(false);
  });
});

describe('a frame that has other pixels than the display', () => {
  const decided = (w: number, h: number, display: { w: number; h: number; scale: number }) => {
    const redactor = new SegmentRedactor({ display });
    const script = new Script().focus({ title: 'Records' });
    script.emit('screen.frame', { ref: 'f', sha256: '0'.repeat(64), mime: 'image/png', w, h, masked: [] });
    const shown = { src: 'ax', frame: 'f' } as const;
    script.emit('screen.text', { ...shown, text: 'Dear Ms. Quorvaneth', bbox: [32, 32, 64, 16] });
    script.emit('screen.text', { ...shown, text: 'Save', bbox: [32, 96, 32, 16] });
    for (const event of script.events) redactor.observe(event);
    return redactor.frame('f') as FrameDecision;
  };
  const covers = (boxes: readonly Box[], [x, y, w, h]: Box) =>
    boxes.some((box) => box[0] <= x && box[1] <= y && box[0] + box[2] >= x + w && box[1] + box[3] >= y + h);

  test('is masked where its own pixels show the text, at both places where nobody knows', () => {
    const plain = decided(400, 200, { w: 400, h: 200, scale: 1 });
    expect(covers(plain.boxes, [64, 64, 128, 32])).toBe(false);
    const sharp = decided(800, 400, { w: 400, h: 200, scale: 2 });
    expect(covers(sharp.boxes, [64, 64, 128, 32])).toBe(true);
    const small = decided(200, 100, { w: 400, h: 200, scale: 1 });
    expect([covers(small.boxes, [32, 32, 64, 16]), covers(small.boxes, [16, 16, 32, 8])]).toEqual([true, true]);
  });

  test('is explained at one place: twice as far out where the display says so', () => {
    const saves = (decision: FrameDecision) => decision.explained.map(({ box }) => box[1]);
    expect(saves(decided(800, 400, { w: 400, h: 200, scale: 2 }))).toContain(2 * 96 - 2);
    expect(saves(decided(800, 400, { w: 400, h: 200, scale: 1 }))).toContain(96 - 2);
  });
});

describe('a screencast', () => {
  const decided = (...titles: readonly string[]) => {
    const redactor = new SegmentRedactor({ display: { w: 400, h: 200, scale: 1 } });
    const script = new Script().focus({ title: titles[0] ?? '' });
    const about = { sha256: '0'.repeat(64), mime: 'image/png' as const, w: 200, h: 100, masked: [] };
    script.emit('screen.frame', { ref: 'f', ...about, from: 'screencast' });
    for (const title of titles) {
      script.focus({ title });
      const el = { role: 'button', name: 'Save', bounds: [100, 60, 80, 30] as Box };
      script.emit('click', { ph: 'click', btn: 'left', x: 120, y: 70, n: 1, el });
      Object.assign(present(script.events.at(-1)), { mono_us: 5e6 });
    }
    for (const event of script.events) redactor.observe(event);
    redactor.decide();
    return redactor.frame('f', []) as FrameDecision;
  };

  test('shows what is clicked in it until the next one, however late, at its place in it', () => {
    expect(decided('Records').explained).toEqual([{ box: [48, 28, 44, 19], chars: 4 }]);
  });

  test('shows nothing of the page that came after', () => {
    expect(decided('Records', 'Orders').explained).toHaveLength(1);
  });
});

describe('the hidden name of a window', () => {
  const decided = (role: 'ax' | 'secure') => {
    const redactor = new SegmentRedactor({ display: { w: 400, h: 300, scale: 1 } });
    const script = new Script().focus({ title: 'Records' });
    const tree = { src: 'ax', role: 'window', ...(role === 'secure' ? { secure: true } : {}) } as const;
    script.emit('screen.text', { ...tree, text: 'Natalia Kowalska - Records', bbox: [0, 0, 400, 300] });
    script.emit('screen.text', { src: 'ax', text: 'Natalia Kowalska', bbox: [20, 100, 120, 16] });
    script.emit('screen.frame', { ref: 'f', sha256: '0'.repeat(64), mime: 'image/png', w: 400, h: 300, masked: [] });
    for (const event of script.events) redactor.observe(event);
    redactor.decide();
    return redactor.frame('f', [
      { text: 'Natalia Kowalska', box: [20, 200, 120, 16] },
      { text: 'Save', box: [20, 250, 30, 16] },
    ]) as FrameDecision;
  };
  const hides = ({ boxes }: FrameDecision, [x, y]: readonly [number, number]) =>
    boxes.some((box) => box[0] <= x && x < box[0] + box[2] && box[1] <= y && y < box[1] + box[3]);

  test('hides its bar, and of its content only what is hidden for itself', () => {
    const decision = decided('ax');
    const places = [
      [200, 20],
      [60, 108],
      [60, 208],
      [300, 208],
      [30, 258],
    ] as const;
    expect(places.map((place) => hides(decision, place))).toEqual([true, true, true, false, false]);
    expect(decision.explained).toEqual([{ box: [18, 248, 34, 20], chars: 4 }]);
  });

  test('hides all of a window that hides its text', () => {
    expect(hides(decided('secure'), [300, 208])).toBe(true);
  });
});

describe('a frame that was read', () => {
  const [w, h] = [400, 200];
  const redactorOf = (script: Script) => {
    const redactor = new SegmentRedactor({ display: { w, h, scale: 1 } });
    for (const event of script.events) redactor.observe(event);
    redactor.decide();
    return redactor;
  };
  const frame = { ref: 'f', sha256: '0'.repeat(64), mime: 'image/png' as const, w, h, masked: [] };
  const isKept = (decision: FrameDecision, box: Box) =>
    decision.explained.some((explained) => explained.box.join() === widened(box).join()) &&
    !decision.hidden.some((candidate) => candidate.box.join() === box.join());
  const widened = ([x, y, bw, bh]: Box): Box => [x - 2, y - 2, bw + 4, bh + 4];
  const name: Box = [20, 20, 120, 16];

  test('keeps a text that the recording reports elsewhere and that stays there, and no other', () => {
    const lines = [{ text: '@ Quorva Settings', box: name }];
    const unreported = new Script().focus({ title: 'Records' });
    unreported.emit('screen.frame', frame);
    expect(isKept(redactorOf(unreported).frame('f', lines) as FrameDecision, name)).toBe(false);

    const reported = new Script().focus({ title: 'Records' });
    reported.emit('screen.text', { src: 'ax', text: 'Quorva Settings', role: 'button', bbox: [300, 150, 90, 16] });
    reported.emit('screen.frame', frame);
    expect(isKept(redactorOf(reported).frame('f', lines) as FrameDecision, name)).toBe(true);
  });

  test('keeps the name of a clicked element of which nobody says where it is, unless it is hidden or its window is private', () => {
    const keeps = (text: string, title: string, role = 'button') => {
      const script = new Script().focus({ title: 'Records' });
      script.emit('screen.frame', frame);
      script.focus({ title, app: title === 'Records' ? 'crm' : 'signal' });
      script.emit('click', { ph: 'click', btn: 'left', x: 30, y: 105, n: 1, el: { role, name: text } });
      const redactor = redactorOf(script);
      return [isKept(redactor.frame('f', [{ text, box: name }]) as FrameDecision, name), redactor.reports(text)];
    };
    expect(keeps('Quorva Settings', 'Records')).toEqual([true, true]);
    expect(keeps('Dear Ms. Quorvaneth', 'Records')).toEqual([false, false]);
    expect(keeps('Quorva Settings', 'Signal')).toEqual([false, false]);
    // A part of another text may be as short.
    expect(keeps('Quo', 'Records')[1]).toBe(false);
  });

  test('keeps what nearly is a reported text at its place, and nothing of other digits or elsewhere', () => {
    const place: Box = [20, 100, 90, 16];
    const script = new Script().focus({ title: 'Fenster' });
    for (const bbox of [place, [200, 100, 90, 16]] as Box[])
      script.emit('screen.text', { src: 'ax', text: 'Quorva Settings', role: 'button', bbox });
    script.emit('screen.frame', frame);
    const el = { role: 'button', name: 'Quorva Settings', bounds: place };
    script.emit('click', { ph: 'click', btn: 'left', x: 30, y: 105, n: 1, el });
    const keeps = (text: string, box: Box) =>
      isKept(redactorOf(script).frame('f', [{ text, box }]) as FrameDecision, box);
    expect(keeps('Quorvo Settimgs', [22, 102, 80, 12])).toBe(true);
    expect(keeps('Quorvo Settimgs', [22, 160, 80, 12])).toBe(false);
    expect(keeps('Mr Quorvaneth', [22, 102, 80, 12])).toBe(false);
    expect(keeps('Quorvo Settimgs 7', [22, 102, 80, 12])).toBe(false);
  });

  test('hides a text that the recording reports and that is hidden there', () => {
    const script = new Script().focus({ title: 'Records' });
    script.emit('screen.text', { src: 'ax', text: 'Dear Ms. Quorvaneth', bbox: [300, 150, 90, 16] });
    script.emit('screen.frame', frame);
    const decision = redactorOf(script).frame('f', [{ text: 'Dear Ms. Quorvaneth', box: name }]) as FrameDecision;
    expect(isKept(decision, name)).toBe(false);
  });

  test('hides no label of an application for the words of another column', () => {
    const lines = ['150%', 'Advanced scaling settings', 'Display resolution', '1680 x 1050'].map((text, i) => ({
      text,
      box: [20, 20 + 24 * i, 180, 16] as Box,
    }));
    const script = new Script().focus({ title: 'Settings' });
    script.emit('screen.frame', frame);
    const decision = redactorOf(script).frame('f', lines) as FrameDecision;
    expect(decision.hidden).toEqual([]);
  });
});

describe('the pointer', () => {
  const [w, h] = [400, 200];
  const explained = (from: 'video' | undefined, more: (script: Script) => void) => {
    const redactor = new SegmentRedactor({ display: { w, h, scale: 1 } });
    const script = new Script().focus({ title: 'Records' });
    script.emit('pointer', { pts: [[0, 100, 60]] });
    const image = { ref: 'f', sha256: '0'.repeat(64), mime: 'image/png' as const, w, h, masked: [] };
    script.emit('screen.frame', from === undefined ? image : { ...image, from });
    more(script);
    for (const event of script.events) redactor.observe(event);
    return redactor.frame('f', [{ text: 'Ry', box: [102, 62, 12, 16], sure: false }]) as FrameDecision;
  };

  test('explains its own drawing in a frame of a video, and nothing in a screenshot', () => {
    const inVideo = explained('video', () => {});
    expect(inVideo.explained).toEqual([{ box: [93, 56, 22, 28], chars: Number.POSITIVE_INFINITY }]);
    expect(inVideo.boxes).toEqual([]);
    expect(explained(undefined, () => {}).explained).toEqual([]);
  });

  test('is at two places at most, however far it moves', () => {
    const moved = explained('video', (script) => {
      for (let i = 0; i < 20; i++) script.emit('pointer', { pts: [[0, 20 * i, 90]] });
    });
    expect(moved.explained).toHaveLength(2);
  });

  test('explains no more than two letters: a word under it is found', async () => {
    const svg = Buffer.from(
      `<svg width="${w}" height="${h}"><rect width="100%" height="100%" fill="#fff"/><text x="60" y="74" font-size="16" font-family="DejaVu Sans">Quorvaneth Milbrook</text></svg>`,
    );
    const png = await sharp(svg).png().toBuffer();
    const about = { mime: 'image/png', w, h } as const;
    await expect(
      maskFrame(
        png,
        about,
        explained('video', () => {}),
      ),
    ).rejects.toMatchObject({ code: 'frame.unexplained' });
  });
});

test.each([
  ['1680 x 1050', true],
  ['1366 x 768\n1360 x 768\n1280 x 1024', true],
  ['Display resolution\n1920 × 1080', true],
  ['Marta Quill\n12 Oak 5\nBoston', false],
  ['30 x 40 cm to 12 Elm Street, Boston 02134', false],
])('a size is no address: %s', (text, isFree) => {
  expect(detect(text, 'prose').every(({ type }) => type !== 'ADDRESS')).toBe(isFree);
});
