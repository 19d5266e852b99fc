import type { Approval, Person, Proposal } from '../governance/gate/certificate.ts';
import type { Style } from './style.ts';

/** What is known of the certificates before a proposal: more than one where several were filed at the same time. */
export type Earlier =
  | { readonly is: 'none' }
  | { readonly is: 'known'; readonly certificates: readonly Pick<Proposal, 'id' | 'digests'>[] }
  | { readonly is: 'unknown'; readonly why: string };

/** A proposal, or its certificate, and what came before it. */
export interface ShownProposal {
  readonly proposal: Proposal & { readonly approvals?: readonly Approval[] };
  /** The file that holds it. */
  readonly file: string;
  /** The certificates before it, to show which digests differ. */
  readonly earlier: Earlier;
  /** Lines that say who gained or lost what since the last certificate; undefined where nothing differs, or is not kept here. */
  readonly difference?: readonly string[];
  /** Whether synthesized templates match the proposal's; undefined when none were given. */
  readonly sameTemplates?: boolean;
}

export const DIGESTS = {
  templates: 'the synthesized templates',
  claims: 'the claims and their verdicts',
  promises: 'what workers were promised',
} as const;

/** Everything that an approver takes responsibility for, on one screen. */
export function proposalLines(shown: ShownProposal, style: Style): string[] {
  const { proposal, file, earlier, sameTemplates, difference = [] } = shown;
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
    `  ${earlier.is === 'unknown' ? style.bad(earlierIn(earlier)) : earlierIn(earlier)}`,
    ...Object.entries(DIGESTS).map(([name, says]) => {
      const digest = digests[name as keyof typeof DIGESTS];
      return `  ${says.padEnd(30)} ${digest.slice(0, 16)}${sinceThen(name as keyof typeof DIGESTS, digest, earlier)}`;
    }),
    ...difference.map((line) => `    ${line}`),
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

/** A sentence about what a proposal is compared with. */
export function earlierIn(earlier: Earlier): string {
  if (earlier.is === 'none') return 'compared with nothing: no certificate came before it, so all of it is new';
  if (earlier.is === 'unknown') return `not compared with the last certificate: ${earlier.why}`;
  return `compared with the last certificate, ${earlier.certificates.map(({ id }) => id.slice(0, 12)).join(' and ')}`;
}

/** Whether a digest differs from that of the last certificate; empty where none is known. */
export function sinceThen(name: keyof typeof DIGESTS, digest: string, earlier: Earlier): string {
  if (earlier.is !== 'known') return '';
  const same = earlier.certificates.every(({ digests }) => digests[name] === digest);
  return same ? '  as in the last certificate' : '  changed since the last certificate';
}

/** A statement is JSON, which the certificate holds as one line; text that is not JSON is shown unchanged. */
export function statement(text: string): string[] {
  try {
    return JSON.stringify(JSON.parse(text), null, 2).split('\n');
  } catch {
    return text.split('\n');
  }
}

/** The same for scripts: the document itself, and what it was compared with. */
export function proposalJson({ proposal, earlier, difference, sameTemplates }: ShownProposal): object {
  const changed = (name: keyof typeof DIGESTS): boolean | null =>
    earlier.is === 'known'
      ? earlier.certificates.some(({ digests }) => digests[name] !== proposal.digests[name])
      : null;
  return {
    ...proposal,
    since: earlier.is === 'known' ? { is: 'known', ids: earlier.certificates.map(({ id }) => id) } : earlier,
    changed: { templates: changed('templates'), claims: changed('claims'), promises: changed('promises') },
    difference: difference ?? [],
    sameTemplates: sameTemplates ?? null,
  };
}
