import { there } from '../../activity/there.ts';
/** `YYYY-MM-DDTHH:MM:SSZ` */
export type Instant = string;

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** A moment in UTC, from any of the forms in which AWS writes one: ISO 8601 with any offset, or seconds since 1970. */
export function instantOf(value: unknown): Instant | undefined {
  if (typeof value === 'number') return fromMillis(value < 1e11 ? value * 1000 : value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  // Without an offset it is UTC, never the time zone of this machine.
  const zoned = /([zZ]|[+-]\d{2}:?\d{2})$/.test(text) || !/^\d{4}-\d{2}-\d{2}/.test(text) ? text : withZone(text);
  return fromMillis(Date.parse(zoned));
}

const withZone = (text: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : `${text.replace(' ', 'T')}Z`;

/** The time of an access log: `02/Nov/2026:09:01:44 +0000`. */
export function accessLogInstant(text: string): Instant | undefined {
  const [, day, month, year, clock, offset] =
    /^(\d{2})\/(\w{3})\/(\d{4}):(\d{2}:\d{2}:\d{2}) ([+-]\d{4})$/.exec(text) ?? [];
  const at = MONTHS.indexOf(month ?? '');
  if (offset === undefined || at < 0) return undefined;
  return instantOf(
    `${year}-${String(at + 1).padStart(2, '0')}-${day}T${clock}${offset.slice(0, 3)}:${offset.slice(3)}`,
  );
}

export const fromMillis = (millis: number): Instant | undefined =>
  Number.isFinite(millis) && Math.abs(millis) < 8.64e15
    ? new Date(millis).toISOString().replace(/\.\d{3}Z$/, 'Z')
    : undefined;

/** `YYYY-MM-DDTHH`, which sorts as time does. */
export const hourOf = (at: Instant): string => at.slice(0, 13);

/** Every hour that a span touches; the end does not count. */
export function hoursBetween(from: Instant, to: Instant): string[] {
  const hours: string[] = [];
  for (let at = Date.parse(`${hourOf(from)}:00:00Z`); at < Date.parse(to); at += 3_600_000)
    hours.push(hourOf(there(fromMillis(at), 'an hour')));
  return hours;
}
