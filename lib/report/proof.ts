import type { Claim, Proof } from '../access/index.ts';
import type { Style } from './terminal.ts';

const TIERS = {
  A: 'A  open world: anybody, with any identity policy',
  B: 'B  closed world: every principal of the templates, by what they grant',
} as const;

/** A proof for a person: each claim, what breaks it, and what it rests on. Never a bare "proved". */
export function renderProof(
  { verdict, claims, trusted, residuals, assumptions, notUnderstood }: Proof,
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
    list(
      'Not understood',
      notUnderstood.map(({ template, logicalId, why }) => `${template} ${logicalId}: ${why}`),
      style,
    ),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n\n${style.bold(`Verdict, under these assumptions: ${verdict}`)}\n`;
}

function claimLines({ verdict, class: zone, text, because, witness, guards }: Claim, style: Style): string[] {
  const mark = verdict === 'proved' ? style.good('✓') : style.bad(verdict === 'refuted' ? '✗' : '?');
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
  ];
}

const list = (title: string, lines: readonly string[], style: Style): string =>
  lines.length === 0 ? '' : `${style.bold(title)}\n${lines.map((line) => `  ${line}`).join('\n')}`;
