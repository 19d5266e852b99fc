import type { Actor } from '../decide/actor.ts';
import { literalPattern } from '../decide/atoms.ts';
import type { App, Identity } from '../model/app.ts';
import type { Policy } from '../policy/document.ts';

/** A principal from which, or by way of which, data may be reached. */
export interface PrincipalNode {
  readonly key: string;
  readonly actor: Actor;
  /** Its boundary and its own denials are gone. */
  readonly unbound?: boolean;
  /** The principal of the templates that it is; undefined for anybody else. */
  readonly identity?: Identity;
  /** Principals that a symbolic actor is not. */
  readonly except: readonly string[];
}

const NODES = new WeakMap<Identity, PrincipalNode>();

/** One node for the same identity, so that what was found out about its actor is found again. */
export function nodeOf({ place }: App, identity: Identity): PrincipalNode {
  const known = NODES.get(identity);
  if (known?.actor.account === place.accountId) return known;
  const made = makeNode(place.accountId, identity);
  NODES.set(identity, made);
  return made;
}

function makeNode(account: string, identity: Identity): PrincipalNode {
  const type = identity.type === 'AWS::IAM::User' ? 'user' : 'role';
  const { arn, policies, boundary } = identity;
  return {
    key: arn,
    identity,
    actor: {
      type,
      account,
      names: [literalPattern(arn)],
      identity: policies,
      ...(boundary ? { boundary } : {}),
    },
    except: [],
  };
}

/** The node after it has written policies of its own; a boundary still binds it. The same node when that adds nothing. */
export const rewritten = (node: PrincipalNode): PrincipalNode =>
  node.actor.identity === 'anything'
    ? node
    : { ...node, key: `${node.key} with any policy`, actor: { ...node.actor, identity: 'anything' } };

/** The node without its boundary and without its own denials. The same node when it is so already. */
export function unbound(node: PrincipalNode): PrincipalNode {
  if (node.unbound) return node;
  const { boundary: _, ...actor } = node.actor;
  const identity = actor.identity === 'anything' ? actor.identity : actor.identity.map(withoutDeny);
  return { ...node, key: `${node.key} unbound`, unbound: true, actor: { ...actor, identity } };
}

const WITHOUT_DENY = new WeakMap<Policy, Policy>();

/** One policy for the same one, so that questions about it are known again. */
function withoutDeny(policy: Policy): Policy {
  const known = WITHOUT_DENY.get(policy);
  if (known) return known;
  const statements = policy.statements.filter((statement) => statement.effect !== 'Deny');
  const made = statements.length === policy.statements.length ? policy : { ...policy, statements };
  WITHOUT_DENY.set(policy, made);
  return made;
}
