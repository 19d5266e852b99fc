import { VOUCHED_FOR } from '../decide/actor.ts';
import { literalPattern } from '../decide/atoms.ts';
import type { SolverQuestion } from '../decide/question.ts';
import { PASSING } from '../escalate/passing.ts';
import { serviceOf } from '../escalate/services.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import { type Finding, firstFinding, nobodyCan } from '../inquiry/nobody-can.ts';
import { type Claim, settingStep } from '../inquiry/proof.ts';
import type { Role } from '../model/app.ts';

/** Actions that a trust policy governs. */
const TAKING_A_ROLE = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'] as const;

/**
 * Part of claim 2: a principal that takes an approved role reads as it. So nobody but services, the trusted base and the people
 * who are declared to may take one, with whatever identity policies.
 */
export function approvedTrust(inquiry: Inquiry): Claim[] {
  return inquiry.asked.flatMap((dataClass) => trustClaims(inquiry, dataClass));
}

/** One claim for each approved role of a class. */
export const trustClaims = (inquiry: Inquiry, dataClass: FoundClass): Claim[] =>
  inquiry.app.roles
    .filter((role) => dataClass.exempt.includes(role.arn) && !inquiry.trusted.includes(role.arn))
    .map((role) => trustClaim(inquiry, dataClass, role));

const takingRole = (inquiry: Inquiry, role: Role, action: string): Omit<SolverQuestion, 'actor'> => ({
  action,
  resources: [literalPattern(role.arn)],
  resourceAccount: inquiry.app.place.accountId,
  resourcePolicy: role.trust,
});

function trustClaim(inquiry: Inquiry, dataClass: FoundClass, role: Role): Claim {
  // A service takes a role on behalf of the principal that passed it the role, which is a step of its own.
  const actors = [...inquiry.anybody.filter((actor) => actor.type !== 'service'), VOUCHED_FOR];
  const findings = actors.flatMap((actor) =>
    TAKING_A_ROLE.map(
      (action) => () =>
        nobodyCan(inquiry, [{ ...takingRole(inquiry, role, action), actor }], [...dataClass.exempt, ...inquiry.people]),
    ),
  );
  return {
    id: `no-escalation/${dataClass.name}/trust/${role.logicalId}`,
    class: dataClass.name,
    tier: 'A',
    text: `Nobody takes the approved role ${role.name} but AWS services, the trusted base and the people declared to.`,
    ...firstFinding(inquiry, chain(lazily(findings), lenders(role))),
    guards: [],
  };
}

/** Services that take a role for people, devices or callers whom no IAM policy names. */
const LENDERS: Readonly<Record<string, string>> = {
  'rolesanywhere.amazonaws.com': 'holders of certificates',
  'credentials.iot.amazonaws.com': 'devices',
  'credentials.deadline.amazonaws.com': 'workers of a render farm',
  'apigateway.amazonaws.com': 'callers of an API',
  'appsync.amazonaws.com': 'callers of an API',
  'access-grants.s3.amazonaws.com': 'grantees of S3 Access Grants',
  'transfer.amazonaws.com': 'users of a file server',
  'cognito-identity.amazonaws.com': 'users of an app',
};

/** A service in the trust that lends the role to outsiders, or whose use of it is not known. */
function* lenders(role: Role): Generator<Finding> {
  for (const { effect, principal, sid, index } of role.trust.statements) {
    if (effect === 'Deny') continue;
    for (const { kind, value } of principal?.items ?? []) {
      if (kind !== 'Service') continue;
      const to = LENDERS[serviceOf(value)];
      if (to === undefined && serviceOf(value) in PASSING) continue;
      yield {
        verdict: to === undefined ? 'undecided' : 'refuted',
        because:
          to === undefined ? `what ${value} does with the role is not known` : `${value} lends the role to ${to}`,
        witness: {
          principal: to ?? value,
          path: [
            settingStep(
              role,
              'sts:AssumeRole',
              role.arn,
              `Allow ${sid ?? `statement ${index + 1}`} of ${role.trust.label}`,
            ),
          ],
        },
      };
    }
  }
}

function* chain<T>(...all: readonly Iterable<T>[]): Generator<T> {
  for (const claims of all) yield* claims;
}

function* lazily<T>(all: readonly (() => T)[]): Generator<T> {
  for (const make of all) yield make();
}
