import { announcing, silencingActions } from '../escalate/announcing.ts';
import { watchedBy } from '../escalate/events.ts';
import { nodeOf, type PrincipalNode } from '../escalate/node.ts';
import { type Attack, shortestPath } from '../escalate/reach.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import { type Finding, PROVED } from '../inquiry/nobody-can.ts';
import type { Claim } from '../inquiry/proof.ts';
import { silentOpenings } from '../side-doors/silent-channels.ts';
import { excluding, findingOf, hasStores, worstCase } from './no-escalation.ts';

/**
 * Claim 3. An administrator of the account cannot reach the data without a step that the sentinel's rules pass on. The
 * claim is decided by leaving out every step that is seen, and asking whether the data can still be reached.
 */
export function noSilentAdministrator(inquiry: Inquiry): Claim[] {
  const watched = watchedBy(inquiry.app);
  const administrators = worstCase(inquiry).filter((node) => node.actor.account === inquiry.app.place.accountId);
  const kept = inquiry.asked.filter(
    (dataClass) => hasStores(dataClass) || dataClass.channels.length + dataClass.keys.length > 0,
  );
  const asked = [...kept, ...inquiry.purposes];
  const claims = asked.map((dataClass): Claim => {
    const attack: Attack = {
      from: hasStores(dataClass)
        ? administrators.map((node) => excluding(node, dataClass))
        : others(inquiry, dataClass, administrators),
      allows: ({ actions, heardAs = [] }) => ![...actions, ...heardAs].some(watched),
      trustIsEnough: false,
      fromEverybody: true,
      ...(!hasStores(dataClass) && { openings: silentOpenings(inquiry, dataClass, watched) }),
    };
    return {
      id: `no-silent-administrator/${dataClass.name}`,
      class: dataClass.name,
      tier: 'B',
      text: `An administrator of the account cannot ${kept.includes(dataClass) ? 'reach data of' : 'use keys for'} ${dataClass.name} without a step that is announced as it is taken.`,
      ...findingOf(shortestPath(inquiry, dataClass, attack), kept.includes(dataClass) ? undefined : 'use the key'),
      guards: [],
    };
  });
  // Without any rule there is nothing to silence, and the claims above say so.
  return asked.length > 0 && announcing(inquiry.app).length > 0 ? [...claims, unsilenced(inquiry, watched)] : claims;
}

/**
 * Administrators who are none of the templates' principals, and those principals with the policies that they have: keys of queues name
 * the principals that write into them, and to give such a role another policy is a step of its own.
 */
function others({ app }: Inquiry, dataClass: FoundClass, administrators: readonly PrincipalNode[]): PrincipalNode[] {
  const known = [...app.roles, ...app.users];
  const arns = known.map(({ arn }) => arn);
  return [
    ...administrators.map((node) => ({ ...node, except: [...dataClass.exempt, ...arns] })),
    ...known.filter(({ arn }) => !dataClass.exempt.includes(arn)).map((identity) => nodeOf(app, identity)),
  ];
}

/** An administrator who first stops the announcements would be seen doing just that. */
function unsilenced({ app }: Inquiry, watched: (action: string) => boolean): Claim {
  const silent = silencingActions(app, watched);
  const [action = ''] = silent;
  const finding: Finding =
    silent.length === 0
      ? PROVED
      : {
          verdict: 'refuted',
          because: `an administrator can stop the announcements by ${silent.join(' or ')}, which is not announced itself`,
          witness: {
            principal: 'an administrator of the account',
            path: [{ action, resource: '*', statement: 'no event rule matches it', construct: '', source: '' }],
          },
        };
  return {
    id: 'no-silent-administrator/unsilenced',
    class: 'all',
    tier: 'B',
    text: 'Each call that stops what is announced (rules, trail, topic, key) is announced itself.',
    ...finding,
    guards: [],
  };
}
