import { canonicalJson } from '../lib/activity/canonical-json.ts';
import { isSameId } from '../lib/activity/ids.ts';
import { type Approval, type Person, type Proposal, proposalSchema } from '../lib/governance/gate/certificate.ts';
import { areIndependent } from '../lib/governance/gate/examine.ts';
import type { GateFacts } from '../lib/governance/gate/gate.ts';
import { placeIn } from '../lib/governance/gate/log.ts';
import { CONTROL_ITEMS, prefixOf } from '../lib/ledger/index.ts';
import type { Ports } from '../lib/storage/ports.ts';
import { readFacts } from './gate.ts';
import { type Before, type Changed, certifiedBefore, changedSince, templatesBefore } from './last-certificate.ts';
import { approvedAs } from './restart.ts';
import type { Settings } from './settings.ts';

/** Why a person cannot approve a proposal now; null when they can. */
export type NotNow = 'own' | 'done' | 'expired' | 'templates' | 'stale' | 'enough';

/** A proposal before its approvers, and where it stands for one of them. */
export interface BeforeApprover {
  readonly proposal: Proposal;
  readonly approvals: readonly Approval[];
  /** How many approvals a restart needs. */
  readonly needed: number;
  readonly notNow: NotNow | null;
  /** Whether the certificate before it is known, lost, or there was none. */
  readonly before: Before['is'];
  /** For each digest, whether it differs from the certificate before it; null when none is known. */
  readonly changed: Changed | null;
  /** Digest of the templates of the certificate before it, where its own are others. */
  readonly templatesBefore: string | null;
}

/**
 * All proposals that are filed and valid, the newest first, as one person sees them. What the reasons say is what `approve` of
 * restart.ts refuses: this only tells the approver before reading in vain.
 */
export async function beforeApprover(ports: Ports, settings: Settings, person: Person): Promise<BeforeApprover[]> {
  const { pk, sk } = CONTROL_ITEMS.proposal;
  const filed = await Array.fromAsync(ports.control.query(pk, prefixOf({ sk })));
  const ids = filed.flatMap(({ data }) => proposalSchema.safeParse(data).data?.id ?? []);
  const facts = await readFacts(ports, settings);
  const found = await Promise.all(
    (await approvedAs(ports, ids)).map(async ({ proposal, approvals }) => {
      const before = await certifiedBefore(ports, proposal);
      return {
        ...{ proposal, approvals, needed: settings.reviewers },
        notNow: notNow(proposal, approvals, person, settings.reviewers, facts),
        before: before.is,
        changed: changedSince(proposal, before),
        templatesBefore: templatesBefore(proposal, before) ?? null,
      };
    }),
  );
  return found
    .filter(({ notNow: why }) => why !== 'expired' && why !== 'stale')
    .toSorted((a, b) => (a.proposal.issued > b.proposal.issued ? -1 : 1));
}

function notNow(
  proposal: Proposal,
  approvals: readonly Approval[],
  person: Person,
  needed: number,
  { now, templates, log }: GateFacts,
): NotNow | null {
  if (Date.parse(proposal.expires) <= now.getTime()) return 'expired';
  if (canonicalJson(proposal.after) !== canonicalJson(placeIn(log))) return 'stale';
  if (templates === undefined || ![proposal.digests.templates, proposal.deploys?.over].includes(templates))
    return 'templates';
  if (isSameId(person.id, proposal.requester.id)) return 'own';
  const people = approvals.map(({ by }) => by);
  if (people.some(({ id }) => isSameId(id, person.id))) return 'done';
  return areIndependent(proposal.requester, people, needed) ? 'enough' : null;
}
