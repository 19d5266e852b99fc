import { PREFIXES } from '../../activity/zones.ts';
import type { ObjectVersion } from '../../storage/ports.ts';
import { addDays, dayOf } from '../days.ts';
import type { DyingZone } from '../keep.ts';
import type { Early, Stock, StockKind } from './types.ts';

const PLACE = /(?:^|\/)jurisdiction=([^/]+)\//;
const DAY = /(?:^|\/)day=(\d{4}-\d{2}-\d{2})\//;
const EXPIRES = /(?:^|\/)expires=(\d{4}-\d{2}-\d{2})\//;

/** The kinds of objects of each zone, by the prefix of their keys. */
const KINDS: Readonly<Record<DyingZone, readonly (readonly [string, StockKind])[]>> = {
  raw: [
    [PREFIXES.segments, 'segments'],
    [PREFIXES.rawFrames, 'frames'],
    [PREFIXES.carries, 'carries'],
  ],
  redacted: [
    [PREFIXES.table, 'rows'],
    [PREFIXES.maskedFrames, 'masked-frames'],
  ],
  derived: [['', 'copies']],
  packages: [['', 'copies']],
};

const kindOf = (zone: DyingZone, key: string): StockKind =>
  KINDS[zone].find(([prefix]) => key.startsWith(prefix))?.[1] ?? 'unknown';

const placeOf = (key: string): string | null => PLACE.exec(key)?.[1] ?? null;

/** Whether the calendar has a day. Thousands of prefixes share a few. */
const real = new Map<string, boolean>();
function isDay(day: string): boolean {
  let known = real.get(day);
  if (known === undefined) {
    known = !Number.isNaN(Date.parse(day)) && dayOf(new Date(day)) === day;
    if (real.size > 10_000) real.clear();
    real.set(day, known);
  }
  return known;
}

/** The day in a key; null if it has none, or one that is not in the calendar. */
const dayIn = (pattern: RegExp, key: string): string | null => {
  const day = pattern.exec(key)?.[1];
  return day !== undefined && isDay(day) ? day : null;
};

/**
 * The stock under a prefix; undefined while the prefix names no day of receipt, so that it must be opened. A day in the future is
 * not believed: such objects count from when they were written.
 */
export function stockOf(zone: DyingZone, prefix: string, today: string): Stock | undefined {
  const day = dayIn(DAY, prefix);
  if (day === null || day > addDays(today, 1)) return undefined;
  return { zone, prefix, ...said(zone, prefix), day, early: null, only: null };
}

/** One object whose key names no day of receipt: it counts from when it was written, because unknown is not forever. */
export const strayOf = (
  zone: DyingZone,
  { key, lastModified }: Pick<ObjectVersion, 'key' | 'lastModified'>,
): Stock => ({
  ...{ zone, prefix: key, ...said(zone, key), day: dayOf(lastModified), early: null, only: [key] },
});

/** Whether a prefix holds one copy, whose key names the day of its destruction. */
export const isCopy = (prefix: string): boolean => prefix.endsWith('/') && dayIn(EXPIRES, prefix) !== null;

/** A copy dies on its own day, and no later than one that was written when the first of its objects was. */
export const copyOf = (
  zone: DyingZone,
  prefix: string,
  { lastModified }: Pick<ObjectVersion, 'lastModified'>,
): Stock => ({
  ...{ zone, prefix, ...said(zone, prefix), day: dayOf(lastModified), early: null, only: null },
});

/**
 * A stock that is destroyed before its time.
 * @param prefix of its keys
 * @param day UTC, from which on it should be gone
 * @param only the keys that are meant, when not all under the prefix are
 */
export const earlyOf = (
  zone: DyingZone,
  prefix: string,
  why: Early,
  day: string,
  only: readonly string[] | null = null,
): Stock => ({ zone, prefix, ...said(zone, prefix), day: dayIn(DAY, prefix), early: { why, day }, only });

const said = (zone: DyingZone, key: string): Pick<Stock, 'kind' | 'place' | 'expires'> => ({
  kind: kindOf(zone, key),
  place: placeOf(key),
  expires: dayIn(EXPIRES, key),
});
