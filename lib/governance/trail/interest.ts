import type { AccessPoints } from './place.ts';
import type { Instant } from './time.ts';

/** The subject of a reading of the logs. */
export interface Interest {
  /** Names of buckets, with the parts of each that count: folders, which end in a slash, and objects; an empty one for all. */
  readonly buckets: ReadonlyMap<string, readonly string[]>;
  /** ARNs of tables of items and other stores whose reads are data events. */
  readonly channels: readonly string[];
  /** ARNs of the keys of the class. */
  readonly keys: readonly string[];
  /** Buckets behind access points. */
  readonly accessPoints?: AccessPoints;
  /** Moments that divide the sums: reads before and after one are counted apart. */
  readonly boundaries?: readonly Instant[];
}
