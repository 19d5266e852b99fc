/** A step that takes less than this needs no time beside it (ms). */
const SHORT_MS = 2_000;

/**
 * Says on standard error what is being done, and how long it took where that is more than two seconds. Standard output is the
 * result alone.
 */
export function doing<T>(what: string, work: () => T): T {
  process.stderr.write(`· ${what}\n`);
  const began = performance.now();
  const result = work();
  const took = performance.now() - began;
  if (took > SHORT_MS) process.stderr.write(`  in ${(took / 1000).toFixed(1)} s\n`);
  return result;
}
