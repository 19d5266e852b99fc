import { canonicalJson, type Json } from '../lib/activity/canonical-json.ts';
import { foldId, isSameId } from '../lib/activity/ids.ts';
import {
  type Approval,
  approvalSchema,
  type Certificate,
  idOf,
  type LogPosition,
  type Person,
  type Proposal,
  proposalSchema,
  sha256Of,
  signedBytes,
} from '../lib/governance/gate/certificate.ts';
import { areIndependent, refuse } from '../lib/governance/gate/examine.ts';
import { type GateFacts, lapseOf, step } from '../lib/governance/gate/gate.ts';
import { certificateKeyOf, isPausedIn, nameOf, placeIn } from '../lib/governance/gate/log.ts';
import { CONTROL_ITEMS, keyOf, prefixOf, writeItem } from '../lib/ledger/index.ts';
import type { Ports } from '../lib/storage/ports.ts';
import { ATTEMPTS, filePause, type HeldGate, raced, readFacts, readGate, tellOfPause, writeGate } from './gate.ts';
import type { Settings } from './settings.ts';

/** Items that only the governor writes. Otherwise a certificate could be signed for approvals that no reviewer gave. */
const { proposal: PROPOSAL, approval: APPROVAL } = CONTROL_ITEMS;
const PK = APPROVAL.pk;
const nameOfPlace = ({ number, pauses }: LogPosition): string => `${String(number).padStart(8, '0')}-${pauses}`;
/** Keyed by the place where a restart joins, so that a pause finds the approvals that it voids without a clock. */
const approvalsAt = (place: LogPosition): string => `${prefixOf(APPROVAL)}${nameOfPlace(place)}#`;
const approvalsOf = ({ id, after }: Proposal): string => `${approvalsAt(after)}${id}#`;

/** One place for each person, so that a second approval of the same one finds it taken. */
export const writeOfApproval = (proposal: Proposal, approval: Approval) =>
  writeItem(
    APPROVAL,
    { place: nameOfPlace(proposal.after), proposal: proposal.id, person: sha256Of(foldId(approval.by.id)) },
    { data: approval, ifRev: 0, from: proposal.expires },
  );

/** Puts a proposal before the approvers. Filing the same one again changes nothing. */
export async function fileProposal({ control }: Ports, proposal: Proposal): Promise<void> {
  const { id, expires } = proposal;
  await control.write([writeItem(PROPOSAL, { id }, { data: proposal, ifRev: 0, from: expires })]);
}

/**
 * The place where a restart requested now joins, and the current time. Lapsed states are recorded first, because a later pause
 * voids the proposal.
 */
export async function askedNow(
  ports: Ports,
  settings: Settings,
): Promise<{ readonly after: LogPosition; readonly now: Date }> {
  await settle(ports, settings);
  const { log, now } = await readFacts(ports, settings);
  return { after: placeIn(log), now };
}

/**
 * Records a reviewer's approval of a proposal.
 * @returns all approvals so far
 * @throws StrongroomError certificate.unknown, .expired, .templates, .stale, .approvers
 */
export async function approve(ports: Ports, settings: Settings, id: string, by: Person): Promise<Approval[]> {
  const proposal = await readProposal(ports, id);
  const { now, templates, log } = await readFacts(ports, settings);
  if (Date.parse(proposal.expires) <= now.getTime()) throw refuse('expired', 'it is no longer valid', 'certify again');
  // A proposal made before its deployment is about the templates deployed now, and about those that follow.
  if (templates === undefined || ![proposal.digests.templates, proposal.deploys?.over].includes(templates))
    throw refuse('templates', 'it is about other templates than those that are deployed', 'certify again');
  if (canonicalJson(proposal.after) !== canonicalJson(placeIn(log)))
    throw refuse('stale', 'collection was paused or restarted after it was asked for', 'certify again');
  if (isSameId(by.id, proposal.requester.id))
    throw refuse('approvers', 'who asked for it cannot approve it', 'ask somebody else');
  const approval = writeOfApproval(proposal, { by, at: now.toISOString() });
  if (!(await ports.control.write([approval])))
    throw refuse('approvers', `${by.id} has approved it already`, 'ask somebody else');
  return readApprovals(ports, proposal);
}

/**
 * Makes the certificate of an approved proposal, signs it, files it in the audit zone, and opens the gate under it.
 * @throws StrongroomError certificate.*, gate.*; then the gate is as it was, or paused
 */
export async function restart(ports: Ports, settings: Settings, id: string, by: Person): Promise<Certificate> {
  // A deployment that was approved before it has changed the templates: that is no lapse, so it is not recorded as one (see
  // `settle`).
  await settle(ports, settings);
  const proposal = await readProposal(ports, id);
  const approved = await readApprovals(ports, proposal);
  const people = approved.map((approval) => approval.by);
  if (!areIndependent(proposal.requester, people, settings.reviewers))
    throw refuse(
      'approvers',
      `${people.length} of ${settings.reviewers} approvals are there`,
      `have it approved: strongroom gate approve`,
    );
  const held = await readGate(ports);
  const facts = await readFacts(ports, settings);
  const certificate = await sign(ports, proposal, approved, { by, at: facts.now.toISOString() });
  const gate = step(held.gate, { on: 'resume', by, certificate }, facts);
  // Filed before the gate opens under it: collection must not run under a certificate that cannot be looked up.
  const body = Buffer.from(canonicalJson(certificate as Json));
  await ports.objects.putOnce('audit', certificateKeyOf(nameOf(certificate)), body, 'application/json');
  if (!(await writeGate(ports, gate, held.rev))) throw raced();
  return certificate;
}

