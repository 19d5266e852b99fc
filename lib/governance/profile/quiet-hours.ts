import type { Moment } from '../participation/moments.ts';
import type { Profile } from './schema.ts';

type QuietHours = NonNullable<Profile['quiet_hours']>;
type Day = QuietHours['windows'][number]['days'][number];

/** Time zone offsets change only on quarter hours, so local time is looked up once for each. */
const QUARTER_MINUTES = 15;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const WEEK_MINUTES = 7 * DAY_MINUTES;
const WEEK = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const satisfies readonly Day[];

/**
 * Tells whether an event may have happened in the quiet hours of its place. Query many events in time order: each
 * minute is then checked once.
 */
export function quietHours(quiet: Profile['quiet_hours']): (when: Moment) => boolean {
  if (quiet === null || quiet.windows.length === 0) return () => false;
  const isQuiet = minutes(quiet);
  /** No minute from `from` to before `next` is quiet. */
  let [from, next] = [0, 0];
  return ({ earliest, latest }) => {
    const [first, last] = [Math.floor(earliest / MINUTE_MS), Math.floor(latest / MINUTE_MS)];
    // The schedule repeats.
    if (last - first >= WEEK_MINUTES) return true;
    if (first < from || first > next) [from, next] = [first, first];
    while (next <= last && !isQuiet(next)) next++;
    return next <= last;
  };
}

/** Whether a minute is quiet; minutes are counted from the epoch, and local time changes with them only. */
function minutes(quiet: QuietHours): (minute: number) => boolean {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: quiet.zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const known = new Map<number, { readonly day: Day; readonly minute: number }>();
  const local = (minute: number) => {
    const quarter = Math.floor(minute / QUARTER_MINUTES) * QUARTER_MINUTES;
    let start = known.get(quarter);
    if (start === undefined) {
      const parts = Object.fromEntries(
        format.formatToParts(quarter * MINUTE_MS).map(({ type, value }) => [type, value]),
      );
      start = {
        day: String(parts.weekday).toLowerCase() as Day,
        minute: Number(parts.hour) * 60 + Number(parts.minute),
      };
      known.set(quarter, start);
    }
    return { day: start.day, minute: start.minute + minute - quarter };
  };
  return (at) => {
    const { day, minute } = local(at);
    return quiet.windows.some((window) => falls(window, day, minute));
  };
}

/** A window whose end is not after its start ends on the next day: 20:00 to 07:00, or 00:00 to 00:00 for a whole day. */
function falls({ days, from, to }: QuietHours['windows'][number], day: Day, minute: number): boolean {
  const [start, end] = [minuteOf(from), minuteOf(to)];
  const length = end > start ? end - start : end + DAY_MINUTES - start;
  const yesterday = WEEK[(WEEK.indexOf(day) + 6) % 7] as Day;
  const within = (now: number) => now >= start && now < start + length;
  return (days.includes(day) && within(minute)) || (days.includes(yesterday) && within(minute + DAY_MINUTES));
}

function minuteOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  return hours * 60 + minutes;
}
