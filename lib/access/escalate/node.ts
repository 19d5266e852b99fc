import type { Actor } from '../decide/actor.ts';
import { literalPattern } from '../decide/atoms.ts';
import type { App, Identity } from '../model/app.ts';
import type { Policy } from '../policy/document.ts';
import { compile, fits } from '../policy/pattern.ts';

/** A principal from which, or by way of which, data may be reached. */
export interface Node {
  readonly key: string;
  readonly actor: Actor;
  /** Its boundary and its own denials are gone. */
  readonly unbound?: boolean;
  /** The principal of the templates that it is; undefined for anybody else. */
  readonly identity?: Identity;
  /** Principals that a symbolic actor is not. */
  readonly except: readonly string[];
}

export function nodeOf(app: App, identity: Identity): Node {
  const type = identity.type === 'AWS::IAM::User' ? 'user' : 'role';
  const { arn, policies, boundary } = identity;
  return {
    key: arn,
    identity,
    actor: {
      type,
      account: app.place.accountId,
      names: [literalPattern(arn)],
      identity: policies,
      ...(boundary ? { boundary } : {}),
    },
    except: [],
  };
}

/** The node after it has written policies of its own; a boundary still binds it. The same node when that adds nothing. */
export const rewritten = (node: Node): Node =>
  node.actor.identity === 'anything'
    ? node
    : { ...node, key: `${node.key} with any policy`, actor: { ...node.actor, identity: 'anything' } };

/** The node without its boundary and without its own denials. The same node when it is so already. */
export function unbound(node: Node): Node {
  if (node.unbound) return node;
  const { boundary: _, ...actor } = node.actor;
  const identity = actor.identity === 'anything' ? actor.identity : actor.identity.map(withoutDeny);
  return { ...node, key: `${node.key} unbound`, unbound: true, actor: { ...actor, identity } };
}

const withoutDeny = (policy: Policy): Policy => ({
  ...policy,
  statements: policy.statements.filter((statement) => statement.effect !== 'Deny'),
});

const TRIES = new WeakMap<Actor, Map<string, boolean>>();

/** Whether an identity policy of the actor may allow the action at all: a quick no for most. */
export function mayTry(actor: Actor, action: string): boolean {
  const { identity } = actor;
  if (identity === 'anything' || actor.type === 'root') return true;
  const known = TRIES.get(actor) ?? new Map<string, boolean>();
  TRIES.set(actor, known);
  const found = known.get(action);
  if (found !== undefined) return found;
  const result = identity.some((policy) => grants(policy, action));
  known.set(action, result);
  return result;
}

/** Whether a statement that is not a Deny may speak of the action. */
export function grants(policy: Policy, action: string): boolean {
  const lowered = action.toLowerCase();
  return policy.statements.some((statement) => {
    if (statement.effect === 'Deny') return false;
    const any = statement.action.items.some((item) => fitsAction(item, lowered));
    return statement.action.negated ? !any || statement.action.items.some(isVague) : any;
  });
}

const isVague = (item: string): boolean => item.includes('\uE000');

/** Whether a pattern of an action may stand for an action, which is in lower case. */
export function fitsAction(item: string, lowered: string): boolean {
  const pattern = item.toLowerCase();
  if (!/[*?\uE000]/.test(pattern)) return pattern === lowered;
  const star = pattern.indexOf('*');
  // Most are a prefix and a star.
  if (star === pattern.length - 1 && !/[?\uE000]/.test(pattern)) return lowered.startsWith(pattern.slice(0, star));
  return fits(compile(pattern, { wildcards: true }) ?? [], lowered) !== 'no';
}
