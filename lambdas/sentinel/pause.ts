import { StrongroomError } from '../../lib/activity/errors.ts';
import { factsUnseen, type Gate, NEVER, step } from '../../lib/governance/gate/gate.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { fileHistory, type HeldGate, readGate, writeGate } from '../gate.ts';
import { isApprovedSince } from '../restart.ts';
import { reportedCall } from './event.ts';

/** Why the sentinel pauses. */
export const REASONS = { changed: 'policy-changed', unreadable: 'policy-event-unreadable' } as const;

/** How often somebody else may change the gate first within one run; Lambda runs it again after that. */
const ATTEMPTS = 5;

/** What came of one event: `failed-call` changed nothing, `already` found collection paused, `paused` paused it. */
export type Answer = 'failed-call' | 'already' | 'paused';

/**
 * Pauses collection for a reported change, whatever it changed and whoever made it: nothing is proved here. An event that
 * cannot be read pauses too.
 * @throws StrongroomError gate.raced; what the ports throw
 */
export async function answerReport(ports: Ports, event: unknown): Promise<Answer> {
  const reported = reportedCall(event);
  if (reported?.failed) return 'failed-call';
  const reason = reported ? REASONS.changed : REASONS.unreadable;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const held = await readGate(ports);
    if (await stays(ports, held)) {
      // A run before this one may have ended between its transition and filing it.
      await fileHistory(ports);
      return 'already';
    }
    const request = { on: 'pause', by: null, reason, call: reported?.call } as const;
    const gate: Gate = step(held.gate, request, factsUnseen(ports.clock.now()));
    if (await writeGate(ports, gate, held.rev)) return 'paused';
  }
  throw new StrongroomError(
    'gate.raced',
    'others changed the gate again and again',
    'look at `gate status`, and pause it',
  );
}

/**
 * A pause stays as it is, with the reason that it has; unless somebody has approved a restart since, who cannot have known
 * of this change: a new pause voids that approval.
 */
const stays = async (ports: Ports, { gate, readable }: HeldGate): Promise<boolean> =>
  readable && gate.state === 'paused' && !(await isApprovedSince(ports, sinceOf(gate)));

/** Before anything was decided every approval counts. */
const sinceOf = ({ since, reason }: Extract<Gate, { state: 'paused' }>): string =>
  reason === NEVER ? new Date(0).toISOString() : since;
