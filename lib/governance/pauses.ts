/** A time in which a worker does not want to be recorded. Milliseconds since the epoch; `until` is exclusive. */
export interface Interval {
  readonly from: number;
  readonly until: number;
}

/** Longest pause that may be asked for at once. Another may follow. */
export const PAUSE_MAX_S = 1_800;

/** Whether something that happened at `at` falls into one of the intervals. */
export const covers = (intervals: readonly Interval[], at: number): boolean =>
  intervals.some(({ from, until }) => at >= from && at < until);
