/** What the clock of the ingest API said (ms since the epoch), and the reading of the monotonic clock when it was heard (µs). */
export interface Heard {
  readonly at: number;
  readonly mono: number;
}

/** Ages (µs) between which one answer is kept: something that is recorded now may have begun long before. */
const AGES = [30, 60, 120, 240, 480, 960].map((seconds) => seconds * 1_000_000);

/**
 * The answers worth keeping, oldest first: the newest, and one of each age. What happened is bounded from below by the newest
 * answer that had been heard before it.
 */
export function keepHeard(earlier: readonly Heard[], newest: Heard): readonly Heard[] {
  const ageOf = ({ mono }: Heard) => AGES.filter((age) => newest.mono - mono >= age).length;
  const byAge = Map.groupBy(earlier, ageOf);
  // The oldest of each age, which others of it could not stand in for; of those beyond all ages the newest.
  const kept = [...byAge].flatMap(([age, answers]) => (age === AGES.length ? answers.slice(-1) : answers.slice(0, 1)));
  return [...kept, newest];
}
