/** Where a worker's own decisions lie in the participation table. `participant` is `participantOf` the worker. */
export const workerKey = (participant: string): string => `worker#${participant}`;

/** What is counted of a worker's recordings; ingest writes here and nowhere else in that table. */
export const heldKey = (participant: string): string => `held#${participant}`;

export const SORT = {
  /** The latest pause, objection or agreement: what the next one must find. */
  last: 'last#',
  pause: 'pause#',
  exemption: 'exemption#',
  objection: 'objection#',
  consent: 'consent#',
  request: 'request#',
  day: 'day#',
  counted: 'counted#',
} as const;

/** Partitions that are about more than one worker: open requests for whoever decides, and who asked at which level. */
export const QUEUE = 'queue';
export const PARITY = 'parity';
