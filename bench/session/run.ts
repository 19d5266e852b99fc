import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Number of segments in a session of eight hours, and number of sessions in one batch. */
const WHOLE = { segments: 480, sessions: 50 };
const QUICK = { segments: 120, sessions: 12 };
/** Places of the session around which the cost of a segment is averaged, and how many. */
const EARLY = 10;
const AROUND = 5;
/** Segments of a session that have come after one when its turn comes. */
const HELD = 15;

interface Day {
  /** CPU of each segment. */
  readonly seconds: readonly number[];
  readonly bytes: number;
  readonly beside: number;
}

interface Batch {
  readonly seconds: number;
  readonly peakMiB: number;
  readonly idleMiB: number;
}

/**
 * The cost of a segment late in a session against an early one, the bytes stored beside the segments, and the memory of a batch.
 */
export async function run(quick: boolean): Promise<void> {
  const { segments, sessions } = quick ? QUICK : WHOLE;
  const dir = mkdtempSync(join(tmpdir(), 'strongroom-bench-'));
  try {
    const { seconds, bytes, beside } = node<Day>(dir, 'day', segments);
    const batch = node<Batch>(dir, 'batch', segments, sessions);
    const early = mean(seconds.slice(EARLY - AROUND, EARLY + AROUND));
    // The very last segments are left out: fewer come after them.
    const late = mean(seconds.slice(-HELD - 2 * AROUND, -HELD));
    const worst = Math.max(...seconds.slice(-segments / 2));
    console.log(
      `A made-up session of ${segments} segments, a minute each, of 150 events, half of them text on the screen.\n`,
    );
    row(['measure', 'figure', 'of']);
    row(['---', '---', '---']);
    row(['bytes stored beyond the segments', ratio(beside / bytes), `the segments' own ${mib(bytes)} MiB`]);
    row([
      `CPU around segment ${segments - HELD - AROUND}`,
      ratio(late / early),
      `around segment ${EARLY}, ${ms(early)} ms`,
    ]);
    row(['CPU of the dearest segment of the second half', ratio(worst / early), `around segment ${EARLY}`]);
    row([
      `peak memory, batch of ${sessions} last segments`,
      `${Math.round(batch.peakMiB)} MiB`,
      `${Math.round(batch.idleMiB)} MiB before`,
    ]);
    row(['CPU of that batch, a segment', ratio(batch.seconds / sessions / early), `around segment ${EARLY}`]);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const node = <T>(...args: (string | number)[]): T =>
  JSON.parse(
    execFileSync(process.execPath, [join(import.meta.dirname, 'measure.ts'), ...args.map(String)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  ) as T;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const ratio = (value: number): string => `${value.toFixed(2)} ×`;
const ms = (seconds: number): string => (1000 * seconds).toFixed(0);
const mib = (bytes: number): string => (bytes / 1024 ** 2).toFixed(1);
const row = (cells: readonly string[]) => console.log(`| ${cells.join(' | ')} |`);
