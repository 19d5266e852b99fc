import type { Cause } from '../../access/causes/index.ts';
import type { Claim, WitnessStep } from '../../access/index.ts';
import { safe } from '../page.ts';
import { anchorOf } from './claims.ts';

/** A step that opens the data, and the claims whose paths use it. */
interface Cut {
  readonly step: WitnessStep;
  readonly claims: readonly Claim[];
}

/**
 * Each failing claim, with the path drawn from the principal to the data, and the place to cut: the template step that
 * most paths use, and of those the first. The statement that lets the request through and the remedies of a cause stand at
 * the first of its claims, and the others point there. Empty when all claims hold.
 */
export function refutations(claims: readonly Claim[], causes: readonly Cause[] = []): string {
  const open = claims.filter(({ verdict, accepted }) => verdict !== 'proved' && !accepted);
  if (open.length === 0) return '';
  const cuts = cutsOf(open);
  const places = [...new Set(cuts.values())].toSorted((a, b) => b.claims.length - a.claims.length);
  return `<p>${open.length === 1 ? 'One claim does' : `${open.length} claims do`} not hold. Where a path is cut, another may remain: prove again after each change.</p>
<h3>Where to cut</h3><ul class="advice">${places.map((cut) => `<li>${remedy(cut, causes)}: ${cut.claims.map(({ id }) => `<a href="#path-${anchorOf(id)}">${safe(id)}</a>`).join(', ')}</li>`).join('\n')}</ul>
${open.map((claim) => refutation(claim, cuts.get(claim), whatToDo(claim, open, causes))).join('\n')}`;
}

const nameOf = ({ source, statement }: WitnessStep): string => JSON.stringify([source, statement]);
const located = ({ witness }: Claim): WitnessStep[] => (witness?.path ?? []).filter(({ source }) => source !== '');

/** The cut of each claim that has a path. Claims with the same cut share one object. */
function cutsOf(claims: readonly Claim[]): Map<Claim, Cut> {
  const uses = new Map<string, Claim[]>();
  for (const claim of claims)
    for (const name of new Set(located(claim).map(nameOf))) uses.set(name, [...(uses.get(name) ?? []), claim]);
  const through = (step: WitnessStep): number => uses.get(nameOf(step))?.length ?? 0;
  const chosen = claims.flatMap((claim) => {
    const [step] = located(claim).toSorted((a, b) => through(b) - through(a));
    return step === undefined ? [] : [{ claim, step }];
  });
  return new Map(
    [...Map.groupBy(chosen, ({ step }) => nameOf(step)).values()].flatMap((group) => {
      const cut: Cut = { step: group[0]?.step as WitnessStep, claims: group.map(({ claim }) => claim) };
      return group.map(({ claim }) => [claim, cut] as const);
    }),
  );
}

/** Any principal's own policy allows it: no statement can be removed, and a Deny of the resource is missing. */
const ANY_POLICY = /^any identity policy/;

/** What to do at the step: the first advice of the cause that stands there, else in general words. */
function remedy({ step: { statement, source, action }, claims }: Cut, causes: readonly Cause[]): string {
  const place = `<code>${safe(source)}</code>`;
  const cause = causes.find(
    (candidate) => candidate.source === source && claims.some(({ id }) => candidate.claims.includes(id)),
  );
  const [advice] = cause?.advice ?? [];
  if (advice !== undefined) return `${place}: ${safe(advice.replace(/\.$/, ''))}`;
  return ANY_POLICY.test(statement)
    ? `${place}: deny <code>${safe(action)}</code> to all but those who are listed`
    : `${place}: take away ${safe(statement)}, or list the principal in <code>config/access.ts</code> and have that reviewed`;
}

/** What a person can do about a claim: the same words as in the terminal. */
function whatToDo({ id }: Claim, open: readonly Claim[], causes: readonly Cause[]): string {
  const cause = causes.find(({ claims }) => claims.includes(id));
  if (cause === undefined) return '';
  const first = open.find((claim) => cause.claims.includes(claim.id))?.id ?? id;
  if (first !== id)
    return `<p>The cause is that of <a href="#path-${anchorOf(first)}">${safe(first)}</a>, and so is what to do.</p>`;
  const { lets, advice } = cause;
  return `${lets === undefined ? '' : `<p><b>Not stopped:</b> ${safe(lets)}</p>`}
${advice.length === 0 ? '' : `<p><b>What to do</b></p><ul class="advice">${advice.map((sentence) => `<li>${safe(sentence)}</li>`).join('')}</ul>`}`;
}

function refutation(claim: Claim, cut: Cut | undefined, todo: string): string {
  const { id, class: of, text, verdict, because, witness, finding } = claim;
  const steps = witness?.path ?? [];
  const drawn =
    witness === undefined
      ? '<p>No path is known: what is not understood is not counted as safe.</p>'
      : `<ol class="path"><li><b>${safe(witness.principal)}</b>${contextOf(witness.context)}</li>
${steps.map((step) => stepItem(step, witness.principal, cut !== undefined && nameOf(step) === nameOf(cut.step) ? cut : undefined)).join('\n')}
<li class="data"><b>${safe(of)}</b>: ${verdict === 'refuted' ? 'reached' : 'perhaps reached'}</li></ol>`;
  return `<article class="refuted" id="path-${anchorOf(id)}"><h3>${verdict}: ${safe(id)}</h3>
<p>${safe(text)}${because === undefined ? '' : ` But ${safe(because)}.`}</p>${drawn}
${todo}
${finding === undefined ? '' : `<p class="small">Finding <code>${safe(finding)}</code></p>`}</article>`;
}

function contextOf(context: Readonly<Record<string, readonly string[]>> | undefined): string {
  const keys = Object.entries(context ?? {}).map(([key, values]) => `${key} = ${values.join(' or ')}`);
  return keys.length === 0 ? '' : ` <span class="small">with ${safe(keys.join(', '))}</span>`;
}

function stepItem(
  { principal, action, resource, statement, source }: WitnessStep,
  first: string,
  cut: Cut | undefined,
): string {
  const who = principal === undefined || principal === first ? '' : `<span class="small">as ${safe(principal)}</span> `;
  const mark =
    cut === undefined
      ? ''
      : `<strong class="mark">✂ cut here${cut.claims.length > 1 ? `: ${cut.claims.length} paths end` : ''}</strong>`;
  return `<li${cut === undefined ? '' : ' class="cut"'}>${who}<code>${safe(action)}</code> on <code>${safe(resource)}</code>
<span class="by">by ${safe(statement)}${source === '' ? '' : ` <code>${safe(source)}</code>`}</span>${mark}</li>`;
}
