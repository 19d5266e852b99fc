import type { ActivityEvent } from './events.ts';

/** From when until when the content of an event arose: microseconds after `clock.t0`. */
export interface Extent {
  readonly from: number;
  readonly to: number;
}

/** Content that began long before its event, or went on after it, must not be taken for a moment. */
export function extentOf({ kind, mono_us, for_us = 0, d }: ActivityEvent): Extent {
  if (kind === 'pointer') return { from: mono_us, to: mono_us + Math.max(for_us, ...d.pts.map(([after]) => after)) };
  // Nobody says whether a transcript has the time when it began or when it ended.
  if (kind === 'transcript')
    return { from: mono_us - d.dur_ms * 1_000, to: mono_us + Math.max(for_us, d.dur_ms * 1_000) };
  return { from: mono_us, to: mono_us + for_us };
}
