import { type Actor, everybody, VOUCHED_FOR } from '../decide/actor.ts';
import { nodeOf } from '../escalate/node.ts';
import { fitsAction, mayTry } from '../escalate/tries.ts';
import type { App, Identity } from '../model/app.ts';
import type { Policy } from '../policy/document.ts';
import { actionsIn, isOpen } from './actions.ts';
import { type AskedAction, type Gain, gainOf, TooIntricate } from './gain.ts';
import { type Moved, mayMove, mayMoveOpenly, movedBetween, movedInOne, movedWith } from './moved.ts';
import { type RequestTarget, takes } from './targets.ts';

/** A version of an app with what requests in it can be about. */
export interface Version {
  readonly app: App;
  readonly targets: ReadonlyMap<string, RequestTarget>;
}

/** One action on one target that one version allows a principal and the other does not. */
export interface Right {
  readonly who: string;
  readonly action: string;
  /** The action, or the pattern that it stands for. */
  readonly shown: string;
  readonly target: RequestTarget;
  readonly gain: Gain;
  /** Whether the principal is of another account, or of none. */
  readonly outside: boolean;
  /** Whether the other version allows the same action on the same target too, in other requests. */
  readonly partly: boolean;
}

export interface Rights {
  readonly found: readonly Right[];
  readonly complete: boolean;
}

const SAME_NAME = (app: App): ReadonlyMap<string, Identity> =>
  new Map([...app.roles, ...app.users].map((identity) => [identity.arn, identity]));

/** All rights that `wide` gives and `narrow` does not: of each principal of the templates, and of everybody outside them. */
export function rightsBeyond(wide: Version, narrow: Version): Rights {
  const [ours, theirs] = [SAME_NAME(wide.app), SAME_NAME(narrow.app)];
  const found: Right[] = [];
  let complete = true;
  const ask = (who: Asker, target: RequestTarget, policies: readonly Policy[], moved: Moved): void => {
    const actions = actionsIn(policies).filter((action) => takes(target, action) && may(who, target, action));
    const open = (target.services ?? ['*']).filter(
      (service) => mayMoveOpenly(moved, service) && (who.actor.identity === 'anything' || isOpen(policies, service)),
    );
    const named = actions.filter((action) => mayMove(moved, action));
    for (const asked of [...named, ...open.map((service) => ({ service, but: actions }))]) {
      try {
        for (const gain of gainsOf(asked, who, target, wide, narrow))
          found.push({
            ...{ who: who.name(gain), action: gain.action, shown: shownOf(asked, gain), target, gain },
            outside: who.except !== undefined && isOutside(wide.app, who.actor),
            partly: isAllowedAtAll(gain.action, who, target, narrow),
          });
      } catch (error) {
        if (!(error instanceof TooIntricate)) throw error;
        complete = false;
      }
    }
  };
  const targetsMoved = new Map<RequestTarget, Moved>();
  const movedOf = (target: RequestTarget): Moved => {
    const known = targetsMoved.get(target);
    if (known) return known;
    const made = movedInOne(target.policy, narrow.targets.get(target.key)?.policy);
    targetsMoved.set(target, made);
    return made;
  };
  for (const identity of ours.values()) {
    const before = theirs.get(identity.arn);
    const changed = before ? identityMoved(identity, before) : 'everything';
    const who: Asker = {
      name: () => identity.name,
      actor: nodeOf(wide.app, identity).actor,
      before: before && nodeOf(narrow.app, before).actor,
    };
    for (const target of wide.targets.values()) {
      const narrowed = narrow.targets.get(target.key);
      const moved = movedWith(changed, movedOf(target));
      if (moved.length === 0) continue;
      const own = [...policiesOf(identity), ...(before ? policiesOf(before) : [])];
      ask(who, target, [...own, ...policyOf(target), ...policyOf(narrowed)], moved);
    }
  }
  const known = [...ours.keys(), ...theirs.keys()];
  for (const target of wide.targets.values()) {
    const narrowed = narrow.targets.get(target.key);
    const moved = movedOf(target);
    if (moved.length === 0) continue;
    const policies = [...policyOf(target), ...policyOf(narrowed)];
    for (const actor of outsiders(wide.app, narrow.app, target))
      ask({ actor, before: actor, except: known, name: kindOf(wide.app, actor) }, target, policies, moved);
  }
  return { found, complete };
}

