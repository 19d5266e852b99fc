import { decide } from '../lib/access/index.ts';
import type { Account } from './account.ts';
import type { LakeRight, Translation, Wanted } from './translate/index.ts';

/** A request that the synthesized policies do not allow: which part of it, and why. */
export interface Denial {
  readonly action: string;
  readonly resource: string;
  readonly reason: string;
}

/** Decides for one account under the policies of its templates. The same request always gets the same answer. */
export class Decider {
  readonly #account: Account;
  readonly #memory = new Map<string, Denial | undefined>();

  constructor(account: Account) {
    this.#account = account;
  }

  /** The first right that a request takes and `principal` lacks; undefined when it has every right. */
  denial(principal: string, { wants, rights = [] }: Pick<Translation, 'wants' | 'rights'>): Denial | undefined {
    for (const want of wants) {
      const denied = this.denialOf(principal, want);
      if (denied !== undefined) return denied;
    }
    return rights.map((right) => this.#withoutRight(principal, right)).find((denial) => denial !== undefined);
  }

  denialOf(principal: string, want: Wanted): Denial | undefined {
    const name = JSON.stringify([principal, want]);
    if (!this.#memory.has(name)) this.#memory.set(name, this.#decide(principal, want));
    return this.#memory.get(name);
  }

  /** An undecided request is denied. */
  #decide(principal: string, want: Wanted): Denial | undefined {
    const { decision, reason } = decide(this.#account.app, { principal, ...want });
    const { action, resource } = want;
    return decision === 'Allowed' ? undefined : { action, resource, reason: `${decision}: ${reason}` };
  }

  /** Lake Formation's own permissions are held by roles, not by their sessions. */
  #withoutRight(principal: string, { permission, on }: LakeRight): Denial | undefined {
    const role = roleOf(principal);
    const held = this.#account.app.lakeGrants.some(
      (grant) => grant.principal === role && grant.permissions.includes(permission) && covers(grant.on, on),
    );
    const resource = JSON.stringify(on);
    return held ? undefined : { action: `lakeformation ${permission}`, resource, reason: 'no grant of Lake Formation' };
  }
}

type Granted = Account['app']['lakeGrants'][number]['on'];

function covers(granted: Granted, on: LakeRight['on']): boolean {
  if ('location' in on)
    return granted.kind === 'location' && `${on.location}/`.startsWith(granted.arn.replace(/\/*$/, '/'));
  if (on.table === undefined) return granted.kind === 'database' && granted.database === on.database;
  return granted.kind === 'table' && granted.database === on.database && ['*', on.table].includes(granted.table);
}

/** The role of a session. */
export const roleOf = (principal: string): string =>
  principal.replace(/:sts::(\d+):assumed-role\/([^/]+)\/.*$/, ':iam::$1:role/$2');
