import type { Settings } from '../lambdas/settings.ts';
import type { Person } from '../lib/governance/gate/certificate.ts';
import type { Ports } from '../lib/storage/ports.ts';

/** A governor's place to handle a gate: the embedded lake in out/, or an account. */
export interface GateDesk {
  /** With the permissions of the governor's role. */
  readonly ports: Ports;
  readonly settings: Settings;
  /** The deployed templates, as observed when the desk was opened. */
  readonly templates: ReadonlyMap<string, string>;
  /** Folder of the last proof. */
  readonly out: string;
  /** The governor. @param name value of `--as` @throws StrongroomError usage */
  person(name: string | undefined): Person;
  close(): void;
}
