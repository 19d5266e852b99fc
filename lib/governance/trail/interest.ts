import type { AccessPoints } from './place.ts';
import type { Instant } from './time.ts';

/** What a reading of the logs is about. */
export interface Interest {
  /** Names of buckets, with what counts in each: folders, which end in a slash, and objects; an empty one for all. */
  readonly buckets: ReadonlyMap<string, readonly string[]>;
  /** ARNs of tables of items and other stores whose reads are data events. */
  readonly channels: readonly string[];
  /** ARNs of the keys of the class. */
  readonly keys: readonly string[];
  /** Buckets behind access points. */
  readonly accessPoints?: AccessPoints;
  /** Moments that part what is summed up: what lies on two sides of one is told apart. */
  readonly boundaries?: readonly Instant[];
}
