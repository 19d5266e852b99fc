import type { Actor } from '../decide/actor.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';

/**
 * What principals can do by the policy of a lock for whom no identity policy of this account is needed: one that may change the lock
 * is kept out by nothing. Who of this account may change it is for identity policies to say.
 */
export function* outsiders(
  { anybody, app }: Inquiry,
  changes: readonly string[],
  find: (actor: Actor, action: string) => Finding,
): Generator<Finding> {
  for (const actor of anybody)
    if (actor.account !== app.place.accountId) for (const action of changes) yield find(actor, action);
}
