import { isPausedIn, placeIn } from '../../lib/governance/gate/log.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { filePause, type Pause, readGate, readLog, tellOfPause } from '../gate.ts';
import { isApprovedAt } from '../restart.ts';
import { type Deployments, isOfApprovedDeployment } from './approved.ts';
import { reportedCall } from './event.ts';

/** Why the sentinel pauses. */
const REASONS = { changed: 'policy-changed', unreadable: 'policy-event-unreadable' } as const;

/**
 * The result of one event. `failed-call`: it changed nothing. `approved`: part of a deployment that was approved before it.
 * `already`: collection was paused. `paused`: this event paused it.
 */
export type PauseAnswer = 'failed-call' | 'approved' | 'already' | 'paused';

/**
 * Pauses collection for a reported change, whatever changed and whichever principal made it. The exception is a deployment that
 * was proved and approved before it (approved.ts): nothing is proved here. An event that cannot be read pauses too. The audit
 * zone decides whether collection is paused, because a pause filed there is permanent; the control table is updated afterwards.
 * @throws StrongroomError gate.raced; what the ports throw
 */
export async function answerReport(ports: Ports, event: unknown, deployments?: Deployments): Promise<PauseAnswer> {
  const reported = reportedCall(event);
  if (reported?.failed) return 'failed-call';
  if (await isOfApprovedDeployment(ports, reported, deployments)) return 'approved';
  const reason = reported ? REASONS.changed : REASONS.unreadable;
  return pauseOnce(ports, { on: 'pause', by: null, reason, call: reported?.call });
}

/**
 * Pauses collection, or keeps the pause in force.
 * @throws StrongroomError gate.raced; what the ports throw
 */
export async function pauseOnce(ports: Ports, pause: Pause): Promise<'already' | 'paused'> {
  const stands = await stays(ports);
  if (!stands) await filePause(ports, pause);
  const { gate, readable } = await readGate(ports);
  // A pause keeps the reason that it has. After a crash between the two writes the table has none of it yet.
  if (stands && readable && gate.state === 'paused') return 'already';
  await tellOfPause(ports, pause);
  return 'paused';
}

/**
 * A pause stays as it is, unless a restart was approved in the meantime: that approval predates this change, and a new pause
 * voids it.
 */
async function stays(ports: Ports): Promise<boolean> {
  const log = await readLog(ports.objects);
  return isPausedIn(log) && !(await isApprovedAt(ports, placeIn(log)));
}
