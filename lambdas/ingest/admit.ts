import type { BatchOpen } from '../../lib/activity/envelope.ts';
import { RefusedError } from '../../lib/activity/refusals.ts';
import type { Interval } from '../../lib/governance/pauses.ts';
import { type Participation, participationRefusal, refusalOf } from '../../lib/governance/profile/admission.ts';
import type { Profile } from '../../lib/governance/profile/schema.ts';
import { keepDaysOf } from '../../lib/retention/keep.ts';
import type { Ports } from '../../lib/storage/ports.ts';
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
  const now = ports.clock.now();
  const refusal = refusalOf(open, profile, { now, region: settings.region });
  if (refusal !== undefined || profile === undefined) throw new RefusedError(refusal ?? 'profile.unsupported');
  checkClock(open, now, keepDaysOf(settings, 'raw', open.jur));
  const worker = await pseudonym(ports.keys, 'wk', open.worker, open.epoch);
  const device = await pseudonym(ports.keys, 'dv', open.device, open.epoch);
  const { pauses, participation } = await wishesOf(worker, open, ports);
  const unwilling = participationRefusal(profile, participation, Date.parse(open.clock.t0));
  if (unwilling !== undefined) throw new RefusedError(unwilling);
  return { worker, device, profile, pauses };
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

/** Items of a worker that say since when they agree or object; taken back when `until` has been set. */
const SAID: Readonly<Record<string, keyof Participation>> = { 'consent#': 'consented', 'objection#': 'objected' };

/** What the worker has asked for: pauses, consent, objection; an exemption that is in force refuses everything. */
async function wishesOf(worker: string, open: BatchOpen, { control }: Ports) {
  const pauses: Interval[] = [];
  const participation: { -readonly [K in keyof Participation]: Participation[K] } = {};
  const t0 = Date.parse(open.clock.t0);
  for await (const { sk, data } of control.query(`worker#${worker}`)) {
    const from = Date.parse(String(data.from));
    const until = data.until == null ? Number.POSITIVE_INFINITY : Date.parse(String(data.until));
    if (sk.startsWith('pause#')) pauses.push({ from, until });
    if (sk.startsWith('exemption#') && t0 < until) throw new RefusedError('exemption.active');
    const said = SAID[sk.slice(0, sk.indexOf('#') + 1)];
    if (said !== undefined && t0 < until) participation[said] = Math.min(from, participation[said] ?? from);
  }
  return { pauses, participation };
}
