import type { BatchOpen } from '../../activity/envelope.ts';
import type { RefusalCode } from '../../activity/refusals.ts';
import { ASSUMED } from '../participation/moments.ts';
import { agreementExpired, isInForce } from './references.ts';
import { nameOf, type Profile } from './schema.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** A worker's statements about taking part. Times in ms since the epoch; undefined when never stated, or withdrawn. */
export interface Participation {
  readonly consented?: number | undefined;
  readonly objected?: number | undefined;
}

/** Where and when a segment arrives. */
export interface Arrival {
  readonly now: Date;
  /** Earliest possible time of its events (ms since the epoch). */
  readonly began: number;
  /** AWS region that would store it; undefined where there is none, as on a single machine. */
  readonly region: string | undefined;
}

type Opening = Pick<BatchOpen, 'profile' | 'notice' | 'budget' | 'purpose'>;
type Rule = (open: Opening, profile: Profile, arrival: Arrival) => RefusalCode | undefined;

/** The rules for a whole segment, in reporting order. */
const RULES: readonly Rule[] = [
  (_, profile) => (isInForce(profile) ? undefined : 'profile.unsupported'),
  (_, { valid_from, valid_to }, { now }) => {
    const today = dayOf(now);
    return today < valid_from || (valid_to !== null && today > valid_to) ? 'profile.unsupported' : undefined;
  },
  (_, profile, { now }) => (agreementExpired(profile, dayOf(now)) ? 'profile.unsupported' : undefined),
  (open, profile) => (open.profile === nameOf(profile) ? undefined : 'profile.version'),
  (_, { collect }) => (collect === 'forbidden' ? 'profile.forbidden' : undefined),
  ({ purpose }, { purposes }) => (purposes.includes(purpose) ? undefined : 'profile.purpose'),
  (_, { transfer }, { region }) =>
    transfer.regions_allowed === null || (region !== undefined && transfer.regions_allowed.includes(region))
      ? undefined
      : 'profile.region',
  ({ budget }, { networks }) => (networks.includes(budget.net) ? undefined : 'profile.network'),
  noticeRule,
];

/**
 * Why a segment with this opening must not be stored, or undefined. A missing profile, a draft, and a place where
 * collection is forbidden refuse: unknown is never counted as allowed.
 */
export function refusalOf(open: Opening, profile: Profile | undefined, arrival: Arrival): RefusalCode | undefined {
  if (profile === undefined) return 'profile.unsupported';
  for (const rule of RULES) {
    const refusal = rule(open, profile, arrival);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** The worker was told, early enough, of every possible use of the data, and acknowledged it where required. */
function noticeRule(
  { notice }: Opening,
  { notice: rule, purposes }: Profile,
  { now, began }: Arrival,
): RefusalCode | undefined {
  // Where the profile requires no acknowledgement, a future one is still refused: it is no record.
  if (notice !== null && Date.parse(notice.ack_at ?? '') > now.getTime() + ASSUMED.aheadMs) return 'notice.missing';
  if (!rule.required) return undefined;
  if (notice === null) return 'notice.missing';
  // A notice that was not acknowledged before the segment begins counts as unacknowledged.
  if (rule.ack_required && !(notice.ack_at !== null && Date.parse(notice.ack_at) <= began)) return 'notice.missing';
  const told = rule.versions.find(({ ver }) => ver === notice.ver)?.purposes ?? [];
  if (!purposes.every((purpose) => told.includes(purpose))) return 'notice.outdated';
  return began - Date.parse(notice.given_at) >= rule.lead_days * DAY_MS ? undefined : 'notice.late';
}

/**
 * Why a segment without events before `at` (ms) must not be stored, given the worker's statements, or undefined. An
 * objection applies at once, which is within any deadline of a profile.
 */
export function participationRefusal(
  { collect, objection }: Pick<Profile, 'collect' | 'objection'>,
  { consented, objected }: Participation,
  at: number,
): RefusalCode | undefined {
  if (heedsObjection({ collect, objection }) && objected !== undefined) return 'objection.active';
  if (collect === 'opt_in' && (consented === undefined || consented > at)) return 'consent.missing';
  return undefined;
}

/** Whether an objection stops collection. Where taking part is voluntary, a worker may stop at any time. */
export const heedsObjection = ({ collect, objection }: Pick<Profile, 'collect' | 'objection'>): boolean =>
  collect !== 'mandatory_with_objection' || objection.allowed;

/** Deadline (ms) by which an objection made at `at` (ms) must have stopped collection. */
export const objectionDeadline = ({ objection }: Pick<Profile, 'objection'>, at: number): number =>
  at + objection.stop_within_h * HOUR_MS;
