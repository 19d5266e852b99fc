import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { FORMAT_NAMES, type FormatName } from '../../lib/episodes/formats/shards.ts';

interface Measurement {
  /** CPU seconds of the whole process: steps a second of these are steps a second a core. */
  readonly seconds: number;
  readonly steps: number;
  readonly bytes: number;
  readonly peakMiB: number;
}

/** A masked frame of a full screen, as PNG. */
const FRAME = 300_000;

/** Steps and bytes a second of an export, and its peak memory when it grows. Rows are made on demand, and count too. */
export async function run(): Promise<void> {
  row(['format', 'steps/s a core, without frames', 'MB/s a core, with frames of 300 kB']);
  row(['---', '---', '---']);
  for (const format of FORMAT_NAMES) {
    const plain = measure(20, format, 0);
    const shown = measure(2, format, FRAME);
    row([
      format,
      Math.round(plain.steps / plain.seconds).toLocaleString('en'),
      Math.round(shown.bytes / 1e6 / shown.seconds),
    ]);
  }
  console.log();
  row(['steps', 'bytes written, MB', 'peak memory MiB', 'of that of the smallest']);
  row(['---', '---', '---', '---']);
  let smallest: number | undefined;
  for (const factor of [1, 4, 16, 64]) {
    const { steps, bytes, peakMiB } = measure(factor, 'webdataset', FRAME);
    smallest ??= peakMiB;
    row([steps, Math.round(bytes / 1e6), Math.round(peakMiB), (peakMiB / smallest).toFixed(2)]);
  }
}

const measure = (segments: number, format: FormatName, frame: number): Measurement =>
  JSON.parse(
    execFileSync(process.execPath, [join(import.meta.dirname, 'measure.ts'), String(segments), format, String(frame)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );

const row = (cells: readonly (string | number)[]): void => console.log(`| ${cells.join(' | ')} |`);
