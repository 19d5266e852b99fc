import { globPattern, literalPattern } from '../decide/atoms.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import { type Finding, nobodyCan } from '../inquiry/nobody-can.ts';
import type { WitnessStep } from '../inquiry/proof.ts';
import type { Policy } from '../policy/document.ts';
import type { Pattern } from '../policy/pattern.ts';
import type { PrincipalNode } from './node.ts';
import { grants, mayTryOn } from './tries.ts';

/** A step that a principal can take, or may be able to take. */
export interface Taken {
  readonly steps: readonly WitnessStep[];
  readonly principal: string;
  /** False when part of a policy was not understood. */
  readonly sure: boolean;
}

export const ANY_RESOURCE: readonly Pattern[] = [globPattern('?*')];
export const exactly = (arn: string): readonly Pattern[] => [literalPattern(arn)];

/** What one action needs: on which resources, guarded by which policy, under which facts. */
export interface Act {
  readonly action: string;
  readonly resources: readonly Pattern[];
  /** Resources that do not count. */
  readonly exceptResources?: readonly Pattern[];
  readonly policy?: Policy | undefined;
  readonly known?: Readonly<Record<string, string>>;
  /** More principals that do not count for this act. */
  readonly except?: readonly string[];
  /** Whether what the act leads to is not known for certain. */
  readonly unsure?: boolean;
}

/** Whether a principal can do all acts, each in a request of its own. */
export function take(inquiry: Inquiry, node: PrincipalNode, acts: readonly Act[]): Taken | undefined {
  if (!acts.every((act) => mayAct(inquiry, node, act))) return undefined;
  const steps: WitnessStep[] = [];
  let principal = '';
  let sure = true;
  for (const act of acts) {
    const finding = ask(inquiry, node, act);
    const anywhere = act.resources === ANY_RESOURCE;
    if (finding.verdict === 'proved') return undefined;
    if (finding.verdict === 'undecided' || act.unsure) sure = false;
    principal = finding.witness?.principal ?? principal;
    steps.push(
      ...(finding.witness?.path ?? [unclear(act, finding)]).map((step) => ({
        ...step,
        principal: node.identity?.arn ?? principal,
        ...(anywhere ? { resource: '*' } : {}),
      })),
    );
  }
  return { steps, principal: principal || node.key, sure };
}

const unclear = ({ action }: Act, { because = '' }: Finding): WitnessStep => ({
  action,
  resource: '',
  statement: because,
  construct: '',
  source: '',
});

/** A quick no for most: neither its own policies speak of the action on such a resource, nor do the resource's. */
const mayAct = ({ app }: Inquiry, node: PrincipalNode, { action, resources, policy }: Act): boolean =>
  (node.actor.account === app.place.accountId && mayTryOn(node.actor, action, resources)) ||
  (policy !== undefined && mayName(policy, action, node));

function ask(
  inquiry: Inquiry,
  node: PrincipalNode,
  { action, resources, exceptResources, policy, known, except }: Act,
): Finding {
  const question = {
    action,
    actor: node.actor,
    resources,
    resourceAccount: inquiry.app.place.accountId,
    ...(exceptResources ? { exceptResources } : {}),
    ...(policy ? { resourcePolicy: policy } : {}),
    ...(known ? { known } : {}),
  };
  return nobodyCan(inquiry, [question], except ? [...node.except, ...except] : node.except);
}

/** Whether a resource policy may let this principal in by itself: a quick no for most. */
function mayName(policy: Policy, action: string, { identity }: PrincipalNode): boolean {
  if (!grants(policy, action)) return false;
  if (!identity) return true;
  return policy.statements.some(({ effect, principal }) => {
    if (effect === 'Deny') return false;
    if (!principal || principal.negated) return true;
    return principal.items.some(
      ({ value, kind }) =>
        value === identity.arn || kind === 'Unknown' || /[*?\uE000]/.test(value) || value.includes(':assumed-role/'),
    );
  });
}
