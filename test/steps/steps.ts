import { expect } from 'vitest';
import { blocksRun } from './counting.ts';
import { CountingRegex } from './regex-steps.ts';
import { nativeExec } from './regex-tree.ts';

export interface Counted<T> {
  readonly result: T;
  /** Blocks of our code that ran, and trials of a regular expression at a place: the same on every machine, however busy. */
  readonly steps: number;
}

const counters = new Map<string, CountingRegex>();

/** Runs and counts. `run` must not be asynchronous: what else ran meanwhile would be counted too. */
export function counted<T>(run: () => T): Counted<T> {
  for (const counter of counters.values()) counter.steps = 0;
  RegExp.prototype.exec = countingExec;
  blocksRun();
  try {
    const result = run();
    const blocks = blocksRun();
    let steps = blocks;
    for (const counter of counters.values()) steps += counter.steps;
    if (blocks === 0) throw new Error('Nothing was counted: import test/steps/counting.ts before what is counted.');
    return { result, steps };
  } finally {
    RegExp.prototype.exec = nativeExec;
  }
}

/** The standard sends every use of an expression through `exec`. The counter is held to the answer of the engine. */
function countingExec(this: RegExp, text: string): RegExpExecArray | null {
  RegExp.prototype.exec = nativeExec;
  try {
    return countedExec(this, text);
  } finally {
    RegExp.prototype.exec = countingExec;
  }
}

function countedExec(expression: RegExp, text: string): RegExpExecArray | null {
  const key = `${expression.flags}/${expression.source}`;
  let counter = counters.get(key);
  if (counter === undefined) {
    counter = new CountingRegex(expression);
    counters.set(key, counter);
  }
  const from = expression.global || expression.sticky ? expression.lastIndex : 0;
  const mine = counter.find(text, from, expression.sticky);
  const found = nativeExec.call(expression, text);
  const theirs = found === null ? undefined : [found.index, found.index + found[0].length];
  if (mine?.[0] !== theirs?.[0] || mine?.[1] !== theirs?.[1])
    throw new Error(`The step counter misreads /${expression.source}/`);
  return found;
}

/** What `run` gives, which must not take more steps than this: hostile input must not cost more than other input. */
export function within<T>(steps: number, run: () => T): T {
  const found = counted(run);
  expect(found.steps).toBeLessThan(steps);
  return found.result;
}

/**
 * Twice the input may take no more than twice the steps, and a tenth: at one of two doublings, since a longer text may need one
 * pass more, or be the first that is read by a further part. What grows faster does so at both. @returns steps of the larger input
 */
export function linear(size: number, run: (size: number) => unknown): number {
  const stepsOf = (scale: number): number => counted(() => run(scale)).steps;
  const once = stepsOf(size);
  const twice = stepsOf(2 * size);
  const growth = twice / once;
  expect(growth < 2.2 ? growth : Math.min(growth, once / stepsOf(size / 2))).toBeLessThan(2.2);
  return twice;
}
