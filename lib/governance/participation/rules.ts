import type { Profile } from '../profile/schema.ts';

/** The part of a profile that defines a worker's own options. */
export type WorkerRules = Pick<Profile, 'collect' | 'pause' | 'exemption' | 'objection' | 'min_cohort'> & {
  readonly rights: Pick<Profile['rights'], 'access_days' | 'erasure_days'>;
};

/**
 * Rules for a worker whose place is unknown or has no profile. Nothing is collected there, but a worried worker must
 * still be able to pause and to object: unknown counts in the worker's favour.
 */
export const DEFAULT_RULES: WorkerRules = {
  collect: 'forbidden',
  pause: { max_s: 1_800, min_gap_s: 0, daily_cap_s: null },
  exemption: {
    grounds: ['health', 'confidential_work', 'representation', 'belief', 'other'],
    sla_days: 5,
    appeal: true,
    appeal_days: 14,
    parity_report: true,
  },
  objection: { allowed: true, stop_within_h: 24 },
  rights: { access_days: 30, erasure_days: 30 },
  min_cohort: 10,
};
