import { VOUCHED_FOR } from '../decide/actor.ts';
import { literalPattern } from '../decide/atoms.ts';
import type { Question } from '../decide/question.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import { firstFinding, nobodyCan } from '../inquiry/nobody-can.ts';
import type { Claim } from '../inquiry/proof.ts';
import type { Role } from '../model/app.ts';

/** Actions that a trust policy governs. */
export const TAKING_A_ROLE = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'] as const;

/**
 * Part of claim 2: whoever takes an approved role reads as it. So nobody but services, the trusted base and the people
 * who are declared to may take one, with whatever identity policies.
 */
export function approvedTrust(inquiry: Inquiry): Claim[] {
  return inquiry.asked.flatMap((found) =>
    inquiry.app.roles
      .filter((role) => found.exempt.includes(role.arn) && !inquiry.trusted.includes(role.arn))
      .map((role) => trustClaim(inquiry, found, role)),
  );
}

export const takingRole = (inquiry: Inquiry, role: Role, action: string): Omit<Question, 'actor'> => ({
  action,
  resources: [literalPattern(role.arn)],
  resourceAccount: inquiry.app.place.accountId,
  resourcePolicy: role.trust,
});

function trustClaim(inquiry: Inquiry, found: FoundClass, role: Role): Claim {
  // A service takes a role on behalf of whoever passed it the role, which is a step of its own.
  const actors = [...inquiry.anybody.filter((actor) => actor.type !== 'service'), VOUCHED_FOR];
  const findings = actors.flatMap((actor) =>
    TAKING_A_ROLE.map(
      (action) => () =>
        nobodyCan(inquiry, [{ ...takingRole(inquiry, role, action), actor }], [...found.exempt, ...inquiry.people]),
    ),
  );
  return {
    id: `no-escalation/${found.name}/trust/${role.logicalId}`,
    class: found.name,
    tier: 'A',
    text: `Nobody takes the approved role ${role.name} but AWS services, the trusted base and the people declared to.`,
    ...firstFinding(lazily(findings)),
    guards: [],
  };
}

function* lazily<T>(all: readonly (() => T)[]): Generator<T> {
  for (const one of all) yield one();
}
