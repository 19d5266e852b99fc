/** A time in which a worker does not want to be recorded. Milliseconds since the epoch; `until` is exclusive. */
export interface Interval {
  readonly from: number;
  readonly until: number;
}

/** Whether something that happened at `at` falls into one of the intervals. */
export const covers = (intervals: readonly Interval[], at: number): boolean =>
  intervals.some(({ from, until }) => at >= from && at < until);
