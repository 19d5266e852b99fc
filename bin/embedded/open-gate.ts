import { program } from '../../config/program.ts';
import { readGate } from '../../lambdas/gate.ts';
import { approve, askedNow, fileProposal, restart } from '../../lambdas/restart.ts';
import { configured } from '../../lambdas/settings.ts';
import type { Proof } from '../../lib/access/index.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import type { Person } from '../../lib/governance/gate/certificate.ts';
import { certify } from '../../lib/governance/gate/certify.ts';
import type { Summary } from '../../lib/report/summary.ts';
import { digestOf } from './proof.ts';
import type { Workspace } from './workspace.ts';

const invented = (id: string): Person => ({ id, via: 'declared' });

/**
 * Demonstrates a restart with invented people: first paused, then certified, then running. When the claims do not hold
 * there is no certificate, and collection stays paused.
 */
export async function openGate(workspace: Workspace, proof: Proof): Promise<Summary['gate']> {
  const ports = workspace.portsOf('governor');
  const settings = configured();
  const { gate } = await readGate(ports);
  const before = { state: gate.state, note: gate.state === 'paused' ? gate.reason : 'already running' };
  const requester = invented('demo-requester');
  try {
    const proposal = certify(proof, program, {
      requester,
      incident: null,
      ...(await askedNow(ports, settings)),
      templates: digestOf(workspace.templates),
    });
    await fileProposal(ports, proposal);
    for (const name of ['demo-approver-1', 'demo-approver-2'])
      await approve(ports, settings, proposal.id, invented(name));
    const { guard, approvals, expires } = await restart(ports, settings, proposal.id, requester);
    const note = `named rule ${guard.id} (refuted without it, proved with it), approved by ${approvals.map(({ by }) => by.id).join(' and ')}, signed, until ${expires.slice(0, 10)}`;
    return [before, { state: 'running', note }];
  } catch (error) {
    if (!(error instanceof StrongroomError)) throw error;
    return [before, { state: 'paused', note: error.message }];
  }
}
