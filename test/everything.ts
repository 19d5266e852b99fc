/** Whether all is tried, as `npm run soak` does. The suite tries a sample of what takes long, the same in each run. */
export const EVERYTHING = process.env.EVERYTHING === '1';

/** Each n-th in the suite, all of them in the soak. */
export const every = <T>(n: number, all: readonly T[]): readonly T[] =>
  EVERYTHING ? all : all.filter((_, at) => at % n === 0);
