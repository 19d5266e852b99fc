import { canonicalJson, type Json } from '../lib/activity/canonical-json.ts';
import { StrongroomError } from '../lib/activity/errors.ts';
import { foldId, isSameId } from '../lib/activity/ids.ts';
import { PREFIXES } from '../lib/activity/zones.ts';
import {
  type Approval,
  approvalSchema,
  type Certificate,
  idOf,
  type Person,
  type Proposal,
  proposalSchema,
  sha256Of,
  signedBytes,
} from '../lib/governance/gate/certificate.ts';
import { areIndependent, refuse } from '../lib/governance/gate/examine.ts';
import { type Request, step } from '../lib/governance/gate/gate.ts';
import type { ItemValue, Ports } from '../lib/storage/ports.ts';
import { fileHistory, type HeldGate, readFacts, readGate, writeGate } from './gate.ts';
import type { Settings } from './settings.ts';

const PK = 'gate';
const proposalKey = (id: string) => ({ pk: PK, sk: `proposal#${id}` });
const APPROVAL = 'approval#';
const approvals = (id: string): string => `${APPROVAL}${id}#`;

/** Puts a proposal before the approvers. Filing the same one again changes nothing. */
export async function fileProposal({ control }: Ports, proposal: Proposal): Promise<void> {
  await control.write([{ ...proposalKey(proposal.id), ifRev: 0, data: proposal as unknown as Data }]);
}

/**
 * Writes down that somebody approves a proposal.
 * @returns all approvals so far
 * @throws StrongroomError certificate.unknown, .expired, .templates, .approvers
 */
export async function approve(ports: Ports, settings: Settings, id: string, by: Person): Promise<Approval[]> {
  const proposal = await readProposal(ports, id);
  const { now, templates } = await readFacts(ports, settings);
  if (Date.parse(proposal.expires) <= now.getTime()) throw refuse('expired', 'it is no longer valid', 'certify again');
  if (proposal.digests.templates !== templates)
    throw refuse('templates', 'it is about other templates than those that are deployed', 'certify again');
  if (isSameId(by.id, proposal.requester.id))
    throw refuse('approvers', 'who asked for it cannot approve it', 'ask somebody else');
  const data = { by, at: now.toISOString() };
  // One place for each person: a second approval of the same one finds it taken.
  const item = { pk: PK, sk: `${approvals(id)}${sha256Of(foldId(by.id))}`, ifRev: 0, data };
  if (!(await ports.control.write([item])))
    throw refuse('approvers', `${by.id} has approved it already`, 'ask somebody else');
  return readApprovals(ports, id);
}

/**
 * Makes the certificate of an approved proposal, signs it, files it in the audit zone, and opens the gate under it.
 * @throws StrongroomError certificate.*, gate.*; then the gate is as it was
 */
export async function restart(ports: Ports, settings: Settings, id: string, by: Person): Promise<Certificate> {
  await settle(ports, settings);
  const proposal = await readProposal(ports, id);
  const approved = await readApprovals(ports, id);
  const people = approved.map((one) => one.by);
  if (!areIndependent(proposal.requester, people, settings.reviewers))
    throw refuse(
      'approvers',
      `${people.length} of ${settings.reviewers} approvals are there`,
      `have it approved: strongroom gate approve`,
    );
  const key = {
    algorithm: 'ECDSA_SHA_256' as const,
    public: Buffer.from(await ports.keys.publicKey('certificates')).toString('base64'),
  };
  const unsigned = { ...proposal, approvals: approved, key };
  const signature = await ports.keys.sign('certificates', signedBytes(unsigned));
  const certificate: Certificate = { ...unsigned, signature: Buffer.from(signature).toString('base64') };
  await move(ports, settings, { on: 'resume', by, certificate }, (gate) => fileCertificate(ports, certificate, gate));
  return certificate;
}

/** Pauses collection, whatever state it is in. @throws StrongroomError gate.raced */
export const pauseGate = (ports: Ports, settings: Settings, by: Person, reason: string): Promise<HeldGate> =>
  move(ports, settings, { on: 'pause', by, reason });

/** Writes down what has lapsed since the gate was last decided, and files what history is not in the audit zone yet. */
export async function settle(ports: Ports, settings: Settings): Promise<HeldGate> {
  await fileHistory(ports);
  return move(ports, settings, { on: 'settle' });
}

/** One transition, written only when nobody else made another one meanwhile. */
async function move(
  ports: Ports,
  settings: Settings,
  request: Request,
  before: (held: HeldGate) => Promise<void> = async () => {},
): Promise<HeldGate> {
  const held = await readGate(ports);
  const gate = step(held.gate, request, await readFacts(ports, settings));
  if (gate === held.gate && held.readable) return held;
  await before(held);
  if (!(await writeGate(ports, gate, held.rev)))
    throw new StrongroomError(
      'gate.raced',
      'somebody else changed the gate at the same time',
      'look at `gate status`, and decide again',
    );
  return { gate, rev: held.rev + 1, readable: true };
}

/** Before the gate opens under it: a certificate that nobody can look up must not let anything run. */
async function fileCertificate({ objects }: Ports, certificate: Certificate, { rev }: HeldGate): Promise<void> {
  const key = `${PREFIXES.certificates}${String(rev + 1).padStart(8, '0')}-${certificate.id}.json`;
  await objects.putOnce('audit', key, Buffer.from(canonicalJson(certificate as Json)), 'application/json');
}

async function readProposal({ control }: Ports, id: string): Promise<Proposal> {
  const { pk, sk } = proposalKey(id);
  const parsed = proposalSchema.safeParse((await control.get(pk, sk))?.data);
  if (parsed.success && parsed.data.id === id && idOf(parsed.data) === id) return parsed.data;
  throw refuse('unknown', 'nobody has asked for it here', 'certify again: strongroom gate certify');
}

/** Whether somebody has approved a restart, whichever, since then. An approval that cannot be read counts. */
export async function isApprovedSince({ control }: Ports, since: string): Promise<boolean> {
  for await (const { data } of control.query(PK, APPROVAL)) {
    const parsed = approvalSchema.safeParse(data);
    if (!parsed.success || Date.parse(parsed.data.at) >= Date.parse(since)) return true;
  }
  return false;
}

async function readApprovals({ control }: Ports, id: string): Promise<Approval[]> {
  const found: Approval[] = [];
  for await (const { data } of control.query(PK, approvals(id))) found.push(approvalSchema.parse(data));
  return found.toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

type Data = { readonly [name: string]: ItemValue };
