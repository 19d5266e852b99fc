import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { LedgerEntry } from '../../lib/ledger/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { portsWith } from '../ports-with.ts';

/** Ports that cost next to nothing: segments come from the files of a folder, and written data is read to its end and dropped. */
export function benchPorts(dir: string): { ports: Ports; written: () => number } {
  let written = 0;
  const entry = (batch: string) =>
    ({
      ...{ state: 'planned', digest: 'a'.repeat(64), rawKey: batch, worker: 'wk_a', session: 's', jurisdiction: 'XA' },
      ...{ day: '2026-01-01', due: '2026-04-01', shard: 'a', plan: 'plan', outcome: null },
    }) satisfies LedgerEntry;
  const ports = portsWith({
    objects: {
      get: async (_: string, key: string) => createReadStream(join(dir, key)),
      putOnce: async (_: string, __: string, body: Uint8Array | AsyncIterable<Uint8Array>) => {
        if (body instanceof Uint8Array) written += body.length;
        else for await (const chunk of body) written += chunk.length;
        return { created: true };
      },
    },
    control: {
      get: async (pk: string, sk: string) => ({ pk, sk, rev: 1, data: entry(pk.slice('segment#'.length)) }),
      write: async () => true,
    },
    catalog: { addPartition: async () => {} },
  });
  return { ports, written: () => written };
}
