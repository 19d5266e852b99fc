import { SEGMENT_MINUTES } from '../activity/segment/limits.ts';
import type { Limits } from './ports.ts';

const MIB = 1024 ** 2;
const HOUR_MS = 3_600_000;

/** The model of scale counts with segments of this length. The queue expires before ingest would call it too old. */
export const LIMITS: Limits = {
  segment: { events: 5_000, bytes: MIB, ms: SEGMENT_MINUTES * 60_000 },
  queue: { bytes: 64 * MIB, ms: 72 * HOUR_MS },
  bytesPerDay: { corp: 1024 * MIB, home: 64 * MIB, metered: 0 },
  batteryPct: 20,
  leaseMs: 8 * HOUR_MS,
};
