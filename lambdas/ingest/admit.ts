import type { BatchOpen } from '../../lib/activity/envelope.ts';
import { RefusedError } from '../../lib/activity/refusals.ts';
import { isOpen } from '../../lib/governance/gate.ts';
import type { Interval } from '../../lib/governance/pauses.ts';
import { type Profile, refusalOf } from '../../lib/governance/profile.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { readGate } from '../gate.ts';
import type { Settings } from '../settings.ts';
import { pseudonym } from './pseudonym.ts';

/** Who a segment or frame is about, and the rules it is stored under. */
export interface Admission {
  readonly worker: string;
  readonly device: string;
  readonly profile: Profile;
  readonly pauses: readonly Interval[];
}

/** How far a device's clock may be ahead. Ten minutes is far more than NTP leaves and far less than a wrong date. */
const SKEW_MS = 600_000;
const DAY_MS = 86_400_000;

/**
 * Decides at the door, before anything is read further, whether activity that opens like this may be stored at all.
 * @param caller the device that the request was signed for
 * @throws RefusedError with scope `segment`
 */
export async function admit(open: BatchOpen, caller: string, ports: Ports, settings: Settings): Promise<Admission> {
  if (caller !== open.device) throw new RefusedError('device.mismatch');
  const profile = settings.profiles.get(open.jur);
  const refusal = refusalOf(open, profile);
  if (refusal !== undefined || profile === undefined) throw new RefusedError(refusal ?? 'profile.unsupported');
  checkClock(open, ports.clock.now(), settings.keepDays.raw);
  const worker = await pseudonym(ports.keys, 'wk', open.worker, open.epoch);
  const device = await pseudonym(ports.keys, 'dv', open.device, open.epoch);
  return { worker, device, profile, pauses: await absences(worker, open, ports) };
}

/**
 * Refuses while collection may not run. A state that cannot be read is not a state in which it may.
 * @throws RefusedError gate.paused, gate.unknown
 */
export async function checkGate(ports: Ports): Promise<void> {
  const now = ports.clock.now();
  const open = await readGate(ports.control, ports.clock).then(
    ({ gate }) => isOpen(gate, now),
    () => {
      throw new RefusedError('gate.unknown');
    },
  );
  if (!open) throw new RefusedError('gate.paused');
}

/** @throws RefusedError clock.future when `monoUs` after the opening is ahead of `now` */
export function checkAhead(open: BatchOpen, monoUs: number, now: Date): void {
  if (Date.parse(open.clock.t0) + monoUs / 1000 > now.getTime() + SKEW_MS) throw new RefusedError('clock.future');
}

function checkClock(open: BatchOpen, now: Date, rawDays: number): void {
  checkAhead(open, 0, now);
  const imported = open.rec.import !== undefined;
  if (!imported && Date.parse(open.clock.t0) < now.getTime() - rawDays * DAY_MS) throw new RefusedError('clock.past');
}

/** Pauses of the worker; an exemption that is in force refuses everything. */
async function absences(worker: string, open: BatchOpen, { control }: Ports): Promise<Interval[]> {
  const pauses: Interval[] = [];
  for await (const { sk, data } of control.query(`worker#${worker}`)) {
    const from = Date.parse(String(data.from));
    const until = data.until === null ? Number.POSITIVE_INFINITY : Date.parse(String(data.until));
    if (sk.startsWith('pause#')) pauses.push({ from, until });
    if (sk.startsWith('exemption#') && Date.parse(open.clock.t0) < until) throw new RefusedError('exemption.active');
  }
  return pauses;
}
