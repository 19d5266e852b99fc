import { exactly, take } from '../escalate/asking.ts';
import { computeOf } from '../escalate/compute.ts';
import { nodeOf } from '../escalate/node.ts';
import { type ClaimFamily, familyOf } from '../inquiry/claim-kinds.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import { nameOf, nobodyCan } from '../inquiry/nobody-can.ts';
import type { Claim } from '../inquiry/proof.ts';
import type { Identity } from '../model/app.ts';
import type { Policy, Statement } from '../policy/document.ts';
import { arnParts, type Pattern } from '../policy/pattern.ts';
import { isUnheardOf, REFERENCE_DATE } from '../reference/index.ts';
import { baseArn, requestedOf } from '../stores/stores.ts';
import { mayChangeRules } from './no-escalation.ts';

/** What claims of a class rest on, with its policy, and the families that fall if nobody knows what an action does to it. */
interface Support {
  readonly arn: string;
  readonly policy?: Policy | undefined;
  readonly families: readonly ClaimFamily[];
}

/** Of what an action does nobody knows, nor whether it is announced. */
const REACHED: readonly ClaimFamily[] = ['no-escalation', 'no-silent-administrator'];
const LOCKED: readonly ClaimFamily[] = ['two-locks', ...REACHED];

/**
 * Claims that are proved and rest on a store, key, role, table or function on which a policy lets a principal do what AWS's
 * reference does not know: it may be a way to read, or to become a reader, so they are undecided. A wildcard stands for the actions
 * that are known, and nothing else of a class is touched.
 */
export function withUnknownActions(inquiry: Inquiry, claims: readonly Claim[]): Claim[] {
  const all = [...inquiry.classes, ...inquiry.purposes];
  if (!namesUnknown(inquiry)) return [...claims];
  const found = new Map<FoundClass, ReadonlyMap<ClaimFamily, string>>();
  const of = (dataClass: FoundClass) => {
    const known = found.get(dataClass) ?? unknownOf(inquiry, dataClass);
    found.set(dataClass, known);
    return known;
  };
  return claims.map((claim) => {
    const family = familyOf(claim.id);
    if (claim.verdict !== 'proved' || family === undefined) return claim;
    const [because] = all
      .filter(({ name }) => name === claim.class)
      .flatMap((dataClass) => of(dataClass).get(family) ?? []);
    return because === undefined ? claim : { ...claim, verdict: 'undecided', because };
  });
}

/** Whether any policy names such an action: of most apps none does. */
function namesUnknown({ app }: Inquiry): boolean {
  const carriers = [
    app.buckets,
    app.keys,
    app.queues,
    app.topics,
    app.functions,
    app.logGroups,
    app.otherStores,
  ].flat();
  return (
    [...app.roles, ...app.users].some(({ policies }) => policies.some((policy) => unknownIn(policy).length > 0)) ||
    [...carriers.map(({ policy }) => policy), ...app.roles.map(({ trust }) => trust)].some(
      (policy) => policy !== undefined && unknownIn(policy).length > 0,
    )
  );
}

interface Named {
  readonly action: string;
  readonly statement: Statement;
}

const NAMED = new WeakMap<Policy, readonly Named[]>();

/** The actions that a policy may allow and that AWS's reference does not have. */
function unknownIn(policy: Policy): readonly Named[] {
  const known = NAMED.get(policy);
  if (known) return known;
  const made = policy.statements
    .filter(({ effect, action }) => effect !== 'Deny' && !action.negated)
    .flatMap((statement) =>
      statement.action.items
        .filter(isUnheardOf)
        .map((item) => ({ action: item.replace(/[*?\uE000]+/g, 'X'), statement })),
    );
  NAMED.set(policy, made);
  return made;
}

