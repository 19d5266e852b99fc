import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { DrawnFrames } from '../../lambdas/export/drawn-frames.ts';
import { episodesOf, madeUpFrame, type Step, Surrogates } from '../../lib/episodes/index.ts';
import { fitted } from '../../lib/episodes/picture/paint.ts';
import { type Picture, pictureOf, pngOf } from '../../lib/episodes/picture/png.ts';
import { MADE_UP } from '../../lib/episodes/surrogates/made-up.ts';
import { present } from '../present.ts';
import { Rows } from './rows.ts';

const [W, H] = [600, 200];
type Rgb = readonly [number, number, number];
const WHITE: Rgb = [255, 255, 255];

/** A frame of one colour. @param noise fills the boxes with pixels that must not reappear */
function frame(ground: Rgb, boxes: readonly (readonly number[])[], noise = false): Picture {
  const data = new Uint8Array(W * H * 3);
  for (let at = 0; at < data.length; at += 3) data.set(ground, at);
  for (const [x = 0, y = 0, w = 0, h = 0] of boxes)
    for (let row = y; row < y + h; row++)
      data.set(noise ? randomBytes(w * 3) : new Uint8Array(w * 3), (row * W + x) * 3);
  return { w: W, h: H, channels: 3, data };
}

interface Shown {
  readonly text: string;
  readonly box: string;
  readonly tags?: string;
}

/** The first step with these texts under these masks: with placeholders, and with surrogates. */
function stepOf(texts: readonly Shown[], masks: string, types: string): { shown: Step; made: Step } {
  const rows = new Rows().frame('f', { frame_masks: masks, frame_mask_types: types, frame_w: W, frame_h: H });
  for (const { text, box, tags } of texts) rows.shows(text, box, tags === undefined ? {} : { tags: `text:${tags}` });
  rows.pressed(1, 1);
  const sized = rows.all.map((row) => ({ ...row, screen_w: W, screen_h: H, screen_scale: 1 }));
  const [{ id, steps } = { id: '', steps: [] }] = [...episodesOf(sized)];
  return { shown: present(steps[0]), made: new Surrogates(id).step(present(steps[0])) };
}
const drawn = (picture: Picture, { shown, made }: ReturnType<typeof stepOf>) =>
  madeUpFrame(pngOf(picture), shown, made);
const pixels = (picture: Picture, [x = 0, y = 0, w = 0, h = 0]: readonly number[]) =>
  Array.from({ length: h }, (_, row) => [
    ...picture.data.subarray(((y + row) * W + x) * 3, ((y + row) * W + x + w) * 3),
  ]);

const NAME = { text: 'Write to [PERSON]', box: '20,20,300,24', tags: 'aaaaa' };
const MASK = [16, 16, 308, 32];
const own = stepOf([NAME], MASK.join(), 'PERSON');

describe('a masked name in a frame', () => {
  test('is replaced, and no pixel of the original is left', () => {
    const [one, two] = [1, 2].map(() => present(drawn(frame(WHITE, [MASK], true), own)));
    expect(present(one).madeUp).toEqual([true]);
    expect(Buffer.from(present(one).image).equals(present(two).image)).toBe(true);
    const picture = present(pictureOf(present(one).image));
    const inside = pixels(picture, MASK).flat();
    // Dark on the colour around it: at least 4.5 to 1 (WCAG 2.2).
    expect([Math.min(...inside), Math.max(...inside)]).toEqual([expect.closeTo(17, -1), 255]);
  });

  test('stays within its mask, and changes nothing beside it', () => {
    const before = frame([240, 244, 250], [MASK]);
    const after = present(pictureOf(present(drawn(before, own)).image));
    const { data } = before;
    const outside = (at: number) => {
      const [x, y] = [Math.floor(at / 3) % W, Math.floor(at / 3 / W)];
      return (
        x < present(MASK[0]) ||
        x >= present(MASK[0]) + present(MASK[2]) ||
        y < present(MASK[1]) ||
        y >= present(MASK[1]) + present(MASK[3])
      );
    };
    expect([...data.keys()].filter((at) => outside(at) && data[at] !== after.data[at])).toEqual([]);
  });

  test('is light on a dark ground', () => {
    const inside = pixels(present(pictureOf(present(drawn(frame([20, 24, 40], [MASK]), own)).image)), MASK).flat();
    expect(Math.max(...inside)).toBeGreaterThan(220);
  });

  test('is written beside another mask, whose black does not count as background', () => {
    const below = [present(MASK[0]), present(MASK[1]) + present(MASK[3]), present(MASK[2]), 60];
    const step = stepOf([NAME], `${MASK};${below}`, 'PERSON;UNKNOWN');
    expect(drawn(frame(WHITE, [MASK, below]), step)?.madeUp).toEqual([true, false]);
  });

  test("is the name in the step's texts", () => {
    const text = present(present(own.made.texts[0]).text);
    expect(text).toMatch(/^Write to \w+ \w+$/);
    const other = {
      ...own,
      made: { ...own.made, texts: [{ ...present(own.made.texts[0]), text: 'Write to nobody' }] },
    };
    const [a, b] = [own, other].map((item) => present(drawn(frame(WHITE, [MASK]), item)).image);
    expect(Buffer.from(present(a)).equals(present(b))).toBe(false);
  });
});

