import type { ObjectVersion } from '../storage/ports.ts';
import { addDays, dayOf } from './days.ts';

const DAY = /(?:^|\/)day=(\d{4}-\d{2}-\d{2})\//;
const EXPIRES = /(?:^|\/)expires=(\d{4}-\d{2}-\d{2})\//;

/**
 * The UTC day on which an object must be gone. A copy says it itself (`expires=`, never later than its inputs), captured
 * data by its day of receipt (`day=`). A key that says neither counts from when it was written: unknown is not forever.
 */
export function deadlineOf(
  { key, lastModified }: Pick<ObjectVersion, 'key' | 'lastModified'>,
  keepDays: number,
): string {
  const own = EXPIRES.exec(key)?.[1];
  const byAge = addDays(DAY.exec(key)?.[1] ?? dayOf(lastModified), keepDays);
  return own !== undefined && own < byAge ? own : byAge;
}