function supportsOf({ app }: Inquiry, dataClass: FoundClass): Support[] {
  const carriers = [...app.queues, ...app.topics, ...app.logGroups, ...app.otherStores];
  const running = dataClass.exempt.flatMap((arn) => computeOf(app, arn));
  return [
    ...[...dataClass.buckets, ...dataClass.keys].map(({ arn, policy }) => ({ arn, policy, families: LOCKED })),
    ...dataClass.tables.flatMap(({ arn, database }) =>
      [arn, arn.replace(/:table\/.*$/, `:database/${database}`), arn.replace(/:table\/.*$/, ':catalog')].map(
        (target): Support => ({ arn: target, families: ['columns-and-rows', ...REACHED] }),
      ),
    ),
    ...dataClass.channels.flatMap(({ arn }): Support[] => {
      const policy = carriers.find((carrier) => carrier.arn === arn)?.policy;
      return arn === undefined ? [] : [{ arn: baseArn(arn), policy, families: [...LOCKED, 'no-side-doors'] }];
    }),
    ...app.roles
      .filter(({ arn }) => dataClass.exempt.includes(arn))
      .map(({ arn, trust }): Support => ({ arn, policy: trust, families: REACHED })),
    ...running.flatMap(({ arn }): Support[] => {
      const policy = app.functions.find((program) => program.arn === arn)?.policy;
      return arn === undefined ? [] : [{ arn, policy, families: REACHED }];
    }),
  ];
}

/** Why a class is undecided by unknown actions, by the families of claims that it leaves undecided. */
function unknownOf(inquiry: Inquiry, dataClass: FoundClass): ReadonlyMap<ClaimFamily, string> {
  const because = new Map<ClaimFamily, string>();
  const others = [...inquiry.app.roles, ...inquiry.app.users].filter(
    (identity) => !mayChangeRules(inquiry, dataClass, identity),
  );
  for (const support of supportsOf(inquiry, dataClass)) {
    if (support.families.every((family) => because.has(family))) continue;
    const why = byIdentities(inquiry, others, support) ?? byOwnPolicy(inquiry, dataClass, support);
    if (why !== undefined) for (const family of support.families) if (!because.has(family)) because.set(family, why);
  }
  return because;
}

const isGoverned = ({ policy }: Support, action: string): boolean =>
  policy !== undefined && !action.toLowerCase().startsWith('iam:');

function byIdentities(inquiry: Inquiry, others: readonly Identity[], support: Support): string | undefined {
  const { arn, policy } = support;
  for (const identity of others)
    for (const own of identity.policies)
      for (const { action, statement } of unknownIn(own)) {
        if (!speaksOfService(action, arn)) continue;
        const act = { action, resources: resourcesOf(arn), policy: isGoverned(support, action) ? policy : undefined };
        const taken = take(inquiry, nodeOf(inquiry.app, identity), [act]);
        if (taken) return said(identity.name, action, arn, statement, own);
      }
  return undefined;
}

function byOwnPolicy(inquiry: Inquiry, { exempt }: FoundClass, { arn, policy }: Support): string | undefined {
  if (policy === undefined) return undefined;
  for (const { action, statement } of unknownIn(policy)) {
    const { principal } = statement;
    const isApproved = principal?.negated === false && principal.items.every(({ value }) => exempt.includes(value));
    if (isApproved || !speaksOfService(action, arn)) continue;
    const question = { action, resources: resourcesOf(arn), resourcePolicy: policy };
    const resourceAccount = inquiry.app.place.accountId;
    const isOpen = inquiry.anybody.some(
      (actor) => nobodyCan(inquiry, [{ ...question, actor, resourceAccount }], exempt).verdict !== 'proved',
    );
    if (isOpen) return said('a principal that is not approved', action, arn, statement, policy);
  }
  return undefined;
}

const resourcesOf = (arn: string): readonly Pattern[] => (/:(role|user)\//.test(arn) ? exactly(arn) : requestedOf(arn));

/** The services whose actions are about resources of another's ARN. */
const SERVICES: Readonly<Record<string, string>> = {
  athena: 'glue',
  lakeformation: 'glue',
  sts: 'iam',
  's3-object-lambda': 's3',
  's3-outposts': 's3',
  s3express: 's3',
  s3tables: 's3',
};

/** Whether an action is about what an ARN names: those of a service are about what is of it. */
function speaksOfService(action: string, arn: string): boolean {
  const prefix = action.slice(0, action.indexOf(':')).toLowerCase();
  return (SERVICES[prefix] ?? prefix) === arnParts(arn)?.[2];
}

const said = (who: string, action: string, arn: string, statement: Statement, policy: Policy): string =>
  `${who} may ${action} on ${arn}, of which AWS's service reference of ${REFERENCE_DATE} knows no action of that name (${nameOf({ ...statement, policy: policy.label })}): what it does is not known`;
