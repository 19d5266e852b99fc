import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StrongroomError } from '../../lib/activity/errors.ts';
import type { Box } from '../../lib/activity/events.ts';
import { shortageOf } from '../../lib/activity/shortage.ts';
import { lastOf, nth } from '../../lib/activity/there.ts';
import type { PixelReader, ReadAs, ReadLine } from '../../lib/redaction/index.ts';
import { loadSharp } from '../../lib/redaction/pixels/load-sharp.ts';

/** The parts used of tesseract.js. The package is optional, so its types are not there to import. */
interface Worker {
  setParameters(parameters: { tessedit_pageseg_mode: string }): Promise<unknown>;
  recognize(image: Buffer, options: object, output: object): Promise<{ data: { blocks: Block[] | null } }>;
  terminate(): Promise<unknown>;
  /** The thread: it must not keep a process alive that has nothing else to do. */
  readonly worker: { ref(): void; unref(): void };
}
interface Block {
  paragraphs: { lines: { words: Word[] }[] }[];
}
interface Word {
  readonly text: string;
  /** 0 to 100. */
  readonly confidence: number;
  readonly bbox: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };
}

/**
 * Print is read better at twice its size, and that of a screencast, which is a smaller picture of the screen, at three times: in
 * pixels of the larger side, the most that each is for.
 */
const ENLARGE: readonly (readonly [times: number, most: number])[] = [
  [3, 1_000],
  [2, 2_500],
];
const MAX_MS = 60_000;
/** A gap between words that is wider than this many word heights separates two columns. */
const COLUMNS = 1.5;
/** Less confidence than this is a guess at something that may be no text. */
const SURE = { page: 60, scattered: 80 };
/** Page segmentation: automatic, and text in no particular order (https://tesseract-ocr.github.io/tessdoc/ImproveQuality.html). */
const SEGMENTS = { page: '3', scattered: '11' };

/** The name is put together, so that no bundler looks for a package that is not installed. */
const PACKAGE = ['tesseract', 'js'].join('.');
const DATA = '@tesseract.js-data/eng/package.json';

/** Whether the optional packages are installed. */
export function canRead(): boolean {
  try {
    const require = createRequire(import.meta.url);
    return [PACKAGE, DATA].every((name) => require.resolve(name) !== '');
  } catch {
    return false;
  }
}

/** The OCR reader that the configuration asks for. `if-installed` withholds no frame when the package is not installed. */
export function readerFor(ocr: boolean | 'if-installed'): TesseractReader | undefined {
  if (ocr === 'if-installed') return canRead() ? new TesseractReader('unreported') : undefined;
  return ocr ? new TesseractReader('always') : undefined;
}

/** Reads English text with tesseract.js, from data that an npm package brings: nothing is fetched. */
export class TesseractReader implements PixelReader {
  readonly when: PixelReader['when'];
  #worker: Promise<Worker> | undefined;

  constructor(when: PixelReader['when']) {
    this.when = when;
  }

  async read(image: Uint8Array, as: ReadAs = 'page'): Promise<readonly ReadLine[]> {
    const { enlarged, scale } = await enlarge(image);
    this.#worker ??= start();
    const worker = await this.#worker;
    worker.worker.ref();
    const recognize = async () => {
      await worker.setParameters({ tessedit_pageseg_mode: SEGMENTS[as] });
      return worker.recognize(enlarged, {}, { blocks: true, text: false });
    };
    const { data } = await Promise.race([
      recognize(),
      new Promise<never>((_, fail) => setTimeout(fail, MAX_MS, failed('reading took too long')).unref()),
    ]).catch(async (error) => {
      await this.close();
      const known = error instanceof StrongroomError || shortageOf(error) !== undefined;
      throw known ? error : failed('the frame could not be read');
    });
    worker.worker.unref();
    return (data.blocks ?? []).flatMap(({ paragraphs }) =>
      paragraphs.flatMap(({ lines }) => lines.flatMap(({ words }) => piecesOf(words, scale, SURE[as]))),
    );
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await (await worker)?.terminate();
  }
}

/** A line, cut where a column ends. Words that are guesses are pieces of their own. */
function piecesOf(words: readonly Word[], scale: number, least: number): ReadLine[] {
  const pieces: Word[][] = [];
  for (const word of words) {
    const last = pieces.at(-1)?.at(-1);
    const isNext =
      last !== undefined &&
      isSure(last, least) === isSure(word, least) &&
      word.bbox.x0 - last.bbox.x1 <= COLUMNS * (last.bbox.y1 - last.bbox.y0);
    if (isNext) lastOf(pieces).push(word);
    else pieces.push([word]);
  }
  return pieces.map((piece) => {
    const left = Math.min(...piece.map(({ bbox }) => bbox.x0));
    const top = Math.min(...piece.map(({ bbox }) => bbox.y0));
    const right = Math.max(...piece.map(({ bbox }) => bbox.x1));
    const bottom = Math.max(...piece.map(({ bbox }) => bbox.y1));
    return {
      text: piece
        .map(({ text }) => text)
        .join(' ')
        .trim(),
      box: [left, top, right - left, bottom - top].map((side) => side / scale) as Box,
      sure: isSure(nth(piece, 0), least),
    };
  });
}

const isSure = ({ confidence }: Word, least: number): boolean => confidence >= least;

async function start(): Promise<Worker> {
  if (!canRead()) throw failed('tesseract.js is not installed');
  // `require`, because `import` does not find the packages of a Lambda layer.
  const require = createRequire(import.meta.url);
  const { createWorker } = require(PACKAGE);
  const data = dirname(require.resolve(DATA));
  // The integer data reads as well as the other and takes half as long to load.
  return createWorker('eng', 1, { langPath: join(data, '4.0.0_best_int'), cacheMethod: 'none', gzip: true });
}

async function enlarge(image: Uint8Array): Promise<{ enlarged: Buffer; scale: number }> {
  const sharp = loadSharp();
  const { width, height } = await sharp(image).metadata();
  const [scale] = ENLARGE.find(([, most]) => Math.max(width, height) <= most) ?? [1];
  return {
    enlarged: await sharp(image)
      .resize(width * scale, height * scale, { kernel: 'cubic' })
      .png()
      .toBuffer(),
    scale,
  };
}

const failed = (why: string): StrongroomError =>
  new StrongroomError(
    'frame.unread',
    `text in frames cannot be read: ${why}`,
    'npm install tesseract.js@7.0.0 @tesseract.js-data/eng@1.0.0, or set ocr to false in config/redaction.ts',
  );
