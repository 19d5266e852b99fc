/** What a reading of the logs is about. */
export interface Interest {
  /** Names of buckets, with the prefix of what counts in each; an empty one for all. */
  readonly buckets: ReadonlyMap<string, readonly string[]>;
  /** ARNs of tables of items and other stores whose reads are data events. */
  readonly channels: readonly string[];
  /** ARNs of the keys of the class. */
  readonly keys: readonly string[];
}
