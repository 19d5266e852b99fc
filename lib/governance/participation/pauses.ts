import type { Moment } from './moments.ts';
import { WorkerRefusedError } from './refusals.ts';
import type { WorkerRules } from './rules.ts';

/** An interval in which a worker must not be recorded. Milliseconds since the epoch; `until` is exclusive. */
export interface PausedTime {
  readonly from: number;
  readonly until: number;
}

/** The first interval that an event with these time bounds may fall into. */
export const touched = <T extends PausedTime>(intervals: readonly T[], { earliest, latest }: Moment): T | undefined =>
  intervals.find(({ from, until }) => latest >= from && earliest < until);

/** The latest pause of a worker, and the total of pauses on its UTC day. Times are ISO 8601 in UTC. */
export interface LastPause {
  readonly from: string;
  readonly until: string;
  /** Seconds of all pauses that began on the UTC day of `from`, this one included. */
  readonly used_s: number;
}

const dayOf = (at: string | Date): string => new Date(at).toISOString().slice(0, 10);

/** Whether a pause is running at `now`. */
export const isRunning = (last: LastPause | undefined, now: Date): boolean =>
  last !== undefined && Date.parse(last.until) > now.getTime();

/** Seconds that the pauses of today have taken so far. */
export const usedToday = (last: LastPause | undefined, now: Date): number =>
  last !== undefined && dayOf(last.from) === dayOf(now) ? last.used_s : 0;

/**
 * The pause that begins now. No reason is required.
 * @param seconds 1 to `rules.max_s`, which is 1,800 at most
 * @throws WorkerRefusedError pause.length, pause.running, pause.gap, pause.daily-cap
 */
export function startPause(
  last: LastPause | undefined,
  seconds: number,
  { max_s, min_gap_s, daily_cap_s }: WorkerRules['pause'],
  now: Date,
): LastPause {
  if (!Number.isSafeInteger(seconds) || seconds < 1 || seconds > max_s)
    throw new WorkerRefusedError('pause.length', `1 to ${max_s} seconds`);
  if (isRunning(last, now)) throw new WorkerRefusedError('pause.running', `until ${last?.until}`);
  const rested = last === undefined ? Number.POSITIVE_INFINITY : (now.getTime() - Date.parse(last.until)) / 1000;
  if (rested < min_gap_s) throw new WorkerRefusedError('pause.gap', `in ${Math.ceil(min_gap_s - rested)} seconds`);
  const used = usedToday(last, now);
  if (daily_cap_s !== null && used + seconds > daily_cap_s)
    throw new WorkerRefusedError('pause.daily-cap', `${Math.max(0, daily_cap_s - used)} seconds are left`);
  const until = new Date(now.getTime() + seconds * 1000).toISOString();
  return { from: now.toISOString(), until, used_s: used + seconds };
}

/** The running pause, ended now; its unused part does not count. @throws WorkerRefusedError pause.none */
export function endPause(last: LastPause | undefined, now: Date): LastPause {
  if (last === undefined || !isRunning(last, now)) throw new WorkerRefusedError('pause.none');
  const unused = Math.floor((Date.parse(last.until) - now.getTime()) / 1000);
  return { from: last.from, until: now.toISOString(), used_s: last.used_s - unused };
}
