import { type Origin, type Policy, type PolicyCarrier, readPolicy } from '../policy/document.ts';
import { isRecord } from '../policy/record.ts';
import { type ContextValue, RequestContext } from './context.ts';
import { type Principal, principalKeys, readPrincipal } from './principal.ts';
import type { Subject } from './statement.ts';

/** A request to AWS: the principal, the action, the resource, and the condition keys. */
export interface Request {
  /** ARN of a user, role, session or account root; a service (`lambda.amazonaws.com`); `*` for anonymous. */
  readonly principal: string;
  /** `service:Action` */
  readonly action: string;
  readonly resource: { readonly resource: string; readonly accountId: string };
  readonly context?: Readonly<Record<string, ContextValue>>;
}

export interface NamedPolicy {
  readonly name?: string;
  readonly policy: unknown;
  readonly origin?: Origin;
}

/** A policy document, the same with a name, or one that was read before. */
export type PolicyInput = NamedPolicy | Policy | Readonly<Record<string, unknown>> | string;

/** The policies at one level of the organisation: root, unit or account. */
export interface PolicyLevel {
  readonly orgIdentifier?: string;
  readonly policies: readonly PolicyInput[];
}

/** A grant on a KMS key. */
export interface KeyGrant {
  readonly granteePrincipal: string;
  readonly operations: readonly string[];
  readonly constraints?: {
    readonly encryptionContextEquals?: Readonly<Record<string, string>>;
    readonly encryptionContextSubset?: Readonly<Record<string, string>>;
  };
}

export interface EvaluateInput {
  readonly name?: string;
  readonly request: Request;
  /** Policies of the principal, inline and managed, including its groups'. */
  readonly identityPolicies?: readonly PolicyInput[];
  /** Policies of the resource: bucket policy, key policy, trust policy, … */
  readonly resourcePolicy?: PolicyInput | readonly PolicyInput[];
  readonly permissionBoundaries?: readonly PolicyInput[];
  readonly sessionPolicies?: readonly PolicyInput[];
  readonly sessionPolicy?: PolicyInput;
  /** A list of policies is one level; every level has to allow. */
  readonly serviceControlPolicies?: readonly (PolicyInput | PolicyLevel)[];
  readonly resourceControlPolicies?: readonly (PolicyInput | PolicyLevel)[];
  readonly endpointPolicies?: readonly PolicyInput[];
  readonly grants?: readonly KeyGrant[];
}

export type PolicyType =
  | 'identity'
  | 'resource'
  | 'boundary'
  | 'session'
  | 'serviceControl'
  | 'resourceControl'
  | 'endpoint';

/** Everything that bears on one request, read. */
export interface Case {
  readonly subject: Subject;
  readonly resourceAccount: string;
  readonly identity: readonly Policy[];
  readonly resource: readonly Policy[];
  readonly boundary: readonly Policy[];
  readonly session: readonly Policy[];
  readonly serviceControl: readonly (readonly Policy[])[];
  readonly resourceControl: readonly (readonly Policy[])[];
  readonly endpoint: readonly Policy[];
  readonly grants: readonly KeyGrant[];
}

export function readCase(input: EvaluateInput): Case {
  const { request } = input;
  const given = new RequestContext(request.context);
  const principal: Principal = readPrincipal(request.principal, given);
  const context = given.or({ ...principalKeys(principal), 'aws:ResourceAccount': request.resource.accountId });
  const boundary = readAll(input.permissionBoundaries, 'permissionBoundaries', 'identity');
  const sessions = [...(input.sessionPolicies ?? []), ...(input.sessionPolicy ? [input.sessionPolicy] : [])];
  return {
    subject: {
      principal,
      action: request.action,
      resource: request.resource.resource,
      context,
      bounded: boundary.length > 0,
    },
    resourceAccount: request.resource.accountId,
    identity: readAll(input.identityPolicies, 'identityPolicies', 'identity'),
    resource: readAll(listed(input.resourcePolicy), 'resourcePolicy', 'resource'),
    boundary,
    session: readAll(sessions, 'sessionPolicies', 'identity'),
    serviceControl: readLevels(input.serviceControlPolicies, 'serviceControlPolicies', 'identity'),
    resourceControl: readLevels(input.resourceControlPolicies, 'resourceControlPolicies', 'resource'),
    endpoint: readAll(input.endpointPolicies, 'endpointPolicies', 'resource'),
    grants: input.grants ?? [],
  };
}

const listed = (given: PolicyInput | readonly PolicyInput[] | undefined): readonly PolicyInput[] =>
  Array.isArray(given) ? given : given === undefined || given === null ? [] : [given as PolicyInput];

const readAll = (policies: readonly PolicyInput[] | undefined, label: string, carrier: PolicyCarrier): Policy[] =>
  (policies ?? []).map((policy, at) => read(policy, `${label}[${at}]`, carrier));

function readLevels(
  given: readonly (PolicyInput | PolicyLevel)[] | undefined,
  label: string,
  carrier: PolicyCarrier,
): (readonly Policy[])[] {
  const isLevel = (item: PolicyInput | PolicyLevel): item is PolicyLevel =>
    isRecord(item) && Array.isArray(item.policies);
  const items = given ?? [];
  const levels = items.filter(isLevel);
  const rest = items.filter((item) => !isLevel(item)) as PolicyInput[];
  return [...levels.map((level) => level.policies), ...(rest.length > 0 ? [rest] : [])].map((policies, at) =>
    readAll(policies, `${label}[${at}]`, carrier),
  );
}

const isRead = (policy: PolicyInput): policy is Policy => isRecord(policy) && Array.isArray(policy.statements);

const isNamed = (policy: PolicyInput): policy is NamedPolicy => isRecord(policy) && 'policy' in policy;

function read(policy: PolicyInput, label: string, carrier: PolicyCarrier): Policy {
  if (isRead(policy)) return policy;
  if (isNamed(policy)) return readPolicy(policy.policy, policy.name ?? label, carrier, policy.origin);
  return readPolicy(policy, label, carrier);
}
