/** A time of the ingest API's clock (ms since the epoch), and the monotonic reading when it was received (µs). */
export interface Heard {
  readonly at: number;
  readonly mono: number;
}

/** Age limits (µs); one response is kept between each two: an event recorded now may have begun long before. */
const AGES = [30, 60, 120, 240, 480, 960].map((seconds) => seconds * 1_000_000);

/**
 * The responses to keep, oldest first: the newest, and one of each age. An event's earliest time follows from the
 * newest response received before it.
 */
export function keepHeard(earlier: readonly Heard[], newest: Heard): readonly Heard[] {
  const ageOf = ({ mono }: Heard) => AGES.filter((age) => newest.mono - mono >= age).length;
  const byAge = Map.groupBy(earlier, ageOf);
  // Keeps the oldest of each age, which no other of that age can replace; beyond all ages, the newest.
  const kept = [...byAge].flatMap(([age, answers]) => (age === AGES.length ? answers.slice(-1) : answers.slice(0, 1)));
  return [...kept, newest];
}
