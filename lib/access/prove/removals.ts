import { columnsAndRows } from '../claims/columns-and-rows.ts';
import type { Family } from '../claims/families.ts';
import { itDies } from '../claims/it-dies.ts';
import { noSilentAdministrator } from '../claims/no-silent-administrator.ts';
import type { App, Identity, Resource } from '../model/app.ts';
import type { Policy, Statement } from '../policy/document.ts';

/** The app with one thing less that closes something. */
export interface Removal {
  /** Made when it is tried: most removals bear on no claim. */
  readonly app: () => App;
  /** What is gone, as a reader finds it. */
  readonly name: string;
  readonly origin: Resource | Policy['origin'];
  /** The policy statement, or the setting, as the template has it. */
  readonly text: string;
}

/** Each policy of the app, one that several principals share once. */
export function policiesOf(app: App): Set<Policy> {
  const identities = [...app.roles, ...app.users];
  return new Set(
    [
      ...carriersOf(app).map((carrier) => carrier.policy),
      ...app.roles.map((role) => role.trust),
      ...identities.flatMap((identity) => [...identity.policies, identity.boundary]),
    ].filter((policy) => policy !== undefined),
  );
}

const carriersOf = (app: App) => [...app.buckets, ...app.keys, ...app.queues, ...app.topics, ...app.functions];

/**
 * The ways to take something away from a statement that can let anybody do more: the whole of a Deny, each condition of
 * an Allow. Losing an Allow, or a condition of a Deny, only closes.
 */
export function* removalsFrom(app: App, policy: Policy, statement: Statement): Generator<Removal> {
  const { effect, sid, index, conditions } = statement;
  const where = `${effect} ${sid ?? `statement ${index + 1}`} of ${policy.label}`;
  const removal = (name: string, by: readonly Statement[]): Removal => ({
    app: () =>
      replaced(app, policy, {
        ...policy,
        statements: policy.statements.flatMap((other) => (other === statement ? by : [other])),
      }),
    name,
    origin: policy.origin,
    text: JSON.stringify(statement.raw),
  });
  if (effect === 'Deny') yield removal(where, []);
  else {
    for (const condition of conditions) {
      const kept = { ...statement, conditions: conditions.filter((other) => other !== condition) };
      yield removal(`${condition.name} ${condition.key} of ${where}`, [kept]);
    }
  }
}

const replaced = (app: App, old: Policy, policy: Policy): App =>
  mapped(app, (other) => (other === old ? policy : other));

function mapped(app: App, swap: (policy: Policy) => Policy): App {
  const carriers = <T extends { readonly policy?: Policy }>(all: readonly T[]): readonly T[] =>
    mappedOrSame(all, (carrier) => {
      const policy = carrier.policy && swap(carrier.policy);
      return policy === undefined || policy === carrier.policy ? carrier : { ...carrier, policy };
    });
  const identities = <T extends Identity>(all: readonly T[]): readonly T[] =>
    mappedOrSame(all, (identity) => {
      const policies = mappedOrSame(identity.policies, swap);
      const boundary = identity.boundary && swap(identity.boundary);
      return policies === identity.policies && boundary === identity.boundary
        ? identity
        : { ...identity, policies, ...(boundary ? { boundary } : {}) };
    });
  return {
    ...app,
    buckets: carriers(app.buckets),
    keys: carriers(app.keys),
    queues: carriers(app.queues),
    topics: carriers(app.topics),
    functions: carriers(app.functions),
    logGroups: carriers(app.logGroups),
    otherStores: carriers(app.otherStores),
    users: identities(app.users),
    roles: mappedOrSame(identities(app.roles), (role) => {
      const trust = swap(role.trust);
      return trust === role.trust ? role : { ...role, trust };
    }),
  };
}

/** What does not change stays the same object, so that what was found out about it is found again. */
function mappedOrSame<T>(all: readonly T[], swap: (each: T) => T): readonly T[] {
  const swapped = all.map(swap);
  return swapped.every((item, at) => item === all[at]) ? all : swapped;
}

/** The app without some statements, wherever they stand. */
export function withoutStatements(app: App, gone: ReadonlySet<Statement>): App {
  if (gone.size === 0) return app;
  const kept = new Map<Policy, Policy>();
  const less = (policy: Policy): Policy => {
    const known = kept.get(policy);
    if (known) return known;
    const statements = policy.statements.filter((statement) => !gone.has(statement));
    const found = statements.length === policy.statements.length ? policy : { ...policy, statements };
    kept.set(policy, found);
    return found;
  };
  return mapped(app, less);
}

/** Settings that close something without being a policy: event rules, row and column filters, rules of a bucket's life. */
export const SETTINGS: readonly { readonly families: readonly Family[]; readonly of: (app: App) => Removal[] }[] = [
  {
    families: [noSilentAdministrator],
    of: (app) =>
      app.resources
        .filter((resource) => resource.type === 'AWS::Events::Rule')
        .map((rule) =>
          setting(app, rule, `event rule ${rule.name}`, {
            resources: app.resources.filter((resource) => resource !== rule),
          }),
        ),
  },
  {
    families: [columnsAndRows],
    of: (app) =>
      app.dataFilters.map((filter) =>
        setting(app, filter, `data filter ${filter.name}`, {
          dataFilters: app.dataFilters.filter((dataFilter) => dataFilter !== filter),
        }),
      ),
  },
  {
    families: [itDies],
    of: (app) =>
      app.buckets.flatMap((bucket) =>
        bucket.lifecycle.map((rule, at) => {
          const less = { ...bucket, lifecycle: bucket.lifecycle.filter((lifecycleRule) => lifecycleRule !== rule) };
          return setting(app, bucket, `lifecycle rule ${at + 1} of ${bucket.name}`, {
            buckets: app.buckets.map((other) => (other === bucket ? less : other)),
          });
        }),
      ),
  },
];

const setting = (app: App, origin: Resource, name: string, changed: Partial<App>): Removal => ({
  app: () => ({ ...app, ...changed }),
  name,
  origin,
  text: JSON.stringify(origin.properties),
});
