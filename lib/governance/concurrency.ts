/**
 * How many of each function may run at once. The queue's source stays below redaction's ceiling, or messages would be
 * throttled into the dead-letter queue.
 */
export const CONCURRENCY = {
  ingest: 100,
  redact: 20,
  retain: 1,
  worker: 20,
  page: 20,
  sentinel: 2,
  revoke: 1,
} as const;

/** What all of them take away from the account's limit. */
export const RESERVED = Object.values(CONCURRENCY).reduce((sum, each) => sum + each, 0);

/** What Lambda keeps for functions without a reservation. https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
export const KEPT_BY_LAMBDA = 100;
