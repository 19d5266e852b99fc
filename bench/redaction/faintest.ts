import sharp, { type Sharp } from 'sharp';
import { maskFrame } from '../../lib/redaction/index.ts';

const [W, H] = [480, 240];
const TEXTS = ['Natalia Kowalska', 'Ng Wu Li', 'Jonas Halvorsen', '4111 1111 1111', 'illicit till', 'kowalska@mail.pl'];
const SIZES = [9, 12, 16, 24];
const GROUNDS = [
  [245, 246, 248],
  [24, 26, 30],
  [128, 128, 128],
];
const CHANNELS = { red: [0], green: [1], blue: [2], all: [0, 1, 2] } as const;
/** From the strongest, so that a step counts only when all stronger ones are seen. */
const STEPS = [80, 64, 48, 32, 24, 16, 12, 8, 4, 2, 1];

type Mime = 'image/png' | 'image/jpeg' | 'image/webp';
const FORMS: readonly (readonly [form: string, mime: Mime, store: (image: Sharp) => Sharp])[] = [
  ['PNG', 'image/png', (image) => image.png()],
  ['JPEG 90, all colours', 'image/jpeg', (image) => image.jpeg({ quality: 90, chromaSubsampling: '4:4:4' })],
  ['JPEG 75', 'image/jpeg', (image) => image.jpeg({ quality: 75 })],
  ['WebP 80', 'image/webp', (image) => image.webp({ quality: 80 })],
];

/** For one form of stored frames: the faintest step of each colour, of 255, from which every text is seen. */
export interface Faintest {
  readonly form: string;
  /** In the order of `colours`. Where there is none: how many texts are seen at the strongest step, and of how many. */
  readonly steps: readonly string[];
}
export const colours = Object.keys(CHANNELS) as (keyof typeof CHANNELS)[];

/** Draws texts on flat backgrounds, in a colour that differs a little, and asks which are seen. */
export async function measureFaintest(): Promise<Faintest[]> {
  const all: Faintest[] = [];
  for (const [form, mime, store] of FORMS) {
    const steps: string[] = [];
    for (const colour of colours) steps.push(await faintest(CHANNELS[colour], mime, store));
    all.push({ form, steps });
  }
  return all;
}

async function faintest(channels: readonly number[], mime: Mime, store: (image: Sharp) => Sharp): Promise<string> {
  const texts = GROUNDS.flatMap((ground) => SIZES.flatMap((size) => TEXTS.map((text) => ({ ground, size, text }))));
  let least: number | undefined;
  for (const step of STEPS) {
    let seen = 0;
    for (const one of texts) if (await isSeen(drawn({ ...one, channels, step }), mime, store)) seen++;
    if (seen < texts.length) return least === undefined ? `${seen} of ${texts.length} at ${step}` : String(least);
    least = step;
  }
  return String(least);
}

interface Drawing {
  readonly ground: readonly number[];
  readonly channels: readonly number[];
  readonly step: number;
  readonly size: number;
  readonly text: string;
}

function drawn({ ground, channels, step, size, text }: Drawing): Sharp {
  const away = (value: number) => (value + step > 255 ? value - step : value + step);
  const colour = ground.map((value, channel) => (channels.includes(channel) ? away(value) : value));
  const letters = `<text x="20" y="60" font-size="${size}" font-family="sans-serif" fill="rgb(${colour})">${text}</text>`;
  return sharp(
    Buffer.from(
      `<svg width="${W}" height="${H}"><rect width="${W}" height="${H}" fill="rgb(${ground})"/>${letters}</svg>`,
    ),
  ).removeAlpha();
}

const isSeen = async (image: Sharp, mime: Mime, store: (image: Sharp) => Sharp): Promise<boolean> =>
  maskFrame(await store(image).toBuffer(), { mime, w: W, h: H }, { boxes: [], explained: [] }).then(
    () => false,
    ({ code }) => code === 'frame.unexplained',
  );
