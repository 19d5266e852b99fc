import { reasonOf } from '../../lib/governance/gate/gate.ts';
import { readFacts, readGate } from '../gate.ts';
import type { Asking } from './asking.ts';

export interface Collection {
  /** Whether any worker is recorded at all. */
  readonly running: boolean;
  /** Begin and end of the certificate under which it runs; null when it does not run. */
  readonly certified: { readonly since: string; readonly until: string } | null;
}

/** Whether collection runs, judged as ingest judges it. If the state cannot be read, it does not. */
export async function collectionOf({ ports, settings }: Asking): Promise<Collection> {
  try {
    const [{ gate }, facts] = await Promise.all([readGate(ports), readFacts(ports, settings)]);
    if (gate.state === 'running' && reasonOf(gate, facts) === undefined)
      return { running: true, certified: { since: gate.certificate.issued, until: gate.certificate.expires } };
  } catch {
    // Ingest refuses too when it cannot tell.
  }
  return { running: false, certified: null };
}
