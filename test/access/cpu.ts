import { expect } from 'vitest';

/** What `run` gives, which must not cost more processor time than this: hostile input may not, however busy the machine. */
export function within<T>(milliseconds: number, run: () => T): T {
  const before = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(milliseconds);
  return result;
}
