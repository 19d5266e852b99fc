import type { Rule } from './rule.ts';

type Check = NonNullable<Rule['valid']>;

/** Whether one of the words is within sixty characters of the value. */
export const near = (words: RegExp) => (_value: string, line: string, at: number) =>
  words.test(line.slice(Math.max(0, at - 60), at + 60));

/** All checks hold. */
export const all =
  (...checks: readonly Check[]): Check =>
  (value, line, at, surface) =>
    checks.every((check) => check(value, line, at, surface));

/** How many digits a value has, without its extension. */
export function digitsBetween(low: number, high: number): Check {
  return (value) => {
    const n = value.replace(/(?:x|ext\.?|#)\s?\d{1,6}$/i, '').replace(/\D/g, '').length;
    return n >= low && n <= high;
  };
}
