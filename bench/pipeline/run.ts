import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Measurement {
  /** CPU seconds of the whole process, compression threads included: events a second of these are events a second a core. */
  readonly seconds: number;
  readonly peakMiB: number;
  readonly idleMiB: number;
}

interface Day {
  readonly dir: string;
  readonly events: number;
  /** Before compression. */
  readonly bytes: number;
}

const SEGMENT = 25_000;

/** Throughput from the compressed segment to Parquet, redaction included; peak memory for growing segments. */
export async function run(): Promise<void> {
  const folders: string[] = [];
  const dayOf = (events: number, segmentEvents: number): Day => {
    const dir = mkdtempSync(join(tmpdir(), 'strongroom-bench-'));
    folders.push(dir);
    return { dir, events, bytes: Number(node('generate.ts', dir, events, segmentEvents)) };
  };
  try {
    throughput(dayOf(8 * SEGMENT, SEGMENT));
    memory([1, 4, 16].map((factor) => dayOf(factor * SEGMENT, factor * SEGMENT)));
  } finally {
    for (const dir of folders) rmSync(dir, { recursive: true });
  }
}

function throughput(day: Day): void {
  const { seconds } = measure(day, 4);
  console.log(
    `Generated day: 85 % pointer, 12 % keys, 3 % text; ${day.events} events, ${mib(day.bytes)} MiB before compression.\n`,
  );
  row(['gunzip → parse → redact → Parquet', 'events/s a core', 'MB/s a core']);
  row(['---', '---', '---']);
  row(['whole', Math.round(day.events / seconds).toLocaleString('en'), (day.bytes / 1e6 / seconds).toFixed(1)]);
  console.log();
}

function memory(days: readonly Day[]): void {
  row(['events in one segment', 'inflated MiB', 'peak memory MiB', 'of it before the first segment']);
  row(['---', '---', '---', '---']);
  for (const day of days) {
    const { peakMiB, idleMiB } = measure(day, 1);
    row([day.events, mib(day.bytes), Math.round(peakMiB), Math.round(idleMiB)]);
  }
}

const measure = ({ dir }: Day, rounds: number): Measurement => JSON.parse(node('measure.ts', dir, rounds));

const node = (script: string, ...args: (string | number)[]): string =>
  execFileSync(process.execPath, [join(import.meta.dirname, script), ...args.map(String)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });

const row = (cells: readonly (string | number)[]) => console.log(`| ${cells.join(' | ')} |`);
const mib = (bytes: number): string => (bytes / 1024 ** 2).toFixed(1);
