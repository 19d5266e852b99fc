import type { Match } from '../policy/ternary.ts';
import type { UnknownReading } from './grants.ts';
import { grantHolds } from './grants.ts';
import type { Case } from './input.ts';
import type { Matched, Matches } from './matched.ts';
import type { Naming } from './principal.ts';

export interface Grade {
  readonly allowed: boolean;
  readonly reason: string;
  /** Whether a matching Deny has no effect on this request. */
  readonly spared: (matched: Matched) => boolean;
}

const counts = (match: Match, reading: UnknownReading): boolean =>
  match === 'yes' || (match === 'unknown' && reading === 'ceiling');
const binds = (match: Match, reading: UnknownReading): boolean =>
  match === 'yes' || (match === 'unknown' && reading === 'floor');

const allows = (matched: readonly Matched[], reading: UnknownReading): boolean =>
  matched.some(({ statement, match }) => statement.effect !== 'Deny' && counts(match, reading));

/**
 * Whether the request is allowed, an explicit Deny anywhere first, then each kind of policy that can only narrow, then
 * the kinds that grant.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function grade(request: Case, matches: Matches, reading: UnknownReading): Grade {
  const spared = (matched: Matched): boolean => matched.type === 'resource' && isRootOnBucketPolicy(request);
  const answer = (allowed: boolean, reason: string): Grade => ({ allowed, reason, spared });
  const denied = matches.all.some(
    (matched) => matched.statement.effect !== 'Allow' && binds(matched.match, reading) && !spared(matched),
  );
  if (denied) return answer(false, 'a Deny statement applies');
  if (!matches.serviceControl.every((level) => allows(level, reading))) {
    return answer(false, 'a level of service control policies does not allow it');
  }
  if (!matches.resourceControl.every((level) => allows(level, reading))) {
    return answer(false, 'a level of resource control policies does not allow it');
  }
  if (!matches.endpoint.every((policy) => allows(policy, reading))) {
    return answer(false, 'the endpoint policy does not allow it');
  }
  return granted(request, matches, reading, answer);
}

/**
 * The root user may get, put and delete a bucket's policy even if that policy denies it.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html
 */
function isRootOnBucketPolicy({ subject, resourceAccount }: Case): boolean {
  const { type, account } = subject.principal;
  return type === 'root' && account === resourceAccount && /^s3:(Get|Put|Delete)BucketPolicy$/i.test(subject.action);
}

function granted(
  request: Case,
  matches: Matches,
  reading: UnknownReading,
  answer: (allowed: boolean, reason: string) => Grade,
): Grade {
  const { principal } = request.subject;
  const named = new Set<Naming>();
  for (const { statement, match, naming } of matches.resource) {
    if (statement.effect !== 'Deny' && counts(match, reading)) named.add(naming);
  }
  // A possible direct grant counts as one under the wider reading; under the narrower it was not counted at all.
  const direct = named.has('direct') || named.has('unknown');
  if (['service', 'anonymous', 'provider'].includes(principal.type)) {
    return direct
      ? answer(true, 'the resource policy allows it')
      : answer(false, 'the resource policy does not allow it');
  }
  const boundary = matches.boundary === undefined || allows(matches.boundary, reading);
  // Without a session policy a federated user has only the permissions that a resource policy gives to itself.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getfederationtoken.html
  const session = matches.session ? allows(matches.session, reading) : principal.type !== 'federated-user';
  const identity = principal.type === 'root' || allows(matches.identity, reading);
  const own = identity && boundary && session;
  const same = principal.account === request.resourceAccount;
  if (grantHolds(request, same || own, reading)) return answer(true, 'a grant on the key allows it');
  if (!same) {
    if (named.size === 0) return answer(false, 'the resource policy does not allow this principal of another account');
    return own ? answer(true, 'its own and the resource policy allow it') : missing(identity, boundary, answer);
  }
  if (direct) return answer(true, 'the resource policy allows it');
  if (named.has('role') && boundary && session) return answer(true, 'the resource policy allows its role');
  if (needsResourcePolicy(request) && !named.has('account')) {
    return answer(false, 'the policy of the key or role neither names it nor leaves it to the account');
  }
  return own ? answer(true, 'an identity policy allows it') : missing(identity, boundary, answer);
}

const missing = (identity: boolean, boundary: boolean, answer: (allowed: boolean, reason: string) => Grade): Grade =>
  answer(
    false,
    !identity
      ? 'no identity policy allows it'
      : !boundary
        ? 'the permissions boundary does not allow it'
        : 'the session policy does not allow it',
  );

/**
 * An alias has no policy of its own: to make, move or drop one takes an identity policy on the alias, and a second
 * permission on the key, which is a second request.
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html
 */
const ON_ALIAS = /^kms:(Create|Update|Delete)Alias$/i;

/**
 * Keys and roles: identity policies count only as far as the key policy or the trust policy lets the account decide.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
function needsResourcePolicy({ subject }: Case): boolean {
  if (/^kms:/i.test(subject.action)) {
    return /:key\//.test(subject.resource) || (/:alias\//.test(subject.resource) && !ON_ALIAS.test(subject.action));
  }
  return (
    /^sts:(AssumeRole|TagSession|SetSourceIdentity|SetContext)/i.test(subject.action) &&
    /:role\//.test(subject.resource)
  );
}
