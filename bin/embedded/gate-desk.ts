import { configured } from '../../lambdas/settings.ts';
import type { GateDesk } from '../gate-desk.ts';
import { personOf } from './person.ts';
import { OUT, openWorkspace } from './workspace.ts';

/** The gate of the embedded lake that the last run left. */
export async function openEmbeddedDesk(): Promise<GateDesk> {
  const workspace = await openWorkspace(OUT);
  return {
    ports: workspace.portsOf('governor'),
    settings: configured(),
    templates: workspace.templates,
    out: OUT,
    person: personOf,
    close: () => workspace.close(),
  };
}
