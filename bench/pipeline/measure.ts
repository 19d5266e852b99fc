import { readdirSync } from 'node:fs';
import { observe } from '../../lambdas/redact/examine.ts';
import { publish } from '../../lambdas/redact/publish.ts';
import { configured } from '../../lambdas/settings.ts';
import { FoundTexts } from '../../lib/redaction/index.ts';
import { benchPorts } from './bench-ports.ts';

/** One measurement in a process of its own, so that its peak memory is its own. Arguments: folder, rounds. */
const [dir, rounds] = process.argv.slice(2) as [string, string];
const { ports, written } = benchPorts(dir);
const settings = configured();

async function round(): Promise<void> {
  for (const batch of readdirSync(dir)) {
    const partition = { jurisdiction: 'XA', day: '2026-01-01', shard: 'a' };
    const plan = {
      id: batch,
      partition,
      batches: [batch],
      until: [0],
      due: '2026-04-01',
      state: 'open',
      rev: 1,
    } as const;
    const redactor = await observe(batch, {}, ports);
    const examined = new Map([[batch, { redactor, until: 0 }]]);
    const { written, faults } = await publish(plan, {
      examined,
      ports,
      settings,
      extras: {},
      found: new FoundTexts(),
      cautious: false,
    });
    // A segment at fault costs little: a figure of it would look like speed.
    if (!written) throw new Error(`nothing was written: ${[...faults.values()].join(', ')}`);
  }
}

const idleMiB = process.resourceUsage().maxRSS / 1024;
if (Number(rounds) > 1) await round();
const cpu = process.cpuUsage();
for (let i = 0; i < Number(rounds); i++) await round();
const { user, system } = process.cpuUsage(cpu);
const seconds = (user + system) / 1e6 / Number(rounds);
console.log(JSON.stringify({ seconds, parquet: written(), peakMiB: process.resourceUsage().maxRSS / 1024, idleMiB }));
