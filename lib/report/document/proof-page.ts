import type { Cause } from '../../access/causes/index.ts';
import type { Proof } from '../../access/index.ts';
import { page, safe, section } from '../page.ts';
import { claimsList } from './claims.ts';
import { drawing } from './drawing.ts';
import { FIND_SCRIPT, FINDER } from './find.ts';
import { type RunFacts, runFacts } from './head.ts';
import { matrix } from './matrix.ts';
import type { ProofReach } from './reach.ts';
import { lifetimes, reachInWords } from './reach-table.ts';
import { refutations } from './refutations.ts';

/** The content of a page about a proof. */
export interface Evidence {
  readonly run: RunFacts;
  readonly reach: ProofReach;
  /** With guards, and with lines of the code where they are known. */
  readonly proof: Proof;
  /** Why claims fall, and what to do; empty when all hold. */
  readonly causes: readonly Cause[];
}

/** Titles and bodies of sections, in order; a section with an empty body is left out. */
export type Sections = readonly (readonly [title: string, body: string])[];

/** A report with head, table of contents and finder. */
export function reportPage(title: string, { run }: Pick<Evidence, 'run'>, head: string, sections: Sections): string {
  const shown = sections.filter(([, body]) => body !== '');
  const links = shown.map(([name]) => `<li><a href="#${anchor(name)}">${safe(name)}</a></li>`).join('');
  return page(
    title,
    `<header>
<h1>${safe(title)}</h1>
${head}
${runFacts(run)}
</header>
<nav aria-label="Sections"><ul class="contents">${links}</ul></nav>
<main>
${FINDER}
${shown.map(([name, body]) => section(name, body, anchor(name))).join('\n')}
</main>`,
    FIND_SCRIPT,
  );
}

const anchor = (title: string): string => title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** Failing claims come first: a reader must not have to search for them. */
export const refutedSections = ({ proof, causes }: Evidence): Sections => [
  ['What does not hold', refutations(proof.claims, causes)],
];

export const reachSections = ({ reach }: Evidence): Sections => [
  ['Who reaches what', drawing(reach) + reachInWords(reach)],
  ['Who sees which columns and rows', reach.teams.length === 0 ? '' : matrix(reach)],
];

export const claimSections = ({ proof, reach }: Evidence): Sections => [
  ['Claims', claimsList(proof.claims)],
  ['Lifetimes', lifetimes(reach)],
  ['What is not proved', notProved(proof)],
];

/** `strongroom prove --report FILE`: the proof alone, of any templates. */
export const proofPage = (evidence: Evidence): string =>
  reportPage(
    `Access proof: ${evidence.proof.verdict}`,
    evidence,
    `<p class="lead">${safe(inShort(evidence.proof))}</p>`,
    [...refutedSections(evidence), ...reachSections(evidence), ...claimSections(evidence)],
  );

function inShort({ claims, verdict }: Proof): string {
  const held = claims.filter((claim) => claim.verdict === 'proved').length;
  const fallen = claims.length - held;
  if (fallen === 0) return `All ${held} claims hold, under the assumptions below.`;
  const counted = fallen === 1 ? 'one claim does' : `${fallen} claims do`;
  return `Of ${claims.length} claims ${held} hold, and ${counted} not, under the assumptions below: ${verdict}.`;
}

function notProved({ assumptions, trusted, residuals, notAsked, notUnderstood, acceptances }: Proof): string {
  const parts: readonly (readonly [string, readonly string[]])[] = [
    ['Assumptions', assumptions],
    ['Trusted base: who could change the rules', trusted],
    ['What no template can show', residuals],
    ['Not asked for', notAsked],
    ['Not understood', notUnderstood.map(({ template, logicalId, why }) => `${template} ${logicalId}: ${why}`)],
    ['Accepted findings', acceptances.map(({ id, state, says }) => `${state}: ${id}, ${says}`)],
  ];
  return parts
    .filter(([, lines]) => lines.length > 0)
    .map(([name, lines]) => `<h3>${name}</h3><ul>${lines.map((line) => `<li>${safe(line)}</li>`).join('')}</ul>`)
    .join('');
}
