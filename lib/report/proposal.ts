import type { Approval, Person, Proposal } from '../governance/gate/certificate.ts';
import type { Style } from './style.ts';

/** A proposal, or its certificate, and an earlier certificate to compare with. */
export interface ShownProposal {
  readonly proposal: Proposal & { readonly approvals?: readonly Approval[] };
  /** The file that holds it. */
  readonly file: string;
  /** An earlier certificate, to show which digests differ. */
  readonly earlier?: Proposal;
  /** Whether synthesized templates match the proposal's; undefined when none were given. */
  readonly sameTemplates?: boolean;
}

export const DIGESTS = {
  templates: 'the synthesized templates',
  claims: 'the claims and their verdicts',
  promises: 'what workers were promised',
} as const;

/** Everything that an approver takes responsibility for, on one screen. */
export function proposalLines({ proposal, file, earlier, sameTemplates }: ShownProposal, style: Style): string[] {
  const { id, guard, proof, digests, incident, requester, issued, expires, after, approvals, deploys } = proposal;
  const { principal, path } = proof.without;
  return [
    style.bold(`${approvals === undefined ? 'Proposal' : 'Certificate'} ${id.slice(0, 12)} to let collection run`),
    `  asked for by ${named(requester)} at ${issued}; ends at ${expires}`,
    `  ${incident === null ? 'answers no incident' : `answers incident ${incident}`}; comes after certificate ${after.number}`,
    '',
    style.bold(`Rule: ${guard.id}`),
    ...statement(guard.text).map((line) => `  ${line}`),
    `  with it      all ${proof.with.claims} claims are proved`,
    style.bad(`  without it   ${principal} could read:`),
    ...path.map(({ action, resource, statement: by }) => `                 ${action} on ${resource}, by ${by}`),
    `               and this claim falls: ${guard.claim}`,
    '',
    style.bold('What it is about'),
    ...Object.entries(DIGESTS).map(([name, says]) => {
      const digest = digests[name as keyof typeof DIGESTS];
      return `  ${says.padEnd(30)} ${digest.slice(0, 16)}${sinceThen(digest, earlier?.digests[name as keyof typeof DIGESTS])}`;
    }),
    ...(sameTemplates === undefined
      ? []
      : [sameTemplates ? '  the given templates are these' : style.bad('  the given templates are others')]),
    '',
    ...deployment(deploys),
    ...(approvals === undefined
      ? [
          `Next: others than ${requester.id} approve with strongroom gate approve ${file}, then strongroom gate resume ${file}`,
        ]
      : approvals.map(({ by, at }) => `approved by ${named(by)} at ${at}`)),
  ];
}

/** Stacks that an approved deployment changes. */
export const changedStacks = ({ to, from }: NonNullable<Proposal['deploys']>): string[] =>
  Object.keys(to).filter((stack) => to[stack] !== from[stack]);

/** A deployment without a pause: its approval covers every stack that it changes. */
function deployment(deploys: Proposal['deploys']): string[] {
  if (deploys === undefined) return [];
  return [
    `  a deployment may change ${changedStacks(deploys).join(', ') || 'no stack'} without a pause, until ${deploys.until}`,
    '  who gains what by it: strongroom diff, with the templates of before and of now',
    '',
  ];
}

export const named = ({ id, via }: Person): string => `${id} (${via})`;

export const sinceThen = (digest: string, earlier: string | undefined): string => {
  if (earlier === undefined) return '';
  return digest === earlier ? '  as in the earlier certificate' : '  changed since the earlier certificate';
};

/** A statement is JSON, which the certificate holds as one line; text that is not JSON is shown unchanged. */
export function statement(text: string): string[] {
  try {
    return JSON.stringify(JSON.parse(text), null, 2).split('\n');
  } catch {
    return text.split('\n');
  }
}
