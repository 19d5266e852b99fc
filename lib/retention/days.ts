const DAY_MS = 86_400_000;

/** The UTC day of a moment, as YYYY-MM-DD. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** The UTC day `days` after `day`. */
export const addDays = (day: string, days: number): string => dayOf(new Date(Date.parse(day) + days * DAY_MS));

/** The UTC day on which data received on `day` is destroyed when it may be kept for `keepDays`. */
export const expiryDay = (day: string, keepDays: number): string => addDays(day, keepDays);

/** Whether data received on `day` must be gone on `today`. */
export const isDue = (day: string, keepDays: number, today: string): boolean => expiryDay(day, keepDays) <= today;
