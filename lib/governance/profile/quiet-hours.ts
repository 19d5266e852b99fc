import type { Profile } from './schema.ts';

type QuietHours = NonNullable<Profile['quiet_hours']>;
type Day = QuietHours['windows'][number]['days'][number];

/** Offsets of time zones change on quarters of an hour only, so that local time needs to be looked up once for each. */
const QUARTER_MS = 900_000;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const WEEK = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const satisfies readonly Day[];

/** Tells whether something that happened at a moment (ms since the epoch) fell into the quiet hours of its place. */
export function quietHours(quiet: Profile['quiet_hours']): (at: number) => boolean {
  if (quiet === null) return () => false;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: quiet.zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const known = new Map<number, { readonly day: Day; readonly minute: number }>();
  const local = (at: number) => {
    const quarter = Math.floor(at / QUARTER_MS) * QUARTER_MS;
    let start = known.get(quarter);
    if (start === undefined) {
      const parts = Object.fromEntries(format.formatToParts(quarter).map(({ type, value }) => [type, value]));
      start = {
        day: String(parts.weekday).toLowerCase() as Day,
        minute: Number(parts.hour) * 60 + Number(parts.minute),
      };
      known.set(quarter, start);
    }
    return { day: start.day, minute: start.minute + Math.floor((at - quarter) / MINUTE_MS) };
  };
  return (at) => {
    const { day, minute } = local(at);
    return quiet.windows.some((window) => falls(window, day, minute));
  };
}

/** A window that does not end after it starts ends on the next day: 20:00 to 07:00, or 00:00 to 00:00 for a whole day. */
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
