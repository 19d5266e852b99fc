import type { BatchOpen } from '../../activity/envelope.ts';

/**
 * Bounds of an event's time, by the clock of the door: not before `earliest`, not after `latest` (ms since the epoch).
 * Pauses are kept by that clock, so they also apply to a device whose clock is wrong.
 */
export interface Moment {
  readonly earliest: number;
  readonly latest: number;
}

/** How a segment or frame arrived at the door. */
export interface Sending {
  /** When the door received its request, by the clock of the door (ms since the epoch). */
  readonly at: number;
  /** Reading of the session's monotonic clock when the device sent it, if reported (microseconds after `clock.t0`). */
  readonly sentUs?: number | undefined;
}

type Opening = Pick<BatchOpen, 'clock' | 'rec'>;

/**
 * All assumptions about clocks. A device may set its wall clock freely, may sleep, and may be of any age. `gain`: share
 * by which a monotonic clock may run fast (a quartz stays under 100 ppm; NTP slews by 500).
 */
export const ASSUMED = {
  gain: 0.001,
  /** Clock difference between two functions behind the door (ms). */
  doorMs: 1_000,
  /** How far ahead the wall clock may be on a device that does not report the door's time (ms). */
  aheadMs: 600_000,
  /** Largest offset from UTC of a time without a zone, east and west (ms): https://www.iana.org/time-zones */
  eastMs: 14 * 3_600_000,
  westMs: 12 * 3_600_000,
} as const;

/** Earliest possible time of any event of a segment: its device hears from the door before it opens one. */
export function beganAt(open: Opening, sending: Sending): number {
  const heard = (open.clock.door ?? []).map(({ mono_us }) => mono_us);
  return momentsOf(open, sending)(Math.max(0, ...heard)).earliest;
}

/**
 * Bounds the times of a segment's events, from what the device reports of its monotonic clock.
 *
 * Latest: the event was sent `sentUs - mono_us` after it happened, and had been sent when it arrived. A device that
 * does not report when it sent may have held the event for long, so any time up to its arrival is possible. Earliest:
 * the door had reported a time at a certain reading of the clock (`clock.door`), and the event came a known duration
 * later. A device that reports no such time is trusted by its wall clock, to ten minutes, and to 26 hours where it
 * knows no zone.
 *
 * Both bounds hold whatever the wall clock did, and however long the device slept: a monotonic clock that stops makes
 * both bounds wider. An imported event happened under another clock, and is trusted by that one.
 */
export function momentsOf({ clock, rec }: Opening, { at, sentUs }: Sending): (monoUs: number) => Moment {
  const t0 = Date.parse(clock.t0);
  const [east, west] = clock.tz_known ? [0, 0] : [ASSUMED.eastMs, ASSUMED.westMs];
  const { aheadMs, doorMs, gain } = ASSUMED;
  const heard = clock.door?.map(({ at: said, mono_us }) => ({ at: Date.parse(said), monoUs: mono_us }));
  const elapsed = (us: number) => (us / 1000) * (1 - gain);
  if (rec.import !== undefined)
    return (monoUs) => {
      const claimed = t0 + monoUs / 1000;
      return ordered(claimed - aheadMs - east, Math.min(claimed + aheadMs + west, at));
    };
  return (monoUs) => {
    const latest = at - (sentUs === undefined ? 0 : elapsed(Math.max(0, sentUs - monoUs)));
    const before = heard?.filter((answer) => answer.monoUs <= monoUs);
    const earliest =
      before === undefined
        ? t0 + monoUs / 1000 - aheadMs - east
        : Math.max(...before.map((answer) => answer.at + elapsed(monoUs - answer.monoUs)));
    return ordered(earliest - doorMs, latest + doorMs);
  };
}

/** Of two contradicting bounds either may be the true one. An invalid time bounds nothing. */
function ordered(a: number, b: number): Moment {
  if (Number.isNaN(a + b)) return { earliest: Number.NEGATIVE_INFINITY, latest: Number.POSITIVE_INFINITY };
  return { earliest: Math.min(a, b), latest: Math.max(a, b) };
}
