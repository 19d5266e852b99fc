import type { Collector } from './collector.ts';

const EVERY_MS = 1_000;

/**
 * Runs a collector on this machine's clock. A slow attempt to send does not delay saving to the disk.
 * @param onError receives unforeseen errors; the work continues
 * @returns ends the session, and the work
 */
export function run(collector: Collector, onError: (error: unknown) => void): () => Promise<void> {
  let ticking = false;
  const timer = setInterval(() => {
    collector.send().catch(onError);
    // Skips ticks while the disk is slow: they must not queue up.
    if (ticking) return;
    ticking = true;
    collector
      .tick()
      .catch(onError)
      .finally(() => {
        ticking = false;
      });
  }, EVERY_MS);
  return async () => {
    clearInterval(timer);
    await collector.stop();
  };
}

/** The clocks of this machine. */
export const systemClock = { wall: () => Date.now(), mono: () => Number(process.hrtime.bigint() / 1000n) };
