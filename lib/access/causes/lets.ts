import { holds } from '../evaluate/conditions.ts';
import { RequestContext } from '../evaluate/context.ts';
import { sourceOf, type Witness, type WitnessStep } from '../inquiry/proof.ts';
import type { App } from '../model/index.ts';
import type { Condition } from '../policy/condition.ts';
import type { PatternScope, Statement } from '../policy/document.ts';
import { arnParts, fits, glob } from '../policy/pattern.ts';
import { inWords, policiesOf } from '../prove/finding-id.ts';

/** Keys by which a Deny is about another kind of request, such as an insecure one. */
const OTHER_REQUESTS = new Set(['aws:securetransport', 's3:tlsversion', 'aws:viaawsservice']);

/** Whether a condition says that its Deny is about another kind of request, or about somebody by name. */
const isAboutOthers = ({ key, operator }: Condition): boolean =>
  OTHER_REQUESTS.has(key.toLowerCase()) || (key.toLowerCase() === 'aws:principalarn' && operator?.negated === false);

/** Why the Denies of the policy on its resource do not stop a step which they are about; undefined where there are none. */
export function letThrough(app: App, step: WitnessStep, { principal, context }: Witness): string | undefined {
  const request = requestBy(step.principal ?? principal, context ?? {});
  const lets = [...policiesOf(app)]
    .filter(({ origin }) => origin !== undefined && sourceOf(origin) === step.source)
    .flatMap(({ statements }) => statements)
    .filter((each) => each.effect === 'Deny' && each.principal !== undefined && isAbout(each, step))
    .flatMap((deny) => {
      const failing = deny.conditions.filter((each) => holds(each, request, deny.variables) === 'no');
      return failing.length === 0 || failing.some(isAboutOthers) ? [] : [inWords(said(deny, failing, request))];
    });
  return lets.length === 0 ? undefined : lets.join('; ');
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
  mayFit(action, step.action, true) && (resource === undefined || mayFit(resource, step.resource));

function mayFit({ items, negated }: PatternScope<string>, text: string, caseless = false): boolean {
  const lower = (each: string) => (caseless ? each.toLowerCase() : each);
  return negated || items.some((item) => fits(glob(lower(item)), lower(text)) !== 'no');
}

function said({ sid, index }: Statement, failing: readonly Condition[], request: RequestContext): string {
  const wanted = failing.map(({ name, key, values }) => `${name} ${key} ${values.join(', ')}`);
  const found = failing.map(({ key }) => `${key} = ${request.values(key)?.join(', ') ?? 'nothing'}`);
  return `Deny ${sid ?? `statement ${index + 1}`} asks for ${wanted.join(' and ')}, and the request has ${found.join(' and ')}`;
}