test('steps that show one frame show one picture, and state which masks are written over', () => {
  const image = pngOf(frame(WHITE, [MASK]));
  const frames = new DrawnFrames();
  const shots = [own.made, { ...own.made, texts: [] }].map((step) => frames.shot({ step, image }, own.shown));
  expect(shots.map(({ step }) => step.frame?.masks?.map(({ made_up }) => made_up))).toEqual([[true], [true]]);
  expect(present(shots[0]).image).toBe(present(shots[1]).image);
  expect(frames.shot({ step: own.made, image: null }, own.shown).image).toBeNull();
});

describe('a mask stays black', () => {
  const password = { text: '[PASSWORD]', box: '20,100,200,24', tags: '-' };
  test.each<[string, Shown[], string, string, Rgb | undefined]>([
    ['that hides a secret', [password], '16,96,208,32', 'PASSWORD', WHITE],
    [
      'that hides a name and a secret',
      [{ ...NAME, text: '[PERSON] [PASSWORD]', tags: 'aaaaa,-' }],
      '16,16,308,32',
      'PERSON+PASSWORD',
      WHITE,
    ],
    ['that hides a name, and a secret without a text', [NAME], '16,16,308,32', 'PERSON+PASSWORD', WHITE],
    ['of which nobody knows what it hides', [NAME], '16,16,308,32', 'UNKNOWN', WHITE],
    ['whose types the team does not see', [NAME], '16,16,308,32', '', WHITE],
    ['whose text has no number', [{ text: NAME.text, box: NAME.box }], '16,16,308,32', 'PERSON', WHITE],
    ['under which no text was told', [], '16,16,308,32', 'PERSON', WHITE],
    ['with a text that goes beyond it', [{ ...NAME, box: '20,20,500,24' }], '16,16,308,32', 'PERSON', WHITE],
    [
      'with a second name that goes beyond it',
      [NAME, { text: '[PERSON]', box: '200,22,200,20', tags: 'b' }],
      '16,16,308,32',
      'PERSON',
      WHITE,
    ],
    ['that is too small for what is made up', [{ ...NAME, box: '20,20,30,12' }], '18,18,34,16', 'PERSON', WHITE],
    ['with letters that the font does not have', [{ ...NAME, text: '致 [PERSON]' }], '16,16,308,32', 'PERSON', WHITE],
    ['on no plain ground', [NAME], '16,16,308,32', 'PERSON', undefined],
  ])('%s', (_what, texts, masks, types, ground) => {
    const box = masks.split(',').map(Number);
    const picture = ground === undefined ? { ...frame(WHITE, []), data: randomBytes(W * H * 3) } : frame(ground, [box]);
    expect(drawn(picture, stepOf(texts, masks, types))).toBeUndefined();
  });

  test.each([
    ['narrower', W - 1, H],
    ['lower', W, H - 1],
  ])('in a picture that is %s than its row has it', (_what, w, h) => {
    expect(drawn({ w, h, channels: 3, data: new Uint8Array(w * h * 3).fill(255) }, own)).toBeUndefined();
  });

  test('beside one that is written over, and over it where they overlap', () => {
    const apart = '16,96,208,32';
    const both = [NAME, password];
    const one = present(
      drawn(frame(WHITE, [MASK, apart.split(',').map(Number)]), stepOf(both, `${MASK};${apart}`, 'PERSON;PASSWORD')),
    );
    expect(one.madeUp).toEqual([true, false]);
    expect(new Set(pixels(present(pictureOf(one.image)), apart.split(',').map(Number)).flat())).toEqual(new Set([0]));
    const meeting = '200,30,208,98';
    expect(drawn(frame(WHITE, [MASK]), stepOf(both, `${MASK};${meeting}`, 'PERSON;PASSWORD'))).toBeUndefined();
  });
});

test('every surrogate can be written', () => {
  let seed = 0;
  const draw = (of: number) => {
    seed = (seed * 31 + 17) % 65_521;
    return seed % of;
  };
  for (const make of Object.values(MADE_UP))
    for (let i = 0; i < 50; i++) expect(fitted(make(draw), [0, 0, 600, 20])).toBeDefined();
});

test.each([false, true])(
  "redaction's PNG reads the same in other readers (filters by row: %s)",
  async (adaptiveFiltering) => {
    const noise = { ...frame(WHITE, []), data: new Uint8Array(randomBytes(W * H * 3)) };
    const soft = noise.data.map((byte, at) => (at % 7 === 0 ? byte : at % 251));
    for (const data of [noise.data, soft]) {
      const png = await sharp(data, { raw: { width: W, height: H, channels: 3 } })
        .png({ palette: false, adaptiveFiltering })
        .toBuffer();
      expect(Buffer.from(present(pictureOf(png)).data).equals(Buffer.from(data))).toBe(true);
      const back = await sharp(pngOf({ ...noise, data }))
        .raw()
        .toBuffer();
      expect(back.equals(Buffer.from(data))).toBe(true);
    }
    expect(pictureOf(Buffer.from('no picture'))).toBeUndefined();
  },
);
