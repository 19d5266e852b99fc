import { WorkerRefusedError } from './refusals.ts';
import type { WorkerRules } from './rules.ts';

/** One decision, kept for good. */
export interface ExemptionDecision {
  readonly at: string;
  /** Keyed pseudonym of the decider. */
  readonly by: string;
  readonly outcome: 'granted' | 'refused';
  readonly reason: string;
}

/**
 * A request not to be recorded, with every decision about it. Times are ISO 8601 in UTC. `appealed` waits for a second
 * decision by another person; the states after it are final.
 */
export interface Exemption {
  readonly id: string;
  readonly state: 'asked' | 'granted' | 'refused' | 'appealed' | 'withdrawn';
  readonly ground: string;
  /** In the worker's own words, for the decider. */
  readonly words: string;
  readonly asked: string;
  /** Deadline for the decision. */
  readonly due: string;
  readonly decisions: readonly ExemptionDecision[];
  readonly appeal: { readonly at: string; readonly words: string } | null;
  /** Start and end of a granted exemption; a null end means none. */
  readonly from: string | null;
  readonly until: string | null;
}

type ExemptionRules = WorkerRules['exemption'];

const DAY_MS = 86_400_000;
const daysAfter = (at: Date, days: number): string => new Date(at.getTime() + days * DAY_MS).toISOString();

/** Whether a decision is pending. */
export const isOpen = ({ state }: Exemption): boolean => state === 'asked' || state === 'appealed';

/** @throws WorkerRefusedError exemption.ground, exemption.pending */
export function askExemption(
  id: string,
  { ground, words }: Pick<Exemption, 'ground' | 'words'>,
  earlier: readonly Exemption[],
  { grounds, sla_days }: ExemptionRules,
  now: Date,
): Exemption {
  if (!grounds.includes(ground)) throw new WorkerRefusedError('exemption.ground');
  if (earlier.some(isOpen)) throw new WorkerRefusedError('exemption.pending');
  const times = { asked: now.toISOString(), due: daysAfter(now, sla_days), from: null, until: null };
  return { id, state: 'asked', ground, words, ...times, decisions: [], appeal: null };
}

/**
 * The request after a decision. The second decision, on appeal, must be another person's.
 * @throws WorkerRefusedError exemption.closed, exemption.same-decider
 */
export function decideExemption(
  exemption: Exemption,
  {
    by,
    outcome,
    reason,
    until,
  }: Pick<ExemptionDecision, 'by' | 'outcome' | 'reason'> & { readonly until: string | null },
  now: Date,
): Exemption {
  if (!isOpen(exemption)) throw new WorkerRefusedError('exemption.closed');
  if (exemption.decisions.some((earlier) => earlier.by === by)) throw new WorkerRefusedError('exemption.same-decider');
  const at = now.toISOString();
  return {
    ...exemption,
    state: outcome,
    decisions: [...exemption.decisions, { at, by, outcome, reason }],
    ...(outcome === 'granted' && { from: at, until }),
  };
}

/** @throws WorkerRefusedError exemption.no-appeal, exemption.closed, exemption.appeal-late */
export function appealExemption(
  exemption: Exemption,
  words: string,
  { appeal, appeal_days, sla_days }: ExemptionRules,
  now: Date,
): Exemption {
  if (!appeal) throw new WorkerRefusedError('exemption.no-appeal');
  if (exemption.state !== 'refused' || exemption.appeal !== null) throw new WorkerRefusedError('exemption.closed');
  const refusedAt = new Date(exemption.decisions.at(-1)?.at ?? 0);
  if (now.toISOString() >= daysAfter(refusedAt, appeal_days)) throw new WorkerRefusedError('exemption.appeal-late');
  const at = now.toISOString();
  return { ...exemption, state: 'appealed', appeal: { at, words }, due: daysAfter(now, sla_days) };
}

/** Withdraws a request or a granted exemption. @throws WorkerRefusedError exemption.closed */
export function withdrawExemption(exemption: Exemption, now: Date): Exemption {
  if (!isOpen(exemption) && exemption.state !== 'granted') throw new WorkerRefusedError('exemption.closed');
  return { ...exemption, state: 'withdrawn', until: exemption.from === null ? null : now.toISOString() };
}
