import { isPausedIn, placeIn } from '../../lib/governance/gate/log.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { filePause, type Pause, readGate, readLog, tellOfPause } from '../gate.ts';
import { isApprovedAt } from '../restart.ts';
import { type Deployments, isOfApprovedDeployment } from './approved.ts';
import { reportedCall } from './event.ts';

/** Why the sentinel pauses. */
const REASONS = { changed: 'policy-changed', unreadable: 'policy-event-unreadable' } as const;

/** What came of one event: `failed-call` changed nothing, `approved` is of a deployment that was approved before it, `already` found collection paused, `paused` paused it. */
export type Answer = 'failed-call' | 'approved' | 'already' | 'paused';

/**
 * Pauses collection for a reported change, whatever it changed and whoever made it, but for a deployment that was proved and
 * approved before it (approved.ts): nothing is proved here. An event that
 * cannot be read pauses too. Whether collection is paused is asked of the audit zone, where a pause stands for good; the
 * control table is told afterwards.
 * @throws StrongroomError gate.raced; what the ports throw
 */
export async function answerReport(ports: Ports, event: unknown, deployments?: Deployments): Promise<Answer> {
  const reported = reportedCall(event);
  if (reported?.failed) return 'failed-call';
  if (await isOfApprovedDeployment(ports, reported, deployments)) return 'approved';
  const reason = reported ? REASONS.changed : REASONS.unreadable;
  return pauseOnce(ports, { on: 'pause', by: null, reason, call: reported?.call });
}

/** Pauses collection, or leaves the pause that stands. @throws StrongroomError gate.raced; what the ports throw */
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
 * A pause stays as it is; unless somebody has approved a restart since, who cannot have known of this change: a new pause
 * voids that approval.
 */
async function stays(ports: Ports): Promise<boolean> {
  const log = await readLog(ports.objects);
  return isPausedIn(log) && !(await isApprovedAt(ports, placeIn(log)));
}
