// As a namespace: a bundle has a `createRequire` of its own already.

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StrongroomError } from '../../lib/activity/errors.ts';
import type { Box } from '../../lib/activity/events.ts';
import { shortageOf } from '../../lib/activity/shortage.ts';
import type { PixelReader, ReadLine } from '../../lib/redaction/index.ts';
import { loadSharp } from '../../lib/redaction/pixels/load-sharp.ts';

/** What is used of tesseract.js. The package is optional, so its types are not there to import. */
interface Worker {
  recognize(image: Buffer, options: object, output: object): Promise<{ data: { blocks: Block[] | null } }>;
  terminate(): Promise<unknown>;
}
interface Block {
  paragraphs: { lines: { text: string; bbox: { x0: number; y0: number; x1: number; y1: number } }[] }[];
}

/** Small print is read better at twice its size. */
const ENLARGE = 2;
const MAX_SIDE = 5_000;
const MAX_MS = 60_000;

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

/** Reads English text with tesseract.js, from data that an npm package brings: nothing is fetched. */
export class TesseractReader implements PixelReader {
  #worker: Promise<Worker> | undefined;

  async read(image: Uint8Array): Promise<readonly ReadLine[]> {
    const { enlarged, scale } = await enlarge(image);
    this.#worker ??= start();
    const worker = await this.#worker;
    const { data } = await Promise.race([
      worker.recognize(enlarged, {}, { blocks: true, text: false }),
      new Promise<never>((_, fail) => setTimeout(fail, MAX_MS, failed('reading took too long')).unref()),
    ]).catch(async (error) => {
      await this.close();
      const known = error instanceof StrongroomError || shortageOf(error) !== undefined;
      throw known ? error : failed('the frame could not be read');
    });
    return (data.blocks ?? []).flatMap(({ paragraphs }) =>
      paragraphs.flatMap(({ lines }) =>
        lines.map(({ text, bbox: { x0, y0, x1, y1 } }) => ({
          text: text.trim(),
          box: [x0, y0, x1 - x0, y1 - y0].map((side) => side / scale) as Box,
        })),
      ),
    );
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await (await worker)?.terminate();
  }
}

async function start(): Promise<Worker> {
  if (!canRead()) throw failed('tesseract.js is not installed');
  // Not by `import`, which does not find what a layer brings.
  const require = createRequire(import.meta.url);
  const { createWorker } = require(PACKAGE);
  const data = dirname(require.resolve(DATA));
  // The integer data reads as well as the other and takes half as long to load.
  return createWorker('eng', 1, { langPath: join(data, '4.0.0_best_int'), cacheMethod: 'none', gzip: true });
}

async function enlarge(image: Uint8Array): Promise<{ enlarged: Buffer; scale: number }> {
  const sharp = loadSharp();
  const { width, height } = await sharp(image).metadata();
  const scale = Math.max(width, height) * ENLARGE <= MAX_SIDE ? ENLARGE : 1;
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
