import { configured } from '../../lambdas/settings.ts';
import type { GateDesk } from '../gate-desk.ts';
import { personOf } from './person.ts';
import { openWorkspace } from './workspace.ts';

/** The gate of the embedded lake from the last run. */
export async function openEmbeddedDesk(out: string): Promise<GateDesk> {
  const workspace = await openWorkspace(out, 'gate');
  return {
    ports: workspace.portsOf('governor'),
    settings: configured(),
    templates: workspace.templates,
    out,
    person: personOf,
    close: () => workspace.close(),
  };
}
