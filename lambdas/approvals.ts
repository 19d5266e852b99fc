import { canonicalJson } from '../lib/activity/canonical-json.ts';
import { isSameId } from '../lib/activity/ids.ts';
import {
  type Approval,
  type Certificate,
  type Person,
  type Proposal,
  proposalSchema,
} from '../lib/governance/gate/certificate.ts';
import { areIndependent } from '../lib/governance/gate/examine.ts';
import type { Facts } from '../lib/governance/gate/gate.ts';
import { placeIn } from '../lib/governance/gate/log.ts';
import { CONTROL_ITEMS, prefixOf } from '../lib/ledger/index.ts';
import type { Ports } from '../lib/storage/ports.ts';
import { readFacts, readGate } from './gate.ts';
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
  /** For each digest, whether it differs from the certificate under which collection runs; null when it runs under none. */
  readonly changed: Readonly<Record<keyof Proposal['digests'], boolean>> | null;
}

/**
 * All proposals that are filed and valid, the newest first, as one person sees them. What the reasons say is what `approve` of
 * restart.ts refuses: this only tells it before somebody reads in vain.
 */
export async function beforeApprover(ports: Ports, settings: Settings, person: Person): Promise<BeforeApprover[]> {
  const { pk, sk } = CONTROL_ITEMS.proposal;
  const filed = await Array.fromAsync(ports.control.query(pk, prefixOf({ sk })));
  const ids = filed.flatMap(({ data }) => proposalSchema.safeParse(data).data?.id ?? []);
  const [{ gate }, facts] = await Promise.all([readGate(ports), readFacts(ports, settings)]);
  const running = gate.state === 'running' ? gate.certificate : undefined;
  const found = await approvedAs(ports, ids);
  return found
    .map(({ proposal, approvals }) => ({
      ...{ proposal, approvals, needed: settings.reviewers },
      notNow: notNow(proposal, approvals, person, settings.reviewers, facts),
      changed: changedSince(proposal, running),
    }))
    .filter(({ notNow: why }) => why !== 'expired' && why !== 'stale')
    .toSorted((a, b) => (a.proposal.issued > b.proposal.issued ? -1 : 1));
}

function notNow(
  proposal: Proposal,
  approvals: readonly Approval[],
  person: Person,
  needed: number,
  { now, templates, log }: Facts,
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

const changedSince = ({ digests }: Proposal, running: Certificate | undefined): BeforeApprover['changed'] =>
  running === undefined
    ? null
    : {
        templates: digests.templates !== running.digests.templates,
        claims: digests.claims !== running.digests.claims,
        promises: digests.promises !== running.digests.promises,
      };
