import type { Claim, Proof } from '../access/index.ts';
import type { Style } from './style.ts';

const TIERS = {
  A: 'A  open world: anybody, with any identity policy',
  B: 'B  closed world: every principal of the templates, by what they grant',
} as const;

/** A proof for a person: each claim, what breaks it, and what it rests on. Never a bare "proved". */
export function renderProof(
  { verdict, claims, trusted, residuals, assumptions, notUnderstood, notAsked, acceptances }: Proof,
  style: Style,
): string {
  const parts = [
    ...(['A', 'B'] as const).map((tier) =>
      list(
        TIERS[tier],
        claims.filter((claim) => claim.tier === tier).flatMap((claim) => claimLines(claim, style)),
        style,
      ),
    ),
    list('C  residuals: what no template can show', residuals, style),
    list('Trusted base: who could change the rules', trusted, style),
    list('Assumptions', assumptions, style),
    list('Not asked for: nothing is said about', notAsked, style),
    list(
      'Accepted findings',
      acceptances.map(({ id, state, says }) => `${state}: ${id}, ${says}`),
      style,
    ),
    list(
      'Not understood',
      notUnderstood.map(({ template, logicalId, why }) => `${template} ${logicalId}: ${why}`),
      style,
    ),
  ];
  const accepted = claims.filter((claim) => claim.accepted).length;
  const but =
    accepted === 0
      ? ''
      : `, but for ${accepted} ${accepted === 1 ? 'claim that fails' : 'claims that fail'} and ${accepted === 1 ? 'is' : 'are'} accepted`;
  return `${parts.filter(Boolean).join('\n\n')}\n\n${style.bold(`Verdict, under these assumptions: ${verdict}${but}`)}\n`;
}

function claimLines(claim: Claim, style: Style): string[] {
  const { verdict, class: zone, text, because, witness, guards, finding, accepted } = claim;
  const mark = accepted
    ? style.good('~')
    : verdict === 'proved'
      ? style.good('✓')
      : style.bad(verdict === 'refuted' ? '✗' : '?');
  const path =
    witness?.path.map(
      ({ principal, action, resource, statement, source }) =>
        `${principal === undefined || principal === witness.principal ? '' : `as ${principal}: `}${action} on ${resource} by ${statement}${source === '' ? '' : ` (${source})`}`,
    ) ?? [];
  const keys = Object.entries(witness?.context ?? {}).map(([key, values]) => `${key} = ${values.join(', ')}`);
  // Most sentences say already who it is; of what merely stays too long nobody does anything.
  const named = !witness || witness.principal === 'time' || because?.includes(witness.principal);
  const about = [
    ...(named ? [] : [witness.principal]),
    ...(keys.length === 0 ? [] : [`in a request with ${keys.join(' and ')}`]),
  ];
  return [
    `${mark} ${zone.padEnd(8)} ${text}`,
    ...guards.map(({ statement }) => `    rests on ${statement}`),
    ...(because === undefined ? [] : [style.bad(`    ${because}`)]),
    ...(about.length === 0 ? [] : [`    ${about.join(', ')}`]),
    ...path.map((step) => `    → ${step}`),
    ...(accepted
      ? [`    accepted by ${accepted.approver} until ${accepted.expires}: ${accepted.reason}`]
      : finding === undefined
        ? []
        : [`    finding ${finding}`]),
  ];
}

const list = (title: string, lines: readonly string[], style: Style): string =>
  lines.length === 0 ? '' : `${style.bold(title)}\n${lines.map((line) => `  ${line}`).join('\n')}`;
