import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HOURS = 2;
const WORKING_DAY = 8;
const MIB = 1024 ** 2;

/** The cost of the collector for its device: with a real folder, without TLS and the network. */
export async function run(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'strongroom-bench-'));
  try {
    const script = join(import.meta.dirname, 'measure.ts');
    const out = execFileSync(process.execPath, [script, dir, String(HOURS)], { encoding: 'utf8' });
    const { events, cpuMs, sent, requests, writes, before, peak } = JSON.parse(out);
    const day = WORKING_DAY / HOURS;
    console.log(`${HOURS} hours of a generated day: 85 % pointer, 12 % keys, 3 % text; ${events} events, no frames.\n`);
    for (const [what, figure] of [
      ['what it costs', 'figure'],
      ['---', '---'],
      ['CPU per 1,000 events, disk and encryption included', `${((cpuMs / events) * 1000).toFixed(0)} ms`],
      ['share of one core', `${((cpuMs / (HOURS * 3_600_000)) * 100).toFixed(2)} %`],
      [
        'memory beyond what was in use before the first event, at its peak, garbage included',
        `${((peak - before) / MIB).toFixed(0)} MiB`,
      ],
      [`sent a day of ${WORKING_DAY} hours`, `${((sent * day) / MIB).toFixed(1)} MiB in ${requests * day} requests`],
      [`written to the disk a day of ${WORKING_DAY} hours`, `${((writes.bytes * day) / MIB).toFixed(1)} MiB`],
      ['writes that are flushed, a minute', (writes.calls / (HOURS * 60)).toFixed(0)],
    ])
      console.log(`| ${what} | ${figure} |`);
  } finally {
    rmSync(dir, { recursive: true });
  }
}
