import type { Actor } from '../decide/actor.ts';
import { everybody } from '../decide/actor.ts';
import { literalPattern } from '../decide/atoms.ts';
import { nodeOf } from '../escalate/node.ts';
import { roleName } from '../evaluate/principal.ts';
import type { App, Identity } from '../model/app.ts';
import type { Policy, PrincipalEntry, Statement } from '../policy/document.ts';
import { arnParts, UNRESOLVED } from '../policy/pattern.ts';
import { IAM_ALLOWED_PRINCIPALS } from '../query/lake-permissions.ts';
import type { AccountState } from './change.ts';
import { policiesOf, tablesOf } from './class-parts.ts';
import { concernsReading, saysWho } from './says-who.ts';
import type { Stores } from './stores.ts';

/** How many principals a name stands for: one, the members of a group, or everybody. */
export type Reach = 'one' | 'group' | 'everybody';

export interface Ask {
  readonly actor: Actor;
  readonly sure: boolean;
  /** The name in the report if this actor gets in; that of the candidate otherwise. */
  readonly as?: string;
}

/** A principal, or a group of principals, that possibly could read. */
export interface Candidate {
  /** Its name in the report: an ARN, the name of a service, or a sentence that begins with `*`. */
  readonly principal: string;
  readonly reach: Reach;
  /** The actors that stand for it, the surest first. An answer about one that is not `sure` counts as "may". */
  readonly asks: readonly Ask[];
  readonly identity?: Identity;
  /** Its names in grants of Lake Formation. */
  readonly lake: readonly string[];
  /** Whether no key policy can name it in the form in which the bucket policy does. */
  readonly opaque?: true;
  /** Of a group that one statement lets in: the policy of that bucket with this Allow alone. */
  readonly only?: { readonly bucket: string; readonly policy: Policy };
  readonly except: readonly string[];
}

const ACCOUNT = /^\d{12}$/;
const IDENTITY = /^arn:[^:]+:iam::\d{12}:(role|user)\/[^*?\uE000]+$/;

/**
 * Every principal about which the question can be asked: those whose policies are known, those that a policy of the class, a
 * grant on a key or a grant of Lake Formation names in any form, and the groups that statements for everybody let in.
 */
export function candidatesOf(app: App, stores: Stores, state: Pick<AccountState, 'grants' | 'untold'>): Candidate[] {
  const identities = [...app.roles, ...app.users].filter(({ name }) => !name.startsWith('any member of '));
  const known = identities.map((identity) => knownCandidate(app, identity, state.untold.has(identity.arn)));
  const arns = new Set(identities.map(({ arn }) => arn));
  const entries = [...namedEntries(app, stores), ...state.grants.map(({ grantee }) => entryOf(grantee))];
  const named = new Map<string, Candidate>();
  for (const entry of entries) {
    const found = namedCandidate(app, entry, identities);
    if (found && !arns.has(found.principal)) named.set(found.principal, found);
  }
  for (const principal of lakePrincipals(app, stores)) {
    const name = lakeName(app, principal);
    const found = named.get(name) ?? lakeCandidate(name);
    if (!arns.has(name)) named.set(name, { ...found, lake: [...new Set([...found.lake, principal])] });
  }
  if (identities.every(({ arn }) => arnParts(arn)?.[4] !== app.place.accountId)) {
    const own = accountCandidate(app, app.place.accountId);
    if (ACCOUNT.test(app.place.accountId)) named.set(own.principal, { ...(named.get(own.principal) ?? own) });
  }
  const single = [...named.values()].filter(({ reach }) => reach === 'one').map(({ principal }) => principal);
  const except = [...arns, ...single];
  return [
    ...known,
    ...[...named.values()].map((candidate) => (candidate.reach === 'group' ? { ...candidate, except } : candidate)),
    ...groups(app, stores, except),
  ];
}