/**
 * Pauses collection, whatever its state, and voids every approval so far.
 * @throws StrongroomError gate.raced
 */
export async function pauseGate(ports: Ports, _: Settings, by: Person, reason: string): Promise<HeldGate> {
  const pause = { on: 'pause', by, reason } as const;
  await filePause(ports, pause);
  return tellOfPause(ports, pause);
}

/**
 * Records lapses since the gate was last decided.
 * @throws StrongroomError gate.raced
 */
export async function settle(ports: Ports, settings: Settings): Promise<HeldGate> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const held = await readGate(ports);
    const facts = await readFacts(ports, settings);
    const gate = step(held.gate, { on: 'settle' }, facts);
    if (gate === held.gate && held.readable) return held;
    // Ingest takes nothing meanwhile; a pause would void the approvals that are to open the gate again.
    if (lapseOf(held.gate, facts) === 'templates-changed' && (await isApprovedAhead(ports, settings, facts)))
      return held;
    if (!isPausedIn(facts.log)) await filePause(ports, gate);
    if (await writeGate(ports, gate, held.rev)) return { gate, rev: held.rev + 1, readable: true };
  }
  throw raced();
}

async function sign(
  { keys }: Ports,
  proposal: Proposal,
  approvals: Approval[],
  opened: Approval,
): Promise<Certificate> {
  const key = {
    algorithm: 'ECDSA_SHA_256' as const,
    public: Buffer.from(await keys.publicKey('certificates')).toString('base64'),
  };
  const unsigned = { ...proposal, approvals, opened, key };
  const signature = await keys.sign('certificates', signedBytes(unsigned));
  return { ...unsigned, signature: Buffer.from(signature).toString('base64') };
}

async function findProposal({ control }: Ports, id: string): Promise<Proposal | undefined> {
  const { pk, sk } = keyOf(PROPOSAL, { id });
  const parsed = proposalSchema.safeParse((await control.get(pk, sk))?.data);
  return parsed.success && parsed.data.id === id && idOf(parsed.data) === id ? parsed.data : undefined;
}

async function readProposal(ports: Ports, id: string): Promise<Proposal> {
  const proposal = await findProposal(ports, id);
  if (proposal !== undefined) return proposal;
  throw refuse('unknown', 'nobody has asked for it here', 'certify again: strongroom gate certify');
}

/** Whether any restart that would join here has an approval. */
export async function isApprovedAt({ control }: Ports, place: LogPosition): Promise<boolean> {
  for await (const _ of control.query(PK, approvalsAt(place))) return true;
  return false;
}

/** Everything that has been approved and would join on here. */
export async function approvedAt(
  ports: Ports,
  place: LogPosition,
): Promise<{ readonly proposal: Proposal; readonly approvals: readonly Approval[] }[]> {
  const ids = new Set<string>();
  const prefix = approvalsAt(place);
  for await (const { sk } of ports.control.query(PK, prefix)) ids.add(sk.slice(prefix.length).split('#')[0] ?? '');
  return approvedAs(ports, [...ids]);
}

/**
 * Proposals by their ids, each with its approvals. A proposal that is missing, or does not match its id, counts as not approved.
 */
export const approvedAs = async (
  ports: Ports,
  ids: readonly string[],
): Promise<{ readonly proposal: Proposal; readonly approvals: readonly Approval[] }[]> =>
  (
    await Promise.all(
      ids.map(async (id) => {
        const proposal = await findProposal(ports, id);
        return proposal === undefined ? [] : [{ proposal, approvals: await readApprovals(ports, proposal) }];
      }),
    )
  ).flat();

/** Whether the deployed templates were approved before their deployment, by enough reviewers, and after the last pause. */
async function isApprovedAhead(
  ports: Ports,
  { reviewers }: Settings,
  { templates, log, now }: GateFacts,
): Promise<boolean> {
  const approved = await approvedAt(ports, placeIn(log));
  return approved.some(
    ({ proposal: { deploys, digests, requester, expires }, approvals }) =>
      deploys !== undefined &&
      digests.templates === templates &&
      Date.parse(expires) > now.getTime() &&
      areIndependent(
        requester,
        approvals.map(({ by }) => by),
        reviewers,
      ),
  );
}

async function readApprovals({ control }: Ports, proposal: Proposal): Promise<Approval[]> {
  const found: Approval[] = [];
  for await (const { data } of control.query(PK, approvalsOf(proposal))) found.push(approvalSchema.parse(data));
  return found.toSorted((a, b) => (a.at < b.at ? -1 : 1));
}
