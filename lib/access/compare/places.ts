import { type Actor, everybody, VOUCHED_FOR } from '../decide/actor.ts';
import { type Atom, globPattern, literalPattern, textSet } from '../decide/atoms.ts';
import type { Way } from '../decide/compile.ts';
import { RequestContext } from '../evaluate/context.ts';
import { readPrincipal } from '../evaluate/principal.ts';
import type { Policy, PolicyCarrier, Statement } from '../policy/document.ts';
import { arnParts, type Pattern } from '../policy/pattern.ts';

/**
 * Identity policies that the caller has besides the policy under comparison: that policy itself (`compared`); `none`; allow-all
 * (`everything`); or allow-all under an empty permissions boundary (`bounded`), past which only a resource policy lets a user or
 * a session that it names itself.
 */
export type ComparedIdentity = 'compared' | 'none' | 'everything' | 'bounded';

/** The place of a policy in a comparison, and the caller. */
export interface ComparedPlace {
  readonly actor: Actor;
  readonly resourceAccount: string;
  readonly resources: readonly Pattern[];
  /** Tests on the action that hold here. */
  readonly actions: readonly Atom[];
  readonly identity: ComparedIdentity;
  /** The ways of naming a principal that let it in; none needed where identity policies alone are enough. */
  readonly ways: readonly Way[] | 'not needed';
}

const ALL: readonly Way[] = ['direct', 'role', 'account'];
const ANY = [globPattern('?*')];

export const onAction = (globs: readonly string[], negated = false): Atom => {
  const set = textSet(globs.map(globPattern));
  return { variable: '@action', upper: set, lower: set, negated, whenAbsent: false };
};
/** Every action is a service and a name. */
const ACTION = onAction(['?*:?*']);
const ON_KEYS = ['kms:?*'];
const ON_ROLES = ['sts:assumerole*', 'sts:tagsession*', 'sts:setsourceidentity*', 'sts:setcontext*'];

/**
 * All callers that either document may treat differently: each account that they name and one that they do not, sessions and
 * services that they name, providers, the anonymous. For a resource policy, the resource is in another account, in the same one
 * without identity policies, and in the same one with allow-all identity policies. Keys and roles are separate, because for them
 * identity policies are not enough.
 */
export function placesOf(
  policies: readonly Policy[],
  carrier: PolicyCarrier,
  home: string,
  partition: string,
): ComparedPlace[] {
  const statements = policies.flatMap((policy) => policy.statements);
  const named = accountsIn(statements);
  const actors = actorsOf(statements, [...new Set([...named, home])], partition);
  if (carrier === 'identity') return actors.flatMap(identityPlace);
  const owners = ownersOf(statements);
  return actors.flatMap((actor) => resourcePlaces(actor, owners, home, partition));
}

const general = { resources: ANY, actions: [ACTION] };

const identityPlace = (actor: Actor): ComparedPlace[] =>
  actor.account !== undefined && ['role', 'user', 'federated-user'].includes(actor.type)
    ? [{ ...general, actor, resourceAccount: actor.account, identity: 'compared', ways: ALL }]
    : [];

function resourcePlaces(actor: Actor, owners: Owners, home: string, partition: string): ComparedPlace[] {
  const { account } = actor;
  if (account === undefined) {
    return [{ ...general, actor, resourceAccount: owners.known[0] ?? home, identity: 'none', ways: ALL }];
  }
  const { known, possible } = owners;
  const foreign = (known.length > 0 ? known : [account === home ? OTHER : home, ...possible]).filter(
    (name) => name !== account,
  );
  const own = known.length === 0 || known.includes(account);
  const across = foreign.map((owner): ComparedPlace => {
    return { ...general, actor, resourceAccount: owner, identity: 'everything', ways: ALL };
  });
  return own ? [...across, ...within(actor, account, partition)] : across;
}

