/** Numbers of the templates that do not follow from the collection. A test compares them with a synthesis. */
export const SYNTHESIZED = {
  /** Segments per batch of the queue. */
  batch: 25,
  redactTimeoutS: 300,
  redactMiB: 1_769,
  ingestMiB: 1_769,
  retainMiB: 1_024,
  retainTimeoutS: 900,
  keys: 16,
  alarms: 87,
} as const;
