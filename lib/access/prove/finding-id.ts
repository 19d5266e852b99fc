import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../activity/canonical-json.ts';
import { ANY_POLICY, nameOf, subjectOf } from '../inquiry/nobody-can.ts';
import { type Claim, sourceOf, type WitnessStep } from '../inquiry/proof.ts';
import type { App, Identity } from '../model/app.ts';
import type { Policy, Statement } from '../policy/document.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { guardsOf } from '../query/carriers.ts';
import { boundsOf } from './bounds.ts';

/** A statement where it stands. */
export interface Standing {
  readonly policy: Policy;
  readonly statement: Statement;
}

/** Finds the statements that steps of a witness name. */
export interface Statements {
  readonly of: (step: WitnessStep) => readonly Standing[];
}

const CARRIERS = ['buckets', 'keys', 'queues', 'topics', 'functions', 'logGroups', 'otherStores'] as const;

/** Every policy of the app, one that several have once. */
export function policiesOf(app: App): Set<Policy> {
  const identities: readonly Identity[] = [...app.roles, ...app.users];
  return new Set(
    [
      ...CARRIERS.flatMap((kind) => app[kind].map((carrier) => carrier.policy)),
      ...app.roles.map((role) => role.trust),
      ...guardsOf(app).map(({ policy }) => policy),
      ...identities.flatMap(({ policies, boundary }) => [...policies, boundary]),
    ].filter((policy) => policy !== undefined),
  );
}

/** What is known only at deployment, as a reader is told of it. */
export const inWords = (text: string): string => text.replaceAll(UNRESOLVED, '<known at deployment>');

/** The same for a step of a proof that was put into words. */
const keyOf = (label: string, source: string): string => inWords(JSON.stringify([label, source]));

export function statementsOf(app: App): Statements {
  const found = new Map<string, Standing[]>();
  for (const policy of policiesOf(app)) {
    for (const statement of policy.statements) {
      const key = keyOf(nameOf({ ...statement, policy: policy.label }), policy.origin ? sourceOf(policy.origin) : '');
      found.set(key, [...(found.get(key) ?? []), { policy, statement }]);
    }
  }
  return { of: ({ statement, source }) => found.get(keyOf(statement, source)) ?? [] };
}

/**
 * What a finding is called: its claim, and a digest of what is behind it. A statement counts by its text, the absence of one by
 * the text of the whole policy, a setting by what it is set to, and an act by what bounds it besides. Whatever of these changes makes a finding of another name, so
 * that an acceptance covers nothing that nobody has looked at.
 */
export function findingId(app: App, statements: Statements, claim: Claim): string {
  const path = claim.witness?.path ?? [];
  const known = new Set([...app.roles, ...app.users].map(({ arn }) => arn));
  const principal = known.has(claim.witness?.principal ?? '') ? claim.witness?.principal : '';
  // Where nothing is announced, that is the one cause, whichever silent way is found first.
  if (
    claim.id.startsWith('no-silent-administrator/') &&
    !app.resources.some(({ type }) => type === 'AWS::Events::Rule')
  )
    return named(claim.id, 'nothing is announced');
  // A lock that is not there is one cause, whichever of the actions that it should deny is found first.
  const isLock = claim.id.startsWith('two-locks/');
  const steps = path.map((step) =>
    isLock && isAbsence(step)
      ? [subjectOf(step.statement), placeOf(app, step.resource), documentAt(app, step)]
      : [step.action, step.source, textOf(app, statements, step), boundsAt(app, claim, step)],
  );
  const isSetting = (step: WitnessStep): boolean => statements.of(step).length === 0 && !isAbsence(step);
  const said = steps.length === 0 || path.some(isSetting) ? claim.because : '';
  return named(claim.id, canonicalJson([claim.id, claim.verdict, principal, said, steps] as Json));
}

/** Of what is a setting, and no act of a principal, nothing. */
const boundsAt = (app: App, { witness }: Claim, { principal, action, resource }: WitnessStep): readonly unknown[] =>
  action.includes(':') ? boundsOf(app, principal ?? witness?.principal ?? '', action, placeOf(app, resource)) : [];

const named = (id: string, cause: string): string =>
  `${id}#${createHash('sha256').update(cause).digest('hex').slice(0, 12)}`;

function textOf(app: App, statements: Statements, step: WitnessStep): unknown {
  const standing = statements.of(step);
  if (standing.length > 0) return standing.map(({ statement }) => statement.raw);
  return isAbsence(step)
    ? [subjectOf(step.statement), placeOf(app, step.resource), documentAt(app, step)]
    : [step.statement, step.resource, documentAt(app, step)];
}

export const isAbsence = ({ statement }: WitnessStep): boolean => statement.startsWith(ANY_POLICY);

/**
 * The ARN of the resource of the templates in which a request is: the object, item or stream that it names is an example that was
 * made up. A request on no resource of the templates is where it says.
 */
export function placeOf({ resources }: App, requested: string): string {
  const places = resources.flatMap(({ arn }) => (arn === undefined ? [] : [arn.replace(/:\*$/, '')]));
  const within = places.filter(
    (arn) => requested === arn || requested.startsWith(`${arn}/`) || requested.startsWith(`${arn}:`),
  );
  return within.reduce((best, arn) => (arn.length > best.length ? arn : best), '') || requested;
}

/** Where a resource of the templates has the policy that guards it. */
const POLICIES = ['PolicyDocument', 'KeyPolicy', 'ResourcePolicy', 'Replicas'] as const;

function documentAt(app: App, { source }: WitnessStep): unknown {
  const origin = app.resources.find((resource) => sourceOf(resource) === source);
  const name = POLICIES.find((property) => origin?.properties[property] !== undefined);
  return (name && origin?.properties[name]) ?? null;
}