/** A role whose policies no answer shows can have any policy. */
function knownCandidate(app: App, identity: Identity, untold: boolean): Candidate {
  const { actor } = nodeOf(app, identity);
  const asks = untold ? [{ actor: { ...actor, identity: 'anything' as const }, sure: false }] : [{ actor, sure: true }];
  const own = { principal: identity.arn, reach: 'one' as const, asks, lake: [identity.arn], except: [] };
  return untold ? own : { ...own, identity };
}

/** The entries of all Allow statements of the class's buckets and keys, and the principals that conditions name by their ARN. */
function namedEntries(app: App, stores: Stores): PrincipalEntry[] {
  return policiesOf(app, stores).flatMap((policy) =>
    policy.statements.flatMap((statement) => [
      ...(statement.effect === 'Deny' || !statement.principal || statement.principal.negated
        ? []
        : statement.principal.items),
      ...byCondition(app, statement),
    ]),
  );
}

/** Principals of this account that are only excepted from a Deny need a policy of their own, and those that exist are known. */
const byCondition = (app: App, { conditions, effect }: Statement): PrincipalEntry[] =>
  conditions
    .filter(({ key }) => key.toLowerCase() === 'aws:principalarn')
    .flatMap(({ values }) => values.filter((value) => IDENTITY.test(value)))
    .filter((value) => effect !== 'Deny' || arnParts(value)?.[4] !== app.place.accountId)
    .map(entryOf);

/** The grantee of a grant, in the form of an entry of a policy. */
const entryOf = (value: string): PrincipalEntry => ({
  kind: /\.amazon(aws)?\.com(\.cn)?$/.test(value) ? 'Service' : 'AWS',
  value,
});

