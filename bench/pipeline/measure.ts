import { readdirSync } from 'node:fs';
import { observe } from '../../lambdas/redact/examine.ts';
import { publish } from '../../lambdas/redact/publish.ts';
import { configured } from '../../lambdas/settings.ts';
import type { ActivityEvent } from '../../lib/activity/events.ts';
import { FoundTexts, type SegmentRedactor } from '../../lib/redaction/index.ts';
import { benchPorts } from './bench-ports.ts';

/** One measurement in a process of its own, so that its peak memory is its own. Arguments: folder, on or off, rounds. */
const [dir, redaction, rounds] = process.argv.slice(2) as [string, 'on' | 'off', string];
const { ports, written } = benchPorts(dir);
const settings = configured();

/** Replaces the redactor when it is off: everything passes. */
const passThrough = {
  redact: (event: ActivityEvent) => ({ ...event, red: 'none', spans: [] }),
  frame: () => 'unmaskable',
  counts: new Map(),
} as unknown as SegmentRedactor;

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
    const redactor = redaction === 'on' ? await observe(batch, {}, ports) : passThrough;
    const examined = new Map([[batch, { redactor, until: 0 }]]);
    await publish(plan, { examined, ports, settings, extras: {}, found: new FoundTexts(), cautious: false });
  }
}

const idleMiB = process.resourceUsage().maxRSS / 1024;
if (Number(rounds) > 1) await round();
const cpu = process.cpuUsage();
for (let i = 0; i < Number(rounds); i++) await round();
const { user, system } = process.cpuUsage(cpu);
const seconds = (user + system) / 1e6 / Number(rounds);
console.log(JSON.stringify({ seconds, parquet: written(), peakMiB: process.resourceUsage().maxRSS / 1024, idleMiB }));
