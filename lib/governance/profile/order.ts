import { KINDS } from '../../activity/events.ts';
import type { Profile } from './schema.ts';

type Value = unknown;
/** Whether the first value is at least as strict as the second. */
type AtLeast = (a: Value, b: Value) => boolean;

const num = (value: Value): number => (value === null ? Number.POSITIVE_INFINITY : Number(value));
const list = (value: Value): string[] => (value as Value[]).map((item) => JSON.stringify(item));
const within = (a: Value, b: Value): boolean => list(a).every((item) => list(b).includes(item));

const same: AtLeast = (a, b) => JSON.stringify(a) === JSON.stringify(b);
/** For numbers and dates; null means no bound. */
const lower: AtLeast = (a, b) => num(a) <= num(b);
const higher: AtLeast = (a, b) => num(a) >= num(b);
const later: AtLeast = (a, b) => String(a) >= String(b);
const sooner: AtLeast = (a, b) => b === null || (a !== null && String(a) <= String(b));
const yes: AtLeast = (a, b) => a === true || b === false;
const no: AtLeast = (a, b) => a === false || b === true;
const fewer: AtLeast = within;
const more: AtLeast = (a, b) => within(b, a);
/** Null means everything. */
const fewerOrAll: AtLeast = (a, b) => b === null || (a !== null && within(a, b));
/** From the strictest to the least strict. */
const ranked =
  (...ranks: readonly string[]): AtLeast =>
  (a, b) =>
    ranks.indexOf(String(a)) <= ranks.indexOf(String(b));
const hours: AtLeast = (a, b) => {
  if (b === null) return true;
  const [mine, theirs] = [a, b] as NonNullable<Profile['quiet_hours']>[];
  return a !== null && mine?.zone === theirs?.zone && more(mine?.windows, theirs?.windows);
};

/**
 * The meaning of stricter, figure by figure. A profile is at least as strict as another when it is so in every row:
 * then it never accepts an event that the other refuses, keeps nothing longer, and gives workers no less.
 */
export const ORDER: Readonly<Record<string, AtLeast>> = {
  status: ranked('unsupported', 'draft', 'demonstration', 'verified'),
  valid_from: later,
  valid_to: sooner,
  collect: ranked('forbidden', 'opt_in', 'opt_out', 'mandatory_with_objection'),
  // More purposes need more notice and allow more use: only equal ones are comparable.
  purposes: same,
  'dpia.required': yes,
  'works_council.required': yes,
  'notice.required': yes,
  'notice.lead_days': higher,
  'notice.ack_required': yes,
  'notice.posting_required': yes,
  'notice.repeat': ranked('daily', 'on_change', 'once'),
  'notice.versions': fewer,
  'policy_doc.required': yes,
  'policy_doc.copy_days': lower,
  'policy_doc.keep_years': higher,
  'consent.required_for': more,
  'consent.form': ranked('written', 'electronic', 'none'),
  ...Object.fromEntries(KINDS.map((kind) => [`kinds.${kind}`, ranked('deny', 'mask', 'allow')])),
  categories_excluded: more,
  'biometrics.key_timing_ms': higher,
  'biometrics.voiceprint': no,
  'transcripts.allowed': no,
  'transcripts.all_party': yes,
  'apps.allow': fewerOrAll,
  'apps.deny': more,
  quiet_hours: hours,
  networks: fewer,
  'pause.max_s': higher,
  'pause.min_gap_s': lower,
  'pause.daily_cap_s': higher,
  'exemption.grounds': more,
  'exemption.sla_days': lower,
  'exemption.appeal': yes,
  'exemption.appeal_days': higher,
  'exemption.parity_report': yes,
  'objection.allowed': yes,
  'objection.stop_within_h': lower,
  'rights.access_days': lower,
  'rights.erasure_days': lower,
  'rights.rectify_days': lower,
  'rights.complaint_ack_days': lower,
  'rights.extension_days': lower,
  'retention.raw': lower,
  'retention.frames': lower,
  'retention.redacted': lower,
  'retention.derived': lower,
  'retention.logs': lower,
  'transfer.regions_allowed': fewerOrAll,
  'exposure.authority_deadline_h': lower,
  'exposure.person_deadline_days': lower,
  'exposure.ag_deadline_days': lower,
  'exposure.threshold_persons': lower,
  prohibited_uses: more,
  min_cohort: higher,
  reviewers_required: higher,
};

/** A figure by its path. Kinds have dots in their names. */
export function figureAt(profile: object, path: string): Value {
  const [head = '', ...rest] = path.split('.');
  const value = (profile as Readonly<Record<string, Value>>)[head];
  return rest.length === 0 ? value : (value as Readonly<Record<string, Value>>)[rest.join('.')];
}

/** Whether `a` is at least as strict as `b` in every figure. */
export const isAtLeastAsStrict = (a: Profile, b: Profile): boolean =>
  Object.entries(ORDER).every(([path, atLeast]) => atLeast(figureAt(a, path), figureAt(b, path)));
