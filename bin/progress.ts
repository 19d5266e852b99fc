/** Steps shorter than this are printed without their duration (ms). */
const SHORT_MS = 2_000;

/**
 * Prints the current step on standard error, and its duration when it exceeds two seconds. Standard output holds only
 * the result.
 */
export function doing<T>(task: string, work: () => T): T {
  process.stderr.write(`· ${task}\n`);
  const began = performance.now();
  const result = work();
  const took = performance.now() - began;
  if (took > SHORT_MS) process.stderr.write(`  in ${(took / 1000).toFixed(1)} s\n`);
  return result;
}
