import type { Origin, Policy, Statement } from '../policy/document.ts';
import { type Grade, grade } from './grade.ts';
import { type Case, type EvaluateInput, type PolicyType, readCase } from './input.ts';
import type { Matched, Matches } from './matched.ts';
import { organisationReaches } from './organisation.ts';
import { matchStatement, statementsAbout } from './statement.ts';

export type Decision = 'Allowed' | 'ImplicitlyDenied' | 'ExplicitlyDenied' | 'Unknown';

/** A statement that took part in a decision. */
export interface DecidingStatement {
  readonly type: PolicyType;
  readonly policy: string;
  readonly index: number;
  readonly sid?: string;
  readonly effect: Statement['effect'];
  readonly origin?: Origin;
}

export interface Evaluation {
  readonly name?: string;
  readonly decision: Decision;
  /** Those that deny, those that allow, or those that could not be understood, as the decision is. */
  readonly statements: readonly DecidingStatement[];
  /** The decision in a sentence. */
  readonly reason: string;
}

/**
 * Decides one request as IAM does. `Unknown` when a part that could not be understood may turn the decision.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(input: EvaluateInput): Evaluation {
  const request = readCase(input);
  const matches = matchAll(request);
  const { decision, reason } = decisionOf(request, matches);
  return {
    ...(input.name === undefined ? {} : { name: input.name }),
    decision,
    statements: deciding(decision, matches.all).map(describe),
    reason,
  };
}

/** Not even a Deny blocks this action. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
const NEEDS_NO_PERMISSION = /^sts:GetCallerIdentity$/i;

function decisionOf(request: Case, matches: Matches): { decision: Decision; reason: string } {
  if (NEEDS_NO_PERMISSION.test(request.subject.action) && request.subject.principal.account !== undefined) {
    return { decision: 'Allowed', reason: 'it needs no permission' };
  }
  const ceiling: Grade = grade(request, matches, 'ceiling');
  if (!ceiling.allowed) {
    const explicit = matches.all.some(
      (matched) => matched.statement.effect === 'Deny' && matched.match === 'yes' && !ceiling.spared(matched),
    );
    return { decision: explicit ? 'ExplicitlyDenied' : 'ImplicitlyDenied', reason: ceiling.reason };
  }
  const floor = grade(request, matches, 'floor');
  return floor.allowed
    ? { decision: 'Allowed', reason: floor.reason }
    : { decision: 'Unknown', reason: 'it turns on statements that could not be understood' };
}

function deciding(decision: Decision, all: readonly Matched[]): readonly Matched[] {
  switch (decision) {
    case 'Allowed':
      return all.filter((matched) => matched.statement.effect === 'Allow' && matched.match === 'yes');
    case 'ExplicitlyDenied':
      return all.filter((matched) => matched.statement.effect === 'Deny' && matched.match === 'yes');
    case 'Unknown':
      return all.filter((matched) => matched.match === 'unknown');
    case 'ImplicitlyDenied':
      return [];
  }
}

const describe = ({ type, policy, statement }: Matched): DecidingStatement => ({
  type,
  policy: policy.label,
  index: statement.index,
  ...(statement.sid === undefined ? {} : { sid: statement.sid }),
  effect: statement.effect,
  ...(policy.origin ? { origin: policy.origin } : {}),
});

function matchAll(request: Case): Matches {
  const reach = organisationReaches(request);
  const all: Matched[] = [];
  const match = (type: PolicyType, policies: readonly Policy[]): Matched[] => {
    const found: Matched[] = [];
    for (const policy of policies) {
      for (const statement of statementsAbout(policy.statements, request.subject.action)) {
        const result = matchStatement(statement, request.subject);
        if (result.match !== 'no') found.push({ type, policy, statement, ...result });
      }
    }
    all.push(...found);
    return found;
  };
  const own = !['service', 'anonymous', 'provider'].includes(request.subject.principal.type);
  const identity = match('identity', own ? request.identity : []);
  const resource = match('resource', request.resource);
  const boundary = own && request.boundary.length > 0 ? match('boundary', request.boundary) : undefined;
  const session = own && request.session.length > 0 ? match('session', request.session) : undefined;
  const serviceControl = reach.serviceControl
    ? request.serviceControl.map((level) => match('serviceControl', level))
    : [];
  // Their Allow is always there (RCPFullAWSAccess cannot be detached), so it is taken as there where no Allow is given.
  const resourceControl = (reach.resourceControl ? request.resourceControl : [])
    .map((level) => ({ matched: match('resourceControl', level), level }))
    .filter(({ level }) => level.some(({ statements }) => statements.some(({ effect }) => effect === 'Allow')))
    .map(({ matched }) => matched);
  const endpoint = request.endpoint.map((policy) => match('endpoint', [policy]));
  return { all, identity, resource, boundary, session, serviceControl, resourceControl, endpoint };
}
