import { VOUCHED_FOR } from '../decide/actor.ts';
import { CATALOGUE } from '../escalate/catalogue.ts';
import { isDriven } from '../escalate/driven.ts';
import { nodeOf, type PrincipalNode } from '../escalate/node.ts';
import { type Attack, type Path, shortestPath } from '../escalate/reach.ts';
import { REFERENCE_WAYS } from '../escalate/reference-ways.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';
import { PROVED } from '../inquiry/nobody-can.ts';
import type { Claim } from '../inquiry/proof.ts';
import type { Identity } from '../model/app.ts';

/** Claim 2. No sequence of permitted steps leads to the data, from anybody's place. */
export function noEscalation(inquiry: Inquiry): Claim[] {
  return inquiry.asked
    .filter(hasStores)
    .flatMap((dataClass) => [fromTemplates(inquiry, dataClass), fromAnybody(inquiry, dataClass)]);
}

/** Whether a principal has the data to begin with, or starts deployments and so could change every rule. */
export const mayChangeRules = ({ deployers }: Inquiry, dataClass: FoundClass, { arn }: Identity): boolean =>
  dataClass.exempt.includes(arn) || deployers.includes(arn);

export const hasStores = (dataClass: FoundClass): boolean => dataClass.buckets.length + dataClass.tables.length > 0;

function fromTemplates(inquiry: Inquiry, dataClass: FoundClass): Claim {
  const { app } = inquiry;
  const others = [...app.roles, ...app.users].filter((identity) => !mayChangeRules(inquiry, dataClass, identity));
  const from = others.filter((identity) => !isDriven(app, identity)).map((identity) => nodeOf(app, identity));
  return {
    id: `no-escalation/${dataClass.name}/templates`,
    class: dataClass.name,
    tier: 'B',
    text: `No principal of the templates but the approved readers of ${dataClass.name} reaches its data by any sequence of the ${CATALOGUE.length + REFERENCE_WAYS} catalogued steps${from.length < others.length ? '; roles that only schedules and state machines of the templates run as do what those say' : ''}.`,
    ...findingOf(shortestPath(inquiry, dataClass, { from, allows: () => true, trustIsEnough: true })),
    guards: [],
  };
}

function fromAnybody(inquiry: Inquiry, dataClass: FoundClass): Claim {
  const from = worstCase(inquiry).map((node) => excluding(node, dataClass));
  const inside: Attack = { from, allows: (entry) => entry.plane === 'data', trustIsEnough: true, fromEverybody: true };
  const path =
    shortestPath(inquiry, dataClass, inside) ?? shortestPath(inquiry, dataClass, fromOutside(inquiry, dataClass));
  return {
    id: `no-escalation/${dataClass.name}/anybody`,
    class: dataClass.name,
    tier: 'A',
    text: `Nobody, with whatever data-plane rights, reaches data of ${dataClass.name} by taking roles, keys and objects that policies give; nor anybody of another account by any step.`,
    ...findingOf(path),
    guards: [],
  };
}

/** From outside the account only what policies give counts, and that may be control as well. */
export const fromOutside = (inquiry: Inquiry, dataClass: FoundClass): Attack => ({
  from: worstCase(inquiry)
    .map((node) => excluding(node, dataClass))
    .filter((node) => node.actor.account !== inquiry.app.place.accountId),
  allows: () => true,
  trustIsEnough: true,
  fromEverybody: true,
});

/** Everybody with whatever identity policies. Services act for a principal, by a role that was passed to them. */
export const worstCase = (inquiry: Inquiry): PrincipalNode[] =>
  [...inquiry.anybody, VOUCHED_FOR]
    .filter((actor) => actor.type !== 'service' && actor.type !== 'root')
    .map((actor) => ({ key: `any ${actor.type} of ${actor.account ?? 'no account'}`, actor, except: [] }));

export const excluding = (node: PrincipalNode, dataClass: FoundClass): PrincipalNode => ({
  ...node,
  except: dataClass.exempt,
});

/** @param so what the path leads to */
export function findingOf(path: Path | undefined, so = 'read it'): Finding {
  if (!path) return PROVED;
  const steps = path.steps.map((step) => `${step.action} on ${step.resource}`).join(', then ');
  return {
    verdict: path.sure ? 'refuted' : 'undecided',
    because: path.sure ? `${path.principal} can ${steps}, and so ${so}` : `${path.principal} may be able to ${steps}`,
    witness: { principal: path.principal, path: path.steps },
  };
}
