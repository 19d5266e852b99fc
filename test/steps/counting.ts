import { Session } from 'node:inspector';

/**
 * Lets V8 count how often each block of code runs (precise coverage: https://v8.dev/blog/javascript-code-coverage). Functions
 * that were compiled before are not counted: a test imports this file before all others.
 */
const session = new Session();
session.connect();

interface Answers {
  'Profiler.enable': undefined;
  'Profiler.startPreciseCoverage': undefined;
  'Profiler.takePreciseCoverage': {
    readonly result: readonly {
      readonly url: string;
      readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
    }[];
  };
}

function ask<M extends keyof Answers>(method: M, params: object = {}): Answers[M] {
  let answer: unknown;
  // The inspector answers its own thread at once.
  session.post(method, params, (error: Error | null, result: unknown) => {
    if (error !== null) throw error;
    answer = result;
  });
  return answer as Answers[M];
}

ask('Profiler.enable');
ask('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/** Blocks of the code under `lib/` and `lambdas/` that ran since this was asked last. */
export function blocksRun(): number {
  let sum = 0;
  for (const { url, functions } of ask('Profiler.takePreciseCoverage').result)
    if (/\/(?:lib|lambdas)\//.test(url) && !url.includes('node_modules'))
      for (const { ranges } of functions) for (const { count } of ranges) sum += count;
  return sum;
}
