import type { Dead, DeadLetterTools } from '../lambdas/dead-letters.ts';
import type { Person } from '../lib/governance/gate/certificate.ts';

/**
 * An operator's place to handle dead letters: the embedded lake in out/, or an account. Uses the permissions of the
 * operator's role.
 */
export interface DeadLetterDesk extends DeadLetterTools {
  /** The operator. @param name value of `--as` @throws StrongroomError usage */
  person(name: string | undefined): Person;
  /**
   * Lets redaction process letters that were sent back. @returns the letters that are dead afterwards; undefined in an
   * account, where redaction runs by itself
   */
  redact(): Promise<Dead[] | undefined>;
  close(): void;
}
