import { certificateSchema, type Gate, initialGate } from '../lib/governance/gate.ts';
import type { Clock, Control, ItemValue } from '../lib/storage/ports.ts';

const KEY = { pk: 'gate', sk: 'state' };

/** The gate as it stands, with the revision that a change must find. A state that makes no sense is a pause. */
export async function readGate(control: Control, clock: Clock): Promise<{ gate: Gate; rev: number }> {
  const item = await control.get(KEY.pk, KEY.sk);
  if (item === undefined) return { gate: initialGate(clock.now()), rev: 0 };
  const { state, since, certificate, reason } = item.data;
  const parsed = certificateSchema.safeParse(certificate);
  if (state === 'running' && parsed.success)
    return { gate: { state, since: String(since), certificate: parsed.data }, rev: item.rev };
  return {
    gate: { state: 'paused', since: String(since), reason: state === 'paused' ? String(reason) : 'unreadable' },
    rev: item.rev,
  };
}

/** Writes the gate and its history. False when somebody else changed it first. */
export const writeGate = (control: Control, gate: Gate, rev: number): Promise<boolean> => {
  const data = gate as unknown as { [name: string]: ItemValue };
  return control.write([
    { ...KEY, ifRev: rev, data },
    { pk: KEY.pk, sk: `history#${String(rev + 1).padStart(8, '0')}`, ifRev: 0, data },
  ]);
};
