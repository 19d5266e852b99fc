import type { PrincipalType } from '../evaluate/principal.ts';
import type { Policy } from '../policy/document.ts';
import type { Pattern } from '../policy/pattern.ts';
import { globPattern, literalPattern } from './atoms.ts';

/** A caller: one known principal, or all principals of a kind at once. */
export interface Actor {
  readonly type: PrincipalType;
  /** Undefined for services and anonymous requests. */
  readonly account?: string;
  /** The ARNs, or service names, that it may have. */
  readonly names: readonly Pattern[];
  /** `anything` allows everything: the worst case of a principal whose policies are not known. */
  readonly identity: 'anything' | readonly Policy[];
  readonly boundary?: Policy;
  /** For a session, which is one known principal: the ARN of its role. */
  readonly role?: string;
  /** Sessions that policies name are separate actors, so a role does not include its sessions. */
  readonly sessionsApart?: true;
}

/** The variable behind a condition key: for actors with an ARN, the principal and aws:PrincipalArn are the same. */
export function variableOf(actor: Actor, variable: string): string {
  if (variable === 'aws:principalarn' && actor.account !== undefined && actor.type !== 'session') return '@principal';
  return variable === 'aws:principalservicename' && actor.type === 'service' ? '@principal' : variable;
}

/** The facts about such an actor in each of its requests. */
export function factsOf({ type, account, role }: Actor): Record<string, string> {
  const facts: Record<string, string> = { 'aws:PrincipalIsAWSService': String(type === 'service') };
  if (type === 'anonymous') facts['aws:PrincipalAccount'] = 'anonymous';
  if (account !== undefined) Object.assign(facts, { 'aws:PrincipalAccount': account, 'kms:CallerAccount': account });
  return role === undefined ? facts : { ...facts, 'aws:PrincipalArn': role };
}

/**
 * Keys that only requests of an identity carry: a request that nobody signed has none of them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
 */
const OF_IDENTITIES =
  /^(aws:(principalarn|principalorgid|principalorgpaths|principaltag\/.*|username|federatedprovider)|kms:calleraccount)$/;

/** Keys that only requests which an AWS service makes for itself carry, by the same page. */
const OF_SERVICES = /^aws:principalservicename(slist)?$/;

/** Whether no request of such an actor carries a condition key, given in lower case. */
export const isNeverCarried = ({ type }: Actor, key: string): boolean =>
  type === 'anonymous' ? OF_IDENTITIES.test(key) || OF_SERVICES.test(key) : type !== 'service' && OF_SERVICES.test(key);

/** An identity policy that allows everything, for the worst case. */
export const ANYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/**
 * All principals: roles, users, federated users and the root of each account, with any identity policies, services and the
 * anonymous. An account that no policy names represents all such accounts.
 */
export function everybody(accounts: readonly string[], partition: string): Actor[] {
  const actors: Actor[] = [];
  for (const account of [...accounts, strangerTo(accounts)]) {
    const named = (service: string, resource: string) => [
      globPattern(`arn:${partition}:${service}::${account}:${resource}`),
    ];
    const worst = { account, identity: 'anything' } as const;
    actors.push({ type: 'role', names: named('iam', 'role/?*'), ...worst });
    actors.push({ type: 'user', names: named('iam', 'user/?*'), ...worst });
    actors.push({ type: 'federated-user', names: named('sts', 'federated-user/?*'), ...worst });
    actors.push({ type: 'root', names: [literalPattern(`arn:${partition}:iam::${account}:root`)], ...worst });
  }
  actors.push({
    type: 'service',
    names: ['?*.amazonaws.com', '?*.amazonaws.com.cn', '?*.amazon.com'].map(globPattern),
    identity: [],
  });
  actors.push({ type: 'anonymous', names: [literalPattern('*')], identity: [] });
  return actors;
}

/** A user authenticated by an identity provider. Such a user can do nothing but assume a role. */
export const VOUCHED_FOR: Actor = { type: 'provider', names: [globPattern('?*')], identity: [] };

/** An account number that is not among `accounts`. */
function strangerTo(accounts: readonly string[]): string {
  for (let number = 999_999_999_999; ; number--) if (!accounts.includes(String(number))) return String(number);
}