interface Asker {
  readonly name: (gain: Gain) => string;
  readonly actor: Actor;
  readonly before: Actor | undefined;
  readonly except?: readonly string[];
}

const MOST_OF_A_KIND = 8;

/** Of everybody of a kind one is found at a time; a principal that no policy names stands for all the rest. */
function* gainsOf(
  asked: AskedAction,
  who: Asker,
  target: RequestTarget,
  wide: Version,
  narrow: Version,
): Generator<Gain> {
  const here = { app: wide.app, actor: who.actor, target };
  const there = { app: narrow.app, actor: who.before, target: narrow.targets.get(target.key) };
  const except = [...(who.except ?? [])];
  for (let times = 0; times < MOST_OF_A_KIND; times++) {
    const gain = gainOf(asked, here, there, except);
    if (!gain) return;
    yield gain;
    if (who.except === undefined || !isNamed(gain)) return;
    except.push(gain.principal);
  }
}

/** Whether a version allows a principal the action on the target in any request; not where that takes too long to decide. */
function isAllowedAtAll(
  action: string,
  { before, except }: Asker,
  { key }: RequestTarget,
  { app, targets }: Version,
): boolean {
  const nobody = { app, actor: undefined, target: undefined };
  try {
    return gainOf(action, { app, actor: before, target: targets.get(key) }, nobody, except)?.sure ?? false;
  } catch (error) {
    if (!(error instanceof TooIntricate)) throw error;
    return false;
  }
}

/** An action that was named, or the pattern of the statement that it was found by. */
function shownOf(asked: AskedAction, { action, allow, deny }: Gain): string {
  if (typeof asked === 'string') return asked;
  const items = [deny, allow].flatMap((reach) => reach?.statement.action.items ?? []);
  return items.find((item) => fitsAction(item, action.toLowerCase())) ?? `${asked.service}:*`;
}

/** Whether the statement that lets a principal in names just this one. */
const isNamed = ({ principal, allow }: Pick<Gain, 'principal' | 'allow'>): boolean =>
  allow?.statement.principal?.items.some(({ value }) => value === principal) ?? false;

const isOutside = ({ place }: App, { type, account }: Actor): boolean =>
  type !== 'service' && account !== place.accountId;

/** An account that no policy names: it stands for all that none names. */
const STRANGE = /^9{9}\d{3}$/;

/** Whom an actor stands for that no policy of the templates makes. */
const kindOf =
  ({ place }: App, { type, account }: Actor) =>
  ({ principal, allow }: Gain): string => {
    if (isNamed({ principal, allow }) && account !== undefined && type !== 'root')
      return principal.split('/').at(-1) ?? principal;
    if (type === 'anonymous') return 'anybody, without an account';
    if (type === 'service') return principal;
    if (type === 'provider') return `whom identity provider ${principal} vouches for`;
    if (account === place.accountId) return 'any other principal of the account';
    return STRANGE.test(account ?? '') ? 'principals of any account' : `principals of account ${account}`;
  };

/** A quick no for most: neither its own policies nor the target's speak of the action. */
const may = ({ actor }: Asker, target: RequestTarget, action: string): boolean =>
  mayTry(actor, action) || (target.policy !== undefined && mayTry({ ...actor, identity: [target.policy] }, action));

/** Everybody whom no policy of the templates makes; identity providers vouch for people who take roles. */
function outsiders(wide: App, narrow: App, target: RequestTarget): Actor[] {
  const text = JSON.stringify([target.policy, wide.place.accountId]);
  const accounts = [
    ...new Set([wide.place.accountId, narrow.place.accountId, ...(text.match(/(?<!\d)\d{12}(?!\d)/g) ?? [])]),
  ];
  const all = everybody(accounts, wide.place.partition);
  return target.key.includes(':role/') ? [...all, VOUCHED_FOR] : all;
}

const identityMoved = (identity: Identity, before: Identity): Moved =>
  movedWith(movedBetween(identity.policies, before.policies), movedInOne(identity.boundary, before.boundary));

const policiesOf = ({ policies, boundary }: Identity): Policy[] => [...policies, ...(boundary ? [boundary] : [])];
const policyOf = (target: RequestTarget | undefined): Policy[] => (target?.policy ? [target.policy] : []);
