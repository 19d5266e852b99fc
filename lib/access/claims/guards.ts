import type { App, Role } from '../model/app.ts';
import type { Policy, Statement } from '../policy/document.ts';
import { approvedTrust } from './approved-trust.ts';
import type { Declaration } from './declaration.ts';
import { type FoundClass, nameOf, openInquiry } from './inquiry.ts';
import { type Claim, type Guard, sourceOf } from './proof.ts';
import { twoLocks } from './two-locks.ts';

/** A policy with one thing less: a Deny, or a condition of an Allow. Only these can open anything by being gone. */
interface Removal {
  readonly app: App;
  readonly policy: Policy;
  readonly statement: Statement;
  readonly what: string;
}

/** What removing each statement and condition on its own does to the claims about locks and trust. */
export interface Guarding {
  /** By claim id. */
  readonly guards: ReadonlyMap<string, readonly Guard[]>;
  /** Statements and conditions that carry none of these claims. */
  readonly idle: readonly string[];
}

/** Takes each statement away on its own and decides again the claims of its class that it can bear on. */
export function findGuards(app: App, declaration: Declaration, claims: readonly Claim[]): Guarding {
  const proved = new Set(claims.filter((claim) => claim.verdict === 'proved').map((claim) => claim.id));
  const guards = new Map<string, Guard[]>();
  const idle: string[] = [];
  const { classes } = openInquiry(app, declaration);
  for (const found of classes) {
    const alone = { ...declaration, classes: [found.declared] };
    for (const removal of removalsOf(app, found)) {
      const inquiry = openInquiry(removal.app, alone);
      const fallen = [...twoLocks(inquiry), ...approvedTrust(inquiry)].filter(
        (claim) => claim.verdict !== 'proved' && proved.has(claim.id),
      );
      const name = `${removal.what} of ${describe(removal)}`;
      for (const claim of fallen) guards.set(claim.id, [...(guards.get(claim.id) ?? []), guardOf(removal, claim)]);
      if (fallen.length === 0) idle.push(name);
    }
  }
  return { guards, idle: [...new Set(idle)] };
}

const describe = ({ policy, statement }: Removal): string =>
  nameOf({
    effect: statement.effect,
    policy: policy.label,
    index: statement.index,
    ...(statement.sid ? { sid: statement.sid } : {}),
  });

function guardOf(removal: Removal, claim: Claim): Guard {
  const { policy, statement, what } = removal;
  return {
    statement: what === 'the whole' ? describe(removal) : `${what} of ${describe(removal)}`,
    construct: policy.origin?.constructPath ?? '',
    source: policy.origin ? sourceOf(policy.origin) : '',
    text: JSON.stringify(statement.raw),
    without: claim.verdict,
    ...(claim.witness ? { witness: claim.witness } : {}),
  };
}

function* removalsOf(app: App, found: FoundClass): Generator<Removal> {
  for (const bucket of found.buckets) {
    if (bucket.policy) {
      yield* removals(bucket.policy, (policy) => ({
        ...app,
        buckets: app.buckets.map((each) => (each === bucket ? { ...each, policy } : each)),
      }));
    }
  }
  for (const key of found.keys) {
    yield* removals(key.policy, (policy) => ({
      ...app,
      keys: app.keys.map((each) => (each === key ? { ...each, policy } : each)),
    }));
  }
  for (const role of app.roles.filter((each) => found.exempt.includes(each.arn))) {
    const withTrust = (trust: Policy): Role => ({ ...role, trust });
    yield* removals(role.trust, (trust) => ({
      ...app,
      roles: app.roles.map((each) => (each === role ? withTrust(trust) : each)),
    }));
  }
}

function* removals(policy: Policy, put: (policy: Policy) => App): Generator<Removal> {
  for (const statement of policy.statements) {
    const replaced = (by: readonly Statement[]): App =>
      put({ ...policy, statements: policy.statements.flatMap((each) => (each === statement ? by : [each])) });
    if (statement.effect === 'Deny') yield { app: replaced([]), policy, statement, what: 'the whole' };
    else {
      for (const condition of statement.conditions) {
        const conditions = statement.conditions.filter((each) => each !== condition);
        yield {
          app: replaced([{ ...statement, conditions }]),
          policy,
          statement,
          what: `${condition.name} ${condition.key}`,
        };
      }
    }
  }
}
