import { holds } from '../evaluate/conditions.ts';
import { RequestContext } from '../evaluate/context.ts';
import { sourceOf, type Witness, type WitnessStep } from '../inquiry/proof.ts';
import type { App } from '../model/index.ts';
import type { Condition } from '../policy/condition.ts';
import type { Statement } from '../policy/document.ts';
import { arnParts } from '../policy/pattern.ts';
import { mayFit, speaksOf } from '../policy/speaks-of.ts';
import { inWords, policiesOf } from '../prove/finding-id.ts';

/** Keys by which a Deny is about another kind of request, such as an insecure one. */
const OTHER_REQUESTS = new Set(['aws:securetransport', 's3:tlsversion', 'aws:viaawsservice']);

/** Whether a condition says that its Deny is about another kind of request, or about a principal by name. */
const isAboutOthers = ({ key, operator }: Condition): boolean =>
  OTHER_REQUESTS.has(key.toLowerCase()) || (key.toLowerCase() === 'aws:principalarn' && operator?.negated === false);

/** A Deny that is about a step and does not stop it. */
export interface Let {
  /** Its name, or its place in the policy. */
  readonly deny: string;
  /** Why it does not apply. */
  readonly says: string;
  /** Of a list of exceptions, the entries that let the request through, where others stay in the list without them. */
  readonly exceptions: readonly string[];
}

/** The Denies of the policy on its resource that are about a step and do not stop it, each with the reason. */
export function letsThrough(app: App, step: WitnessStep, { principal, context }: Witness): readonly Let[] {
  const request = requestBy(step.principal ?? principal, context ?? {});
  return [...policiesOf(app)]
    .filter(({ origin }) => origin !== undefined && sourceOf(origin) === step.source)
    .flatMap(({ statements }) => statements)
    .filter((statement) => statement.effect === 'Deny' && statement.principal !== undefined && isAbout(statement, step))
    .flatMap((deny) => {
      const failing = deny.conditions.filter((condition) => holds(condition, request, deny.variables) === 'no');
      return failing.length === 0 || failing.some(isAboutOthers)
        ? []
        : [
            {
              deny: inWords(deny.sid ?? `statement ${deny.index + 1}`),
              says: inWords(said(deny, failing, request)),
              exceptions: failing.flatMap((condition) => exceptionsIn(condition, request, deny.variables)).map(inWords),
            },
          ];
    });
}

/** Entries of a list of exceptions that the request fits. Where no other entry is in the list, the list itself is in question. */
function exceptionsIn(condition: Condition, request: RequestContext, variables: boolean): readonly string[] {
  if (!condition.operator?.negated) return [];
  const found = condition.values.filter(
    (value) => holds({ ...condition, values: [value] }, request, variables) === 'no',
  );
  return found.length < condition.values.length ? found : [];
}

/** A secure, direct request. */
function requestBy(principal: string, context: NonNullable<Witness['context']>): RequestContext {
  const account = arnParts(principal)?.[4];
  return new RequestContext({
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': 'false',
    'aws:PrincipalIsAWSService': String(account === undefined),
    ...(account !== undefined && { 'aws:PrincipalArn': principal, 'aws:PrincipalAccount': account }),
    ...context,
  });
}

const isAbout = ({ action, resource }: Statement, step: WitnessStep): boolean =>
  speaksOf({ action }, step.action) && (resource === undefined || mayFit(resource, step.resource));

function said({ sid, index }: Statement, failing: readonly Condition[], request: RequestContext): string {
  const wanted = failing.map(({ name, key, values }) => `${name} ${key} ${values.join(', ')}`);
  const found = failing.map(({ key }) => `${key} = ${request.values(key)?.join(', ') ?? 'nothing'}`);
  return `Deny ${sid ?? `statement ${index + 1}`} asks for ${wanted.join(' and ')}, and the request has ${found.join(' and ')}`;
}
