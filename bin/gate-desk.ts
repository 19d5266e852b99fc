import type { Settings } from '../lambdas/settings.ts';
import type { Person } from '../lib/governance/gate/certificate.ts';
import type { Ports } from '../lib/storage/ports.ts';

/** Where a governor works on a gate: the embedded lake in out/, or an account. */
export interface GateDesk {
  /** With the rights of the governor's role. */
  readonly ports: Ports;
  readonly settings: Settings;
  /** What is deployed, as it was observed when the desk was opened. */
  readonly templates: ReadonlyMap<string, string>;
  /** Folder of the last proof. */
  readonly out: string;
  /** Who works here. @param name what `--as` says @throws StrongroomError usage */
  person(name: string | undefined): Person;
  close(): void;
}
