import { nth } from '../../activity/there.ts';

/** The index of the last of ascending values that is not above `most`, or -1. */
export function lastAtMost<T>(values: readonly T[], most: number, of: (value: T) => number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (of(nth(values, mid)) <= most) low = mid + 1;
    else high = mid;
  }
  return low - 1;
}
