import type { BatchOpen } from '../../lib/activity/envelope.ts';
import { RefusedError } from '../../lib/activity/refusals.ts';
import type { Interval } from '../../lib/governance/participation/pauses.ts';
import { participationRefusal, refusalOf } from '../../lib/governance/profile/admission.ts';
import type { Profile } from '../../lib/governance/profile/schema.ts';
import { keepDaysOf } from '../../lib/retention/keep.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { participantOf, pseudonym } from '../pseudonym.ts';
import type { Settings } from '../settings.ts';
import { wishesOf } from './wishes.ts';

/** Who a segment or frame is about, and the rules it is stored under. */
export interface Admission {
  readonly worker: string;
  readonly device: string;
  /** Under whom the worker's own decisions and counts are kept. */
  readonly participant: string;
  readonly profile: Profile;
  /** When the worker is not to be recorded. */
  readonly absences: readonly Interval[];
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
  const now = ports.clock.now();
  const refusal = refusalOf(open, profile, { now, region: settings.region });
  if (refusal !== undefined || profile === undefined) throw new RefusedError(refusal ?? 'profile.unsupported');
  checkClock(open, now, keepDaysOf(settings, 'raw', open.jur));
  const [participant, worker, device] = await Promise.all([
    participantOf(ports.keys, open.worker),
    pseudonym(ports.keys, 'wk', open.worker, open.epoch),
    pseudonym(ports.keys, 'dv', open.device, open.epoch),
  ]);
  const t0 = Date.parse(open.clock.t0);
  const { absences, participation } = await wishesOf(participant, t0, ports);
  const unwilling = participationRefusal(profile, participation, t0);
  if (unwilling !== undefined) throw new RefusedError(unwilling);
  return { worker, device, participant, profile, absences };
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
