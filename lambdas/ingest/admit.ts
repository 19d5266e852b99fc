import type { BatchOpen } from '../../lib/activity/envelope.ts';
import { isSameId } from '../../lib/activity/ids.ts';
import { RefusedError } from '../../lib/activity/refusals.ts';
import { ASSUMED, beganAt, type Moment, momentsOf, type Sending } from '../../lib/governance/participation/moments.ts';
import { refusalOf } from '../../lib/governance/profile/admission.ts';
import type { Profile } from '../../lib/governance/profile/schema.ts';
import { keepDaysOf } from '../../lib/retention/keep.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { participantOf, pseudonym } from '../pseudonym.ts';
import type { Settings } from '../settings.ts';
import { GateClosedError } from './gatekeeper.ts';
import { type Absence, absencesOf } from './wishes.ts';

/** The worker a segment or frame is about, and the rules it is stored under. */
export interface Admission {
  /** The pseudonym under which the worker's own decisions and counts are kept. */
  readonly participant: string;
  readonly profile: Profile;
  /** When the worker is not to be recorded. */
  readonly absences: readonly Absence[];
  /** The time at which an event may have happened, by the device's monotonic clock (µs after the opening's clock.t0). */
  readonly momentOf: (monoUs: number) => Moment;
}

/** The sender, and how it sent the request. */
export interface Sender extends Sending {
  /** The device that the request was signed for. */
  readonly caller: string;
  /** Places in which nothing may be collected, because data that is due there is not destroyed yet. */
  readonly late: ReadonlySet<string>;
}

const DAY_MS = 86_400_000;

/**
 * Decides at the door, before anything is read further, whether activity that opens like this may be stored at all.
 * @throws RefusedError with scope `segment`; GateClosedError where retention is late in the place
 */
export async function admit(open: BatchOpen, sender: Sender, ports: Ports, settings: Settings): Promise<Admission> {
  if (!isSameId(sender.caller, open.device)) throw new RefusedError('device.mismatch');
  const profile = settings.profiles.get(open.jur);
  const now = new Date(sender.at);
  const began = beganAt(open, sender);
  const refusal = refusalOf(open, profile, { now, began, region: settings.region });
  if (refusal !== undefined || profile === undefined) throw new RefusedError(refusal ?? 'profile.unsupported');
  if (sender.late.has(open.jur)) throw new GateClosedError('retention-late');
  checkAhead(open, 0, now);
  const oldest = sender.at - keepDaysOf(settings, 'raw', open.jur) * DAY_MS;
  if (open.rec.import === undefined && Date.parse(open.clock.t0) < oldest) throw new RefusedError('clock.past');
  const participant = await participantOf(ports.keys, open.worker);
  const absences = await absencesOf(participant, began, profile, ports);
  return { participant, profile, absences, momentOf: momentsOf(open, sender) };
}

/** The pseudonyms of a segment in the lake. A frame takes those of its segment and needs none of its own. */
export interface Pseudonyms {
  readonly worker: string;
  readonly device: string;
}

export async function pseudonymsOf(
  { worker, device, epoch }: BatchOpen,
  { keys }: Pick<Ports, 'keys'>,
): Promise<Pseudonyms> {
  const [wk, dv] = await Promise.all([pseudonym(keys, 'wk', worker, epoch), pseudonym(keys, 'dv', device, epoch)]);
  return { worker: wk, device: dv };
}

/**
 * A clock that is far ahead is a wrong date. A time without a zone may be ahead by as far as there are zones east of UTC.
 * @throws RefusedError clock.future when `monoUs` after the opening is ahead of `now`
 */
export function checkAhead({ clock }: BatchOpen, monoUs: number, now: Date): void {
  const allowed = now.getTime() + ASSUMED.aheadMs + (clock.tz_known ? 0 : ASSUMED.eastMs);
  if (!(Date.parse(clock.t0) + monoUs / 1000 <= allowed)) throw new RefusedError('clock.future');
}
