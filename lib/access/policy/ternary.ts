/** Whether something matches. `unknown` is never counted as safe: an Allow may hold, a Deny need not. */
export type Match = 'yes' | 'no' | 'unknown';

export const matchOf = (value: boolean): Match => (value ? 'yes' : 'no');

export const not = (value: Match): Match => (value === 'yes' ? 'no' : value === 'no' ? 'yes' : 'unknown');

/** Conjunction: one `no` decides, else one `unknown` clouds. */
export function every(values: Iterable<Match>): Match {
  let result: Match = 'yes';
  for (const value of values) {
    if (value === 'no') return 'no';
    if (value === 'unknown') result = 'unknown';
  }
  return result;
}

/** Disjunction: one `yes` decides, else one `unknown` clouds. */
export const some = (values: Iterable<Match>): Match => not(every(map(values, not)));

function* map<A, B>(values: Iterable<A>, f: (value: A) => B): Iterable<B> {
  for (const value of values) yield f(value);
}
