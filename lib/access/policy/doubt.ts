import type { Policy, Statement } from './document.ts';

/** The policy, with a reason why none of its statements may be relied upon. */
export const withProblem = (policy: Policy, problem: string): Policy => ({
  ...policy,
  statements: policy.statements.map(
    (statement): Statement => ({ ...statement, problems: [...statement.problems, problem] }),
  ),
});
