/** Numbers of the templates that do not follow from the collection. A test holds them to what is synthesized. */
export const SYNTHESIZED = {
  /** Segments that the queue hands over at once. */
  batch: 50,
  redactTimeoutS: 300,
  redactMiB: 1_769,
  ingestMiB: 1_769,
  retainMiB: 1_024,
  retainTimeoutS: 900,
  keys: 14,
  alarms: 70,
} as const;