function namedCandidate(app: App, entry: PrincipalEntry, identities: readonly Identity[]): Candidate | undefined {
  const { kind, value } = entry;
  if (kind === 'AWS' && value === '*') return undefined;
  if (kind === 'Service') return oneOf(value, { type: 'service', names: [literalPattern(value)], identity: [] }, true);
  if (kind === 'Federated') return oneOf(value, { type: 'provider', names: [literalPattern(value)], identity: [] });
  if (kind !== 'AWS' || value.includes(UNRESOLVED)) return opaque(value);
  const account = ACCOUNT.test(value) ? value : /^arn:[^:]+:iam::(\d{12}):root$/.exec(value)?.[1];
  if (account !== undefined) return account === app.place.accountId ? undefined : accountCandidate(app, account);
  const [, own = ''] = /^arn:[^:]+:(?:iam|sts)::(\d{12}):/.exec(value) ?? [];
  const names = [literalPattern(value)];
  if (IDENTITY.test(value))
    return oneOf(value, { ...UNKNOWN, type: value.includes(':user/') ? 'user' : 'role', account: own, names });
  if (/^arn:[^:]+:sts::\d{12}:federated-user\/[^*?]+$/.test(value))
    return oneOf(value, { ...UNKNOWN, type: 'federated-user', account: own, names });
  const session = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/*?]+)\/[^*?]+$/.exec(value);
  return session ? sessionCandidate(value, session, identities) : opaque(value);
}

/** The worst case of a principal whose policies are not known. */
const UNKNOWN = { identity: 'anything' } as const;

const oneOf = (principal: string, actor: Actor, sure = false): Candidate => ({
  ...{ principal, reach: 'one', asks: [{ actor, sure }], except: [] },
  lake: /^arn:/.test(principal) ? [principal] : [],
});

/** One session of a role, which a policy names by itself. */
function sessionCandidate(
  principal: string,
  [, partition = '', account = '', name = '']: RegExpExecArray,
  identities: readonly Identity[],
): Candidate {
  const own = identities.find(({ arn }) => arnParts(arn)?.[4] === account && roleName(arn) === name);
  const role = own?.arn ?? `arn:${partition}:iam::${account}:role/${name}`;
  const actor: Actor = {
    ...{ type: 'session', account, names: [literalPattern(principal)], role },
    identity: own ? own.policies : 'anything',
    ...(own?.boundary ? { boundary: own.boundary } : {}),
  };
  return oneOf(principal, actor, own !== undefined);
}

/** A name that no record maps to a principal: a canonical user, the id of one that was deleted, a value of the deployment. */
const opaque = (value: string): Candidate => ({
  principal: value.includes(UNRESOLVED) ? 'a principal that only the deployment names' : value,
  ...{ reach: 'one', asks: [], opaque: true, except: [], lake: [value] },
});

/** A whole account: its root user has every permission that the other account gives it; its other principals possibly have them. */
function accountCandidate(app: App, account: string): Candidate {
  const actors = everybody([account], app.place.partition).filter((actor) => actor.account === account);
  const root = `arn:${app.place.partition}:iam::${account}:root`;
  return {
    ...{ principal: root, reach: 'group', except: [], lake: [root, account] },
    asks: actors
      .map((actor) => ({ actor, sure: actor.type === 'root' && account !== app.place.accountId }))
      .toSorted((a, b) => Number(b.sure) - Number(a.sure)),
  };
}

/** Names in grants on data, and the group of everybody whose IAM policies allow it where a database is open to that group. */
function lakePrincipals(app: App, stores: Stores): string[] {
  const tables = tablesOf(app, stores);
  if (tables.length === 0) return [];
  const open = app.databases.some(
    ({ name, openByDefault }) => openByDefault && tables.some(({ database }) => database === name),
  );
  return [...app.lakeGrants.map(({ principal }) => principal), ...(open ? [IAM_ALLOWED_PRINCIPALS] : [])];
}

/** An account has one name in the report, however a grant calls it. */
function lakeName({ place }: App, principal: string): string {
  if (principal.includes(UNRESOLVED)) return 'a principal that only the deployment names';
  return ACCOUNT.test(principal) ? `arn:${place.partition}:iam::${principal}:root` : principal;
}

const lakeCandidate = (principal: string): Candidate => ({
  ...{ principal, asks: [], except: [], lake: [] },
  reach: IDENTITY.test(principal) || /:user\//.test(principal) ? 'one' : 'group',
});

/**
 * The groups that statements for everybody let in, statement by statement. A statement that lets in this account alone makes no
 * group: its principals are known.
 */
function groups(app: App, stores: Stores, except: readonly string[]): Candidate[] {
  return app.buckets
    .filter(({ arn }) => stores.buckets.includes(arn))
    .flatMap(({ arn, policy }) =>
      (policy?.statements ?? []).flatMap((statement): Candidate[] => {
        if (!policy || statement.effect === 'Deny' || !isForEverybody(statement)) return [];
        const alone = policy.statements.filter((candidate) => candidate === statement || candidate.effect === 'Deny');
        const accounts = [app.place.accountId, ...accountsIn(alone)].filter((account) => ACCOUNT.test(account));
        const limits = saysWho(alone.filter(concernsReading));
        const asks = everybody(accounts, app.place.partition).flatMap((actor): Ask[] => {
          if (actor.type === 'anonymous')
            return [{ actor, sure: true, as: `* (anybody${limits}, without signing in)` }];
          if (actor.account === undefined || actor.account === app.place.accountId) return [];
          return [{ actor, sure: true, as: `* (any principal${limits || ' of any account'})` }];
        });
        return [
          {
            principal: `* (statement ${statement.sid ?? statement.index + 1} of ${arn})`,
            reach: limits === '' ? 'everybody' : 'group',
            // A request that is let in without a signature is let in with one too.
            asks: asks.toSorted((a, b) => Number(b.actor.type === 'anonymous') - Number(a.actor.type === 'anonymous')),
            ...{ except, lake: [], only: { bucket: arn, policy: { ...policy, statements: alone } } },
          },
        ];
      }),
    );
}

const isForEverybody = ({ principal }: Statement): boolean =>
  principal === undefined ||
  principal.negated ||
  principal.items.some(({ kind, value }) => kind === 'AWS' && value === '*');

/** Numbers of accounts that conditions name. */
const accountsIn = (statements: readonly Statement[]): string[] => [
  ...new Set(
    statements.flatMap(({ conditions }) =>
      conditions.flatMap(({ values }) => values.flatMap((value) => value.match(/(?<!\d)\d{12}(?!\d)/g) ?? [])),
    ),
  ),
];
