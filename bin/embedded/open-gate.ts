import { readGate, writeGate } from '../../lambdas/gate.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { type Certificate, resume } from '../../lib/governance/gate.ts';
import type { Summary } from '../../lib/report/summary.ts';
import { certify } from './certify.ts';
import { digestOf } from './proof.ts';
import type { Workspace } from './workspace.ts';

/**
 * What a restart looks like, with invented people: paused at first, certified, running. When the claims do not hold there
 * is no certificate, and collection stays paused.
 */
export async function openGate(workspace: Workspace): Promise<Summary['gate']> {
  const { control, clock } = workspace.portsOf('governor');
  const { gate } = await readGate(control, clock);
  const before = { state: gate.state, note: gate.state === 'paused' ? gate.reason : 'already running' };
  try {
    const certificate = certify(
      workspace.templates,
      'demo-requester',
      ['demo-approver-1', 'demo-approver-2'],
      clock.now(),
    );
    await resumeWith(workspace, certificate);
    const { guard, approvers, expires } = certificate;
    const note = `named rule ${guard.id} (refuted without it, proved with it), approved by ${approvers.join(' and ')}, until ${expires.slice(0, 10)}`;
    return [before, { state: 'running', note }];
  } catch (error) {
    if (!(error instanceof StrongroomError)) throw error;
    return [before, { state: 'paused', note: error.message }];
  }
}

/** @throws StrongroomError certificate.*, gate.raced */
export async function resumeWith(workspace: Workspace, certificate: Certificate | unknown): Promise<void> {
  const { control, clock } = workspace.portsOf('governor');
  const { rev } = await readGate(control, clock);
  const gate = resume(certificate, { templates: digestOf(workspace.templates) }, clock.now());
  if (!(await writeGate(control, gate, rev)))
    throw new StrongroomError(
      'gate.raced',
      'somebody else changed the gate at the same time',
      'look at `gate status`, and decide again',
    );
}
