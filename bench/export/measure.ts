import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { exportFor } from '../../lambdas/export/export.ts';
import { configured } from '../../lambdas/settings.ts';
import type { FormatName } from '../../lib/episodes/formats/shards.ts';
import { portsWith } from '../ports-with.ts';
import { asking, bundling } from './rows.ts';

/** One measurement in a process of its own, so that its peak memory is its own. Arguments: segments, format, bytes of a frame. */
const [segments, format, frameBytes] = process.argv.slice(2) as [string, FormatName, string];
let written = 0;
// Pixels of a frame are compressed already: they cannot be compressed again.
const bundleOf = bundling(randomBytes(Number(frameBytes) || 1));
const ports = portsWith({
  objects: {
    get: async (_: string, key: string) => Readable.from([bundleOf(key)]),
    putOnce: async (_: string, __: string, body: Uint8Array | AsyncIterable<Uint8Array>) => {
      if (body instanceof Uint8Array) written += body.length;
      else for await (const chunk of body) written += chunk.length;
      return { created: true };
    },
  },
  control: {
    get: async () => undefined,
    query: async function* () {},
    write: async () => true,
  },
  keys: { sign: async () => new Uint8Array(64) },
  clock: { now: () => new Date('2026-05-21T00:00:00Z') },
});

async function once(n: number): Promise<number> {
  const request = { team: 'bench', purpose: 'cua_training', terms: '', format } as const;
  const ask = asking(n, Number(frameBytes) > 0);
  const { manifest } = await exportFor(request, { ports, settings: configured(), ask, record: () => {} });
  // Steps without their frames cost little: a figure of them would look like speed.
  if (Number(frameBytes) > 0 && manifest.counts.shown !== manifest.counts.steps) throw new Error('steps have no frame');
  return manifest.counts.steps;
}

await once(1);
written = 0;
const cpu = process.cpuUsage();
const steps = await once(Number(segments));
const { user, system } = process.cpuUsage(cpu);
const peakMiB = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ seconds: (user + system) / 1e6, steps, bytes: written, peakMiB }));
