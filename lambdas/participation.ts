import { PARTICIPATION_ITEMS as ITEMS, pkOf, prefixOf } from '../lib/ledger/index.ts';

/** The partition of a worker's own decisions in the participation table. `participant` is `participantOf` the worker. */
export const workerKey = (participant: string): string => pkOf(ITEMS.pause, { participant });

/** Counts of a worker's recordings; ingest writes here and nowhere else in that table. */
export const heldKey = (participant: string): string => pkOf(ITEMS.heldDay, { participant });

/** How the sort keys of a worker's items begin. */
export const SORT = {
  pause: prefixOf(ITEMS.pause),
  exemption: prefixOf(ITEMS.exemption),
  objection: prefixOf(ITEMS.objection),
  consent: prefixOf(ITEMS.consent),
  request: prefixOf(ITEMS.request),
  day: prefixOf(ITEMS.heldDay),
  counted: prefixOf(ITEMS.heldSegment),
} as const;

/** Partitions about more than one worker: open requests for the officers, and who asked at which level. */
export const QUEUE = ITEMS.queued.pk;
export const PARITY = ITEMS.asked.pk;
