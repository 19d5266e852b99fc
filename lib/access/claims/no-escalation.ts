import { VOUCHED_FOR } from '../decide/actor.ts';
import { CATALOGUE } from '../escalate/catalogue.ts';
import { watchedBy } from '../escalate/events.ts';
import { type Node, nodeOf } from '../escalate/node.ts';
import { type Attack, type Path, shortestPath } from '../escalate/reach.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';
import { PROVED } from '../inquiry/nobody-can.ts';
import type { Claim } from '../inquiry/proof.ts';

/** Claim 2. No sequence of permitted steps leads to the data, from anybody's place. */
export function noEscalation(inquiry: Inquiry): Claim[] {
  return inquiry.asked
    .filter(hasStores)
    .flatMap((found) => [fromTemplates(inquiry, found), fromAnybody(inquiry, found)]);
}

/**
 * Claim 3. An administrator of the account cannot reach the data without a step that the sentinel's rules pass on. The
 * claim is decided by leaving out every step that is seen, and asking whether the data can still be reached.
 */
export function noSilentAdministrator(inquiry: Inquiry): Claim[] {
  const watched = watchedBy(inquiry.app);
  const unseen = new Set(CATALOGUE.filter((entry) => !entry.actions.some(watched)));
  const administrators = worstCase(inquiry).filter((node) => node.actor.account === inquiry.app.place.accountId);
  return inquiry.asked.filter(hasStores).map((found) => {
    const attack: Attack = {
      from: administrators.map((node) => excluding(node, found)),
      allows: (entry) => unseen.has(entry),
      trustIsEnough: false,
    };
    return {
      id: `no-silent-administrator/${found.name}`,
      class: found.name,
      tier: 'B',
      text: `An administrator of the account cannot reach data of ${found.name} without a step that is announced as it is taken.`,
      ...findingOf(shortestPath(inquiry, found, attack)),
      guards: [],
    };
  });
}

const hasStores = (found: FoundClass): boolean => found.buckets.length + found.tables.length > 0;

function fromTemplates(inquiry: Inquiry, found: FoundClass): Claim {
  const { app } = inquiry;
  const from = [...app.roles, ...app.users]
    .filter((identity) => !found.exempt.includes(identity.arn))
    .map((identity) => nodeOf(app, identity));
  return {
    id: `no-escalation/${found.name}/templates`,
    class: found.name,
    tier: 'B',
    text: `No principal of the templates but the approved readers of ${found.name} reaches its data by any sequence of the ${CATALOGUE.length} catalogued steps.`,
    ...findingOf(shortestPath(inquiry, found, { from, allows: () => true, trustIsEnough: true })),
    guards: [],
  };
}

function fromAnybody(inquiry: Inquiry, found: FoundClass): Claim {
  const attack: Attack = {
    from: worstCase(inquiry).map((node) => excluding(node, found)),
    allows: (entry) => entry.plane === 'data',
    trustIsEnough: true,
  };
  return {
    id: `no-escalation/${found.name}/anybody`,
    class: found.name,
    tier: 'A',
    text: `Nobody, with whatever data-plane rights, reaches data of ${found.name} by taking roles, keys and objects that policies give.`,
    ...findingOf(shortestPath(inquiry, found, attack)),
    guards: [],
  };
}

/** Everybody with whatever identity policies. Services act for somebody, by a role that was passed to them. */
const worstCase = (inquiry: Inquiry): Node[] =>
  [...inquiry.anybody, VOUCHED_FOR]
    .filter((actor) => actor.type !== 'service' && actor.type !== 'root')
    .map((actor) => ({ key: `any ${actor.type} of ${actor.account ?? 'no account'}`, actor, except: [] }));

const excluding = (node: Node, found: FoundClass): Node => ({ ...node, except: found.exempt });

function findingOf(path: Path | undefined): Finding {
  if (!path) return PROVED;
  const steps = path.steps.map((step) => `${step.action} on ${step.resource}`).join(', then ');
  return {
    verdict: path.sure ? 'refuted' : 'undecided',
    because: path.sure ? `${path.principal} can ${steps}, and so read it` : `${path.principal} may be able to ${steps}`,
    witness: { principal: path.principal, path: path.steps },
  };
}
