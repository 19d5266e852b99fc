import { announcing, silencingActions } from '../escalate/announcing.ts';
import { watchedBy } from '../escalate/events.ts';
import { type Attack, shortestPath } from '../escalate/reach.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import { type Finding, PROVED } from '../inquiry/nobody-can.ts';
import type { Claim } from '../inquiry/proof.ts';
import { excluding, findingOf, hasStores, worstCase } from './no-escalation.ts';

/**
 * Claim 3. An administrator of the account cannot reach the data without a step that the sentinel's rules pass on. The
 * claim is decided by leaving out every step that is seen, and asking whether the data can still be reached.
 */
export function noSilentAdministrator(inquiry: Inquiry): Claim[] {
  const watched = watchedBy(inquiry.app);
  const administrators = worstCase(inquiry).filter((node) => node.actor.account === inquiry.app.place.accountId);
  const asked = inquiry.asked.filter(hasStores);
  const claims = asked.map((found): Claim => {
    const attack: Attack = {
      from: administrators.map((node) => excluding(node, found)),
      allows: (entry) => !entry.actions.some(watched),
      trustIsEnough: false,
      fromEverybody: true,
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
  // Without any rule there is nothing to silence, and the claims above say so.
  return asked.length > 0 && announcing(inquiry.app).length > 0 ? [...claims, unsilenced(inquiry, watched)] : claims;
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
    text: 'Whoever stops what is announced (rules, trail, topic, key) is announced in doing so.',
    ...finding,
    guards: [],
  };
}
