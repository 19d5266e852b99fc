import { nth } from '../../../lib/activity/there.ts';
/** One person as an attacker sees them: numbers that are published about something masked. */
export type Look = readonly number[];

/**
 * How often an attacker names the right person. The attacker has the roster, saw each of its names once as it would be published,
 * and takes all names that look the same as equally likely: the number of different looks over the number of people.
 */
export const byClass = (looks: readonly Look[]): number =>
  new Set(looks.map((look) => look.join())).size / looks.length;

/**
 * The same for looks that vary: an attacker who has seen each name typed by another person takes the nearest look, with each
 * number measured in units of its spread. Ties share the guess.
 */
export function byNearest(learnt: readonly Look[], seen: readonly Look[]): number {
  const spread = nth(learnt, 0).map((_, i) => deviation(learnt.map((look) => nth(look, i))));
  let right = 0;
  for (const [who, look] of seen.entries()) {
    const far = learnt.map((other) =>
      other.reduce((sum, value, i) => sum + (spread[i] === 0 ? 0 : ((value - nth(look, i)) / nth(spread, i)) ** 2), 0),
    );
    const least = Math.min(...far);
    const nearest = far.flatMap((distance, i) => (distance <= least + 1e-12 ? [i] : []));
    if (nearest.includes(who)) right += 1 / nearest.length;
  }
  return right / seen.length;
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
