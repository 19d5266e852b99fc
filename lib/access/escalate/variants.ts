import { globPattern } from '../decide/atoms.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import type { App, Identity } from '../model/app.ts';
import { text } from '../model/values.ts';
import { type Act, ANY_RESOURCE, exactly, take } from './asking.ts';
import type { Becoming } from './becoming.ts';
import { CATALOGUE, type Entry } from './catalogue.ts';
import { nodeOf, type PrincipalNode, rewritten, unbound } from './node.ts';
import { mayTry } from './tries.ts';
import { after, better, type Way } from './way.ts';

/** A principal as it is after some policies were rewritten, and how `of` gets there. */
export interface Variant {
  readonly node: PrincipalNode;
  readonly of: PrincipalNode;
  readonly way: Way;
}

const REWRITING = CATALOGUE.filter((entry) => entry.yields === 'rewrites' || entry.yields === 'unbinds');

/** What a principal can make of itself, a boundary removed and a policy written one after the other included. */
export function ownVariants(inquiry: Inquiry, node: PrincipalNode, allows: (entry: Entry) => boolean): Variant[] {
  const { identity } = node;
  if (!identity) return [];
  const found = new Map<string, Variant>();
  const queue: { node: PrincipalNode; way: Way }[] = [{ node, way: { steps: [], sure: true } }];
  for (const at of queue) {
    for (const yields of ['rewrites', 'unbinds'] as const) {
      const next = yields === 'rewrites' ? rewritten(at.node) : unbound(at.node);
      if (next.key === at.node.key || found.has(next.key)) continue;
      const taken = bestOf(
        REWRITING.filter((entry) => entry.yields === yields && allows(entry)).map((entry) =>
          take(inquiry, at.node, actsOn(inquiry.app, entry, identity)),
        ),
      );
      if (!taken) continue;
      const way = after(at.way, taken);
      found.set(next.key, { node: next, of: node, way });
      queue.push({ node: next, way });
    }
  }
  return [...found.values()];
}

const bestOf = (ways: readonly (Way | undefined)[]): Way | undefined =>
  ways.reduce((best, way) => (way && (!best || better(way, best)) ? way : best), undefined);

/** Others whom a principal can both act as and write policies for. */
export function otherVariants(
  inquiry: Inquiry,
  node: PrincipalNode,
  identities: readonly Identity[],
  becoming: Becoming,
  allows: (entry: Entry) => boolean,
): Variant[] {
  if (!node.identity) return [];
  const found: Variant[] = [];
  for (const entry of REWRITING.filter(
    (candidate) => allows(candidate) && candidate.actions.every((action) => mayTry(node.actor, action)),
  )) {
    for (const other of identities) {
      if (other.arn === node.identity.arn) continue;
      const writes = take(inquiry, node, actsOn(inquiry.app, entry, other));
      const becomes = writes && becoming.edge(node, other);
      if (!writes || !becomes) continue;
      const target = nodeOf(inquiry.app, other);
      const changed = entry.yields === 'rewrites' ? rewritten(target) : unbound(target);
      found.push({ node: { ...changed, key: `${node.key} as ${changed.key}` }, of: node, way: after(writes, becomes) });
    }
  }
  return found;
}

/** What an entry takes when it is done to one identity's policies. */
function actsOn(app: App, entry: Entry, identity: Identity): Act[] {
  const [action = ''] = entry.actions;
  const isUser = identity.type === 'AWS::IAM::User';
  // An action on roles does nothing for a user, and the other way round.
  const nothing = [{ action, resources: [] }];
  switch (entry.target) {
    case 'group':
      return isUser ? [{ action, resources: [globPattern('arn:*:iam::*:group/?*')] }] : nothing;
    case 'own-policy':
      return [{ action, resources: managedPolicies(app, identity).flatMap(exactly) }];
    case 'own-boundary': {
      const boundary = text(identity.properties, 'PermissionsBoundary');
      return boundary === undefined ? nothing : [{ action, resources: exactly(boundary) }];
    }
    default:
      if (action.includes(isUser ? 'Role' : 'User')) return nothing;
      return [{ action, resources: action === 'iam:AddUserToGroup' ? ANY_RESOURCE : exactly(identity.arn) }];
  }
}

/** ARNs of the managed policies of the templates that an identity has. */
function managedPolicies(app: App, identity: Identity): string[] {
  const arns = managedArns(app);
  const origins = new Set(identity.policies.map(({ origin }) => `${origin?.template}/${origin?.logicalId}`));
  return [...origins].flatMap((origin) => arns.get(origin) ?? []);
}

const MANAGED = new WeakMap<App, ReadonlyMap<string, string>>();

function managedArns(app: App): ReadonlyMap<string, string> {
  const known = MANAGED.get(app);
  if (known) return known;
  const made = new Map(
    app.resources.flatMap(({ type, arn, template, logicalId }) =>
      type === 'AWS::IAM::ManagedPolicy' && arn ? [[`${template}/${logicalId}`, arn] as const] : [],
    ),
  );
  MANAGED.set(app, made);
  return made;
}
