import type { ActivityEvent } from './events.ts';

/** When the content of an event began and ended: microseconds after `clock.t0`. */
export interface Extent {
  readonly from: number;
  readonly to: number;
}

/** Content that began long before its event, or continued after it, must not be treated as a moment. */
export function extentOf({ kind, mono_us, for_us = 0, d }: ActivityEvent): Extent {
  if (kind === 'pointer') return { from: mono_us, to: mono_us + Math.max(for_us, ...d.pts.map(([after]) => after)) };
  // It is unspecified whether a transcript's time is its beginning or its end.
  if (kind === 'transcript')
    return { from: mono_us - d.dur_ms * 1_000, to: mono_us + Math.max(for_us, d.dur_ms * 1_000) };
  return { from: mono_us, to: mono_us + for_us };
}
