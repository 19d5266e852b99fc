import type { Policy, Statement } from '../policy/document.ts';
import type { PolicyType } from './input.ts';
import type { StatementMatch } from './statement.ts';

/** A statement, and how it matches the request. */
export interface Matched extends StatementMatch {
  readonly type: PolicyType;
  readonly policy: Policy;
  readonly statement: Statement;
}

/** The statements that may apply to a request, by where they are attached. */
export interface Matches {
  readonly all: readonly Matched[];
  readonly identity: readonly Matched[];
  readonly resource: readonly Matched[];
  readonly boundary: readonly Matched[] | undefined;
  readonly session: readonly Matched[] | undefined;
  readonly serviceControl: readonly (readonly Matched[])[];
  /** Only the levels that have an Allow. */
  readonly resourceControl: readonly (readonly Matched[])[];
  readonly endpoint: readonly (readonly Matched[])[];
}