function within(actor: Actor, account: string, partition: string): ComparedPlace[] {
  const here = { actor, resourceAccount: account };
  const decided = (actions: readonly string[], resource: string): ComparedPlace => ({
    ...here,
    resources: [globPattern(`arn:${partition}:${resource}`)],
    actions: [ACTION, onAction(actions)],
    identity: 'everything',
    ways: ALL,
  });
  const without: ComparedPlace = { ...general, ...here, identity: 'none', ways: ['direct', 'role'] };
  const bounded: ComparedPlace = {
    ...without,
    actor: { ...actor, boundary: NOTHING },
    identity: 'bounded',
    ways: ['direct'],
  };
  return [
    // The root user needs no identity policy.
    ...(actor.type === 'root' ? [] : actor.type === 'session' ? [without, bounded] : [without]),
    decided(ON_KEYS, 'kms:?*:?*:key/?*'),
    decided(ON_ROLES, `iam::${account}:role/?*`),
    {
      ...here,
      resources: ANY,
      actions: [ACTION, onAction([...ON_KEYS, ...ON_ROLES], true)],
      identity: 'everything',
      ways: 'not needed',
    },
  ];
}

/** A permissions boundary that allows nothing. */
const NOTHING: Policy = { label: 'boundary', statements: [] };

/** The account of an unknown resource, for callers of `home`. */
const OTHER = '999999999998';

function actorsOf(statements: readonly Statement[], accounts: readonly string[], partition: string): Actor[] {
  const texts = statements.flatMap(({ principal }) => principal?.items.map(({ value }) => value) ?? []);
  const sessions = [...new Set(texts)].filter((text) => arnParts(text)?.[5]?.startsWith('assumed-role/'));
  const services = statements.flatMap(
    ({ principal }) => principal?.items.filter(({ kind }) => kind === 'Service').map(({ value }) => value) ?? [],
  );
  const others = everybody(accounts.slice(0, MOST_ACCOUNTS), partition).map((actor) => {
    if (actor.type === 'service') return { ...actor, names: [...actor.names, ...services.map(literalPattern)] };
    return actor.type === 'role' ? { ...actor, sessionsApart: true as const } : actor;
  });
  return [...sessions.map((session) => sessionOf(session, texts)), ...others, VOUCHED_FOR];
}

/** With more accounts than this, no separate question is asked for each: see `hasAllAccounts`. */
const MOST_ACCOUNTS = 200;
export const hasAllAccounts = (policies: readonly Policy[]): boolean =>
  accountsIn(policies.flatMap((policy) => policy.statements)).length < MOST_ACCOUNTS;

function sessionOf(session: string, texts: readonly string[]): Actor {
  // Its role may have a path, which only the role's own ARN shows.
  const role = texts.find((text) => {
    const found = readPrincipal(session, new RequestContext({ 'aws:PrincipalArn': text }));
    return found.arn === text && text.includes(':role/');
  });
  const { account, arn } = readPrincipal(
    session,
    new RequestContext(role === undefined ? {} : { 'aws:PrincipalArn': role }),
  );
  return {
    type: 'session',
    ...(account === undefined ? {} : { account }),
    names: [literalPattern(session)],
    identity: 'anything',
    ...(arn === undefined ? {} : { role: arn }),
  };
}

const NUMBER = /(?<!\d)\d{12}(?!\d)/g;

function accountsIn(statements: readonly Statement[]): string[] {
  const texts = statements.flatMap(({ principal, conditions }) => [
    ...(principal?.items.map(({ value }) => value) ?? []),
    ...conditions.flatMap(({ values }) => values),
  ]);
  return [...new Set(texts.flatMap((text) => text.match(NUMBER) ?? []))];
}

/** Accounts that own the resource of a resource policy: the account that all its ARNs name, else any. */
interface Owners {
  readonly known: readonly string[];
  readonly possible: readonly string[];
}

function ownersOf(statements: readonly Statement[]): Owners {
  const accounts = (texts: readonly (string | undefined)[]) =>
    [...new Set(texts)].filter((text): text is string => text !== undefined && /^\d{12}$/.test(text));
  const conditions = statements.flatMap((statement) => statement.conditions);
  const written = statements.flatMap(
    ({ resource }) => resource?.items.map((item) => arnParts(item)?.[4]) ?? [undefined],
  );
  const tested = conditions.filter(({ key }) => key.toLowerCase() === 'aws:resourceaccount');
  const found = accounts(written);
  const isKnown = found.length > 0 && written.every((owner) => owner !== undefined && found.includes(owner));
  const possible = accounts([...written, ...tested.flatMap(({ values }) => values)]);
  return isKnown ? { known: found, possible: [] } : { known: [], possible };
}
