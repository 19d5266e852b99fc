import type { Dead, DeadLetterTools } from '../lambdas/dead-letters.ts';
import type { Person } from '../lib/governance/gate/certificate.ts';

/** Where an operator works on dead letters: the embedded lake in out/, or an account. With the rights of the operator's role. */
export interface DeadLetterDesk extends DeadLetterTools {
  /** Who works here. @param name what `--as` says @throws StrongroomError usage */
  person(name: string | undefined): Person;
  /**
   * Lets redaction work on what was sent back. @returns what is dead after that; undefined in an account, where it works by
   * itself
   */
  redact(): Promise<Dead[] | undefined>;
  close(): void;
}
