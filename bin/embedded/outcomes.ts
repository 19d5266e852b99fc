import { readEntry } from '../../lambdas/ledger.ts';
import { add } from './ingest-recording.ts';
import type { Workspace } from './workspace.ts';

export interface Outcomes {
  readonly masked: Record<string, number>;
  readonly frames: { published: number; withheld: Record<string, number> };
  readonly rows: number;
}

/** Outcomes of redaction for the segments, from their ledger. */
export async function outcomesOf(workspace: Workspace, batches: readonly string[]): Promise<Outcomes> {
  const { control } = workspace.portsOf('redact');
  const total = { masked: {}, frames: { published: 0, withheld: {} }, rows: 0 };
  for (const batch of batches) {
    const outcome = (await readEntry(control, batch))?.entry.outcome;
    if (!outcome) continue;
    total.rows += outcome.rows;
    total.frames.published += outcome.frames;
    add(total.masked, outcome.masked);
    add(total.frames.withheld, outcome.withheld);
  }
  return total;
}
