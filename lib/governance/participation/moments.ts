import type { BatchOpen } from '../../activity/envelope.ts';

/**
 * When something happened, by the clock of the door: not before `earliest`, not after `latest` (ms since the epoch). Pauses
 * are kept by that clock, so that a device whose clock is wrong is held to them all the same.
 */
export interface Moment {
  readonly earliest: number;
  readonly latest: number;
}

/** How a segment or frame came to the door. */
export interface Sending {
  /** When its request was taken up, by the clock of the door (ms since the epoch). */
  readonly at: number;
  /** Reading of the session's monotonic clock when the device sent it, if it said so (microseconds after `clock.t0`). */
  readonly sentUs?: number | undefined;
}

type Opening = Pick<BatchOpen, 'clock' | 'rec'>;

/**
 * What is assumed of clocks, and nothing else is. A device may set its wall clock as it likes, may sleep, may be of any age.
 * `gain`: share by which a monotonic clock may run fast (a quartz stays under 100 ppm; NTP slews by 500).
 */
export const ASSUMED = {
  gain: 0.001,
  /** Difference between the clocks of two functions behind the door (ms). */
  doorMs: 1_000,
  /** How far ahead the wall clock may be of a device that does not say what it heard from the door (ms). */
  aheadMs: 600_000,
  /** How far a time without a zone may be from UTC, east and west (ms): https://www.iana.org/time-zones */
  eastMs: 14 * 3_600_000,
  westMs: 12 * 3_600_000,
} as const;

/** Before when nothing of a segment can have happened: its device hears of the door before it opens one. */
export function beganAt(open: Opening, sending: Sending): number {
  const heard = (open.clock.door ?? []).map(({ mono_us }) => mono_us);
  return momentsOf(open, sending)(Math.max(0, ...heard)).earliest;
}

/**
 * Bounds the moments of a segment's events, from what the device says of its monotonic clock.
 *
 * Not after: it was sent `sentUs - mono_us` after it happened, and had been sent when it arrived. A device that does not say
 * when it sent may have held it for long, so that anything up to its arrival is possible.
 * Not before: the door had said a time when the clock read so and so much (`clock.door`), and the event came so much later.
 * A device that says nothing of that is believed by its wall clock, to ten minutes, and to 26 hours where it knows no zone.
 *
 * Both hold whatever the wall clock did, and however long the device slept: a monotonic clock that stops makes both bounds
 * wider. What was imported happened before another clock, and is believed by that one.
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

/** Of bounds that contradict each other either may be the true one. A time that is none bounds nothing. */
function ordered(a: number, b: number): Moment {
  if (Number.isNaN(a + b)) return { earliest: Number.NEGATIVE_INFINITY, latest: Number.POSITIVE_INFINITY };
  return { earliest: Math.min(a, b), latest: Math.max(a, b) };
}
