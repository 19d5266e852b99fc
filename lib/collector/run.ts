import type { Collector } from './collector.ts';

const EVERY_MS = 1_000;

/**
 * Lets a collector work on the clock of this machine. An attempt that takes long does not keep what is captured from the disk.
 * @param onError gets unforeseen errors; the work goes on
 * @returns ends the session, and the work
 */
export function run(collector: Collector, onError: (error: unknown) => void): () => Promise<void> {
  let ticking = false;
  const timer = setInterval(() => {
    collector.send().catch(onError);
    // A slow disk is waited for: ticks must not queue up behind it.
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
